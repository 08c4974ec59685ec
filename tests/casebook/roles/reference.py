"""Who may see and write what, said once more as plainly as it goes: row by row, by hand."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casebook.records import (
    AccessLog,
    Adoption,
    Area,
    Audit,
    Centre,
    Consent,
    Consultation,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    PersonAvoid,
    PersonNight,
    PersonWish,
    Plan,
    Proposal,
    ProposalStep,
    PublicFacility,
    Record,
    Scenario,
    Statistic,
    Stay,
    SupportTeamMember,
    Town,
    Visit,
)
from casebook.roles import Grant

Rows = Mapping[type[Record], list[Any]]
Rule = Callable[[Rows, Grant, date, Record], bool]
PEOPLE: tuple[type[Record], ...] = (Person,)
HANGS_ON_A_PERSON: tuple[type[Record], ...] = (
    *(PersonAvoid, Consent, SupportTeamMember, Stay, Consultation, Proposal, PairRule, PersonWish, PersonNight),
)
OF_A_FACILITY: tuple[type[Record], ...] = (Facility, FacilityCondition, FreeBed)
LOGS: tuple[type[Record], ...] = (Audit, AccessLog)
PLACES: tuple[type[Record], ...] = (Area, Town, Centre, Statistic, PublicFacility)
SEE_OWN_PEOPLE = ("consultation_office", "core_centre", "ward_office")
SEE_THE_CITY = (*SEE_OWN_PEOPLE, "planner")
WRITTEN_BY_OFFICES: Mapping[type[Record], tuple[str, ...]] = {
    Person: ("add", "change"),
    Consent: ("add", "change"),
    **dict.fromkeys((PersonAvoid, SupportTeamMember, Stay, PersonWish, PersonNight), ("add", "change", "remove")),
}


def sees(rows: Rows, grants: tuple[Grant, ...], day: date, record: Record) -> bool:
    """Tell whether any of somebody's roles shows a record."""
    return any(_holds(grant, day) and _one_sees(rows, grant, day, record) for grant in grants)


def writes(rows: Rows, grants: tuple[Grant, ...], day: date, action: str, record: Record) -> bool:
    """Tell whether somebody may do something to a record that is there."""
    for grant in grants:
        if not _holds(grant, day):
            continue
        if grant.role == "coordinator" and not isinstance(record, LOGS):
            return True
        if grant.role == "consultation_office" and action in WRITTEN_BY_OFFICES.get(type(record), ()):
            person: Any = record.id if isinstance(record, Person) else record.person_id  # type: ignore[attr-defined]
            if _is_own(rows, grant, day, person):
                return True
    return False


def _holds(grant: Grant, day: date) -> bool:
    return (grant.since or day) <= day <= (grant.until or day)


def _one_sees(rows: Rows, grant: Grant, day: date, record: Record) -> bool:
    if grant.role == "coordinator":
        return True
    if isinstance(record, LOGS):
        return grant.role == "auditor"
    if isinstance(record, PLACES):
        return grant.role in (*SEE_THE_CITY, "facility", "administrator", "auditor")
    if isinstance(record, Adoption):
        return grant.role in SEE_THE_CITY
    if isinstance(record, OF_A_FACILITY):
        key: Any = record.id if isinstance(record, Facility) else record.facility_id  # type: ignore[attr-defined]
        if grant.role == "facility":
            return str(key) == grant.scope
        shown = grant.role in SEE_THE_CITY or (grant.role == "administrator" and isinstance(record, Facility))
        return shown and not _is_private(rows, key)
    if isinstance(record, Plan | Scenario | Visit):
        return False
    if isinstance(record, EmergencyNeed | Enquiry):
        seen = _one_sees(rows, grant, day, _row(rows[Consultation], record.consultation_id))
        return seen and not (isinstance(record, Enquiry) and _is_private(rows, record.facility_id))
    if isinstance(record, ExitPlan):
        return _one_sees(rows, grant, day, _row(rows[Stay], record.stay_id))
    if isinstance(record, ProposalStep):
        return grant.role != "facility" and _one_sees(rows, grant, day, _row(rows[Proposal], record.proposal_id))
    if grant.role == "facility":
        if isinstance(record, Proposal):
            return _is_asked(rows, grant, day, record)
        asked = (one for one in rows[Proposal] if one.person_id == record.id)
        return isinstance(record, Person) and any(_is_asked(rows, grant, day, one) for one in asked)
    person: Any = record.id if isinstance(record, Person) else record.person_id  # type: ignore[attr-defined]
    return grant.role in SEE_OWN_PEOPLE and person is not None and _is_own(rows, grant, day, person)


def _is_own(rows: Rows, grant: Grant, day: date, key: int) -> bool:
    if grant.scope is None or not _shares(rows, key, day):
        return False
    if grant.role == "ward_office":
        return bool(_row(rows[Person], key).ward == grant.scope)
    return any(one.person_id == key and one.agency == grant.scope for one in rows[SupportTeamMember])


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
