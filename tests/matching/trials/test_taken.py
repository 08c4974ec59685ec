"""Places that others use up: a plan has that many fewer to give, whatever then is asked of it."""

import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given, settings

from matching.errors import ProblemError
from matching.pairs.constraints import Constraints
from matching.problem.model import Facility, Person, Problem
from matching.trials.plan import PLACES_TAKEN, make_plan
from matching.why.shortage import one_more_place
from tests.matching.checks import check_effects
from tests.matching.examples import CAREFREE, WELCOMING
from tests.matching.strategies import POLICY, START, used_up

ASSUMED = POLICY.scope.assumed_places


def problem_of(people: list[Person], facility: Facility) -> Problem:
    distance = np.full((len(people), 1), 1000, dtype=np.int32)
    return Problem(tuple(people), (facility,), (), distance, distance, {}, START, POLICY)


def left(one: Facility) -> int:
    """Return the places that a plan can give."""
    return max(0, (ASSUMED if one.places is None else one.places) - one.taken)


@settings(max_examples=60)
@given(used_up())
def test_a_plan_gives_what_a_plan_with_so_many_fewer_places_gives(problem: Problem) -> None:
    """Where none is left, the same without those facilities; what is unknown of the others stays unknown."""
    plan = make_plan(problem)
    assume(all(one.places is not None or left(one) in (0, ASSUMED) for one in problem.facilities))
    fewer = [
        dataclasses.replace(one, taken=0, places=one.places and left(one)) if left(one) else one
        for one in plan.problem.facilities
    ]
    full = [dataclasses.replace(one, taken=0) for one in fewer]
    none = frozenset((person.id, one.id) for person in problem.people for one in problem.facilities if not left(one))
    other = make_plan(dataclasses.replace(plan.problem, facilities=tuple(full)), constraints=Constraints(forbids=none))
    assert (plan.assignments, plan.cost) == (other.assignments, other.cost)
    assert [len(costs) for costs in plan.spread] == [left(one) for one in plan.problem.facilities]
    assert make_plan(problem, "networkx").assignments == plan.assignments


@settings(max_examples=12)
@given(used_up())
def test_every_answer_brings_what_planning_anew_says_also_where_places_are_taken(problem: Problem) -> None:
    check_effects(make_plan(problem))


@settings(max_examples=30)
@given(used_up())
def test_one_more_place_is_one_more_than_are_left(problem: Problem) -> None:
    plan = make_plan(problem)
    gains = one_more_place(plan)
    for at, one in enumerate(plan.problem.facilities):
        places = ASSUMED if one.places is None else one.places
        more = dataclasses.replace(one, taken=places - left(one) - 1)
        facilities = (*plan.problem.facilities[:at], more, *plan.problem.facilities[at + 1 :])
        other = make_plan(dataclasses.replace(plan.problem, facilities=facilities))
        assert gains[one.id].cost == other.cost - plan.cost
        assert gains[one.id].placed_by_tier == {
            tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in (1, 2, 3)
        }


def test_pairs_that_share_one_place_in_turn_are_both_kept() -> None:
    """Two pairs agreed for two months that do not meet, and a plan over both."""
    site = dataclasses.replace(WELCOMING, taken=-1)
    people = [dataclasses.replace(CAREFREE, id=number) for number in (1, 2, 3)]
    both = Constraints(keeps=frozenset({(1, site.id), (2, site.id)}))
    plan = make_plan(problem_of(people, site), constraints=both)
    assert [one.person_id for one in plan.assignments] == [1, 2]


def test_whoever_finds_the_only_place_taken_is_told_so() -> None:
    site = dataclasses.replace(WELCOMING, taken=1)
    (one,) = make_plan(problem_of([CAREFREE], site)).unplaced
    assert (one.reason, one.holders) == (PLACES_TAKEN, ())


@pytest.mark.parametrize("assumed", [0, 1, 3])
@pytest.mark.parametrize("places", [None, 0, 1])
@pytest.mark.parametrize("taken", [-1, 0, 1])
def test_every_question_is_answered_whatever_is_assumed_stated_and_taken(
    assumed: int, places: int | None, taken: int
) -> None:
    scope = dataclasses.replace(POLICY.scope, assumed_places=assumed)
    people = [dataclasses.replace(CAREFREE, id=number) for number in (1, 2)]
    site = dataclasses.replace(WELCOMING, places=places, taken=taken)
    problem = dataclasses.replace(problem_of(people, site), policy=dataclasses.replace(POLICY, scope=scope))
    plan = make_plan(problem)
    had = assumed if places is None else places
    expected = 0 if places == 0 else max(0, had - taken)
    assert [len(costs) for costs in plan.spread] == [expected]
    assert len(plan.assignments) == min(2, expected)
    gain = one_more_place(plan)[site.id]
    assert gain.placed_by_tier[CAREFREE.tier] == (1 if expected < 2 else 0)
    check_effects(plan)


@pytest.mark.parametrize("taken", [10_001, -10_001])
def test_more_than_can_be_are_not_taken(taken: int) -> None:
    with pytest.raises(ProblemError):
        problem_of([CAREFREE], dataclasses.replace(WELCOMING, taken=taken))
