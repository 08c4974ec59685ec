"""The sheet of a ward or municipality for its council: figures beside the whole's, gaps, a year's trend, its map.

No name of a person is on it, every figure about people passes `desk.ward_sheet.disclosure`, and of facilities there is what is
published: none that is known to few, none that only coordinators wrote down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point

from casebook.book import Casebook
from desk.city import Travel, find_label, straight_line
from desk.coverage import MEASURES, MUNICIPALITY, UNKNOWN_AREA, Snapshot, read_snapshot
from desk.ward_sheet.disclosure import HIDDEN, MERGED, PEOPLE, SURROUNDINGS, Figure, Release, release
from desk.ward_sheet.history import WHOLE, Trend, facilities_in, read_identified, read_trend
from desk.ward_sheet.nested import WARD, Unit
from geodata.coordinates import JGD2011
from matching.policy import Policy

TOLD_IN_CONFIDENCE = ("phone", "url", "address", "capacity")
"""Fields that are left out once coordinators have corrected them: what is published is another value."""


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
class WardSheet:
    """Everything that is on the sheet, in no language.

    Attributes
    ----------
    ward
        What the ward, or the municipality, is called.
    parts
        The keys of its areas: its own, or those of the municipality's wards.
    of_city
        Whether it is a ward beside the others of one city; else an area beside others.
    identified
        People identified in the twelve months up to the day, and in the twelve before, of ward and city.
    layers
        For a map and for files: ``areas`` (all wards), ``municipalities`` where these are a level of their own,
        ``catchments`` and ``towns`` of the ward with ``key``, ``label``, a column a measure, ``hidden``, the
        measures that are hidden there, and ``merged``, which of these are told by a sum with others alone; and ``facilities``.
        EPSG:6668.
    """

    ward: str
    parts: tuple[str, ...]
    of_city: bool
    day: date
    limit: int
    lines: tuple[SheetLine, ...]
    gaps: tuple[Gap, ...]
    trend: Trend
    identified: Mapping[str, tuple[Figure, Figure]]
    layers: Mapping[str, gpd.GeoDataFrame]
    credits: tuple[str, ...]
    schematic: bool

    @property
    def merges(self) -> bool:
        """Tell whether any figure is told by a sum with others alone."""
        figures = [figure for line in self.lines for figure in (line.ward, line.city)]
        figures += [figure for pair in self.identified.values() for figure in pair]
        return MERGED in figures or any(MERGED in frame and frame[MERGED].any() for frame in self.layers.values())


def read_sheet(
    book: Casebook, ward: str, today: date, policy: Policy, limit: int, travel: Travel = straight_line
) -> WardSheet:
    """Read the sheet of a ward, or of a municipality; nothing is written.

    Parameters
    ----------
    ward
        As it is called, or as people write it: 青葉区, 仙台市青葉区, 仙台市 where the casebook holds other municipalities.
    limit
        The smallest count of people that is shown, other than 0.

    Raises
    ------
    DeskError
        There is no such ward or municipality, or more than one.
    NotAllowedError
        If the actor may not be told figures of everybody.
    """
    book = book.counting().for_everyone()
    snapshot = read_snapshot(book, today, policy, travel=travel)
    label = find_label(snapshot.places.names, ward)
    return sheet_of(book, release(snapshot, limit), label, limit)


def sheet_of(book: Casebook, released: Release, ward: str, limit: int) -> WardSheet:
    """Return the sheet of a ward or municipality, by its label, from what was released of the whole casebook."""
    snapshot, areas = released.snapshot, released.snapshot.places.areas
    names = snapshot.places.names
    whole = names.whole(ward)
    area = (MUNICIPALITY if whole else WARD), ward
    lines = tuple(
        SheetLine(code, _figure(released, area, code), _figure(released, WHOLE, code))
        for code in map(str, released.levels[WARD].values)
    )
    parts = tuple(one.label for one in whole.areas) if whole else (ward,)
    return WardSheet(
        ward=ward,
        parts=parts,
        of_city=names.kind == "ward" and len(names.municipalities) == 1,
        day=snapshot.day,
        limit=limit,
        lines=lines,
        gaps=_gaps(lines, residents=_residents_known(released)),
        trend=read_trend(released, area),
        identified=read_identified(book, released, area, limit),
        layers=_layers(snapshot, released, area, parts),
        credits=tuple(snapshot.places.credits),
        schematic=bool(areas["schematic"].any()),
    )


def _figure(released: Release, area: Unit, code: str) -> Figure:
    level, key = area
    if in_place := released.in_place(level, key, code):
        return in_place
    value = float(released.levels[level].values[code][key])  # noqa: PD011
    if np.isnan(value):
        return None
    return rounded(value) if code in SURROUNDINGS else value


def rounded(value: float) -> float:
    """Keep two digits: more of a sum over surroundings would tell what single facilities said."""
    return float(f"{value:.2g}")


def _residents_known(released: Release) -> bool:
    """Tell whether the population of every area is known, so that the whole's is that of the whole."""
    values = released.levels[MUNICIPALITY if MUNICIPALITY in released.levels else WARD].values  # noqa: PD011
    return "population" in values and bool(values["population"].drop(UNKNOWN_AREA).notna().all())


def _gaps(lines: Sequence[SheetLine], *, residents: bool) -> tuple[Gap, ...]:
    """Return where the ward is worse, the worst first; counts are compared by what they are of."""
    by_code = {line.code: line for line in lines}
    gaps = []
    for line in lines:
        measure = MEASURES[line.code]
        if measure.unit not in ("unit.people", "unit.facilities", "unit.places", "unit.visits"):
            per = ""
        else:
            population = by_code.get("population") if residents and not measure.people else None
            per = "population" if population and _is_positive(population.ward) else PEOPLE
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


def _layers(snapshot: Snapshot, released: Release, area: Unit, parts: Sequence[str]) -> dict[str, gpd.GeoDataFrame]:
    catchments, wards = snapshot.catchments, {*parts, area[1]}
    inside = {town.key for town in snapshot.towns if town.ward in wards}
    touched = {
        catchments.frame["key"].iloc[number]
        for number, town in zip(catchments.through, snapshot.towns, strict=False)
        if town.ward in wards
    }
    return {
        "areas": _areas(released, WARD),
        **({"municipalities": _areas(released, MUNICIPALITY)} if MUNICIPALITY in released.levels else {}),
        "catchments": _areas(released, "catchment", touched),
        "towns": _areas(released, "town", inside),
        "facilities": _facilities(snapshot, area),
    }


def _areas(released: Release, level: str, keys: set[str] | None = None) -> gpd.GeoDataFrame:
    """Return areas with their measures; the row of those whose area is unknown stays behind."""
    coverage = released.levels[level]
    table = coverage.values.copy()  # noqa: PD011
    for code in set(SURROUNDINGS) & set(table):
        table[code] = table[code].map(rounded, na_action="ignore")
    for name, mask in ((HIDDEN, released.hidden[level]), (MERGED, released.merged[level])):
        table[name] = [",".join(mask.columns[row]) for row in mask.to_numpy()]
    frame = coverage.areas.merge(table, left_on="key", right_index=True)
    kept = frame["key"].ne(UNKNOWN_AREA) if keys is None else frame["key"].isin(keys - {UNKNOWN_AREA})
    return frame[kept].reset_index(drop=True)


def _facilities(snapshot: Snapshot, area: Unit) -> gpd.GeoDataFrame:
    """Return what anybody may know of an area's facilities."""
    records, points = [], []
    for file, inside in zip(snapshot.files, facilities_in(snapshot, area), strict=True):
        facility = file.facility
        if not inside or facility.status == "closed":
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
