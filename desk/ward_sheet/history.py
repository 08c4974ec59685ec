"""How the last months and years went in an area and in the whole: who was ready, visits, who was identified; hidden where few are meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage import CITY, MUNICIPALITY, UNKNOWN_AREA, Lying, Snapshot
from desk.period import span
from desk.publication import HIDDEN, MERGED, Cell, Suppressed, count, suppress
from desk.readiness import month_ends
from desk.ward_sheet.disclosure import PEOPLE, Release
from desk.ward_sheet.nested import WARD, Area, Key, Nested, Sum, Unit, whole
from desk.ward_sheet.past import EVERYBODY, WITH, Counts, by_area
from desk.ward_sheet.told import Figure

WHOLE: Unit = (CITY, UNKNOWN_AREA)
IDENTIFIED = "identified"


@dataclass(frozen=True)
class Trend:
    """The last months and today.

    Attributes
    ----------
    days
        Of each month the day of its edition, else its last one; and today.
    ready
        Percent of people with an emergency option, by ``ward`` and ``city``.
    visits
        Visits in the whole month, in today's until today.
    """

    days: tuple[date, ...]
    ready: Mapping[str, tuple[Figure, ...]]
    visits: Mapping[str, tuple[int, ...]]


def read_trend(released: Release, area: Unit) -> Trend:
    """Return the last twelve months of an area, by its level and key, and today, beside those of the whole."""
    snapshot = released.snapshot
    ends = month_ends(snapshot.day)
    inside = {facility.id for facility, is_in in zip(
        snapshot.problem.facilities, facilities_in(snapshot, area), strict=True) if is_in}  # fmt: skip
    visits = [
        [visit.facility_id in inside for visit in snapshot.visits if end.replace(day=1) <= visit.visited_on <= end]
        for end in ends
    ]
    told = [released.told.of_month(WHOLE, end) for end in ends[:-1]]
    days = [end if one is None else one[0] for end, one in zip(ends, [*told, None], strict=True)]
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
    told = [released.told.of_month(area, end) for end in month_ends(released.snapshot.day)[:-1]]
    return *(one[1] for one in told if one is not None), *_ready_anew(released, area)


def _ready_anew(released: Release, area: Unit) -> tuple[Figure, ...]:
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


def read_identified(book: Casebook, released: Release, limit: int) -> dict[Unit, tuple[Figure, Figure]]:
    """Count who was identified in the last fiscal year that is over and in the one before, by area.

    Those whose support is over count too. Hidden wherever people are: who came bounds how many there are. What was told
    of a year already is repeated.
    """
    snapshot, nested, everyone = released.snapshot, released.months.nested, book.all(Person)
    years, told, lying = (released.year, released.year - 1), released.told, _homes(snapshot, everyone)
    counts: dict[str, Mapping[Area, int]] = {}
    for year in filter(told.may_tell_year, years):
        first, last = span(year)
        came = [one.identified_on is not None and first <= one.identified_on <= last for one in everyone]
        counts[str(year)] = by_area(snapshot, nested, lying, came)
    people = {
        (level, key): whole(released.levels[level].values[PEOPLE][key])
        for level, key in nested.areas
        if not released.hidden[level].loc[key, PEOPLE]
    }
    known = {
        (area, str(year)): told.of_year(IDENTIFIED, area, year)
        for area in nested.areas
        for year in years
        if not told.may_tell_year(year)
    }
    found = hide_counts(nested, counts, limit, people, known) if counts else Suppressed(frozenset(), frozenset())

    def figure(at: Unit, name: str) -> Figure:
        key = (*at, name)
        if name not in counts:
            return known[at, name]
        return MERGED if key in found.merged else HIDDEN if key in found.hidden else float(counts[name][at])

    return {at: (figure(at, str(years[0])), figure(at, str(years[1]))) for at in nested.areas}


def _homes(snapshot: Snapshot, people: Sequence[Person]) -> Lying:
    homes = [snapshot.places.label(one.city, one.ward) or "" for one in people]
    return snapshot.lying(homes, ("" for _ in people))


def hide_counts(
    nested: Nested,
    counts: Counts,
    limit: int,
    people: Mapping[Unit, int] | None = None,
    known: Mapping[tuple[Unit, str], Figure] | None = None,
) -> Suppressed[Key]:
    """Return what must be hidden of how many came in each of some years, the last first, judged together in all areas.

    Parameters
    ----------
    people
        How many people there are, where that is told: elsewhere no count but 0 is, and here neither are few who were
        there before. None: everywhere, and nothing follows from it.
    known
        What was told already, by area and year.
    """
    costs = {WARD: 1, CITY: len(nested.wards), MUNICIPALITY: 2}
    cells = {
        (*area, name): count(value, limit, costs.get(area[0], 1), shown=area[0] in costs)
        for name, of_name in counts.items()
        for area, value in of_name.items()
    }
    sums: list[Sum] = [equation for name in counts for equation in nested.sums(name)]
    besides = {key for key, cell in cells.items() if people is not None and key[:2] not in people and cell.value}
    for area, many in (people or {}).items():
        came = {name: counts[name][area] for name in counts}
        _link_earlier(cells, sums, limit, area, many, came | _known_of(area, known or {}))
    return suppress(cells, sums, besides)


def _known_of(area: Unit, known: Mapping[tuple[Unit, str], Figure]) -> dict[str, Figure]:
    return {name: figure for (at, name), figure in known.items() if at == area}


def _link_earlier(
    cells: dict[Key, Cell], sums: list[Sum], limit: int, area: Unit, people: int, came: Mapping[str, Figure]
) -> None:
    """Whoever is here and came in none of the years was here before, if nobody left."""
    cells[*area, PEOPLE] = Cell(people, people, people, shown=False)
    parts: list[Key] = []
    rest = people
    for name, figure in came.items():
        if not isinstance(figure, int | float) or (rest := rest - round(figure)) < 0:
            return
        parts.append((*area, name))
        cells.setdefault(parts[-1], Cell(round(figure), round(figure), round(figure), shown=False))
        before = (*area, f"before {name}")
        cells[before] = count(rest, limit, shown=False)
        sums.append(((*area, PEOPLE), (*parts, before)))
