"""Imports of published counts: population by town and age, small areas of the census, certificates by ward."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Statistic, Town
from desk.city import town_key
from desk.importing.edition import records_of
from desk.importing.intake import Intake, RowError
from desk.importing.place_check import PlaceCheck
from desk.importing.preview import ImportPreview, RecordChange, compare
from desk.importing.templates import CERTIFICATES, both, header
from geodata.findings import Finding, Reading
from geodata.reading.files import Source
from geodata.sheets import Row
from geodata.sources.population import COUNTS
from words.message import Message

REGISTER, CENSUS, ENTERED = "住民基本台帳", "国勢調査 小地域集計（e-Stat）", "市の集計"
KINDS = tuple(COUNTS.values())

Key = tuple[str, str, str]
"""City, ward and town; empty where there is none."""


class _Counted:
    """The counts in the casebook, and what a file would do with them."""

    def __init__(self, book: Casebook) -> None:
        self._known = {(one.city, one.ward, one.town, one.kind, one.on): one for one in book.all(Statistic)}

    def compare(self, place: Key, kind: str, on: date, value: int, source: str) -> RecordChange:
        city, ward, town = place
        level = "town" if town else "ward" if ward else "city"
        statistic = Statistic(
            level=level, city=city, ward=ward, town=town, kind=kind, on=on, value=value, source=source
        )
        label = f"{ward or city}{town} {'／'.join(both(f'statistic.{kind}'))} {on}"
        return compare(statistic, self._known.get((*place, kind, on)), label)


def preview_population(book: Casebook, reading: Reading, files: tuple[str, ...]) -> ImportPreview:
    """Compare the population of towns, by age group, with the counts of the same day in the casebook."""
    counted, revision = _Counted(book), book.revision()
    towns = _by_place(book.all(Town))
    problems, changes = list(reading.problems), []
    seen: set[tuple[Key, date]] = set()
    for row in records_of(reading.frame):
        key = (row["city"], row["ward"] or "", town_key(row["town_original"]))
        town = towns.get(key)
        if towns and town is None:
            problems.append(_note(row, row["town_original"], "import.count_unknown_town"))
        place = (*key[:2], town.name if town else row["town_original"])
        if (key, row["counted_on"]) in seen:
            problems.append(_note(row, row["town_original"], "import.area_twice"))
            continue
        seen.add((key, row["counted_on"]))
        changes += [
            counted.compare(place, kind, row["counted_on"], int(row[kind]), REGISTER)
            for kind in KINDS
            if row[kind] is not None
        ]
    return ImportPreview("population", files, revision, changes, problems, reading.rejects, reading.facts)


def preview_estat(book: Casebook, reading: Reading, files: tuple[str, ...]) -> ImportPreview:
    """Compare the census's small areas with the towns and counts in the casebook.

    Small areas of one name in a ward are one town; its count is unknown as soon as that of one of them is. A town that
    is there keeps its name and point.
    """
    counted, revision = _Counted(book), book.revision()
    areas, towns = {area.code: area for area in book.all(Area)}, _by_place(book.all(Town))
    problems = list(reading.problems)
    groups: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in records_of(reading.frame):
        if area := areas.get(row["area_code"]):
            row["city"], row["ward"] = area.city, area.ward
        groups[row["city"] or "", row["ward"] or "", town_key(row["town_original"])].append(row)
    if any(rows[0]["counted_on"] is None for rows in groups.values()):
        undated = Finding(
            next(iter(groups.values()))[0]["source_file"], None, None, None, Message("import.count_undated"), "note"
        )
        problems.append(undated)
    changes, figures = [], []
    for key, rows in groups.items():
        population, households = (_sum(row[kind] for row in rows) for kind in ("population", "households"))
        first, existing = rows[0], towns.get(key)
        new = Town(city=key[0], ward=key[1], name=first["town_original"], lat=first["lat"], lon=first["lon"])
        town = existing or new
        if town.lat is None:
            town = replace(town, lat=first["lat"], lon=first["lon"])
        if population is not None:
            town = replace(town, population=population)
        changes.append(compare(town, existing, f"{town.ward}{town.name}"))
        for kind, value in (("population", population), ("households", households)):
            if value is not None and first["counted_on"] is not None:
                figures.append(counted.compare((*key[:2], town.name), kind, first["counted_on"], value, CENSUS))
    return ImportPreview("estat", files, revision, changes + figures, problems, reading.rejects, reading.facts)


def preview_certificates(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare the holders of disability certificates, by ward and day, with those in the casebook; blank is unknown."""
    intake, check, counted = Intake(book, "certificates", today), PlaceCheck(book), _Counted(book)
    kinds = [field.name for field in CERTIFICATES if field.name.startswith("certificate_")]

    def handle(row: Row) -> list[RecordChange]:
        values: dict[str, Any] = {**row.values, "town": None}
        check.complete(intake, row, values)
        city, ward, on = values["city"] or "", values["ward"] or "", values["on"]
        if not city:
            raise RowError(header("city"), ward or None, "import.count_of_no_city")
        intake.not_in_future(values, "on")
        intake.once((city, ward, on), header("ward"), f"{ward or city} {on}")
        source = values["source"] or ENTERED
        return [
            counted.compare((city, ward, ""), kind, on, values[kind], source)
            for kind in kinds
            if values[kind] is not None
        ]

    return intake.take(paths, handle)


def _by_place(towns: Iterable[Town]) -> dict[Key, Town]:
    """Find towns by city, ward and name; a town itself comes before its koaza."""
    by_place: dict[Key, Town] = {}
    for town in towns:
        key = (town.city, town.ward, town_key(town.name))
        if not town.koaza or key not in by_place:
            by_place[key] = town
    return by_place


def _sum(counts: Iterable[int | None]) -> int | None:
    listed = list(counts)
    return None if None in listed else sum(int(count) for count in listed if count is not None)


def _note(row: Mapping[str, Any], value: str, code: str) -> Finding:
    return Finding(row["source_file"], row["source_row"], None, value, Message(code, {"value": value}), "note")
