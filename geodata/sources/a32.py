"""国土数値情報 A32 (中学校区): school districts, which the catchments of community care centres usually follow."""

from collections.abc import Iterable
from functools import partial

import geopandas as gpd
import pandas as pd

from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading
from geodata.reading import shapes
from geodata.reading.datasets import features
from geodata.reading.files import NamedBytes, Source
from geodata.text import dangers
from words.message import Message

FRAME_COLUMNS = ("code", "school_code", "name", "founder", "address", "source_file", "source_row", "geometry")
_NEEDED = ("A32_001", "A32_002", "A32_003", "A32_004")
_SCHOOL = "学校"


def read_school_districts(paths: Source | Iterable[Source], *, swapped: bool = False) -> Reading:
    """Read school districts: GeoJSON, GeoPackage, or the published .zip with a shapefile.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        `frame`: one row a school, EPSG:6668: ``code`` (five digits of the municipality or ward), ``school_code``
        (None where an edition has none), ``name`` (五橋中学校), ``founder``, ``address``, ``source_file``,
        ``source_row`` (number of its first feature), ``geometry`` (valid; its pieces are joined, so `facts` counts
        features and, as ``districts``, rows).

    Raises
    ------
    UnreadableFile
        No file could be read as A32, its coordinate system is not known, or it is not in Japan.
    """
    return shapes.read_shapes(paths, partial(_read, swapped=swapped), counted="districts")


def _read(file: NamedBytes, swapped: bool) -> shapes.ShapeRead:
    raw = features(file, _NEEDED)
    read = shapes.ShapeRead(raw, len(raw))
    raw = shapes.in_degrees(raw, file.name, read.problems, swapped=swapped)
    named = _named(raw)
    polygons, invalid = shapes.mended(raw.geometry.tolist())
    wrong = {index: code for index, code in dangers(named["name"].tolist()) if code != "cell.lost_character"}
    wrong |= shapes.misplaced(raw)
    wrong |= {index: "areas.no_polygon" for index, polygon in enumerate(polygons) if polygon is None}
    wrong |= {index: "cell.required" for index, name in enumerate(named["name"]) if not name}
    read.refuse(raw, file.name, wrong, "A32_004")
    for index, crossed in enumerate(invalid):
        if crossed and index not in wrong:
            params = {"name": named["name"].iloc[index]}
            read.problems.append(
                Finding(file.name, index + 1, None, params["name"], Message("areas.mended", params), "note")
            )
    named = named.assign(polygon=polygons, source_row=raw["source_row"])
    read.frame = _districts(named.drop(index=named.index[sorted(wrong)]), file.name)
    return read


def _named(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return code, school code, name, founder and address; in some editions the name stands in a later column."""
    texts = shapes.texts(raw, [column for column in raw.columns if str(column).startswith("A32_")])
    name = next(
        (column for column in texts.columns[3:] if texts[column].str.contains(_SCHOOL).mean() > 1 / 2), "A32_004"
    )
    after = list(texts.columns)[list(texts.columns).index(name) + 1 :]
    return pd.DataFrame(
        {
            "code": shapes.codes(texts["A32_001"]),
            "founder": texts["A32_002"],
            "school_code": texts["A32_003"],
            "name": texts[name],
            "address": texts[after[0]] if after else "",
        }
    )


def _districts(named: pd.DataFrame, file: str) -> gpd.GeoDataFrame:
    rows = []
    for (code, name), pieces in named.groupby(["code", "name"], sort=False):
        first = pieces.iloc[0]
        facts = [first[column] or None for column in ("founder", "address")]
        rows.append(
            (
                *(code, first["school_code"] or None, name, *facts, file, int(first["source_row"])),
                shapes.joined(pieces["polygon"].tolist()),
            )
        )
    frame = pd.DataFrame(rows, columns=list(FRAME_COLUMNS), dtype=object)
    frame["source_row"] = frame["source_row"].astype("int64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=JGD2011)
