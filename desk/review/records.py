"""What the review is counted from: the records of all years, without what is sealed in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import (
    AdviceVisit,
    Area,
    CapacityCount,
    CaseReview,
    Consultation,
    Contact,
    CorporationVisit,
    CouncilMeeting,
    EmergencyNeed,
    Enquiry,
    Facility,
    JointCase,
    JointReport,
    Person,
    RegionalIssue,
    Stay,
    TrainingEvent,
    Visit,
)
from desk.city import AreaNames
from desk.period import Dates
from words.zone import TOKYO

ADULT = 18


class Call(NamedTuple):
    """A consultation about an emergency; ``hour`` as the clock showed it in Tokyo."""

    key: int
    on: date
    hour: int
    source: str
    reason: str | None
    admitted: bool
    person: int | None
    stay: int | None
    ward: str | None


class Stayed(NamedTuple):
    """A stay."""

    key: int
    person: int
    facility: int
    kind: str
    start: date
    end: date | None
    before: str | None
    after: str | None

    def days_in(self, days: Dates) -> int:
        """Return on how many of the days it was, its first and its last among them."""
        if self.start > days[1] or (self.end is not None and self.end < days[0]):
            return 0  # most stays are of other days, and not worth the arithmetic
        last = days[1] if self.end is None else min(self.end, days[1])
        return max(0, (last - max(self.start, days[0])).days + 1)


class Asked(NamedTuple):
    """A telephone call to a facility on the night of an emergency."""

    key: int
    on: date
    answer: str
    reason: str | None


class Contacted(NamedTuple):
    """A contact."""

    key: int
    on: date
    kind: str
    purpose: str
    person: int | None


class Visited(NamedTuple):
    """A visit."""

    key: int
    on: date
    kind: str
    facility: int | None
    willingness: str | None


class Reviewed(NamedTuple):
    """What a council looked at."""

    key: int
    on: date


class Met(NamedTuple):
    """A meeting of a council that was held; without a ward it was the city's."""

    key: int
    on: date
    ward: str | None
    kind: str


class Trained(NamedTuple):
    """A training, or what is like one."""

    key: int
    on: date
    kind: str


class Raised(NamedTuple):
    """A regional issue."""

    key: int
    on: date
    theme: str
    ended_on: date | None


class Jointly(NamedTuple):
    """A case of joint support with a core centre."""

    key: int
    on: date
    ended_on: date | None
    reasons: tuple[str, ...]


class Reported(NamedTuple):
    """A monthly report of such a case; ``on`` is the first day of its month."""

    key: int
    on: date
    case: int


class Advised(NamedTuple):
    """An advice visit to a consultation office."""

    key: int
    on: date
    kind: str


class _Dated(Protocol):
    @property
    def on(self) -> date: ...


Dated = TypeVar("Dated", bound=_Dated)


def during(records: Iterable[Dated], days: Dates) -> list[Dated]:
    """Return those whose day is within a period."""
    return [one for one in records if days[0] <= one.on <= days[1]]


@dataclass(frozen=True)
class ReviewRecords:
    """What the review is counted from.

    Attributes
    ----------
    bases
        Ids of the base's own facilities.
    rooms
        How many emergency rooms the base has; None: not known.
    wards
        As they are called, in the order of the map.
    """

    calls: tuple[Call, ...]
    stays: tuple[Stayed, ...]
    enquiries: tuple[Asked, ...]
    contacts: tuple[Contacted, ...]
    visits: tuple[Visited, ...]
    reviews: tuple[Reviewed, ...]
    people: Mapping[int, Person]
    bases: frozenset[int]
    rooms: int | None
    wards: tuple[str, ...]
    meetings: tuple[Met, ...] = ()
    trainings: tuple[Trained, ...] = ()
    capacity: tuple[CapacityCount, ...] = ()
    corporation_visits: tuple[CorporationVisit, ...] = ()
    issues: tuple[Raised, ...] = ()
    joint: tuple[Jointly, ...] = ()
    joint_reports: tuple[Reported, ...] = ()
    advice: tuple[Advised, ...] = ()

    def stays_of(self, kind: str) -> Sequence[Stayed]:
        """Return the stays of a kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Stayed]]:
        found: dict[str, list[Stayed]] = {}
        for one in self.stays:
            found.setdefault(one.kind, []).append(one)
        return found

    def age_group(self, person: int, day: date) -> str:
        """Tell whether somebody was an adult on a day, or a child; unknown where both may be."""
        ages = self.people[person].ages_on(day) if person in self.people else ()
        groups = {"adult" if age >= ADULT else "child" for age in ages}
        return groups.pop() if len(groups) == 1 else "unknown"


def first_day(book: Casebook) -> date | None:
    """Return the first day of which a call, contact, visit or stay is recorded; None if nothing is.

    Parameters
    ----------
    book
        Of whoever may be told figures of everybody.
    """
    book = book.opened_for(book.for_figures())
    days = [at.astimezone(TOKYO).date() for (at,) in book.values(Consultation, ["received_at"])]
    for kind, field in ((Contact, "contacted_on"), (Visit, "visited_on"), (Stay, "start_on")):
        days += [day for (day,) in book.values(kind, [field])]
    return min(days, default=None)


_COUNT = ("id", "counted_on", *v.CAPACITY_BOUNDS)
_ASKED = ("id", "visited_on", "corporation", "kind", "result")
_JOINT = ("id", "begun_on", "ended_on", *(f"hard_by_{one}" for one in v.JOINT_REASONS))
_PERSON = ("id", "code_name", "city", "ward", "birth_year", "born_on", "identified_on", "identified_as")


def read_records(book: Casebook) -> ReviewRecords:
    """Read what the review is counted from.

    Parameters
    ----------
    book
        Of whoever may be told figures of everybody.
    """
    book = book.opened_for(book.for_figures())
    people = {row[0]: Person(**dict(zip(_PERSON, row, strict=True))) for row in book.values(Person, _PERSON)}
    names = AreaNames(book.all(Area))
    homes = {key: names.label(one.city, one.ward) or None for key, one in people.items()}
    needs = {
        key: names.label(city, ward)
        for key, city, ward in book.values(EmergencyNeed, _fields("consultation_id city ward"))
        if ward or names.label(city, ward) in names.labels
    }
    bases = list(book.values(Facility, _fields("id emergency_rooms"), is_base=True))
    rooms = [count for _, count in bases]
    calls = tuple(
        Call(
            key,
            (here := at.astimezone(TOKYO)).date(),
            here.hour,
            source,
            reason,
            result == "admitted",
            person,
            stay,
            needs.get(key) or homes.get(person),
        )
        for key, at, source, reason, result, person, stay in book.values(
            Consultation, _fields("id received_at source reason result person_id stay_id")
        )
    )
    return ReviewRecords(
        calls,
        tuple(
            Stayed(*row)
            for row in book.values(
                Stay, _fields("id person_id facility_id kind start_on end_on residence_before residence_after")
            )
        ),
        tuple(
            Asked(key, at.astimezone(TOKYO).date(), answer, reason)
            for key, at, answer, reason in book.values(Enquiry, _fields("id at answer reason"))
        ),
        tuple(Contacted(*row) for row in book.values(Contact, _fields("id contacted_on kind purpose person_id"))),
        tuple(Visited(*row) for row in book.values(Visit, _fields("id visited_on kind facility_id willingness"))),
        tuple(Reviewed(*row) for row in book.values(CaseReview, _fields("id reviewed_on"))),
        people,
        frozenset(key for key, _ in bases),
        None if not rooms or None in rooms else sum(rooms),
        tuple(names.labels),
        tuple(Met(*row) for row in book.values(CouncilMeeting, _fields("id held_on ward kind"), held=True)),
        tuple(Trained(*row) for row in book.values(TrainingEvent, _fields("id held_on kind"))),
        tuple(CapacityCount(**dict(zip(_COUNT, row, strict=True))) for row in book.values(CapacityCount, _COUNT)),
        tuple(CorporationVisit(**dict(zip(_ASKED, row, strict=True))) for row in book.values(CorporationVisit, _ASKED)),
        tuple(Raised(*row) for row in book.values(RegionalIssue, _fields("id raised_on theme ended_on"))),
        tuple(
            Jointly(key, on, ended, tuple(reason for reason, hard in zip(v.JOINT_REASONS, said, strict=True) if hard))
            for key, on, ended, *said in book.values(JointCase, _JOINT)
        ),
        tuple(Reported(*row) for row in book.values(JointReport, _fields("id month joint_case_id"))),
        tuple(Advised(*row) for row in book.values(AdviceVisit, _fields("id visited_on kind"))),
    )


def _fields(names: str) -> list[str]:
    return names.split()
