"""The sheet of a ward for its council: figures beside the city's, gaps, a year's trend, what lies on its map.

No name of a person is on it, every figure about people passes `desk.ward_sheet.disclosure`, and of facilities there is what is
published: none that is known to few, none that only coordinators wrote down.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point

from casebook.book import Casebook
from casebook.records import Person
from desk.city import Travel, find_area, straight_line
from desk.coverage import CITY, MEASURES, UNKNOWN_AREA, Floats, Snapshot, read_snapshot
from desk.readiness import month_ends
from desk.ward_sheet.disclosure import PEOPLE, SURROUNDINGS, Release, release
from desk.ward_sheet.suppression import Sum, count, suppress
from geodata.coordinates import JGD2011
from matching.emergency import readiness
from matching.policy import Policy
from matching.problem import months_before

TOLD_IN_CONFIDENCE = ("phone", "url", "address", "capacity")
"""Fields that are left out once coordinators have corrected them: what is published is another value."""
HIDDEN = "hidden"
"""In place of a figure that must not leave the desk."""
Figure = float | str | None
"""A number, `HIDDEN`, or None where unknown."""


@dataclass(frozen=True)
class SheetLine:
    """A measure of the ward with the city's beside it."""

    code: str
    ward: Figure
    city: Figure


@dataclass(frozen=True)
class Gap:
    """A measure in which the ward stands worse than the city.

    Attributes
    ----------
    per
        What both are divided by to be compared: ``people``, ``population``, or nothing.
    """

    code: str
    per: str
    ward: float
    city: float

    @property
    def factor(self) -> float:
        """How many times the city's figure the ward's is."""
        return self.ward / self.city if self.city else np.inf


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


@dataclass(frozen=True)
class WardSheet:
    """Everything that is on the sheet, in no language.

    Attributes
    ----------
    identified
        People identified in the twelve months up to the day, and in the twelve before, of ward and city.
    layers
        For a map and for files: ``areas`` (all wards), ``catchments`` and ``towns`` of the ward with ``key``,
        ``label``, a column a measure and ``hidden``, the measures that are hidden there; and ``facilities``.
        EPSG:6668.
    """

    ward: str
    day: date
    limit: int
    lines: tuple[SheetLine, ...]
    gaps: tuple[Gap, ...]
    trend: Trend
    identified: Mapping[str, tuple[Figure, Figure]]
    layers: Mapping[str, gpd.GeoDataFrame]
    credits: tuple[str, ...]
    schematic: bool


def read_sheet(
    book: Casebook, ward: str, today: date, policy: Policy, limit: int, travel: Travel = straight_line
) -> WardSheet:
    """Read a ward's sheet; nothing is written.

    Parameters
    ----------
    ward
        As it is called, or as people write it: 青葉区, 仙台市青葉区.
    limit
        The smallest count of people that is shown, other than 0.

    Raises
    ------
    DeskError
        There is no such ward, or more than one.
    NotAllowedError
        If the actor may not be told figures of everybody.
    """
    book = book.counting()
    snapshot = read_snapshot(book, today, policy, travel=travel)
    area = find_area(snapshot.places.names, ward)
    return sheet_of(book, release(snapshot, limit), area.label, limit)


def sheet_of(book: Casebook, released: Release, ward: str, limit: int) -> WardSheet:
    """Return a ward's sheet from what was released of the whole city."""
    snapshot, areas = released.snapshot, released.snapshot.places.areas
    lines = tuple(
        SheetLine(code, _figure(released, "ward", ward, code), _figure(released, CITY, UNKNOWN_AREA, code))
        for code in map(str, released.levels["ward"].values)
    )
    return WardSheet(
        ward=ward,
        day=snapshot.day,
        limit=limit,
        lines=lines,
        gaps=_gaps(lines),
        trend=_trend(snapshot, lines, ward, limit),
        identified=_identified(book, snapshot, ward, limit),
        layers=_layers(snapshot, released, ward),
        credits=tuple(sorted({credit for credit in areas["credit"] if credit})),
        schematic=bool(areas["schematic"].any()),
    )


def _figure(released: Release, level: str, area: str, code: str) -> Figure:
    if released.hidden[level].loc[area, code]:
        return HIDDEN
    value = float(released.levels[level].values[code][area])  # noqa: PD011
    if np.isnan(value):
        return None
    return rounded(value) if code in SURROUNDINGS else value


def rounded(value: float) -> float:
    """Keep two digits: more of a sum over surroundings would tell what single facilities said."""
    return float(f"{value:.2g}")


def _gaps(lines: Sequence[SheetLine]) -> tuple[Gap, ...]:
    """Return where the ward is worse, the worst first; counts are compared by what they are of."""
    by_code = {line.code: line for line in lines}
    gaps = []
    for line in lines:
        measure = MEASURES[line.code]
        if measure.unit not in ("unit.people", "unit.facilities", "unit.places", "unit.visits"):
            per = ""
        else:
            population = by_code.get("population")
            per = "population" if not measure.people and population and _is_positive(population.ward) else PEOPLE
        ward, city = (_over(line, by_code.get(per), side) for side in ("ward", "city"))
        if ward is None or city is None or not measure.gap:
            continue
        if (ward < city) if measure.gap == "low" else (ward > city):
            gaps.append(Gap(line.code, per, ward, city))
    return tuple(sorted(gaps, key=lambda gap: gap.factor if MEASURES[gap.code].gap == "low" else 1 / gap.factor))


def _is_positive(figure: Figure) -> bool:
    return isinstance(figure, float) and figure > 0


def _over(line: SheetLine, whole: SheetLine | None, side: str) -> float | None:
    """Return a figure of the ward or the city, divided by the whole where there is one; None where it cannot be said."""
    figure = getattr(line, side)
    if not isinstance(figure, float):
        return None
    if whole is None:
        return figure
    divisor = getattr(whole, side)
    return figure / divisor if isinstance(divisor, float) and divisor else None


def _trend(snapshot: Snapshot, lines: Sequence[SheetLine], ward: str, limit: int) -> Trend:
    days = month_ends(snapshot.day)
    past = [_ready(snapshot, ward, day, limit) for day in days[:-1]]
    now = {side: _ready_now(lines, side) for side in ("ward", "city")}
    firsts = [months_before(day + timedelta(days=1), 1) for day in days[:-1]] + [snapshot.day.replace(day=1)]
    inside = {facility.id for facility, at in zip(snapshot.problem.facilities, snapshot.facilities.ward, strict=True)
              if at >= 0 and snapshot.places.areas["ward"].iloc[at] == ward}  # fmt: skip
    visits = [
        [visit.facility_id in inside for visit in snapshot.visits if first <= visit.visited_on <= day]
        for first, day in zip(firsts, days, strict=True)
    ]
    return Trend(
        tuple(days),
        {side: (*(month[side] for month in past), now[side]) for side in ("ward", "city")},
        {"ward": tuple(map(sum, visits)), "city": tuple(map(len, visits))},
    )


def _ready_now(lines: Sequence[SheetLine], side: str) -> Figure:
    """Return the share as the sheet's own figures tell it."""
    people, none = (getattr(next(line for line in lines if line.code == code), side) for code in (PEOPLE, "no_option"))
    if HIDDEN in (people, none):
        return HIDDEN
    return None if not people or none is None else float(round(100 * (people - none) / people))


def _ready(snapshot: Snapshot, ward: str, day: date, limit: int) -> dict[str, Figure]:
    """Return the share of people with an option on a past day; hidden where one of its counts would be."""
    wards = snapshot.wards
    people = [snapshot.source.people[one.id].person for one in snapshot.problem.people]
    identified = np.array([(one.identified_on or day) <= day for one in people], dtype=np.bool_)
    ready = identified & (readiness(snapshot.problem, day).options > 0)
    counts = {
        name: wards.sum(snapshot.people, flags)
        for name, flags in (("all", identified), ("with", ready), ("none", identified & ~ready))
    }
    kinds: Sequence[Sum[tuple[str, str]]] = [
        ((area, "all"), ((area, "with"), (area, "none"))) for area in (*wards.frame["key"], CITY)
    ]
    hidden = _hidden(counts, list(wards.frame["key"]), limit, kinds)
    where = list(wards.frame["key"]).index(ward)
    shares: dict[str, Figure] = {}
    for side, area, numbers in (
        ("ward", ward, {name: one[where] for name, one in counts.items()}),
        ("city", CITY, {name: one.sum() for name, one in counts.items()}),
    ):
        if any((area, name) in hidden for name in counts):
            shares[side] = HIDDEN
        else:
            shares[side] = float(round(100 * numbers["with"] / numbers["all"])) if numbers["all"] else None
    return shares


def _hidden(
    counts: Mapping[str, Floats], keys: Sequence[str], limit: int, further: Sequence[Sum[tuple[str, str]]] = ()
) -> frozenset[tuple[str, str]]:
    """Return what must be hidden of some counts by ward, with the city's total of each."""
    cells = {
        (key, name): count(round(value), limit)
        for name, values in counts.items()
        for key, value in zip(keys, values, strict=True)
    }
    cells |= {(CITY, name): count(round(values.sum()), limit, len(keys)) for name, values in counts.items()}
    totals = [((CITY, name), tuple((key, name) for key in keys)) for name in counts]
    return suppress(cells, [*totals, *further])


def _identified(book: Casebook, snapshot: Snapshot, ward: str, limit: int) -> dict[str, tuple[Figure, Figure]]:
    """Count who was identified in the last two years, those whose support is over too."""
    ends = [snapshot.day, months_before(snapshot.day, 12), months_before(snapshot.day, 24)]
    keys = [*snapshot.places.areas["ward"], UNKNOWN_AREA]
    counts = {}
    for name, last, before in (("now", ends[0], ends[1]), ("then", ends[1], ends[2])):
        of = Counter(
            snapshot.places.label(person.city, person.ward)
            for person in book.all(Person)
            if person.identified_on and before < person.identified_on <= last
        )
        of_wards = [of[key] for key in keys[:-1]]
        counts[name] = np.array([*of_wards, of.total() - sum(of_wards)], dtype=np.float64)
    hidden = _hidden(counts, keys, limit)

    def figure(area: str, name: str) -> Figure:
        if (area, name) in hidden:
            return HIDDEN
        return float(counts[name].sum() if area == CITY else counts[name][keys.index(area)])

    return {side: (figure(area, "now"), figure(area, "then")) for side, area in (("ward", ward), ("city", CITY))}


def _layers(snapshot: Snapshot, released: Release, ward: str) -> dict[str, gpd.GeoDataFrame]:
    inside = {town.key for town in snapshot.towns if town.ward == ward}
    catchments = snapshot.catchments
    touched = {
        catchments.frame["key"].iloc[number]
        for number, town in zip(catchments.through, snapshot.towns, strict=False)
        if town.ward == ward
    }
    return {
        "areas": _areas(released, "ward"),
        "catchments": _areas(released, "catchment", touched),
        "towns": _areas(released, "town", inside),
        "facilities": _facilities(snapshot, ward),
    }


def _areas(released: Release, level: str, keys: set[str] | None = None) -> gpd.GeoDataFrame:
    """Return areas with their measures; the row of those whose area is unknown stays behind."""
    coverage, hidden = released.levels[level], released.hidden[level]
    table = coverage.values.copy()  # noqa: PD011
    for code in set(SURROUNDINGS) & set(table):
        table[code] = table[code].map(rounded, na_action="ignore")
    table[HIDDEN] = [",".join(hidden.columns[row]) for row in hidden.to_numpy()]
    frame = coverage.areas.merge(table, left_on="key", right_index=True)
    kept = frame["key"].ne(UNKNOWN_AREA) if keys is None else frame["key"].isin(keys - {UNKNOWN_AREA})
    return frame[kept].reset_index(drop=True)


def _facilities(snapshot: Snapshot, ward: str) -> gpd.GeoDataFrame:
    """Return what anybody may know of the ward's facilities."""
    wards = [*snapshot.places.areas["ward"], None]
    records, points = [], []
    for file, at in zip(snapshot.files, snapshot.facilities.ward, strict=True):
        facility = file.facility
        if wards[at] != ward or facility.status == "closed":
            continue
        confided = {
            name: None if name in facility.corrected_fields.split() else getattr(facility, name)
            for name in TOLD_IN_CONFIDENCE
        }
        kind = "BASE" if facility.is_base else facility.service_code
        records.append(
            {
                "kind": kind,
                "name": facility.name,
                "service": facility.service_name,
                "operator": facility.operator,
                **confided,
            }
        )
        points.append(None if facility.lon is None or facility.lat is None else Point(facility.lon, facility.lat))
    columns = ("kind", "name", "service", "operator", *TOLD_IN_CONFIDENCE)
    table = pd.DataFrame(records, columns=columns, dtype=object).astype({"capacity": "Int64"})
    return gpd.GeoDataFrame(table, geometry=points, crs=JGD2011)
