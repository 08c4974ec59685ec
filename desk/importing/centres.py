"""Imports of community care centres, published or filled in, and of the school districts that their catchments follow."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from casebook.book import Casebook
from casebook.records import Area, Centre, Record, Town
from casebook.records.base import require
from desk.bounds import check_point
from desk.city import lonlats, town_key
from desk.importing.edition import covers, records_of, twice
from desk.importing.intake import Intake, RowError, refuse, split
from desk.importing.place_check import PlaceCheck
from desk.importing.placing import Placing
from desk.importing.preview import ImportPreview, RecordChange, compare, keep_known
from desk.importing.templates import CATCHMENT, header
from geodata.findings import Finding, Reading
from geodata.reading.files import Source
from geodata.reading.shapes import joined
from geodata.sheets import Row
from geodata.sources.p14 import located_at
from geodata.text import signs_alike
from words.message import Message

_FOUNDER = re.compile(r".*?[都道府県市区町村]立(?=.)")
_CENTRE = re.compile(r"地域包括支援センター")
_SCHOOL = re.compile(r"(中学校|小学校|義務教育学校|中等教育学校|学校)?(学?区)?$")


def preview_p14(book: Casebook, reading: Reading, files: tuple[str, ...]) -> ImportPreview:
    """Compare published care centres with those in the casebook, by city and name.

    The published list is years old, and a coordinator's entry is not: it fills in what is not known of a centre, and
    changes nothing else.
    """
    revision, problems, changes = book.revision(), list(reading.problems), []
    known = {(one.city, _spaceless(one.name)): one for one in book.all(Centre)}
    placing = Placing(book)
    rows = placing.believed(records_of(reading.frame), problems)
    listed = {(row["city"] or "", _spaceless(row["name"])) for row in rows}
    others = [one for key, one in known.items() if key not in listed]
    problems += placing.gather([row for row in rows if located_at(row["accuracy"]) == "office"], others)
    seen = set()
    for row in rows:
        key = (row["city"] or "", _spaceless(row["name"]))
        if key in seen:
            problems.append(twice(row, row["name"]))
            continue
        seen.add(key)
        level = located_at(row["accuracy"])
        existing = known.get(key)
        if row["lat"] is None or level == "office":
            point = placing.point(row, None, problems)
        else:
            point = {} if level == "none" else {"lat": row["lat"], "lon": row["lon"], "located_at": level}
        given = {name: row[name] for name in ("ward", "address") if row[name]} | point
        if existing:
            given = {name: value for name, value in given.items() if getattr(existing, name) in (None, "none")}
        centre = replace(existing or Centre(name=row["name"], city=key[0]), **given)
        changes.append(compare(centre, existing, centre.name))
    return ImportPreview("p14", files, revision, changes, problems, reading.rejects, reading.facts)


def preview_a32(book: Casebook, reading: Reading, files: tuple[str, ...], city: str | None) -> ImportPreview:
    """Give centres the school districts of their catchments as an outline, and the towns inside that have no centre.

    A district belongs to the centre whose catchment names the school (「五橋中学校区」), else to the one centre of the
    municipality whose own name is the school's (五橋地域包括支援センター). A town that a coordinator gave to a centre
    stays there.
    """
    revision, problems = book.revision(), list(reading.problems)
    centres, areas = book.all(Centre), {area.code: area for area in book.all(Area)}
    of_centre: dict[int, list[BaseGeometry]] = defaultdict(list)
    for row, shape in zip(records_of(reading.frame), reading.frame.geometry, strict=True):
        area = areas.get(row["code"])
        if city is not None and area is not None and not covers(city, area):
            continue
        meant = _centres_of(row["name"], [centre for centre in centres if area is None or centre.city == area.city])
        if len(meant) == 1:
            of_centre[require(meant[0].id)].append(shape)
            continue
        code = "import.district_ambiguous" if meant else "import.district_of_no_centre"
        params = {"value": row["name"], "centres": "、".join(one.name for one in meant)}
        problems.append(
            Finding(row["source_file"], row["source_row"], None, row["name"], Message(code, params), "note")
        )
    outlines = {key: joined(shapes) for key, shapes in of_centre.items()}
    towns = _towns_inside(book, outlines, {require(one.id): one for one in centres}, problems)
    changes = [_change(centre, outlines, towns) for centre in centres if centre.id in outlines]
    return ImportPreview("a32", files, revision, changes, problems, reading.rejects, reading.facts)


def _change(centre: Centre, outlines: Mapping[int, BaseGeometry], towns: Mapping[int, list[Town]]) -> RecordChange:
    key = require(centre.id)
    outline = shapely.to_wkt(outlines[key], rounding_precision=6)
    attached: list[tuple[str, Record]] = [("centre_id", town) for town in towns.get(key, [])]
    return compare(replace(centre, outline=outline), centre, centre.name, attached=attached)


def _spaceless(name: str) -> str:
    return signs_alike(name).replace(" ", "")


def _school(name: str) -> str:
    """Return the part of a school's or district's name that tells it from others: 五橋."""
    return _SCHOOL.sub("", _FOUNDER.sub("", _spaceless(name), count=1))


def _centres_of(school: str, centres: Sequence[Centre]) -> list[Centre]:
    """Return the centres whose catchment names a school, else those that bear its name."""
    base = _school(school)
    named = [
        centre
        for centre in centres
        if any(part.endswith(("校", "区")) and _school(part) == base for part in split(centre.catchment))
    ]
    return named or [centre for centre in centres if _CENTRE.sub("", _spaceless(centre.name)) == base]


def _towns_inside(
    book: Casebook, outlines: Mapping[int, BaseGeometry], centres: Mapping[int, Centre], problems: list[Finding]
) -> dict[int, list[Town]]:
    """Return the towns without a centre inside each outline; note those that are in one and belong to another."""
    towns: dict[int, list[Town]] = defaultdict(list)
    placed = [town for town in book.all(Town) if town.lat is not None and town.lon is not None]
    points = shapely.points(lonlats((town.lon, town.lat) for town in placed))
    taken: set[int] = set()
    for key, outline in outlines.items():
        shapely.prepare(outline)
        for town, inside in zip(placed, np.atleast_1d(shapely.intersects(outline, points)), strict=True):
            if not inside or town.city != centres[key].city or require(town.id) in taken:
                continue
            taken.add(require(town.id))
            if town.centre_id is None:
                towns[key].append(town)
            elif town.centre_id != key:
                params: dict[str, Any] = {"value": town.name, "centre": centres[town.centre_id].name}
                params["district"] = centres[key].name
                problems.append(
                    Finding("", None, None, town.name, Message("import.town_kept_by_centre", params), "note")
                )
    return towns


def preview_centres(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare community care centres with those in the casebook, by city and name, with their catchments."""
    intake, check, placing = Intake(book, "centres", today), PlaceCheck(book), Placing(book)
    known = {(centre.city, centre.name): centre for centre in book.all(Centre)}
    towns: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    of_centre: dict[int | None, list[Town]] = defaultdict(list)
    for town in book.all(Town):
        towns[town.city, town.ward, town_key(town.name)].append(town)
        if town.centre_id is not None:
            of_centre[town.centre_id].append(town)
    claimed: dict[int, Row] = {}
    stated: list[dict[str, Any]] = []

    def handle(row: Row) -> RecordChange:
        values: dict[str, Any] = {**row.values, "town": None}
        check.complete(intake, row, values)
        city = values["city"] or values["ward"] or ""
        intake.once((city, values["name"]), header("name"), values["name"])
        existing = known.get((city, str(values["name"])))
        given: dict[str, Any] = {name: values[name] for name in ("ward", "address", "phone", "note") if values[name]}
        given |= _point(values)
        if values["towns"] is not None:
            given["catchment"] = "、".join(split(str(values["towns"])))
        centre = keep_known(existing, given, Centre(name=str(values["name"]), city=str(city), **given))
        hanging = catchment(row, values, existing)
        place = {**vars(centre), "prefecture": None, "source_file": row.file, "source_row": row.number}
        if "lat" in given:
            stated.append(place)
        elif "address" in given or centre.located_at != "office":
            centre = replace(centre, **placing.point({**place, "lat": None}, existing, intake.problems))
        return compare(centre, existing, str(values["name"]), attached=hanging)

    def catchment(row: Row, values: Mapping[str, Any], existing: Centre | None) -> list[tuple[str, Record]]:
        if values["towns"] is None:
            return []
        meant: list[Town] = []
        for name in split(str(values["towns"])):
            named = towns.get((values["city"] or "", values["ward"] or "", town_key(name)), [])
            if not named:
                intake.note(row, CATCHMENT, name, "import.unknown_catchment_town")
            meant += named
        for town in meant:
            if claimed.setdefault(require(town.id), row) is not row:
                raise RowError(CATCHMENT, town.name, "import.town_of_two_centres", value=town.name)
        key = existing.id if existing else None
        taken: list[tuple[str, Record]] = [
            ("centre_id", town) for town in meant if key is None or town.centre_id != key
        ]
        return taken + [
            ("", replace(town, centre_id=None)) for town in of_centre.get(key, []) if town.id not in claimed
        ]

    preview = intake.take(paths, handle)
    return replace(preview, problems=[*preview.problems, *placing.check(stated)])


def _point(values: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: _number(name, values[name]) for name in ("lat", "lon") if values[name] is not None}
    if set(given.values()) == {0.0}:  # 0, 0 is where nobody entered a point
        given = {}
    refuse(check_point(given.get("lat"), given.get("lon")), values)
    return {**given, "located_at": "office"} if given else {}


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RowError(header(name), text, "import.not_a_number", value=text) from None
