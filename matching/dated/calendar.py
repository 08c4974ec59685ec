"""Nights: the free beds of facilities, the wishes of people, and on which days a stay could begin."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.errors import ProblemError
from matching.problem import MOST_PLACES

LONGEST_STAY = 7
"""Nights; trial stays are asked for in lengths of 1 to this."""
LONGEST_PERIOD = 400
OWN_NIGHTS, TOO_LONG, NO_FREE_NIGHTS, ARRIVAL_DAY, LEFT_OUT = (
    "own_nights",
    "too_long",
    "no_free_nights",
    "arrival_day",
    "left_out",
)
OBSTACLES = (OWN_NIGHTS, TOO_LONG, NO_FREE_NIGHTS, ARRIVAL_DAY, LEFT_OUT)
CONFIRM_WISHES, CONFIRM_NIGHTS, CONFIRM_BEDS, CONFIRM_LONGEST, CONFIRM_WEEKDAY, CONFIRM_HOLIDAY = (
    "wishes",
    "nights",
    "beds",
    "longest",
    "weekday",
    "holiday",
)


class Horizon(NamedTuple):
    """The nights that are planned, both ends included; a stay may end on the morning after the last."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class DatingRules:
    """What bounds the days on which stays begin, besides beds and wishes; stays already booked are left as they are.

    Attributes
    ----------
    not_before
        First day on which a stay may begin; None for any.
    no_arrivals, no_nights
        Days on which no stay begins, and nights that none has, unless the person said that they suit.
    receive_per_day
        Most stays that begin at one facility on one day; 0 for no bound.
    accompany_per_week
        Most stays that begin in one week, Monday to Sunday, everywhere together; 0 for no bound.
    """

    not_before: dt.date | None = None
    no_arrivals: frozenset[dt.date] = frozenset()
    no_nights: frozenset[dt.date] = frozenset()
    receive_per_day: int = 0
    accompany_per_week: int = 0


NO_RULES = DatingRules()


@dataclass(frozen=True)
class FreeBeds:
    """When one facility can take trial guests; None means unknown and excludes nothing.

    Attributes
    ----------
    by_night
        Free beds of nights, bookings already taken off. In a month of which it names a night it is the facility's whole
        list: the other nights have no bed. In any other month only the places of the period are known.
    closed
        Nights on which it takes nobody, in months of which it gives no list.
    arrival_weekdays
        Weekdays on which guests may arrive, Monday 0 to Sunday 6.
    holiday_arrivals
        Whether guests may arrive on a public holiday.
    longest
        Most nights of one stay.
    """

    facility_id: int
    by_night: Mapping[dt.date, int] = field(default_factory=dict)
    arrival_weekdays: frozenset[int] | None = None
    holiday_arrivals: bool | None = None
    longest: int | None = None
    closed: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        who = ("facility", self.facility_id)
        for beds in self.by_night.values():
            _within(who, "by_night", beds, 0, MOST_PLACES)
        for day in self.arrival_weekdays or ():
            _within(who, "arrival_weekdays", day, 0, 6)
        _within(who, "longest", 1 if self.longest is None else self.longest, 1, LONGEST_PERIOD)


@dataclass(frozen=True)
class Wishes:
    """When one person would stay.

    Attributes
    ----------
    nights
        Length of the stay, 1 to 7: a stay of n nights from day d uses the nights d to d+n-1 and ends on day d+n.
    suits
        Nights that suit: in a month that has one, only these do. In any other month every night may.
    never
        Nights that do not, such as those already booked; they win over all that may suit.
    booked
        Whether the stay is agreed already, with these nights: `DatingRules` do not bind it, but it counts.
    """

    person_id: int
    nights: int = 1
    suits: frozenset[dt.date] = frozenset()
    never: frozenset[dt.date] = frozenset()
    booked: bool = False

    def __post_init__(self) -> None:
        _within(("person", self.person_id), "nights", self.nights, 1, LONGEST_STAY)


@dataclass(frozen=True, eq=False)
class Calendar:
    """Beds and wishes as bits: bit n of a mask is the n-th night of the period.

    Attributes
    ----------
    first, length
        First night and number of nights.
    free, wishes
        By facility id and by person id; who is absent has said nothing.
    holidays
        Public holidays; other days are ignored.
    rules
        What bounds the days on which stays begin.
    """

    first: dt.date
    length: int
    free: Mapping[int, FreeBeds]
    wishes: Mapping[int, Wishes]
    holidays: frozenset[dt.date]
    rules: DatingRules = NO_RULES
    _own: dict[int, int] = field(default_factory=dict, init=False, repr=False)
    _open: dict[int, tuple[int, int]] = field(default_factory=dict, init=False, repr=False)

    def day(self, night: int) -> dt.date:
        """Return the date of the n-th night."""
        return self.first + dt.timedelta(days=night)

    def nights_of(self, person_id: int) -> int:
        """Return the length of a person's stay; one night when they have said nothing."""
        return self.wishes[person_id].nights if person_id in self.wishes else 1

    def beds(self, facility_id: int, places: int) -> tuple[int, ...] | None:
        """Return the free beds of each night of the period, as many as places where only those are known.

        None when only places are known throughout.
        """
        known = self.free.get(facility_id, FreeBeds(facility_id))
        listed, closed = self._months(known.by_night), self._mask(known.closed)
        if not listed | closed:
            return None
        return tuple(
            known.by_night.get(self.day(night), 0) if listed >> night & 1 else 0 if closed >> night & 1 else places
            for night in range(self.length)
        )

    def booked(self, person_id: int) -> bool:
        """Tell whether a person's stay is agreed already, with its nights."""
        return person_id in self.wishes and self.wishes[person_id].booked

    def starts(self, person_id: int, facility_id: int) -> int:
        """Return the mask of nights on which this person's stay could begin here, others left aside."""
        nights, known = self.nights_of(person_id), self.free.get(facility_id)
        if known is not None and known.longest is not None and nights > known.longest:
            return 0
        beds, arrivals = self._facility(facility_id)
        nights_left, days_left = self._ruled(person_id)
        return runs(self._person(person_id) & beds & nights_left, nights) & arrivals & days_left

    def said(self, person_id: int, facility_id: int) -> tuple[int, int]:
        """Return the masks of nights on which a stay here would begin as its person said, and as the facility said."""
        nights, known = self.nights_of(person_id), self.free.get(facility_id, FreeBeds(facility_id))
        suits = self.wishes[person_id].suits if person_id in self.wishes else ()
        return runs(self._mask(suits), nights), runs(self._months(known.by_night), nights)

    def obstacle(self, person_id: int, facility_id: int) -> str:
        """Return the first of `OBSTACLES` that leaves a person without a date here; `starts` is known to be 0."""
        nights, known = self.nights_of(person_id), self.free.get(facility_id)
        if not runs(self._person(person_id), nights):
            return OWN_NIGHTS
        if known is not None and known.longest is not None and nights > known.longest:
            return TOO_LONG
        beds, arrivals = self._facility(facility_id)
        begins = runs(self._person(person_id) & beds, nights)
        if not begins:
            return NO_FREE_NIGHTS
        return LEFT_OUT if begins & arrivals else ARRIVAL_DAY

    def to_confirm(self, person_id: int, facility_id: int, arrival: dt.date) -> tuple[str, ...]:
        """Return what nobody has said yet, and a stay that begins on this day takes for granted."""
        known = self.free.get(facility_id, FreeBeds(facility_id))
        wish = self.wishes.get(person_id)
        stay = self._bits((arrival - self.first).days + later for later in range(self.nights_of(person_id)))
        open_points = {
            CONFIRM_WISHES: wish is None,
            CONFIRM_NIGHTS: wish is not None and stay & ~self._mask(wish.suits) != 0,
            CONFIRM_BEDS: stay & ~self._months(known.by_night) != 0,
            CONFIRM_LONGEST: known.longest is None,
            CONFIRM_WEEKDAY: known.arrival_weekdays is None,
            CONFIRM_HOLIDAY: known.holiday_arrivals is None and arrival in self.holidays,
        }
        return tuple(code for code, unsaid in open_points.items() if unsaid)

    def _person(self, person_id: int) -> int:
        if person_id not in self._own:
            wish = self.wishes.get(person_id, Wishes(person_id))
            every = (1 << self.length) - 1
            suits = self._mask(wish.suits) | every & ~self._months(wish.suits)
            self._own[person_id] = suits & ~self._mask(wish.never)
        return self._own[person_id]

    def _ruled(self, person_id: int) -> tuple[int, int]:
        """Return the masks of nights and of days of arrival that the rules leave to a person."""
        every = (1 << self.length) - 1
        if self.booked(person_id):
            return every, every
        rules, wanted = self.rules, self._mask(self.wishes[person_id].suits) if person_id in self.wishes else 0
        soon = min(max(0, ((rules.not_before or self.first) - self.first).days), self.length)
        days = every & ~self._mask(rules.no_arrivals) | wanted
        return every & ~self._mask(rules.no_nights) | wanted, days >> soon << soon

    def _facility(self, facility_id: int) -> tuple[int, int]:
        """Return the mask of nights with a bed and the mask of days of arrival."""
        if facility_id not in self._open:
            beds = self.beds(facility_id, 1) or (1,) * self.length
            arrivals = self._bits(self._arrivals(self.free.get(facility_id, FreeBeds(facility_id))))
            self._open[facility_id] = self._bits(n for n, count in enumerate(beds) if count), arrivals
        return self._open[facility_id]

    def _arrivals(self, known: FreeBeds) -> Iterator[int]:
        for night in range(self.length):
            day = self.day(night)
            weekday_taken = known.arrival_weekdays is None or day.weekday() in known.arrival_weekdays
            if weekday_taken and not (known.holiday_arrivals is False and day in self.holidays):
                yield night

    def _months(self, days: Iterable[dt.date]) -> int:
        """Return the mask of all nights in the months of these days."""
        months = {(day.year, day.month) for day in days}
        if not months:
            return 0
        nights = ((night, self.day(night)) for night in range(self.length))
        return self._bits(night for night, day in nights if (day.year, day.month) in months)

    def _mask(self, days: Iterable[dt.date]) -> int:
        nights = ((day - self.first).days for day in days)
        return self._bits(night for night in nights if 0 <= night < self.length)

    @staticmethod
    def _bits(nights: Iterable[int]) -> int:
        return sum(1 << night for night in nights)


def build_calendar(
    period: Horizon,
    free: Iterable[FreeBeds],
    wishes: Iterable[Wishes],
    holidays: frozenset[dt.date] = frozenset(),
    rules: DatingRules = NO_RULES,
) -> Calendar:
    """Return the calendar of a period.

    Raises
    ------
    ProblemError
        The period ends before it starts or is longer than 400 nights, or somebody is named twice.
    """
    length = (period.end - period.start).days + 1
    if not 1 <= length <= LONGEST_PERIOD:
        raise ProblemError("nights.period", start=period.start, end=period.end, most=LONGEST_PERIOD)
    by_facility: dict[int, FreeBeds] = {}
    for beds in free:
        if by_facility.setdefault(beds.facility_id, beds) is not beds:
            raise ProblemError("problem.duplicate_id", who="facility", id=beds.facility_id)
    by_person: dict[int, Wishes] = {}
    for wish in wishes:
        if by_person.setdefault(wish.person_id, wish) is not wish:
            raise ProblemError("problem.duplicate_id", who="person", id=wish.person_id)
    return Calendar(period.start, length, by_facility, by_person, frozenset(holidays), rules)


def runs(mask: int, nights: int) -> int:
    """Return the mask of nights that begin a run of so many set bits."""
    begins = mask
    for later in range(1, nights):
        begins &= mask >> later
    return begins


def set_bits(mask: int) -> tuple[int, ...]:
    """Return the positions of the set bits, lowest first."""
    return tuple(position for position in range(mask.bit_length()) if mask >> position & 1)


def _within(who: tuple[str, int], name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ProblemError("problem.value", who=who[0], id=who[1], field=name, value=value, allowed=f"{least}-{most}")
