"""How the last months went in an area and in the whole: who was ready, visits, who was identified; hidden where few are meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage import CITY, MUNICIPALITY, UNKNOWN_AREA, Lying, Snapshot
from desk.readiness import month_ends
from desk.ward_sheet.disclosure import HIDDEN, Figure
from desk.ward_sheet.nested import OUTSIDE, WARD, Area, Key, Nested, Sum, Unit
from desk.ward_sheet.suppression import count, suppress
from matching.emergency import readiness
from matching.problem import months_before

WHOLE: Unit = (CITY, UNKNOWN_AREA)
Counts = Mapping[str, Mapping[Area, int]]
"""By name and area."""


@dataclass(frozen=True)
class Trend:
    """The ends of the last months.

    Attributes
    ----------
    ready
        Percent of people with an emergency option, by ``ward`` and ``city``.
    visits
        Visits in the month that ends there.
    """

    days: tuple[date, ...]
    ready: Mapping[str, tuple[Figure, ...]]
    visits: Mapping[str, tuple[int, ...]]


def read_trend(snapshot: Snapshot, now: Mapping[str, Figure], area: Unit, limit: int) -> Trend:
    """Return the last twelve months of an area beside those of the whole.

    Parameters
    ----------
    now
        The share of people with an option today, by ``ward`` and ``city``.
    area
        The level and key of the area.
    """
    days = month_ends(snapshot.day)
    past = [_ready(snapshot, area, day, limit) for day in days[:-1]]
    firsts = [months_before(day + timedelta(days=1), 1) for day in days[:-1]] + [snapshot.day.replace(day=1)]
    inside = {facility.id for facility, is_in in zip(
        snapshot.problem.facilities, facilities_in(snapshot, area), strict=True) if is_in}  # fmt: skip
    visits = [
        [visit.facility_id in inside for visit in snapshot.visits if first <= visit.visited_on <= day]
        for first, day in zip(firsts, days, strict=True)
    ]
    return Trend(
        tuple(days),
        {side: (*(month[side] for month in past), now[side]) for side in ("ward", "city")},
        {"ward": tuple(map(sum, visits)), "city": tuple(map(len, visits))},
    )


def facilities_in(snapshot: Snapshot, area: Unit) -> npt.NDArray[np.bool_]:
    """Tell which facilities lie in an area."""
    level, key = area
    rows = snapshot.areas(level)
    inside: npt.NDArray[np.bool_] = rows.of(snapshot.facilities) == list(rows.frame["key"]).index(key)
    return inside


def _ready(snapshot: Snapshot, area: Unit, day: date, limit: int) -> dict[str, Figure]:
    """Return the share of people with an option on a past day; hidden where one of its counts would be."""
    nested = Nested(snapshot.places)
    people = [snapshot.source.people[one.id].person for one in snapshot.problem.people]
    identified = np.array([(one.identified_on or day) <= day for one in people], dtype=np.bool_)
    ready = identified & (readiness(snapshot.problem, day).options > 0)
    counts = {
        name: _by_area(snapshot, nested, snapshot.people, flags)
        for name, flags in (("all", identified), ("with", ready), ("none", identified & ~ready))
    }
    hidden = hide_counts(nested, counts, limit, ("all", ("with", "none")))
    shares: dict[str, Figure] = {}
    for side, (level, key) in (("ward", area), ("city", WHOLE)):
        if any((level, key, name) in hidden for name in counts):
            shares[side] = HIDDEN
        else:
            everybody = counts["all"][level, key]
            shares[side] = float(round(100 * counts["with"][level, key] / everybody)) if everybody else None
    return shares


def read_identified(book: Casebook, snapshot: Snapshot, area: Unit, limit: int) -> dict[str, tuple[Figure, Figure]]:
    """Count who was identified in the last two years, those whose support is over too."""
    nested, everyone = Nested(snapshot.places), book.all(Person)
    ends = [snapshot.day, months_before(snapshot.day, 12), months_before(snapshot.day, 24)]
    lying = snapshot.lying(
        [snapshot.places.label(person.city, person.ward) or "" for person in everyone], ("" for _ in everyone)
    )
    counts = {
        name: _by_area(
            snapshot,
            nested,
            lying,
            [person.identified_on is not None and before < person.identified_on <= last for person in everyone],
        )
        for name, last, before in (("now", ends[0], ends[1]), ("then", ends[1], ends[2]))
    }
    hidden = hide_counts(nested, counts, limit)

    def figure(at: Unit, name: str) -> Figure:
        return HIDDEN if (*at, name) in hidden else float(counts[name][at])

    return {side: (figure(at, "now"), figure(at, "then")) for side, at in (("ward", area), ("city", WHOLE))}


def _by_area(snapshot: Snapshot, nested: Nested, lying: Lying, weights: npt.ArrayLike) -> dict[Area, int]:
    levels = {level: snapshot.areas(level) for level, _ in nested.areas}
    figures = {
        level: pd.DataFrame({"": areas.sum(lying, weights)}, areas.frame["key"]) for level, areas in levels.items()
    }
    return nested.values(figures, "")


def hide_counts(
    nested: Nested, counts: Counts, limit: int, split: tuple[str, tuple[str, ...]] | None = None
) -> frozenset[Key]:
    """Return what must be hidden of some counts, judged together in all areas.

    Parameters
    ----------
    split
        A count that is the sum of others.
    """
    costs = {WARD: 1, CITY: len(nested.wards), MUNICIPALITY: 2}
    known = list(next(iter(counts.values())))
    by_level = {level: [area for area in known if area[0] == level] for level in (*costs, OUTSIDE)}
    cells = {
        (*area, name): count(of_name[area], limit, costs.get(level, 1), shown=level in costs)
        for level, areas in by_level.items()
        for name, of_name in counts.items()
        for area in areas
    }
    sums: list[Sum] = [equation for name in counts for equation in nested.sums(name)]
    if split is not None:
        all_of, parts = split
        sums += [
            ((*area, all_of), tuple((*area, part) for part in parts)) for areas in by_level.values() for area in areas
        ]
    return suppress(cells, sums)
