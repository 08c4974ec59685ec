"""A call as taken down so far: kept in the session, so that neither another page nor the other language loses it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from casebook.records import EmergencyNeed
from desk.emergency import NOBODY, Enquired, Who
from ui.context import Context
from ui.settings import now

KEY, NUMBER = "emergency.draft", "emergency.number"
FIRST_SHOWN = 10
NOTHING_KNOWN = EmergencyNeed(consultation_id=0)


@dataclass(frozen=True)
class Draft:
    """What was said so far.

    Attributes
    ----------
    opened_at
        When the empty form was opened, or taken up with the first words.
    who
        The person's id, `NOBODY` for somebody without a file, None while nobody was chosen.
    shown_count
        How many facilities are shown.
    risk_factors, review_on
        Of somebody without a file, where they differ from what is proposed.
    basis
        Whether she ``agreed``, or is taken in ``without``; None while it is open.
    """

    opened_at: datetime
    received_at: datetime
    source: str | None = None
    reason: str | None = None
    urgency: str | None = "today"
    who: int | None = None
    description: str | None = None
    need: EmergencyNeed = NOTHING_KNOWN
    enquiries: tuple[Enquired, ...] = ()
    shown_count: int = FIRST_SHOWN
    result: str | None = None
    facility_id: int | None = None
    start_on: date | None = None
    expected_until: date | None = None
    residence_before: str | None = None
    code_name: str | None = None
    allow_over: bool = False
    risk_factors: tuple[str, ...] | None = None
    review_on: date | None = None
    basis: str | None = None
    consent_by: str | None = None
    ground: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    ground_reason: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was said yet."""
        return self == Draft(self.opened_at, self.opened_at)

    @property
    def person_id(self) -> int | None:
        """The id of a person with a file."""
        return self.who or None

    @property
    def in_need(self) -> Who:
        """Whom the list is for."""
        return Who(self.person_id, self.need)

    @property
    def known_need(self) -> EmergencyNeed | None:
        """What to keep of the night: of somebody with a file only what was said."""
        return None if self.who != NOBODY and self.need == NOTHING_KNOWN else self.need

    @property
    def answers(self) -> dict[int, Enquired]:
        """The last call to each facility."""
        return {enquiry.facility_id: enquiry for enquiry in self.enquiries}


def minute() -> datetime:
    """Return the minute that it is."""
    return now().replace(second=0, microsecond=0)


def draft() -> Draft:
    """Return the call that is going on; a new one starts now."""
    if KEY not in st.session_state:
        keep(Draft(minute(), minute()))
    going_on: Draft = st.session_state[KEY]
    return going_on


def keep(changed: Draft) -> Draft:
    """Keep what was said."""
    st.session_state[KEY] = changed
    return changed


def take_up(changed: Draft) -> None:
    """Keep what was said: a call begins with its first words, not when the page was opened, perhaps hours before."""
    now_at = minute()
    first_words = draft().empty and not changed.empty and changed.received_at == changed.opened_at
    if first_words and changed.opened_at != now_at:
        keep(replace(changed, opened_at=now_at, received_at=now_at))
        st.rerun()
    keep(changed)


def clear() -> None:
    """Forget the call; the fields of the next one start afresh."""
    st.session_state.pop(KEY, None)
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1


def field_key(ctx: Context, name: str) -> str:
    """Return the key of a field of this call; in the other language it is another, since a list keeps its words."""
    return f"emergency.{st.session_state.get(NUMBER, 0)}.{ctx.language}.{name}"


def log_call(facility_id: int, answer: str, reason: str | None = None) -> None:
    """Add a telephone call made now."""
    current = draft()
    call = Enquired(facility_id, minute(), answer, reason)
    keep(replace(current, enquiries=(*current.enquiries, call)))
