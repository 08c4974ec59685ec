"""Effects of one answer: equal to planning anew, for every facility and every condition."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.constraints import Constraints
from matching.policy import aiming
from matching.problem.conditions import CONDITIONS
from matching.problem.model import EMERGENCY_POLICIES, PastUse, Problem
from matching.trials.plan import make_plan
from matching.why.effects import ANSWERS, POLICIES, condition_effects, with_yes
from tests.matching.checks import check_effects, planned_anew, ready_after
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import lenient_problems, problems, waited


@settings(max_examples=6)
@given(waited(problems(most_people=4, most_facilities=3)))
def test_every_answer_brings_what_planning_anew_says(problem: Problem) -> None:
    check_effects(make_plan(problem))


@settings(max_examples=6)
@given(lenient_problems(most_people=4, most_facilities=3))
def test_the_same_of_a_plan_that_aims_at_readiness(problem: Problem) -> None:
    check_effects(make_plan(dataclasses.replace(problem, policy=aiming(problem.policy, "readiness"))))


@settings(max_examples=6)
@given(problems(most_people=4, most_facilities=3), st.data())
def test_what_is_agreed_and_what_is_forbidden_stays_so(problem: Problem, data: st.DataObject) -> None:
    free = make_plan(problem)
    pairs = [(one.person_id, one.facility_id) for one in free.assignments]
    if pairs:
        keep, forbid = data.draw(st.sampled_from(pairs)), data.draw(st.sampled_from(pairs))
        forbids = frozenset({forbid} - {keep})
        check_effects(
            make_plan(problem, constraints=Constraints(keeps=frozenset({keep}), forbids=forbids, stay_close=5))
        )


@settings(max_examples=10)
@given(lenient_problems(most_people=4, most_facilities=3))
def test_who_is_made_ready_is_counted_with_the_trials_of_the_plan(problem: Problem) -> None:
    plan = make_plan(dataclasses.replace(problem, policy=aiming(problem.policy, "readiness")))
    had = len(ready_after(plan))
    for one in condition_effects(plan):
        other = planned_anew(plan, one.facility_id, one.condition)
        assert other is not None
        assert one.made_ready == len(ready_after(other)) - had


def test_a_facility_that_would_take_wheelchairs_places_who_needs_one() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, wheelchair=True)], [dataclasses.replace(WELCOMING, wheelchair=False)])
    (one,) = [one for one in condition_effects(plan) if one.gains]
    assert (one.facility_id, one.condition, one.gains, one.loses) == (100, "wheelchair", (1,), ())
    assert one.change.placed_by_tier == {1: 1, 2: 0, 3: 0}


def test_taking_everybody_costs_nobody_an_option_that_knowing_the_person_had_settled() -> None:
    open_questions = dataclasses.replace(WELCOMING, emergency_policy="past_use", wheelchair=None)
    problem = plan_of([dataclasses.replace(CAREFREE, wheelchair=True)], [open_questions]).problem
    day = problem.start - dt.timedelta(days=30)
    known = dataclasses.replace(problem, past_use=(PastUse(CAREFREE.id, WELCOMING.id, "trial", day, day, "went_well"),))
    plan = make_plan(dataclasses.replace(known, policy=aiming(known.policy, "readiness")))
    told = {one.condition: one for one in condition_effects(plan)}
    assert "emergency_policy.always" not in told
    assert ready_after(plan) == {CAREFREE.id}


def test_a_facility_that_would_take_anybody_is_an_option_at_once() -> None:
    open_to_all = dataclasses.replace(
        WELCOMING, emergency_policy="none", disability_kinds={"mental": True}, wheelchair=True, severe_behaviour=True
    )
    care = dict.fromkeys(("suction",), True)
    plan = plan_of([CAREFREE], [dataclasses.replace(open_to_all, medical_care=care)])
    told = {one.condition: one for one in condition_effects(plan)}
    assert told["emergency_policy.always"].options == told["emergency_policy.always"].firsts == (1,)
    assert "emergency_policy.past_use" not in told


@pytest.mark.parametrize("own", [None, *EMERGENCY_POLICIES])
def test_only_a_more_open_policy_is_asked_for(own: str | None) -> None:
    facility = dataclasses.replace(WELCOMING, emergency_policy=own)
    changed = [code for code in POLICIES if with_yes(facility, code) != facility]
    assert len(changed) == (3 if own is None else 3 - EMERGENCY_POLICIES.index(own))


def test_progress_goes_on_to_the_end() -> None:
    steps: list[tuple[int, int]] = []
    condition_effects(plan_of([CAREFREE], [WELCOMING]), lambda done, of: steps.append((done, of)))
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})
    assert steps[-1][0] == steps[-1][1]
    assert set(CONDITIONS) <= set(ANSWERS)
