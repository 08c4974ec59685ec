"""The review's tables of consultation for plans: the last count until the period's end, and what came of asking corporations."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook import vocabulary as v
from casebook.records import CapacityCount
from desk.capacity import COUNTED, MEASURES, RATES, asked_in, by_code, corporations, count_for, figures
from desk.period import Dates
from desk.review.records import ReviewRecords
from desk.review.table import COUNT, UNKNOWN, Behind, Cell, Counted, ReviewTable, tally

BEHIND: Mapping[str, tuple[str, ...]] = {
    "cases_a_head": ("with_plan", "staff_hundredths"),
    "claims_a_head": ("claims", "staff_hundredths"),
    "plan_share": ("with_plan", "entitled"),
    "self_share": ("self_planned", "with_plan"),
}
"""By what follows from a count, what it follows from."""


def capacity(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Tell of the last count until the end of the period, in the parts that `casebook.vocabulary.CAPACITY_SCALES` says."""
    count = count_for(records.capacity, days[1])
    found = dict.fromkeys(MEASURES) if count is None else figures(count)
    keys = () if count is None or count.id is None else (count.id,)
    return ReviewTable(
        "capacity",
        "measure",
        "field",
        MEASURES,
        (COUNT,),
        {(row, COUNT): value for row, value in found.items()},
        {(row, COUNT): Behind("capacity_count", keys) for row, value in found.items() if keys and value is not None},
        adds=False,
        scales=v.CAPACITY_SCALES,
        dated=True,
        as_of=None if count is None else count.counted_on,
    )


def of_corporations(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the corporations that were visited in the period, each once, by what was last known to come of it."""
    found = corporations(asked_in(records.corporation_visits, days))
    rows = [code or UNKNOWN for code in by_code(v.CORPORATION_RESULTS, (one.result for one in found))]
    counted = [Counted(one.result or UNKNOWN, "corporations", one.visits[-1].id or 0) for one in found]
    return tally("corporations", "corporation_visit", "result", "corporation_result", rows, ("corporations",), counted)


def following(table: ReviewTable, mark: str, told: Mapping[Cell, int | str]) -> ReviewTable:
    """Return what everybody may read of the capacity: what follows from a figure follows from it as it is told, or is not told.

    Parameters
    ----------
    mark
        What stands in place of a figure that is not told.
    told
        What papers before print, which they go on to.
    """
    known: dict[str, Any] = {name: table.counts[name, COUNT] for name in COUNTED}
    count = CapacityCount(counted_on=table.as_of or v.DAYS[0], **known)
    counts, marks, follows = dict(table.counts), dict(table.marks), figures(count)
    for rate in RATES:
        cell = rate, COUNT
        hidden = table.counts[cell] is not None and any((name, COUNT) in table.marks for name in BEHIND[rate])
        figure = told.get(cell, mark if hidden else follows[rate])
        marks.pop(cell, None)
        counts[cell] = None if isinstance(figure, str) else figure
        if isinstance(figure, str):
            marks[cell] = figure
    return replace(table, counts=counts, marks=marks)
