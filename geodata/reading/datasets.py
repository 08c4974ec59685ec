"""Datasets of shapes, opened by what their first bytes say they are: GeoJSON, GeoPackage or shapefile, alone or zipped.

A library that guesses the format by the content would also follow what a file refers to: other files, addresses. So
GeoJSON is read by us, and what opens the others knows no other format.
"""

import re
import sqlite3
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.findings import UnreadableFile, unreadable
from geodata.reading.files import NamedBytes, is_archive, members
from geodata.reading.geojson import read_geojson
from geodata.reading.limits import MAX_COLUMNS, MAX_VERTICES

DRIVERS = frozenset({"ESRI Shapefile", "GPKG"})
"""The drivers of GDAL that a process which reads files may know."""
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DATASETS = (".shp", ".gpkg", ".geojson", ".json")
_PARTS = frozenset({*_DATASETS, *_SHAPEFILE})
_STARTS = {b"\x00\x00\x27\x0a": "shapefile", b"SQLite format 3\0": "geopackage"}
_PLAIN_TABLE = re.compile(
    r"(?!\s*CREATE\s+VIRTUAL\b)|\s*CREATE\s+VIRTUAL\s+TABLE\s.*?\sUSING\s+\"?rtree\b", re.IGNORECASE | re.DOTALL
)


def features(file: NamedBytes, needed: Sequence[str]) -> gpd.GeoDataFrame:
    """Return the features of the datasets in `file` (or in the .zip) that have the columns `needed`.

    A .zip may hold one dataset in several formats, or encodings (in folders, as N02 does), of which the first is read,
    and several datasets: all are read but those whose name goes on from that of another, as the outlines of cities and
    prefecture beside those of wards do (N03-20240101_26.shp, …_26_city.shp, …_26_prefecture.shp).

    Returns
    -------
    GeoDataFrame
        Column names in capitals, the file's CRS.

    Raises
    ------
    UnreadableFile
        There is none, or it has too many columns or corners.
    """
    named: dict[str, dict[str, NamedBytes]] = defaultdict(dict)
    for part in members(file, _PARTS) if is_archive(file) else [file]:
        path = PurePosixPath(part.name.replace("\\", "/"))
        suffix = path.suffix.lower()
        named[suffix if suffix in _DATASETS or part is not file else ".json"][path.with_suffix("").as_posix()] = part
    failure = unreadable(file.name, "areas.not_readable")
    for suffix in _DATASETS:
        read: dict[str, gpd.GeoDataFrame] = {}
        for place in sorted(named[suffix], key=lambda place: (len(PurePosixPath(place).name), place)):
            stem = PurePosixPath(place).name
            if stem in read or any(stem.startswith(f"{other}_") for other in read):
                continue
            parts = {part: named[part][place].data for part in _SHAPEFILE if place in named[part]}
            try:
                read[stem] = _checked(
                    _dataset(NamedBytes(file.name, named[suffix][place].data), parts), file.name, needed
                )
            except UnreadableFile as error:
                failure = error
        if read:
            return _together(list(read.values()))
    raise failure


def _together(datasets: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    first = datasets[0]
    alike = [first, *(one if None in (one.crs, first.crs) else one.to_crs(first.crs) for one in datasets[1:])]
    if len(alike) == 1:
        return first
    geometry = np.concatenate([one.geometry.to_numpy() for one in alike])
    attributes = pd.concat([pd.DataFrame(one.drop(columns=one.geometry.name)) for one in alike], ignore_index=True)
    return gpd.GeoDataFrame(attributes, geometry=geometry, crs=first.crs)


def _checked(frame: gpd.GeoDataFrame, name: str, needed: Sequence[str]) -> gpd.GeoDataFrame:
    if len(frame.columns) > MAX_COLUMNS:
        raise unreadable(name, "table.too_many_columns", count=len(frame.columns), limit=MAX_COLUMNS)
    corners = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
    if corners > MAX_VERTICES:
        raise unreadable(name, "areas.too_many_corners", count=corners, limit=MAX_VERTICES)
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name)).rename(columns=lambda name: str(name).upper())
    frame = gpd.GeoDataFrame(attributes, geometry=frame.geometry.to_numpy(), crs=frame.crs)
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise unreadable(name, "table.columns_missing", columns="、".join(missing))
    return frame


def _dataset(file: NamedBytes, shapefile: Mapping[str, bytes]) -> gpd.GeoDataFrame:
    kind = next((kind for start, kind in _STARTS.items() if file.data.startswith(start)), None)
    if kind is None:
        if not file.data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"{"):
            raise unreadable(file.name, "areas.not_readable")
        return read_geojson(file)
    with tempfile.TemporaryDirectory() as folder:
        # No name of the user's becomes one on the disk.
        path = Path(folder) / ("dataset.shp" if kind == "shapefile" else "dataset.gpkg")
        for suffix, data in shapefile.items() if kind == "shapefile" else [(".gpkg", file.data)]:
            path.with_suffix(suffix).write_bytes(data)
        path.write_bytes(file.data)
        if kind == "geopackage":
            _refuse_references(path, file.name)
        return _opened(path, file.name)


def _refuse_references(path: Path, name: str) -> None:
    """Refuse a GeoPackage with more than tables and their indices: a view or a virtual table may reach outside."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as package:
            parts = package.execute("SELECT type, sql FROM sqlite_master").fetchall()
    except sqlite3.Error:
        raise unreadable(name, "areas.not_readable") from None
    if any(kind == "view" or not _PLAIN_TABLE.match(sql or "") for kind, sql in parts):
        raise unreadable(name, "areas.more_than_tables")


def _opened(path: Path, name: str) -> gpd.GeoDataFrame:
    if set(pyogrio.list_drivers()) - DRIVERS:
        msg = "shapes are read apart: this process knows formats that follow what a file refers to"
        raise RuntimeError(msg)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL warns of ring orders and field widths that do not concern us
            # A ring that is not closed is closed; it would refuse the whole file.
            frame = gpd.read_file(path, engine="pyogrio", encoding=_encoding(path), on_invalid="fix")
    except (DataSourceError, DataLayerError, ValueError, UnicodeDecodeError, shapely.errors.GEOSException):
        raise unreadable(name, "areas.not_readable") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise unreadable(name, "areas.not_readable")
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
