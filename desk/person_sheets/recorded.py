"""What is recorded of somebody, as the blocks of her sheets; of what nobody recorded there is no block."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import (
    AdmissionGround,
    Consultation,
    ExitPlan,
    ExitTask,
    Facility,
    PersonWish,
    SharingGround,
    Stay,
)
from casebook.records.base import require
from desk.city import (
    Care,
    PersonFile,
    age,
    called,
    needs_in_brief,
    person_files,
    read_care,
    several,
)
from words.say import aside, join, pair, say, show


@dataclass(frozen=True)
class Recorded:
    """What is recorded of somebody, read once for all of her sheets.

    Attributes
    ----------
    stay
        Her last emergency stay.
    call
        The call that brought her there, or else the last one about her.
    """

    file: PersonFile
    care: Care
    stay: Stay | None
    call: Consultation | None
    way_out: ExitPlan | None
    tasks: tuple[ExitTask, ...]
    wish: PersonWish | None
    facilities: Mapping[int, Facility]
    shared: bool
    today: date


def read_recorded(book: Casebook, person_id: int, today: date) -> Recorded:
    """Return what is recorded of somebody, as far as the casebook's actor may see it.

    Raises
    ------
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    (file,) = person_files(book, today, person_id)
    stays = [one for one in file.stays if one.kind == "emergency"]
    stay = stays[-1] if stays else None
    calls = sorted(book.all(Consultation, person_id=person_id), key=lambda one: one.received_at)
    brought = [one for one in calls if stay is not None and one.stay_id == stay.id]
    of_stay = {} if stay is None else {"stay_id": require(stay.id)}
    return Recorded(
        file=file,
        care=read_care(book, person_id),
        stay=stay,
        call=next(iter(brought or calls[-1:]), None),
        way_out=next(iter(book.all(ExitPlan, **of_stay)), None) if of_stay else None,
        tasks=tuple(one for one in book.all(ExitTask, **of_stay) if one.done_on is None) if of_stay else (),
        wish=next(iter(book.all(PersonWish, person_id=person_id)), None),
        facilities={require(one.id): one for one in book.all(Facility)},
        shared=shared(book, file, today),
        today=today,
    )


def shared(book: Casebook | Writer, file: PersonFile, today: date) -> bool:
    """Tell whether what is known of somebody may be handed on today: by consent, or on a ground of the law."""
    if file.sharing_valid or any(one.holds_on(today) for one in book.all(SharingGround, person_id=file.key)):
        return True
    there = [require(one.id) for one in file.stays if one.end_on is None or one.end_on >= today]
    return any(book.all(AdmissionGround, stay_id=key) for key in there)


def filled(recorded: Recorded, language: str) -> dict[str, str]:
    """Return the blocks of which something is recorded, as texts; a line each where there are several facts."""
    found = {block: "\n".join(make(recorded, language)) for block, make in _MAKERS.items()}
    return {block: text for block, text in found.items() if text}


def _who(recorded: Recorded, language: str) -> Iterator[str]:
    person = recorded.file.person
    name = person.real_name or person.code_name
    yield aside(name, person.kana, language) if person.kana else name
    born = person.born_on or person.birth_year
    told = show(born, language) if person.born_on else str(born)
    parts = [
        born and pair(say("field.born_on" if person.born_on else "field.birth_year", language), told, language),
        age(person, recorded.today, language),
        person.sex and say(f"sex.{person.sex}", language),
    ]
    if line := join((part for part in parts if part), language):
        yield line


def _home(recorded: Recorded, language: str) -> Iterator[str]:
    person = recorded.file.person
    if place := "".join(part for part in (person.city, person.ward, person.town) if part):
        yield place
    if person.caregiver:
        told = say(f"caregiver.{person.caregiver}", language)
        yield pair(say("field.caregiver", language), told, language)


def _why(recorded: Recorded, language: str) -> Iterator[str]:
    if (call := recorded.call) is not None:
        source = say(f"source.{call.source}", language)
        yield aside(say("person_sheets.called", language, at=call.received_at), source, language)
        if call.reason:
            yield pair(say("field.reason", language), say(f"consultation_reason.{call.reason}", language), language)
        if call.description:
            yield call.description
    if (stay := recorded.stay) is not None:
        yield _stay(recorded, stay, language)
        if stay.residence_before:
            told = say(f"residence.{stay.residence_before}", language)
            yield pair(say("field.residence_before", language), told, language)


def _medicine(recorded: Recorded, language: str) -> Iterator[str]:  # noqa: ARG001 - as the others
    texts = (recorded.care.note.medicine, recorded.way_out and recorded.way_out.medicine)
    yield from dict.fromkeys(text for text in texts if text)


def _risks(recorded: Recorded, language: str) -> Iterator[str]:
    person = recorded.file.person
    if person.severe_behaviour is not None:
        yield pair(say("field.severe_behaviour", language), show(person.severe_behaviour, language), language)
    if told := several("factor", person.risk_factors, language):
        yield pair(say("field.risk_factors", language), told, language)


def _worked(recorded: Recorded, language: str) -> Iterator[str]:  # noqa: ARG001 - as the others
    if (plan := recorded.way_out) is not None:
        yield from (text for text in (plan.handover, plan.note) if text)


def _family(recorded: Recorded, language: str) -> Iterator[str]:
    for one in recorded.care.contacts:
        line = called(one, language)
        yield f"{line}　{one.phone}" if one.phone else line


def _team(recorded: Recorded, language: str) -> Iterator[str]:
    for one in recorded.file.team:
        lead = [say("person.lead", language)] if one.is_lead else []
        more = [*lead, *(part for part in (one.role, one.contact) if part)]
        yield aside(one.agency, join(more, language), language) if more else one.agency


def _experience(recorded: Recorded, language: str) -> Iterator[str]:
    for stay in reversed(recorded.file.stays):
        yield _stay(recorded, stay, language)


def _stay(recorded: Recorded, stay: Stay, language: str) -> str:
    facility = recorded.facilities.get(stay.facility_id)
    name = facility.name if facility else show(None, language)
    if stay.end_on is None:
        days = say("person_sheets.days_on", language, start=stay.start_on)
    else:
        days = say("person_sheets.days", language, start=stay.start_on, end=stay.end_on)
    more = [say(f"stay_kind.{stay.kind}", language), days]
    more += [say(f"outcome.{stay.outcome}", language)] if stay.outcome else []
    told = aside(name, join(more, language), language)
    return pair(told, stay.note, language) if stay.note else told


def _wants(recorded: Recorded, language: str) -> Iterator[str]:
    if recorded.wish is not None:
        yield pair(say("person_sheets.nights", language), show(recorded.wish.nights, language), language)


def _consent(recorded: Recorded, language: str) -> Iterator[str]:
    for one in recorded.file.consents:
        parts = [f"consent_by.{one.given_by}", f"consent_form.{one.form}", f"consent_scope.{one.scope}"]
        told = [say(code, language) for code in parts]
        if one.withdrawn_on:
            told.append(say("people.withdrawn", language, day=one.withdrawn_on))
        yield pair(show(one.given_on, language), join(told, language), language)


def _questions(recorded: Recorded, language: str) -> Iterator[str]:
    for one in recorded.tasks:
        told = say(f"exit_task.{one.task}", language)
        more = [part for part in (one.in_charge, one.due_on and show(one.due_on, language), one.note) if part]
        yield aside(told, join(more, language), language) if more else told


def _return_contact(recorded: Recorded, language: str) -> Iterator[str]:  # noqa: ARG001 - as the others
    for one in recorded.facilities.values():
        if one.is_base and one.status == "open":
            yield f"{one.name}　{one.phone}" if one.phone else one.name


def _line(told: Callable[[Recorded, str], str | None]) -> Callable[[Recorded, str], Iterator[str]]:
    return lambda recorded, language: iter([text] if (text := told(recorded, language)) else [])


_MAKERS: Mapping[str, Callable[[Recorded, str], Iterator[str]]] = {
    "who": _who,
    "needs": _line(lambda recorded, language: needs_in_brief(recorded.file.person, language)),
    "home": _home,
    "why": _why,
    "health": _line(lambda recorded, language: several("medical", recorded.file.person.medical_care, language)),
    "medicine": _medicine,
    **{
        name: _line(lambda recorded, _, name=name: getattr(recorded.care.note, name))  # type: ignore[misc]
        for name in ("seizures", "allergies", "communication", "upsets", "calms")
    },
    "risks": _risks,
    "worked": _worked,
    "day_place": _line(lambda recorded, _: recorded.file.person.day_place),
    "family": _family,
    "team": _team,
    "experience": _experience,
    "wants": _wants,
    "consent": _consent,
    "questions": _questions,
    "return_contact": _return_contact,
}
"""Of the other blocks nothing is recorded anywhere else: whoever looks after her writes them."""
