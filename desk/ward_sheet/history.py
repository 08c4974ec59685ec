"""How the last months and years went in an area and in the whole: who was ready, visits, who was identified; hidden where few are meant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage import CITY, MUNICIPALITY, UNKNOWN_AREA, Lying, Snapshot
from desk.period import span
from desk.publication import HIDDEN, MERGED, Cell, Suppressed, UnprovenError, count, suppress
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
    years, lying = (released.year, released.year - 1), _homes(snapshot, everyone)
    counts: dict[int, Mapping[Area, int]] = {}
    for year in filter(released.told.may_tell_year, years):
        first, last = span(year)
        came = [one.identified_on is not None and first <= one.identified_on <= last for one in everyone]
        counts[year] = by_area(snapshot, nested, lying, came)
    people = {
        (level, key): whole(released.levels[level].values[PEOPLE][key])
        for level, key in nested.areas
        if not released.hidden[level].loc[key, PEOPLE]
    }
    before = {year: released.told for year in years if year not in counts}
    known = {(at, year): told.of_year(IDENTIFIED, at, year) for at in nested.areas for year, told in before.items()}
    found = known | told_of_years(nested, counts, limit, people, known, released.told.reviews)
    return {at: (found[at, years[0]], found[at, years[1]]) for at in nested.areas}


def told_of_years(
    nested: Nested,
    counts: Mapping[int, Mapping[Area, int]],
    limit: int,
    people: Mapping[Unit, int],
    known: Mapping[tuple[Unit, int], Figure],
    told: Mapping[tuple[str, int], Figure],
) -> dict[tuple[Unit, int], Figure]:
    """Return what is told anew of who was identified, by area and fiscal year: a year with its whole, or not at all.

    What a sheet hides moves with nothing that a review tells or hides: of a year of which the whole is hidden, here or
    there, or is another one there, all areas are merged.

    Parameters
    ----------
    counts
        Of the years that are told anew, the last first.
    people, known
        As for `hide_counts`.
    told
        What reviews tell of the whole, as in `desk.ward_sheet.told.Told`.
    """
    earlier = {(at, str(year)): figure for (at, year), figure in known.items()}
    reviews = {year: told[IDENTIFIED, year] for year in counts if (IDENTIFIED, year) in told}
    fixed = {year for year, figure in reviews.items() if figure == counts[year][WHOLE]}
    silent = {year for year in counts if 0 < counts[year][WHOLE] < limit} | (reviews.keys() - fixed)
    found = Suppressed[Key](frozenset(), frozenset())
    while anew := {str(year): of_year for year, of_year in counts.items() if year not in silent}:
        names = {str(year) for year in fixed - silent}
        try:
            found = hide_counts(nested, anew, limit, people, earlier, names)
        except UnprovenError:
            silent |= counts.keys()
            break
        untold = {year for year in counts if (*WHOLE, str(year)) in found.hidden}
        if untold <= silent:
            break
        silent |= untold

    def figure(at: Unit, year: int) -> Figure:
        key = (*at, str(year))
        if year in silent:
            review = reviews.get(year)
            return MERGED if at != WHOLE else HIDDEN if review is None else review
        return MERGED if key in found.merged else HIDDEN if key in found.hidden else float(counts[year][at])

    return {(at, year): figure(at, year) for at in nested.areas for year in counts}


def _homes(snapshot: Snapshot, people: Sequence[Person]) -> Lying:
    homes = [snapshot.places.label(one.city, one.ward) or "" for one in people]
    return snapshot.lying(homes, ("" for _ in people))


def hide_counts(
    nested: Nested,
    counts: Counts,
    limit: int,
    people: Mapping[Unit, int] | None = None,
    known: Mapping[tuple[Unit, str], Figure] | None = None,
    fixed: Collection[str] = (),
) -> Suppressed[Key]:
    """Return what must be hidden of how many came in each of some years, the last first, judged together in all areas.

    Parameters
    ----------
    people
        How many people there are, where that is told: elsewhere no count but 0 is, and here neither are few who were
        there before. None: everywhere, and nothing follows from it.
    known
        What was told already, by area and year.
    fixed
        Years of which a review tells the whole.

    Raises
    ------
    UnprovenError
        A count cannot be kept, since too much is told already.
    """
    costs = {WARD: 1, CITY: len(nested.wards), MUNICIPALITY: 2}
    cells = {
        (*area, name): count(value, limit, costs.get(area[0], 1), shown=area[0] in costs)
        for name, of_name in counts.items()
        for area, value in of_name.items()
    }
    for name in fixed:
        value = counts[name][WHOLE]
        cells[*WHOLE, name] = Cell(value, value, value, shown=False)
    sums: list[Sum] = [equation for name in counts for equation in nested.sums(name)]
    besides = {
        key for key, cell in cells.items() if people is not None and key[:2] not in people and cell.value and cell.shown
    }
    for area, many in (people or {}).items():
        if area == WHOLE and fixed:
            continue  # a review told who came, so that nothing here could keep who had been here before
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
