"""Dated plans: no bed twice on a night, every wish kept, as good as the best that enumeration finds, and told in words."""

import dataclasses
import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.dated.calendar import FreeBeds, Period, Wishes, build_calendar, set_bits
from matching.dated.explain import explain_dates, explain_schedule
from matching.dated.master import Opened, solve_master
from matching.dated.plan import DatedPlan, Objective
from matching.dated.rota import Budget, Guest, collisions, earliest, harder, hold, most_held
from matching.dated.schedule import schedule_plan
from matching.dated.stays import PossibleStays
from matching.errors import MatchingError, OutOfTimeError, ProblemError
from matching.pairs.constraints import Constraints
from matching.problem.model import Facility, Person, Problem
from matching.solving.flow import solve
from matching.trials.plan import TrialPlan, make_plan
from tests.matching.strategies import POLICY
from tests.matching.trials.test_plan import CAREFREE, WELCOMING
from words.say import LANGUAGES, placeholders, say

NEW_YEAR = dt.date(2028, 1, 1)
LEAP_DAY = dt.date(2028, 2, 29)
AMPLE = 60.0


@dataclass(frozen=True)
class Town:
    """A problem in which every pair is eligible, so that only places and nights decide."""

    tiers: tuple[int, ...]
    places: tuple[int | None, ...]
    metres: tuple[tuple[int, ...], ...]
    period: Period
    beds: tuple[FreeBeds, ...]
    wishes: tuple[Wishes, ...]
    holidays: frozenset[dt.date] = frozenset()

    def plan(self) -> TrialPlan:
        people = [dataclasses.replace(CAREFREE, id=1 + index, tier=tier) for index, tier in enumerate(self.tiers)]
        facilities = [dataclasses.replace(WELCOMING, id=100 + i, places=count) for i, count in enumerate(self.places)]
        return make_plan(problem(people, facilities, self.metres, self.period))

    def dated(self, limit: float = AMPLE) -> DatedPlan:
        return schedule_plan(self.plan(), self.period, self.beds, self.wishes, limit, self.holidays)

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
            ):
                yield dates


def of_month(days: Iterable[dt.date], night: dt.date) -> bool:
    """Tell whether one of the days is in the month of a night."""
    return any((day.year, day.month) == (night.year, night.month) for day in days)


def problem(
    people: list[Person], facilities: list[Facility], metres: tuple[tuple[int, ...], ...], period: Period
) -> Problem:
    distance = np.array(metres, dtype=np.int32).reshape(len(people), len(facilities))
    return Problem(tuple(people), tuple(facilities), (), distance, distance, {}, period.start, POLICY)


def days(period: Period) -> list[dt.date]:
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
    )


@st.composite
def towns(draw: st.DrawFn, most_people: int, most_facilities: int, most_nights: int) -> Town:
    """Crowded towns; mostly as many people as allowed, who mostly stay long."""
    people = draw(st.sampled_from([*[most_people] * 6, *range(most_people)]))
    facilities = draw(st.sampled_from([*range(1, most_facilities + 1)] * 4 + [0]))
    start = draw(st.sampled_from([NEW_YEAR, LEAP_DAY])) - dt.timedelta(draw(st.integers(0, 2)))
    period = Period(start, start + dt.timedelta(draw(st.integers(min(2, most_nights - 1), most_nights - 1))))
    nights = days(period)
    window = st.just(frozenset()) | windows(nights)
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
    )


def best(town: Town, plan: TrialPlan) -> Objective:
    """Try every plan with every dating."""
    (only,) = bests(town, plan)
    return only


def bests(town: Town, plan: TrialPlan) -> set[Objective]:
    """Try every plan with every dating; fixed pairs come before all tiers, and which of them stay may be a tie."""
    candidates = plan.candidates
    rows = zip(candidates.person.tolist(), candidates.facility.tolist(), candidates.cost.tolist(), strict=True)
    cost = {(person, facility): points for person, facility, points in rows}
    fixed = {person - 1: facility - 100 for person, facility in plan.constraints.fixed}
    level = [0 if person in fixed else tier for person, tier in enumerate(town.tiers)]
    reach = [
        [None, *(f for p, f in sorted(cost) if p == person and fixed.get(p, f) == f)]
        for person in range(len(town.tiers))
    ]
    values = []
    for chosen in itertools.product(*reach):
        guests = {f: tuple(p + 1 for p, at in enumerate(chosen) if at == f) for f in set(chosen) - {None}}
        if any(len(who) > len(plan.spread[f]) for f, who in guests.items()):
            continue
        if not all(any(True for _ in town.datings(who, f + 100)) for f, who in guests.items()):
            continue
        placed = [p for p, at in enumerate(chosen) if at is not None]
        points = sum(cost[p - 1, f] for f, who in guests.items() for p in who)
        points += sum(sum(plan.spread[f][: len(who)]) for f, who in guests.items())
        levels, tiers = Counter(level[p] for p in placed), Counter(town.tiers[p] for p in placed)
        order = (*(-levels[number] for number in (0, 1, 2, 3)), points)
        values.append((order, Objective((tiers[1], tiers[2], tiers[3]), points, levels[0])))
    first = min(order for order, _ in values)
    return {objective for order, objective in values if order == first}


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
    for facility_id, count in Counter(stay.facility_id for stay in dated.stays).items():
        assert count <= len(dated.plan.spread[facility_id - 100])
    if not dated.plan.constraints.fixed:
        better = [(*(-count for count in one.placed_by_tier), one.cost) for one in (dated.bound, dated.objective)]
        assert better[0] <= better[1]


@settings(max_examples=250)
@given(towns(most_people=4, most_facilities=3, most_nights=5))
def test_a_dated_plan_is_the_best_that_enumeration_finds(town: Town) -> None:
    dated = town.dated()
    assert dated.proven
    assert dated.earliest
    assert dated.bound == dated.objective
    assert dated.objective == best(town, dated.plan)
    check_sound(town, dated)
    for cut in dated.cuts:
        people = sorted(cut.people)
        assert not any(any(town.datings(who, cut.facility)) for who in itertools.combinations(people, cut.most + 1))
        assert any(any(town.datings(who, cut.facility)) for who in itertools.combinations(people, cut.most))


@settings(max_examples=150)
@given(towns(most_people=4, most_facilities=2, most_nights=5))
def test_with_all_calendars_opened_the_plan_is_the_best_at_once(town: Town) -> None:
    plan = town.plan()
    stays = PossibleStays(plan, build_calendar(town.period, town.beds, town.wishes, town.holidays))
    opened = {
        facility: Opened(beds, stays.who_could[facility])
        for facility, beds in enumerate(stays.beds)
        if beds is not None
    }
    if not stays.guests:
        return
    network = stays.network([len(costs) for costs in plan.spread])
    hoped = stays.reached(solve(network, stays.level).assigned)
    assigned = solve_master(network, stays.level, (), opened, hoped, Budget(AMPLE), stays.gains)
    assert stays.objective(assigned) == best(town, plan)


@settings(max_examples=120)
@given(towns(most_people=14, most_facilities=3, most_nights=14))
def test_no_bed_is_used_twice_on_a_night_and_every_wish_is_kept(town: Town) -> None:
    dated = town.dated()
    assert dated.proven
    check_sound(town, dated)


@settings(max_examples=80)
@given(towns(most_people=8, most_facilities=3, most_nights=8))
def test_out_of_time_everything_holds_except_the_proof(town: Town) -> None:
    dated = town.dated(limit=1e-9)
    check_sound(town, dated)
    assert dated.proven == (dated.objective == dated.bound)
    assert dated.proven or any(message.code == "schedule.bounded" for message in explain_schedule(dated))


@settings(max_examples=80)
@given(towns(most_people=4, most_facilities=2, most_nights=5))
def test_dates_are_the_earliest_and_ties_go_by_tier_then_id(town: Town) -> None:
    dated = town.dated()
    for facility_id in {stay.facility_id for stay in dated.stays}:
        if not any(said.facility_id == facility_id and said.by_night for said in town.beds):
            continue
        stays = {stay.person_id: stay.arrival for stay in dated.stays if stay.facility_id == facility_id}
        guests = tuple(sorted(stays, key=lambda person: (town.tiers[person - 1], person)))
        expected = min(town.datings(guests, facility_id), key=lambda dates: (sum(d.toordinal() for d in dates), dates))
        assert tuple(stays[person] for person in guests) == expected


@settings(max_examples=60)
@given(towns(most_people=8, most_facilities=3, most_nights=8), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(town: Town, chance: random.Random) -> None:
    plan, one = town.plan(), town.dated()
    rows = chance.sample(range(len(town.tiers)), len(town.tiers))
    columns = chance.sample(range(len(town.places)), len(town.places))
    order = np.ix_(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))
    shuffled = dataclasses.replace(
        plan.problem,
        people=tuple(plan.problem.people[row] for row in rows),
        facilities=tuple(plan.problem.facilities[column] for column in columns),
        home_metres=plan.problem.home_metres[order],
        day_metres=plan.problem.day_metres[order],
    )
    beds, wishes = chance.sample(town.beds, len(town.beds)), chance.sample(town.wishes, len(town.wishes))
    other = schedule_plan(make_plan(shuffled), town.period, beds, wishes, AMPLE, town.holidays)
    assert (other.stays, other.unplaced, other.objective) == (one.stays, one.unplaced, one.objective)
    assert set(other.cuts) == set(one.cuts)


@settings(max_examples=70)
@given(towns(most_people=6, most_facilities=3, most_nights=6))
def test_every_sentence_formats_in_both_languages(town: Town) -> None:
    for limit in (AMPLE, 1e-9):
        dated = town.dated(limit)
        told = explain_dates(dated)
        assert set(told) == set(range(1, len(town.tiers) + 1))
        assert all(told[stay.person_id] for stay in dated.stays)
        for message in itertools.chain(explain_schedule(dated), *told.values()):
            for language in LANGUAGES:
                assert placeholders(message.code, language) == set(message.params)
                assert say(message, language)


guests_lists = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2**6 - 1)), min_size=2, max_size=6).map(
    lambda given: [Guest(person, nights, starts) for person, (nights, starts) in enumerate(given)]
)
bed_lists = st.lists(st.integers(0, 2), min_size=9, max_size=9)


def fits(guests: list[Guest], beds: list[int]) -> bool:
    for dates in itertools.product(*(set_bits(guest.starts) for guest in guests)):
        used = Counter(s + n for guest, s in zip(guests, dates, strict=True) for n in range(guest.nights))
        if all(count <= beds[night] for night, count in used.items()):
            return True
    return False


@settings(max_examples=150)
@given(guests_lists, bed_lists)
def test_what_collides_cannot_be_held_and_would_be_without_any_one(guests: list[Guest], beds: list[int]) -> None:
    budget = Budget(AMPLE)
    held = hold(guests, beds, budget) is not None
    assert held == fits(guests, beds)
    best_count = max(
        size for size in range(len(guests) + 1) for some in itertools.combinations(guests, size) if fits([*some], beds)
    )
    assert most_held(guests, beds, budget) == best_count
    if held or any(not fits([guest], beds) for guest in guests):
        return
    for some in collisions(guests, beds, budget):
        assert not fits([*some], beds)
        assert all(fits([one for one in some if one is not out], beds) for out in some)
        wider = {*some, *harder(some, guests)}
        assert not any(fits([*others], beds) for others in itertools.combinations(sorted(wider), len(some)))


def test_of_many_who_collide_a_set_is_found_from_which_nobody_can_be_left_out() -> None:
    guests = [Guest(person, 2, 0b1111) for person in range(11)]
    (some,) = collisions(guests, [1] * 5, Budget(AMPLE))
    assert len(some) == 3


def test_with_no_time_left_only_what_needs_no_solver_is_answered() -> None:
    easy, hard = [Guest(0, 1, 0b11), Guest(1, 1, 0b11)], [Guest(0, 2, 0b11), Guest(1, 2, 0b11)]
    assert hold(easy, [1, 1, 1], Budget(0)) == {0: 0, 1: 1}
    with pytest.raises(OutOfTimeError):
        hold(hard, [1, 1, 1], Budget(0))


def january(day: int, count: int) -> frozenset[dt.date]:
    return frozenset(dt.date(2028, 1, day) + dt.timedelta(later) for later in range(count))


def one_bed(*nights: dt.date) -> dict[dt.date, int]:
    return dict.fromkeys(nights, 1)


WEEK = Period(dt.date(2028, 1, 10), dt.date(2028, 1, 16))


def test_a_facility_that_cannot_hold_all_gives_a_cut_and_the_plan_is_made_anew() -> None:
    town = Town(
        tiers=(1, 1, 1),
        places=(3, 1),
        metres=((0, 7000), (0, 7000), (0, 3000)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 4))),),
        wishes=(Wishes(1, 2), Wishes(2, 2), Wishes(3, 2)),
    )
    dated = town.dated()
    assert {stay.person_id: stay.facility_id for stay in dated.stays} == {1: 100, 2: 100, 3: 101}
    assert (dated.stays[2].planned_facility_id, dated.rounds) == (100, 1)
    assert [stay.arrival.day for stay in dated.stays] == [10, 12, 10]
    (cut,) = dated.cuts
    assert (cut.facility, cut.people, cut.most) == (100, {1, 2, 3}, 2)
    assert [message.code for message in explain_schedule(dated)] == [
        "schedule.proven",
        "schedule.cut",
        *["schedule.cut_person"] * 3,
    ]
    assert [message.code for message in explain_dates(dated)[3]][:2] == ["stay.dates", "stay.moved"]


def test_two_who_want_the_same_night_are_a_cut_of_their_own() -> None:
    town = Town(
        tiers=(1, 2, 3),
        places=(3,),
        metres=((0,), (0,), (0,)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 7))),),
        wishes=(Wishes(1, 3), Wishes(2, 1, january(14, 1)), Wishes(3, 1, january(14, 1))),
    )
    dated = town.dated()
    assert [stay.person_id for stay in dated.stays] == [1, 2]
    assert [(left.person_id, left.reason) for left in dated.unplaced] == [(3, "nights_taken")]


def test_one_of_tier_1_comes_before_two_of_tier_2() -> None:
    town = Town(
        tiers=(1, 2, 2),
        places=(3,),
        metres=((7000,), (0,), (0,)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 4))),),
        wishes=(Wishes(1, 4), Wishes(2, 2), Wishes(3, 2)),
    )
    dated = town.dated()
    assert dated.objective.placed_by_tier == (1, 0, 0)
    assert dated.proven


def test_a_fixed_pair_comes_before_all_tiers_and_a_forbidden_one_stays_out() -> None:
    town = Town(
        tiers=(1, 1, 3),
        places=(2, 1),
        metres=((0, 0), (0, 0), (0, 0)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 2))),),
        wishes=(Wishes(1, 2), Wishes(2, 2), Wishes(3, 2)),
    )
    plan = make_plan(
        town.plan().problem, constraints=Constraints(locks=frozenset({(3, 100)}), forbids=frozenset({(1, 101)}))
    )
    dated = schedule_plan(plan, WEEK, town.beds, town.wishes, AMPLE)
    assert {stay.person_id: stay.facility_id for stay in dated.stays} == {2: 101, 3: 100}
    assert [(left.person_id, left.reason) for left in dated.unplaced] == [(1, "nights_taken")]
    assert dated.proven


@pytest.mark.parametrize(
    ("first", "nights", "departure"),
    [
        (dt.date(2027, 12, 30), 4, dt.date(2028, 1, 3)),
        (dt.date(2028, 2, 28), 3, dt.date(2028, 3, 2)),
        (dt.date(2027, 2, 27), 3, dt.date(2027, 3, 2)),
        (dt.date(2028, 4, 28), 7, dt.date(2028, 5, 5)),
    ],
    ids=["over new year", "over a leap day", "over the end of February", "over public holidays"],
)
def test_a_stay_goes_on_over_the_ends_of_months_and_holidays(first: dt.date, nights: int, departure: dt.date) -> None:
    stay_nights = [first + dt.timedelta(later) for later in range(nights)]
    town = Town(
        tiers=(1,),
        places=(1,),
        metres=((0,),),
        period=Period(first - dt.timedelta(10), first + dt.timedelta(20)),
        beds=(FreeBeds(100, one_bed(*stay_nights), holiday_arrivals=False),),
        wishes=(Wishes(1, nights),),
        holidays=frozenset(stay_nights[1:]),
    )
    (stay,) = town.dated().stays
    assert (stay.arrival, stay.departure) == (first, departure)


def test_a_stay_may_use_the_last_night_of_the_period_but_none_after_it() -> None:
    town = Town((1,), (1,), ((0,),), WEEK, (FreeBeds(100),), (Wishes(1, 2, january(15, 5)),))
    (stay,) = town.dated().stays
    assert (stay.arrival.day, stay.departure.day) == (15, 17)


def test_where_only_places_are_known_the_fewest_beds_are_needed_at_once_and_all_is_to_be_confirmed() -> None:
    wishes = (Wishes(1, 2, january(10, 4)), Wishes(2, 2, january(10, 4)), Wishes(3, 2, january(10, 4)))
    town = Town((1, 1, 1), (3,), ((0,), (0,), (0,)), WEEK, (), wishes)
    dated = town.dated()
    assert [stay.arrival.day for stay in dated.stays] == [10, 10, 12]
    assert dated.stays[0].to_confirm == ("beds", "longest", "weekday")
    assert earliest([Guest(0, 1, 0b11), Guest(1, 1, 0b11)], None, Budget(AMPLE)) == {0: 0, 1: 1}


def test_what_nobody_has_said_is_to_be_confirmed() -> None:
    said = FreeBeds(100, one_bed(WEEK.start), arrival_weekdays=frozenset({0}), longest=3)
    town = Town((1,), (1,), ((0,),), WEEK, (said,), (), frozenset({WEEK.start}))
    (stay,) = town.dated().stays
    assert (stay.nights, stay.to_confirm) == (1, ("wishes", "holiday"))


@pytest.mark.parametrize(
    ("said", "wish", "arrival", "to_confirm"),
    [
        ({"by_night": one_bed(*january(30, 1))}, {}, dt.date(2028, 1, 30), ("wishes",)),
        ({"by_night": one_bed(*january(30, 1))}, {"nights": 2}, dt.date(2028, 2, 1), ("nights", "beds")),
        ({"by_night": one_bed(*january(30, 2))}, {"nights": 3}, dt.date(2028, 1, 30), ("nights", "beds")),
        ({"by_night": {dt.date(2028, 1, 30): 0}}, {}, dt.date(2028, 2, 1), ("wishes", "beds")),
        ({}, {"suits": january(31, 1)}, dt.date(2028, 1, 31), ("beds",)),
        ({}, {"nights": 2, "suits": january(29, 1)}, dt.date(2028, 2, 1), ("nights", "beds")),
        ({}, {"nights": 2, "suits": january(31, 1)}, dt.date(2028, 1, 31), ("nights", "beds")),
        ({}, {"never": january(30, 1)}, dt.date(2028, 1, 29), ("nights", "beds")),
    ],
)
def test_what_was_said_of_one_month_says_nothing_of_another(
    said: dict[str, Any], wish: dict[str, Any], arrival: dt.date, to_confirm: tuple[str, ...]
) -> None:
    beds = (FreeBeds(100, **said, arrival_weekdays=frozenset(range(7)), longest=7),)
    period = Period(dt.date(2028, 1, 29), dt.date(2028, 2, 3))
    town = Town((1,), (1,), ((0,),), period, beds, (Wishes(1, **wish),) if wish else ())
    (stay,) = town.dated().stays
    assert (stay.arrival, stay.to_confirm) == (arrival, to_confirm)


@pytest.mark.parametrize(
    ("said", "wish", "obstacle"),
    [
        (FreeBeds(100), Wishes(1, 2, january(10, 1)), "own_nights"),
        (FreeBeds(100), Wishes(1, never=january(10, 7)), "own_nights"),
        (FreeBeds(100), Wishes(1, suits=january(20, 7)), "own_nights"),
        (FreeBeds(100, one_bed(*january(20, 7))), Wishes(1), "no_free_nights"),
        (FreeBeds(100, longest=2), Wishes(1, 3), "too_long"),
        (FreeBeds(100, {dt.date(2028, 1, 10): 0}), Wishes(1), "no_free_nights"),
        (FreeBeds(100, one_bed(*january(10, 1), *january(12, 1))), Wishes(1, 2), "no_free_nights"),
        (FreeBeds(100, arrival_weekdays=frozenset({0})), Wishes(1, never=january(10, 1)), "arrival_day"),
        (FreeBeds(100, holiday_arrivals=False), Wishes(1, suits=january(10, 1)), "arrival_day"),
    ],
)
def test_whoever_has_no_dates_is_told_what_stands_in_the_way(said: FreeBeds, wish: Wishes, obstacle: str) -> None:
    dated = Town((1,), (1,), ((0,),), WEEK, (said,), (wish,), january(10, 1)).dated()
    (left,) = dated.unplaced
    assert (left.reason, left.obstacles) == ("no_dates", {obstacle: 1})
    told = ["undated.planned", "undated.no_dates", f"obstacle.{obstacle}"]
    assert [message.code for message in explain_dates(dated)[1]] == told
    assert dated.proven


def test_whoever_the_plan_left_out_keeps_its_reason() -> None:
    people = [dataclasses.replace(CAREFREE, id=1, consent=False), dataclasses.replace(CAREFREE, id=2)]
    plan = make_plan(problem(people, [dataclasses.replace(WELCOMING, closed=True)], ((0,), (0,)), WEEK))
    dated = schedule_plan(plan, WEEK, (), (), AMPLE)
    assert [(left.reason, left.of_plan) for left in dated.unplaced] == [
        ("no_consent", True),
        ("no_eligible_facility", True),
    ]
    assert explain_dates(dated) == {1: (), 2: ()}


def test_whoever_finds_all_places_taken_is_told_so() -> None:
    dated = Town((1, 2), (1,), ((0,), (0,)), WEEK, (), ()).dated()
    assert [(left.person_id, left.reason) for left in dated.unplaced] == [(2, "places_taken")]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: FreeBeds(1, {WEEK.start: -1}), "problem.value"),
        (lambda: FreeBeds(1, arrival_weekdays=frozenset({7})), "problem.value"),
        (lambda: FreeBeds(1, longest=0), "problem.value"),
        (lambda: Wishes(1, 0), "problem.value"),
        (lambda: Wishes(1, 8), "problem.value"),
        (lambda: empty().dated(0), "schedule.time_limit"),
        (lambda: empty().dated(float("nan")), "schedule.time_limit"),
        (lambda: empty().dated(float("inf")), "schedule.time_limit"),
        (lambda: empty(period=Period(WEEK.end, WEEK.start)).dated(), "nights.period"),
        (lambda: empty(period=Period(WEEK.start, dt.date(2030, 1, 1))).dated(), "nights.period"),
        (lambda: empty(beds=(FreeBeds(1), FreeBeds(1))).dated(), "problem.duplicate_id"),
        (lambda: empty(wishes=(Wishes(1), Wishes(1))).dated(), "problem.duplicate_id"),
    ],
)
def test_bad_input_gets_a_clear_message(make: object, code: str) -> None:
    assert callable(make)
    with pytest.raises(ProblemError) as caught:
        make()
    error: MatchingError = caught.value
    assert error.code == code
    assert all(say(code, language, **error.params) for language in LANGUAGES)


def empty(**changes: object) -> Town:
    return dataclasses.replace(Town((), (), (), WEEK, (), ()), **changes)
