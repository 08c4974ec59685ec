"""The yearly review: every table of a period, those of the period before, and what both are counted from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from desk.errors import DeskError
from desk.period import Dates, run_before
from desk.review import capacity, emergencies, joint, meetings, prevention, rooms, whole
from desk.review.records import ReviewRecords, read_records
from desk.review.table import ReviewTable

LONGEST_YEARS = 10
TABLES: tuple[Callable[[ReviewRecords, Dates], ReviewTable], ...] = (
    emergencies.table1,
    emergencies.by_month,
    emergencies.by_ward,
    emergencies.by_hour,
    emergencies.by_reason,
    emergencies.went,
    emergencies.refusals,
    rooms.room_use,
    rooms.days_by_rooms,
    rooms.lengths,
    rooms.residence,
    rooms.by_kind,
    prevention.table2,
    prevention.visits,
    prevention.table3,
    prevention.people,
    prevention.contacts,
    prevention.trials,
    meetings.councils,
    meetings.trainings,
    capacity.capacity,
    capacity.of_corporations,
    meetings.issues,
    joint.joint,
    joint.joint_reports,
    joint.advice,
    whole.readiness,
    whole.functions,
    whole.survey,
)
"""In the order of the papers; whoever adds a kind of record adds its table here."""


@dataclass(frozen=True)
class Withheld:
    """What a version for publication does not tell.

    Attributes
    ----------
    limit
        The smallest count that is told, other than 0.
    figures
        How many figures are hidden or told in sum alone.
    coarser
        Tables whose rows are gathered in groups.
    unproven
        Tables that are hidden whole, because the search for less came to no end.
    kept_on
        The day on which it was kept as published; None: it is not.
    """

    limit: int
    figures: int
    coarser: tuple[str, ...]
    unproven: tuple[str, ...]
    kept_on: date | None = None


@dataclass(frozen=True)
class Review:
    """The tables of a period.

    Attributes
    ----------
    days
        The period: its first and its last day.
    until
        The last day that is counted: today in a period that is not over.
    before
        The period before.
    tables, earlier
        By name: of the period, and of the one before.
    withheld
        What is not told for publication; None: this is the version with all figures.
    """

    days: Dates
    until: date
    before: Dates
    tables: Mapping[str, ReviewTable]
    earlier: Mapping[str, ReviewTable]
    withheld: Withheld | None = None

    @property
    def over(self) -> bool:
        """Whether the whole period is counted, so that it may be compared with the one before."""
        return self.until == self.days[1]

    def without_records(self) -> "Review":
        """Return the figures alone."""
        tables, earlier = (
            {name: replace(table, behind={}) for name, table in some.items()} for some in (self.tables, self.earlier)
        )
        return replace(self, tables=tables, earlier=earlier)

    def count(self, name: str, row: str, column: str) -> int | None:
        """Return a figure; 0 where the table has no such row."""
        return self.tables[name].counts.get((row, column), 0)


def read_review(book: Casebook, days: Dates, today: date) -> Review:
    """Count a period.

    Parameters
    ----------
    book
        Of whoever may be told figures of everybody; which records stand behind them is told to coordinators alone.

    Raises
    ------
    DeskError
        If the period ends before it begins, has not begun, or is longer than ten years.
    """
    review = review_of(read_records(book), days, today)
    return review if book.plays("coordinator") else review.without_records()


def review_of(records: ReviewRecords, days: Dates, today: date) -> Review:
    """Count a period from what was read; as `read_review`."""
    first, last = days
    if last < first:
        raise DeskError("review.order", first=first, last=last)
    if first > today:
        raise DeskError("review.ahead", first=first)
    if last.year - first.year > LONGEST_YEARS:
        raise DeskError("review.too_long", most=LONGEST_YEARS)
    until, before = min(last, today), run_before(days)
    tables, earlier = (
        {one.name: one for one in (table(records, counted) for table in TABLES)} for counted in ((first, until), before)
    )
    return Review(days, until, before, tables, earlier)


def review_record(review: Review) -> dict[str, Any]:
    """Return the review for JSON: each table as its rows, and the one before under ``before``."""
    return {
        "from": review.days[0],
        "to": review.days[1],
        "counted_until": review.until,
        **_tables_record(review.tables),
        "before": {"from": review.before[0], "to": review.before[1], **_tables_record(review.earlier)},
    }


def _tables_record(tables: Mapping[str, ReviewTable]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: [
            {table.head: row, **{column: table.counts[row, column] for column in table.columns}} for row in table.rows
        ]
        for name, table in tables.items()
    }
    count = tables["capacity"]
    found["capacity"] = {
        "counted_on": count.as_of,
        "parts": count.scales,
        **{row: count.counts[row, "count"] for row in count.rows},
    }
    use, by_rooms = tables["room_use"], tables["days_by_rooms"]
    del found["days_by_rooms"]
    found["room_use"] = {
        **{row: use.counts[row, "count"] for row in use.rows},
        "days_by_rooms": {row: by_rooms.counts[row, "days"] for row in by_rooms.rows},
    }
    return found
