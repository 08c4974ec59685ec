"""What adds up to what in the review: within a table, between tables, and from one fiscal year to the next.

Said are only relations that hold whatever is recorded: an equation, a part of a whole (what is left of it is a count,
too, and kept as one), or that one figure is no less than another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk.publication import Figure, ReviewKey, Sum
from desk.review.rooms import LENGTHS
from desk.review.table import COUNT, TOTAL, Cell, ReviewTable

Key = ReviewKey
At = tuple[str, str, str]
"""Table, row and column."""

BY_CALL = ("table1", "by_month", "by_ward", "by_hour", "by_reason")
SAME: tuple[tuple[At, At], ...] = (
    *((("table1", TOTAL, column), (name, TOTAL, column)) for name in BY_CALL[1:] for column in ("admitted", "advice_only", TOTAL)),
    (("table1", TOTAL, TOTAL), ("went", TOTAL, "consultations")),
    (("table1", TOTAL, TOTAL), ("functions", "consultation", COUNT)),
    (("table1", TOTAL, TOTAL), ("survey", "consultations", COUNT)),
    (("table1", TOTAL, "admitted"), ("functions", "admission", COUNT)),
    (("table1", TOTAL, "admitted"), ("survey", "admissions", COUNT)),
    (("table1", TOTAL, "advice_only"), ("went", "advice_only", "consultations")),
    (("room_use", "room_days", COUNT), ("survey", "room_days", COUNT)),
    (("room_use", "empty", COUNT), ("days_by_rooms", "0", "days")),
    (("lengths", TOTAL, TOTAL), ("stays", "emergency", "stays")),
    (("table3", TOTAL, "people"), ("people", TOTAL, "identified")),
    (("trials", "trials", COUNT), ("functions", "trial", COUNT)),
    (("trials", "tried_people", COUNT), ("people", TOTAL, "tried")),
    (("trials", "with_past_use", COUNT), ("readiness", "with_past_use", "at_end")),
    (("stays", "trial", "stays"), ("survey", "trials", COUNT)),
    (("stays", "trial", "people"), ("survey", "trial_people", COUNT)),
    (("stays", "trial", "days"), ("survey", "trial_days", COUNT)),
    (("readiness", "identified", "at_end"), ("survey", "identified", COUNT)),
    (("table2", TOTAL, "visits"), ("visits", TOTAL, "visits")),
    (("table2", TOTAL, "visits"), ("functions", "visit", COUNT)),
    (("contacts", TOTAL, TOTAL), ("functions", "contact", COUNT)),
    (("trainings", "training", "times"), ("functions", "training", COUNT)),
    (("trainings", "training", "times"), ("survey", "trainings", COUNT)),
)  # fmt: skip
"""Figures that stand in several tables."""
SUMS: tuple[tuple[At, tuple[At, ...]], ...] = (
    (("readiness", "identified", "at_end"), (("readiness", "identified", "at_start"), ("table3", TOTAL, "people"))),
    (("lengths", TOTAL, TOTAL), (("residence", TOTAL, TOTAL), ("lengths", "going_on", TOTAL))),
)
PARTS: tuple[tuple[At, At], ...] = (
    (("readiness", "with_past_use", "at_end"), ("readiness", "with_past_use", "at_start")),
    (("trials", "outside", COUNT), ("trials", "outside_known", COUNT)),
    (("lengths", TOTAL, "elsewhere"), ("trials", "outside", COUNT)),
    (("stays", "trial", "stays"), ("trials", "trials", COUNT)),
    (("stays", "trial", "people"), ("trials", "tried_people", COUNT)),
    (("people", TOTAL, "consulted"), ("survey", "admitted_people", COUNT)),
)
"""A whole and a part of it."""
AT_MOST: tuple[tuple[At, At], ...] = (
    *((("stays", kind, more), ("stays", kind, less))
      for kind in ("trial", "short_stay", "emergency") for more, less in (("stays", "people"), ("days", "stays"))),
    (("survey", "admissions", COUNT), ("survey", "admitted_people", COUNT)),
    (("table1", TOTAL, TOTAL), ("people", TOTAL, "consulted")),
    (("contacts", TOTAL, TOTAL), ("people", TOTAL, "followed")),
    (("trials", "trials", COUNT), ("trials", "tried_people", COUNT)),
    (("trials", "trials", COUNT), ("trials", "tried_places", COUNT)),
    (("stays", "emergency", "days"), ("room_use", "room_days", COUNT)),
    (("room_use", "room_days", COUNT), ("lengths", TOTAL, "base")),
)  # fmt: skip
"""A figure and one that is no more than it."""
BEFORE: tuple[tuple[At, At], ...] = (
    (("readiness", "identified", "at_start"), ("readiness", "identified", "at_end")),
    (("readiness", "with_past_use", "at_start"), ("readiness", "with_past_use", "at_end")),
)
"""A figure, and one of the year before that is the same."""
OPEN: frozenset[tuple[str, str]] = frozenset(
    {
        ("survey", "rooms"),
        ("functions", "visit"),
        ("functions", "training"),
        ("survey", "trainings"),
        ("days_by_rooms", TOTAL),
        ("visits", TOTAL),
        ("capacity", "offices"),
        ("capacity", "staff_hundredths"),
    }
)
"""Tables and rows of no counts of people: rooms and days of the year are known to all, and of how many offices were visited.

Meetings and trainings are announced, and councils tell their issues; planning offices, their staff and corporations, and
consultation offices that were visited, are nobody whom anything is done for."""
OPEN_TABLES = ("table2", "councils", "trainings", "issues", "corporations", "advice")
PLANNED = ("with_plan", "self_planned")
"""Rows of the capacity that are parts of those entitled."""
LONGEST = 366
"""Days of a year."""
MONTHS = 12
"""Of a year; a joint case has one report of each."""
DAYS = ("days", "room_days", "trial_days", "full")
"""Rows or columns that count days: they tell of as few people as stays are behind them."""


@dataclass
class Relations:
    """What is known of the figures of some years; what can be worked out is added to them.

    Attributes
    ----------
    figures
        By key: on tables, and what is not on any.
    """

    figures: dict[Key, Figure]
    sums: list[Sum[Key]] = field(default_factory=list)
    same: list[tuple[Key, Key]] = field(default_factory=list)

    def equal(self, one: Key, other: Key) -> None:
        """Say that two figures are one, where both are there."""
        if one in self.figures and other in self.figures:
            self.same.append((one, other))

    def add(self, total: Key, parts: Sequence[Key]) -> None:
        """Say that a figure is a sum, where all of it is there."""
        if total in self.figures and all(part in self.figures for part in parts):
            self.sums.append((total, tuple(parts)))

    def rest(self, whole: Key, part: Key, *, slack: bool) -> None:
        """Say that a figure is part of another, or, as ``slack``, no more than it; where records say so still."""
        if whole not in self.figures or part not in self.figures:
            return
        left = self.figures[whole].value - self.figures[part].value
        if left >= 0:
            key = (whole[0], f"{whole[1:]} without", *part[2:])
            self.figures[key] = Figure(left, printed=False, slack=slack)
            self.sums.append((whole, (part, key)))

    def within(self, figure: Key, name: str, parts: Sequence[Key]) -> None:
        """Say that a figure is no more than a sum."""
        if all(part in self.figures for part in parts):
            bound = (figure[0], name, "", "")
            self.figures[bound] = Figure(sum(self.figures[part].value for part in parts), printed=False, slack=True)
            self.sums.append((bound, tuple(parts)))
            self.rest(bound, figure, slack=True)

    def told_elsewhere(self, name: str, value: int, of: Sequence[Key]) -> None:
        """Say that other papers tell so many of some figures together: all of them, or all but some that must not be told.

        Where it is more than all of them by now, records were corrected since, and nothing follows.
        """
        if not of or any(part not in self.figures for part in of):
            return
        left = sum(self.figures[part].value for part in of) - value
        if left < 0:
            return
        year = of[0][0]
        told, every, others = ((year, name, row, "") for row in ("told", "every", "others"))
        self.figures[told] = Figure(value, open=True, printed=False)
        if not left:
            self.sums.append((told, tuple(of)))
            return
        self.figures[every] = Figure(value + left, printed=False)
        self.figures[others] = Figure(left, printed=False)
        self.sums += [(every, tuple(of)), (every, (told, others))]


def relate(relations: Relations, year: int, tables: Mapping[str, ReviewTable], rooms: int | None) -> None:
    """Add what holds within a fiscal year, and between it and the one before.

    Parameters
    ----------
    tables
        Of the year, with their totals (`with_totals`), rows as fine as they are counted.
    rooms
        How many emergency rooms the base has; None: not known.
    """
    for table in tables.values():
        _within(relations, year, table)
    for one, other in SAME:
        relations.equal((year, *one), (year, *other))
    for total, parts in SUMS:
        relations.add((year, *total), [(year, *part) for part in parts])
    for pairs, slack in ((PARTS, False), (AT_MOST, True)):
        for whole, part in pairs:
            relations.rest((year, *whole), (year, *part), slack=slack)
    for row in tables["visits"].rows:
        relations.rest((year, "visits", row, "visits"), (year, "visits", row, "stayed_after"), slack=False)
    _rooms(relations, year, tables, rooms)
    _entitled(relations, year)
    _joint(relations, year, tables["joint"])
    for one, then in BEFORE:
        relations.equal((year, *one), (year - 1, *then))
    for column in ("base", "elsewhere", TOTAL):  # whoever was there was there already, or came
        there, before = (year, "lengths", TOTAL, column), (year - 1, "lengths", "going_on", column)
        if column == "elsewhere":
            relations.add(there, [before, (year, "trials", "outside", COUNT)])
        else:
            relations.rest(there, before, slack=False)


def _within(relations: Relations, year: int, table: ReviewTable) -> None:
    """Say what adds up in a table: its rows, and its columns if nothing counts in several of them."""
    parts = [column for column in table.columns if column != TOTAL]
    if table.adds:
        rows = [row for row in table.rows if row != TOTAL]
        for column in table.columns:
            relations.add((year, table.name, TOTAL, column), [(year, table.name, row, column) for row in rows])
    if TOTAL not in table.columns:
        return
    once = all(_counts_once(table, row, parts) for row in table.rows)
    for row in (*table.rows, *([TOTAL] if table.adds else [])):
        total, columns = (year, table.name, row, TOTAL), [(year, table.name, row, column) for column in parts]
        if once:
            relations.add(total, columns)
        else:
            for one in columns:
                relations.rest(total, one, slack=False)
            relations.within(total, f"{table.name} {row}", columns)


def _counts_once(table: ReviewTable, row: str, parts: Sequence[str]) -> bool:
    found = [table.counts.get((row, column)) for column in (*parts, TOTAL)]
    return None not in found and sum(found[:-1]) == found[-1]  # type: ignore[arg-type]


def _rooms(relations: Relations, year: int, tables: Mapping[str, ReviewTable], rooms: int | None) -> None:
    """Say what the days by rooms in use add up to, and that no stay has more days than its length says."""
    used = sorted(int(row) for row in tables["days_by_rooms"].rows if row != TOTAL)
    at = {count: (year, "days_by_rooms", str(count), "days") for count in used}
    relations.add((year, "room_use", "room_days", COUNT), [at[count] for count in used for _ in range(count)])
    for figure, column in ((("stays", "emergency", "days"), TOTAL), (("room_use", "room_days", COUNT), "base")):
        most = {(year, "lengths", row, column): most or LONGEST for row, most in {**LENGTHS, "going_on": None}.items()}
        relations.within(
            (year, *figure), f"most days {column}", [key for key, many in most.items() for _ in range(many)]
        )
    if rooms is not None and any(count >= rooms for count in used):
        relations.add((year, "room_use", "full", COUNT), [at[count] for count in used if count >= rooms])


def _entitled(relations: Relations, year: int) -> None:
    """Say that people with a plan and people with one of their own are some of those entitled; the others have neither."""
    whole, parts = (year, "capacity", "entitled", COUNT), [(year, "capacity", row, COUNT) for row in PLANNED]
    known = [part for part in parts if part in relations.figures]
    if whole not in relations.figures or not known:
        return
    left = relations.figures[whole].value - sum(relations.figures[part].value for part in known)
    if left >= 0:
        others = (year, "capacity", "entitled without", COUNT)
        relations.figures[others] = Figure(left, printed=False)
        relations.sums.append((whole, (*known, others)))


def _joint(relations: Relations, year: int, table: ReviewTable) -> None:
    """Say that what went on or began has ended or goes on, that cases of a reason are some of all, and what reports tell of them."""
    for row in table.rows:
        start, begun, ended, end = ((year, table.name, row, column) for column in table.columns)
        relations.equal(start, (year - 1, table.name, row, "at_end"))
        if all(one in relations.figures for one in (start, begun, ended, end)):
            value = relations.figures[start].value + relations.figures[begun].value
            relations.figures[_there(year, row)] = Figure(value, printed=False)
            relations.add(_there(year, row), [start, begun])
            relations.add(_there(year, row), [ended, end])
        if row != TOTAL:
            for column in table.columns:
                relations.rest((year, table.name, TOTAL, column), (year, table.name, row, column), slack=False)
    reports, reported = ((year, "joint_reports", row, COUNT) for row in ("reports", "reported"))
    relations.rest(_there(year, TOTAL), reported, slack=False)
    relations.rest(reports, reported, slack=True)
    relations.within(reports, "most joint reports", [reported] * MONTHS)


def _there(year: int, row: str) -> Key:
    """Return the key of the joint cases that went on on any day of a year."""
    return (year, "joint in all", row, "")


def with_totals(table: ReviewTable) -> Iterator[tuple[Cell, int | None]]:
    """Yield the cells of a table, and what its rows add up to, where they do."""
    yield from table.counts.items()
    if table.adds:
        for column in table.columns:
            yield (TOTAL, column), table.sum(column)
