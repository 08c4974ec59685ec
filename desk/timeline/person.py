"""A person's timeline: every kind of record that belongs to somebody is on it, found by the tables' references."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from casebook.book import Casebook
from casebook.mapping import R, kind_of, table_of
from casebook.records import (
    CareNote,
    ContactPerson,
    Correction,
    Draft,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    Facility,
    Person,
    PersonNight,
    Proposal,
    ProposalStep,
    Record,
)
from casebook.records.base import require
from desk.rights import rows_of
from desk.timeline.changes import care_changes, file_changes
from desk.timeline.entry import Entry, newest_first
from desk.timeline.sentences import day_of_record, entries_of, name_of, tell
from words.message import Message

Rows = Mapping[str, tuple[Record, ...]]
NOT_TOLD: tuple[type[Record], ...] = (CareNote, ContactPerson, Draft, Person, PersonNight)
"""The person herself is the page, with her care and whom to call as they are now; nights that suit are a calendar; what is still being typed has not happened yet."""
PARTS: tuple[type[Record], ...] = (EmergencyNeed, Enquiry, ExitPlan)
"""What is told with the record that it belongs to."""


def person_timeline(book: Casebook, person_id: int) -> list[Entry]:
    """Return all that happened to a person as far as the casebook's actor may see it, the newest first.

    Raises
    ------
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    rows = rows_of(book, book.one(Person, person_id))
    parts, places = _parts(book, rows), {one.id: one.facility_id for one in _of(rows, Proposal)}
    entries = [*file_changes(book, person_id), *care_changes(book, (*_of(rows, CareNote), *_of(rows, ContactPerson)))]
    for table, found in rows.items():
        if kind_of(table) in NOT_TOLD + PARTS:
            continue
        written = first_written(book, kind_of(table), found)
        for row in _once(found):
            key = require(row.id)
            told = entries_of(row, written.get(key), person_id, parts[table, key])
            if isinstance(row, ProposalStep):
                entries += [replace(one, facility_id=places.get(row.proposal_id)) for one in told]
            else:
                entries += told
    return newest_first(entries)


def _once(rows: Iterable[Record]) -> Iterable[Record]:
    """Return rows, those of a correction once: it has one for each place where the record is and was."""
    named = {(row.entity, row.entity_id, row.since) if isinstance(row, Correction) else row.id: row for row in rows}
    return named.values()


def first_written(book: Casebook, kind: type[Record], rows: Iterable[Record]) -> Mapping[int, datetime]:
    """Return when rows of a kind were first written, those that tell no day of their own."""
    silent = [require(row.id) for row in rows if day_of_record(row) is None]
    return book.written_at(kind, silent, first=True) if silent else {}


def _parts(book: Casebook, rows: Rows) -> Mapping[tuple[str, int], tuple[object, ...]]:
    """Return what is told with another record, by its table and id: telephone calls, needs, the way out."""
    names = {one.id: one.name for one in book.all(Facility)}
    found: dict[tuple[str, int], tuple[object, ...]] = defaultdict(tuple)
    for call in _of(rows, Enquiry):
        what, details = tell(call)
        given = {"at": call.at, "facility": names.get(call.facility_id), "what": (what, *details)}
        found["consultation", call.consultation_id] += (Message("timeline.call", given),)
    for need in _of(rows, EmergencyNeed):
        found["consultation", need.consultation_id] += _part(need)
    for plan in _of(rows, ExitPlan):
        found["stay", plan.stay_id] += _part(plan)
    return found


def _part(row: Record) -> tuple[Message, ...]:
    _, details = tell(row)
    name = name_of(table_of(type(row)).name)
    return (Message("timeline.part", {"what": name, "details": details}),) if details else ()


def _of(rows: Rows, kind: type[R]) -> tuple[R, ...]:
    return cast("tuple[R, ...]", rows[table_of(kind).name])
