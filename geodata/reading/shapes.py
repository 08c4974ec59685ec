"""Files of shapes as published (GeoJSON, GeoPackage, zipped shapefile): in JGD2011 degrees, mended, narrowed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.coordinates import JGD2011, LAT_RANGE, LON_RANGE
from geodata.findings import Finding, Reading, unreadable
from geodata.municipality import Municipality, area_code, each_place, local_government_code
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, Source
from geodata.reading.tables import Reject, rejects_frame
from geodata.text import tidy
from words.message import Message

SUFFIXES = frozenset({".gpkg", ".geojson", ".json", ".zip"})
# The wards of a designated city are numbered within thirty of the city's own code.
_WARD_CODES = 30
_OUTSIDE, _SWAPPED = "areas.feature_outside_japan", "areas.feature_swapped"
# Outlines as published cross themselves a few times, if at all.
_MOST_CROSSINGS, _SIDES_AT_A_TIME = 1_000, 50
# What we lay beside a file's own columns.
_OURS = frozenset({"geometry", "source_row", "misplaced"})


@dataclass
class ShapeRead:
    """What became of one file: its clean rows, and how many features came in, were left out, or are wrong."""

    frame: gpd.GeoDataFrame
    rows_in: int
    filtered: int = 0
    problems: list[Finding] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def refuse(self, raw: pd.DataFrame, file: str, wrong: Mapping[int, str], column: str | None = None) -> None:
        """Reject the features at some positions of `raw`, each with a problem code."""
        names = [name for name in raw.columns if name not in _OURS]
        for index, code in sorted(wrong.items()):
            cells = dict(zip(names, texts(raw.iloc[[index]], names).iloc[0].tolist(), strict=True))
            row, value = int(raw["source_row"].iloc[index]), cells.get(column or "")
            self.problems.append(Finding(file, row, column, value, Message(code, {"name": value or ""})))
            self.rejects.append(Reject(file, row, cells))


def read_shapes(
    paths: Source | Iterable[Source],
    read: Callable[[NamedBytes], ShapeRead],
    city: str | None = None,
    counted: str = "",
) -> Reading:
    """Read every file of shapes and join what was read.

    Parameters
    ----------
    paths
        GeoJSON, GeoPackage or the published .zip with a shapefile; files, folders of them, or uploads.
    read
        Reads one of them.
    city
        What `read` narrows its rows to; a note says when nothing is left, a code with a wrong check digit is refused.
    counted
        Name under which `facts` counts the rows of the frame, where several features make one.

    Raises
    ------
    UnreadableFile
        No file could be read, or `city` is no code.
    """
    check_city(city)
    reads, failures = read_each(paths, SUFFIXES, read, unpack=False)
    frame = gpd.GeoDataFrame(pd.concat([one.frame for one in reads], ignore_index=True), crs=JGD2011)
    problems = failures + [problem for one in reads for problem in one.problems]
    rejects = [reject for one in reads for reject in one.rejects]
    rows_in, filtered = sum(one.rows_in for one in reads), sum(one.filtered for one in reads)
    if city and frame.empty:
        problems.append(Finding("", None, None, city, Message("city.no_rows", {"city": city}), "note"))
    facts = {
        "files": len(reads),
        "rows_in": rows_in,
        "kept": rows_in - filtered - len(rejects),
        "rejected": len(rejects),
        "filtered": filtered,
        **({counted: len(frame)} if counted else {}),
    }
    return Reading(frame, problems, rejects_frame(rejects), facts)


def in_degrees(raw: gpd.GeoDataFrame, name: str, problems: list[Finding], *, swapped: bool = False) -> gpd.GeoDataFrame:
    """Return the features in EPSG:6668; a CRS that is not stated is assumed with a note.

    Parameters
    ----------
    swapped
        Features whose latitude and longitude are exchanged are meant the other way.

    Returns
    -------
    GeoDataFrame
        With ``source_row``, from 1, and ``misplaced``: the code of what is wrong with where a feature lies, else "".

    Raises
    ------
    UnreadableFile
        No feature lies in Japan, or they are in no system that is known, or all of them are exchanged.
    """
    degrees = raw.set_crs(JGD2011) if raw.crs is None else raw.to_crs(JGD2011)
    misplaced = _misplaced(degrees)
    if swapped:
        turn = misplaced == _SWAPPED
        outlines = degrees.geometry.to_numpy().copy()
        outlines[turn] = shapely.transform(outlines[turn], lambda corners: corners[:, ::-1])
        degrees, misplaced = degrees.set_geometry(outlines, crs=JGD2011), np.where(turn, "", misplaced)
    placed = ~(shapely.is_missing(degrees.geometry.to_numpy()) | shapely.is_empty(degrees.geometry.to_numpy()))
    if placed.any() and (misplaced[placed] == _SWAPPED).all():
        raise unreadable(name, "coordinate.swapped_file")
    if placed.any() and (misplaced[placed] != "").all():
        raise unreadable(name, "areas.crs_unknown" if raw.crs is None else "areas.outside_japan")
    if raw.crs is None:
        problems.append(Finding(name, None, None, None, Message("areas.crs_assumed"), "note"))
    return degrees.assign(source_row=range(1, len(degrees) + 1), misplaced=misplaced)


def _misplaced(degrees: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return for each feature "", or the code that says that it is not in Japan, or would be if it were turned round."""
    west, south, east, north = shapely.bounds(degrees.geometry.to_numpy()).T
    inside = _between(west, east, LON_RANGE) & _between(south, north, LAT_RANGE)
    turned = _between(west, east, LAT_RANGE) & _between(south, north, LON_RANGE)
    return np.select([np.isnan(west) | inside, turned], ["", _SWAPPED], default=_OUTSIDE).astype(object)


def _between(low: NDArray[np.float64], high: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((low >= limits[0]) & (high <= limits[1]), dtype=bool)


def misplaced(raw: gpd.GeoDataFrame) -> dict[int, str]:
    """Return position -> problem code of the features that do not lie in Japan; see `in_degrees`."""
    return {index: code for index, code in enumerate(raw["misplaced"]) if code}


def texts(raw: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return columns as tidy texts, "" where a cell is blank; a number loses the ``.0`` that a blank beside it gave."""
    return pd.DataFrame({column: [_text(cell) for cell in raw[column]] for column in columns}, index=raw.index)


def _text(cell: object) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN in whatever disguise
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else tidy(str(cell))


def codes(cells: Iterable[str], prefectures: Iterable[str] | None = None) -> list[str]:
    """Return the five digits of each code of a municipality, "" where a cell holds none; see `area_code`."""
    listed = list(cells)
    of = [None] * len(listed) if prefectures is None else list(prefectures)
    return [area_code(cell, prefecture or None) or "" for cell, prefecture in zip(listed, of, strict=True)]


def check_city(city: str | None) -> None:
    """Refuse a code with a wrong check digit.

    Raises
    ------
    UnreadableFile
        `city`, or one of the places that it names, is such a code.
    """
    for place in each_place(city):
        if place.isdigit() and local_government_code(place) is None:
            raise unreadable(place, "city.bad_code", code=place)


def municipalities(prefectures: Iterable[str], cities: Iterable[str]) -> pd.DataFrame:
    """Return prefecture, city and ward (None where there is none) of each pair of published names."""
    places = [Municipality.parse(one + two) for one, two in zip(prefectures, cities, strict=True)]
    rows = [(place.prefecture, place.city, place.ward) for place in places]
    return pd.DataFrame(rows, columns=["prefecture", "city", "ward"], dtype=object)


def wanted(named: pd.DataFrame, city: str | None) -> NDArray[np.bool_]:
    """Return which rows belong to `city`, bool[rows].

    Parameters
    ----------
    named
        Columns ``code`` (five digits), ``prefecture``, ``city``, ``ward`` ("" or None without).
    city
        A name or a code of a ward, a municipality (with its wards) or a prefecture, or several of them (「坂戸市、越生町」);
        None for all.
    """
    if not city:
        return np.ones(len(named), dtype=bool)
    belongs = np.zeros(len(named), dtype=bool)
    for place in each_place(city):
        belongs |= _of_place(named, place)
    return belongs


def _of_place(named: pd.DataFrame, place: str) -> NDArray[np.bool_]:
    code = local_government_code(place)
    if code is None:
        meant = Municipality.parse(place)
        keys = list(zip(named["prefecture"], named["city"], named["ward"], strict=True))
        belongs = {
            key: meant.covers(Municipality(key[0] or meant.prefecture, key[1], key[2] or None)) for key in set(keys)
        }
        return np.array([belongs[key] for key in keys], dtype=bool)
    numbers = pd.to_numeric(named["code"], errors="coerce").fillna(-1).astype(int).to_numpy()
    if (numbers == int(code)).any():
        return np.asarray(numbers == int(code), dtype=bool)
    in_ward = np.array([bool(ward) for ward in named["ward"]], dtype=bool)
    near = (numbers > int(code)) & (numbers < int(code) + _WARD_CODES) & in_ward
    first = int(numbers[near].min()) if near.any() else -1
    cities = set(named.loc[numbers == first, "city"])
    return np.array([close and name in cities for close, name in zip(near, named["city"], strict=True)], dtype=bool)


def mended(outlines: Sequence[BaseGeometry | None]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Return the polygons in each shape (None where there are none), and which outlines had to be mended.

    One that crosses itself everywhere is no outline: its polygons would take hours, and there are none.
    """
    given = np.array(outlines, dtype=object)
    invalid = np.asarray(shapely.is_valid_input(given) & ~shapely.is_valid(given), dtype=bool)
    given[invalid] = [None if _tangled(shape) else _mended(shape) for shape in given[invalid]]
    polygons = np.empty(len(given), dtype=object)
    polygons[:] = [polygonal(shape) for shape in given]
    return polygons, invalid


def _tangled(shape: BaseGeometry) -> bool:
    """Say whether the sides of a shape meet more often than those of any outline that somebody drew."""
    rings = [ring for part in _polygons_in(shape) for ring in (part.exterior, *part.interiors)]
    if not rings:
        return False
    corners = [shapely.get_coordinates(ring) for ring in rings]
    ends = np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in corners])
    sides: NDArray[np.object_] = np.array(shapely.linestrings(ends), dtype=object)
    tree = shapely.STRtree(sides)
    met = 0
    for start in range(0, len(sides), _SIDES_AT_A_TIME):
        part = sides[start : start + _SIDES_AT_A_TIME]
        # Each meets itself and its two neighbours.
        met += tree.query(part, predicate="intersects").shape[1] - 3 * len(part)
        if met > 2 * _MOST_CROSSINGS:
            return True
    return False


def _mended(shape: BaseGeometry) -> BaseGeometry | None:
    """Return what the outlines of a shape enclose less what its holes do: a hole outside its outline takes nothing away.

    Mending outline and holes as one would make area of such a hole.
    """
    mended_parts = []
    try:
        for part in _polygons_in(shape):
            holes = [shapely.make_valid(Polygon(ring)) for ring in part.interiors]
            mended_parts.append(shapely.make_valid(Polygon(part.exterior)).difference(shapely.union_all(holes)))
        return shapely.union_all(mended_parts)
    except shapely.errors.GEOSException:
        return None


def polygonal(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the polygons in a shape, in two dimensions; None when there are none."""
    if shape is None or shape.is_empty:
        return None
    flat = shapely.force_2d(shape)
    if flat.geom_type in {"Polygon", "MultiPolygon"}:
        return flat
    parts = _polygons_in(flat)
    return shapely.union_all(parts) if parts else None


def _polygons_in(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons in a shape, however deep collections hold them."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in _polygons_in(part)]


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Join polygons into one shape, written alike whatever the format made of its rings.

    Formats turn rings round, start them elsewhere, and wrap one polygon as many.
    """
    joint: BaseGeometry = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
    parts = shapely.get_parts(joint)
    return shapely.normalize(parts[0]) if len(parts) == 1 else joint.normalize()
