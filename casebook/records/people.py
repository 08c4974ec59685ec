"""People at risk, and what hangs on them: consents, care, whom to call, team, stays, wishes."""

from dataclasses import dataclass
from datetime import date, datetime

from casebook import vocabulary as v
from casebook.records.base import Record, YesNo, group


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Who somebody is and what she needs, as far as it matters where she could stay."""

    sex: str | None = None
    city: str | None = None
    ward: str | None = None
    disability_kinds: YesNo = group("has_", v.DISABILITY_KINDS)
    support_scale: str | None = None
    support_level: int | None = None
    medical_care: YesNo = group("needs_", v.MEDICAL_CARE)
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    other_needs: str | None = None


@dataclass(frozen=True, kw_only=True)
class Person(Needs, Record):
    """Someone who may one day need an emergency bed; home is known to the town, no closer.

    Of the birth the year may be known, or the day; where both are given they agree.
    """

    code_name: str
    real_name: str | None = None
    kana: str | None = None
    birth_year: int | None = None
    born_on: date | None = None
    town: str | None = None
    day_place: str | None = None
    day_city: str | None = None
    day_ward: str | None = None
    day_town: str | None = None
    caregiver: str | None = None
    risk_factors: YesNo = group("risk_", v.RISK_FACTORS)
    tier_override: int | None = None
    tier_override_reason: str | None = None
    max_distance_m: int | None = None
    status: str = "active"
    identified_on: date | None = None
    identified_as: str | None = None
    review_on: date | None = None
    note: str | None = None

    def ages_on(self, day: date) -> tuple[int, ...]:
        """Return the ages in years that are possible on a day, the youngest first.

        None where nothing is known of the birth, and two where only its year is: until the birthday, and from then on.
        """
        if self.born_on is None and self.birth_year is None:
            return ()
        year = self.birth_year or 0
        days = [self.born_on] if self.born_on else [date(year, 12, 31), date(year, 1, 1)]
        ages = [day.year - born.year - ((day.month, day.day) < (born.month, born.day)) for born in days]
        return tuple(sorted({max(0, age) for age in ages}))


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

    def shares_on(self, day: date) -> bool:
        """Tell whether what is known of the person may be shared on a day; ``casebook.roles`` says the same in SQL."""
        return self.scope == "matching_and_sharing" and self.valid_on(day)


@dataclass(frozen=True, kw_only=True)
class CareNote(Record):
    """What whoever looks after somebody tonight must know, and since when it is known; one a person."""

    person_id: int
    medicine: str | None = None
    seizures: str | None = None
    allergies: str | None = None
    upsets: str | None = None
    calms: str | None = None
    communication: str | None = None
    checked_on: date | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContactPerson(Record):
    """Somebody of a person's own who may be called, the one with the least ``call_order`` first."""

    person_id: int
    full_name: str | None = None
    relation: str | None = None
    phone: str | None = None
    call_order: int = 1
    at_night: bool | None = None
    note: str | None = None


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
class RightsRequest(Record):
    """What somebody asked for that the law gives her, of what is held about her; and what was done."""

    person_id: int
    kind: str
    asked_on: date
    asked_by: str
    what: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    done: str | None = None
