"""国土数値情報 N03 (行政区域): municipalities, and the wards of designated cities, as areas."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading
from geodata.municipality import city_name
from geodata.reading import shapes
from geodata.reading.datasets import features
from geodata.reading.files import NamedBytes, Source
from geodata.reading.tables import Reject
from words.message import Message

FRAME_COLUMNS = ("code", "prefecture", "city", "ward", "name", "source_file", "source_row", "geometry")
_NEEDED = ("N03_001", "N03_003", "N03_004", "N03_007")
_NOBODYS = "所属未定地"


def read_areas(paths: Source | Iterable[Source], city: str | None = None, *, swapped: bool = False) -> Reading:
    """Read N03 areas of any edition: GeoJSON, GeoPackage, or the published .zip with a shapefile.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    city
        Keep the wards of 「仙台市」 (or the municipality itself, when it has none), of 「宮城県」, or of a five- or
        six-digit code.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

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
    return shapes.read_shapes(paths, partial(_read, city=city, swapped=swapped), city, counted="areas")


def _read(file: NamedBytes, city: str | None, swapped: bool) -> shapes.ShapeRead:
    raw = features(file, _NEEDED)
    read = shapes.ShapeRead(raw, len(raw))
    raw = shapes.in_degrees(raw, file.name, read.problems, swapped=swapped)
    named = _named(raw)
    nobodys = (named["N03_004"] == _NOBODYS).to_numpy()
    if nobodys.any():
        read.problems.append(
            Finding(file.name, None, None, None, Message("areas.unassigned", {"count": int(nobodys.sum())}), "note")
        )
    wanted = shapes.wanted(named, city) & ~nobodys
    read.filtered = int((~wanted).sum())
    read.frame = _areas(named[wanted], file.name, read)
    return read


def _named(raw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add code, prefecture, city, ward and name.

    Editions to 2022 hold a ward in N03_004 with its city in N03_003; later ones in N03_005 with its city in N03_004.
    """
    columns = [column for column in ("N03_001", "N03_003", "N03_004", "N03_005", "N03_007") if column in raw.columns]
    texts = shapes.texts(raw, columns)
    named = raw.assign(**texts)
    if "N03_005" not in texts:
        texts["N03_005"] = ""
    cities = texts["N03_003"].str.endswith("市")
    later = texts["N03_005"].str.endswith("区") & texts["N03_004"].str.endswith("市")
    earlier = cities & texts["N03_004"].str.endswith("区")
    # An edition without wards leaves N03_004 blank for a designated city; a district (郡) alone is no municipality.
    alone = cities & (texts["N03_004"] == "")
    named["city"] = np.where(earlier | alone, texts["N03_003"], texts["N03_004"])
    districts = np.where(texts["N03_003"].str.endswith("郡") & (named["city"] != ""), texts["N03_003"], "")
    named["city"] = list(map(city_name, texts["N03_001"], districts + named["city"]))
    named["ward"] = np.select([later, earlier], [texts["N03_005"], texts["N03_004"]], default="")
    named["name"] = np.where(named["ward"] != "", named["ward"], named["city"])
    named["code"] = shapes.codes(texts["N03_007"], texts["N03_001"])
    return named.assign(prefecture=texts["N03_001"], code_published=texts["N03_007"])


def _fault(area: "pd.Series[Any]", polygon: BaseGeometry | None) -> str:
    """Return the code of what keeps a feature from being an area, or ""."""
    if not area["name"]:
        return "areas.name_missing"
    if polygon is None:
        return "areas.no_polygon"
    if not area["code_published"]:
        return "areas.code_missing"
    return "" if area["code"] else "city.bad_code"


def _areas(named: gpd.GeoDataFrame, file: str, read: shapes.ShapeRead) -> gpd.GeoDataFrame:
    """Mend, check and dissolve the wanted features."""
    polygons, invalid = shapes.mended(named.geometry.tolist())
    reported: set[str] = set()
    bad = np.zeros(len(named), dtype=bool)
    wrong = shapes.misplaced(named)
    for index, (name, row) in enumerate(zip(named["name"], named["source_row"], strict=True)):
        if problem := wrong.get(index) or _fault(named.iloc[index], polygons[index]):
            bad[index] = True
            params = {"name": name, "code": named["code_published"].iloc[index]}
            read.problems.append(Finding(file, int(row), None, name, Message(problem, params)))
            read.rejects.append(Reject(file, int(row), {key: str(named.iloc[index][key]) for key in _NEEDED}))
        elif invalid[index] and name not in reported:
            reported.add(name)
            read.problems.append(Finding(file, int(row), None, name, Message("areas.mended", {"name": name}), "note"))
    good = named[~bad].set_geometry(polygons[~bad], crs=JGD2011)
    rows = []
    for code, group in good.groupby("code", sort=False):
        first = group.iloc[0]
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
                shapes.joined(group.geometry.tolist()),
            )
        )
    frame = pd.DataFrame(rows, columns=list(FRAME_COLUMNS), dtype=object)
    frame["source_row"] = frame["source_row"].astype("int64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=JGD2011)
