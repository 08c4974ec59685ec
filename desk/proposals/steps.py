"""The steps of a proposal: where it can go from each status, and what its status means for places and people."""

from collections.abc import Mapping

STEPS: Mapping[str, tuple[str, ...]] = {
    "suggested": ("asked", "declined", "released"),
    "asked": ("accepted", "declined", "no_answer", "released"),
    "no_answer": ("asked", "declined", "released"),
    "accepted": ("booked", "released"),
    "booked": ("done", "broken_off", "booked", "released"),
    "declined": (),
    "done": (),
    "broken_off": (),
    "released": (),
}
"""Where a proposal can go from each status; what is booked may be booked for other dates."""
OPEN = tuple(status for status, onward in STEPS.items() if onward)
HELD = ("asked", "accepted", "booked")
"""While a proposal is here, its place is held; the later, the further it has come."""
AGREED = ("accepted", "booked")
TAKEN = (*HELD, "done")
"""A place of the period is used up in these; one that is free again after a break-off may be given again."""
OVER = ("done", "broken_off")
DATED = ("booked", *OVER)
"""A bed is used on each night of the stay in these."""
LET_GO = ("declined", "broken_off", "released")
"""Nothing stands of these any more: the same plan may propose something else to the person (`uq_proposal_standing`)."""
