"""国土数値情報 P14 (福祉施設): community care centres, and other welfare facilities by their class."""

from collections.abc import Collection, Iterable
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.address import normalise_lines
from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading
from geodata.reading import shapes
from geodata.reading.datasets import features
from geodata.reading.files import NamedBytes, Source
from geodata.text import dangers, each
from words.message import Message

CARE_CENTRE = "991303"
FRAME_COLUMNS = (
    *("code", "prefecture", "city", "ward", "address", "class_code", "name", "operator", "accuracy", "lat", "lon"),
    *("source_file", "source_row", "geometry"),
)
# Published column -> ours.
COLUMNS = {
    "P14_001": "prefecture",
    "P14_002": "municipality",
    "P14_003": "code",
    "P14_004": "address",
    "P14_005": "class_large",
    "P14_006": "class_middle",
    "P14_007": "class_code",
    "P14_008": "name",
    "P14_009": "operator",
    "P14_010": "accuracy",
}
# From here on the published point is the middle of a town, a municipality or a prefecture.
_TOWN, _NOWHERE = 3, 5


def read_welfare(
    paths: Source | Iterable[Source],
    city: str | None = None,
    classes: Collection[str] = (CARE_CENTRE,),
    *,
    swapped: bool = False,
) -> Reading:
    """Read welfare facilities: GeoJSON, GeoPackage, or the published .zip.

    Parameters
    ----------
    paths
        Files, folders of them, or uploads.
    city
        Keep 「仙台市」, 「仙台市青葉区」, 「宮城県」 or a five- or six-digit code.
    classes
        Large, middle or small class codes: 991303 community care centres (地域包括支援センター), 0205 short stays for
        the elderly, 0301 support facilities, 0303 welfare homes, 9911 services for people with disabilities.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        `frame`: one row a facility, EPSG:6668: ``code`` (five digits), ``prefecture``, ``city``, ``ward``,
        ``address`` (normalised), ``class_code``, ``name``, ``operator``, ``accuracy`` (Int64; 1 the very place …
        3 its town, 4 its municipality, 5 its prefecture only), ``lat``, ``lon``, ``source_file``, ``source_row``.

    Raises
    ------
    UnreadableFile
        No file could be read as P14, its coordinate system is not known, or it is not in Japan.
    """
    meant = frozenset(classes)
    return shapes.read_shapes(paths, partial(_read, city=city, classes=meant, swapped=swapped), city)


def _read(file: NamedBytes, city: str | None, classes: frozenset[str], swapped: bool) -> shapes.ShapeRead:
    raw = features(file, tuple(COLUMNS))
    read = shapes.ShapeRead(raw, len(raw))
    raw = shapes.in_degrees(raw, file.name, read.problems, swapped=swapped)
    named = _named(raw)
    of_class = named[["class_large", "class_middle", "class_code"]].isin(classes).any(axis=1).to_numpy()
    if not of_class.any():
        params = {"classes": "、".join(sorted(classes)), "count": len(named)}
        read.problems.append(Finding(file.name, None, None, None, Message("welfare.other_classes", params), "note"))
    wanted = shapes.wanted(named, city) & of_class
    read.filtered = int((~wanted).sum())
    raw, named = raw[wanted], named[wanted]
    wrong = {index: code for index, code in dangers(named["name"].tolist()) if code != "cell.lost_character"}
    wrong |= shapes.misplaced(raw)
    points = raw.geometry.to_numpy()
    wrong |= {index: "welfare.no_point" for index, point in enumerate(points) if point is None or point.is_empty}
    wrong |= {index: "cell.required" for index, name in enumerate(named["name"]) if not name}
    read.refuse(raw, file.name, wrong, "P14_008")
    good = np.array([index not in wrong for index in range(len(named))], dtype=bool)
    read.frame = _frame(named[good], raw[good], file.name)
    read.problems += [
        Finding(file.name, row, "P14_010", str(accuracy), Message("welfare.inexact", {"name": name}), "note")
        for name, accuracy, row in zip(
            read.frame["name"], read.frame["accuracy"], read.frame["source_row"], strict=True
        )
        if accuracy is not pd.NA and accuracy >= _TOWN
    ]
    return read


def _named(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    named = shapes.texts(raw, COLUMNS).rename(columns=COLUMNS)
    codes = shapes.codes(named["code"], named["prefecture"])
    places = shapes.municipalities(named.pop("prefecture"), named.pop("municipality")).set_index(named.index)
    return named.assign(code=codes).join(places)


def _frame(named: pd.DataFrame, raw: gpd.GeoDataFrame, file: str) -> gpd.GeoDataFrame:
    middles = raw.geometry.representative_point()
    frame = named.assign(
        address=each(named["address"].tolist(), normalise_lines),
        operator=named["operator"].astype(object).where(named["operator"] != "", None),
        accuracy=pd.to_numeric(named["accuracy"], errors="coerce").astype("Float64").astype("Int64"),
        lat=middles.y,
        lon=middles.x,
        source_file=file,
        source_row=raw["source_row"],
    )
    return gpd.GeoDataFrame(frame, geometry=middles, crs=JGD2011)[list(FRAME_COLUMNS)].reset_index(drop=True)


def located_at(accuracy: int | None) -> str:
    """Return how exactly a published point is known: office, town, ward, or none (a prefecture's middle)."""
    if accuracy is None or accuracy < _TOWN:
        return "office"
    return "none" if accuracy >= _NOWHERE else "town" if accuracy == _TOWN else "ward"
