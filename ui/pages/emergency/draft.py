"""A call as taken down so far: in the session, from which `open_calls` keeps it in the casebook."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from casebook.records import EmergencyNeed
from desk.drafts import unpacked
from desk.emergency import NOBODY, TOLD_AGAIN, Enquired, Who, asks_again, to_ask_again
from ui.components.leaving import forms
from ui.context import Context
from ui.settings import now

KEY, NUMBER = "emergency.draft", "emergency.number"
FIRST_SHOWN = 10
NOTHING_KNOWN = EmergencyNeed(consultation_id=0)
OF_THE_PERSON = (
    *("code_name", "risk_factors", "review_on", "residence_before"),
    *("basis", "consent_by", "ground", "decided_by", "decided_on", "ground_reason"),
)
"""What is said of the person that the call is about, and of no other."""


@dataclass(frozen=True)
class Draft:
    """What was said so far.

    Attributes
    ----------
    opened_at
        When the empty form was opened, or taken up with the first words.
    who
        The person's id, `NOBODY` for somebody without a file, None while nobody was chosen.
    asked_for
        The last who was chosen: for whom the facilities were asked.
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
    asked_for: int | None = None
    caller_office: str | None = None
    caller_name: str | None = None
    caller_phone: str | None = None
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
        """The last answer of each facility to a call for this person."""
        return {enquiry.facility_id: enquiry for enquiry in self.enquiries if enquiry.given_for is None}

    def about(self, who: int | None) -> "Draft":
        """Return the call once it is said whom it is about; facilities that were asked for another are to be asked again.

        What was said of tonight's needs goes along to the file of somebody who had none.
        """
        if who is None:
            return replace(self, who=None)
        if who == self.asked_for:
            return replace(self, who=who)
        told = {name: getattr(self.need, name) for name in TOLD_AGAIN} if self.asked_for == NOBODY else {}
        enquiries = self.enquiries if self.asked_for is None else to_ask_again(self.enquiries, "other_person")
        hers: dict[str, Any] = dict.fromkeys(OF_THE_PERSON)
        return replace(self, who=who, asked_for=who, need=replace(NOTHING_KNOWN, **told), enquiries=enquiries, **hers)

    def needing(self, need: EmergencyNeed) -> "Draft":
        """Return the call once it is said what is needed; facilities that were asked for otherwise are to be asked again."""
        again = asks_again(self.need, need)
        return replace(
            self, need=need, enquiries=to_ask_again(self.enquiries, "other_needs") if again else self.enquiries
        )


def read_draft(content: Mapping[str, Any]) -> Draft | None:
    """Return a call as it was kept; None if that cannot be read. What it knows more than a call does is left out."""
    try:
        said = {**unpacked(content)}
        need = EmergencyNeed(**said.pop("need"))
        enquiries = tuple(Enquired(**one) for one in said.pop("enquiries"))
        known = {one.name for one in fields(Draft)} & said.keys()
        return Draft(**{name: said[name] for name in known}, need=need, enquiries=enquiries)
    except (KeyError, TypeError, ValueError):
        return None


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
    return f"{call_key(ctx)}.{name}"


def call_key(ctx: Context) -> str:
    """Return what the keys of all fields of this call begin with."""
    call = ".".join(("emergency", str(st.session_state.get(NUMBER, 0)), ctx.language))
    forms.is_kept(call)
    return call


def log_call(facility_id: int, answer: str, reason: str | None = None) -> None:
    """Add a telephone call made now."""
    current = draft()
    call = Enquired(facility_id, minute(), answer, reason)
    keep(replace(current, enquiries=(*current.enquiries, call)))
