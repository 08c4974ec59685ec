"""The review's tables of work with those who help: joint support with a core centre, and advice visits to offices."""

from collections.abc import Iterator
from dataclasses import replace

from casebook import vocabulary as v
from desk.period import Dates
from desk.review.records import Jointly, ReviewRecords, during
from desk.review.table import TOTAL, Counted, Measure, ReviewTable, measures, tally

COLUMNS = ("at_start", "begun", "ended", "at_end")


def joint(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count joint support by reason: going on at the start, begun and ended in the period, going on at its end.

    A case may have several reasons, so the rows add up to nothing; the last one has each case once.
    """
    counted = (
        Counted(row, column, one.key)
        for one in records.joint
        for column in _columns(one, days)
        for row in (*one.reasons, TOTAL)
    )
    rows = (*v.JOINT_REASONS, TOTAL)
    table = tally("joint", "joint_case", "reason", "joint_reason", rows, COLUMNS, counted, across="joint.column")
    return replace(table, adds=False)


def _columns(one: Jointly, days: Dates) -> Iterator[str]:
    first, last = days
    if one.on < first and (one.ended_on is None or one.ended_on >= first):
        yield "at_start"
    if first <= one.on <= last:
        yield "begun"
    if one.ended_on is not None and first <= one.ended_on <= last:
        yield "ended"
    if one.on <= last and (one.ended_on is None or one.ended_on > last):
        yield "at_end"


def joint_reports(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the reports of the months of the period, and the cases that have any."""
    found = during(records.joint_reports, days)
    return measures(
        "joint_reports",
        "review.row",
        [
            Measure("reports", "joint_report", [one.key for one in found]),
            Measure("reported", "joint_case", list(dict.fromkeys(one.case for one in found))),
        ],
    )


def advice(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count advice visits to consultation offices by kind."""
    counted = (Counted(one.kind, "visits", one.key) for one in during(records.advice, days))
    return tally("advice", "advice_visit", "kind", "advice_kind", v.ADVICE_KINDS, ("visits",), counted)
