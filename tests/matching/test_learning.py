"""Learning: whose turn it is counts inside a tier only, stays fade by half-lives, and rates are honest about doubt."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain import explain
from matching.fairness import DIMENSIONS, fairness
from matching.learning import NOT_ASKED, Acceptance, acceptance_by_facility, acceptance_by_need
from matching.model import Answer, PastUse, Problem
from matching.past_use import stay_percent
from matching.plan import TrialPlan, make_plan
from matching.policy import Policy
from matching.words import WORDS
from tests.matching.strategies import POLICY, START, TWO_STEPS, problems
from tests.matching.test_plan import CAREFREE, WELCOMING, plan_of


@settings(max_examples=80)
@given(problems(most_people=6), st.data())
def test_who_was_left_out_twice_comes_first_in_the_tier_and_nobody_else_of_a_tier_loses(
    problem: Problem, data: st.DataObject
) -> None:
    waited = [data.draw(st.integers(0, 3)) for _ in problem.people]
    people = tuple(dataclasses.replace(one, left_out=n) for one, n in zip(problem.people, waited, strict=True))
    before, after = make_plan(problem), make_plan(dataclasses.replace(problem, people=people))
    assert after.placed_by_tier == before.placed_by_tier
    often = {person.id for person in people if person.left_out >= 2}
    placed = [{one.person_id for one in plan.assignments} & often for plan in (before, after)]
    assert len(placed[1]) >= len(placed[0])
    for one in after.assignments:
        points = sum(int(str(params.get("points", 0))) for _, params in explain(after)[one.person_id])
        assert points == one.cost + one.spread_cost


def test_the_plan_says_that_it_gave_priority() -> None:
    patient = dataclasses.replace(CAREFREE, id=2, left_out=2)
    plan = plan_of([CAREFREE, patient], [WELCOMING])
    assert [one.person_id for one in plan.assignments] == [2]
    assert ("reason.turn_first", {"count": 2, "points": 0}) in [tuple(one) for one in explain(plan)[2]]
    weights = dataclasses.replace(POLICY.weights, left_out_twice=0)
    policy = dataclasses.replace(POLICY, weights=weights)
    other = make_plan(dataclasses.replace(plan.problem, policy=policy))
    assert [one.person_id for one in other.assignments] == [1]


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_expected_rate_lies_inside_its_range_and_doubt_shrinks_with_answers(accepted: int, refused: int) -> None:
    rate = Acceptance(accepted, accepted + refused)
    low, high = rate.range
    assert 0 < low < rate.mean < high < 1
    twice = Acceptance(3 * accepted, 3 * (accepted + refused)).range
    assert twice[1] - twice[0] <= high - low


def test_known_posteriors() -> None:
    assert NOT_ASKED.mean == 0.5
    assert NOT_ASKED.range == pytest.approx((0.05, 0.95))
    # Beta(10, 1) has the distribution function x ** 10.
    assert Acceptance(9, 9).range == pytest.approx((0.05 ** (1 / 10), 0.95 ** (1 / 10)))


ANSWERS = (Answer(1, 100, accepted=True), Answer(1, 100, accepted=False), Answer(2, 101, accepted=True))


def test_answers_are_counted_by_facility_and_by_need() -> None:
    assert acceptance_by_facility(ANSWERS) == {100: Acceptance(1, 2), 101: Acceptance(1, 1)}
    by_need = acceptance_by_need(ANSWERS, [CAREFREE])
    assert by_need == {"need.female": Acceptance(1, 2), "need.mental": Acceptance(1, 2)}


def asked(weight: int) -> TrialPlan:
    refused = tuple(Answer(9, 100, accepted=False) for _ in range(8))
    problem = plan_of([CAREFREE], [WELCOMING, dataclasses.replace(WELCOMING, id=101, vacancy="few")]).problem
    policy = dataclasses.replace(POLICY, weights=dataclasses.replace(POLICY.weights, acceptance=weight))
    return make_plan(dataclasses.replace(problem, answers=refused, policy=policy))


def test_acceptance_counts_only_if_the_policy_says_so() -> None:
    assert [one.facility_id for one in asked(0).assignments] == [100]
    (one,) = asked(100).assignments
    assert (one.facility_id, one.terms["acceptance"]) == (101, 50)
    assert ("reason.acceptance", {"accepted": 0, "asked": 0, "points": 50}) in [
        tuple(s) for s in explain(asked(100))[1]
    ]


@pytest.mark.parametrize(("days", "percent"), [(0, 100), (365, 50), (730, 25), (1461, 6)])
def test_a_stay_counts_half_after_each_half_life(days: int, percent: int) -> None:
    policy = dataclasses.replace(POLICY, scope=dataclasses.replace(POLICY.scope, past_use_half_life_months=12))
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=policy)
    assert stay_percent(problem, PastUse(1, 100, "trial", START - dt.timedelta(days=days))) == percent


@pytest.mark.parametrize(("days", "percent"), [(365, 100), (366, 50)])
def test_without_a_half_life_an_older_stay_counts_in_part(days: int, percent: int) -> None:
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, policy=TWO_STEPS)
    assert stay_percent(problem, PastUse(1, 100, "trial", START - dt.timedelta(days=days))) == percent


@pytest.mark.parametrize(("policy", "said"), [(POLICY, {"percent": 71, "half_life": 24}), (TWO_STEPS, None)])
def test_the_half_life_is_said_with_past_use(policy: Policy, said: dict[str, int] | None) -> None:
    stay = PastUse(1, 100, "trial", START - dt.timedelta(days=365), outcome="went_well")
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, past_use=(stay,), policy=policy)
    told = dict(explain(make_plan(problem))[1])
    assert told["reason.past_person_went_well"]["points"] == (77 if said else 60)
    assert told.get("reason.past_half_life") == said


@settings(max_examples=50)
@given(problems())
def test_every_dimension_counts_everybody_who_consents(problem: Problem) -> None:
    plan = make_plan(problem)
    table = fairness(plan)
    consenting = sum(person.consent for person in problem.people)
    for dimension in DIMENSIONS:
        if dimension != "need":
            rows = [one for one in table if one.dimension == dimension]
            assert sum(one.people for one in rows) == consenting
            assert sum(one.placed for one in rows) == len(plan.assignments)
    for one in table:
        assert 0 <= one.measured <= one.placed <= one.people
        assert f"fairness.{one.dimension}" in WORDS
        if one.dimension in {"need", "age_group"} and one.group is not None:
            assert one.group in WORDS
