"""What can be corrected: the kinds of records, the lists their codes are from, what goes with them and what does not change."""

from collections.abc import Mapping
from datetime import date, datetime

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.mapping import kind_of, table_of
from casebook.records import (
    AdmissionGround,
    Consultation,
    Contact,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    Record,
    Stay,
    Visit,
)
from casebook.records.base import require
from casebook.roles import THROUGH
from words.message import Message
from words.zone import TOKYO

FIXED: Mapping[type[Record], frozenset[str]] = {
    Stay: frozenset(),
    Consultation: frozenset({"stay_id"}),
    EmergencyNeed: frozenset({"consultation_id"}),
    Enquiry: frozenset({"consultation_id", "given_for"}),
    ExitPlan: frozenset({"stay_id"}),
    Visit: frozenset(),
    Contact: frozenset(),
}
"""The kinds that can be corrected, and what of each a form does not ask for: the call an enquiry was made in, for one."""

ALONG: Mapping[type[Record], tuple[type[Record], ...]] = {
    Stay: (ExitPlan, ExitTask, AdmissionGround),
    Consultation: (EmergencyNeed, Enquiry),
}
"""What hangs on a record and goes with it; whatever else refers to it stands in the way."""

LISTED: Mapping[tuple[type[Record], str], tuple[str, tuple[str, ...]]] = {
    (Stay, "kind"): ("stay_kind", v.STAY_KINDS),
    (Stay, "outcome"): ("outcome", v.OUTCOMES),
    (Stay, "residence_before"): ("residence", v.RESIDENCES),
    (Stay, "residence_after"): ("residence", v.RESIDENCES),
    (Consultation, "source"): ("source", v.CONSULTATION_SOURCES),
    (Consultation, "reason"): ("consultation_reason", v.CONSULTATION_REASONS),
    (Consultation, "urgency"): ("urgency", v.URGENCIES),
    (Consultation, "result"): ("consultation_result", v.CONSULTATION_RESULTS),
    (EmergencyNeed, "sex"): ("sex", v.SEXES),
    (EmergencyNeed, "support_scale"): ("support_scale", tuple(v.SUPPORT_LEVELS)),
    (Enquiry, "answer"): ("enquiry", v.ENQUIRY_ANSWERS),
    (Enquiry, "reason"): ("decline", v.ENQUIRY_REASONS),
    (ExitPlan, "step"): ("exit_step", v.EXIT_STEPS),
    (ExitPlan, "next_residence"): ("residence", v.RESIDENCES),
    (Contact, "kind"): ("contact_kind", v.CONTACT_KINDS),
    (Contact, "purpose"): ("contact_purpose", v.CONTACT_PURPOSES),
    (Visit, "kind"): ("visit_kind", v.VISIT_KINDS),
    (Visit, "willingness"): ("willingness", v.WILLINGNESS),
}
"""Where the words of a field's codes are in the catalogue, and the codes."""


def can_be_corrected(kind: type[Record]) -> bool:
    """Tell whether records of a kind are corrected and cancelled here; others have forms or steps of their own."""
    return kind in FIXED


def person_of(book: Casebook | Writer, record: Record) -> int | None:
    """Return whom a record is about, be it by way of another; None if about nobody."""
    table = table_of(type(record))
    if table not in THROUGH:
        found: int | None = getattr(record, "person_id", None)
        return found
    reference, other = THROUGH[table]
    return person_of(book, book.one(kind_of(other.name), getattr(record, reference.name)))


def named(record: Record) -> Message:
    """Name a record: its kind, its number and the day that it is of."""
    entity = Message(f"audit.entity.{table_of(type(record)).name}")
    params = {"entity": entity, "id": require(record.id)}
    day = _day(record)
    return Message("audit.about", params) if day is None else Message("correcting.of_day", {**params, "day": day})


def _day(record: Record) -> date | None:
    for name in ("start_on", "received_at", "at", "visited_on", "contacted_on", "expected_until"):
        if (value := getattr(record, name, None)) is not None:
            return value.astimezone(TOKYO).date() if isinstance(value, datetime) else value
    return None
