"""What a record says on a timeline: a sentence of its own where it has one, else what it is and all that its fields say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache

from casebook.mapping import kind_of, table_of
from casebook.records import (
    AdviceVisit,
    BrokenGlass,
    CaseReview,
    Consent,
    Consultation,
    Contact,
    Correction,
    Enquiry,
    ExitPlan,
    ExitTask,
    FollowUp,
    JointCase,
    JointReport,
    NamedReader,
    PairRule,
    PersonAvoid,
    PersonSheet,
    PersonWish,
    Proposal,
    ProposalStep,
    Record,
    RightsRequest,
    SharingGround,
    SheetHanding,
    Stay,
    SupportTeamMember,
    Visit,
)
from desk.joint import month_message
from desk.timeline.entry import Entry
from words.message import Message
from words.say import known
from words.topics import topic

BY_WRITING = (ExitPlan, FollowUp, PairRule, PersonAvoid, PersonWish, Proposal, SupportTeamMember)
"""Kinds whose own days, if any, are of what is to come: they happened when they were written."""


def name_of(table: str) -> Message:
    """Return what the records of a table are called."""
    for code in (f"timeline.kind_{table}", f"rights.table.{table}", f"audit.entity.{table}"):
        if known(code):
            return Message(code)
    return Message("timeline.kind_other", {"name": table})


def day_of_record(row: Record) -> date | None:
    """Return the moment or day of which a record tells; None where only its writing has one."""
    if isinstance(row, BY_WRITING):
        return None
    if isinstance(row, ExitTask):
        return row.done_on
    days = (getattr(row, name) for name in _names(table_of(type(row)).name))
    return next((value for value in days if isinstance(value, date)), None)


@cache
def _names(table: str) -> tuple[str, ...]:
    """Return the fields of a table's records; thousands of them are asked for theirs."""
    return tuple(field.name for field in fields(kind_of(table)))


def entries_of(row: Record, at: date | None, person_id: int | None, more: tuple[object, ...] = ()) -> Iterator[Entry]:
    """Yield what a record tells: its beginning, and its end where that is a day of its own.

    Parameters
    ----------
    at
        When it was written, if it tells no day of its own.
    more
        What belongs to it: telephone calls of a consultation, the exit plan of a stay.
    """
    begun = day_of_record(row) or at
    if begun is None:
        return
    table = table_of(type(row)).name
    about = person_id, getattr(row, "facility_id", None), row.id
    what, details = tell(row)
    yield Entry(begun, table, what, (*details, *more), *about)
    if isinstance(row, Consent) and row.withdrawn_on:
        yield Entry(row.withdrawn_on, table, Message("timeline.withdrawn", {"day": row.given_on}), (), *about)
    if isinstance(row, JointCase) and row.ended_on:
        given = {"centre": row.core_centre, "how": Message(f"joint_ending.{row.ending}")}
        yield Entry(row.ended_on, table, Message("timeline.joint_ended", given), (), *about)
    if isinstance(row, Stay) and row.end_on and row.end_on > row.start_on:
        kind = Message(f"stay_kind.{row.kind}")
        yield Entry(row.end_on, table, Message("timeline.left", {"kind": kind, "day": row.start_on}), (), *about)


def tell(row: Record) -> tuple[Message, tuple[Message, ...]]:
    """Return the sentence of a record, and what its fields say beyond it."""
    make = SENTENCES.get(type(row))
    what, said = (
        (Message("timeline.general", {"what": name_of(table_of(type(row)).name)}), ()) if make is None else make(row)
    )
    return what, tuple(_told(row, said))


Said = tuple[Message, tuple[str, ...]]
"""A sentence, and the fields that it has said already."""


def _consultation(row: Consultation) -> Said:
    given = {"source": Message(f"source.{row.source}"), "result": Message(f"consultation_result.{row.result}")}
    return Message("timeline.consultation", given), ("received_at", "source", "result", "stay_id")


def _enquiry(row: Enquiry) -> Said:
    return Message("timeline.enquiry", {"answer": Message(f"enquiry.{row.answer}")}), (
        "at",
        "answer",
        "consultation_id",
    )


def _stay(row: Stay) -> Said:
    kind = Message(f"stay_kind.{row.kind}")
    if row.end_on is None:
        return Message("timeline.stay_goes_on", {"kind": kind}), ("kind", "start_on")
    return Message("timeline.stay", {"kind": kind, "until": row.end_on}), ("kind", "start_on", "end_on")


def _consent(row: Consent) -> Said:
    given = {
        "by": Message(f"consent_by.{row.given_by}"),
        "form": Message(f"consent_form.{row.form}"),
        "scope": Message(f"consent_scope.{row.scope}"),
    }
    return Message("timeline.consent", given), ("given_by", "form", "given_on", "scope", "withdrawn_on")


def _proposal(row: Proposal) -> Said:
    code = f"proposal_status.{row.status}"
    return Message("timeline.proposal", {"status": Message(code)}), ("plan_id", "cost", "status")


def _step(row: ProposalStep) -> Said:
    code = "timeline.step_back" if row.taken_back else "timeline.step"
    given = {"status": Message(f"proposal_status.{row.to_status}"), "who": row.who}
    return Message(code, given), ("proposal_id", "at", "who", "from_status", "to_status", "since", "taken_back")


def _request(row: RightsRequest) -> Said:
    return Message("timeline.request", {"kind": Message(f"rights_kind.{row.kind}")}), ("kind", "asked_on")


def _ground(row: SharingGround) -> Said:
    given = {"who": row.shared_with, "ground": Message(f"legal_ground.{row.ground}")}
    return Message("timeline.shared", given), ("shared_with", "ground", "decided_on")


def _reader(row: NamedReader) -> Said:
    return Message("timeline.restricted", {"name": row.name, "who": row.named_by}), ("name", "named_by", "named_at")


def _glass(row: BrokenGlass) -> Said:
    return Message("timeline.glass", {"who": row.who}), ("who", "at", "until")


def _visit(row: Visit) -> Said:
    return Message("timeline.visit", {"kind": Message(f"visit_kind.{row.kind}")}), ("visited_on", "kind", "place")


def _contact(row: Contact) -> Said:
    given = {"kind": Message(f"contact_kind.{row.kind}"), "purpose": Message(f"contact_purpose.{row.purpose}")}
    return Message("timeline.contact", given), ("contacted_on", "kind", "purpose")


def _review(row: CaseReview) -> Said:
    return Message("timeline.case_review", {"council": row.council}), ("reviewed_on", "council")


def _follow_up(row: FollowUp) -> Said:
    if row.closed_on is not None:
        return Message("timeline.ended", {"day": row.closed_on}), ("follow_level", "closed_on")
    return Message("timeline.follow_up", {"level": Message(f"follow_level.{row.follow_level}")}), ("follow_level",)


def _correction(row: Correction) -> Said:
    given = {"what": name_of(row.entity), "id": row.entity_id, "who": row.who}
    return Message(f"timeline.{row.kind}", given), ("entity", "kind", "at", "who", "since", "taken_back")


def _person_sheet(row: PersonSheet) -> Said:
    given = {"kind": Message(f"person_sheet_kind.{row.kind}"), "version": row.version, "who": row.made_by}
    code = "timeline.person_sheet" if row.withdrawn_at is None else "timeline.person_sheet_withdrawn"
    return Message(code, given), ("kind", "version", "made_at", "made_by", "content", "withdrawn_at", "withdrawn_by")


def _handing(row: SheetHanding) -> Said:
    given = {"who": row.handed_to, "way": Message(f"handing_way.{row.way}")}
    return Message("timeline.handed", given), ("handed_on", "handed_to", "way")


def _joint_case(row: JointCase) -> Said:
    return Message("timeline.joint", {"centre": row.core_centre}), ("core_centre", "begun_on", "ended_on", "ending")


def _joint_report(row: JointReport) -> Said:
    return Message("timeline.joint_report", {"month": month_message(row.month)}), ("month",)


def _advice(row: AdviceVisit) -> Said:
    given = {"office": row.office, "kind": Message(f"advice_kind.{row.kind}")}
    return Message("timeline.advice", given), ("visited_on", "office", "kind", "ward")


def _exit_task(row: ExitTask) -> Said:
    code = "timeline.exit_task_due" if row.done_on is None else "timeline.exit_task"
    return Message(code, {"task": Message(f"exit_task.{row.task}")}), ("task", "done_on")


SENTENCES: Mapping[type[Record], Callable[..., Said]] = {
    AdviceVisit: _advice,
    BrokenGlass: _glass,
    CaseReview: _review,
    Consent: _consent,
    Consultation: _consultation,
    Contact: _contact,
    Correction: _correction,
    Enquiry: _enquiry,
    ExitTask: _exit_task,
    FollowUp: _follow_up,
    JointCase: _joint_case,
    JointReport: _joint_report,
    NamedReader: _reader,
    PersonSheet: _person_sheet,
    Proposal: _proposal,
    ProposalStep: _step,
    RightsRequest: _request,
    SharingGround: _ground,
    SheetHanding: _handing,
    Stay: _stay,
    Visit: _visit,
}
"""By kind what makes its sentence; a kind that is not here has the general one."""


def _told(row: Record, said: tuple[str, ...]) -> Iterator[Message]:
    """Yield what the fields of a record say that its sentence does not."""
    table = table_of(type(row)).name
    for name in _names(table):
        value = getattr(row, name)
        hidden = name in said or name.endswith("_id") or name == "id" or value in (None, "", {}, False)
        if hidden or not known(f"field.{name}"):
            continue
        yield Message("timeline.field", {"name": Message(f"field.{name}"), "value": in_words(table, name, value)})


def in_words(table: str, field: str, value: object) -> object:
    """Return what a field says, codes as messages; of a group what is there."""
    if isinstance(value, Mapping):
        return tuple(in_words(table, field, item) for item, there in value.items() if there) or Message("common.none")
    if field.endswith("_year"):  # a year has no mark between its thousands
        return None if value is None else str(value)
    code = f"{topic(table, field)}.{value}"
    if isinstance(value, str) and known(code):
        return Message(code)
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
