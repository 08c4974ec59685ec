"""The rules of each kind of record, on correcting as at making; what broke them before may stand as it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from casebook.book import Casebook, Writer
from casebook.mapping import kind_of, table_of
from casebook.records import (
    AdmissionGround,
    AdviceVisit,
    CapacityCount,
    CapacityTarget,
    CaseReview,
    Consent,
    Consultation,
    Contact,
    CorporationVisit,
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    Facility,
    IssueCase,
    JointCase,
    JointReport,
    Proposal,
    Record,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    SheetHanding,
    Stay,
    TrainingEvent,
    Visit,
)
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.capacity import check_corporation_visit, check_count, check_target
from desk.city import check_level
from desk.contacts import check_contact, check_review
from desk.correcting.kinds import LISTED, named
from desk.emergency import (
    STARTS_WITHIN_DAYS,
    accepts,
    check_exit,
    enquiry_faults,
    ground_faults,
    is_ahead,
    is_before_call,
    task_faults,
)
from desk.errors import Fault, fault
from desk.joint import check_advice, check_case, check_report
from desk.joint import goes_against as joint_goes_against
from desk.meetings import (
    check_event,
    check_issue,
    check_meeting,
    check_plan,
    check_step,
    check_year,
    goes_against,
    told_apart,
)
from desk.person_sheets import check_handing
from desk.proposals import OVER
from desk.readiness import check_visit
from desk.resources import check_resource, check_use
from words.zone import TOKYO


def new_faults(writer: Writer, before: Record, after: Record, today: date) -> list[Fault]:
    """Find what a correction would break.

    Raises
    ------
    NotFoundError
        If it is about somebody, or a facility, that is not there or that the actor may not see.
    """
    for key in table_of(type(after)).foreign_keys:
        if (other := getattr(after, key.parent.name)) is not None:
            writer.one(kind_of(key.column.table.name), other)
    stood = list(_faults(writer, before, today))
    return [one for one in _faults(writer, after, today) if one not in stood]


def clashes(writer: Writer, record: Record) -> Iterator[Fault]:
    """Find where something would be written twice, somebody be in two emergency stays at once, an issue end before its steps, or joint support before its reports."""
    yield from goes_against(writer, record)
    yield from joint_goes_against(writer, record)
    if isinstance(record, Stay):
        yield from _stays(writer, record)
    for said in _unique(record):
        for other in writer.all(type(record), **said):
            if other.id != record.id:
                yield fault(list(said)[-1], "correcting.there_already", other=named(other))


def _unique(record: Record) -> Iterator[dict[str, object]]:
    """Yield the values by which a record is told from every other of its kind; of a council's an unknown one is one, too."""
    if (said := told_apart(record)) is not None:
        yield said
        return
    table = table_of(type(record))
    for key in (one for one in table.constraints if isinstance(one, sa.UniqueConstraint)):
        values = {column.name: getattr(record, column.name) for column in key.columns}
        if None not in values.values():
            yield values


def _stays(writer: Writer, stay: Stay) -> Iterator[Fault]:
    end = stay.end_on or date.max
    for other in writer.all(Stay, person_id=stay.person_id):
        if other.id == stay.id:
            continue
        if other.kind == stay.kind == "emergency":
            until = other.end_on or date.max
            if stay.start_on == other.start_on or (stay.start_on < until and other.start_on < end):
                name = writer.one(Facility, other.facility_id).name
                yield fault("start_on", "call.in_stay", facility=name, since=other.start_on)


def proposals_of(book: Casebook | Writer, stay: Stay) -> list[Proposal]:
    """Return the proposals that ended in a stay."""
    if stay.kind != "trial":
        return []
    found = book.all(Proposal, person_id=stay.person_id, facility_id=stay.facility_id)
    return [one for one in found if one.status in OVER and one.start_on == stay.start_on]


def _faults(writer: Writer, record: Record, today: date) -> Iterator[Fault]:
    plain = [*out_of_bounds(record), *_not_listed(record), *_incomplete(record)]
    yield from plain
    if not plain:
        yield from RULES[type(record)](writer, record, today)
        yield from clashes(writer, record)


def _not_listed(record: Record) -> Iterator[Fault]:
    for (kind, name), codes in LISTED.items():
        if isinstance(record, kind) and (value := getattr(record, name)) is not None and value not in codes:
            yield fault(name, "call.not_listed", value=value)


def _incomplete(record: Record) -> Iterator[Fault]:
    """Find what is missing that must be known, and times that say no zone."""
    for field in fields(record):
        value = getattr(record, field.name)
        if value is None and field.default is not None and not field.metadata:
            yield fault(field.name, "input.required")
        if isinstance(value, datetime) and value.tzinfo is None:
            yield fault(field.name, "call.zone_missing")


def _stay(writer: Writer, stay: Stay, today: date) -> Iterator[Fault]:
    facility = writer.one(Facility, stay.facility_id)
    if stay.start_on > today:
        yield fault("start_on", "input.not_in_future")
    if stay.end_on is not None and stay.end_on > today:
        yield fault("end_on", "input.not_in_future")
    if stay.end_on is not None and stay.end_on < stay.start_on:
        yield fault("end_on", "exit.before_start", day=stay.start_on)
    for plan in writer.all(ExitPlan, stay_id=require(stay.id)):
        if stay.kind != "emergency":
            yield fault("kind", "exit.not_emergency")
        if plan.expected_until is not None and plan.expected_until < stay.start_on:
            yield fault("start_on", "call.until_before_start")
    hanging = (writer.all(ExitTask, stay_id=require(stay.id)), writer.all(AdmissionGround, stay_id=require(stay.id)))
    if stay.kind != "emergency" and any(hanging):
        yield fault("kind", "exit.not_emergency")
    for call in writer.all(Consultation, stay_id=require(stay.id)):
        yield from _admission(writer, call, stay, facility)


def _admission(writer: Writer, call: Consultation, stay: Stay, facility: Facility) -> Iterator[Fault]:
    """Find what a stay cannot be, since a call ended in it."""
    received_on = call.received_at.astimezone(TOKYO).date()
    if stay.kind != "emergency":
        yield fault("kind", "exit.not_emergency")
    if stay.start_on < received_on:
        yield fault("start_on", "call.starts_before_call")
    if stay.start_on > received_on + timedelta(days=STARTS_WITHIN_DAYS):
        yield fault("start_on", "call.starts_long_after", days=STARTS_WITHIN_DAYS)
    if not facility.is_base and not accepts(writer.all(Enquiry, consultation_id=require(call.id)), stay.facility_id):
        yield fault("facility_id", "call.not_accepted", facility=facility.name)


def _consultation(writer: Writer, call: Consultation, _today: date) -> Iterator[Fault]:
    if is_ahead(call.received_at, writer.now):
        yield fault("received_at", "call.time_in_future")
    enquiries = writer.all(Enquiry, consultation_id=require(call.id))
    if any(is_before_call(one.at, call.received_at) for one in enquiries):
        yield fault("received_at", "call.before_call")
    if call.result == "admitted" and call.stay_id is None:
        yield fault("result", "correcting.no_stay")
    if call.stay_id is None:
        return
    stay = writer.one(Stay, call.stay_id)
    if call.person_id is None:
        yield fault("person_id", "input.required")
    else:
        stay = replace(stay, person_id=call.person_id)
        yield from (Fault("person_id", one.message) for one in clashes(writer, stay))
    yield from (
        Fault("received_at" if one.field == "start_on" else "result", one.message)
        for one in _admission(writer, call, stay, writer.one(Facility, stay.facility_id))
    )


def _need(_writer: Writer, need: EmergencyNeed, _today: date) -> Iterator[Fault]:
    yield from check_level(need)


def _enquiry(writer: Writer, enquiry: Enquiry, _today: date) -> Iterator[Fault]:
    call = writer.one(Consultation, enquiry.consultation_id)
    yield from enquiry_faults(enquiry, call.received_at, writer.now)
    if call.stay_id is not None:
        stay = writer.one(Stay, call.stay_id)
        others = [one for one in writer.all(Enquiry, consultation_id=require(call.id)) if one.id != enquiry.id]
        place = writer.one(Facility, stay.facility_id)
        if not place.is_base and not accepts([*others, enquiry], stay.facility_id):
            yield fault("answer", "call.not_accepted", facility=place.name)


def _exit_plan(writer: Writer, plan: ExitPlan, today: date) -> Iterator[Fault]:
    stay = writer.one(Stay, plan.stay_id)
    yield from check_exit(plan, stay, today)
    if stay.end_on is not None and stay.end_on <= today and plan.step != "moved":
        yield fault("step", "correcting.has_left")


def _visit(_writer: Writer, visit: Visit, today: date) -> Iterator[Fault]:
    yield from check_visit(visit, today)


def _contact(_writer: Writer, contact: Contact, today: date) -> Iterator[Fault]:
    yield from check_contact(contact, today)


def _review(_writer: Writer, review: CaseReview, today: date) -> Iterator[Fault]:
    yield from check_review(review, today)


def _consent(_writer: Writer, consent: Consent, today: date) -> Iterator[Fault]:
    if consent.given_on > today:
        yield fault("given_on", "input.not_in_future")
    if consent.withdrawn_on is not None and consent.withdrawn_on < consent.given_on:
        yield fault("given_on", "correcting.withdrawn_before", day=consent.withdrawn_on)


def _task(_writer: Writer, task: ExitTask, today: date) -> Iterator[Fault]:
    yield from task_faults(task, today)


def _ground(_writer: Writer, ground: AdmissionGround, today: date) -> Iterator[Fault]:
    yield from ground_faults(ground, today)


def _resource(_writer: Writer, resource: Resource, today: date) -> Iterator[Fault]:
    yield from check_resource(resource, today)


def _use(_writer: Writer, use: ResourceUse, today: date) -> Iterator[Fault]:
    yield from check_use(use, today)


def _handing(writer: Writer, handing: SheetHanding, today: date) -> Iterator[Fault]:
    yield from check_handing(writer, handing, today)


def _meeting(_writer: Writer, meeting: CouncilMeeting, today: date) -> Iterator[Fault]:
    yield from check_meeting(meeting, today)


def _year(_writer: Writer, year: CouncilYear, _today: date) -> Iterator[Fault]:
    yield from check_year(year)


def _council_plan(_writer: Writer, plan: CouncilPlan, _today: date) -> Iterator[Fault]:
    yield from check_plan(plan)


def _event(_writer: Writer, event: TrainingEvent, today: date) -> Iterator[Fault]:
    yield from check_event(event, today)


def _issue(_writer: Writer, issue: RegionalIssue, today: date) -> Iterator[Fault]:
    yield from check_issue(issue, today)


def _issue_step(_writer: Writer, step: RegionalIssueStep, today: date) -> Iterator[Fault]:
    yield from check_step(step, today)


def _issue_case(_writer: Writer, _case: IssueCase, _today: date) -> Iterator[Fault]:
    yield from ()


def _joint_case(_writer: Writer, case: JointCase, today: date) -> Iterator[Fault]:
    yield from check_case(case, today)


def _joint_report(_writer: Writer, report: JointReport, today: date) -> Iterator[Fault]:
    yield from check_report(report, today)


def _advice(_writer: Writer, visit: AdviceVisit, today: date) -> Iterator[Fault]:
    yield from check_advice(visit, today)


def _count(_writer: Writer, count: CapacityCount, today: date) -> Iterator[Fault]:
    yield from check_count(count, today)


def _target(_writer: Writer, target: CapacityTarget, _today: date) -> Iterator[Fault]:
    yield from check_target(target)


def _corporation(_writer: Writer, visit: CorporationVisit, today: date) -> Iterator[Fault]:
    yield from check_corporation_visit(visit, today)


RULES: Mapping[type[Record], Callable[[Writer, Any, date], Iterator[Fault]]] = {
    Stay: _stay,
    Consultation: _consultation,
    EmergencyNeed: _need,
    Enquiry: _enquiry,
    ExitPlan: _exit_plan,
    Visit: _visit,
    Contact: _contact,
    CaseReview: _review,
    Consent: _consent,
    ExitTask: _task,
    AdmissionGround: _ground,
    Resource: _resource,
    ResourceUse: _use,
    SheetHanding: _handing,
    CouncilYear: _year,
    CouncilPlan: _council_plan,
    CouncilMeeting: _meeting,
    TrainingEvent: _event,
    RegionalIssue: _issue,
    RegionalIssueStep: _issue_step,
    IssueCase: _issue_case,
    JointCase: _joint_case,
    JointReport: _joint_report,
    AdviceVisit: _advice,
    CapacityCount: _count,
    CapacityTarget: _target,
    CorporationVisit: _corporation,
}
