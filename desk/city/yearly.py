"""The tables of the base's yearly review, counted from the casebook by fiscal year (April to March)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Consultation, Facility, Person, Stay, Visit
from desk.period import fiscal_year, span
from words.zone import TOKYO


@dataclass(frozen=True)
class RoomUse:
    """Use of the base's emergency rooms: a stay uses a room on every day from its first to its last."""

    room_days: int
    days_by_rooms: dict[int, int]


def consultations_by_source(book: Casebook, year: int) -> dict[str, tuple[int, int]]:
    """Return Table 1: source → (admitted, advice only)."""
    consultations = [
        one for one in book.all(Consultation) if fiscal_year(one.received_at.astimezone(TOKYO).date()) == year
    ]
    counted = Counter((one.source, one.result) for one in consultations)
    sources = {one.source for one in consultations}
    return {source: (counted[source, "admitted"], counted[source, "advice"]) for source in sources}


def visits_by_kind(book: Casebook, year: int) -> dict[str, int]:
    """Return Table 2: kind of place → visits."""
    return dict(Counter(one.kind for one in book.all(Visit) if fiscal_year(one.visited_on) == year))


def identified_by_kind(book: Casebook, year: int) -> dict[str, int]:
    """Return Table 3: response → people identified in advance."""
    people = [
        person for person in book.all(Person) if person.identified_on and fiscal_year(person.identified_on) == year
    ]
    return dict(Counter(one.identified_as for one in people if one.identified_as))


def room_use(book: Casebook, year: int, today: date) -> RoomUse:
    """Return how the base's rooms were used, up to today in a year that is not over."""
    first, last = span(year)
    last = min(last, today)
    bases = {one.id for one in book.all(Facility) if one.is_base}
    days = (last - first).days + 1
    used = [0] * days
    for stay in book.all(Stay):
        if stay.kind == "emergency" and stay.facility_id in bases:
            start, end = max(stay.start_on, first), min(stay.end_on or last, last)
            for offset in range((start - first).days, (end - first).days + 1):
                used[offset] += 1
    return RoomUse(sum(used), dict(Counter(used)))
