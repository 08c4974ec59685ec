"""From a problem to a plan: who is suggested where, who is not and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices, Ints
from matching.emergency import with_gains, with_nights
from matching.errors import SolverError
from matching.pairs import (
    NONE,
    RULE_CODES,
    Candidates,
    Constraints,
    Miss,
    allowed,
    check_constraints,
    confirm_codes,
    find_candidates,
    fixed_facilities,
    nearest_misses,
    open_rows,
    places_used,
    row_starts,
    spread_costs,
    urgency,
)
from matching.problem import Problem, columns_of, lot_of
from matching.solving import (
    TIERS,
    Method,
    Network,
    Solution,
    build_network,
    count_gains,
    solve,
    solve_networkx,
    solve_ortools,
)

SOLVERS: Mapping[str, Method | None] = {"auto": None, "ortools": solve_ortools, "networkx": solve_networkx}
NO_CONSENT, NO_ELIGIBLE_FACILITY, PLACES_TAKEN = "no_consent", "no_eligible_facility", "places_taken"
FORBIDDEN = "forbidden"


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
        It is the rank-th trial of this plan at the facility, counted by tier, then by lot, and what that costs.
    gain
        1 if it brings the person's first emergency option, 2 the second; 0 if nothing, or if nobody asked.
    nights
        Hundredths of nights a year in the base's emergency rooms that it averts; 0 if none, or if nobody asked.
    """

    person_id: int
    facility_id: int
    cost: int
    terms: Mapping[str, int]
    to_confirm: tuple[str, ...]
    rank: int
    spread_cost: int
    gain: int = 0
    nights: int = 0


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
        `no_consent`, `no_eligible_facility`, `forbidden` (all eligible pairs are) or `places_taken`.
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
    gained
        What comes before that in a plan that aims at readiness: how many gain an emergency option, by `GAINS`.
    nights
        What comes before that in a plan that aims at it: hundredths of nights a year averted.
    constraints
        What the plan had to keep.
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
    gained: tuple[int, ...]
    nights: int
    network: Network
    solution: Solution
    constraints: Constraints

    @property
    def pairs(self) -> dict[int, int]:
        """Where everybody who is placed is suggested: facility id by person id."""
        return {one.person_id: one.facility_id for one in self.assignments}


def make_plan(problem: Problem, solver: str = "auto", constraints: Constraints = NONE) -> TrialPlan:
    """Make the exact, proven and unique plan of a problem.

    First as many people of tier 1 as possible are placed, then of tier 2, then of tier 3, then at the least total
    cost. If the policy aims at readiness, what comes before all this is that as many people as possible gain a first
    emergency option, of tier 1, then 2, then 3, and then a second one in the same order. If it aims at nights, what
    comes first is that the most nights in the base's emergency rooms are averted. Before all that come those who are due
    (`matching.trials.due`). Among plans that are equal in all this, people choose in the order of a lot
    (`matching.problem.lot`): the first drawn gets the pair that costs least for them, then the second, and so on. The
    order of the input does not matter.

    Parameters
    ----------
    problem
        The people, facilities and distances of one period.
    solver
        `"auto"` (the fastest), `"ortools"` or `"networkx"`; all give the same plan.
    constraints
        Pairs that must or must not be in the plan, whatever the priorities, and what leaving the last plan costs.

    Raises
    ------
    ConstraintError
        What must be kept cannot be.
    SolverError
        There is no such solver, or its result does not pass the certificate.
    """
    if solver not in SOLVERS:
        raise SolverError("solver.unknown", solver=solver, allowed=", ".join(SOLVERS))
    problem = problem.in_id_order()
    places = places_used(columns_of(problem).facilities, problem.policy)
    check_constraints(problem, places, constraints)
    eligible = find_eligible(problem)
    candidates = allowed(eligible, problem, constraints)
    spread = [spread_costs(most, problem.policy) for most in places.tolist()]
    network, level = plan_network(problem, candidates, spread, constraints)
    solution = solve(network, level, SOLVERS[solver], lot_of(problem))
    hopeless = np.flatnonzero(np.diff(eligible.start) == 0).tolist()
    return describe(
        problem,
        candidates,
        spread,
        solver,
        constraints,
        network,
        solution,
        {row: nearest_misses(problem, row) for row in hopeless if problem.people[row].consent},
    )


def find_eligible(problem: Problem) -> Candidates:
    """Return all candidates, with what each would bring for an emergency if the policy aims at that."""
    with_aim = {"readiness": with_gains, "nights": with_nights}
    return with_aim.get(problem.policy.scope.aim, find_candidates)(problem)


def describe(
    problem: Problem,
    candidates: Candidates,
    spread: Sequence[Sequence[int]],
    solver: str,
    constraints: Constraints,
    network: Network,
    solution: Solution,
    misses: Mapping[int, tuple[Miss, ...]],
) -> TrialPlan:
    """Return a solved plan with its assignments and reasons, by ids.

    Parameters
    ----------
    misses
        Near misses of everyone who consents but has no eligible facility, by person index.
    """
    used = used_rows(candidates, solution.assigned)
    return TrialPlan(
        problem=problem,
        candidates=candidates,
        spread=tuple(map(tuple, spread)),
        solver=solver,
        assignments=_assignments(problem, candidates, solution, spread),
        unplaced=_unplaced(problem, candidates, solution, misses),
        placed_by_tier=_count_tiers(problem, np.flatnonzero(solution.assigned < network.facilities)),
        cost=solution.cost - int(aim_costs(candidates, network, used).sum()),
        gained=_count_gains(problem, candidates, solution),
        nights=int(candidates.nights[used].sum()),
        network=network,
        solution=solution,
        constraints=constraints,
    )


def plan_network(
    problem: Problem, candidates: Candidates, spread: Sequence[Sequence[int]], constraints: Constraints
) -> tuple[Network, npt.NDArray[np.int8]]:
    """Return the flow network of a plan and the tiers to solve it with, 0 for those whose pair is fixed.

    Its prices hold for one more place at any facility too.
    """
    fixed = fixed_facilities(problem, constraints)
    # A network without fixed pairs shares the columns of the candidates: they take ten megabytes each for a city's pairs.
    level, rows = urgency(problem, fixed), open_rows(candidates, fixed) if fixed else slice(None)
    next_place = spread_costs(1 + max(map(len, spread), default=0), problem.policy)[-1]
    dearest = int(candidates.cost.max(initial=0)) + next_place
    start = row_starts(candidates.person[rows], len(problem.people))
    edges = candidates.facility[rows], candidates.cost[rows]
    gain, nights = candidates.gain[rows], candidates.nights[rows]
    return build_network(start, *edges, level, spread, dearest, gain, nights), level


def used_rows(candidates: Candidates, assigned: Indices) -> Indices:
    """Return the rows of the candidates that a plan uses, by person index."""
    return np.flatnonzero(assigned[candidates.person] == candidates.facility)


def aim_costs(candidates: Candidates, network: Network, rows: Indices) -> Ints:
    """Return what the aim adds to the cost of some candidates: options not gained, nights not averted."""
    stakes = np.where(candidates.gain[rows] == 0, network.stake[candidates.person[rows]], 0)
    added: Ints = stakes + (network.most_nights - candidates.nights[rows]) * network.night
    return added


def _count_gains(problem: Problem, candidates: Candidates, solution: Solution) -> tuple[int, ...]:
    used = used_rows(candidates, solution.assigned)
    tiers = [problem.people[person].tier for person in candidates.person[used].tolist()]
    return count_gains(candidates.gain[used], tiers)


def _count_tiers(problem: Problem, placed: Indices) -> dict[int, int]:
    tiers = [problem.people[person].tier for person in placed.tolist()]
    return {tier: tiers.count(tier) for tier in TIERS}


def _assignments(
    problem: Problem,
    candidates: Candidates,
    solution: Solution,
    spread: Sequence[Sequence[int]],
) -> tuple[Assignment, ...]:
    placed = np.flatnonzero(solution.assigned < len(problem.facilities))
    rank: dict[int, int] = {}
    load: dict[int, int] = {}
    turn = np.argsort(lot_of(problem).turns).tolist()
    for person in sorted(placed.tolist(), key=lambda index: (problem.people[index].tier, turn[index])):
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
                terms=candidates.terms.at(row),
                to_confirm=confirm_codes(int(candidates.confirm[row])),
                rank=rank[person],
                spread_cost=spread[facility][rank[person] - 1],
                gain=int(candidates.gain[row]),
                nights=int(candidates.nights[row]),
            )
        )
    return tuple(assignments)


def _unplaced(
    problem: Problem, candidates: Candidates, solution: Solution, misses: Mapping[int, tuple[Miss, ...]]
) -> tuple[Unplaced, ...]:
    places, facilities = solution.assigned, len(problem.facilities)
    waiting = places == facilities
    # Who has which place, by facility and then by person, and where each facility's begin.
    having = np.argsort(places, kind="stable")[: np.count_nonzero(places < facilities)]
    holders = np.empty(len(having), dtype=object)
    for at, person in enumerate(having.tolist()):
        who = problem.people[person]
        holders[at] = Holder(problem.facilities[places[person]].id, who.id, who.tier)
    first = row_starts(places[having], facilities)
    count = np.diff(first)
    # Of everybody who waits the facilities that somebody has, the best first, each as often as it has holders.
    rows = np.flatnonzero((count[candidates.facility] > 0) & waiting[candidates.person])
    person, facility = _by_cost(candidates, rows, facilities)
    often = count[facility]
    taken = np.repeat(first[facility], often) + _within(often)
    start = row_starts(np.repeat(person, often), len(problem.people))
    unplaced = []
    for person in np.flatnonzero(waiting).tolist():
        who = problem.people[person]
        counts = zip(RULE_CODES, candidates.removed[person].tolist(), strict=True)
        removed = {code: count for code, count in counts if count}
        if not who.consent:
            unplaced.append(Unplaced(who.id, NO_CONSENT, {}))
        elif person in misses:
            unplaced.append(Unplaced(who.id, NO_ELIGIBLE_FACILITY, removed, misses=misses[person]))
        elif candidates.start[person] == candidates.start[person + 1]:
            unplaced.append(Unplaced(who.id, FORBIDDEN, removed))
        else:
            own = holders[taken[start[person] : start[person + 1]]].tolist()
            unplaced.append(Unplaced(who.id, PLACES_TAKEN, removed, holders=tuple(own)))
    return tuple(unplaced)


def _by_cost(candidates: Candidates, rows: Indices, facilities: int) -> tuple[Indices, Indices]:
    """Return people and facilities of some candidates, by person, then cost, then facility."""
    # One number a pair, which a processor sorts at a stroke: it stays below 2^63 up to 10^5 people, 10^5 facilities and 10^8 points.
    cost = candidates.cost[rows]
    least = int(cost.min(initial=0))
    step = (int(cost.max(initial=0)) - least + 1) * facilities
    keys = candidates.person[rows] * step + (cost - least) * facilities + candidates.facility[rows]
    keys.sort()
    return keys // step, keys % facilities


def _within(lengths: Ints) -> Ints:
    """Count from 0 within each of several runs of these lengths."""
    ends = np.cumsum(lengths)
    counted: Ints = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return counted
