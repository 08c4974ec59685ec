"""What each sheet about a person says, block by block, in the order in which whoever takes over needs it."""

from collections.abc import Mapping

DAY = ("day_morning", "day_meals", "day_bath", "day_evening", "day_night")
"""The day by the hour."""
CARE = ("health", "medicine", "seizures", "allergies", "communication", "upsets", "calms")
WITH_HER = ("family", "team")
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "intake": (
        *("who", "needs", "home", "risks", *CARE, "day_place", "money", *WITH_HER),
        *("experience", "wants", "consent", "questions"),
    ),
    "emergency": ("who", "needs", "why", *CARE, "day_night", *WITH_HER, "experience", "return_contact"),
    "handover": (
        *("who", "why", *DAY, "needs", *CARE, "risks", "worked", "day_place", "money", *WITH_HER),
        *("wants", "experience", "questions", "return_contact"),
    ),
}
"""By the sheet's kind (`casebook.vocabulary.PERSON_SHEETS`)."""
NAMELESS = ("needs", "return_contact")
"""What a facility is told of somebody before it may be told who she is: as on the telephone."""
OF_THE_DESK = ("intake",)
"""Sheets that the desk makes for itself: what is in them is hers to keep, with whomever it is shared."""


def covered(kind: str, *, shared: bool) -> tuple[str, ...]:
    """Return the blocks of a sheet that may be in it.

    Parameters
    ----------
    shared
        Whether consent covers that what is known of her is shared, or a ground of the law does.
    """
    blocks = BLOCKS[kind]
    return blocks if shared or kind in OF_THE_DESK else tuple(block for block in blocks if block in NAMELESS)


def left_out(kind: str, *, shared: bool) -> tuple[str, ...]:
    """Return the blocks of a sheet that are not in it, for nothing covers that they are shared."""
    there = covered(kind, shared=shared)
    return tuple(block for block in BLOCKS[kind] if block not in there)
