"""Who may see and write what, said once more as plainly as it goes: row by row, by hand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casebook.mapping import kind_of
from casebook.records import (
    AccessLog,
    AdmissionGround,
    Adoption,
    AdviceVisit,
    Area,
    Audit,
    BaseLayer,
    BrokenGlass,
    CapacityCount,
    CapacityTarget,
    CareNote,
    CaseReview,
    Centre,
    Consent,
    Consultation,
    Contact,
    ContactPerson,
    CorporationVisit,
    Correction,
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    Draft,
    Drill,
    EditionPapers,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    Facility,
    FacilityCondition,
    FacilityLink,
    FollowUp,
    FreeBed,
    IncomingAnswer,
    IssueCase,
    JointCase,
    JointReport,
    NamedReader,
    PairRule,
    Person,
    PersonAvoid,
    PersonNight,
    PersonSheet,
    PersonWish,
    Plan,
    Proposal,
    ProposalStep,
    PublicFacility,
    ReadMark,
    Record,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    ReviewEdition,
    ReviewPapers,
    Scenario,
    SharingGround,
    SheetEdition,
    SheetHanding,
    ShiftNote,
    Statistic,
    Stay,
    SupportTeamMember,
    Town,
    TrainingEvent,
    Visit,
)
from casebook.roles import Actor, Grant
from words.zone import TOKYO

Rows = Mapping[type[Record], list[Any]]
PEOPLE: tuple[type[Record], ...] = (Person,)
HANGS_ON_A_PERSON: tuple[type[Record], ...] = (
    *(PersonAvoid, Consent, SupportTeamMember, Stay, Consultation, Proposal, PairRule, PersonWish, PersonNight),
    *(Contact, FollowUp, CaseReview, Correction, CareNote, ContactPerson),
    PersonSheet,
)
OF_A_FACILITY: tuple[type[Record], ...] = (Facility, FacilityCondition, FreeBed)
THROUGH: Mapping[str | None, Mapping[str, type[Record]]] = {
    "emergency_need": {"consultation_id": Consultation},
    "enquiry": {"consultation_id": Consultation},
    "exit_plan": {"stay_id": Stay},
    "exit_task": {"stay_id": Stay},
    "admission_ground": {"stay_id": Stay},
    "proposal_step": {"proposal_id": Proposal},
    "sheet_handing": {"sheet_id": PersonSheet},
    "joint_report": {"joint_case_id": JointCase},
}
LOGS: tuple[type[Record], ...] = (Audit, AccessLog)
PLACES: tuple[type[Record], ...] = (Area, Town, Centre, Statistic, PublicFacility, BaseLayer)
EDITIONS = (SheetEdition, EditionPapers)
PUBLISHED = (ReviewEdition, ReviewPapers)
HAND_OUT = ("ward_office", "planner")
SEE_OWN_PEOPLE = ("consultation_office", "core_centre", "ward_office")
OF_ONE_FACILITY = ("facility", "facility_link")
SEE_THE_CITY = (*SEE_OWN_PEOPLE, "planner")
UNTOLD = ("enquiry", "resource_use", "issue_case", "advice_visit")
CARE: tuple[type[Record], ...] = (
    *(PersonAvoid, SupportTeamMember, Stay, PersonWish, PersonNight, Contact, FollowUp, CaseReview),
    *(CareNote, ContactPerson),
)
WRITTEN_BY_OFFICES: Mapping[type[Record], tuple[str, ...]] = {
    Person: ("add", "change"),
    Consent: ("add", "change"),
    Correction: ("add", "change"),
    **dict.fromkeys(CARE, ("add", "change", "remove")),
}


def sees(rows: Rows, actor: Actor, now: datetime, record: Record) -> bool:
    """Tell whether any of somebody's roles shows a record."""
    day = now.astimezone(TOKYO).date()
    grants = [grant for grant in actor.grants if _holds(grant, day)]
    if any(
        grant.role in ("auditor", "administrator") and _one_sees(rows, actor, grant, day, record) for grant in grants
    ):
        return True
    person = person_of(rows, record)
    if person in hidden_from(rows, actor, now):
        return False
    if any(_one_sees(rows, actor, grant, day, record) for grant in grants):
        return True
    if isinstance(record, (*LOGS, NamedReader, BrokenGlass)):
        return False
    may_open = any(grant.role in (*SEE_OWN_PEOPLE, "coordinator") for grant in grants)
    if isinstance(record, Draft):
        return False
    call = isinstance(record, Enquiry) and _is_private(rows, record.facility_id)
    call = call or (isinstance(record, Correction) and record.entity in UNTOLD)
    call = call or (isinstance(record, ResourceUse) and not _tells_of_it(rows, actor, day, record))
    return may_open and person in opened_by(rows, actor, now) and not call


def hidden_from(rows: Rows, actor: Actor, now: datetime) -> set[int]:
    """Return whose files are restricted to others."""
    restricted = {one.person_id for one in rows[NamedReader]}
    named = {one.person_id for one in rows[NamedReader] if one.name == actor.name}
    return restricted - named - opened_by(rows, actor, now)


def opened_by(rows: Rows, actor: Actor, now: datetime) -> set[int]:
    """Return whose files somebody has open in an emergency."""
    return {one.person_id for one in rows[BrokenGlass] if one.who == actor.name and one.at <= now < one.until}


def person_of(rows: Rows, record: Any) -> int | None:
    """Return whom a record is about."""
    if isinstance(record, Person):
        return record.id
    if isinstance(record, Audit | AccessLog):
        kind = kind_of(record.entity) if record.entity else None
        found = [one for one in rows[kind] if one.id == record.entity_id] if kind else []
        sides = [getattr(record, side, None) or {} for side in ("before", "after")]
        said = [side.get("person_id") for side in sides]
        said += [
            person_of(rows, one)
            for side in sides
            for column, other in THROUGH.get(record.entity, {}).items()
            for one in rows[other]
            if one.id == side.get(column)
        ]
        return next(iter([*(person_of(rows, one) for one in found), *filter(None, said)]), None)
    if isinstance(record, EmergencyNeed | Enquiry):
        return person_of(rows, _row(rows[Consultation], record.consultation_id))
    if isinstance(record, ExitPlan | ExitTask | AdmissionGround):
        return person_of(rows, _row(rows[Stay], record.stay_id))
    if isinstance(record, SheetHanding):
        return person_of(rows, _row(rows[PersonSheet], record.sheet_id))
    if isinstance(record, JointReport):
        return person_of(rows, _row(rows[JointCase], record.joint_case_id))
    if isinstance(record, ProposalStep):
        return person_of(rows, _row(rows[Proposal], record.proposal_id))
    return getattr(record, "person_id", None)


def writes(rows: Rows, actor: Actor, now: datetime, action: str, record: Record) -> bool:
    """Tell whether somebody may do something to a record that is there."""
    if not sees(rows, actor, now, record) or isinstance(record, LOGS):
        return False
    day = now.astimezone(TOKYO).date()
    for grant in actor.grants:
        if not _holds(grant, day):
            continue
        if isinstance(record, EDITIONS):
            if action == "add" or (grant.role == "coordinator" and action == "change"):
                return grant.role in (*HAND_OUT, "coordinator")
            continue
        if isinstance(record, PUBLISHED):
            if grant.role in ("coordinator", "planner") and action in ("add", "change"):
                return True
            continue
        if grant.role == "coordinator" and not isinstance(record, NamedReader | BrokenGlass):
            return True
        if action == "add" and (grant.role, type(record)) in (("facility_link", IncomingAnswer), ("keeper", Drill)):
            return True
        if grant.role == "consultation_office" and isinstance(record, Draft):
            return True
        if grant.role == "consultation_office" and action in WRITTEN_BY_OFFICES.get(type(record), ()):
            person = person_of(rows, record)
            if person is not None and _is_own(rows, grant, day, person):
                return True
    return False


def _holds(grant: Grant, day: date) -> bool:
    return (grant.since or day) <= day <= (grant.until or day)


def _one_sees(  # noqa: C901 - one line a rule
    rows: Rows, actor: Actor, grant: Grant, day: date, record: Record
) -> bool:
    if grant.role == "coordinator":
        return True
    if isinstance(record, LOGS):
        return grant.role == "auditor"
    if isinstance(record, Drill):
        return grant.role in ("keeper", "administrator", "auditor")
    if isinstance(record, FacilityLink):
        return grant.role == "facility_link"
    if isinstance(record, IncomingAnswer):
        return grant.role == "facility_link" and str(record.facility_id) == grant.scope
    if isinstance(record, NamedReader | BrokenGlass | SharingGround | AdmissionGround) and grant.role in (
        "administrator",
        "auditor",
    ):
        return (grant.role == "administrator") == isinstance(record, NamedReader)
    if isinstance(record, NamedReader | BrokenGlass):
        return grant.role in SEE_OWN_PEOPLE and isinstance(record, BrokenGlass) and record.who == actor.name
    if isinstance(record, PLACES):
        return grant.role in (*SEE_THE_CITY, "facility", "administrator", "auditor")
    if isinstance(record, EDITIONS):
        return grant.role in HAND_OUT
    if isinstance(record, PUBLISHED):
        return grant.role in HAND_OUT
    if isinstance(record, Adoption):
        return grant.role in (*SEE_THE_CITY, "facility_link")
    if isinstance(record, OF_A_FACILITY):
        key: Any = record.id if isinstance(record, Facility) else record.facility_id  # type: ignore[attr-defined]
        if grant.role in OF_ONE_FACILITY:
            return str(key) == grant.scope
        shown = grant.role in SEE_THE_CITY or (grant.role == "administrator" and isinstance(record, Facility))
        return shown and not _is_private(rows, key)
    if isinstance(record, Plan | Scenario | Visit | ShiftNote | ReadMark):
        return False
    if isinstance(record, CouncilPlan):
        return _one_sees(rows, actor, grant, day, _row(rows[CouncilYear], record.council_year_id))
    if isinstance(record, RegionalIssueStep):
        return _one_sees(rows, actor, grant, day, _row(rows[RegionalIssue], record.regional_issue_id))
    if isinstance(record, CouncilYear | CouncilMeeting | TrainingEvent | RegionalIssue):
        return grant.role == "planner" or (grant.role == "ward_office" and record.ward in (None, grant.scope))
    if isinstance(record, CapacityCount | CapacityTarget):
        return grant.role in ("planner", "ward_office")
    if isinstance(record, CorporationVisit):
        return grant.role == "planner"
    if isinstance(record, Resource):
        named = record.sharing == "named" and actor.name in record.named
        known = record.sharing in ("public", "network") or named or record.written_by == actor.name
        return grant.role in SEE_OWN_PEOPLE and known
    if isinstance(record, IssueCase):
        issue = _row(rows[RegionalIssue], record.regional_issue_id)
        told = any(_one_sees(rows, actor, one, day, issue) for one in actor.grants if _holds(one, day))
        if grant.role != "ward_office" or not told:
            return False
    if isinstance(record, ResourceUse) and not _tells_of_it(rows, actor, day, record):
        return False
    if isinstance(record, Correction) and (record.entity in UNTOLD or grant.role in OF_ONE_FACILITY):
        return False
    if isinstance(record, Draft):
        hers = grant.role == "consultation_office" and record.typed_by == actor.name
        return hers and (record.person_id is None or _is_own(rows, grant, day, record.person_id))
    if isinstance(record, EmergencyNeed | Enquiry):
        seen = _one_sees(rows, actor, grant, day, _row(rows[Consultation], record.consultation_id))
        return seen and not (isinstance(record, Enquiry) and _is_private(rows, record.facility_id))
    if isinstance(record, ExitPlan | ExitTask | AdmissionGround):
        return _one_sees(rows, actor, grant, day, _row(rows[Stay], record.stay_id))
    if isinstance(record, SheetHanding):
        return _one_sees(rows, actor, grant, day, _row(rows[PersonSheet], record.sheet_id))
    if isinstance(record, JointReport):
        return _one_sees(rows, actor, grant, day, _row(rows[JointCase], record.joint_case_id))
    if isinstance(record, AdviceVisit):
        person_seen = record.person_id is None or _is_own(rows, grant, day, record.person_id)
        return grant.role == "ward_office" and record.ward is not None and record.ward == grant.scope and person_seen
    if isinstance(record, ProposalStep):
        return grant.role not in OF_ONE_FACILITY and _one_sees(
            rows, actor, grant, day, _row(rows[Proposal], record.proposal_id)
        )
    if grant.role in OF_ONE_FACILITY:
        if isinstance(record, Proposal):
            return _is_asked(rows, grant, day, record)
        asked = (one for one in rows[Proposal] if one.person_id == record.id)
        return isinstance(record, Person) and any(_is_asked(rows, grant, day, one) for one in asked)
    person: Any = record.id if isinstance(record, Person) else record.person_id  # type: ignore[attr-defined]
    return grant.role in SEE_OWN_PEOPLE and person is not None and _is_own(rows, grant, day, person)


def _tells_of_it(rows: Rows, actor: Actor, day: date, use: ResourceUse) -> bool:
    if use.resource_id is None:
        return True
    resource = _row(rows[Resource], use.resource_id)
    return any(_one_sees(rows, actor, grant, day, resource) for grant in actor.grants if _holds(grant, day))


def _is_own(rows: Rows, grant: Grant, day: date, key: int) -> bool:
    on_a_ground = any(
        one.person_id == key
        and one.shared_with == grant.scope
        and one.decided_on <= day
        and (one.until is None or day <= one.until)
        for one in rows[SharingGround]
    )
    if grant.scope is None or not (_shares(rows, key, day) or on_a_ground):
        return False
    if grant.role == "ward_office":
        return bool(_row(rows[Person], key).ward == grant.scope)
    jointly = grant.role == "core_centre" and any(
        one.person_id == key and one.core_centre == grant.scope and (not one.ended_on or one.ending == "handed_over")
        for one in rows[JointCase]
    )
    return jointly or any(one.person_id == key and one.agency == grant.scope for one in rows[SupportTeamMember])


def _is_asked(rows: Rows, grant: Grant, day: date, proposal: Proposal) -> bool:
    asked = proposal.status in ("asked", "no_answer", "accepted", "booked")
    return asked and str(proposal.facility_id) == grant.scope and _shares(rows, proposal.person_id, day)


def _shares(rows: Rows, person: int, day: date) -> bool:
    return any(
        one.person_id == person
        and one.scope == "matching_and_sharing"
        and one.given_on <= day
        and (one.withdrawn_on is None or day < one.withdrawn_on)
        for one in rows[Consent]
    )


def _is_private(rows: Rows, facility: int) -> bool:
    return any(one.facility_id == facility and one.sharing == "private" for one in rows[FacilityCondition])


def _row(rows: list[Any], key: int) -> Any:
    return next(one for one in rows if one.id == key)
