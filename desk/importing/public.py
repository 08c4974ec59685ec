"""Imports of a municipality's public facilities (公共施設一覧): where a new place might find room."""

from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import PublicFacility
from desk.importing.edition import as_written, breaks_off, missing, records_of, twice
from desk.importing.placing import Placing, but_missing_points
from desk.importing.preview import ImportPreview, compare
from geodata.findings import Reading
from geodata.sources.public_facilities import HEADERS
from geodata.text import signs_alike

_KEY = ("city", "ward", "name", "address")


def preview_public(book: Casebook, reading: Reading, files: tuple[str, ...], today: date) -> ImportPreview:
    """Compare public facilities with those in the casebook, by municipality, name and address.

    One without coordinates gets the point of its town. One that is missing from an edition that holds others of its
    municipality is marked, never deleted.
    """
    revision, problems, changes = book.revision(), but_missing_points(reading.problems), []
    placing = Placing(book)
    known = {_key(vars(one)): one for one in book.all(PublicFacility)}
    rows = placing.believed(records_of(reading.frame), problems)
    listed = {_key(row) for row in rows}
    problems += placing.gather(rows, [one for key, one in known.items() if key not in listed])
    seen = set()
    for row in rows:
        key = _key(row)
        if key in seen:
            problems.append(twice(row, row["name"]))
            continue
        seen.add(key)
        existing = known.get(key)
        given: dict[str, Any] = {name: row[name] or "" for name in _KEY}
        point = placing.point(row, existing, problems)
        written = as_written(existing, given) if existing else given
        changes.append(compare(PublicFacility(**written, **point), existing, row["name"]))
    covered = set() if breaks_off(problems) else {key[:2] for key in seen}
    # One whose row was refused is in the edition all the same.
    refused = {signs_alike(str(name)) for name in reading.rejects.get(HEADERS["name"], ())}
    changes += [
        missing(facility, today)
        for key, facility in known.items()
        if key not in seen and key[:2] in covered and signs_alike(facility.name) not in refused
    ]
    return ImportPreview("public", files, revision, changes, problems, reading.rejects, reading.facts)


def _key(row: dict[str, object]) -> tuple[str, ...]:
    return tuple(signs_alike(str(row[name] or "")) for name in _KEY)
