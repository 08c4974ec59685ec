"""What can be corrected: the kinds of records, the lists their codes are from, what goes with them and what does not change."""

from collections.abc import Mapping
from datetime import date, datetime

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.mapping import R, kind_of, table_of
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
    IssueCase,
    JointCase,
    JointReport,
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
from casebook.roles import THROUGH
from words.message import Message
from words.zone import TOKYO

FIXED: Mapping[type[Record], frozenset[str]] = {
    Stay: frozenset(),
    Consultation: frozenset({"stay_id", "same_caller"}),
    EmergencyNeed: frozenset({"consultation_id"}),
    Enquiry: frozenset({"consultation_id", "given_for"}),
    ExitPlan: frozenset({"stay_id"}),
    Visit: frozenset(),
    Contact: frozenset(),
    CaseReview: frozenset(),
    Consent: frozenset({"withdrawn_on"}),
    ExitTask: frozenset({"stay_id"}),
    AdmissionGround: frozenset({"stay_id"}),
    Resource: frozenset({"written_by"}),
    ResourceUse: frozenset({"resource_id"}),
    SheetHanding: frozenset({"sheet_id"}),
    CouncilYear: frozenset(),
    CouncilPlan: frozenset({"council_year_id"}),
    CouncilMeeting: frozenset(),
    TrainingEvent: frozenset(),
    RegionalIssue: frozenset(),
    RegionalIssueStep: frozenset({"regional_issue_id"}),
    IssueCase: frozenset({"regional_issue_id"}),
    JointCase: frozenset(),
    JointReport: frozenset({"joint_case_id"}),
    AdviceVisit: frozenset(),
    CapacityCount: frozenset(),
    CapacityTarget: frozenset(),
    CorporationVisit: frozenset(),
}
"""The kinds that can be corrected, and what of each a form does not ask for: the call an enquiry was made in, for one."""

OF_PERSON = tuple(one for one in FIXED if "person_id" in table_of(one).c or table_of(one) in THROUGH)
OF_FACILITY = tuple(one for one in FIXED if "facility_id" in table_of(one).c)
"""The kinds of which a person's page shows hers, and a facility's those that were there."""

ALONG: Mapping[type[Record], tuple[type[Record], ...]] = {
    Stay: (ExitPlan, ExitTask, AdmissionGround),
    Consultation: (EmergencyNeed, Enquiry),
    CouncilYear: (CouncilPlan,),
    RegionalIssue: (RegionalIssueStep, IssueCase),
    JointCase: (JointReport,),
}
"""What hangs on a record and goes with it; whatever else refers to it stands in the way."""

LISTED: Mapping[tuple[type[Record], str], tuple[str, ...]] = {
    (Stay, "kind"): v.STAY_KINDS,
    (Stay, "outcome"): v.OUTCOMES,
    (Stay, "residence_before"): v.RESIDENCES,
    (Stay, "residence_after"): v.RESIDENCES,
    (Consultation, "source"): v.CONSULTATION_SOURCES,
    (Consultation, "reason"): v.CONSULTATION_REASONS,
    (Consultation, "urgency"): v.URGENCIES,
    (Consultation, "result"): v.CONSULTATION_RESULTS,
    (EmergencyNeed, "sex"): v.SEXES,
    (EmergencyNeed, "support_scale"): tuple(v.SUPPORT_LEVELS),
    (Enquiry, "answer"): v.ENQUIRY_ANSWERS,
    (Enquiry, "reason"): v.ENQUIRY_REASONS,
    (ExitPlan, "step"): v.EXIT_STEPS,
    (ExitPlan, "next_residence"): v.RESIDENCES,
    (ExitTask, "task"): v.EXIT_TASKS,
    (AdmissionGround, "ground"): v.ADMISSION_GROUNDS,
    (Consent, "given_by"): v.CONSENT_BY,
    (Consent, "form"): v.CONSENT_FORMS,
    (Consent, "scope"): v.CONSENT_SCOPES,
    (Contact, "kind"): v.CONTACT_KINDS,
    (Contact, "purpose"): v.CONTACT_PURPOSES,
    (CorporationVisit, "kind"): v.CORPORATION_KINDS,
    (CorporationVisit, "result"): v.CORPORATION_RESULTS,
    (Resource, "sharing"): v.RESOURCE_SHARING,
    (ResourceUse, "need"): v.RESOURCE_NEEDS,
    (SheetHanding, "ground"): v.HANDING_GROUNDS,
    (SheetHanding, "way"): v.HANDING_WAYS,
    (CouncilPlan, "kind"): v.MEETING_KINDS,
    (CouncilMeeting, "kind"): v.MEETING_KINDS,
    (CouncilMeeting, "meeting_form"): v.MEETING_FORMS,
    (TrainingEvent, "kind"): v.EVENT_KINDS,
    (TrainingEvent, "meeting_form"): v.MEETING_FORMS,
    (RegionalIssue, "theme"): v.ISSUE_THEMES,
    (RegionalIssue, "raised_by"): v.MEETING_KINDS,
    (RegionalIssueStep, "passed_to"): v.ISSUE_LEVELS[1:],
    (JointCase, "ending"): v.JOINT_ENDINGS,
    (AdviceVisit, "kind"): v.ADVICE_KINDS,
    (Visit, "kind"): v.VISIT_KINDS,
    (Visit, "willingness"): v.WILLINGNESS,
}
"""The codes that a field may hold, of those that are from a closed list."""


DAYS = (
    *("start_on", "received_at", "at", "visited_on", "contacted_on", "expected_until"),
    *("reviewed_on", "done_on", "due_on", "decided_on", "given_on", "since_on", "checked_on", "handed_on", "held_on"),
    *("counted_on", "for_on", "raised_on", "taken_on", "begun_on", "month"),
)
"""The fields that say of what day a record is; the first that is known does."""


def can_be_corrected(kind: type[Record]) -> bool:
    """Tell whether records of a kind are corrected and cancelled here; others have forms or steps of their own."""
    return kind in FIXED


def person_of(book: Casebook | Writer, record: Record) -> int | None:
    """Return whom a record is about, be it by way of another; None if about nobody."""
    table = table_of(type(record))
    if table not in THROUGH:
        found: int | None = getattr(record, "person_id", None)
        return found
    reference, other = THROUGH[table]
    return person_of(book, book.one(kind_of(other.name), getattr(record, reference.name)))


def of_person(book: Casebook, kind: type[R], person_id: int) -> list[R]:
    """Return the records of a kind that are about one person, be it by way of others; the newest first."""
    table = table_of(kind)
    if table not in THROUGH:
        return book.all(kind, person_id=person_id)[::-1]
    reference, other = THROUGH[table]
    hers = book.all(kind_of(other.name), person_id=person_id)
    return [row for one in reversed(hers) for row in reversed(book.all(kind, **{reference.name: one.id}))]


def of_facility(book: Casebook, kind: type[R], facility_id: int) -> list[R]:
    """Return the records of a kind that say what was at a facility; the newest first."""
    return book.all(kind, facility_id=facility_id)[::-1]


def named(record: Record) -> Message:
    """Name a record: its kind, its number and the day that it is of."""
    entity = Message(f"audit.entity.{table_of(type(record)).name}")
    params = {"entity": entity, "id": require(record.id)}
    day = _day(record)
    return Message("audit.about", params) if day is None else Message("correcting.of_day", {**params, "day": day})


def _day(record: Record) -> date | None:
    for name in DAYS:
        if (value := getattr(record, name, None)) is not None:
            return value.astimezone(TOKYO).date() if isinstance(value, datetime) else value
    return None
