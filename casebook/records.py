"""The records that the casebook hands out and takes in: one frozen dataclass a table.

``None`` is unknown everywhere. A yes/no/unknown group of columns (``accepts_physical`` …) is one
mapping: an item that is missing from it is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casebook import vocabulary as v

YesNo = Mapping[str, bool]


def _group(prefix: str, items: tuple[object, ...]) -> Any:
    """Mark a mapping as the group of columns that share a prefix."""
    return field(default_factory=dict, metadata={"prefix": prefix, "items": tuple(str(item) for item in items)})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records have: the surrogate key, None until written."""

    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Area(Record):
    """A ward, or a municipality without wards; ``geometry`` is WKT in EPSG:6668 (JGD2011 degrees)."""

    code: str
    prefecture: str
    city: str
    name: str
    geometry: str
    schematic: bool = False
    credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Centre(Record):
    """A community care centre (地域包括支援センター) and its catchment, in words and by its towns."""

    name: str
    city: str
    ward: str | None = None
    address: str | None = None
    phone: str | None = None
    lat: float | None = None
    lon: float | None = None
    located_at: str = "none"
    catchment: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Town(Record):
    """A town (町丁目): the finest place that is kept of a person's home. Empty ``ward``: none there."""

    city: str
    name: str
    ward: str = ""
    koaza: str = ""
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    centre_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facility(Record):
    """An office in one service, as published, with what coordinators corrected (``corrected_fields``)."""

    source: str
    service_code: str
    service_name: str
    name: str
    office_number: str | None = None
    office_seq: int = 0
    edition_no: str | None = None
    edition: str | None = None
    name_original: str | None = None
    name_kana: str | None = None
    operator: str | None = None
    operator_number: str | None = None
    authority_code: str | None = None
    prefecture: str | None = None
    city: str | None = None
    ward: str | None = None
    address: str | None = None
    address_original: str | None = None
    phone: str | None = None
    fax: str | None = None
    url: str | None = None
    capacity: int | None = None
    hours_weekday: str | None = None
    hours_saturday: str | None = None
    hours_sunday: str | None = None
    hours_holiday: str | None = None
    closed_days: str | None = None
    notes: str | None = None
    lat: float | None = None
    lon: float | None = None
    located_at: str = "none"
    corrected_fields: str = ""
    missing_since: date | None = None
    status: str = "open"
    is_base: bool = False
    emergency_rooms: int | None = None


@dataclass(frozen=True, kw_only=True)
class FacilityCondition(Record):
    """What coordinators learnt about a facility; nothing of it is in the published files."""

    facility_id: int
    offers_trial: bool | None = None
    trial_places: int | None = None
    longest_stay_nights: int | None = None
    disability_kinds: YesNo = _group("accepts_", v.DISABILITY_KINDS)
    adult_levels: YesNo = _group("adult_level_", v.SUPPORT_LEVELS["adult"])
    child_levels: YesNo = _group("child_level_", v.SUPPORT_LEVELS["child"])
    medical_care: YesNo = _group("medical_", v.MEDICAL_CARE)
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    sexes: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    weekdays: YesNo = _group("day_", v.WEEKDAYS)
    emergency_policy: str | None = None
    vacancy: str | None = None
    vacancy_on: date | None = None
    vacancy_until: date | None = None
    sharing: str = "network"
    note: str | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Someone who may one day need an emergency bed; home is known to the town, no closer."""

    code_name: str
    real_name: str | None = None
    birth_year: int | None = None
    sex: str | None = None
    city: str | None = None
    ward: str | None = None
    town: str | None = None
    day_place: str | None = None
    day_city: str | None = None
    day_ward: str | None = None
    day_town: str | None = None
    disability_kinds: YesNo = _group("has_", v.DISABILITY_KINDS)
    support_scale: str | None = None
    support_level: int | None = None
    medical_care: YesNo = _group("needs_", v.MEDICAL_CARE)
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    other_needs: str | None = None
    caregiver: str | None = None
    risk_factors: YesNo = _group("risk_", v.RISK_FACTORS)
    tier_override: int | None = None
    tier_override_reason: str | None = None
    max_distance_m: int | None = None
    status: str = "active"
    identified_on: date | None = None
    identified_as: str | None = None
    review_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonAvoid(Record):
    """A facility, or a ward, where the person does not want to go."""

    person_id: int
    facility_id: int | None = None
    ward: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Consent(Record):
    """Who agreed to what, how and when; valid until withdrawn."""

    person_id: int
    given_by: str
    form: str
    given_on: date
    scope: str = "matching"
    withdrawn_on: date | None = None
    note: str | None = None

    def valid_on(self, day: date) -> bool:
        """Tell whether the consent holds on a day."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, kw_only=True)
class SupportTeamMember(Record):
    """An agency in a person's support team; at most one leads (主たる支援機関)."""

    person_id: int
    agency: str
    role: str | None = None
    is_lead: bool = False
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stay(Record):
    """A trial, a short stay or an emergency admission; ``end_on`` is None while it lasts."""

    person_id: int
    facility_id: int
    kind: str
    start_on: date
    end_on: date | None = None
    outcome: str | None = None
    residence_before: str | None = None
    residence_after: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Consultation(Record):
    """A consultation about an emergency admission; an admission has its stay."""

    received_at: datetime
    source: str
    result: str
    person_id: int | None = None
    description: str | None = None
    reason: str | None = None
    urgency: str | None = None
    stay_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    """A visit of the base's coordinator to a facility or another place."""

    visited_on: date
    kind: str
    facility_id: int | None = None
    place: str | None = None
    purpose: str | None = None
    willingness: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """A trial-stay plan as it was made, with its complete record."""

    made_at: datetime
    made_by: str
    period_start: date
    period_end: date
    policy_name: str
    policy_version: str
    policy_sha256: str
    solver: str
    placed: int
    cost: int
    record: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Proposal(Record):
    """One suggestion of a plan, on its way from suggested to done."""

    plan_id: int
    person_id: int
    facility_id: int
    cost: int
    status: str = "suggested"
    start_on: date | None = None
    end_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalStep(Record):
    """One step of a proposal; a step that was taken back and the one that undid it cancel each other.

    ``since`` is the last audit row before the step: from there to the step's own row stands all that it did.
    """

    proposal_id: int
    at: datetime
    who: str
    from_status: str
    to_status: str
    since: int
    reason: str | None = None
    note: str | None = None
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class PairRule(Record):
    """A person and a facility that are not to be brought together: ``never``, or ``not_before`` the day ``until``."""

    person_id: int
    facility_id: int
    kind: str
    until: date | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class FreeBed(Record):
    """How many beds a facility has for trial guests on one night, those that we booked not taken off."""

    facility_id: int
    night: date
    beds: int


@dataclass(frozen=True, kw_only=True)
class PersonWish(Record):
    """How many nights (1 to 7) a person would stay."""

    person_id: int
    nights: int


@dataclass(frozen=True, kw_only=True)
class PersonNight(Record):
    """A night that suits a person, or one that does not."""

    person_id: int
    night: date
    suits: bool


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A named set of changes to try on the plan of a period."""

    name: str
    period_start: date
    period_end: date
    edits: Mapping[str, Any]
    made_at: datetime
    made_by: str
    adopted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Audit(Record):
    """Who did what, when, and how the row looked before and after."""

    at: datetime
    who: str
    role: str
    what: str
    entity: str
    entity_id: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
