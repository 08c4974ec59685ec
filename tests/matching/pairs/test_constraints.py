"""Pairs that are fixed, kept or forbidden."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ConstraintError, MatchingError
from matching.pairs.constraints import Constraints, impossible
from matching.problem.model import Problem
from matching.trials.check_record import check_record
from matching.trials.plan import TrialPlan, make_plan
from matching.trials.record import plan_record
from matching.why.explain import explain
from tests.matching.examples import city
from tests.matching.reference import objective, possible_plans
from tests.matching.strategies import constrained, market_of, problems
from words.say import placeholders


def best_possible(plan: TrialPlan) -> tuple[tuple[tuple[int, int, int], int], tuple[int, ...]]:
    """Enumerate the plans that hold what is fixed."""
    rows = {person.id: row for row, person in enumerate(plan.problem.people)}
    columns = {facility.id: row for row, facility in enumerate(plan.problem.facilities)}
    fixed = [(rows[person], columns[facility]) for person, facility in plan.constraints.fixed]
    market = market_of(plan)
    return min(
        (objective(market, chosen), chosen)
        for chosen in possible_plans(market)
        if all(chosen[person] == facility for person, facility in fixed)
    )


@settings(max_examples=80)
@given(constrained())
def test_under_locks_and_forbidden_pairs_the_plan_is_the_best_that_enumeration_finds(
    given_: tuple[Problem, Constraints],
) -> None:
    problem, constraints = given_
    plan = make_plan(problem, constraints=constraints)
    (minus, cost), chosen = best_possible(plan)
    assert plan.placed_by_tier == {tier: -count for tier, count in zip((1, 2, 3), minus, strict=True)}
    assert plan.cost == cost
    assert plan.solution.assigned.tolist() == list(chosen)
    pairs = {(one.person_id, one.facility_id) for one in plan.assignments}
    assert pairs >= constraints.fixed
    assert not pairs & constraints.forbids
    assert make_plan(problem, "networkx", constraints).assignments == plan.assignments
    check_record(json.loads(json.dumps(plan_record(plan, "2027-01/2027-03"))))


@settings(max_examples=60)
@given(constrained())
def test_the_constrained_plan_is_explained_and_its_points_add_up(given_: tuple[Problem, Constraints]) -> None:
    plan = make_plan(given_[0], constraints=given_[1])
    told = explain(plan)
    for sentences in told.values():
        for message in sentences:
            assert placeholders(message.code, "ja") == set(message.params) - {"points"}
    for one in plan.assignments:
        points = sum(int(str(message.params.get("points", 0))) for message in told[one.person_id])
        assert points == one.cost + one.spread_cost


@settings(max_examples=50)
@given(problems(), st.data())
def test_without_the_pairs_that_cannot_be_the_others_are_kept(problem: Problem, data: st.DataObject) -> None:
    facilities = st.sampled_from([one.id for one in problem.facilities]) if problem.facilities else st.nothing()
    people = st.sampled_from([one.id for one in problem.people]) if problem.people else st.nothing()
    wanted = frozenset(data.draw(st.dictionaries(people, facilities)).items())
    gone = impossible(problem, Constraints(keeps=wanted))
    assert gone.keys() <= wanted
    left = wanted - gone.keys()
    assert left <= set(make_plan(problem, constraints=Constraints(keeps=left)).pairs.items())
    for pair, error in gone.items():
        alone = frozenset({pair}) if "person" in error.params else wanted
        with pytest.raises(ConstraintError):
            make_plan(problem, constraints=Constraints(keeps=alone))


def test_fixing_somebody_who_is_not_there_is_refused() -> None:
    problem = city().problem
    for pair, code in (((9, 100), "constraint.no_such_person"), ((1, 9), "constraint.no_such_facility")):
        with pytest.raises(MatchingError, match=code):
            make_plan(problem, constraints=Constraints(keeps=frozenset({pair})))
    assert make_plan(problem, constraints=Constraints(forbids=frozenset({(9, 9)}))).assignments == city().assignments
