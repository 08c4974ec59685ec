"""Dated plans: no bed twice on a night, every wish kept, as good as the best that enumeration finds, and told in words."""

import dataclasses
import datetime as dt
import itertools
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.dated.calendar import FreeBeds, Horizon, Wishes
from matching.dated.explain import explain_dates, explain_schedule
from matching.dated.schedule import schedule_plan
from matching.errors import MatchingError, ProblemError
from matching.pairs.constraints import Constraints
from matching.trials.plan import make_plan
from tests.matching import reference
from tests.matching.dated.towns import AMPLE, WEEK, Town, best, check_sound, january, one_bed, towns
from words.say import LANGUAGES, say


@settings(max_examples=120)
@given(towns(most_people=4, most_facilities=3, most_nights=5))
def test_a_dated_plan_is_the_best_that_enumeration_finds(town: Town) -> None:
    dated = town.dated()
    assert dated.proven
    assert dated.in_turn
    assert dated.bound == dated.objective
    assert dated.objective == best(town, dated.plan)
    check_sound(town, dated)
    for cut in dated.cuts:
        people = sorted(cut.people)
        assert not any(any(town.datings(who, cut.facility)) for who in itertools.combinations(people, cut.most + 1))
        assert any(any(town.datings(who, cut.facility)) for who in itertools.combinations(people, cut.most))


@settings(max_examples=50)
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
    other = schedule_plan(make_plan(shuffled), town.period, beds, wishes, AMPLE, town.holidays, town.rules)
    assert (other.stays, other.unplaced, other.objective) == (one.stays, one.unplaced, one.objective)
    assert set(other.cuts) == set(one.cuts)


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
    # The lot of this week draws 3, 1, 2.
    assert [stay.arrival.day for stay in dated.stays] == [12, 10, 10]
    (cut,) = dated.cuts
    assert (cut.facility, cut.people, cut.most) == (100, frozenset({1, 2, 3}), 2)
    assert [message.code for message in explain_schedule(dated)] == [
        "schedule.proven",
        "schedule.cut",
        *["schedule.cut_person"] * 3,
    ]
    assert [message.code for message in explain_dates(dated)[3]][:2] == ["stay.dates", "stay.moved"]


def test_who_loses_the_planned_facility_and_finds_the_others_full_is_told_both() -> None:
    beds = (FreeBeds(101, arrival_weekdays=frozenset()),)
    dated = Town((1, 2), (1, 1), ((0, 7000), (7000, 0)), WEEK, beds, ()).dated()
    assert [message.code for message in explain_dates(dated)[2]] == [
        "undated.planned",
        "stay_moved.arrival_day",
        "undated.places_taken",
    ]


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
        period=Horizon(first - dt.timedelta(10), first + dt.timedelta(20)),
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
    assert reference.lot(dated.plan.problem)[0] == [2, 0, 1]
    assert [stay.arrival.day for stay in dated.stays] == [12, 11, 10]
    assert dated.stays[0].to_confirm == ("beds", "longest", "weekday")


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
        ({"by_night": one_bed(*january(30, 2))}, {"nights": 3}, dt.date(2028, 1, 31), ("nights", "beds")),
        ({"by_night": {dt.date(2028, 1, 30): 0}}, {}, dt.date(2028, 2, 1), ("wishes", "beds")),
        ({}, {"suits": january(31, 1)}, dt.date(2028, 1, 31), ("beds",)),
        ({}, {"nights": 2, "suits": january(29, 1)}, dt.date(2028, 2, 1), ("nights", "beds")),
        ({}, {"nights": 2, "suits": january(31, 1)}, dt.date(2028, 1, 31), ("nights", "beds")),
        ({}, {"never": january(30, 1)}, dt.date(2028, 1, 31), ("nights", "beds")),
    ],
)
def test_what_was_said_of_one_month_says_nothing_of_another(
    said: dict[str, Any], wish: dict[str, Any], arrival: dt.date, to_confirm: tuple[str, ...]
) -> None:
    beds = (FreeBeds(100, **said, arrival_weekdays=frozenset(range(7)), longest=7),)
    period = Horizon(dt.date(2028, 1, 29), dt.date(2028, 2, 3))
    town = Town((1,), (1,), ((0,),), period, beds, (Wishes(1, **wish),) if wish else ())
    (stay,) = town.dated().stays
    assert (stay.arrival, stay.to_confirm) == (arrival, to_confirm)


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
        (lambda: empty(period=Horizon(WEEK.end, WEEK.start)).dated(), "nights.period"),
        (lambda: empty(period=Horizon(WEEK.start, dt.date(2030, 1, 1))).dated(), "nights.period"),
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


def empty(**changes: Any) -> Town:
    return dataclasses.replace(Town((), (), (), WEEK, (), ()), **changes)
