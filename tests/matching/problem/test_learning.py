"""Learning: whose turn it is counts inside a tier only, stays fade by half-lives, and rates are honest about doubt."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.policy import Policy
from matching.problem.learning import NOT_ASKED, Acceptance, acceptance_by_facility, acceptance_by_need
from matching.problem.model import Answer, PastUse, Problem
from matching.solving.network import build_network
from matching.trials.plan import TrialPlan, make_plan
from matching.why.explain import explain
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.reference import possible_plans
from tests.matching.strategies import POLICY, START, TWO_STEPS, market_of, problems, waited, waits
from words.message import Message


@settings(max_examples=80)
@given(waited(problems(most_people=5, most_facilities=4)))
def test_in_each_tier_as_many_as_can_be_of_those_left_out_twice_are_placed(problem: Problem) -> None:
    plan = make_plan(problem)
    market = market_of(plan)
    outside = len(market.slots)

    def counts(chosen: Sequence[int]) -> tuple[int, ...]:
        """Return how many are placed by tier, then how many of those who wait."""
        placed = [one for one, facility in zip(plan.problem.people, chosen, strict=True) if facility != outside]
        return tuple(
            sum(one.tier == tier for one in some)
            for some in (placed, list(filter(waits, placed)))
            for tier in (1, 2, 3)
        )

    assert counts(plan.solution.assigned.tolist()) == max(map(counts, possible_plans(market)))
    told = explain(plan)
    for one in plan.assignments:
        points = sum(int(str(message.params.get("points", 0))) for message in told[one.person_id])
        assert points == one.cost + one.spread_cost


def test_a_waiting_person_far_away_comes_before_one_next_door() -> None:
    far = dataclasses.replace(CAREFREE, id=2, left_out=5)
    distance = np.array([[1_000], [60_000]], dtype=np.int32)
    problem = dataclasses.replace(
        plan_of([CAREFREE, far], [WELCOMING]).problem, home_metres=distance, day_metres=distance
    )
    assert [one.person_id for one in make_plan(problem).assignments] == [2]


def test_the_points_for_who_waits_leave_the_largest_plans_in_range() -> None:
    people, facilities = 20_000, 4_000
    edges = np.zeros(people, dtype=np.intp), np.full(people, POLICY.weights.left_out_twice + 3_000, dtype=np.int64)
    gain = np.ones(people, dtype=np.int8)
    build_network(np.arange(people + 1), *edges, np.ones(people, dtype=np.int8), [[0]] * facilities, gain=gain)


def test_the_plan_says_that_it_gave_priority() -> None:
    patient = dataclasses.replace(CAREFREE, id=2, tier=2, left_out=2)
    plan = plan_of([dataclasses.replace(CAREFREE, tier=2), patient], [WELCOMING])
    assert [one.person_id for one in plan.assignments] == [2]
    assert Message("reason.turn_first", {"count": 2, "points": 0}) in explain(plan)[2]
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
    assert Message("reason.acceptance", {"accepted": 0, "asked": 0, "points": 50}) in explain(asked(100))[1]


@pytest.mark.parametrize(("policy", "said"), [(POLICY, {"percent": 71, "half_life": 24}), (TWO_STEPS, None)])
def test_the_half_life_is_said_with_past_use(policy: Policy, said: dict[str, int] | None) -> None:
    day = START - dt.timedelta(days=365)
    stay = PastUse(1, 100, "trial", day, day, "went_well")
    problem = dataclasses.replace(plan_of([CAREFREE], [WELCOMING]).problem, past_use=(stay,), policy=policy)
    told = {message.code: message.params for message in explain(make_plan(problem))[1]}
    assert told["reason.past_person_went_well"]["points"] == (77 if said else 60)
    assert told.get("reason.past_half_life") == said
