"""The plan as a whole: unique whatever the order of the input, right about everyone it leaves out, and explained."""

import dataclasses
import random

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import SolverError
from matching.problem.model import Problem
from matching.solving.flow import load_solver, smallest
from matching.trials.plan import TrialPlan, make_plan
from tests.matching import reference
from tests.matching.checks import may_be_suggested
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, Market, problems


@settings(max_examples=80)
@given(problems())
def test_a_plan_is_the_best_that_enumeration_finds(problem: Problem) -> None:
    plan = make_plan(problem)
    ordered = problem.in_id_order()
    edges: list[dict[int, int]] = []
    for person in ordered.people:
        judged = {f: reference.verdicts(ordered, person, facility) for f, facility in enumerate(ordered.facilities)}
        eligible = [f for f, verdicts in judged.items() if person.consent and reference.NO not in verdicts.values()]
        edges.append({f: sum(reference.terms(ordered, person, ordered.facilities[f]).values()) for f in eligible})
    places = [1 if facility.places is None else facility.places for facility in ordered.facilities]
    slots = [[POLICY.weights.spread_step * rank for rank in range(most)] for most in places]
    market = Market(edges, [person.tier for person in ordered.people], slots)
    placed, cost, chosen = reference.best_plan(market, *reference.lot(ordered))
    assert plan.placed_by_tier == placed
    assert plan.cost == cost
    outside = len(ordered.facilities)
    assert [(one.person_id, one.facility_id) for one in plan.assignments] == [
        (ordered.people[p].id, ordered.facilities[f].id) for p, f in enumerate(chosen) if f != outside
    ]


def test_what_is_loaded_ahead_is_what_a_plan_is_solved_with() -> None:
    """Machine code is kept by the types of what it works on."""
    assert numba.typeof(smallest()) == numba.typeof(plan_of([CAREFREE], [WELCOMING]).network)
    load_solver()


@settings(max_examples=80)
@given(problems(), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_input_nor_the_solver_changes_the_plan(
    problem: Problem, chance: random.Random
) -> None:
    rows = chance.sample(range(len(problem.people)), len(problem.people))
    columns = chance.sample(range(len(problem.facilities)), len(problem.facilities))
    order = np.ix_(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))
    shuffled = dataclasses.replace(
        problem,
        people=tuple(problem.people[row] for row in rows),
        facilities=tuple(problem.facilities[column] for column in columns),
        past_use=tuple(chance.sample(problem.past_use, len(problem.past_use))),
        home_metres=problem.home_metres[order],
        day_metres=problem.day_metres[order],
    )
    plan, other = make_plan(problem), make_plan(shuffled, solver="networkx")
    assert plan.assignments == other.assignments
    assert plan.unplaced == other.unplaced
    assert (plan.placed_by_tier, plan.cost) == (other.placed_by_tier, other.cost)


@settings(max_examples=80)
@given(problems())
def test_everyone_is_placed_once_or_told_why_not(problem: Problem) -> None:
    plan = make_plan(problem)
    people = {person.id: person for person in problem.people}
    facilities = {facility.id: facility for facility in problem.facilities}
    told = [one.person_id for one in plan.assignments] + [one.person_id for one in plan.unplaced]
    assert sorted(told) == sorted(people)
    for one in plan.assignments:
        assert people[one.person_id].consent
        assert may_be_suggested(facilities[one.facility_id])
        assert one.cost == sum(one.terms.values())
    assert plan.cost == sum(one.cost + one.spread_cost for one in plan.assignments)
    for left in plan.unplaced:
        verdicts = [
            reference.verdicts(problem, people[left.person_id], facility).values() for facility in problem.facilities
        ]
        eligible = any(reference.NO not in values for values in verdicts)
        expected = "places_taken" if eligible else "no_eligible_facility"
        assert left.reason == (expected if people[left.person_id].consent else "no_consent")
        assert bool(left.holders) == (left.reason == "places_taken")
        if left.holders:
            assert [(one.facility_id, one.person_id) for one in left.holders] == in_her_place(plan, left.person_id)


def in_her_place(plan: TrialPlan, person_id: int) -> list[tuple[int, int]]:
    """Return who is suggested where somebody could have gone, the facility that costs least first, pair by pair."""
    found, row = plan.candidates, plan.problem.person_rows[person_id]
    own = sorted(range(found.start[row], found.start[row + 1]), key=lambda at: (found.cost[at], at))
    sites = [plan.problem.facilities[found.facility[at]].id for at in own]
    return [(site, one) for site in sites for one, place in sorted(plan.pairs.items()) if place == site]


def test_whoever_finds_all_places_taken_is_told_by_whom() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, id=1, tier=2), dataclasses.replace(CAREFREE, id=2)], [WELCOMING])
    (left,) = plan.unplaced
    assert (left.person_id, left.reason) == (1, "places_taken")
    assert [(one.facility_id, one.person_id, one.tier) for one in left.holders] == [(100, 2, 1)]


def test_two_trials_at_one_facility_are_counted_by_tier() -> None:
    plan = plan_of(
        [dataclasses.replace(CAREFREE, id=1, tier=3), dataclasses.replace(CAREFREE, id=2)],
        [dataclasses.replace(WELCOMING, places=2)],
    )
    assert {one.person_id: (one.rank, one.spread_cost) for one in plan.assignments} == {
        1: (2, POLICY.weights.spread_step),
        2: (1, 0),
    }


def test_an_unknown_solver_is_refused() -> None:
    problem = plan_of([], []).problem
    with pytest.raises(SolverError, match=r"solver\.unknown"):
        make_plan(problem, solver="guess")
