"""Imports of calendars: free beds by night, and the nights that suit people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import FreeBed, Person, PersonNight, PersonWish, Record
from casebook.records.base import require
from desk.importing.intake import Intake, Offices, RowError, person_called
from desk.importing.preview import ImportPreview, RecordChange, compare
from desk.importing.templates import header
from geodata.reading.files import Source
from geodata.sheets import CodeNames, Row


def preview_beds(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare free beds with those in the casebook, one row a facility and night."""
    intake, offices = Intake(book, "beds", today), Offices(book)
    known = {(one.facility_id, one.night): one for one in book.all(FreeBed)}

    def handle(row: Row) -> RecordChange:
        values: dict[str, Any] = dict(row.values)
        facility, night = offices.find(values), values["night"]
        key = (require(facility.id), night)
        label = f"{facility.name} {night}"
        intake.once(key, header("night"), label)
        return compare(FreeBed(facility_id=key[0], night=night, beds=values["beds"]), known.get(key), label)

    return intake.take(paths, handle)


def preview_nights(book: Casebook, paths: Sequence[Source], today: date) -> ImportPreview:
    """Compare people's nights and wished lengths with those in the casebook; both hang on the person."""
    intake = Intake(book, "nights", today)
    people = CodeNames((person.code_name, person) for person in book.all(Person))
    nights = {(one.person_id, one.night): one for one in book.all(PersonNight)}
    wishes = {one.person_id: one for one in book.all(PersonWish)}
    lengths: dict[int, int] = {}

    def handle(row: Row) -> RecordChange:
        values: dict[str, Any] = dict(row.values)
        code_name, night, suits, length = (values[name] for name in ("code_name", "night", "suits", "nights"))
        person = person_called(people, code_name)
        if (night is None) != (suits is None) or (night is None and length is None):
            raise RowError(header("suits" if suits is None else "night"), None, "import.night_incomplete")
        key = require(person.id)
        if length is not None and lengths.get(key, length) != length:
            raise RowError(header("nights"), length, "import.two_lengths", value=code_name)
        attached: list[tuple[str, Record]] = []
        if night is not None:
            intake.once((key, night), header("night"), f"{code_name} {night}")
            attached += _hanging(nights.get((key, night)), PersonNight(person_id=key, night=night, suits=suits))
        if length is not None and key not in lengths:
            attached += _hanging(wishes.get(key), PersonWish(person_id=key, nights=length))
            lengths[key] = length
        return compare(person, person, f"{code_name} {night}" if night else code_name, attached=attached)

    return intake.take(paths, handle)


def _hanging(known: Record | None, wanted: Record) -> list[tuple[str, Record]]:
    """Let a record hang on its person, unless it does so already."""
    wanted = replace(wanted, id=known.id if known else None)
    return [] if wanted == known else [("person_id", wanted)]
