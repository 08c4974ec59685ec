"""Little towns whose stays need dates, their best plan by enumeration, and what must hold of every dated plan."""

import dataclasses
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from matching.dated.calendar import NO_RULES, DatingRules, FreeBeds, Horizon, Wishes
from matching.dated.plan import DatedPlan, Objective
from matching.dated.schedule import schedule_plan
from matching.problem.learning import is_due
from matching.problem.model import Facility, Person, Problem
from matching.trials.plan import TrialPlan, make_plan
from tests.matching.examples import CAREFREE, WELCOMING
from tests.matching.strategies import POLICY

NEW_YEAR = dt.date(2028, 1, 1)
LEAP_DAY = dt.date(2028, 2, 29)
AMPLE = 60.0


@dataclass(frozen=True)
class Town:
    """A problem in which every pair is eligible, so that only places and nights decide."""

    tiers: tuple[int, ...]
    places: tuple[int | None, ...]
    metres: tuple[tuple[int, ...], ...]
    period: Horizon
    beds: tuple[FreeBeds, ...]
    wishes: tuple[Wishes, ...]
    holidays: frozenset[dt.date] = frozenset()
    rules: DatingRules = NO_RULES

    def plan(self) -> TrialPlan:
        people = [dataclasses.replace(CAREFREE, id=1 + index, tier=tier) for index, tier in enumerate(self.tiers)]
        facilities = [dataclasses.replace(WELCOMING, id=100 + i, places=count) for i, count in enumerate(self.places)]
        return make_plan(problem(people, facilities, self.metres, self.period))

    def dated(self, limit: float = AMPLE) -> DatedPlan:
        return schedule_plan(self.plan(), self.period, self.beds, self.wishes, limit, self.holidays, self.rules)

    def starts(self, person_id: int, facility_id: int) -> list[dt.date]:
        """Read the rules of `Wishes` and `FreeBeds` one by one, date by date."""
        wish = next((one for one in self.wishes if one.person_id == person_id), Wishes(person_id))
        said = next((one for one in self.beds if one.facility_id == facility_id), FreeBeds(facility_id))
        if said.longest is not None and wish.nights > said.longest:
            return []
        found = []
        for start in days(self.period):
            nights = [start + dt.timedelta(later) for later in range(wish.nights)]
            fine = all(
                night <= self.period.end
                and (not of_month(wish.suits, night) or night in wish.suits)
                and night not in wish.never
                and (not of_month(said.by_night, night) or said.by_night.get(night, 0) > 0)
                for night in nights
            )
            rules, closed = self.rules, set(nights) & said.closed
            fine &= all(of_month(said.by_night, night) for night in closed)
            fine &= wish.booked or (
                (rules.not_before is None or start >= rules.not_before)
                and (start not in rules.no_arrivals or start in wish.suits)
                and not any(night in rules.no_nights and night not in wish.suits for night in nights)
            )
            weekday = said.arrival_weekdays is None or start.weekday() in said.arrival_weekdays
            if fine and weekday and not (said.holiday_arrivals is False and start in self.holidays):
                found.append(start)
        return found

    def datings(self, guests: tuple[int, ...], facility_id: int) -> Iterator[tuple[dt.date, ...]]:
        """Try all dates of these people at one facility; only places bound a month of which it gave no calendar."""
        said = next((one for one in self.beds if one.facility_id == facility_id), FreeBeds(facility_id))
        for dates in itertools.product(*(self.starts(person, facility_id) for person in guests)):
            used = Counter(
                start + dt.timedelta(later)
                for person, start in zip(guests, dates, strict=True)
                for later in range(nights_of(self, person))
            )
            if all(
                count <= said.by_night.get(night, 0) for night, count in used.items() if of_month(said.by_night, night)
            ) and within(self.begun(guests, dates), self.rules.receive_per_day):
                yield dates

    def begun(self, guests: tuple[int, ...], dates: tuple[dt.date, ...]) -> list[tuple[dt.date, bool]]:
        """Return when stays begin, and whether they are booked."""
        booked = {one.person_id for one in self.wishes if one.booked}
        return [(start, person in booked) for person, start in zip(guests, dates, strict=True)]

    def dated_together(self, guests: dict[int, tuple[int, ...]]) -> Iterator[dict[int, dt.date]]:
        """Try all dates of everybody, by facility id, within what the desk can accompany in a week."""
        each = [[(who, dates) for dates in self.datings(who, facility)] for facility, who in sorted(guests.items())]
        for combined in itertools.product(*each):
            begun = [one for who, dates in combined for one in self.begun(who, dates)]
            by_week = [(start - dt.timedelta(start.weekday()), booked) for start, booked in begun]
            if within(by_week, self.rules.accompany_per_week):
                yield {person: start for who, dates in combined for person, start in zip(who, dates, strict=True)}


def within(begun: list[tuple[dt.date, bool]], most: int) -> bool:
    """Tell whether on no day more begin than may; those that are booked count, but may be more."""
    if not most:
        return True
    count, booked = Counter(day for day, _ in begun), Counter(day for day, agreed in begun if agreed)
    return all(count[day] <= max(most, booked[day]) for day in count)


def of_month(days: Iterable[dt.date], night: dt.date) -> bool:
    """Tell whether one of the days is in the month of a night."""
    return any((day.year, day.month) == (night.year, night.month) for day in days)


def problem(
    people: list[Person], facilities: list[Facility], metres: tuple[tuple[int, ...], ...], period: Horizon
) -> Problem:
    distance = np.array(metres, dtype=np.int32).reshape(len(people), len(facilities))
    return Problem(tuple(people), tuple(facilities), (), distance, distance, {}, period.start, POLICY)


def days(period: Horizon) -> list[dt.date]:
    return [period.start + dt.timedelta(later) for later in range((period.end - period.start).days + 1)]


def nights_of(town: Town, person_id: int) -> int:
    return next((one.nights for one in town.wishes if one.person_id == person_id), 1)


@st.composite
def windows(draw: st.DrawFn, nights: list[dt.date]) -> frozenset[dt.date]:
    first, last = sorted(draw(st.tuples(*[st.integers(0, len(nights) - 1)] * 2)))
    return frozenset(nights[first : last + 1])


@st.composite
def free_beds(draw: st.DrawFn, facility_id: int, nights: list[dt.date]) -> FreeBeds:
    """Facilities of which most have one bed on most nights, so that guests collide."""
    beds = draw(st.lists(st.sampled_from([1, 1, 1, 0, 2]), min_size=len(nights), max_size=len(nights)))
    months = draw(st.sampled_from([{1, 2, 3, 12}] * 4 + [{1, 2}, {3, 12}, set()]))
    return FreeBeds(
        facility_id,
        by_night={night: count for night, count in zip(nights, beds, strict=True) if night.month in months},
        arrival_weekdays=draw(st.none() | st.none() | st.frozensets(st.integers(0, 6), min_size=5)),
        holiday_arrivals=draw(st.sampled_from([None, True, False])),
        longest=draw(st.sampled_from([None, None, 2, 7])),
        closed=draw(st.sampled_from([frozenset(), frozenset(), frozenset(nights[1:2])])),
    )


def dating_rules(nights: list[dt.date]) -> st.SearchStrategy[DatingRules]:
    """Rules that leave something, and mostly matter."""
    some = st.sampled_from([frozenset(), frozenset(nights[1:2]), frozenset(nights[-1:])])
    return st.just(NO_RULES) | st.builds(
        DatingRules,
        not_before=st.sampled_from([None, None, nights[0], nights[1]]),
        no_arrivals=some,
        no_nights=some,
        receive_per_day=st.sampled_from([0, 1, 1, 2]),
        accompany_per_week=st.sampled_from([0, 0, 1, 2]),
    )


@st.composite
def towns(draw: st.DrawFn, most_people: int, most_facilities: int, most_nights: int) -> Town:
    """Crowded towns; mostly as many people as allowed, who mostly stay long."""
    people = draw(st.sampled_from([*[most_people] * 6, *range(most_people)]))
    facilities = draw(st.sampled_from([*range(1, most_facilities + 1)] * 4 + [0]))
    start = draw(st.sampled_from([NEW_YEAR, LEAP_DAY])) - dt.timedelta(draw(st.integers(0, 2)))
    period = Horizon(start, start + dt.timedelta(draw(st.integers(min(2, most_nights - 1), most_nights - 1))))
    nights = days(period)
    none: st.SearchStrategy[frozenset[dt.date]] = st.just(frozenset())
    window = none | windows(nights)
    never = st.sampled_from([frozenset(), frozenset(), frozenset({start})])
    mostly = st.sampled_from([True] * 5 + [False])
    row = st.tuples(*[st.sampled_from([0, 1000, 7000])] * facilities)
    return Town(
        tiers=tuple(draw(st.lists(st.integers(1, 3), min_size=people, max_size=people))),
        places=tuple(draw(st.lists(st.sampled_from([None, 2, 3, 4]), min_size=facilities, max_size=facilities))),
        metres=tuple(draw(st.lists(row, min_size=people, max_size=people))),
        period=period,
        beds=tuple(draw(free_beds(100 + index, nights)) for index in range(facilities) if draw(mostly)),
        wishes=tuple(
            Wishes(1 + index, draw(st.sampled_from([2, 3, 2, 3, 1])), draw(window), draw(never))
            for index in range(people)
            if draw(mostly)
        ),
        holidays=frozenset({NEW_YEAR}),
        rules=draw(dating_rules(nights)),
    )


def order(one: Objective) -> tuple[int, ...]:
    """Return what decides between two plans, the smaller the better."""
    return (*(-count for count in (*one.fixed, *one.gained, *one.placed_by_tier)), one.cost)


def best(town: Town, plan: TrialPlan) -> Objective:
    """Try every plan with every dating: fixed pairs by tier, then who is due, then options gained, then people by tier, then cost."""
    candidates = plan.candidates
    pairs = list(zip(candidates.person.tolist(), candidates.facility.tolist(), strict=True))
    cost = dict(zip(pairs, candidates.cost.tolist(), strict=True))
    gain = dict(zip(pairs, candidates.gain.tolist(), strict=True))
    fixed = {person - 1: facility - 100 for person, facility in plan.constraints.fixed}
    reach = [
        [None, *(f for p, f in sorted(cost) if p == person and fixed.get(p, f) == f)]
        for person in range(len(town.tiers))
    ]
    values = []
    for chosen in itertools.product(*reach):
        guests = {f: tuple(p + 1 for p, at in enumerate(chosen) if at == f) for f in set(chosen) - {None}}
        if any(len(who) > len(plan.spread[f]) for f, who in guests.items()):
            continue
        if not any(True for _ in town.dated_together({f + 100: who for f, who in guests.items()})):
            continue
        placed = [p for p, at in enumerate(chosen) if at is not None]
        points = sum(cost[p - 1, f] for f, who in guests.items() for p in who)
        points += sum(sum(plan.spread[f][: len(who)]) for f, who in guests.items())
        tiers, kept = (Counter(town.tiers[p] for p in who) for who in (placed, [p for p in placed if p in fixed]))
        gains = Counter((gain[p, at], town.tiers[p]) for p, at in enumerate(chosen) if at is not None)
        by_tier, kept_by_tier = (tuple(count[tier] for tier in (1, 2, 3)) for count in (tiers, kept))
        gained = tuple(gains[kind, tier] for kind in (1, 2) for tier in (1, 2, 3))
        due = sum(is_due(plan.problem.people[p], plan.problem.policy) for p in placed if p not in fixed)
        values.append(Objective(by_tier, points, (*kept_by_tier, due), gained))
    return min(values, key=order)


def check_sound(town: Town, dated: DatedPlan) -> None:
    """Hold a dated plan to everything that must be true of it, optimal or not."""
    placed = [stay.person_id for stay in dated.stays]
    everyone = sorted([*placed, *(left.person_id for left in dated.unplaced)])
    assert everyone == list(range(1, len(town.tiers) + 1))
    assert dated.objective.placed_by_tier == tuple(
        sum(town.tiers[person - 1] == tier for person in placed) for tier in (1, 2, 3)
    )
    used: Counter[tuple[int, dt.date]] = Counter()
    for stay in dated.stays:
        assert stay.arrival in town.starts(stay.person_id, stay.facility_id)
        assert stay.nights == nights_of(town, stay.person_id)
        assert (stay.departure - stay.arrival).days == stay.nights
        used.update((stay.facility_id, stay.arrival + dt.timedelta(later)) for later in range(stay.nights))
    free = {said.facility_id: said.by_night for said in town.beds}
    for (facility_id, night), count in used.items():
        by_night = free.get(facility_id, {})
        assert not of_month(by_night, night) or count <= by_night.get(night, 0)
    booked = {one.person_id for one in town.wishes if one.booked}
    begun = [(stay, stay.person_id in booked) for stay in dated.stays]
    for facility_id in {stay.facility_id for stay in dated.stays}:
        here = [(stay.arrival, agreed) for stay, agreed in begun if stay.facility_id == facility_id]
        assert within(here, town.rules.receive_per_day)
    weeks = [(stay.arrival - dt.timedelta(stay.arrival.weekday()), agreed) for stay, agreed in begun]
    assert within(weeks, town.rules.accompany_per_week)
    for facility_id, count in Counter(stay.facility_id for stay in dated.stays).items():
        assert count <= len(dated.plan.spread[facility_id - 100])
    assert order(dated.bound) <= order(dated.objective)


def january(day: int, count: int) -> frozenset[dt.date]:
    return frozenset(dt.date(2028, 1, day) + dt.timedelta(later) for later in range(count))


def one_bed(*nights: dt.date) -> dict[dt.date, int]:
    return dict.fromkeys(nights, 1)


WEEK = Horizon(dt.date(2028, 1, 10), dt.date(2028, 1, 16))
