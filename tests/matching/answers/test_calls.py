"""Whom to ask first: by what a call can be expected to bring, and what answers change in it."""

from dataclasses import replace

import numpy as np

from matching.answers.asking import MILLION, asking
from matching.answers.calls import first_calls, next_rows
from matching.answers.chances import chances
from matching.emergency import readiness
from matching.pairs import Constraints
from matching.problem import Answer
from matching.trials import make_plan
from tests.matching.answers.small import asking_of
from tests.matching.examples import CAREFREE, WELCOMING, plan_of


def calls_of(people, facilities, answers=(), constraints=None):
    problem = replace(plan_of(people, facilities).problem, answers=tuple(answers))
    plan = make_plan(problem, constraints=constraints or Constraints())
    given = asking(plan, chances(plan.problem, plan.candidates), {})
    return first_calls(plan.problem, plan.candidates, given, readiness(plan.problem))


KNOWN = replace(WELCOMING, places=3, emergency_policy="past_use")
TWO = [replace(CAREFREE, id=1, tier=3), replace(CAREFREE, id=2, tier=1)]


def test_a_first_option_for_the_most_urgent_comes_first():
    first, second = calls_of(TWO, [KNOWN, replace(KNOWN, id=101, emergency_policy="none")])
    assert [(one.person_id, one.facility_id) for one in (first, second)] == [(2, 100), (1, 100)]
    assert (first.chance, first.gain, second.gain) == (500_000, 500_000, 100_000)


def test_a_facility_that_refuses_again_and_again_goes_down_and_then_off_the_list():
    sites = [KNOWN, replace(KNOWN, id=101)]
    [call] = calls_of([CAREFREE], sites, [Answer(None, 100, accepted=False), Answer(None, 101, accepted=True)])
    assert call.facility_id == 101
    assert calls_of([CAREFREE], [KNOWN], [Answer(None, 100, accepted=False)] * 40) == ()


def test_a_facility_is_asked_what_it_takes_where_that_alone_keeps_it_from_being_an_option():
    unsaid = replace(KNOWN, emergency_policy="always", wheelchair=None, sexes=None)
    people = [replace(CAREFREE, wheelchair=True, consent=False)]
    [call] = calls_of(people, [unsaid])
    assert (call.person_id, call.facility_id, call.people) == (None, 100, (1,))
    assert 0 < call.gain == call.chance < MILLION


def test_what_is_asked_already_waits_for_its_answer_and_holds_its_place():
    one = replace(KNOWN, places=1)
    assert calls_of(TWO, [one], constraints=Constraints(keeps=frozenset({(1, 100)}))) == ()


def test_no_more_are_asked_at_once_than_there_are_places():
    given = asking_of({(0, 0): 50, (1, 0): 80, (1, 1): 20}, [1, 1], [1, 1])
    nothing, everybody = np.zeros(3, dtype=np.bool_), np.ones(2, dtype=np.bool_)
    assert next_rows(given, given.chance, everybody, nothing, given.free) == [1]
    assert next_rows(given, np.array([9, 8, 1]), everybody, nothing, given.free) == [0, 2]
