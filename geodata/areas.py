"""Wards as areas: their main parts, which border on which, which one a point lies in, and whether that is the one its row states."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point

from geodata.coordinates import JGD2011
from geodata.findings import Finding
from geodata.travel import metric_crs
from words.message import Message

# Outlines are generalised, so that neighbours may miss each other by some metres.
TOUCH_METRES = 50.0
# Nearer to the border than this, an outline cannot tell on which side a point lies.
BORDER_METRES = 20.0
# Farther from its stated municipality than this, a point is not that of its address.
FAR_METRES = 1000.0
APART_DEGREES = 0.75
"""Islands one to two times as far from each other may be groups apart; 青ヶ島 is with 八丈島, 尖閣諸島 not with 石垣島."""
SHARE = 0.02
"""A group of islands apart counts for the view of a map when so many of the areas lie in it."""
Bounds = tuple[float, float, float, float]


def main_parts(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the largest part of each area: that of a town of many islands, a city without the rocks far out at sea."""
    parts = areas.explode(index_parts=False)
    # Degrees of longitude are shorter in the north; within one area that does not change which part is the largest.
    order = np.argsort(-shapely.area(parts.to_numpy()), kind="stable")
    largest = parts.iloc[order]
    return largest[~largest.index.duplicated()].reindex(areas.index)


def middles(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return a point of each area that lies in it, in its largest part, and so in no other area."""
    return main_parts(areas.reset_index(drop=True)).representative_point().set_axis(areas.index)


def main_bounds(areas: gpd.GeoDataFrame) -> Bounds:
    """Return the bounds of areas, in JGD2011 degrees, without what lies far out: a map of it would be sea.

    What lies within `APART_DEGREES` of each other belongs together; a group stays when enough areas have their largest
    part in it. So 小笠原 does not set the scale of 東京都, nor 尖閣諸島 that of 石垣市; 八重山 stays with 沖縄県.
    """
    degrees = areas.geometry.to_crs(JGD2011).reset_index(drop=True)
    degrees = degrees[~(degrees.isna() | degrees.is_empty)]
    if degrees.empty:
        return (np.nan,) * 4
    parts = degrees.explode(index_parts=False)
    group_of = _groups(_cells(parts))
    held = Counter(group_of[cell] for cell in _cells(main_parts(degrees)))
    most = max(held.values())
    kept = {group for group, count in held.items() if count == most or count >= SHARE * len(degrees)}
    west, south, east, north = parts[[group_of[cell] in kept for cell in _cells(parts)]].total_bounds
    return float(west), float(south), float(east), float(north)


def _cells(shapes: gpd.GeoSeries) -> list[tuple[int, int]]:
    box = shapes.bounds
    middle = zip((box["minx"] + box["maxx"]) / 2, (box["miny"] + box["maxy"]) / 2, strict=True)
    return [(int(lon // APART_DEGREES), int(lat // APART_DEGREES)) for lon, lat in middle]


def _groups(cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Give each cell the number of its group: of those that touch, be it at a corner."""
    waiting, groups = set(cells), {}
    for number in range(len(waiting)):
        if not waiting:
            break
        found = [min(waiting)]
        waiting.discard(found[0])
        for x, y in found:  # grows while it is gone through
            groups[x, y] = number
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & waiting
            found += sorted(near)
            waiting -= near
    return groups


def neighbours(areas: gpd.GeoDataFrame, within_metres: float = TOUCH_METRES) -> dict[str, frozenset[str]]:
    """Return, for each area's ``name``, the names of the areas that touch it or come within `within_metres`.

    Parameters
    ----------
    areas
        Polygons with a column ``name``, in any CRS that is stated.
    within_metres
        How far apart two outlines may be and still count as touching.
    """
    names = areas["name"].tolist()
    touching: dict[str, set[str]] = {name: set() for name in names}
    if names:
        shapes = _in_metres(areas).geometry.to_numpy()
        for area, other in STRtree(shapes).query(shapes, predicate="dwithin", distance=within_metres).T:
            if names[area] != names[other]:
                touching[names[area]].add(names[other])
    return {name: frozenset(others) for name, others in touching.items()}


def ward_of(lon: float, lat: float, areas: gpd.GeoDataFrame) -> str | None:
    """Return the name of the area that holds a point (JGD2011 degrees), or None outside all of them.

    A point on a common border belongs to the area that comes first in `areas`.
    """
    hits = areas.sindex.query(
        gpd.GeoSeries([Point(lon, lat)], crs=JGD2011).to_crs(areas.crs).iloc[0], predicate="intersects"
    )
    return str(areas["name"].iloc[int(min(hits))]) if len(hits) else None


def check_wards(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> list[Finding]:
    """Compare each point with the ward its row states, by a spatial join; nothing is corrected.

    Parameters
    ----------
    points
        As the readers return them: ``city``, ``ward`` (None without wards), ``source_file``, ``source_row``, geometry.
        Points without coordinates, or of a ward that `areas` does not hold and outside all of them, are not judged.
    areas
        As `geodata.sources.n03.read_areas` returns them: ``city``, ``name`` and polygons.

    Returns
    -------
    list of Problem
        Notes: in another ward, on a border, or outside all areas (in the sea, or in another municipality).
    """
    stated = points["ward"].where(points["ward"].notna(), points["city"])
    placed = points.geometry.notna() & points.geometry.x.notna() & stated.notna()
    if areas.empty or not placed.any():
        return []
    crs = metric_crs(main_bounds(areas))
    shapes = areas.to_crs(crs)
    located = points[placed].to_crs(crs)
    area_wards = [_Ward(city, name) for city, name in zip(shapes["city"], shapes["name"], strict=True)]
    polygons = shapes.geometry.to_numpy()
    held = set(area_wards)
    holding: dict[int, set[_Ward]] = {}
    for point, area in STRtree(polygons).query(located.geometry.to_numpy(), predicate="intersects").T:
        holding.setdefault(int(point), set()).add(area_wards[area])
    problems = []
    wards = [_Ward(city, ward) for city, ward in zip(points["city"][placed], stated[placed], strict=True)]
    rows = zip(located.geometry, wards, located["source_file"], located["source_row"], strict=True)
    for index, (point, ward, file, row) in enumerate(rows):
        inside = holding.get(index, set())
        # A designated city, where a row names no ward of it, is all of its wards.
        in_city = ward.name == ward.city and {one.city for one in inside} == {ward.city}
        if inside == {ward} or in_city or (ward not in held and not inside):
            continue
        code, params = _judge(point, ward, inside, polygons, area_wards)
        problems.append(Finding(str(file), int(row), None, ward.name, Message(code, params), "note"))
    return problems


def far_off(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which points lie too far from the municipality that their row states to be of its address, bool[points].

    A point in another ward of its city is `check_wards`' to tell: the ward may be what is wrong.

    Parameters
    ----------
    points, areas
        As for `check_wards`. A point whose municipality `areas` does not hold is far off where it lies in another.
    """
    far = np.zeros(len(points), dtype=bool)
    placed = (points.geometry.notna() & points.geometry.x.notna() & points["city"].notna()).to_numpy()
    if areas.empty or not placed.any():
        return far
    crs = metric_crs(tuple(areas.to_crs(JGD2011).total_bounds))
    located, shapes = points.geometry.to_crs(crs).to_numpy(), areas.to_crs(crs)
    cities, outlines = shapes["city"].to_numpy(), shapes.geometry.to_numpy()
    for index in np.flatnonzero(placed).tolist():
        stated = cities == points["city"].iloc[index]
        if stated.any():
            far[index] = shapely.distance(outlines[stated], located[index]).min() > FAR_METRES
        else:
            far[index] = bool(shapely.intersects(outlines, located[index]).any())
    return far


class _Ward(NamedTuple):
    """A ward of a city, or (`name` and `city` alike) a municipality without wards; 青葉区 is in two cities."""

    city: str
    name: str

    def seen_from(self, city: str) -> str:
        return self.name if self.city in {city, self.name} else f"{self.city}{self.name}"


def _judge(
    point: Point, stated: _Ward, inside: set[_Ward], polygons: np.ndarray, area_wards: Sequence[_Ward]
) -> tuple[str, dict[str, object]]:
    """Return the code and parameters for a point that is not simply inside the stated ward."""
    distances = dict.fromkeys(inside, 0.0)
    for polygon, ward in zip(polygons, area_wards, strict=True):
        if ward not in inside:
            distances[ward] = min(distances.get(ward, np.inf), float(polygon.distance(point)))
    if distances.get(stated, np.inf) <= BORDER_METRES:
        return "ward.on_border", {"stated": stated.name, "metres": round(BORDER_METRES)}
    if inside:
        # Wards of another city are named with it, and then so is the stated one.
        apart = next((ward.city for ward in inside if ward.city != stated.city), stated.city)
        others = "、".join(sorted(ward.seen_from(stated.city) for ward in inside))
        return "ward.disagrees", {"stated": stated.seen_from(apart), "found": others}
    nearest = min(distances, key=lambda ward: distances[ward])
    params = {"nearest": nearest.seen_from(stated.city), "metres": round(distances[nearest])}
    return "ward.outside", {"stated": stated.name, **params}


def _in_metres(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return areas.to_crs(metric_crs(main_bounds(areas)))
