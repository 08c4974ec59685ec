"""The end of an emergency call: stay, exit plan, consultation, needs and telephone calls are kept together or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import (
    AdmissionGround,
    Consent,
    Consultation,
    Draft,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    Facility,
    Needs,
    PairRule,
    Person,
    Record,
    Stay,
)
from casebook.texts import refusal
from desk.bounds import out_of_bounds
from desk.city import check_level, check_person
from desk.drafts import finish
from desk.emergency.enquiries import Enquired, accepts, enquiry_faults, is_ahead
from desk.emergency.grounds import ground_faults
from desk.errors import DeskError, Fault, InvalidInputError, fault
from words.message import Message
from words.zone import TOKYO

STARTS_WITHIN_DAYS = 7
"""So many days after a call can an admission still be how it ended."""


@dataclass(frozen=True)
class Admission:
    """Where somebody was taken in, and from when.

    Attributes
    ----------
    new_code_name
        For somebody who has no file yet: the code name of the one that is made.
    allow_over
        Take somebody in although all of the base's rooms are in use.
    risk_factors, review_on
        For somebody who has no file yet: what is confirmed of what was proposed (`desk.emergency.unknown`).
    consent, ground
        That she agreed now, or on which ground of the law she is taken in without; whose and of which stay it is, is
        filled in when it is written. Neither: it is to be recorded later.
    """

    facility_id: int
    start_on: date
    expected_until: date | None = None
    residence_before: str | None = None
    new_code_name: str | None = None
    allow_over: bool = False
    risk_factors: tuple[str, ...] = ()
    review_on: date | None = None
    consent: Consent | None = None
    ground: AdmissionGround | None = None


@dataclass(frozen=True)
class EmergencyCall:
    """All that was said from the call to its end; without an admission it ended in advice.

    Attributes
    ----------
    need
        What was known of the night; its ``consultation_id`` is filled in when it is written.
    """

    received_at: datetime
    source: str
    reason: str | None = None
    urgency: str | None = None
    person_id: int | None = None
    caller_office: str | None = None
    caller_name: str | None = None
    caller_phone: str | None = None
    description: str | None = None
    need: EmergencyNeed | None = None
    enquiries: tuple[Enquired, ...] = ()
    admission: Admission | None = None


@dataclass(frozen=True)
class Ended:
    """What was written: the consultation, and with an admission the stay of the person."""

    consultation_id: int
    stay_id: int | None
    person_id: int | None


def end_call(book: Casebook, call: EmergencyCall, *, today: date, draft: Draft | None = None) -> Ended:
    """Write all that a call leaves behind, in one transaction.

    Somebody unknown who is taken in gets a file with what the night told; she was not identified in advance. Somebody
    whose support had ended is supported again.

    Parameters
    ----------
    draft
        As which the call was kept so far; it goes.

    Raises
    ------
    MovedOnError
        If somebody else went on with the draft, or recorded it.
    InvalidInputError
        If something typed cannot be kept.
    DeskError
        If the person is in an emergency stay already, the facility is closed, is never to take her, or did not say
        that it does, or all rooms of the base are in use.
    NotFoundError
        If there is no such person or facility, or none that the actor may see.
    """
    for key in {enquiry.facility_id for enquiry in call.enquiries} | (
        {call.admission.facility_id} if call.admission else set()
    ):
        book.one(Facility, key)
    with book.writing("emergency call", about=_about(call, draft)) as writer:
        if draft is not None and draft.id is not None:
            finish(writer, draft)
        faults = list(_zone_faults(call)) or [*_call_faults(writer, call), *_admission_faults(writer, call, today)]
        if faults:
            raise InvalidInputError(faults)
        person, stay = call.person_id, None
        record = None if person is None else writer.one(Person, person)
        if call.admission is not None:
            _check_admission(writer, call, call.admission)
            person = writer.add(_new_person(call, call.admission)) if person is None else person
            if record is not None and record.status == "closed":
                writer.change(replace(record, status="active"))
            stay = _admit(writer, person, call.admission)
            _say_why(writer, person, stay, call.admission)
        consultation = writer.add(
            Consultation(
                received_at=call.received_at,
                source=call.source,
                result="advice" if stay is None else "admitted",
                person_id=person,
                caller_office=call.caller_office,
                caller_name=call.caller_name,
                caller_phone=call.caller_phone,
                description=call.description,
                reason=call.reason,
                urgency=call.urgency,
                stay_id=stay,
            ),
        )
        if call.need is not None:
            writer.add(replace(call.need, id=None, consultation_id=consultation))
        writer.add_many(
            [
                Enquiry(
                    consultation_id=consultation,
                    facility_id=enquiry.facility_id,
                    at=enquiry.at,
                    answer=enquiry.answer,
                    reason=enquiry.reason,
                    note=enquiry.note,
                    given_for=enquiry.given_for,
                )
                for enquiry in call.enquiries
            ],
        )
    return Ended(consultation, stay, person)


def _about(call: EmergencyCall, draft: Draft | None) -> Iterator[tuple[type[Record], int | str | None]]:
    """Tell whom else's rooms and stays a call waits for."""
    yield Person, call.person_id
    if draft is not None:
        yield Draft, draft.id
        yield Person, draft.person_id
    if call.admission is not None:
        yield Person, (call.admission.new_code_name or "").strip() or None
        yield Facility, call.admission.facility_id


def new_code_name(book: Casebook, day: date) -> str:
    """Return a code name that nobody has yet for somebody unknown who called on a day."""
    taken = {one.code_name for one in book.all(Person)}
    stem, number = f"緊急-{day:%Y%m%d}", 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def sleeps(stay: Stay, night: date) -> bool:
    """Tell whether a stay takes a room for the night that begins on a day: who left on the day does not."""
    return stay.start_on <= night and (stay.end_on is None or stay.end_on > night)


def most_rooms(stays: Sequence[Stay], since: date) -> int:
    """Return how many of the stays take a room at once, at most, from a night on."""
    # The night with the most of them is the first, or one on which somebody comes.
    nights = {since} | {stay.start_on for stay in stays if stay.start_on > since}
    return max(sum(sleeps(stay, night) for stay in stays) for night in nights)


def _zone_faults(call: EmergencyCall) -> Iterator[Fault]:
    """Find times that say no zone, so that nobody knows when they are."""
    times = [("received_at", call.received_at), *(("at", one.at) for one in call.enquiries)]
    yield from (fault(field, "call.zone_missing") for field, value in times if value.tzinfo is None)


def _call_faults(writer: Writer, call: EmergencyCall) -> Iterator[Fault]:
    listed = [
        ("source", call.source, v.CONSULTATION_SOURCES),
        ("reason", call.reason or "other", v.CONSULTATION_REASONS),
        ("urgency", call.urgency or "today", v.URGENCIES),
    ]
    listed += [("answer", one.answer, v.ENQUIRY_ANSWERS) for one in call.enquiries]
    listed += [("given_for", one.given_for or v.GIVEN_FOR[0], v.GIVEN_FOR) for one in call.enquiries]
    listed += [("reason", one.reason, v.ENQUIRY_REASONS) for one in call.enquiries if one.reason is not None]
    yield from (fault(field, "call.not_listed", value=value) for field, value, codes in listed if value not in codes)
    texts = [(name, getattr(call, name)) for name in ("description", "caller_office", "caller_name", "caller_phone")]
    texts += [*(("note", one.note) for one in call.enquiries)]
    yield from (Fault(field, why) for field, text in texts if text is not None and (why := refusal(field, text)))
    if is_ahead(call.received_at, writer.now):
        yield fault("received_at", "call.time_in_future")
    for enquiry in call.enquiries:
        yield from enquiry_faults(enquiry, call.received_at, writer.now)
    if call.need is not None:
        yield from out_of_bounds(call.need)
        yield from check_level(call.need)


def _admission_faults(writer: Writer, call: EmergencyCall, today: date) -> Iterator[Fault]:
    admission = call.admission
    if admission is None:
        return
    if admission.start_on > today:
        yield fault("start_on", "input.not_in_future")
    received_on = call.received_at.astimezone(TOKYO).date()
    if admission.start_on < received_on:
        yield fault("start_on", "call.starts_before_call")
    if admission.start_on > received_on + timedelta(days=STARTS_WITHIN_DAYS):
        yield fault("start_on", "call.starts_long_after", days=STARTS_WITHIN_DAYS)
    if admission.expected_until is not None and admission.expected_until < admission.start_on:
        yield fault("expected_until", "call.until_before_start")
    if admission.ground is not None:
        yield from ground_faults(admission.ground, today)
    yield from _consent_faults(admission, today)
    if admission.residence_before not in (None, *v.RESIDENCES):
        yield fault("residence_before", "call.not_listed", value=admission.residence_before)
    if call.person_id is None:
        if unlisted := set(admission.risk_factors) - set(v.RISK_FACTORS):
            yield fault("risk_factors", "call.not_listed", value=min(unlisted))
            return
        if admission.review_on is not None and admission.review_on < admission.start_on:
            yield fault("review_on", "call.review_before_start")
        levels = check_level(call.need) if call.need is not None else []
        yield from (one for one in check_person(writer, _new_person(call, admission), today) if one not in levels)


def _consent_faults(admission: Admission, today: date) -> Iterator[Fault]:
    consent = admission.consent
    if consent is None:
        return
    if admission.ground is not None:
        yield fault("ground", "call.consent_or_ground")
    if consent.given_by not in v.CONSENT_BY:
        yield fault("given_by", "call.not_listed", value=consent.given_by)
    if consent.given_on > today:
        yield fault("given_on", "input.not_in_future")


def _new_person(call: EmergencyCall, admission: Admission) -> Person:
    need = call.need
    person = Person(
        code_name=(admission.new_code_name or "").strip(),
        risk_factors=dict.fromkeys(admission.risk_factors, True),
        review_on=admission.review_on,
    )
    if need is None:
        return person
    return replace(
        person,
        birth_year=None if need.age is None else call.received_at.astimezone(TOKYO).year - need.age,
        **{field.name: getattr(need, field.name) for field in fields(Needs)},
    )


def _check_admission(writer: Writer, call: EmergencyCall, admission: Admission) -> None:
    """Refuse what cannot be: somebody in two places, a place that is closed, full, or did not agree."""
    facility, start = writer.one(Facility, admission.facility_id), admission.start_on
    if facility.status != "closed" and call.person_id is not None:
        for stay in writer.all(Stay, person_id=call.person_id, kind="emergency"):
            if stay.end_on is None or stay.end_on > start or stay.start_on == start:
                name = writer.one(Facility, stay.facility_id).name
                raise DeskError("call.in_stay", facility=name, since=stay.start_on)
    check_place(writer, call.person_id, facility, start, allow_over=admission.allow_over)
    if not facility.is_base and not accepts(call.enquiries, admission.facility_id):
        raise DeskError("call.not_accepted", facility=facility.name)


def check_place(writer: Writer, person_id: int | None, facility: Facility, start: date, *, allow_over: bool) -> None:
    """Refuse a place that is closed, full from a day on, or where the night's list never sends the person.

    What else the list asks, the facility answered on the telephone.

    Raises
    ------
    DeskError
        If it is one of these.
    """
    if facility.status == "closed":
        raise DeskError("call.closed", facility=facility.name)
    if not facility.is_base:
        for rule in (
            writer.all(PairRule, person_id=person_id, facility_id=facility.id, kind="never") if person_id else ()
        ):
            raise DeskError("call.never", facility=facility.name, why=never_sentence(rule))
    elif facility.emergency_rooms is not None and not allow_over:
        stays = writer.all(Stay, facility_id=facility.id, kind="emergency")
        if most_rooms(stays, start) >= facility.emergency_rooms:
            raise DeskError("call.full", facility=facility.name, rooms=facility.emergency_rooms)


def never_sentence(rule: PairRule) -> Message:
    """Say why a facility is never to take the person."""
    because = Message(f"decline.{rule.reason}") if rule.reason else rule.note
    return Message("tonight.never_because", {"reason": because}) if because else Message("tonight.never")


def _say_why(writer: Writer, person: int, stay: int, admission: Admission) -> None:
    """Write that she agreed, or on which ground she is taken in without."""
    if admission.consent is not None:
        writer.add(replace(admission.consent, person_id=person))
    if admission.ground is not None:
        writer.add(replace(admission.ground, stay_id=stay))


def _admit(writer: Writer, person: int, admission: Admission) -> int:
    stay = writer.add(
        Stay(
            person_id=person,
            facility_id=admission.facility_id,
            kind="emergency",
            start_on=admission.start_on,
            residence_before=admission.residence_before,
        ),
    )
    writer.add(ExitPlan(stay_id=stay, expected_until=admission.expected_until))
    return stay
