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
from desk.coverage import CITY, MEASURES, MUNICIPALITY, UNKNOWN_AREA, Snapshot
from desk.publication import HIDDEN, MERGED
from desk.ward_sheet.disclosure import PEOPLE, SURROUNDINGS, Release
from desk.ward_sheet.history import WHOLE, Trend, facilities_in, read_identified, read_trend
from desk.ward_sheet.nested import WARD, Unit
from desk.ward_sheet.told import Figure
from geodata.coordinates import JGD2011

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
    year
        The last fiscal year that was over on the day: of its stays and of who was identified it tells.
    identified
        People identified in that year, and in the one before, of ward and city.
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
    year: int
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


def sheets_of(book: Casebook, released: Release, limit: int) -> dict[str, WardSheet]:
    """Return the sheets of all wards and municipalities, by their labels, from what was released of the whole casebook."""
    identified = read_identified(book, released, limit)
    layers = {level: _areas(released, level) for level in released.levels if level != CITY}
    wards = released.snapshot.places.names.with_wholes
    return {ward: _sheet(released, ward, limit, identified, layers) for ward in wards}


def _sheet(
    released: Release,
    ward: str,
    limit: int,
    identified: Mapping[Unit, tuple[Figure, Figure]],
    layers: Mapping[str, gpd.GeoDataFrame],
) -> WardSheet:
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
        year=released.year,
        limit=limit,
        lines=lines,
        gaps=_gaps(lines, residents=_residents_known(released)),
        trend=read_trend(released, area),
        identified={"ward": identified[area], "city": identified[WHOLE]},
        layers=_layers(snapshot, layers, area, parts),
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


def _layers(
    snapshot: Snapshot, layers: Mapping[str, gpd.GeoDataFrame], area: Unit, parts: Sequence[str]
) -> dict[str, gpd.GeoDataFrame]:
    catchments, wards = snapshot.catchments, {*parts, area[1]}
    inside = {town.key for town in snapshot.towns if town.ward in wards}
    touched = {
        catchments.frame["key"].iloc[number]
        for number, town in zip(catchments.through, snapshot.towns, strict=False)
        if town.ward in wards
    }
    return {
        "areas": layers[WARD],
        **({"municipalities": layers[MUNICIPALITY]} if MUNICIPALITY in layers else {}),
        "catchments": _among(layers["catchment"], touched),
        "towns": _among(layers["town"], inside),
        "facilities": _facilities(snapshot, area),
    }


def _among(frame: gpd.GeoDataFrame, keys: set[str]) -> gpd.GeoDataFrame:
    return frame[frame["key"].isin(keys)].reset_index(drop=True)


def _areas(released: Release, level: str) -> gpd.GeoDataFrame:
    """Return areas with their measures; the row of those whose area is unknown stays behind."""
    coverage = released.levels[level]
    table = coverage.values.copy()  # noqa: PD011
    for code in set(SURROUNDINGS) & set(table):
        table[code] = table[code].map(rounded, na_action="ignore")
    for name, mask in ((HIDDEN, released.hidden[level]), (MERGED, released.merged[level])):
        table[name] = [",".join(mask.columns[row]) for row in mask.to_numpy()]
    frame = coverage.areas.merge(table, left_on="key", right_index=True)
    return frame[frame["key"].ne(UNKNOWN_AREA)].reset_index(drop=True)


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
