"""What whoever looks after somebody tonight must know of her, whom of her own to call, and saving both as typed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import CareNote, ContactPerson, Person
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from desk.telephone import can_be_called, telephone

CARE_TEXTS = ("medicine", "seizures", "allergies", "upsets", "calms", "communication")
"""What a care note says, what is needed first coming first."""


@dataclass(frozen=True)
class Care:
    """What is known of somebody's care: her note, blank where nobody wrote one, and whom to call, in this order."""

    note: CareNote
    contacts: tuple[ContactPerson, ...]


def read_care(book: Casebook | Writer, person_id: int) -> Care:
    """Return what is known of somebody's care, as far as the casebook's actor may see it."""
    return read_cares(book, [person_id])[person_id]


def read_cares(book: Casebook | Writer, people: Iterable[int]) -> dict[int, Care]:
    """Return what is known of the care of each of some people; see `read_care`."""
    asked = frozenset(people)
    notes = {one.person_id: one for one in book.all(CareNote, person_id=asked)}
    contacts: dict[int, list[ContactPerson]] = {key: [] for key in asked}
    for one in sorted(book.all(ContactPerson, person_id=asked), key=lambda one: (one.call_order, require(one.id))):
        contacts[one.person_id].append(one)
    return {key: Care(notes.get(key) or CareNote(person_id=key), tuple(contacts[key])) for key in asked}


def save_care(book: Casebook, note: CareNote, read: CareNote, today: date) -> int:
    """Write what was typed of somebody's care over what is known by now; return the note's id.

    Parameters
    ----------
    read
        The note as it was when the form was opened.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    if faults := check_care(note, today):
        raise InvalidInputError(faults)
    with book.writing("save care note", about=[(Person, note.person_id)]) as writer:
        writer.one(Person, note.person_id)
        present = read_care(writer, note.person_id).note
        merged = writer.merge(replace(note, id=present.id), replace(read, id=present.id), present)
        if merged.id is None:
            return writer.add(merged)
        writer.change(merged)
        return merged.id


def check_care(note: CareNote, today: date) -> list[Fault]:
    """Find what cannot be kept of a care note."""
    faults = out_of_bounds(note)
    if not faults and note.checked_on is not None and note.checked_on > today:
        faults.append(fault("checked_on", "input.not_in_future"))
    return faults


def check_contact_person(contact: ContactPerson) -> list[Fault]:
    """Find what cannot be kept of a contact person."""
    faults = out_of_bounds(contact)
    if not (contact.full_name or contact.relation):
        faults.append(fault("full_name", "care.who_is_it"))
    if contact.phone is not None and not can_be_called(contact.phone):
        faults.append(fault("phone", "care.no_number", value=contact.phone))
    return faults


def save_contact_person(book: Casebook, contact: ContactPerson, read: ContactPerson | None = None) -> int:
    """Write somebody who may be called, a new one as the last to be called; return the row's id.

    Parameters
    ----------
    read
        The row as it was when the form was opened; None for a new one.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    NotFoundError
        If the person or the row is not there, or not for the actor to see.
    """
    contact = replace(contact, phone=telephone(contact.phone))  # narrow, every dash as one
    if faults := check_contact_person(contact):
        raise InvalidInputError(faults)
    with book.writing("save contact person", about=[(Person, contact.person_id)]) as writer:
        writer.one(Person, contact.person_id)
        if contact.id is None:
            return writer.add(replace(contact, call_order=_last(writer, contact.person_id) + 1))
        writer.change(contact, read)
        return contact.id


def remove_contact_person(book: Casebook, contact: ContactPerson) -> None:
    """Take somebody out of those who may be called; see `put_back`.

    Raises
    ------
    NotFoundError
        If she is not there any more.
    """
    with book.writing("remove contact person", about=[(Person, contact.person_id)]) as writer:
        writer.remove(ContactPerson, require(contact.id))


def put_back(book: Casebook, contact: ContactPerson) -> int:
    """Write again, where she was in the order, somebody who was taken out; return the row's id."""
    with book.writing("save contact person", about=[(Person, contact.person_id)]) as writer:
        return writer.add(replace(contact, id=None))


def call_earlier(book: Casebook, contact: ContactPerson) -> None:
    """Call somebody before the one who is called just before her now.

    Raises
    ------
    NotFoundError
        If she is not there any more.
    """
    with book.writing("order contact persons", about=[(Person, contact.person_id)]) as writer:
        writer.one(ContactPerson, require(contact.id))
        keys = [require(one.id) for one in read_care(writer, contact.person_id).contacts]
        at = keys.index(require(contact.id))
        keys.insert(max(0, at - 1), keys.pop(at))
        writer.change_many([replace(writer.one(ContactPerson, key), call_order=at + 1) for at, key in enumerate(keys)])


def _last(writer: Writer, person_id: int) -> int:
    return max((one.call_order for one in writer.all(ContactPerson, person_id=person_id)), default=0)
