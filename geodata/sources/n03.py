"""国土数値情報 N03 (行政区域): municipalities, and the wards of designated cities, as areas."""

import tempfile
import warnings
from collections.abc import Iterable
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
from geodata.municipality import Municipality, local_government_code
from geodata.problems import Problem, Reading, UnreadableFile, unreadable
from geodata.sources.files import NamedBytes, Source, is_archive, members, read_each
from geodata.sources.tables import Reject, rejects_frame
from geodata.text import tidy

FRAME_COLUMNS = ("code", "prefecture", "city", "ward", "name", "source_file", "source_row", "geometry")
_NEEDED = ("N03_001", "N03_003", "N03_004", "N03_007")
_NOBODYS = "所属未定地"
_DATASETS = (".shp", ".gpkg", ".geojson", ".json")
_PARTS = frozenset({*_DATASETS, ".shx", ".dbf", ".prj", ".cpg"})
# The wards of a designated city are numbered within thirty of the city's own code.
_WARD_CODES = 30


@dataclass
class _Read:
    frame: gpd.GeoDataFrame
    rows_in: int
    filtered: int = 0
    problems: list[Problem] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_areas(paths: Source | Iterable[Source], city: str | None = None) -> Reading:
    """Read N03 areas of any edition: GeoJSON, GeoPackage, or the published .zip with a shapefile.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    city
        Keep the wards of 「仙台市」 (or the municipality itself, when it has none), of 「宮城県」, or of a five- or
        six-digit code.

    Returns
    -------
    Reading
        `frame`: one row a ward or municipality, in the order of the file, EPSG:6668: ``code`` (five digits),
        ``prefecture``, ``city``, ``ward`` (None without wards), ``name`` (ward, else city), ``source_file``,
        ``source_row`` (number of its first feature, from 1), ``geometry`` (valid Polygon or MultiPolygon).
        Several features of one area are dissolved, so `facts` counts features and, as ``areas``, rows of the frame.

    Raises
    ------
    UnreadableFile
        No file could be read as N03, or its coordinate system is not known, or it is not in Japan.
    """
    if city and tidy(city).isdigit() and local_government_code(city) is None:
        raise unreadable(tidy(city), "city.bad_code", code=tidy(city))
    reads, failures = read_each(paths, {*_DATASETS, ".zip"} - {".shp"}, lambda file: _read(file, city), unpack=False)
    frame = gpd.GeoDataFrame(pd.concat([read.frame for read in reads], ignore_index=True), crs=JGD2011)
    problems = failures + [problem for read in reads for problem in read.problems]
    rejects = [reject for read in reads for reject in read.rejects]
    rows_in, filtered = sum(read.rows_in for read in reads), sum(read.filtered for read in reads)
    if city and frame.empty:
        problems.append(Problem("", None, None, city, "city.no_rows", {"city": city}, "note"))
    facts = {
        "files": len(reads),
        "rows_in": rows_in,
        "kept": rows_in - filtered - len(rejects),
        "rejected": len(rejects),
        "filtered": filtered,
        "areas": len(frame),
    }
    return Reading(frame, problems, rejects_frame(rejects), facts)


def _read(file: NamedBytes, city: str | None) -> _Read:
    raw = _features(file)
    read = _Read(raw, len(raw))
    raw = _in_degrees(raw, file.name, read)
    raw["source_row"] = range(1, len(raw) + 1)
    named = _named(raw)
    nobodys = (named["N03_004"] == _NOBODYS).to_numpy()
    if nobodys.any():
        read.problems.append(
            Problem(file.name, None, None, None, "areas.unassigned", {"count": int(nobodys.sum())}, "note")
        )
    wanted = _wanted(named, city) & ~nobodys
    read.filtered = int((~wanted).sum())
    read.frame = _areas(named[wanted], file.name, read)
    return read


def _features(file: NamedBytes) -> gpd.GeoDataFrame:
    """Return the features of the first dataset in `file` that has the columns of N03."""
    with tempfile.TemporaryDirectory() as folder:
        for part in members(file, _PARTS) if is_archive(file) else [file]:
            (Path(folder) / PurePosixPath(part.name.replace("\\", "/")).name).write_bytes(part.data)
        datasets = [path for suffix in _DATASETS for path in sorted(Path(folder).glob(f"*{suffix}"))]
        failure = unreadable(file.name, "areas.not_readable")
        for path in datasets:
            try:
                return _dataset(path, file.name)
            except UnreadableFile as error:
                failure = error
        raise failure


def _dataset(path: Path, name: str) -> gpd.GeoDataFrame:
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
    missing = [column for column in _NEEDED if column not in frame.columns]
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


def _in_degrees(raw: gpd.GeoDataFrame, name: str, read: _Read) -> gpd.GeoDataFrame:
    """Return the features in EPSG:6668, checked to be in Japan."""
    if raw.crs is None:
        if not _in_japan(raw):
            raise unreadable(name, "areas.crs_unknown")
        read.problems.append(Problem(name, None, None, None, "areas.crs_assumed", {}, "note"))
        return raw.set_crs(JGD2011)
    degrees = raw.to_crs(JGD2011)
    if not _in_japan(degrees):
        raise unreadable(name, "areas.outside_japan")
    return degrees


def _in_japan(frame: gpd.GeoDataFrame) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(west >= LON_RANGE[0] and south >= LAT_RANGE[0] and east <= LON_RANGE[1] and north <= LAT_RANGE[1])


def _named(raw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add code, prefecture, city, ward and name.

    Editions to 2022 hold a ward in N03_004 with its city in N03_003; later ones in N03_005 with its city in N03_004.
    """
    columns = [column for column in ("N03_001", "N03_003", "N03_004", "N03_005", "N03_007") if column in raw.columns]
    texts = raw[columns].astype(object).where(raw[columns].notna(), "").map(lambda text: tidy(str(text)))
    named = raw.assign(**texts)
    if "N03_005" not in texts:
        texts["N03_005"] = ""
    later = texts["N03_005"].str.endswith("区") & texts["N03_004"].str.endswith("市")
    earlier = texts["N03_003"].str.endswith("市") & texts["N03_004"].str.endswith("区")
    named["city"] = np.where(earlier, texts["N03_003"], texts["N03_004"])
    named["ward"] = np.select([later, earlier], [texts["N03_005"], texts["N03_004"]], default="")
    named["name"] = np.where(named["ward"] != "", named["ward"], named["city"])
    return named.assign(prefecture=texts["N03_001"], code=texts["N03_007"])


def _wanted(named: gpd.GeoDataFrame, city: str | None) -> NDArray[np.bool_]:
    """Return which features belong to `city`."""
    if not city:
        return np.ones(len(named), dtype=bool)
    code = local_government_code(city)
    if code is None:
        meant = Municipality.parse(city)
        keys = list(zip(named["prefecture"], named["city"], named["ward"], strict=True))
        belongs = {key: meant.covers(Municipality(key[0], key[1], key[2] or None)) for key in set(keys)}
        return np.array([belongs[key] for key in keys], dtype=bool)
    numbers = pd.to_numeric(named["code"], errors="coerce").fillna(-1).astype(int).to_numpy()
    if (numbers == int(code)).any():
        return np.asarray(numbers == int(code), dtype=bool)
    near = (numbers > int(code)) & (numbers < int(code) + _WARD_CODES) & (named["ward"] != "").to_numpy()
    first = int(numbers[near].min()) if near.any() else -1
    cities = set(named.loc[numbers == first, "city"])
    return np.array([close and name in cities for close, name in zip(near, named["city"], strict=True)], dtype=bool)


def _areas(named: gpd.GeoDataFrame, file: str, read: _Read) -> gpd.GeoDataFrame:
    """Mend, check and dissolve the wanted features."""
    shapes = named.geometry.to_numpy()
    invalid = shapely.is_valid_input(shapes) & ~shapely.is_valid(shapes)
    shapes = np.where(invalid, shapely.make_valid(np.where(invalid, shapes, None)), shapes)
    polygons = np.array([_polygonal(shape) for shape in shapes], dtype=object)
    reported: set[str] = set()
    bad = np.zeros(len(named), dtype=bool)
    for index, (name, code, row) in enumerate(zip(named["name"], named["code"], named["source_row"], strict=True)):
        problem = "areas.no_polygon" if polygons[index] is None else "" if code else "areas.code_missing"
        if problem:
            bad[index] = True
            read.problems.append(Problem(file, int(row), None, name, problem, {"name": name}))
            read.rejects.append(Reject(file, int(row), {key: str(named.iloc[index][key]) for key in _NEEDED}))
        elif invalid[index] and name not in reported:
            reported.add(name)
            read.problems.append(Problem(file, int(row), None, name, "areas.mended", {"name": name}, "note"))
    good = named[~bad].set_geometry(polygons[~bad], crs=JGD2011)
    rows = []
    for code, group in good.groupby("code", sort=False):
        first = group.iloc[0]
        shape = group.geometry.iloc[0] if len(group) == 1 else _polygonal(shapely.union_all(group.geometry.to_numpy()))
        ward = first["ward"] or None
        rows.append(
            (
                code,
                first["prefecture"],
                first["city"],
                ward,
                first["name"],
                file,
                int(first["source_row"]),
                _one_way(shape),
            )
        )
    frame = pd.DataFrame(rows, columns=list(FRAME_COLUMNS), dtype=object)
    frame["source_row"] = frame["source_row"].astype("int64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=JGD2011)


def _polygonal(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the polygons in a shape, in two dimensions; None when there are none."""
    if shape is None or shape.is_empty:
        return None
    flat = shapely.force_2d(shape)
    if flat.geom_type in {"Polygon", "MultiPolygon"}:
        return flat
    parts = [part for part in shapely.get_parts(shapely.get_parts(flat)) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else None


def _one_way(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Write equal outlines alike: formats turn rings round, start them elsewhere, and wrap one polygon as many."""
    if shape is None:
        return None
    parts = shapely.get_parts(shape)
    return shapely.normalize(parts[0] if len(parts) == 1 else shape)
