"""What is touched when somebody's consents are withdrawn, or her file is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from casebook.book import Casebook
from casebook.records import Consent, Draft, JointCase, Proposal, SharingGround, Stay
from casebook.roles import ASKED
from desk.city import PersonFile, PersonForm, person_files
from desk.consequences.held import line, on_the_way, plan_lines, proposal_lines, stay_lines
from words.message import Message


def of_saving_person(book: Casebook, form: PersonForm, today: date) -> tuple[Message, ...]:
    """Return what saving a form touches, a sentence each with what happens to it; none if it ends nothing.

    Raises
    ------
    NotFoundError
        If the person is no longer there.
    """
    key, opened = form.person.id, form.opened
    if key is None or opened is None:
        return ()
    [file] = person_files(book, today, key)
    closes = form.person.status == "closed" != opened.person.status
    return tuple(_touched(book, file, _after(file, form), today, closes=closes))


def of_closing_person(book: Casebook, person_id: int, today: date) -> tuple[Message, ...]:
    """Return what closing a file touches, as `of_saving_person`."""
    [file] = person_files(book, today, person_id)
    return tuple(_touched(book, file, file.consents, today, closes=True))


def of_changing_consent(book: Casebook, consent: Consent, after: Consent | None, today: date) -> tuple[Message, ...]:
    """Return what correcting a consent touches of whom it was about, or cancelling it (None), as `of_saving_person`."""
    [file] = person_files(book, today, consent.person_id)
    others = [one for one in file.consents if one.id != consent.id]
    hers = [after] if after is not None and after.person_id == consent.person_id else []
    return tuple(_touched(book, file, [*others, *hers], today, closes=False))


def _after(file: PersonFile, form: PersonForm) -> Iterable[Consent]:
    """Return her consents as they are once the form is saved."""
    day = form.withdraw_consents_on
    for one in file.consents:
        withdrawn = day is not None and one.withdrawn_on is None
        yield replace(one, withdrawn_on=max(day, one.given_on)) if withdrawn and day else one
    if form.new_consent is not None:
        yield form.new_consent


def _touched(
    book: Casebook, file: PersonFile, after: Iterable[Consent], today: date, *, closes: bool
) -> Iterator[Message]:
    after = list(after)
    ends = file.consent_valid and not any(one.valid_on(today) for one in after)
    hides = file.sharing_valid and not any(one.shares_on(today) for one in after)
    if closes or ends:
        proposals = on_the_way(book, today, person_id=file.key)
        yield from proposal_lines(book, proposals)
        then = "consequences.then_plan_closed" if closes else "consequences.then_plan_withdrawn"
        yield from plan_lines(book, proposals, today, then)

        def then_stay(stay: Stay) -> str:
            unfounded = ends and stay.kind == "emergency" and stay.start_on >= today
            return "consequences.then_stay_unfounded" if unfounded else "consequences.then_stay"

        yield from stay_lines(book, file.stays, today, then_stay)
        yield from _drafts(book, file, closes=closes)
    if closes or hides:
        yield from _shared(book, file, today, hides=hides)


def _drafts(book: Casebook, file: PersonFile, *, closes: bool) -> Iterator[Message]:
    """Say what is being typed about her; her own form, which is being saved, is not among it."""
    for one in book.all(Draft, person_id=file.key):
        if one.kind == "person" and one.typed_by == book.actor.name:
            continue
        who = {"who": one.typed_by, "at": one.opened_at}
        if one.kind == "call":
            then = "consequences.then_call_closed" if closes else "consequences.then_call"
            yield line(Message("consequences.call", who), then)
        else:
            yield line(Message("consequences.draft", who), "consequences.then_draft")


def _shared(book: Casebook, file: PersonFile, today: date, *, hides: bool) -> Iterator[Message]:
    """Say who sees the file today, and from the saving on."""
    grounds = [one for one in book.all(SharingGround, person_id=file.key) if one.holds_on(today)]
    if file.sharing_valid:
        founded = {one.shared_with for one in grounds}
        person = file.person
        jointly = [one.core_centre for one in book.all(JointCase, person_id=file.key) if one.of_centre]
        for agency in dict.fromkeys([*(member.agency for member in file.team), *jointly]):
            then = _sees(hides=hides and agency not in founded)
            yield line(Message("consequences.office", {"office": agency}), then)
        if area := person.ward or person.city:
            then = _sees(hides=hides and not founded & {area, f"{person.city or ''}{person.ward or ''}"})
            yield line(Message("consequences.ward", {"ward": area}), then)
        asked = {one.facility_id for one in book.all(Proposal, person_id=file.key) if one.status in ASKED}
        if asked:
            yield line(
                Message("consequences.asked", {"count": len(asked)}),
                "consequences.then_hidden" if hides else "consequences.then_seen_account",
            )
    for one in grounds:
        what = Message("consequences.ground", {"shared_with": one.shared_with})
        until = "consequences.then_ground" if one.until is None else "consequences.then_ground_until"
        yield line(what, Message(until, {} if one.until is None else {"day": one.until}))


def _sees(*, hides: bool) -> str:
    return "consequences.then_hidden" if hides else "consequences.then_seen"
