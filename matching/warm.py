"""A small change to a solved plan, planned again from the solution instead of from nothing, with the same result.

Fixing, forbidding or opening one pair or place moves one unit of flow: one shortest way through the residual network
carries it, and the lengths of that search turn the old prices into a proof of the new plan [1]_.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, sections 9.7 and 9.11.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.alternatives import facility_index, person_index
from matching.columns import Indices, Ints
from matching.constraints import Constraints, allowed, fixed_facilities, urgency
from matching.costs import spread_costs
from matching.errors import SolverError
from matching.model import Problem
from matching.network import LEVELS, TIERS, Network
from matching.plan import NO_ELIGIBLE_FACILITY, TrialPlan, describe, make_plan
from matching.residual import canonical, lower_bound, total_cost
from matching.routes import NO_WAY, Routes, routes_to
from matching.solver import Solution


@dataclass(frozen=True)
class Lock:
    """Fix a pair."""

    person_id: int
    facility_id: int


@dataclass(frozen=True)
class Forbid:
    """Rule a pair out."""

    person_id: int
    facility_id: int


@dataclass(frozen=True)
class Places:
    """Give a facility another number of places."""

    facility_id: int
    places: int


Change = Lock | Forbid | Places


class Solved(NamedTuple):
    """A network with an optimal plan and the prices that prove it."""

    network: Network
    assigned: Indices
    prices: Ints


def replan(plan: TrialPlan, change: Change) -> TrialPlan:
    """Return the plan after one change; it equals that of `make_plan` with the changed problem and constraints.

    One place more or less, and any pair fixed or forbidden, starts from the plan. What changes who is eligible (the
    first place of a facility, or its last) or breaks a rule goes through `make_plan`.

    Raises
    ------
    MatchingError
        As `make_plan`.
    """
    problem, constraints = _changed(plan, change)
    solved = _moved(plan, change, urgency(plan.problem, fixed_facilities(plan.problem, plan.constraints)))
    if solved is None:
        return make_plan(problem, plan.solver, constraints)
    known = {left.person_id: left.misses for left in plan.unplaced if left.reason == NO_ELIGIBLE_FACILITY}
    return describe(
        problem,
        allowed(plan.candidates, problem, Constraints(forbids=constraints.forbids - plan.constraints.forbids)),
        _spread(plan, change),
        plan.solver,
        constraints,
        solved.network,
        finish(solved, urgency(problem, fixed_facilities(problem, constraints))),
        {row: known[person.id] for row, person in enumerate(problem.people) if person.id in known},
    )


def _changed(plan: TrialPlan, change: Change) -> tuple[Problem, Constraints]:
    problem, constraints = plan.problem, plan.constraints
    if isinstance(change, Places):
        at = facility_index(problem, change.facility_id)
        facilities = list(problem.facilities)
        facilities[at] = replace(facilities[at], places=change.places)
        return replace(problem, facilities=tuple(facilities)), constraints
    pair = frozenset({(change.person_id, change.facility_id)})
    if isinstance(change, Lock):
        return problem, replace(constraints, locks=constraints.locks | pair)
    return problem, replace(constraints, forbids=constraints.forbids | pair)


def _spread(plan: TrialPlan, change: Change) -> list[list[int]]:
    places = [len(costs) for costs in plan.spread]
    if isinstance(change, Places):
        places[facility_index(plan.problem, change.facility_id)] = change.places
    return [spread_costs(most, plan.problem.policy) for most in places]


def _moved(plan: TrialPlan, change: Change, level: npt.NDArray[np.int8]) -> Solved | None:
    """Return the solution after a change, or None where it cannot start from the plan."""
    solved = Solved(plan.network, plan.solution.assigned, plan.solution.prices)
    facility = facility_index(plan.problem, change.facility_id)
    guests = sum(place == change.facility_id for _, place in plan.constraints.fixed)
    if isinstance(change, Places):
        return _resized(plan, solved, facility, max(guests, 1), change.places, level)
    person = person_index(plan.problem, change.person_id)
    edges = solved.network.facility[_edges(solved.network, person)]
    if (
        level[person] == 0
        or facility not in edges
        or (isinstance(change, Lock) and guests == len(plan.spread[facility]))
    ):
        return None
    if isinstance(change, Lock):
        return fix_pair(solved, person, facility, int(level[person]))
    return forbid_pair(solved, person, facility)


def _resized(
    plan: TrialPlan, solved: Solved, facility: int, least: int, places: int, level: npt.NDArray[np.int8]
) -> Solved | None:
    known = plan.problem.facilities[facility].places
    if not known or abs(places - known) != 1 or places < least:
        return None
    useful = int(solved.network.places[facility])
    if places < known:
        return solved if useful < known else remove_place(solved, facility)
    if useful < known:
        return solved
    cost = spread_costs(places, plan.problem.policy)[-1]
    dearest = int(plan.candidates.cost.max(initial=0)) + cost
    if not len(level) or len(level) * dearest >= reward_of(solved.network, 0, int(level[0])):
        return None
    return add_place(solved, facility, cost)


def forbid_pair(solved: Solved, person: int, facility: int) -> Solved:
    """Take one edge away; whoever has it goes wherever the whole costs least."""
    network, assigned, prices = solved
    edges = _edges(network, person)
    gone = edges.start + int(np.searchsorted(network.facility[edges], facility))
    without = network._replace(
        start=network.start - (np.arange(len(network.start)) > person),
        facility=np.delete(network.facility, gone),
        cost=np.delete(network.cost, gone),
    )
    if assigned[person] != facility:
        return Solved(without, assigned, prices)
    routes = routes_to(network, assigned, prices, facility)
    left = _edges(without, person)
    nodes = np.append(without.facility[left], network.facilities)
    costs = np.append(without.cost[left], network.unplaced[person])
    reached = routes.length[nodes] != NO_WAY
    best = int(np.argmin(np.where(reached, costs + routes.cost[nodes], NO_WAY)))
    # A facility from which no way leads back is priced so high that the person would not choose it either.
    paid = costs + np.append(prices, 0)[nodes]
    least = int(paid[best] + routes.length[nodes[best]] - paid[~reached].min(initial=NO_WAY))
    return Solved(without, _rerouted(assigned, routes, int(nodes[best]), person), _shifted(prices, routes, least))


def fix_pair(solved: Solved, person: int, facility: int, tier: int) -> Solved:
    """Leave a person of some tier, who is not fixed yet, one edge only, and let them come before all tiers."""
    network, assigned, prices = solved
    edges = _edges(network, person)
    cost = network.cost[edges.start + int(np.searchsorted(network.facility[edges], facility))]
    unplaced = network.unplaced.copy()
    unplaced[person] = reward_of(network, person, tier) * len(LEVELS)
    only = network._replace(
        start=network.start - (np.arange(len(network.start)) > person) * (edges.stop - edges.start - 1),
        facility=np.concatenate([network.facility[: edges.start], [facility], network.facility[edges.stop :]]),
        cost=np.concatenate([network.cost[: edges.start], [cost], network.cost[edges.stop :]]),
        unplaced=unplaced,
    )
    home = int(assigned[person])
    if home == facility:
        return Solved(only, assigned, prices)
    routes = routes_to(network, assigned, prices, home)
    return Solved(only, _rerouted(assigned, routes, facility, person), _shifted(prices, routes))


def add_place(solved: Solved, facility: int, cost: int) -> Solved:
    """Open one more place at a facility, which costs no less than its others."""
    network, assigned, prices = solved
    more = network._replace(
        slot_start=network.slot_start + (np.arange(len(network.slot_start)) > facility),
        slot_cost=np.insert(network.slot_cost, network.slot_start[facility + 1], cost),
    )
    outside = network.facilities
    routes = routes_to(network, assigned, prices, facility)
    if routes.reaches(outside) and routes.cost[outside] + cost < 0:
        assigned = _rerouted(assigned, routes, outside)
    # Where nothing leads to the facility, any price as low as the new place's cost will do.
    return Solved(more, assigned, _shifted(prices, routes, int(prices[facility]) - cost))


def remove_place(solved: Solved, facility: int) -> Solved:
    """Close the dearest place of a facility; if it is taken, somebody goes elsewhere."""
    network, assigned, prices = solved
    fewer = network._replace(
        slot_start=network.slot_start - (np.arange(len(network.slot_start)) > facility),
        slot_cost=np.delete(network.slot_cost, network.slot_start[facility + 1] - 1),
    )
    if np.count_nonzero(assigned == facility) <= fewer.places[facility]:
        return Solved(fewer, assigned, prices)
    routes = routes_to(network, assigned, prices, network.facilities)
    return Solved(fewer, _rerouted(assigned, routes, facility), _shifted(prices, routes))


def finish(solved: Solved, tier: npt.NDArray[np.int8]) -> Solution:
    """Check the proof and choose the canonical optimum, as `matching.solver.solve` does.

    Raises
    ------
    SolverError
        The certificate does not hold.
    """
    network, found, prices = solved
    total = total_cost(network, found)
    if lower_bound(network, prices) != total:
        raise SolverError("solver.not_optimal")
    assigned = canonical(network, found, prices)
    placed = assigned < network.facilities
    return Solution(
        assigned=assigned,
        prices=prices,
        placed_by_tier={t: int(np.count_nonzero(placed & (tier == t))) for t in TIERS},
        cost=total - int(network.unplaced[~placed].sum()),
    )


def reward_of(network: Network, person: int, tier: int) -> int:
    """Return what one placement is worth in the prices of a network, from what leaving one person out costs."""
    return int(network.unplaced[person]) // (len(LEVELS) - tier)


def _edges(network: Network, person: int) -> slice:
    return slice(int(network.start[person]), int(network.start[person + 1]))


def _rerouted(assigned: Indices, routes: Routes, node: int, person: int | None = None) -> Indices:
    """Carry out the moves of the way from a node, after a person has been put there."""
    moved = assigned.copy()
    for who, _, there in routes.steps(node):
        moved[who] = there
    if person is not None:
        moved[person] = node
    return moved


def _shifted(prices: Ints, routes: Routes, least: int = 0) -> Ints:
    """Return prices under which every way that was searched has no slack."""
    reached = routes.length != NO_WAY
    farthest = max(int(routes.length[reached].max(initial=0)), least)
    shifted = np.append(prices, 0) + np.where(reached, routes.length, farthest)
    against_outside: Ints = shifted[:-1] - shifted[-1]
    return against_outside
