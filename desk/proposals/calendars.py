"""Calendars: free beds and people's nights as typed in, and as the dated plan takes them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import (
    Facility,
    FacilityCondition,
    FreeBed,
    Person,
    PersonNight,
    PersonWish,
    Proposal,
    Record,
    Stay,
)
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import InvalidInputError
from desk.period import Period
from desk.proposals.steps import DATED
from matching import dated as model
from matching.pairs import Pair

R = TypeVar("R", bound=Record)
UNKNOWN: Any = None
"""What a row that is not there would say."""


class Read(NamedTuple):
    """A person's calendar as it was when the form was opened: what she wished, and the nights that were known."""

    length: int | None
    suits: Mapping[date, bool]


def save_beds(
    book: Casebook, facility_id: int, beds: Mapping[date, int | None], read: Mapping[date, int] | None = None
) -> None:
    """Write a facility's beds for trial guests by night in one transaction; None makes a night unknown again.

    Parameters
    ----------
    read
        What was known of all nights when the form was opened; if None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If a number is out of range; nothing was written.
    ConflictError
        If somebody else wrote of the same night since the form was opened; nothing was written.
    """
    with book.writing("save free beds", about=[(Facility, facility_id)]) as writer:
        put_beds(writer, facility_id, beds, read)


def put_beds(
    writer: Writer, facility_id: int, beds: Mapping[date, int | None], read: Mapping[date, int] | None = None
) -> None:
    """Write a facility's beds as `save_beds`, in the transaction that is open."""
    _check(
        FreeBed(facility_id=facility_id, night=night, beds=count) for night, count in beds.items() if count is not None
    )
    known = {one.night: one for one in writer.all(FreeBed, facility_id=facility_id)}
    before = {night: one.beds for night, one in known.items()} if read is None else read
    for night, count in beds.items():
        blank = FreeBed(facility_id=facility_id, night=night, beds=UNKNOWN)
        _lay(writer, blank, "beds", known.get(night), count, before.get(night), str(night))


def save_nights(
    book: Casebook, person_id: int, length: int | None, suits: Mapping[date, bool | None], read: Read | None = None
) -> None:
    """Write how many nights a person would stay and which suit, in one transaction; None is unknown.

    Parameters
    ----------
    read
        What was known when the form was opened; if None, all is meant as it says.

    Raises
    ------
    InvalidInputError
        If the length is not 1 to 7; nothing was written.
    ConflictError
        If somebody else wrote of the same since the form was opened; nothing was written.
    """
    _check([] if length is None else [PersonWish(person_id=person_id, nights=length)])
    with book.writing("save nights", about=[(Person, person_id)]) as writer:
        wished = next(iter(writer.all(PersonWish, person_id=person_id)), None)
        known = {one.night: one for one in writer.all(PersonNight, person_id=person_id)}
        before = read or Read(wished.nights if wished else None, {night: one.suits for night, one in known.items()})
        _lay(writer, PersonWish(person_id=person_id, nights=UNKNOWN), "nights", wished, length, before.length)
        for night, suiting in suits.items():
            blank = PersonNight(person_id=person_id, night=night, suits=UNKNOWN)
            _lay(writer, blank, "suits", known.get(night), suiting, before.suits.get(night), str(night))


def _check(wanted: Iterable[Record]) -> None:
    for record in wanted:
        if faults := out_of_bounds(record):
            raise InvalidInputError(faults)


def _lay(writer: Writer, blank: R, column: str, known: R | None, typed: object, read: object, label: str = "") -> None:
    """Write one value over the one that was read; unknown (None) is a row that is not there."""
    mine, before = (replace(blank, **{column: value}) for value in (typed, read))  # type: ignore[arg-type]
    wanted = writer.merge(mine, before, known or blank, label)
    if getattr(wanted, column) is not None:
        if known is None:
            writer.add(wanted)
        else:
            writer.change(wanted)
    elif known is not None:
        writer.remove(type(known), require(known.id))


def free_beds(book: Casebook, period: Period, kept: Collection[Pair]) -> list[model.FreeBeds]:
    """Return what facilities have said about a period, one each; who has said nothing is left out.

    A month with a bed on any night is the facility's whole list of it; in a month without, nights of 0 are closed, and of
    the others nothing is known. Bookings of the pairs that the plan keeps are not taken off: `wishes` gives them their nights. All others are, and the nights of trials
    that are over.
    """
    beds: dict[int, dict[date, int]] = defaultdict(dict)
    for bed in book.all(FreeBed):
        if period.start <= bed.night <= period.end:
            beds[bed.facility_id][bed.night] = bed.beds
    closed = {key: closed_nights(by_night) for key, by_night in beds.items()}
    for booking in _bookings(book, period, kept):
        by_night = beds.get(booking.proposal.facility_id, {})
        for night in () if booking.planned else by_night.keys() & booking.nights:
            by_night[night] = max(0, by_night[night] - 1)
    for held in (one for one in book.held_unseen() if one.status in DATED):
        by_night = beds.get(held.facility_id, {})
        for night in by_night.keys() & _within(held.start_on, held.end_on, period):
            by_night[night] = max(0, by_night[night] - 1)
    conditions = {one.facility_id: one for one in book.all(FacilityCondition)}
    per_facility = (
        _free_beds(
            key,
            beds.get(key, {}),
            closed.get(key, frozenset()),
            conditions.get(key, FacilityCondition(facility_id=key)),
        )
        for key in sorted({*beds, *conditions})
    )
    return [free for free in per_facility if free != model.FreeBeds(free.facility_id)]


def closed_nights(by_night: Mapping[date, int]) -> frozenset[date]:
    """Return the nights without a bed in months that name no night with one."""
    listed = {(night.year, night.month) for night, beds in by_night.items() if beds}
    return frozenset(night for night in by_night if (night.year, night.month) not in listed)


def _free_beds(
    key: int, by_night: Mapping[date, int], closed: frozenset[date], condition: FacilityCondition
) -> model.FreeBeds:
    # A weekday about which nothing is known excludes nothing.
    open_days = (day for day, name in enumerate(v.WEEKDAYS) if condition.weekdays.get(name) is not False)
    return model.FreeBeds(
        facility_id=key,
        by_night={night: count for night, count in by_night.items() if night not in closed},
        arrival_weekdays=frozenset(open_days) if condition.weekdays else None,
        longest=condition.longest_stay_nights,
        closed=closed,
    )


def wishes(book: Casebook, period: Period, kept: Collection[Pair]) -> list[model.Wishes]:
    """Return when people would stay in a period, one each; who has said nothing is left out.

    In a month with a night that suits, only such nights do; of other months no more is known than which do not. Whoever
    is booked in a pair that the plan keeps stays exactly as booked. Nights of other stays and bookings do not
    suit.
    """
    suits_by_person: dict[int, dict[date, bool]] = defaultdict(dict)
    for person_night in book.all(PersonNight):
        if period.start <= person_night.night <= period.end:
            suits_by_person[person_night.person_id][person_night.night] = person_night.suits
    lengths = {one.person_id: one.nights for one in book.all(PersonWish)}
    booked: dict[int, frozenset[date]] = {}
    elsewhere: dict[int, set[date]] = defaultdict(set)
    for booking in _bookings(book, period, kept):
        if booking.planned:
            booked[booking.proposal.person_id] = booking.nights
        else:
            elsewhere[booking.proposal.person_id] |= booking.nights
    for stay in book.all(Stay):
        elsewhere[stay.person_id] |= stay_nights(stay, period)
    by_person = {}
    for key in sorted({*suits_by_person, *lengths, *elsewhere}):
        suiting = frozenset(night for night, suits in suits_by_person[key].items() if suits)
        never = {night for night, suits in suits_by_person[key].items() if not suits} | elsewhere[key]
        by_person[key] = model.Wishes(key, lengths.get(key, 1), suiting, frozenset(never))
    every = _within(None, None, period)
    by_person |= {
        key: model.Wishes(key, len(nights), nights, every - nights, booked=True) for key, nights in booked.items()
    }
    return [
        wish
        for _, wish in sorted(by_person.items())
        if wish != model.Wishes(wish.person_id) or wish.person_id in lengths
    ]


class _Booking(NamedTuple):
    """A stay with dates, its nights in a period, and whether it is a booking that the plan of the period keeps."""

    proposal: Proposal
    nights: frozenset[date]
    planned: bool


def _bookings(book: Casebook, period: Period, kept: Collection[Pair]) -> Iterator[_Booking]:
    for proposal in book.all(Proposal):
        if proposal.status in DATED and (nights := _within(proposal.start_on, proposal.end_on, period)):
            planned = proposal.status == "booked" and (proposal.person_id, proposal.facility_id) in kept
            yield _Booking(proposal, nights, planned)


def stay_nights(stay: Stay, period: Period) -> frozenset[date]:
    """Return the nights of a period on which somebody is away on a stay.

    One that goes on takes every night from its first; of one that began before the period nobody knows yet whether it
    will last that long.
    """
    if stay.end_on is None and stay.start_on < period.start:
        return frozenset()
    return _within(stay.start_on, stay.end_on, period)


def nights_between(start: date, end: date) -> Iterator[date]:
    """List the nights of a stay: the last is the one before the last day."""
    return (start + timedelta(days=offset) for offset in range((end - start).days))


def _within(start: date | None, end: date | None, period: Period) -> frozenset[date]:
    """Return the nights of a stay that lie in a period; one without end goes on."""
    after = period.end + timedelta(days=1)
    first, last = start or period.start, end or after
    return frozenset(nights_between(max(first, period.start), min(last, after)))
