"""What is done for somebody between emergencies, and handed from shift to shift."""

from dataclasses import dataclass
from datetime import date, datetime

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """One contact about a person or a facility, what came of it, and what is to be done next, until it is done."""

    contacted_on: date
    kind: str
    purpose: str
    person_id: int | None = None
    facility_id: int | None = None
    with_whom: str | None = None
    in_charge: str | None = None
    note: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    next_done_on: date | None = None

    @property
    def awaits(self) -> date | None:
        """The day of the next step, as long as it is not done."""
        return None if self.next_done_on else self.next_on


@dataclass(frozen=True, kw_only=True)
class FollowUp(Record):
    """How often somebody is looked after, and when next; closed with a reason."""

    person_id: int
    follow_level: str
    next_on: date | None = None
    closed_on: date | None = None
    closed_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseReview(Record):
    """What a council decided about somebody, and when it will look again."""

    person_id: int
    reviewed_on: date
    council: str | None = None
    decided: str | None = None
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ExitTask(Record):
    """Something to do on the way out of an emergency stay, or after it: who does it, until when, and what came of it."""

    stay_id: int
    task: str
    in_charge: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ShiftNote(Record):
    """What whoever goes off duty tells the next."""

    at: datetime
    who: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ReadMark(Record):
    """Until when somebody has read what happened."""

    who: str
    at: datetime
