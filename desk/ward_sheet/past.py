"""The ends of the months before, those that no edition told of, in one system with today's tables.

A month is told in percent. Yet it is judged as if its counts were told, of everybody, with and without an option; and
nobody's first day is later than today, so that each month's people are some of the next one's. An area of which one
month, or today, must be hidden is told of no month before, since little changes in a month; and percents are so coarse
that they fit any number of people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from desk.coverage import CITY, MUNICIPALITY, Lying, Snapshot
from desk.publication import FAR, Cell, count
from desk.readiness import month_ends
from desk.ward_sheet.nested import WARD, Area, Key, Nested, Sum
from desk.ward_sheet.told import NOTHING, Told
from matching.emergency import readiness

EVERYBODY, WITH, WITHOUT = "everybody", "with_option", "without_option"
COSTS = {CITY: 500, MUNICIPALITY: 20, WARD: 1}
"""What hiding a past count costs: less than anything of today."""
PERCENTS = (1, 2, 5, 10, 20, 50, 100)
"""To what percents are rounded: the first of which there is one person or more."""
Counts = Mapping[str, Mapping[Area, int]]
"""By name and area."""


@dataclass(frozen=True)
class Months:
    """The ends of the months before that are told anew.

    Attributes
    ----------
    counts
        Of each day, of everybody, with and without an option; not as they may be told.
    hidden
        Areas of which no past month is told.
    """

    nested: Nested
    days: tuple[date, ...]
    counts: tuple[Counts, ...]
    hidden: frozenset[Area] = field(default_factory=frozenset)

    def percent(self, area: Area, now: int) -> int:
        """Return the percents to which an area's shares are rounded, so that any number of people has such a share.

        Parameters
        ----------
        now
            How many people there are today.
        """
        many = (*(of_day[EVERYBODY][area] for of_day in self.counts), now)
        fewest = min((people for people in many if people), default=1)
        return next(step for step in PERCENTS if step * fewest >= max(PERCENTS))


def read_months(snapshot: Snapshot, told: Told = NOTHING) -> Months:
    """Return whom the last twelve months counted: by their last days, of those who are supported today."""
    nested, days = Nested(snapshot.places), tuple(filter(told.may_tell, month_ends(snapshot.day)[:-1]))
    people = [snapshot.source.people[one.id].person for one in snapshot.problem.people]
    counts: list[Counts] = []
    for day in days:
        known = np.array([(one.identified_on or day) <= day for one in people], dtype=np.bool_)
        options = readiness(snapshot.problem, day).options > 0
        groups = {EVERYBODY: known, WITH: known & options, WITHOUT: known & ~options}
        counts.append({name: by_area(snapshot, nested, snapshot.people, flags) for name, flags in groups.items()})
    return Months(nested, days, tuple(counts))


def by_area(snapshot: Snapshot, nested: Nested, lying: Lying, weights: npt.ArrayLike) -> dict[Area, int]:
    """Add up whole numbers by city, municipality and ward."""
    levels = {level: snapshot.areas(level) for level, _ in nested.areas}
    figures = {
        level: pd.DataFrame({"": areas.sum(lying, weights)}, areas.frame["key"]) for level, areas in levels.items()
    }
    return nested.values(figures, "")


def past_cells(months: Months, people: str, now: Mapping[Area, int], limit: int) -> tuple[dict[Key, Cell], list[Sum]]:
    """Return the months' counts as cells, and the sums that link them with one another and with today's people.

    Parameters
    ----------
    people, now
        The measure that counts today's people, and how many they are.
    """
    cells: dict[Key, Cell] = {}
    sums: list[Sum] = []
    later, then = people, now
    for number, counts in reversed(list(enumerate(_distinct(months.counts)))):
        codes = {name: f"{name} {number}" for name in counts}
        for name, code in codes.items():
            for area, value in counts[name].items():
                shown = area[0] in COSTS
                cell = count(value, limit, COSTS.get(area[0], 1), shown=shown)
                cells[*area, code] = replace(cell, bundle=("months", area) if shown else None)
            sums += months.nested.sums(code)
        everybody = codes[EVERYBODY]
        sums += [((*area, everybody), ((*area, codes[WITH]), (*area, codes[WITHOUT]))) for area in counts[EVERYBODY]]
        for area, value in counts[EVERYBODY].items():
            came = (*area, f"since {number}")
            cells[came] = Cell(then[area] - value, 0, FAR, shown=False)
            sums.append(((*area, later), ((*area, everybody), came)))
        later, then = everybody, counts[EVERYBODY]
    return cells, sums


def _distinct(counts: Iterable[Counts]) -> list[Counts]:
    """Leave out what is as it was the month before."""
    distinct: list[Counts] = []
    for one in counts:
        if not distinct or one != distinct[-1]:
            distinct.append(one)
    return distinct
