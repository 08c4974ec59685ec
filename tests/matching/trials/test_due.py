"""Nobody of tier 1 waits longer than promised while a place fits, whatever else a plan aims at."""

import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs import Constraints
from matching.policy import AIMS, aiming
from matching.problem import Problem, is_due
from matching.solving import GAINS
from matching.trials import SOLVERS, TrialPlan, make_plan
from matching.trials.due import TooFew, due_of
from matching.why import explain
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, lenient_problems, market_of, waited
from words.message import Message

PATIENT = replace(CAREFREE, left_out=2, ward="泉区")


def best(plan: TrialPlan) -> tuple[int, ...]:
    """Try every plan: who is due, then options gained or nights averted, then people placed by tier, then cost."""
    market, people = market_of(plan), plan.problem.people
    rows = zip(plan.candidates.person.tolist(), plan.candidates.facility.tolist(), strict=True)
    brings = zip(plan.candidates.gain.tolist(), plan.candidates.nights.tolist(), strict=True)
    gain = dict(zip(rows, brings, strict=True))
    values = []
    for chosen in itertools.product(*([None, *edges] for edges in market.edges)):
        placed = [(row, at) for row, at in enumerate(chosen) if at is not None]
        load = Counter(at for _, at in placed)
        if any(count > len(market.slots[at]) for at, count in load.items()):
            continue
        gained = Counter((gain[pair][0], people[pair[0]].tier) for pair in placed)
        tiers = Counter(people[row].tier for row, _ in placed)
        spent = sum(market.edges[row][at] for row, at in placed)
        spent += sum(sum(market.slots[at][:count]) for at, count in load.items())
        due = sum(is_due(people[row], plan.problem.policy) for row, _ in placed)
        values.append(
            (
                -due,
                *(-gained[one] for one in GAINS),
                -sum(gain[pair][1] for pair in placed),
                *(-tiers[one] for one in (1, 2, 3)),
                spent,
            )
        )
    return min(values)


@settings(max_examples=100)
@given(waited(lenient_problems()), st.sampled_from(AIMS))
def test_no_possible_plan_places_more_who_are_due_and_every_solver_finds_it(problem: Problem, aim: str) -> None:
    people = tuple(replace(one, tier=1 if one.left_out else one.tier) for one in problem.people)
    problem = replace(problem, people=people, policy=aiming(POLICY, aim))
    plan, *others = (make_plan(problem, solver) for solver in SOLVERS)
    assert [other.assignments for other in others] == [plan.assignments] * len(others)
    due = due_of(plan)
    counts = (*(-one for one in plan.gained), -plan.nights, *(-plan.placed_by_tier[tier] for tier in (1, 2, 3)))
    assert (-len(due.placed), *counts, plan.cost) == best(plan)
    assert sorted([*due.placed, *due.nowhere, *(one for few in due.too_few for one in few.without)]) == [*due.people]
    for few in due.too_few:
        everybody = {*few.people, *few.without}
        could = {
            plan.problem.facilities[at].id
            for one in everybody
            for at in market_of(plan).edges[plan.problem.person_rows[one]]
        }
        assert everybody <= set(due.people)
        assert could == set(few.facilities)
        assert len(few.people) == few.places


@pytest.mark.parametrize(("most", "placed"), [(2, 3), (0, 2), (3, 2)])
def test_whoever_is_due_comes_before_another_of_the_tier(most: int, placed: int) -> None:
    policy = replace(
        POLICY,
        scope=replace(POLICY.scope, tier_1_waits_at_most=most),
        weights=replace(POLICY.weights, left_out_twice=0),
    )
    plan = plan_of([replace(CAREFREE, id=2), replace(PATIENT, id=3)], [WELCOMING])
    assert [*make_plan(replace(plan.problem, policy=policy)).pairs] == [placed]


def test_without_consent_and_in_another_tier_nobody_is_due() -> None:
    assert is_due(PATIENT, POLICY)
    assert not is_due(replace(PATIENT, consent=False), POLICY)
    assert not is_due(replace(PATIENT, tier=2), POLICY)


def test_where_the_promise_cannot_be_kept_the_places_that_lack_are_named_and_what_is_agreed_stays() -> None:
    people = [replace(PATIENT, id=one, ward=ward) for one, ward in enumerate(("青葉区", None, "泉区"), 1)] + [
        replace(CAREFREE, id=4, tier=3)
    ]
    facilities = [WELCOMING, replace(WELCOMING, id=101)]
    plan = plan_of(people, facilities)
    assert due_of(plan).too_few == (TooFew((100, 101), 2, (1, 2), (3,)),)
    assert Message("reason.due", {"count": 2}) in explain(plan)[1]
    agreed = make_plan(plan.problem, constraints=Constraints(keeps=frozenset({(4, 100)})))
    assert due_of(agreed).too_few == (TooFew((100, 101), 1, (1,), (2, 3)),)
    nowhere = plan_of([replace(people[0], wheelchair=True, avoid=frozenset({100}))], facilities[:1])
    assert due_of(nowhere).nowhere == (1,)
