"""The quarter's trial stays in numbers: how many were suggested, asked, accepted, dated and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Proposal
from desk.period import Period, coming_quarter

REACHED: Mapping[str, tuple[str, ...]] = {
    "suggested": v.PROPOSAL_STATUS,
    "asked": ("asked", "no_answer", "accepted", "declined", "booked", "done", "broken_off"),
    "accepted": ("accepted", "booked", "done", "broken_off"),
    "dated": ("booked", "done", "broken_off"),
    "done": ("done", "broken_off"),
}
"""Which proposals have come at least so far, by their status now."""


@dataclass(frozen=True)
class Strip:
    """How far the proposals of a period's plans have come: how many reached each of `REACHED`."""

    period: Period
    reached: Mapping[str, int]


def strip(book: Casebook, today: date) -> Strip | None:
    """Return the present quarter's strip, or the coming one's where nothing was planned for this; None without either."""
    proposals, periods = book.all(Proposal), book.periods()
    coming = coming_quarter(today)
    for day in (today, coming.start):
        running = {key: days for key, days in periods.items() if days[0] <= day <= days[1]}
        mine = [one for one in proposals if one.plan_id in running]
        if mine:
            first, last = running[mine[0].plan_id]
            counts = {name: sum(one.status in statuses for one in mine) for name, statuses in REACHED.items()}
            return Strip(Period(first, last), counts)
    return None
