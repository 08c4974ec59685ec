"""From a problem to a plan: who is suggested where, who is not and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.candidates import Candidates, Miss, confirm_codes, find_candidates, nearest_misses
from matching.columns import Columns, Ints, build_columns
from matching.costs import places_used, spread_costs
from matching.errors import SolverError
from matching.graph import solve_networkx
from matching.model import Problem
from matching.network import Network, build_network
from matching.policy import Policy
from matching.rules import RULE_CODES
from matching.solver import Method, Solution, solve, solve_ortools

SOLVERS: Mapping[str, Method] = {"ortools": solve_ortools, "networkx": solve_networkx}
NO_CONSENT, NO_ELIGIBLE_FACILITY, PLACES_TAKEN = "no_consent", "no_eligible_facility", "places_taken"


@dataclass(frozen=True)
class Assignment:
    """One suggestion.

    Attributes
    ----------
    cost, terms
        Cost of the pair, the sum of its terms; `spread_cost` comes on top.
    to_confirm
        Codes of the rules that cannot be decided yet.
    rank, spread_cost
        It is the rank-th trial of this plan at the facility, counted by tier, then id, and what that costs.
    """

    person_id: int
    facility_id: int
    cost: int
    terms: Mapping[str, int]
    to_confirm: tuple[str, ...]
    rank: int
    spread_cost: int


@dataclass(frozen=True)
class Holder:
    """Somebody who has a place at a facility that another person could also have used."""

    facility_id: int
    person_id: int
    tier: int


@dataclass(frozen=True)
class Unplaced:
    """Somebody without a suggestion, and why.

    Attributes
    ----------
    reason
        `no_consent`, `no_eligible_facility` or `places_taken`.
    removed
        Rule code -> number of facilities it refused, where any; empty without consent.
    misses
        The nearest facilities that one rule alone kept out; only when no facility is eligible.
    holders
        Who has the places of the eligible facilities, the best facility first; only when places are taken.
    """

    person_id: int
    reason: str
    removed: Mapping[str, int]
    misses: tuple[Miss, ...] = ()
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, eq=False)
class TrialPlan:
    """The plan of one period, with all it was made from.

    Attributes
    ----------
    problem
        The problem in the order of ids, to which the candidates' indices refer.
    spread
        For each facility, what its 1st, 2nd, … trial costs on top; as many as the places reckoned with.
    placed_by_tier, cost
        The objective: people placed in each tier, then cost, spreading included.
    network, solution
        The flow network, by the indices of the candidates, and its solution with the prices that prove it: what
        alternatives, shortages and new plans start from.
    """

    problem: Problem
    candidates: Candidates
    spread: tuple[tuple[int, ...], ...]
    solver: str
    assignments: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...]
    placed_by_tier: Mapping[int, int]
    cost: int
    network: Network
    solution: Solution


def make_plan(problem: Problem, solver: str = "ortools") -> TrialPlan:
    """Make the exact, proven and unique plan of a problem.

    First as many people of tier 1 as possible are placed, then of tier 2, then of tier 3, then at the least total
    cost; among plans that are equal in all this, the first person (by id) gets the facility with the smallest id,
    then the second, and so on. The order of the input does not matter.

    Parameters
    ----------
    problem
        The people, facilities and distances of one period.
    solver
        `"ortools"` or `"networkx"`; both give the same plan.

    Raises
    ------
    SolverError
        There is no such solver, or its result does not pass the certificate.
    """
    if solver not in SOLVERS:
        raise SolverError("solver.unknown", solver=solver, allowed=", ".join(SOLVERS))
    problem = problem.in_id_order()
    columns = build_columns(problem)
    candidates = find_candidates(problem, columns)
    places = places_used(columns.facilities.places, problem.policy)
    spread = [spread_costs(most, problem.policy) for most in places.tolist()]
    tier = np.array([person.tier for person in problem.people], dtype=np.int8)
    network = plan_network(candidates, tier, spread, problem.policy)
    solution = solve(network, tier, SOLVERS[solver])
    return TrialPlan(
        problem=problem,
        candidates=candidates,
        spread=tuple(map(tuple, spread)),
        solver=solver,
        assignments=_assignments(problem, candidates, solution, tier, spread),
        unplaced=_unplaced(problem, columns, candidates, solution),
        placed_by_tier=solution.placed_by_tier,
        cost=solution.cost,
        network=network,
        solution=solution,
    )


def plan_network(
    candidates: Candidates, tier: npt.NDArray[np.int8], spread: Sequence[Sequence[int]], policy: Policy
) -> Network:
    """Return the flow network of a plan, with prices that hold for one more place at any facility too."""
    next_place = spread_costs(1 + max(map(len, spread), default=0), policy)[-1]
    dearest = int(candidates.cost.max(initial=0)) + next_place
    return build_network(candidates.start, candidates.facility, candidates.cost, tier, spread, dearest)


def _assignments(
    problem: Problem,
    candidates: Candidates,
    solution: Solution,
    tier: npt.NDArray[np.int8],
    spread: list[list[int]],
) -> tuple[Assignment, ...]:
    placed = np.flatnonzero(solution.assigned < len(problem.facilities))
    rank: dict[int, int] = {}
    load: dict[int, int] = {}
    for person in sorted(placed.tolist(), key=lambda index: (tier[index], index)):
        facility = int(solution.assigned[person])
        load[facility] = rank[person] = load.get(facility, 0) + 1
    assignments = []
    for person in placed.tolist():
        facility = int(solution.assigned[person])
        row = candidates.row(person, facility)
        assignments.append(
            Assignment(
                person_id=problem.people[person].id,
                facility_id=problem.facilities[facility].id,
                cost=int(candidates.cost[row]),
                terms={name: int(column[row]) for name, column in candidates.terms.items()},
                to_confirm=confirm_codes(int(candidates.confirm[row])),
                rank=rank[person],
                spread_cost=spread[facility][rank[person] - 1],
            )
        )
    return tuple(assignments)


def _unplaced(problem: Problem, columns: Columns, candidates: Candidates, solution: Solution) -> tuple[Unplaced, ...]:
    guests: dict[int, list[int]] = {}
    for person, facility in enumerate(solution.assigned.tolist()):
        guests.setdefault(facility, []).append(person)
    return tuple(
        _why(problem, columns, candidates, guests, person) for person in guests.get(len(problem.facilities), [])
    )


def _why(
    problem: Problem, columns: Columns, candidates: Candidates, guests: Mapping[int, list[int]], person: int
) -> Unplaced:
    who = problem.people[person]
    if not who.consent:
        return Unplaced(who.id, NO_CONSENT, {})
    counts = candidates.removed[person].tolist()
    removed = {code: count for code, count in zip(RULE_CODES, counts, strict=True) if count}
    eligible: Ints = candidates.facility[candidates.start[person] : candidates.start[person + 1]]
    if not len(eligible):
        return Unplaced(who.id, NO_ELIGIBLE_FACILITY, removed, misses=nearest_misses(problem, columns, person))
    costs = candidates.cost[candidates.start[person] : candidates.start[person + 1]]
    holders = tuple(
        Holder(problem.facilities[facility].id, problem.people[guest].id, problem.people[guest].tier)
        for facility in eligible[np.argsort(costs, kind="stable")].tolist()
        for guest in guests.get(facility, [])
    )
    return Unplaced(who.id, PLACES_TAKEN, removed, holders=holders)
