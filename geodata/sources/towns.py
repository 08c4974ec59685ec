"""Towns (町丁目) with a point each: MLIT 位置参照情報, Geolonia-style JSON, and a city's population by town."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pandas as pd

from geodata.address import normalise_lines
from geodata.coordinates import checked_coordinates
from geodata.findings import Finding, Reading, unreadable
from geodata.municipality import Municipality, city_name, each_place
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, Source, decode
from geodata.reading.tables import TABLES, Part, Reject, Table, joined, read_table
from geodata.reading.workbooks import is_workbook
from geodata.sources.registers import CODE_DIGITS, Known, cities_of
from geodata.text import dangers, each, tidy, tidy_lines
from words.message import Message

FRAME_COLUMNS = (
    "prefecture",
    "city",
    "ward",
    "town",
    "town_original",
    "koaza",
    "code",
    "lat",
    "lon",
    "population",
    "source_file",
    "source_row",
)
_MLIT_TOWN = ("大字町丁目名", "大字_丁目名")
_MLIT_NEEDED = ("市区町村名", "緯度", "経度")
_POPULATION_NEEDED = ("ward", "town_code", "town_name", "population", "lat", "lon")


@dataclass
class _Towns:
    """The towns of one file on their way: one list a column, and the rows as they were."""

    file: str
    numbers: Sequence[int]
    raw: Sequence[dict[str, str]]
    places: list[Municipality]
    towns: list[str]
    koaza: list[str]
    codes: list[str | None]
    lat: list[str]
    lon: list[str]
    population: list[str]
    problems: list[Finding] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_towns(
    paths: Source | Iterable[Source], city: str | None = None, *, known: Known | None = None, swapped: bool = False
) -> Reading:
    """Read towns from CSV or JSON files, folders of them, or .zip archives; the format is told by the content.

    Parameters
    ----------
    paths
        位置参照情報 (大字・町丁目) CSV; JSON lists of ``{town, koaza, lat, lng}``, or their second edition (``{data: [{oaza_cho,
        chome, koaza, point}]}``), whose municipality stands in the file name (``仙台市青葉区.json``) or its folders; the CSV of `read_town_population`.
    city
        Keep 「仙台市」, 「仙台市青葉区」 or 「宮城県」.
    known
        The areas that are known by their codes: they tell of which city a table of the population by town is.
    swapped
        The files hold latitude and longitude exchanged: read what would lie in Japan the other way round.

    Returns
    -------
    Reading
        `frame`: one row a town or koaza (小字), EPSG:6668: ``prefecture`` (None when no file says it), ``city``,
        ``ward``, ``town`` (normalised, 「青山1丁目」), ``town_original``, ``koaza`` ("" for the town itself), ``code``
        (12 digits), ``lat``, ``lon`` (NaN where unknown, with a note), ``population`` (Int64, NA unless the file has
        it), ``source_file``, ``source_row`` (in JSON the number of the entry), ``geometry``.
        Names repeat between wards: join on ward and town.

    Raises
    ------
    UnreadableFile
        No file could be read.
    """
    reads, failures = read_each(paths, {*TABLES, ".json"}, partial(_read, city=city, known=known, swapped=swapped))
    return joined(reads, failures, city)


def read_town_population(path: Source) -> Reading:
    """Read a city's population by town: ``ward, town_code, town_name, population, …, lat, lon``.

    Returns
    -------
    Reading
        As `read_towns`, with ``population`` filled.
    """
    return read_towns(path)


def _read(file: NamedBytes, city: str | None, known: Known | None, swapped: bool) -> Part:
    meant = [Municipality.parse(place) for place in each_place(city)]
    text = "" if is_workbook(file) else decode(file).text.lstrip("\ufeff \t\r\n")
    towns = _from_json(file, text) if text.startswith(("[", "{")) else _from_csv(file, city, known)
    frame = _frame(towns, swapped)
    if not meant:
        return Part(frame, towns.problems, towns.rejects, 0)
    keys = list(zip(frame["prefecture"], frame["city"], frame["ward"], strict=True))
    belongs = {
        key: any(one.covers(Municipality(key[0] or one.prefecture, key[1], key[2])) for one in meant)
        for key in set(keys)
    }
    wanted = np.array([belongs[key] for key in keys], dtype=bool)
    rows = set(frame["source_row"][wanted]) | {reject.row for reject in towns.rejects}
    problems = [problem for problem in towns.problems if problem.row is None or problem.row in rows]
    return Part(frame[wanted], problems, towns.rejects, int((~wanted).sum()))


def _from_json(file: NamedBytes, text: str) -> _Towns:
    try:
        entries = _entries(json.loads(text))
    except (ValueError, RecursionError):
        raise unreadable(file.name, "towns.not_readable") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and entry.get("town") for entry in entries):
        raise unreadable(file.name, "towns.not_readable")
    place = _municipality(file)
    raw = [{str(key): _text(value) for key, value in entry.items()} for entry in entries]
    return _Towns(
        file.name,
        range(1, len(raw) + 1),
        raw,
        [place] * len(raw),
        [entry["town"] for entry in raw],
        [entry.get("koaza", "") for entry in raw],
        [None] * len(raw),
        [entry.get("lat", "") for entry in raw],
        [entry.get("lng", entry.get("lon", "")) for entry in raw],
        [""] * len(raw),
    )


def _entries(document: Any) -> Any:
    """Return a document's towns in the form of the first edition; the second holds them as ``data``, points as a pair."""
    if not isinstance(document, dict):
        return document
    listed = document.get("data")
    if not isinstance(listed, list) or not all(isinstance(entry, dict) and "machiaza_id" in entry for entry in listed):
        return None
    towns = []
    for entry in listed:
        name = f"{entry.get('oaza_cho') or ''}{entry.get('chome') or ''}"
        koaza = entry.get("koaza") or ""
        point = entry.get("point")
        lon, lat = point if isinstance(point, list) and len(point) == 2 else (None, None)
        # A koaza may stand by itself, in no oaza.
        towns.append({"town": name or koaza, "koaza": koaza if name else "", "lat": lat, "lng": lon})
    return towns


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _municipality(file: NamedBytes) -> Municipality:
    """Return the municipality that the file's name says, if need be with the folders around it."""
    parts = [tidy(part) for part in (*file.folders[-3:], PurePosixPath(file.name).stem)]
    prefecture = next((named for part in parts if (named := Municipality.parse(part).prefecture)), None)
    for count in range(1, len(parts) + 1):
        place = Municipality.parse("".join(parts[-count:]))
        tokyo = place.prefecture or prefecture
        if place.city and place.city.endswith(("市", "町", "村", *(["区"] if tokyo == "東京都" else []))):
            known = place.prefecture or prefecture
            return Municipality(known, city_name(known, place.city), place.ward)
    raise unreadable(file.name, "towns.municipality_unknown")


def _from_csv(file: NamedBytes, city: str | None, known: Known | None) -> _Towns:
    table = read_table(file)
    if set(_POPULATION_NEEDED) <= set(table.header):
        return _from_population(table, city, known)
    town = next((column for column in _MLIT_TOWN if column in table.header), None)
    missing = [column for column in _MLIT_NEEDED if column not in table.header]
    if town is None or missing:
        raise unreadable(
            file.name, "table.columns_missing", columns="、".join([*missing, *([] if town else _MLIT_TOWN[:1])])
        )
    prefectures, cities = _column(table, "都道府県名"), _column(table, "市区町村名")
    places = {key: Municipality.parse("".join(key)) for key in set(zip(prefectures, cities, strict=True))}
    return _of_table(
        table,
        places=[places[key] for key in zip(prefectures, cities, strict=True)],
        towns=_column(table, town),
        koaza=_column(table, "小字・通称名"),
        codes=[code.zfill(CODE_DIGITS) if code else None for code in _column(table, "大字町丁目コード")],
        latlon=("緯度", "経度"),
        population=[""] * len(table.numbers),
    )


def _from_population(table: Table, city: str | None, known: Known | None) -> _Towns:
    codes = _column(table, "town_code")
    return _of_table(
        table,
        places=cities_of(table.name, _column(table, "ward"), codes, city, known),
        towns=_column(table, "town_name"),
        koaza=[""] * len(table.numbers),
        codes=[code.zfill(CODE_DIGITS) for code in codes],  # published as a number, without its 0
        latlon=("lat", "lon"),
        population=_column(table, "population"),
    )


def _of_table(
    table: Table,
    *,
    places: list[Municipality],
    towns: list[str],
    koaza: list[str],
    codes: list[str | None],
    latlon: tuple[str, str],
    population: list[str],
) -> _Towns:
    lat, lon = (_column(table, column) for column in latlon)
    raw = [table.row(index) for index in range(len(table.numbers))]
    return _Towns(
        table.name, table.numbers, raw, places, towns, koaza, codes, lat, lon, population, table.problems, table.rejects
    )


def _column(table: Table, name: str) -> list[str]:
    """Return a column's texts, tidy; blank where the file does not have it."""
    if name not in table.header:
        return [""] * len(table.numbers)
    return each(table.column(name), tidy_lines)


def _frame(towns: _Towns, swapped: bool) -> pd.DataFrame:
    """Return the good towns of one file; the others are added to its rejects."""
    lat, lon, population = (_numbers(texts) for texts in (towns.lat, towns.lon, towns.population))
    lat[np.isnan(lon)] = lon[np.isnan(lat)] = np.nan
    bad = checked_coordinates(towns.file, lat, lon, swapped=swapped)
    bad |= {index: "cell.required" for index, town in enumerate(towns.towns) if not town}
    for texts in (towns.towns, towns.koaza):
        bad |= {index: code for index, code in dangers(texts) if code != "cell.lost_character"}
    for index, code in sorted(bad.items()):
        params = {"lat": f"{lat[index]:g}", "lon": f"{lon[index]:g}"}
        row, town = towns.numbers[index], towns.towns[index]
        towns.problems.append(Finding(towns.file, row, None, town, Message(code, params)))
        towns.rejects.append(Reject(towns.file, row, towns.raw[index]))
    for index in np.flatnonzero(np.isnan(lat)).tolist():
        if index not in bad:
            town = towns.towns[index] + towns.koaza[index]
            row = towns.numbers[index]
            towns.problems.append(
                Finding(towns.file, row, None, town, Message("towns.coordinate_missing", {"town": town}), "note")
            )
    towns.problems.sort(key=lambda problem: problem.row or 0)
    frame = pd.DataFrame(
        {
            "prefecture": [place.prefecture for place in towns.places],
            "city": [place.city for place in towns.places],
            "ward": [place.ward for place in towns.places],
            "town": each(towns.towns, normalise_lines),
            "town_original": towns.towns,
            "koaza": towns.koaza,
            "code": towns.codes,
        },
        dtype=object,
    )
    frame["lat"], frame["lon"] = lat, lon
    frame["population"] = pd.array(population, dtype="Float64").astype("Int64")
    frame["source_file"], frame["source_row"] = towns.file, list(towns.numbers)
    return frame.loc[[index not in bad for index in range(len(frame))], list(FRAME_COLUMNS)]


def _numbers(texts: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype=float, copy=True)
