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
from matching.problem.model import Answer, PastUse, Person, Problem
from matching.problem.past_use import stay_percent
from matching.solving.network import build_network
from matching.trials.plan import TrialPlan, make_plan
from matching.why.explain import explain
from matching.why.fairness import DIMENSIONS, Waiting, fairness, waiting
from tests.matching.reference import possible_plans
from tests.matching.strategies import POLICY, START, TWO_STEPS, problems
from tests.matching.trials.test_plan import CAREFREE, WELCOMING, plan_of
from tests.matching.why.test_alternatives import market_of
from words.message import Message
from words.say import catalogue


def waits(person: Person) -> bool:
    return person.consent and person.left_out >= 2


@st.composite
def waited(draw: st.DrawFn, found: st.SearchStrategy[Problem]) -> Problem:
    """Problems in which some were left out by the last plans."""
    problem = draw(found)
    people = tuple(dataclasses.replace(one, left_out=draw(st.sampled_from([0, 0, 1, 2, 5]))) for one in problem.people)
    return dataclasses.replace(problem, people=people)


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


@pytest.mark.parametrize(("consent", "places"), [(False, 1), (True, 0)])
def test_who_waits_but_could_go_nowhere_changes_nothing_and_nobody_is_told_otherwise(
    consent: bool, places: int
) -> None:
    elsewhere = dataclasses.replace(WELCOMING, id=101, places=places)
    bound = dataclasses.replace(CAREFREE, id=2, left_out=5, consent=consent, avoid=frozenset({100}))
    plan = plan_of([CAREFREE, bound], [WELCOMING, elsewhere])
    codes = {sentence.code for sentence in explain(plan)[1]}
    assert [(one.person_id, one.facility_id) for one in plan.assignments] == [(1, 100)]
    assert ("reason.turn_nowhere" in codes) == consent
    assert "reason.turn_others" not in codes
    assert waiting(plan) == Waiting(int(consent), 0, 0, POLICY.weights.left_out_twice)


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
    patient = dataclasses.replace(CAREFREE, id=2, left_out=2)
    plan = plan_of([CAREFREE, patient], [WELCOMING])
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
        assert f"fairness.{one.dimension}" in catalogue()
        if one.dimension in {"need", "age_group"} and one.group is not None:
            assert one.group in catalogue()
