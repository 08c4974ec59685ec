"""Files of shapes as published (GeoJSON, GeoPackage, zipped shapefile): opened, in JGD2011 degrees, mended."""

import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from shapely.geometry.base import BaseGeometry

from geodata.coordinates import JGD2011, LAT_RANGE, LON_RANGE
from geodata.findings import Finding, Reading, UnreadableFile, unreadable
from geodata.municipality import Municipality, each_place, local_government_code
from geodata.reading.files import NamedBytes, Source, is_archive, members, read_each
from geodata.reading.tables import Reject, rejects_frame
from geodata.text import tidy
from words.message import Message

_DATASETS = (".shp", ".gpkg", ".geojson", ".json")
_PARTS = frozenset({*_DATASETS, ".shx", ".dbf", ".prj", ".cpg"})
SUFFIXES = frozenset({".gpkg", ".geojson", ".json", ".zip"})
# The wards of a designated city are numbered within thirty of the city's own code.
_WARD_CODES = 30


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
        names = [name for name in raw.columns if name not in {"geometry", "source_row"}]
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


def features(file: NamedBytes, needed: Sequence[str]) -> gpd.GeoDataFrame:
    """Return the features of the first dataset in `file` (or in the .zip) that has the columns `needed`.

    Returns
    -------
    GeoDataFrame
        Column names in capitals, the file's CRS.

    Raises
    ------
    UnreadableFile
        There is none.
    """
    with tempfile.TemporaryDirectory() as folder:
        for part in members(file, _PARTS) if is_archive(file) else [file]:
            (Path(folder) / PurePosixPath(part.name.replace("\\", "/")).name).write_bytes(part.data)
        datasets = [path for suffix in _DATASETS for path in sorted(Path(folder).glob(f"*{suffix}"))]
        failure = unreadable(file.name, "areas.not_readable")
        for path in datasets:
            try:
                return _dataset(path, file.name, needed)
            except UnreadableFile as error:
                failure = error
        raise failure


def _dataset(path: Path, name: str, needed: Sequence[str]) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL warns of ring orders and field widths that do not concern us
            frame = gpd.read_file(path, engine="pyogrio", encoding=_encoding(path))
    except (DataSourceError, DataLayerError, ValueError, UnicodeDecodeError, shapely.errors.GEOSException):
        raise unreadable(name, "areas.not_readable") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise unreadable(name, "areas.not_readable")
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name)).rename(columns=str.upper)
    frame = gpd.GeoDataFrame(attributes, geometry=frame.geometry.to_numpy(), crs=frame.crs)
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise unreadable(name, "table.columns_missing", columns="、".join(missing))
    return frame


def _encoding(path: Path) -> str | None:
    """Return the encoding of a shapefile that does not state it: editions up to 2020 are CP932."""
    table = path.with_suffix(".dbf")
    if path.suffix != ".shp" or path.with_suffix(".cpg").exists() or not table.exists():
        return None
    data = table.read_bytes()
    try:
        data[int.from_bytes(data[8:10], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def in_degrees(raw: gpd.GeoDataFrame, name: str, problems: list[Finding]) -> gpd.GeoDataFrame:
    """Return the features in EPSG:6668, checked to be in Japan; a CRS that is not stated is assumed with a note.

    Raises
    ------
    UnreadableFile
        They are not in Japan, or in no system that is known.
    """
    if raw.crs is None:
        if not _in_japan(raw):
            raise unreadable(name, "areas.crs_unknown")
        problems.append(Finding(name, None, None, None, Message("areas.crs_assumed"), "note"))
        return raw.set_crs(JGD2011)
    degrees = raw.to_crs(JGD2011)
    if not _in_japan(degrees):
        raise unreadable(name, "areas.outside_japan")
    return degrees


def _in_japan(frame: gpd.GeoDataFrame) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(west >= LON_RANGE[0] and south >= LAT_RANGE[0] and east <= LON_RANGE[1] and north <= LAT_RANGE[1])


def texts(raw: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return columns as tidy texts, "" where a cell is blank; a number loses the ``.0`` that a blank beside it gave."""
    return pd.DataFrame({column: [_text(cell) for cell in raw[column]] for column in columns}, index=raw.index)


def _text(cell: object) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN in whatever disguise
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else tidy(str(cell))


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
    """Return the polygons in each shape (None where there are none), and which outlines had to be mended."""
    given = np.array(outlines, dtype=object)
    invalid = np.asarray(shapely.is_valid_input(given) & ~shapely.is_valid(given), dtype=bool)
    given[invalid] = shapely.make_valid(given[invalid])
    polygons = np.empty(len(given), dtype=object)
    polygons[:] = [polygonal(shape) for shape in given]
    return polygons, invalid


def polygonal(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the polygons in a shape, in two dimensions; None when there are none."""
    if shape is None or shape.is_empty:
        return None
    flat = shapely.force_2d(shape)
    if flat.geom_type in {"Polygon", "MultiPolygon"}:
        return flat
    parts = [part for part in shapely.get_parts(shapely.get_parts(flat)) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else None


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Join polygons into one shape, written alike whatever the format made of its rings.

    Formats turn rings round, start them elsewhere, and wrap one polygon as many.
    """
    joint: BaseGeometry = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
    parts = shapely.get_parts(joint)
    return shapely.normalize(parts[0]) if len(parts) == 1 else joint.normalize()
