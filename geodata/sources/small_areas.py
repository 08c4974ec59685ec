"""e-Stat 小地域 (町丁・字等) of the census: the outlines of towns with their population and households."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.address import normalise
from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading
from geodata.reading import shapes
from geodata.reading.datasets import features
from geodata.reading.files import NamedBytes, Source
from geodata.sheets.fields import BadCell, parse_int
from geodata.text import dangers
from words.message import Message

FRAME_COLUMNS = (
    *("key_code", "area_code", "prefecture", "city", "ward", "town", "town_original", "lat", "lon", "population"),
    *("households", "pieces", "counted_on", "source_file", "source_row", "geometry"),
)
_TYPES = {
    **dict.fromkeys(("lat", "lon"), "float64"),
    **dict.fromkeys(("population", "households"), "Int64"),
    **dict.fromkeys(("pieces", "source_row"), "int64"),
}
_NEEDED = ("KEY_CODE", "PREF_NAME", "CITY_NAME", "S_NAME", "JINKO", "SETAI")
# Kind of count -> published column.
COUNTS = {"population": "JINKO", "households": "SETAI"}
# What e-Stat writes where a count is kept secret or there is none to tell.
_NOT_TOLD = frozenset({"", "X", "x", "-", "***", "…"})
# HCODE of a survey district on water: nobody lives there, and it is no town.
_WATER = "8154"
# The census is taken on 1 October of years that end in 0 or 5; the file's name says which: A002005212020…, r2ka04101.
_YEAR = re.compile(r"(?<=00200521)20\d\d")
_ERA = re.compile(r"(?:^|[/_])(?P<era>[hr])(?P<year>\d{1,2})ka", re.IGNORECASE)
_ERA_STARTS = {"h": 1988, "r": 2018}


def census_day(name: str) -> date | None:
    """Return the day of the census whose year a published file's name holds, or None."""
    if match := _YEAR.search(name):
        return date(int(match.group()), 10, 1)
    if era := _ERA.search(name):
        return date(_ERA_STARTS[era["era"].lower()] + int(era["year"]), 10, 1)
    return None


def read_small_areas(paths: Source | Iterable[Source], city: str | None = None, *, swapped: bool = False) -> Reading:
    """Read small areas of the census: the published .zip with a shapefile, GeoPackage or GeoJSON.

    A town in several pieces has several polygons of one KEY_CODE. Editions either write its population beside every
    piece or beside one of them with 0 at the others: it is the largest number. Pieces with two different numbers
    above 0 follow neither, and the count is unknown.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads; the name tells the year (``A002005212020DDSWC04101.zip``, ``r2ka04101``).
    city
        Keep 「仙台市」, 「仙台市青葉区」, 「宮城県」 or a five- or six-digit code.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        `frame`: one row a KEY_CODE, EPSG:6668: ``key_code`` (text), ``area_code`` (its first five digits),
        ``prefecture``, ``city``, ``ward``, ``town`` (normalised), ``town_original``, ``lat``, ``lon`` (a point inside
        its largest piece), ``population``, ``households`` (Int64, NA where not said), ``pieces``, ``counted_on``
        (date, None when the name does not tell), ``source_file``, ``source_row``, ``geometry`` (all pieces joined).
        Water and areas without a name are left out and counted as filtered; a count that is no whole number of at
        least 0 rejects its row, and is unknown of the town.

    Raises
    ------
    UnreadableFile
        No file could be read as small areas, its coordinate system is not known, or it is not in Japan.
    """
    return shapes.read_shapes(paths, partial(_read, city=city, swapped=swapped), city, counted="towns")


def _read(file: NamedBytes, city: str | None, swapped: bool) -> shapes.ShapeRead:
    raw = features(file, _NEEDED)
    read = shapes.ShapeRead(raw, len(raw))
    raw = shapes.in_degrees(raw, file.name, read.problems, swapped=swapped)
    named = _named(raw)
    wanted = (
        shapes.wanted(named, city) & (named["town_original"] != "").to_numpy() & (named["hcode"] != _WATER).to_numpy()
    )
    read.filtered = int((~wanted).sum())
    raw, named = raw[wanted], named[wanted]
    polygons, _ = shapes.mended(raw.geometry.tolist())
    wrong = {index: code for index, code in dangers(named["town_original"].tolist()) if code != "cell.lost_character"}
    wrong |= shapes.misplaced(raw)
    wrong |= {index: "areas.no_polygon" for index, polygon in enumerate(polygons) if polygon is None}
    wrong |= {index: "areas.code_missing" for index, key in enumerate(named["key_code"]) if not key}
    read.refuse(raw, file.name, wrong, "S_NAME")
    named = named.assign(polygon=polygons, source_row=raw["source_row"])
    for kind, column in COUNTS.items():
        named[kind], bad = _counts(named[kind])
        # Any piece may be the one that holds the town's count.
        named.loc[named["key_code"].isin(named["key_code"].iloc[bad]), kind] = np.nan
        refused = dict.fromkeys(set(bad) - set(wrong), "towns.not_a_count")
        read.refuse(raw, file.name, refused, column)
        wrong |= refused
    read.frame = _towns(named.drop(index=named.index[sorted(wrong)]), file.name, read)
    return read


def _named(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    texts = shapes.texts(raw, [*_NEEDED, *(["HCODE"] if "HCODE" in raw.columns else [])])
    # A KEY_CODE has nine or eleven digits; kept as a number it lost the zero of 北海道 to 栃木県.
    codes = texts["KEY_CODE"].where(texts["KEY_CODE"].str.len() % 2 == 1, "0" + texts["KEY_CODE"])
    named = pd.DataFrame(
        {
            "key_code": codes,
            "code": codes.str[:5],
            "town_original": texts["S_NAME"],
            **{kind: texts[column] for kind, column in COUNTS.items()},
            "hcode": texts.get("HCODE", ""),
        }
    )
    return named.join(shapes.municipalities(texts["PREF_NAME"], texts["CITY_NAME"]).set_index(named.index))


def _counts(cells: Iterable[str]) -> tuple[list[float], list[int]]:
    """Return counts, NaN where not told, and at which positions stands none: a negative number, a broken one, a word."""
    counts, bad = [], []
    for index, cell in enumerate(cells):
        try:
            counts.append(np.nan if cell in _NOT_TOLD else parse_int(cell, minimum=0))
        except BadCell:
            counts.append(np.nan)
            bad.append(index)
    return counts, bad


def _towns(named: pd.DataFrame, file: str, read: shapes.ShapeRead) -> gpd.GeoDataFrame:
    rows = []
    for key, pieces in named.groupby("key_code", sort=False):
        first = pieces.iloc[0]
        counts = {}
        for column in COUNTS:
            above = set(pieces[column].dropna()) - {0}
            if len(above) > 1:
                params = {"town": first["town_original"]}
                row, code = int(first["source_row"]), "towns.pieces_disagree"
                read.problems.append(Finding(file, row, None, str(key), Message(code, params), "note"))
            counts[column] = pd.NA if len(above) > 1 or pieces[column].isna().all() else int(pieces[column].max())
        place = [first[column] for column in ("code", "prefecture", "city", "ward")]
        town = [normalise(first["town_original"]), first["town_original"]]
        point = shapely.point_on_surface(max(pieces["polygon"], key=lambda polygon: polygon.area))
        counted = [counts["population"], counts["households"], len(pieces), census_day(file)]
        shape = shapes.joined(pieces["polygon"].tolist())
        rows.append((key, *place, *town, point.y, point.x, *counted, file, int(first["source_row"]), shape))
    frame = pd.DataFrame(rows, columns=list(FRAME_COLUMNS), dtype=object).astype(_TYPES)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=JGD2011)
