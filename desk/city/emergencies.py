"""How often emergencies came in the casebook's own years and how long they lasted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Facility, Person, Stay
from casebook.records.base import require
from desk.city.people import tier_of
from desk.policy import load_policy
from matching.simulation import DAYS
from matching.solving import TIERS

UNKNOWN = "unknown"
"""The stream of people whom nobody knew beforehand."""
STREAMS = (*(str(tier) for tier in TIERS), UNKNOWN)


@dataclass(frozen=True)
class Fit:
    """What the casebook's own years say.

    A person counts as known from the day on which she was identified; her tier is today's, since the casebook keeps
    no earlier one. Admissions of people identified later, not identified, or whose support has ended since count with
    those whom nobody knew, for whom there are no person-years. Calls that found no bed are not in the casebook, so
    the rates are those of people who were taken in.

    Attributes
    ----------
    first, years
        Day of the first emergency stay (None if there is none), and years of 365 days from it to today.
    admissions
        Emergency stays, at the base and elsewhere, by stream.
    outside
        How many of the admissions were not at the base.
    person_years
        By tier, of people whose support goes on.
    days
        Inclusive days of the base's emergency stays that have ended.
    rooms
        Emergency rooms of the base, None if it has not said; those of a base that has closed are no more.
    """

    first: date | None
    years: float
    admissions: Mapping[str, int]
    outside: int
    person_years: Mapping[str, float]
    days: tuple[int, ...]
    rooms: int | None

    @property
    def exposure(self) -> dict[str, float]:
        """Person-years by stream; of those whom nobody knew the years, as if they were one person."""
        return {**self.person_years, UNKNOWN: self.years}

    @property
    def rates(self) -> dict[str, float]:
        """Emergencies a year by stream: of one person in a tier, of all those whom nobody knew; as far as known."""
        return {stream: self.admissions[stream] / years for stream, years in self.exposure.items() if years}


def fit(book: Casebook, today: date) -> Fit:
    """Read rates and stays from the casebook, from its first emergency stay to today; tiers are the standard policy's."""
    policy = load_policy()
    people = ((person, tier_of(person, policy)[0]) for person in book.all(Person))
    return fit_records(book.all(Facility), people, book.all(Stay, kind="emergency"), today)


def fit_records(
    facilities: Iterable[Facility], people: Iterable[tuple[Person, int]], stays: Iterable[Stay], today: date
) -> Fit:
    """Return the same from everybody with her tier, and all emergency stays, that were read already."""
    bases = {one.id: one for one in facilities if one.is_base}
    stays = [one for one in stays if one.start_on <= today]
    first = min((one.start_on for one in stays), default=None)
    since: dict[int, tuple[str, date]] = {}
    person_years = dict.fromkeys(STREAMS[:-1], 0.0)
    for person, tier in people:
        if person.status == "closed" or person.identified_on is None or first is None:
            continue
        stream, start = str(tier), max(person.identified_on, first)
        since[require(person.id)] = stream, person.identified_on
        person_years[stream] += max(0, (today - start).days + 1) / DAYS
    admissions: Counter[str] = Counter()
    for stay in stays:
        stream, identified = since.get(stay.person_id, (UNKNOWN, stay.start_on))
        admissions[stream if identified <= stay.start_on else UNKNOWN] += 1
    ended = [stay for stay in stays if stay.facility_id in bases and stay.end_on is not None and stay.end_on <= today]
    rooms = [
        base.emergency_rooms for base in bases.values() if base.status == "open" and base.emergency_rooms is not None
    ]
    return Fit(
        first,
        0.0 if first is None else ((today - first).days + 1) / DAYS,
        {stream: admissions[stream] for stream in STREAMS},
        sum(stay.facility_id not in bases for stay in stays),
        person_years,
        tuple((stay.end_on - stay.start_on).days + 1 for stay in ended if stay.end_on is not None),
        sum(rooms) if rooms else None,
    )
