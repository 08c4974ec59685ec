"""The best whole plans after the plan: each another, in order, and each proven the best of those that are left.

The plans are split again and again [1]_ [2]_: of a set of plans the best is known; the second best sends somebody
elsewhere than the best does, and splits the set in two, those plans that keep this person's pair and those that do not.
The best of either is known by then. What a set allows is a plan's constraints, its pairs fixed and forbidden.

References
----------
.. [1] K. G. Murty, "An algorithm for ranking all the assignments in order of increasing cost", Operations Research 16,
   1968.
.. [2] H. W. Hamacher and M. Queyranne, "K best solutions to combinatorial optimization problems", Annals of Operations
   Research 4, 1985.
"""

import heapq
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

import numpy as np

from matching.arrays import Indices
from matching.pairs import Constraints, allowed, fixed_facilities
from matching.problem import Problem
from matching.solving import NO_WAY, prove
from matching.trials import TrialPlan, find_eligible, plan_network
from matching.why.alternatives import Move, ObjectiveChange
from matching.why.firmness import LeastCycles
from matching.why.worth import Worth, change_between, worth

OTHERS = 3


@dataclass(frozen=True)
class OtherPlan:
    """One of the next best plans.

    Attributes
    ----------
    change
        What it loses against the plan.
    moves
        Everybody who is elsewhere in it, by id.
    """

    change: ObjectiveChange
    moves: tuple[Move, ...]


class _Set(NamedTuple):
    """The plans that some constraints allow: the best of them, the second best, and who tells the two apart."""

    constraints: Constraints
    best: Indices
    second: Indices
    person: int


def near_best(plan: TrialPlan, most: int = OTHERS) -> tuple[OtherPlan, ...]:
    """Return the best plans but for the plan itself, the best first; fewer where there are no more.

    They are judged as the plan is: options gained where it aims at that, people placed by tier, then cost.

    Parameters
    ----------
    most
        How many.

    Raises
    ------
    SolverError
        The certificate of one of them does not hold.
    """
    found: list[OtherPlan] = []
    turn = count()
    waiting: list[tuple[Worth, int, _Set]] = []

    def put(constraints: Constraints, best: Indices) -> None:
        if (split := _split(plan, constraints, best)) is not None:
            heapq.heappush(waiting, (_worth(plan, split.second), next(turn), split))

    put(plan.constraints, plan.solution.assigned)
    while waiting and len(found) < most:
        _, _, split = heapq.heappop(waiting)
        found.append(_told(plan, split.second))
        pair = frozenset({_pair(plan.problem, split.person, int(split.best[split.person]))})
        with_it = replace(split.constraints, locks=split.constraints.locks | pair)
        without = replace(split.constraints, forbids=split.constraints.forbids | pair)
        put(without, split.second)
        if len(found) < most:
            put(with_it, split.best)
    return tuple(found)


def _split(plan: TrialPlan, constraints: Constraints, best: Indices) -> _Set | None:
    """Prove the best plan of a set the best, and find the second; None where there is no second."""
    problem = plan.problem
    candidates = allowed(find_eligible(problem), problem, constraints)
    network, _ = plan_network(problem, candidates, plan.spread, constraints)
    cycles = LeastCycles(network, best, prove(network, best))
    fixed = fixed_facilities(problem, constraints)
    # Of two different plans neither of which only adds people, one who is placed in the better is elsewhere.
    free = [row for row in np.flatnonzero(best < network.facilities).tolist() if row not in fixed]
    lengths = {row: cycles.length(row) for row in free}
    person = min(free, key=lengths.__getitem__, default=None)
    if person is None or lengths[person] == NO_WAY:
        return None
    steps, _ = cycles.leaving(person)
    if any(who in fixed for who, _, _ in steps):
        return None
    second = best.copy()
    for who, _, there in steps:
        second[who] = there
    return _Set(constraints, best, second, person)


def _worth(plan: TrialPlan, assigned: Indices) -> Worth:
    return worth(plan.problem, plan.candidates, plan.spread, assigned)


def _told(plan: TrialPlan, assigned: Indices) -> OtherPlan:
    change = change_between(_worth(plan, plan.solution.assigned), _worth(plan, assigned))
    was = plan.solution.assigned
    return OtherPlan(
        change,
        tuple(
            Move(
                plan.problem.people[row].id, _site(plan.problem, int(was[row])), _site(plan.problem, int(assigned[row]))
            )
            for row in np.flatnonzero(was != assigned).tolist()
        ),
    )


def _site(problem: Problem, node: int) -> int | None:
    return problem.facilities[node].id if node < len(problem.facilities) else None


def _pair(problem: Problem, person: int, facility: int) -> tuple[int, int]:
    return problem.people[person].id, problem.facilities[facility].id
