"""Wards as areas: which border on which, which one a point lies in, and whether that is the one its row states."""

import geopandas as gpd
import numpy as np
from shapely import STRtree
from shapely.geometry import Point

from geodata.coordinates import JGD2011
from geodata.problems import Problem
from geodata.travel import metric_crs

# Outlines are generalised, so that neighbours may miss each other by some metres.
TOUCH_METRES = 50.0
# Nearer to the border than this, an outline cannot tell on which side a point lies.
BORDER_METRES = 20.0


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
    found: dict[str, set[str]] = {name: set() for name in names}
    if names:
        shapes = _in_metres(areas).geometry.to_numpy()
        for one, other in STRtree(shapes).query(shapes, predicate="dwithin", distance=within_metres).T:
            if names[one] != names[other]:
                found[names[one]].add(names[other])
    return {name: frozenset(others) for name, others in found.items()}


def ward_of(lon: float, lat: float, areas: gpd.GeoDataFrame) -> str | None:
    """Return the name of the area that holds a point (JGD2011 degrees), or None outside all of them.

    A point on a common border belongs to the area that comes first in `areas`.
    """
    hits = areas.sindex.query(
        gpd.GeoSeries([Point(lon, lat)], crs=JGD2011).to_crs(areas.crs).iloc[0], predicate="intersects"
    )
    return str(areas["name"].iloc[int(min(hits))]) if len(hits) else None


def check_wards(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> list[Problem]:
    """Compare each point with the ward its row states, by a spatial join; nothing is corrected.

    Parameters
    ----------
    points
        As the readers return them: ``ward`` (else ``city``), ``source_file``, ``source_row``, geometry.
        Points without coordinates, or of a ward that `areas` does not hold and outside all of them, are not judged.
    areas
        As `geodata.sources.n03.read_areas` returns them: ``name`` and polygons.

    Returns
    -------
    list of Problem
        Notes: in another ward, on a border, or outside all areas (in the sea, or in another municipality).
    """
    stated = points["ward"].where(points["ward"].notna(), points["city"])
    placed = points.geometry.notna() & points.geometry.x.notna() & stated.notna()
    if areas.empty or not placed.any():
        return []
    crs = metric_crs(tuple(areas.to_crs(JGD2011).total_bounds))
    shapes = areas.to_crs(crs)
    located = points[placed].to_crs(crs)
    names, known = shapes["name"].to_numpy(), set(shapes["name"])
    polygons = shapes.geometry.to_numpy()
    holding: dict[int, set[str]] = {}
    for point, area in STRtree(polygons).query(located.geometry.to_numpy(), predicate="intersects").T:
        holding.setdefault(int(point), set()).add(names[area])
    problems = []
    rows = zip(located.geometry, stated[placed], located["source_file"], located["source_row"], strict=True)
    for index, (point, ward, file, row) in enumerate(rows):
        inside = holding.get(index, set())
        if inside == {ward} or (ward not in known and not inside):
            continue
        code, params = _judge(point, ward, inside, polygons, names)
        problems.append(Problem(str(file), int(row), None, f"{ward}", code, {"stated": ward, **params}, "note"))
    return problems


def _judge(
    point: Point, ward: str, inside: set[str], polygons: np.ndarray, names: np.ndarray
) -> tuple[str, dict[str, object]]:
    """Return the code and parameters for a point that is not simply inside the stated ward."""
    distances = dict.fromkeys(inside, 0.0)
    for polygon, name in zip(polygons, names, strict=True):
        if name not in inside:
            distances[name] = min(distances.get(name, np.inf), float(polygon.distance(point)))
    if distances.get(ward, np.inf) <= BORDER_METRES:
        return "ward.on_border", {"metres": round(BORDER_METRES)}
    if inside:
        return "ward.disagrees", {"found": "、".join(sorted(inside))}
    nearest = min(distances, key=lambda name: distances[name])
    return "ward.outside", {"nearest": nearest, "metres": round(distances[nearest])}


def _in_metres(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return areas.to_crs(metric_crs(tuple(areas.to_crs(JGD2011).total_bounds)))
