"""The range of a weight is that of planning anew at every whole number."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import PolicyError
from matching.pairs.candidates import find_candidates
from matching.policy import reweighted
from matching.problem.model import Problem
from matching.trials.plan import TrialPlan, make_plan
from matching.why.firmness import firmness
from matching.why.weight_ranges import IN_PROPORTION, plan_range, suggestion_range
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, problems

SMALL = reweighted(
    POLICY,
    dict.fromkeys(("ward_other", "ward_neighbour", "unconfirmed", "spread_step", "travel_home_per_km", "vacancy_full"), 3),
    "small",
)  # fmt: skip


def at(plan: TrialPlan, weight: str, value: int, locks: frozenset[tuple[int, int]] = frozenset()) -> TrialPlan:
    policy = reweighted(plan.problem.policy, {weight: value}, weight)
    return make_plan(
        dataclasses.replace(plan.problem, policy=policy),
        constraints=dataclasses.replace(plan.constraints, locks=locks),
    )


def key(plan: TrialPlan) -> tuple[object, ...]:
    return plan.placed_by_tier, plan.cost


def run(holds: list[bool], value: int) -> tuple[int, int]:
    """Return the ends of the run of yes around a value."""
    least = most = value
    while least and holds[least - 1]:
        least -= 1
    while most < len(holds) - 1 and holds[most + 1]:
        most += 1
    return least, most


@settings(max_examples=25)
@given(
    problems(most_people=4, most_facilities=3),
    st.sampled_from(["ward_other", "unconfirmed", "spread_step", "travel_home_per_km", "vacancy_full"]),
    st.data(),
)
def test_a_range_is_where_planning_anew_costs_no_less(problem: Problem, weight: str, data: st.DataObject) -> None:
    plan = make_plan(dataclasses.replace(problem, policy=SMALL))
    top = 20
    anew = [at(plan, weight, value) for value in range(top + 1)]
    pairs = frozenset(plan.pairs.items())
    holds = [key(at(plan, weight, value, locks=pairs)) == key(anew[value]) for value in range(top + 1)]
    found = plan_range(plan, weight)
    assert found.value == 3
    assert (found.least, min(found.most, top)) == run(holds, 3)
    assert found.open_below == (found.least == 0)
    if plan.pairs:
        person, facility = data.draw(st.sampled_from(sorted(plan.pairs.items())))
        keeps = [
            key(at(plan, weight, value, locks=frozenset({(person, facility)}))) == key(anew[value])
            for value in range(top + 1)
        ]
        own = suggestion_range(plan, weight, person)
        assert (own.least, min(own.most, top)) == run(keeps, 3)
        assert own.least <= found.least <= found.most <= own.most


@settings(max_examples=20)
@given(problems(most_people=3, most_facilities=3))
def test_the_weights_in_proportion_are_lines(problem: Problem) -> None:
    for weight in IN_PROPORTION:
        costs = [
            find_candidates(
                dataclasses.replace(problem, policy=reweighted(POLICY, {weight: value}, weight))
            ).cost.tolist()
            for value in (1, 5, 9)
        ]
        assert all(b - a == c - b for a, b, c in zip(*costs, strict=True))


def test_somebody_without_a_place_stays_without_whatever_a_weight_is() -> None:
    plan = plan_of(
        [dataclasses.replace(CAREFREE, id=1, tier=1), dataclasses.replace(CAREFREE, id=2, tier=3)], [WELCOMING]
    )
    found = suggestion_range(plan, "ward_other", 2)
    assert (found.least, found.most, found.open_below, found.open_above) == (0, 800, True, True)
    assert {one.slack for one in firmness(plan).values()} == {None}


def test_a_weight_that_is_none_is_refused() -> None:
    with pytest.raises(PolicyError):
        plan_range(plan_of([CAREFREE], [WELCOMING]), "beauty")
