"""Telephone calls to facilities on the night of an emergency: when they were, and by what rules one is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casebook.book import Casebook
from casebook.records import Enquiry
from casebook.records.base import require
from desk.errors import Fault, fault
from words.zone import TOKYO

CLOCKS_DIFFER = timedelta(minutes=5)
"""So much may a time lie ahead of the casebook's clock."""
BEFORE_CALL = timedelta(hours=1)
"""So long before the noted time of a call may the first facility have been telephoned."""


@dataclass(frozen=True)
class Enquired:
    """One telephone call to a facility: ``reason`` with a refusal, and only with one; ``given_for`` as in `Enquiry`."""

    facility_id: int
    at: datetime
    answer: str
    reason: str | None = None
    note: str | None = None
    given_for: str | None = None


def telephoned_at(received_at: datetime, hour: time, day: date | None = None) -> datetime:
    """Return when a facility was telephoned by what the clock showed: on a day, else the first such time of a call."""
    if day is not None:
        return datetime.combine(day, hour, tzinfo=TOKYO)
    earliest = (received_at - BEFORE_CALL).astimezone(TOKYO)
    moment = datetime.combine(earliest.date(), hour, tzinfo=TOKYO)
    return moment if moment >= earliest else moment + timedelta(days=1)


def enquiry_history(book: Casebook) -> dict[int, tuple[Enquiry, ...]]:
    """Return the telephone calls of all emergencies by facility, the newest first."""
    by_facility: dict[int, list[Enquiry]] = defaultdict(list)
    for enquiry in sorted(book.all(Enquiry), key=lambda one: (one.at, require(one.id)), reverse=True):
        by_facility[enquiry.facility_id].append(enquiry)
    return {facility: tuple(calls) for facility, calls in by_facility.items()}


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Tell whether a time cannot have been yet, however clocks differ."""
    return moment > now + CLOCKS_DIFFER


def is_before_call(at: datetime, received_at: datetime) -> bool:
    """Tell whether a facility was telephoned too long before the call that it was for."""
    return at < received_at - BEFORE_CALL


def enquiry_faults(enquiry: Enquired | Enquiry, received_at: datetime, now: datetime) -> Iterator[Fault]:
    """Find what cannot be of a telephone call: its time, and a refusal without a reason or a reason without one."""
    if is_ahead(enquiry.at, now):
        yield fault("at", "call.time_in_future")
    if is_before_call(enquiry.at, received_at):
        yield fault("at", "call.before_call")
    if (enquiry.answer == "declined") != (enquiry.reason is not None):
        yield fault("reason", "call.reason_with_refusal")


def accepts(enquiries: Iterable[Enquired | Enquiry], facility_id: int) -> bool:
    """Tell whether the last that a facility said of the person of a call, with her needs, was yes."""
    given = sorted((one for one in enquiries if one.given_for is None), key=lambda one: one.at)
    return {one.facility_id: one.answer for one in given}.get(facility_id) == "accepted"
