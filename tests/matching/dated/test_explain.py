"""What is said of a dated plan."""

import dataclasses
import datetime as dt
import itertools

import pytest
from hypothesis import given, settings

from matching.dated.calendar import FreeBeds, Wishes
from matching.dated.explain import explain_dates, explain_schedule
from matching.dated.schedule import schedule_plan
from matching.trials.plan import make_plan
from tests.matching.dated.towns import AMPLE, WEEK, Town, january, one_bed, problem, towns
from tests.matching.examples import CAREFREE, WELCOMING
from words.say import LANGUAGES, placeholders, say


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
