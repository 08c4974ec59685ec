"""The areas of a level, ward, municipality, catchment or town: their outlines, and which of them something lies in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from casebook.records import Centre
from desk.city import Places, TownPlace
from geodata.catchments import catchments
from geodata.coordinates import JGD2011

MUNICIPALITY = "municipality"
LEVELS = ("ward", MUNICIPALITY, "catchment", "town")
CITY = "city"
"""The level of one single area: the whole."""
UNKNOWN_AREA = "unknown"
"""Key of the row for whom and what no area of the level is known."""
Indices = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lying:
    """Where some things lie: the number of a ward, of a municipality and of a town each, -1 where unknown.

    What lies in a municipality made of wards may be known to lie in none of them.
    """

    ward: Indices
    municipality: Indices
    town: Indices


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of one level.

    Attributes
    ----------
    frame
        Columns ``key``, ``label``, geometry; the last row stands for unknown.
    by
        What they are made of, a field of `Lying`.
    through
        Number of such a ward, municipality or town -> row; one item more, the last, for an unknown one.
    """

    frame: gpd.GeoDataFrame
    by: str
    through: Indices

    def of(self, lying: Lying) -> Indices:
        """Return the row in which each of some things lies."""
        row: Indices = self.through[getattr(lying, self.by)]
        return row

    def sum(self, lying: Lying, weights: npt.ArrayLike) -> Floats:
        """Add up a weight each, by area."""
        values = np.asarray(weights, dtype=np.float64)
        return np.bincount(self.of(lying), values, len(self.frame)).astype(np.float64, copy=False)

    def mean(self, lying: Lying, values: Floats, weights: npt.ArrayLike = 1.0) -> Floats:
        """Return the mean of the values that are known, by area; NaN where none is."""
        known = ~np.isnan(values) * np.broadcast_to(np.asarray(weights, dtype=np.float64), values.shape)
        return ratio(self.sum(lying, np.nan_to_num(values) * known), self.sum(lying, known))


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide where there is something to divide by; NaN elsewhere."""
    quotient: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return quotient


def numbers(optional: Iterable[int | None]) -> Indices:
    """Return numbers as an array, -1 for None."""
    return np.array([-1 if number is None else number for number in optional], dtype=np.intp)


def levels_of(places: Places) -> tuple[str, ...]:
    """Return the levels that tell something of their own: municipalities only where there are several, one in wards."""
    return tuple(level for level in LEVELS if level != MUNICIPALITY or places.names.wholes)


def whole_city_area(places: Places) -> Areas:
    """Return the one row that everybody and everything counts in."""
    return _areas([], [], [], np.full(len(places.areas), -1, dtype=np.intp), by="ward")


def ward_areas(places: Places) -> Areas:
    """Return the wards, with the outlines that were imported."""
    wards = places.areas
    return _areas(wards["ward"], wards["ward"], wards.geometry, np.arange(len(wards)), by="ward")


def municipality_of_ward(places: Places) -> Indices:
    """Return the number of the municipality that each ward lies in."""
    row = {area.label: number for number, one in enumerate(places.names.municipalities) for area in one.areas}
    return numbers(row[ward] for ward in places.areas["ward"])


def municipality_areas(places: Places) -> Areas:
    """Return the municipalities: those made of wards with one outline around them, the others as they were imported."""
    labels = [one.label for one in places.names.municipalities]
    of_ward, shapes = municipality_of_ward(places), places.areas.geometry.to_numpy()
    inside = (shapes[of_ward == number] for number in range(len(labels)))
    outlines = [shapely.union_all(wards) if len(wards) > 1 else wards[0] for wards in inside]
    return _areas(labels, labels, outlines, np.arange(len(labels)), by=MUNICIPALITY)


def town_areas(towns: Sequence[TownPlace], points: Floats, places: Places) -> Areas:
    """Return the towns, drawn around their points."""
    keys = [town.key for town in towns]
    labels = [f"{town.ward}{town.name}" for town in towns]
    return _areas(keys, labels, _drawn(towns, points, places, keys, keys), np.arange(len(keys)))


def catchment_areas(centres: Sequence[Centre], towns: Sequence[TownPlace], points: Floats, places: Places) -> Areas:
    """Return the catchments of the centres: as published, else drawn around the points of their towns."""
    through = _centre_of_town(centres, towns, points)
    groups = [None if number < 0 else str(number) for number in through]
    drawn = _drawn(towns, points, places, groups, [str(number) for number in range(len(centres))])
    outlines = [
        shapely.from_wkt(centre.outline) if centre.outline else own for centre, own in zip(centres, drawn, strict=True)
    ]
    return _areas([str(centre.id) for centre in centres], [centre.name for centre in centres], outlines, through)


def _areas(
    keys: Iterable[str],
    labels: Iterable[str],
    outlines: Iterable[shapely.Geometry | None],
    through: Indices,
    *,
    by: str = "town",
) -> Areas:
    """Add the row that stands for unknown, and lead there whatever lies nowhere."""
    data = {"key": [*keys, UNKNOWN_AREA], "label": [*labels, ""]}
    frame = gpd.GeoDataFrame(data, geometry=[*outlines, None], crs=JGD2011)
    rows = np.append(through, -1)
    return Areas(frame, by, np.where(rows < 0, len(frame) - 1, rows).astype(np.intp))


def _centre_of_town(centres: Sequence[Centre], towns: Sequence[TownPlace], points: Floats) -> Indices:
    """Return the number of each town's centre: the one that lists it, else the one whose outline holds its point; or -1."""
    row = {centre.id: number for number, centre in enumerate(centres)}
    centre_of = numbers(row.get(town.centre_id) for town in towns)
    tree = shapely.STRtree(shapely.from_wkt([centre.outline for centre in centres]))
    inside, holding = tree.query(shapely.points(points), predicate="intersects")
    # The first centre of a town on a border comes last, and stays.
    for town, centre in sorted(zip(inside.tolist(), holding.tolist(), strict=True), reverse=True):
        if towns[town].centre_id is None:
            centre_of[town] = centre
    return centre_of


def _drawn(
    towns: Sequence[TownPlace], points: Floats, places: Places, groups: Sequence[str | None], keys: Iterable[str]
) -> list[shapely.Geometry | None]:
    """Draw each group of towns; None where none of them is placed in an imported ward."""
    frame = gpd.GeoDataFrame(
        {"ward": [town.ward for town in towns], "centre_id": groups},
        geometry=gpd.points_from_xy(*points.T),
        crs=JGD2011,
    )
    drawn = catchments(frame[~np.isnan(points).any(axis=1)], places.areas)
    outline = dict(zip(drawn["centre_id"], drawn.geometry, strict=True))
    return [outline.get(key) for key in keys]
