"""How the last months went in an area and in the whole: who was ready, visits, who was identified; hidden where few are meant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage import CITY, MUNICIPALITY, UNKNOWN_AREA, Snapshot
from desk.ward_sheet.disclosure import HIDDEN, MERGED, PEOPLE, Figure, Release
from desk.ward_sheet.nested import WARD, Area, Key, Nested, Sum, Unit, whole
from desk.ward_sheet.past import EVERYBODY, WITH, Counts, by_area
from desk.ward_sheet.suppression import Suppressed, count, suppress
from matching.problem import months_before

WHOLE: Unit = (CITY, UNKNOWN_AREA)


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


def read_trend(released: Release, area: Unit) -> Trend:
    """Return the last twelve months of an area, by its level and key, and today, beside those of the whole."""
    snapshot = released.snapshot
    days = [*released.months.days, snapshot.day]
    firsts = [months_before(day + timedelta(days=1), 1) for day in days[:-1]] + [snapshot.day.replace(day=1)]
    inside = {facility.id for facility, is_in in zip(
        snapshot.problem.facilities, facilities_in(snapshot, area), strict=True) if is_in}  # fmt: skip
    visits = [
        [visit.facility_id in inside for visit in snapshot.visits if first <= visit.visited_on <= day]
        for first, day in zip(firsts, days, strict=True)
    ]
    return Trend(
        tuple(days),
        {"ward": _ready(released, area), "city": _ready(released, WHOLE)},
        {"ward": tuple(map(sum, visits)), "city": tuple(map(len, visits))},
    )


def facilities_in(snapshot: Snapshot, area: Unit) -> npt.NDArray[np.bool_]:
    """Tell which facilities lie in an area."""
    level, key = area
    rows = snapshot.areas(level)
    inside: npt.NDArray[np.bool_] = rows.of(snapshot.facilities) == list(rows.frame["key"]).index(key)
    return inside


def _ready(released: Release, area: Unit) -> tuple[Figure, ...]:
    """Return the shares of people with an option at the ends of the months and today, as coarse as they must be."""
    level, key = area
    months, now = released.months, released.levels[level].values
    if any(released.in_place(level, key, code) for code in (PEOPLE, "no_option")):
        return (HIDDEN,) * (len(months.days) + 1)
    people, without = whole(now[PEOPLE][key]), whole(now["no_option"][key])
    percent = months.percent(area, people)

    def share(ready: int, everybody: int) -> Figure:
        return float(percent * round(100 * ready / everybody / percent)) if everybody else None

    past: list[Figure] = [
        HIDDEN if area in months.hidden else share(counts[WITH][area], counts[EVERYBODY][area])
        for counts in months.counts
    ]
    return *past, share(people - without, people)


def read_identified(book: Casebook, released: Release, area: Unit, limit: int) -> dict[str, tuple[Figure, Figure]]:
    """Count who was identified in the last two years, those whose support is over too.

    Hidden wherever people are: who came bounds how many there are.
    """
    snapshot, nested, everyone = released.snapshot, released.months.nested, book.all(Person)
    ends = [snapshot.day, months_before(snapshot.day, 12), months_before(snapshot.day, 24)]
    lying = snapshot.lying(
        [snapshot.places.label(person.city, person.ward) or "" for person in everyone], ("" for _ in everyone)
    )
    counts = {
        name: by_area(
            snapshot,
            nested,
            lying,
            [person.identified_on is not None and before < person.identified_on <= last for person in everyone],
        )
        for name, last, before in (("now", ends[0], ends[1]), ("then", ends[1], ends[2]))
    }
    besides = {(level, key) for level, key in nested.areas if released.hidden[level].loc[key, PEOPLE]}
    found = hide_counts(nested, counts, limit, besides)

    def figure(at: Unit, name: str) -> Figure:
        key = (*at, name)
        return MERGED if key in found.merged else HIDDEN if key in found.hidden else float(counts[name][at])

    return {side: (figure(at, "now"), figure(at, "then")) for side, at in (("ward", area), ("city", WHOLE))}


def hide_counts(nested: Nested, counts: Counts, limit: int, besides: Collection[Area] = frozenset()) -> Suppressed[Key]:
    """Return what must be hidden of some counts, judged together in all areas.

    Parameters
    ----------
    besides
        Areas of which no count but 0 is told.
    """
    costs = {WARD: 1, CITY: len(nested.wards), MUNICIPALITY: 2}
    cells = {
        (*area, name): count(value, limit, costs.get(area[0], 1), shown=area[0] in costs)
        for name, of_name in counts.items()
        for area, value in of_name.items()
    }
    sums: list[Sum] = [equation for name in counts for equation in nested.sums(name)]
    return suppress(cells, sums, {key for key, cell in cells.items() if key[:2] in besides and cell.value})
