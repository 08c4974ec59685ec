"""The chance of a yes: what was answered, what is not known, and how old it is."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from matching.answers.chances import chances, rates
from matching.pairs import find_candidates
from matching.problem import Answer
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import START


def chances_of(answers=(), told_on=None, **facility):
    """Return the chances of two alike at two facilities alike, in millionths, by person and facility id."""
    people = [CAREFREE, replace(CAREFREE, id=2, wheelchair=True)]
    sites = [replace(WELCOMING, wheelchair=True, **facility), replace(WELCOMING, wheelchair=True, id=101)]
    problem = replace(plan_of(people, sites).problem, answers=tuple(answers))
    candidates = find_candidates(problem)
    found = chances(problem, candidates, told_on)
    at = zip(candidates.person.tolist(), candidates.facility.tolist(), found.tolist(), strict=True)
    return {(problem.people[who].id, problem.facilities[where].id): chance for who, where, chance in at}


def test_before_any_answer_it_is_one_half():
    assert chances_of() == dict.fromkeys([(1, 100), (1, 101), (2, 100), (2, 101)], 500_000)


def test_a_facility_that_refuses_goes_down_and_one_never_asked_has_the_rate_of_the_city():
    found = chances_of([Answer(None, 100, accepted=False)] * 8)
    assert found[1, 100] < found[1, 101] == 100_000


def test_a_need_that_is_refused_pulls_those_who_have_it_down_everywhere():
    answers = [Answer(2, 100, accepted=False)] * 4 + [Answer(1, 100, accepted=True)] * 4
    found = chances_of(answers)
    assert found[2, 101] < 500_000 <= found[1, 101]


def test_answers_of_long_ago_count_less():
    old = chances_of([Answer(None, 100, accepted=False, day=START - dt.timedelta(2000))] * 4)
    new = chances_of([Answer(None, 100, accepted=False, day=START)] * 4)
    assert new[1, 100] < old[1, 100] < 500_000


def test_what_is_to_be_confirmed_and_what_was_told_long_ago_leave_part_of_the_chance():
    assert chances_of(sexes=None)[1, 100] == 350_000
    fresh, stale = (chances_of(told_on={100: START - dt.timedelta(days)}) for days in (0, 100_000))
    assert (fresh[1, 100], fresh[1, 101]) == (500_000, 500_000)
    assert stale[1, 100] == 350_000


@pytest.mark.parametrize(("spread", "strength"), [([(9, 0), (0, 9)], 1.0), ([(5, 5), (5, 5)], 64.0)])
def test_how_far_facilities_lie_apart_is_learnt(spread, strength):
    answers = [
        (key, yes, 1.0)
        for key, counts in enumerate(spread)
        for yes, count in zip((True, False), counts, strict=True)
        for _ in range(count)
    ]
    found = rates(answers)
    assert (found.mean, found.strength) == (0.5, strength)
    assert found.rate(99) == 0.5


def test_rates_are_posterior_means():
    found = rates([("a", True, 1.0), ("a", False, 1.0), ("a", False, 1.0)], mean=0.25)
    assert found.of["a"] == pytest.approx((0.25 * found.strength + 1) / (found.strength + 3))
    assert np.isclose(rates([("a", True, 0.5)]).mean, 1.5 / 2.5)
