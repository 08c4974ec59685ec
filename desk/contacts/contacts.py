"""Contacts: telephone calls, visits, meetings, accompaniments and letters about somebody, and what is to be done next."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import Contact, Facility, FollowUp, Person
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import DeskError, Fault, InvalidInputError, fault


def contacts_between(
    book: Casebook, first: date | None = None, last: date | None = None, *, person_id: int | None = None
) -> list[Contact]:
    """Return the contacts between two days, both included, or of one person; the newest first."""
    own: dict[str, object] = {} if person_id is None else {"person_id": person_id}
    found = [
        one
        for one in book.all(Contact, **own)
        if (first is None or first <= one.contacted_on) and (last is None or one.contacted_on <= last)
    ]
    return sorted(found, key=lambda one: (one.contacted_on, require(one.id)), reverse=True)


def awaiting(contacts: Iterable[Contact], until: date) -> list[Contact]:
    """Return the contacts whose next step is due until a day, the longest due first."""
    due = [one for one in contacts if one.awaits is not None and one.awaits <= until]
    return sorted(due, key=lambda one: (one.awaits, require(one.id)))


def record_contact(book: Casebook, contact: Contact, today: date, *, looked_after_next: date | None = None) -> int:
    """Write a contact; return its id.

    Parameters
    ----------
    looked_after_next
        When the person is to be looked after next, where she has a level; as the form proposed it, or another day. None
        leaves what is known.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    NotFoundError
        If there is no such person or facility, or none that the actor may see.
    """
    if faults := check_contact(contact, today, looked_after_next):
        raise InvalidInputError(faults)
    with book.writing("record contact", about=[(Person, contact.person_id), (Facility, contact.facility_id)]) as writer:
        _require_there(writer, contact)
        key = writer.add(contact)
        if looked_after_next is not None and contact.person_id is not None:
            for level in writer.all(FollowUp, person_id=contact.person_id):
                if level.closed_on is None:
                    writer.change(replace(level, next_on=looked_after_next))
    return key


def finish_next(book: Casebook, contact_id: int, day: date) -> None:
    """Say that the next step of a contact was done.

    Raises
    ------
    DeskError
        If it has none, or it was done already.
    NotFoundError
        If there is no such contact.
    """
    known = book.one(Contact, contact_id)
    with book.writing("finish next step", about=[(Person, known.person_id), (Facility, known.facility_id)]) as writer:
        contact = writer.one(Contact, contact_id)
        if contact.awaits is None:
            raise DeskError("contacts.nothing_next")
        writer.change(replace(contact, next_done_on=day))


def _require_there(writer: Writer, contact: Contact) -> None:
    if contact.person_id is not None:
        writer.one(Person, contact.person_id)
    if contact.facility_id is not None:
        writer.one(Facility, contact.facility_id)


def check_contact(contact: Contact, today: date, looked_after_next: date | None = None) -> list[Fault]:
    """Find what cannot be kept of a contact."""
    faults = out_of_bounds(contact)
    if contact.person_id is None and contact.facility_id is None:
        faults.append(fault("person_id", "contacts.about_nobody"))
    for field, codes in (("kind", v.CONTACT_KINDS), ("purpose", v.CONTACT_PURPOSES)):
        if (value := getattr(contact, field)) not in codes:
            faults.append(fault(field, "call.not_listed", value=value))
    if contact.contacted_on > today:
        faults.append(fault("contacted_on", "input.not_in_future"))
    if contact.next_on is not None and contact.next_on < contact.contacted_on:
        faults.append(fault("next_on", "contacts.next_before"))
    if contact.next_step is not None and contact.next_on is None:
        faults.append(fault("next_on", "contacts.next_needs_day"))
    if contact.next_done_on is not None and contact.next_on is None:
        faults.append(fault("next_on", "contacts.next_needs_day"))
    if looked_after_next is not None and looked_after_next < contact.contacted_on:
        faults.append(fault("looked_after_next", "contacts.next_before"))
    return faults
