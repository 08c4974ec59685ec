"""A facility's timeline, and who knows the place: every kind of record that is about a facility is on it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from casebook.book import Casebook
from casebook.mapping import KINDS, table_of
from casebook.records import Consultation, Enquiry, Facility, FacilityCondition, FreeBed, Person, Record, Stay
from casebook.records.base import require
from desk.city import PersonFile
from desk.timeline.entry import Entry, newest_first
from desk.timeline.person import first_written
from desk.timeline.sentences import day_of_record, entries_of
from words.zone import TOKYO

NOT_TOLD = (FacilityCondition, FreeBed)
"""What was learnt is the page itself, and has its day; free beds are a calendar."""
MOST = 300
"""So many records of each kind are told."""


def of_facility() -> tuple[type[Record], ...]:
    """Return the kinds that are about a facility: those whose rows refer to one."""
    return tuple(kind for kind in KINDS if "facility_id" in table_of(kind).c and kind not in NOT_TOLD)


def facility_timeline(book: Casebook, facility_id: int, most: int = MOST) -> list[Entry]:
    """Return what happened at a facility as far as the casebook's actor may see it, the newest first.

    Parameters
    ----------
    most
        So many records of each kind are told, the newest: a base has thousands of stays.

    Raises
    ------
    NotFoundError
        If there is no such facility, or none that the actor may see.
    """
    book.one(Facility, facility_id)
    entries: list[Entry] = []
    for kind in of_facility():
        # Whole kinds are remembered while nobody writes to them; a part of one would be read anew.
        rows = [one for one in book.all(kind) if vars(one)["facility_id"] == facility_id]
        rows = sorted(rows, key=lambda one: (_day(one), require(one.id)))[-most:]
        written = first_written(book, kind, rows)
        calls = frozenset(row.consultation_id for row in rows if isinstance(row, Enquiry))
        callers = {one.id: one.person_id for one in book.all(Consultation, id=calls)} if calls else {}
        for row in rows:
            person = callers.get(row.consultation_id) if isinstance(row, Enquiry) else vars(row).get("person_id")
            entries += entries_of(row, written.get(require(row.id)), person)
    return newest_first(entries)


def _day(row: Record) -> date:
    """Return the day of a record; of one that tells none the earliest, so that the order is that of writing."""
    at = day_of_record(row)
    return at.astimezone(TOKYO).date() if isinstance(at, datetime) else at or date.min


def known_people(stays: Iterable[Stay], people: Mapping[int, PersonFile]) -> list[tuple[Person, Stay]]:
    """Return who stayed at a facility, with the last stay, the last first.

    Parameters
    ----------
    stays
        Those at the facility.
    people
        Those whom the reader may see, by id.
    """
    last = {one.person_id: one for one in sorted(stays, key=lambda one: one.start_on)}
    known = [(people[key].person, stay) for key, stay in last.items() if key in people]
    return sorted(known, key=lambda one: (one[1].start_on, require(one[0].id)), reverse=True)
