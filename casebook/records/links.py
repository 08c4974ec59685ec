"""How facilities answer for themselves: the links they were given, and what came in by them and waits to be confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class FacilityLink(Record):
    """A link by which a facility may answer without an account; of its secret only the SHA-256 is kept."""

    facility_id: int
    token_hash: str
    made_at: datetime
    made_by: str
    expires_on: date
    revoked_at: datetime | None = None
    revoked_by: str | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it opens anything on a day; the last one is that of its expiry."""
        return self.revoked_at is None and day <= self.expires_on


@dataclass(frozen=True, kw_only=True)
class IncomingAnswer(Record):
    """One thing that a facility said by its link; it changes nothing until a coordinator takes it over.

    ``what`` is one of `casebook.vocabulary.INCOMING`; ``form`` tells one form that was sent from another, and ``part`` the
    answers of one form.
    """

    link_id: int
    facility_id: int
    received_at: datetime
    form: str
    part: int
    what: str
    payload: Mapping[str, Any]
    state: str = "waiting"
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str | None = None
