"""Re-planning from a solved plan: after any small change the result is that of planning anew, tight or slack."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.warm_start import (
    Forbid,
    Lock,
    Places,
    Solved,
    add_place,
    fix_pair,
    forbid_pair,
    plan_after,
    remove_place,
)
from matching.errors import MatchingError
from matching.pairs.constraints import Constraints
from matching.problem.model import Problem
from matching.solving.flow import Solution, proven, solve
from matching.solving.network import Network
from matching.trials.plan import make_plan
from tests.matching.checks import assert_same_plan, chosen_by
from tests.matching.examples import CAREFREE, WELCOMING, plan_of, whole
from tests.matching.strategies import READINESS, Market, constrained, markets, used_up

Tiers = np.ndarray


@st.composite
def changed(draw: st.DrawFn) -> tuple[Network, Tiers, Market, str, int, int]:
    """A market, and one edge or facility of it."""
    market = draw(markets(most_people=7, most_facilities=5).filter(lambda one: any(one.edges)))
    person, facility = draw(st.sampled_from([(p, f) for p, edges in enumerate(market.edges) for f in edges]))
    kind = draw(st.sampled_from(["fix", "forbid", "add", "remove"]))
    return *market.network(), market, kind, person, facility


@settings(max_examples=400)
@given(changed())
def test_one_change_to_a_network_gives_the_plan_of_solving_it_anew(
    given_: tuple[Network, Tiers, Market, str, int, int],
) -> None:
    network, tier, market, kind, person, facility = given_
    solution = solve(network, tier)
    solved = Solved(network, solution.assigned, solution.prices)
    places = int(network.places[facility])
    if kind == "fix":
        if not places:
            return
        after, tier = fix_pair(solved, person, facility, market.tier[person]), tier.copy()
        tier[person] = 0
    elif kind == "forbid":
        after = forbid_pair(solved, person, facility)
    elif kind == "add":
        after = add_place(
            solved, facility, 2000 if not places else int(network.slot_cost[network.slot_start[facility + 1] - 1])
        )
    elif places:
        after = remove_place(solved, facility)
    else:
        return
    assert_same(proven(*after, tier), solve(after.network, tier))


def assert_same(warm: Solution, anew: Solution) -> None:
    assert warm.assigned.tolist() == anew.assigned.tolist()
    assert (warm.placed_by_tier, warm.cost) == (anew.placed_by_tier, anew.cost)


@settings(max_examples=70)
@given(constrained(), st.data())
def test_a_chain_of_changes_gives_the_plan_made_anew(given_: tuple[Problem, Constraints], data: st.DataObject) -> None:
    plan = make_plan(given_[0], constraints=given_[1])
    if not (plan.problem.people and plan.problem.facilities):
        return
    for _ in range(3):
        person = data.draw(st.sampled_from(plan.problem.people)).id
        place = data.draw(st.sampled_from(plan.problem.facilities))
        changes: list[Lock | Forbid | Places] = [
            Lock(person, place.id),
            Forbid(person, place.id),
            Places(place.id, max(0, (place.places or 0) + 1)),
            Places(place.id, max(0, (place.places or 0) - 1)),
        ]
        change = data.draw(st.sampled_from(changes))
        try:
            warm = plan_after(plan, change)
        except MatchingError as error:
            assert error.code.startswith("constraint.")  # noqa: PT017
            continue
        assert_same_plan(warm, make_plan(warm.problem, constraints=warm.constraints))
        plan = warm


def test_a_tie_goes_by_the_lot_after_a_change_too() -> None:
    people = [replace(CAREFREE, id=number) for number in range(1, 6)]
    plan = plan_of(people, [replace(WELCOMING, places=2)])
    change = Places(100, 3)
    warm = plan_after(plan, change)
    assert_same_plan(warm, make_plan(warm.problem))


def test_a_lock_that_cannot_be_is_refused_as_it_is_anew() -> None:
    plan = plan_of([CAREFREE], [WELCOMING])
    with pytest.raises(MatchingError, match=r"fixed_and_forbidden"):
        plan_after(plan_after(plan, Forbid(1, 100)), Lock(1, 100))
    with pytest.raises(MatchingError, match=r"breaks_rule"):
        plan_after(plan_after(plan, Places(100, 0)), Lock(1, 100))
    with pytest.raises(MatchingError, match=r"problem\.value"):
        plan_after(plan, Places(100, -1))


@pytest.mark.parametrize("places", [(0, 1), (1, 6)], ids=["tight", "slack"])
def test_a_whole_ward_is_replanned_as_it_is_solved(places: tuple[int, int]) -> None:
    chance = np.random.default_rng(sum(places))
    near = chance.random((80, 30)) < 0.4
    market = Market(
        edges=[{f: int(chance.integers(0, 900)) for f in np.flatnonzero(row).tolist()} for row in near],
        tier=chance.integers(1, 4, 80).tolist(),
        slots=[[40 * rank for rank in range(int(chance.integers(places[0], places[1] + 1)))] for _ in range(30)],
    )
    network, tier = market.network()
    solution = solve(network, tier)
    solved = Solved(network, solution.assigned, solution.prices)
    for person in range(80):
        facility = int(chance.choice(list(market.edges[person])))
        after = forbid_pair(solved, person, facility)
        assert_same(proven(*after, tier), solve(after.network, tier))
        if network.places[facility]:
            fixed = tier.copy()
            fixed[person] = 0
            after = fix_pair(solved, person, facility, int(tier[person]))
            assert_same(proven(*after, fixed), solve(after.network, fixed))
            after = remove_place(solved, facility)
            assert_same(proven(*after, tier), solve(after.network, tier))
        after = add_place(solved, facility, 40 * int(network.places[facility]))
        assert_same(proven(*after, tier), solve(after.network, tier))


@settings(max_examples=30)
@given(used_up(), st.data())
def test_another_number_of_places_gives_the_plan_made_anew(problem: Problem, data: st.DataObject) -> None:
    plan = make_plan(problem)
    assume(plan.problem.facilities)
    one = data.draw(st.sampled_from(plan.problem.facilities))
    warm = plan_after(plan, Places(one.id, data.draw(st.integers(0, 3))))
    assert_same_plan(warm, make_plan(warm.problem))


def test_a_plan_that_aims_at_readiness_is_planned_anew() -> None:
    problem = replace(whole("past_use"), policy=READINESS)
    plan = make_plan(problem)
    one = plan.assignments[0]
    forbidden = frozenset({(one.person_id, one.facility_id)})
    anew = make_plan(problem, constraints=Constraints(forbids=forbidden))
    assert chosen_by(plan_after(plan, Forbid(one.person_id, one.facility_id))) == chosen_by(anew)
