"""Follow-up: how often somebody is looked after, when next, and who has no next date, so that nobody drops out of sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import CaseReview, Contact, FollowUp, Person
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.city import by_person
from desk.errors import DeskError, InvalidInputError, fault

INTERVALS = dict(zip(v.FOLLOW_LEVELS, (1, 3, 6, 12), strict=True))
"""Months from one look to the next, by level."""


@dataclass(frozen=True)
class Followed:
    """Somebody whose support goes on, or ended, and when she is looked after next.

    Attributes
    ----------
    level
        How often she is looked after; None if nobody has said, or nothing was ever written of it.
    last_on
        The last day on which somebody was in contact about her, or a council spoke of her.
    next_on
        The first of the days named: by the follow-up, the file's review date, and next steps that are not done.
    """

    person: Person
    level: FollowUp | None
    last_on: date | None
    next_on: date | None

    @property
    def key(self) -> int:
        """The person's id."""
        return require(self.person.id)

    @property
    def closed(self) -> bool:
        """Whether her support has ended."""
        return self.person.status == "closed"

    def due_on(self, day: date) -> bool:
        """Tell whether it is time, on a day, to look after her."""
        return not self.closed and self.next_on is not None and self.next_on <= day


def next_look(level: str, done_on: date) -> date:
    """Return when somebody is to be looked after next: the same day of the month, or the month's last."""
    ahead: date = done_on + relativedelta(months=INTERVALS[level])
    return ahead


def followed(book: Casebook, people: Iterable[Person] | None = None) -> list[Followed]:
    """Return everybody, who is due first before the others; last those without a next day, and those whose support ended.

    Parameters
    ----------
    people
        If they were read already.
    """
    levels = {one.person_id: one for one in book.all(FollowUp)}
    contacts = by_person(one for one in book.all(Contact) if one.person_id is not None)
    reviews = by_person(book.all(CaseReview))
    found = [
        _followed(person, levels, contacts.get(require(person.id), ()), reviews.get(require(person.id), ()))
        for person in (book.all(Person) if people is None else people)
    ]
    return sorted(found, key=lambda one: (one.closed, one.next_on or date.max, one.person.code_name))


def _followed(
    person: Person, levels: Mapping[int, FollowUp], contacts: Iterable[Contact], reviews: Iterable[CaseReview]
) -> Followed:
    contacts = list(contacts)
    level = levels.get(require(person.id))
    looks = [one.contacted_on for one in contacts] + [one.reviewed_on for one in reviews]
    ahead = [person.review_on, level.next_on if level else None, *(one.awaits for one in contacts)]
    return Followed(person, level, max(looks, default=None), min((day for day in ahead if day), default=None))


def without_next(everybody: Iterable[Followed]) -> list[Followed]:
    """Return those whose support goes on and for whom no next day is named: those who would disappear."""
    return [one for one in everybody if not one.closed and one.next_on is None]


def set_level(book: Casebook, level: FollowUp, read: FollowUp | None = None) -> int:
    """Write how often somebody is looked after, and when next; return the row's id.

    Who was closed is opened again by it, and her file is active.

    Parameters
    ----------
    read
        What was known when the form was opened; if None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    faults = out_of_bounds(level)
    if level.follow_level not in v.FOLLOW_LEVELS:
        faults.append(fault("follow_level", "call.not_listed", value=level.follow_level))
    if level.next_on is None:
        faults.append(fault("next_on", "contacts.next_needs_day"))
    if faults:
        raise InvalidInputError(faults)
    with book.writing("follow a person", about=[(Person, level.person_id)]) as writer:
        person = writer.one(Person, level.person_id)
        known = _known(writer, level.person_id)
        open_ = replace(level, closed_on=None, closed_reason=None)
        if read is not None and known is not None and known.closed_on is None:
            open_ = writer.merge(open_, read, known)
        if person.status == "closed":
            writer.change(replace(person, status="active"))
        return _put(writer, open_, known)


def close(book: Casebook, person_id: int, reason: str, today: date) -> None:
    """End somebody's support, for a reason; her file is closed, and stays among those that were.

    Raises
    ------
    InvalidInputError
        If no reason is given.
    DeskError
        If it has ended already.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    with book.writing("stop following", about=[(Person, person_id)]) as writer:
        person, known = writer.one(Person, person_id), _known(writer, person_id)
        blank = FollowUp(person_id=person_id, follow_level=v.FOLLOW_LEVELS[-1])
        ended = replace(known or blank, next_on=None, closed_on=today, closed_reason=reason.strip())
        if not ended.closed_reason:
            raise InvalidInputError([fault("closed_reason", "input.required")])
        if faults := out_of_bounds(ended):
            raise InvalidInputError(faults)
        if person.status == "closed":
            raise DeskError("contacts.closed_already", person=person.code_name)
        writer.change(replace(person, status="closed", review_on=None))
        _put(writer, ended, known)


def _known(writer: Writer, person_id: int) -> FollowUp | None:
    return next(iter(writer.all(FollowUp, person_id=person_id)), None)


def _put(writer: Writer, level: FollowUp, known: FollowUp | None) -> int:
    if known is None:
        return writer.add(replace(level, id=None))
    writer.change(replace(level, id=known.id))
    return require(known.id)
