"""国土数値情報 N02 (railways), W05 (rivers), C23 (coast) and N10 (emergency roads): lines and stations under every map.

They are cut to what lies around the city and generalised once, where they are read.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.areas import Bounds, main_bounds
from geodata.coordinates import JGD2011, STEPS_A_DEGREE
from geodata.findings import Reading, unreadable
from geodata.reading import shapes
from geodata.reading.datasets import features
from geodata.reading.files import NamedBytes, Source
from geodata.text import dangers

AROUND_DEGREES = 0.15
"""So far beyond the areas there is a base map: about 13 km, what a window shows of the neighbours."""
MOST_CORNERS = 15_000
"""Of one layer; beyond, it is generalised more."""
TOLERANCE = 0.0001
"""So far, in degrees, a line may be drawn from where it runs: about 10 m."""
_LINES = ("LineString", "MultiLineString", "LinearRing")
_STATION, _GROUP = "N02_005", "N02_005G"
_NEAR_DECIMALS = 2
"""Platforms of one name within a hundredth of a degree are one station, where no group is told."""
_YEAR = re.compile(r"[A-Z]\d\d-(\d\d)(?!\d)")


@dataclass(frozen=True)
class Published:
    """A dataset that a layer of the base map is made of: what it is called, and the layer."""

    called: str
    kind: str


PUBLISHED: Mapping[str, Published] = {
    "N02": Published("鉄道データ", "rail"),
    "W05": Published("河川データ", "river"),
    "C23": Published("海岸線データ", "coast"),
    "N10": Published("緊急輸送道路データ", "road"),
}
"""By what the names of the attributes begin with."""


def surroundings(areas: gpd.GeoDataFrame) -> Bounds:
    """Return in which bounds there is a base map for areas (EPSG:6668)."""
    west, south, east, north = main_bounds(areas)
    return west - AROUND_DEGREES, south - AROUND_DEGREES, east + AROUND_DEGREES, north + AROUND_DEGREES


def read_base_map(paths: Source | Iterable[Source], around: Bounds, *, swapped: bool = False) -> Reading:
    """Read lines and stations: GeoJSON, GeoPackage, or the published .zip with a shapefile.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads; of any of the datasets `PUBLISHED`.
    around
        What lies outside of these bounds is left out.
    swapped
        The files hold latitude and longitude exchanged.

    Returns
    -------
    Reading
        `frame`: a row for the lines of a file and for each station, EPSG:6668: ``kind`` (rail, station, river, coast,
        road), ``name`` (of a station), ``year`` of the edition (None where the file's name does not tell it),
        ``credit``, ``geometry``.

    Raises
    ------
    UnreadableFile
        No file could be read, or it is none of these datasets.
    """
    return shapes.read_shapes(paths, partial(_read, around=around, swapped=swapped))


def _read(file: NamedBytes, around: Bounds, swapped: bool) -> shapes.ShapeRead:
    raw = features(file, ())
    prefix = next((one for one in PUBLISHED if any(str(name).startswith(f"{one}_") for name in raw.columns)), None)
    if prefix is None:
        raise unreadable(file.name, "base_map.unknown")
    read = shapes.ShapeRead(raw, len(raw))
    raw = shapes.in_degrees(raw, file.name, read.problems, swapped=swapped)
    wrong = shapes.misplaced(raw)
    if _STATION in raw.columns:
        wrong |= dict(dangers(shapes.texts(raw, [_STATION])[_STATION].tolist()))
    read.refuse(raw, file.name, wrong, _STATION if _STATION in raw.columns else None)
    there = raw.drop(index=raw.index[sorted(wrong)])
    cut = shapely.clip_by_rect(shapely.force_2d(there.geometry.to_numpy()), *around)
    near = there.geometry.geom_type.isin(_LINES).to_numpy() & ~(shapely.is_missing(cut) | shapely.is_empty(cut))
    read.filtered = len(there) - int(near.sum())
    here = gpd.GeoDataFrame(there[near].drop(columns="geometry"), geometry=cut[near], crs=JGD2011)
    named = shapes.texts(here, [name for name in (_STATION, _GROUP) if name in here.columns])
    at_station = np.array([bool(name) for name in named.get(_STATION, [""] * len(here))], dtype=bool)
    rows: list[tuple[str, str, shapely.Geometry]] = []
    if not at_station.all():
        rows.append((PUBLISHED[prefix].kind, "", generalised(here.geometry.to_numpy()[~at_station])))
    if at_station.any():
        groups = named.get(_GROUP, named[_STATION].map(lambda _: ""))
        rows += _stations(here.geometry.to_numpy()[at_station], *(one[at_station] for one in (named[_STATION], groups)))
    edition = _YEAR.search(file.name)
    year = 2000 + int(edition.group(1)) if edition else None
    frame = gpd.GeoDataFrame(rows, columns=["kind", "name", "geometry"], geometry="geometry", crs=JGD2011)
    read.frame = frame.assign(year=year, credit=_credit(PUBLISHED[prefix].called, year))
    return read


def _credit(called: str, year: int | None) -> str:
    edition = called if year is None else f"{called}、{year}年"
    return f"「国土数値情報（{edition}）」（国土交通省）を加工して作成"


def _stations(
    platforms: NDArray[np.object_], names: Iterable[str], groups: Iterable[str]
) -> list[tuple[str, str, shapely.Geometry]]:
    """Return each station once, in the middle of its platforms."""
    found: dict[tuple[str, str], list[shapely.Point]] = {}
    for platform, name, group in zip(platforms, names, groups, strict=True):
        middle = shapely.centroid(platform)
        near = f"{round(middle.x, _NEAR_DECIMALS)}/{round(middle.y, _NEAR_DECIMALS)}"
        found.setdefault((name, group or near), []).append(middle)
    return [("station", name, shapely.MultiPoint(points).centroid) for (name, _), points in found.items()]


def generalised(lines: NDArray[np.object_]) -> shapely.MultiLineString:
    """Return lines joined where they meet end to end, with no more corners than `MOST_CORNERS` and those that matter."""
    joined = shapely.line_merge(shapely.multilinestrings(_parts(lines)))
    tolerance = TOLERANCE
    while True:
        parts = _parts(shapely.simplify(shapely.get_parts(joined), tolerance, preserve_topology=False))
        if shapely.get_num_coordinates(parts).sum() <= MOST_CORNERS:
            return shapely.MultiLineString(parts.tolist())
        tolerance *= 1.5
        joined = shapely.multilinestrings(parts[shapely.length(parts) > tolerance])


def _parts(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the lines in geometries, without what a cut at a corner leaves of one: a point."""
    parts = shapely.get_parts(shapely.get_parts(lines))
    return np.asarray(parts[(shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0)], dtype=object)


def shapes_text(shapes: Sequence[object]) -> str:
    """Return lines or stations, as written below, as they are kept."""
    return json.dumps(shapes, ensure_ascii=False, separators=(",", ":"))


def written_lines(lines: Iterable[shapely.Geometry]) -> list[list[int]]:
    """Return each line as whole steps: x and y of its first corner, then how far to the next, and so on."""
    return [
        np.diff(np.rint(shapely.get_coordinates(line) * STEPS_A_DEGREE).astype(int), axis=0, prepend=0).ravel().tolist()
        for line in _parts(np.array(list(lines), dtype=object))
    ]


def written_stations(stations: Iterable[tuple[str, shapely.Point]]) -> list[list[str | int]]:
    """Return each station's name and place in whole steps."""
    return [[name, round(point.x * STEPS_A_DEGREE), round(point.y * STEPS_A_DEGREE)] for name, point in stations]
