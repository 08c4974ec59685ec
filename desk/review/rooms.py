"""The review's tables of stays: the base's rooms day by day, how long stays lasted, where people lived before and after."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from casebook import vocabulary as v
from desk.period import Dates
from desk.review.records import ReviewRecords, Stayed
from desk.review.table import UNKNOWN, Behind, Counted, Measure, ReviewTable, measures, tally

LENGTHS = {"days_1_3": 3, "days_4_7": 7, "days_8_14": 14, "days_15_30": 30, "days_31_90": 90, "days_91": None}
"""The most days of a stay that each row counts."""


def in_rooms(records: ReviewRecords, days: Dates) -> list[Stayed]:
    """Return the emergency stays at the base that had a room on any of the days."""
    return [one for one in records.stays_of("emergency") if one.facility in records.bases and one.days_in(days)]


def rooms_by_day(records: ReviewRecords, days: Dates) -> list[int]:
    """Return how many rooms were used on each of the days: a stay uses one from its first day to its last."""
    steps = [0] * ((days[1] - days[0]).days + 2)
    for one in in_rooms(records, days):
        steps[max(0, (one.start - days[0]).days)] += 1
        steps[(min(one.end or days[1], days[1]) - days[0]).days + 1] -= 1
    used = [0]
    for step in steps[:-1]:
        used.append(used[-1] + step)
    return used[1:]


def room_use(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count room-days, days on which all rooms were in use, and days on which none was."""
    stays, used = in_rooms(records, days), rooms_by_day(records, days)
    keys = [one.key for one in stays]
    full = (
        ("full", None)
        if records.rooms is None
        else Measure("full", "stay", (), sum(1 for one in used if one >= records.rooms))
    )
    return measures(
        "room_use",
        "review.row",
        [Measure("room_days", "stay", keys, sum(used)), Measure("empty", "stay", (), used.count(0)), full],
    )


def days_by_rooms(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the days by how many rooms were in use."""
    used = rooms_by_day(records, days)
    counted = Counter(used)
    rows = [str(rooms) for rooms in range(max(counted, default=0) + 1)]
    there: dict[int, dict[int, None]] = defaultdict(dict)
    for one in in_rooms(records, days):
        first = max(0, (one.start - days[0]).days)
        for rooms in set(used[first : first + one.days_in(days)]):
            there[rooms][one.key] = None
    return ReviewTable(
        "days_by_rooms",
        "rooms",
        "",
        tuple(rows),
        ("days",),
        {(row, "days"): counted[int(row)] for row in rows},
        {(row, "days"): Behind("stay", tuple(there[int(row)])) for row in rows if there[int(row)]},
    )


def lengths(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the emergency stays that ended in the period by how many days they lasted, and those that still last."""

    def counted() -> Iterator[Counted]:
        for one in records.stays_of("emergency"):
            column = "base" if one.facility in records.bases else "elsewhere"
            if one.end is None or one.end > days[1]:
                if one.start <= days[1]:
                    yield Counted("going_on", column, one.key)
            elif one.end >= days[0]:
                lasted = (one.end - one.start + timedelta(1)).days
                row = next(row for row, most in LENGTHS.items() if most is None or lasted <= most)
                yield Counted(row, column, one.key)

    rows = (*LENGTHS, "going_on")
    return tally("lengths", "stay", "length", "review.row", rows, ("base", "elsewhere"), counted(), total=True)


def residence(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the emergency stays that ended in the period by where the person lived before and after."""
    counted = (
        Counted(one.before or UNKNOWN, one.after or UNKNOWN, one.key)
        for one in records.stays_of("emergency")
        if one.end is not None and days[0] <= one.end <= days[1]
    )
    columns = (*v.RESIDENCES, UNKNOWN)
    return tally(
        "residence", "stay", "before", "residence", v.RESIDENCES, columns, counted, total=True, across="residence"
    )


def by_kind(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count stays, people and days by kind of stay: of stays that had a day in the period."""
    counts: dict[tuple[str, str], int | None] = {}
    behind: dict[tuple[str, str], Behind] = {}
    for kind in v.STAY_KINDS:
        there = [one for one in records.stays_of(kind) if one.days_in(days)]
        keys, people = tuple(one.key for one in there), tuple(dict.fromkeys(one.person for one in there))
        figures = {
            "stays": (len(keys), Behind("stay", keys)),
            "people": (len(people), Behind("person", people)),
            "days": (sum(one.days_in(days) for one in there), Behind("stay", keys)),
        }
        for column, (count, records_behind) in figures.items():
            counts[kind, column] = count
            if there:
                behind[kind, column] = records_behind
    columns = ("stays", "people", "days")
    return ReviewTable("stays", "kind", "stay_kind", v.STAY_KINDS, columns, counts, behind, adds=False)
