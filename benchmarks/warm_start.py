"""A small change to a solved plan, planned again from the solution instead of from nothing, with the same result.

    python benchmarks/warm_start.py [--rounds 5] [--json]

Fixing, forbidding or opening one pair or place moves one unit of flow: one shortest way through the residual network
carries it, and the lengths of that search turn the old prices into a proof of the new plan [1]_. "Anew" is planning an
equal problem with a pair ruled out, "kept" the very same problem, whose eligible pairs are known already, and "warm"
starts from the plan. From an edit on the page to both plans side by side "warm" saves nothing that can be measured
beyond "kept", which is why the desk does without it.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, sections 9.7 and 9.11.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices, Ints
from matching.pairs import Constraints, allowed, fixed_facilities, spread_costs, urgency
from matching.problem import Problem, facility_index, lot_of, person_index
from matching.solving import DUE, LEVELS, Entries, Lifted, Network, proven, way_to
from matching.trials import NO_ELIGIBLE_FACILITY, TrialPlan, describe, make_plan


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


def plan_after(plan: TrialPlan, change: Change) -> TrialPlan:
    """Return the plan after one change; it equals that of `make_plan` with the changed problem and constraints.

    One place more or less, and any pair fixed or forbidden, starts from the plan, unless it aims at readiness. What changes who is eligible (the
    first place of a facility, or its last) or breaks a rule goes through `make_plan`.

    Raises
    ------
    MatchingError
        As `make_plan`.
    """
    problem, constraints = _changed(plan, change)
    if plan.network.stake.any():
        return make_plan(problem, plan.solver, constraints)
    solved = _start(plan, change, urgency(plan.problem, fixed_facilities(plan.problem, plan.constraints)))
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
        proven(*solved, urgency(problem, fixed_facilities(problem, constraints)), lot_of(problem)),
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
        at = facility_index(plan.problem, change.facility_id)
        places[at] = max(0, change.places - plan.problem.facilities[at].taken)
    return [spread_costs(most, plan.problem.policy) for most in places]


def _start(plan: TrialPlan, change: Change, level: npt.NDArray[np.int8]) -> Solved | None:
    """Return the solution after a change, or None where it cannot start from the plan."""
    solved = Solved(plan.network, plan.solution.assigned, plan.solution.prices)
    facility = facility_index(plan.problem, change.facility_id)
    guests = sum(place == change.facility_id for _, place in plan.constraints.fixed)
    if isinstance(change, Places):
        return _resized(plan, solved, facility, max(guests, 1), change.places, level)
    person = person_index(plan.problem, change.person_id)
    edges = solved.network.facility[_edges(solved.network, person)]
    if (
        level[person] <= DUE
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
    if not known or plan.problem.facilities[facility].taken or abs(places - known) != 1 or places < least:
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
    left = _edges(without, person)
    nodes = np.append(without.facility[left], network.facilities)
    paid = np.append(without.cost[left] + prices[without.facility[left]], network.unplaced[person])
    entries = Entries(nodes, paid - network.cost[gone] - prices[facility])
    way = way_to(network, assigned, prices, entries, facility)
    moved = _moved(assigned, way, facility)
    moved[person] = way.routes.root(facility)
    return Solved(without, moved, way.prices)


def fix_pair(solved: Solved, person: int, facility: int, tier: int) -> Solved:
    """Leave a person of some tier, who is not fixed yet, one edge only, and let them come before all tiers."""
    network, assigned, prices = solved
    edges = _edges(network, person)
    cost = network.cost[edges.start + int(np.searchsorted(network.facility[edges], facility))]
    unplaced = network.unplaced.copy()
    unplaced[person] = reward_of(network, person, tier) * (2 * len(LEVELS) - tier)
    only = network._replace(
        start=network.start - (np.arange(len(network.start)) > person) * (edges.stop - edges.start - 1),
        facility=np.concatenate([network.facility[: edges.start], [facility], network.facility[edges.stop :]]),
        cost=np.concatenate([network.cost[: edges.start], [cost], network.cost[edges.stop :]]),
        unplaced=unplaced,
    )
    home = int(assigned[person])
    if home == facility:
        return Solved(only, assigned, prices)
    way = way_to(network, assigned, prices, _at(facility), home)
    moved = _moved(assigned, way, home)
    moved[person] = facility
    return Solved(only, moved, way.prices)


def add_place(solved: Solved, facility: int, cost: int) -> Solved:
    """Open one more place at a facility, which costs no less than its others."""
    network, assigned, prices = solved
    more = network._replace(
        slot_start=network.slot_start + (np.arange(len(network.slot_start)) > facility),
        slot_cost=np.insert(network.slot_cost, network.slot_start[facility + 1], cost),
    )
    # The new place is worth taking if somebody comes to it for less than its price exceeds its own cost by.
    worth = max(0, int(prices[facility]) - cost)
    way = way_to(network, assigned, prices, _at(network.facilities), facility, worth)
    moved = _moved(assigned, way, facility) if way.length < worth else assigned
    return Solved(more, moved, way.prices)


def remove_place(solved: Solved, facility: int) -> Solved:
    """Close the dearest place of a facility; if it is taken, somebody goes elsewhere."""
    network, assigned, prices = solved
    fewer = network._replace(
        slot_start=network.slot_start - (np.arange(len(network.slot_start)) > facility),
        slot_cost=np.delete(network.slot_cost, network.slot_start[facility + 1] - 1),
    )
    if np.count_nonzero(assigned == facility) <= fewer.places[facility]:
        return Solved(fewer, assigned, prices)
    way = way_to(network, assigned, prices, _at(facility), network.facilities)
    return Solved(fewer, _moved(assigned, way, network.facilities), way.prices)


def reward_of(network: Network, person: int, tier: int) -> int:
    """Return what one placement is worth in the prices of a network, from what leaving one person out costs."""
    return int(network.unplaced[person]) // (len(LEVELS) - tier)


def _edges(network: Network, person: int) -> slice:
    return slice(int(network.start[person]), int(network.start[person + 1]))


def _at(node: int) -> Entries:
    return Entries(np.array([node]), np.zeros(1, dtype=np.int64))


def _moved(assigned: Indices, way: Lifted, target: int) -> Indices:
    """Carry out the moves of a way."""
    moved = assigned.copy()
    for who, _, there in way.routes.steps(target):
        moved[who] = there
    return moved


def median_ms(job: Callable[[], object], rounds: int) -> float:
    job()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return round(1000 * statistics.median(times), 1)


def compare(people: int, facilities: int, rounds: int) -> dict[str, object]:
    from solver import city  # type: ignore[import-not-found, unused-ignore]  # a script beside this one

    plan = make_plan(city(people, facilities))
    first = plan.assignments[0]
    pair = first.person_id, first.facility_id
    without = Constraints(forbids=frozenset({pair}))
    if plan_after(plan, Forbid(*pair)).assignments != make_plan(plan.problem, constraints=without).assignments:
        raise SystemExit("the plans differ")
    return {
        "size": f"{people} x {facilities}",
        "anew_ms": median_ms(lambda: make_plan(replace(plan.problem), constraints=without), rounds),
        "kept_ms": median_ms(lambda: make_plan(plan.problem, constraints=without), rounds),
        "warm_ms": median_ms(lambda: plan_after(plan, Forbid(*pair)), rounds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args()
    rows = [compare(*size, given.rounds) for size in ((300, 120), (3_000, 1_000))]
    if given.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(", ".join(f"{name} {value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
