"""Who sees a file otherwise than by role and consent: on a legal ground, by name, or behind broken glass."""

from dataclasses import dataclass
from datetime import date, datetime

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class SharingGround(Record):
    """A file that is shared without consent, with whom, and on which ground of the law; to the day ``until`` at most.

    ``shared_with`` is the scope of an office, core centre or ward office.
    """

    person_id: int
    ground: str
    shared_with: str
    reason: str
    decided_by: str
    decided_on: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is shared on a day."""
        return self.decided_on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class AdmissionGround(Record):
    """On which ground of the law somebody was taken in without consent, who decided it and when."""

    stay_id: int
    ground: str
    decided_by: str
    decided_on: date
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class NamedReader(Record):
    """Somebody who may see a restricted file, by the name of the account; a file with one row is restricted."""

    person_id: int
    name: str
    named_by: str
    named_at: datetime


@dataclass(frozen=True, kw_only=True)
class BrokenGlass(Record):
    """Somebody saw, in an emergency, a file that was not hers to see; another looks at it afterwards, and signs."""

    person_id: int
    who: str
    at: datetime
    until: datetime
    reason: str
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    review: str | None = None
