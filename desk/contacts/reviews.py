"""Case review of a ward's council: who is due, a line each, as a page to print; and what was decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from casebook.book import Casebook
from casebook.records import CaseReview, Person
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.city import PersonFile, Places
from desk.contacts.follow_up import Followed
from desk.errors import Fault, InvalidInputError, fault
from desk.paper import page_of, table_of
from words.say import join, say, show

COLUMNS = ("person", "tier", "factors", "consent", "team", "stays", "last", "next", "decided")


@dataclass(frozen=True)
class ToReview:
    """Somebody of whom a council is to speak."""

    file: PersonFile
    followed: Followed


def to_review(
    everybody: Iterable[Followed],
    files: Mapping[int, PersonFile],
    places: Places,
    until: date,
    areas: Collection[str] = (),
) -> list[ToReview]:
    """Return who is due until a day and lives in one of some areas (all if none is named), the most urgent first."""
    found = [
        ToReview(files[one.key], one)
        for one in everybody
        if one.due_on(until) and one.key in files and (not areas or places.label_of(one.person) in areas)
    ]
    return sorted(found, key=lambda one: (one.file.tier, one.followed.next_on or until, one.file.person.code_name))


def review_line(one: ToReview, language: str, *, by_code: bool = True) -> tuple[str, ...]:
    """Return the line of one person, in the order of `COLUMNS`; the last is left empty for what is decided."""
    person = one.file.person
    name = person.code_name if by_code or not person.real_name else f"{person.code_name} {person.real_name}"
    factors = [say(f"factor.{factor}", language) for factor, there in person.risk_factors.items() if there]
    return (
        name,
        str(one.file.tier),
        (join(factors, language) or say("common.none", language)) if person.risk_factors else show(None, language),
        say("common.yes" if one.file.consent_valid else "common.no", language),
        one.file.lead_agency or show(None, language),
        str(len(one.file.stays)),
        show(one.followed.last_on, language) if one.followed.last_on else say("contacts.never", language),
        show(one.followed.next_on, language),
        "",
    )


def review_page(due: Iterable[ToReview], title: str, language: str, day: date, *, by_code: bool = True) -> bytes:
    """Return the lines as a page that prints on A4 and needs nothing from outside."""
    heads = [say(f"contacts.column.{name}", language) for name in COLUMNS]
    rows = [review_line(one, language, by_code=by_code) for one in due]
    made = escape(say("contacts.review_made", language, day=day, count=len(rows)))
    return page_of(title, f"<p>{made}</p>{table_of(rows, heads)}", language)


def record_review(book: Casebook, review: CaseReview, today: date) -> int:
    """Write what a council decided about somebody; its next day is the file's review date. Return the row's id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    if faults := check_review(review, today):
        raise InvalidInputError(faults)
    with book.writing("case review", about=[(Person, review.person_id)]) as writer:
        person = writer.one(Person, review.person_id)
        known = writer.all(CaseReview, person_id=review.person_id, reviewed_on=review.reviewed_on)
        writer.change(replace(person, review_on=review.next_on))
        if not known:
            return writer.add(review)
        writer.change(replace(review, id=known[0].id))
        return require(known[0].id)


def check_review(review: CaseReview, today: date) -> list[Fault]:
    """Find what cannot be kept of a decision."""
    faults = out_of_bounds(review)
    if review.reviewed_on > today:
        faults.append(fault("reviewed_on", "input.not_in_future"))
    if review.next_on is not None and review.next_on < review.reviewed_on:
        faults.append(fault("next_on", "contacts.next_before"))
    if not (review.decided or "").strip():
        faults.append(fault("decided", "input.required"))
    return faults
