"""Imports of published files: areas, offices of WAM NET and of the care insurance, towns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Town
from desk.city import POINT, PUBLISHED_FIELDS, PUBLISHED_SOURCES, corrected, town_key
from desk.importing.edition import as_written, breaks_off, missing, records_of
from desk.importing.placing import Placing, but_missing_points
from desk.importing.preview import ImportPreview, RecordChange, compare
from desk.succession import has_moved, likely, successors
from geodata.findings import Finding, Reading
from geodata.municipality import Municipality, each_place, local_government_code
from geodata.text import signs_alike, tidy
from words.message import Message

OFFICE_NUMBER, OFFICE_NAME = "事業所番号", "事業所の名称"
NUMBER_DIGITS = 10  # a spreadsheet takes the leading zero away
PUBLISHED_TEXT = ("name", "address")
BOOKKEEPING = ("edition", "edition_no", "name_original", "address_original")


def preview_towns(book: Casebook, reading: Reading, files: tuple[str, ...]) -> ImportPreview:
    """Compare towns with those in the casebook, by city, ward, name and koaza."""
    revision = book.revision()
    known = {_town_key(town.city, town.ward, town.name, town.koaza): town for town in book.all(Town)}
    # A table of the population by town is no edition of the towns: it neither moves nor misses any.
    counts_only = bool(reading.frame["population"].notna().any())
    changes = []
    seen = set()
    for row in records_of(reading.frame):
        key = _town_key(row["city"], row["ward"], row["town_original"], row["koaza"])
        if key in seen:  # the same town stands twice where a name and its older spelling are one after normalising
            continue
        seen.add(key)
        existing = known.get(key)
        new = Town(city=row["city"], ward=row["ward"] or "", name=row["town_original"], koaza=row["koaza"] or "")
        names = ("population",) if counts_only and existing and existing.lat else ("code", "lat", "lon", "population")
        given = {name: row[name] for name in names if row[name] is not None}
        changes.append(compare(replace(existing or new, **given), existing, f"{new.ward}{new.name}{new.koaza}"))
    covered = set() if counts_only else {key[:2] for key in seen}
    changes += [
        RecordChange("missing", f"{town.ward}{town.name}{town.koaza}", town)
        for key, town in known.items()
        if key not in seen and key[:2] in covered
    ]
    return ImportPreview("towns", files, revision, changes, reading.problems, reading.rejects, reading.facts)


def _town_key(city: str, ward: str | None, name: str, koaza: str | None) -> tuple[str, str, str, str]:
    return city, ward or "", town_key(name), koaza or ""


def preview_offices(
    book: Casebook,
    reading: Reading,
    files: tuple[str, ...],
    city: str | None,
    today: date,
    source: str = "wamnet",
    edition: gpd.GeoDataFrame | None = None,
) -> ImportPreview:
    """Compare offices with those in the casebook.

    A newer edition updates published fields that no coordinator corrected; an office missing
    from it is marked as missing, never deleted or closed.

    Parameters
    ----------
    source
        Which facilities the edition is about.
    edition
        All that the edition holds, where `reading` is narrowed to a part of it.
    """
    edition = reading.frame if edition is None else edition
    revision = book.revision()
    placing = Placing(book)
    problems = but_missing_points(reading.problems)
    rows = placing.believed(records_of(reading.frame), problems)
    published = [facility for facility in book.all(Facility) if facility.source in PUBLISHED_SOURCES]
    known = [facility for facility in published if facility.source == source]
    pairs, left_over = pair_offices(_each_once(rows, problems), known)
    described = {existing.id for _, existing in pairs if existing}
    others = [facility for facility in published if facility.id not in described]
    problems += placing.gather([row for row, _ in pairs], others, _beside(reading.frame, edition))
    settled = {facility.id: placing.settled(facility) for facility in others}
    next_seq = _next_seq(known)
    changes = []
    for row, existing in pairs:
        fixed = existing is not None and not POINT.isdisjoint(corrected(existing))
        placed = {**row, **placing.point(row, existing, problems, corrected=fixed)}
        facility = _facility(placed, existing, problems, source)
        if existing is None:
            number = (facility.service_code, facility.office_number)
            facility = replace(facility, office_seq=next_seq[number])
            next_seq[number] += 1
        changes.append(compare(facility, existing, facility.name, bookkeeping=BOOKKEEPING))
    refused = {tidy(str(number)).zfill(NUMBER_DIGITS) for number in reading.rejects.get(OFFICE_NUMBER, ())}
    refused_names = {signs_alike(str(name)) for name in reading.rejects.get(OFFICE_NAME, ())}
    if breaks_off(problems):
        left_over = []
    for facility in left_over:
        # An office whose row was refused is in the edition all the same.
        named = facility.office_number in refused or signs_alike(facility.name) in refused_names
        if not named and _expected(facility, edition, city):
            changes.append(missing(settled.pop(facility.id), today))
    # A point of which an earlier edition did not tell that it is none.
    changes += [
        compare(settled[facility.id], facility, facility.name)
        for facility in others
        if settled.get(facility.id, facility) is not facility
    ]
    problems += _to_confirm(book, changes)
    gone, fresh = (_offices(changes, status) for status in ("missing", "new"))
    still_gone = {facility.id for facility in gone}
    followed = [
        *likely([facility for facility in gone if facility.status == "open"], fresh),
        *(pair for pair in successors(book) if pair.old.id in still_gone),
    ]
    return ImportPreview(source, files, revision, changes, problems, reading.rejects, reading.facts, followed)


def _offices(changes: Sequence[RecordChange], status: str) -> list[Facility]:
    return [one.record for one in changes if one.status == status and isinstance(one.record, Facility)]


def _to_confirm(book: Casebook, changes: Sequence[RecordChange]) -> list[Finding]:
    """Note the offices that stand elsewhere than before, where their conditions were confirmed at the old place."""
    known = {facility.id: facility for facility in book.all(Facility)}
    confirmed = {condition.facility_id: condition.confirmed_on for condition in book.all(FacilityCondition)}
    notes = []
    for office in _offices(changes, "changed"):
        if office.id in confirmed and has_moved(vars(known[office.id]), vars(office)):
            params = {"value": office.name, "old": known[office.id].address, "new": office.address}
            code = "import.moved_confirmed" if confirmed[office.id] else "import.moved_unconfirmed"
            message = Message(code, {**params, "day": confirmed[office.id]})
            notes.append(Finding(office.edition or "", None, None, office.name, message, "note"))
    return notes


def _beside(frame: gpd.GeoDataFrame, edition: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return where the rest of an edition stands, whatever it is: its points tell of those that are to come in."""
    columns = ["prefecture", "city", "ward", "name", "address", "lat", "lon"]
    return [] if edition is frame else records_of(edition.loc[~edition.index.isin(frame.index), columns])


def _next_seq(known: Iterable[Facility]) -> dict[tuple[str, str | None], int]:
    following: dict[tuple[str, str | None], int] = defaultdict(int)
    for facility in known:
        number = (facility.service_code, facility.office_number)
        following[number] = max(following[number], facility.office_seq + 1)
    return following


def _each_once(rows: Sequence[dict[str, Any]], problems: list[Finding]) -> list[dict[str, Any]]:
    """Leave out what stands in a second file too (the city's and the nation's), or twice in one.

    The reader told of rows of one NO; those of one file that differ in nothing but their NO are told here.
    """
    first: dict[tuple[object, ...], dict[str, Any]] = {}
    said: dict[tuple[object, ...], dict[str, Any]] = {}
    kept = []
    for row in rows:
        same = said.setdefault(_content(row), row)
        if same is not row and (row["edition_no"] is None or same["edition_no"] != row["edition_no"]):
            message = Message("import.row_twice_but_for_no", {"value": row["name"], "other_row": same["source_row"]})
            problems.append(Finding(row["source_file"], row["source_row"], None, row["edition_no"], message, "note"))
            continue
        earlier = first.setdefault((_service(row), row["office_number"], row["edition_no"]), row)
        another = earlier["source_file"] == row["source_file"] and any(
            signs_alike(earlier[name] or "") != signs_alike(row[name] or "") for name in PUBLISHED_TEXT
        )
        if earlier is row or row["edition_no"] is None or another:
            kept.append(row)
    return kept


def _content(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what a row says, whatever number the publishing system gave it: rows that say the same are one office."""
    said = (value for name, value in row.items() if name not in {*BOOKKEEPING, "source_row"})
    return tuple(signs_alike(value) if isinstance(value, str) else value for value in said)


def _service(row: Mapping[str, Any]) -> str:
    return str(row["service_code"] or row["service_name"])


# The ways to recognise one office among several under one number, the surest first.
_MARKS: tuple[tuple[str, ...], ...] = (
    ("edition_no", "name", "address"),
    ("name", "address"),
    ("edition_no",),
    ("name",),
    ("address",),
    (),
)


def pair_offices(
    rows: Sequence[Mapping[str, Any]],
    known: Sequence[Facility],
) -> tuple[list[tuple[Mapping[str, Any], Facility | None]], list[Facility]]:
    """Find for each published row the facility that it describes, among those of its service and office number.

    Office numbers repeat, and NO is unique within one file only; so rows are paired by name and
    address first, then by one of them, and at last whatever remains on both sides.

    Returns
    -------
    tuple
        (row, its facility or None) in the order of ``rows``; the facilities that no row described.
    """
    waiting: dict[tuple[str, str | None], list[Facility]] = defaultdict(list)
    for facility in known:
        waiting[facility.service_code, facility.office_number].append(facility)
    matched: dict[int, Facility] = {}
    for mark in _MARKS:
        free: dict[tuple[object, ...], list[Facility]] = defaultdict(list)
        for number, facilities in waiting.items():
            for facility in facilities:
                free[(*number, *(signs_alike(getattr(facility, name) or "") for name in mark))].append(facility)
        for index, row in enumerate(rows):
            key = (_service(row), row["office_number"], *(signs_alike(row[name] or "") for name in mark))
            if index not in matched and free.get(key):
                facility = free[key].pop(0)
                matched[index] = facility
                waiting[facility.service_code, facility.office_number].remove(facility)
    left_over = [facility for facilities in waiting.values() for facility in facilities]
    return [(row, matched.get(index)) for index, row in enumerate(rows)], left_over


def _facility(row: Mapping[str, Any], existing: Facility | None, problems: list[Finding], source: str) -> Facility:
    values: dict[str, Any] = {name: row.get(name) for name in PUBLISHED_FIELDS}
    if existing is not None:
        values = as_written(existing, values)
    base = existing or Facility(
        source=source,
        service_code=_service(row),
        service_name=row["service_name"],
        office_number=row["office_number"],
        name=row["name"],
    )
    kept = corrected(base)
    for name in sorted(kept):
        if values[name] != getattr(base, name) and name not in BOOKKEEPING:
            params = {"new": values[name], "kept": getattr(base, name)}
            problems.append(
                Finding(
                    row["source_file"],
                    row["source_row"],
                    f"field.{name}",
                    None,
                    Message("import.kept_correction", params),
                    "note",
                ),
            )
    given = {name: value for name, value in values.items() if name not in kept}
    return replace(base, **given, edition=row["source_file"], edition_no=row["edition_no"], missing_since=None)


def _expected(facility: Facility, frame: gpd.GeoDataFrame, city: str | None) -> bool:
    """Tell whether an edition should have held an office: its service is in it, and its city or authority."""
    codes = set(frame["service_code"].fillna(frame["service_name"]))
    if facility.service_code not in codes:
        return False
    if city is not None:
        place = Municipality(facility.prefecture, facility.city, facility.ward)
        return any(
            facility.authority_code == code
            if (code := local_government_code(one))
            else Municipality.parse(one).covers(place)
            for one in each_place(city)
        )
    return facility.authority_code in set(frame["authority_code"])
