"""A facility's timeline, and who knows the place: every kind of record that is about a facility is on it."""

from casebook.book import Casebook
from casebook.mapping import KINDS, table_of
from casebook.records import Consultation, Enquiry, Facility, FacilityCondition, FreeBed, Person, Record, Stay
from casebook.records.base import require
from desk.timeline.entry import Entry, newest_first
from desk.timeline.person import first_written
from desk.timeline.sentences import entries_of

NOT_TOLD = (FacilityCondition, FreeBed)
"""What was learnt is the page itself, and has its day; free beds are a calendar."""


def of_facility() -> tuple[type[Record], ...]:
    """Return the kinds that are about a facility: those whose rows refer to one."""
    return tuple(kind for kind in KINDS if "facility_id" in table_of(kind).c and kind not in NOT_TOLD)


def facility_timeline(book: Casebook, facility_id: int) -> list[Entry]:
    """Return all that happened at a facility as far as the casebook's actor may see it, the newest first.

    Raises
    ------
    NotFoundError
        If there is no such facility, or none that the actor may see.
    """
    book.one(Facility, facility_id)
    entries: list[Entry] = []
    for kind in of_facility():
        rows = book.all(kind, facility_id=facility_id)
        written = first_written(book, kind, rows)
        for row in rows:
            entries += entries_of(row, written.get(require(row.id)), _person_of(book, row))
    return newest_first(entries)


def known_people(book: Casebook, facility_id: int) -> list[tuple[Person, Stay]]:
    """Return who stayed at a facility, as far as the casebook's actor may see them, with the last stay; the last first."""
    last = {one.person_id: one for one in sorted(book.all(Stay, facility_id=facility_id), key=lambda one: one.start_on)}
    people = {require(one.id): one for one in book.all(Person)}
    known = [(people[key], stay) for key, stay in last.items() if key in people]
    return sorted(known, key=lambda one: (one[1].start_on, require(one[0].id)), reverse=True)


def _person_of(book: Casebook, row: Record) -> int | None:
    """Return whom a record is about; of a telephone call whom the consultation was about."""
    if isinstance(row, Enquiry):
        return next((call.person_id for call in book.all(Consultation, id=row.consultation_id)), None)
    return getattr(row, "person_id", None)
