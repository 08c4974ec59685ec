"""Emergency consultations: what was needed, who was telephoned, how an admission is to end."""

from dataclasses import dataclass
from datetime import date, datetime

from casebook.records.base import Record
from casebook.records.people import Needs


@dataclass(frozen=True, kw_only=True)
class Consultation(Record):
    """A consultation about an emergency admission; an admission has its stay.

    Attributes
    ----------
    caller_office
        Office of whoever called, or what she is to the person.
    caller_phone
        The number at which she can be called back.
    same_caller
        A number that calls of one unknown person share: the id of one of them, be it cancelled since.
    """

    received_at: datetime
    source: str
    result: str
    person_id: int | None = None
    description: str | None = None
    reason: str | None = None
    urgency: str | None = None
    stay_id: int | None = None
    caller_office: str | None = None
    caller_name: str | None = None
    caller_phone: str | None = None
    same_caller: int | None = None


@dataclass(frozen=True, kw_only=True)
class EmergencyNeed(Needs, Record):
    """What was known and needed on the night of a call; the person's file may say otherwise before and after."""

    consultation_id: int
    age: int | None = None


@dataclass(frozen=True, kw_only=True)
class Enquiry(Record):
    """One telephone call to a facility on the night of an emergency, and its answer.

    Attributes
    ----------
    given_for
        For whom it was given, if not for the person of the consultation with her needs: it tells nothing of these.
    """

    consultation_id: int
    facility_id: int
    at: datetime
    answer: str
    reason: str | None = None
    note: str | None = None
    given_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class ExitPlan(Record):
    """How an emergency stay is to end: until when, how far the way out has come, where next, and what was handed over.

    ``medicine`` is what she takes while she stays, and when.
    """

    stay_id: int
    expected_until: date | None = None
    step: str = "assessment"
    next_residence: str | None = None
    next_facility_id: int | None = None
    handover: str | None = None
    note: str | None = None
    medicine: str | None = None
