"""How far one weight of the policy may change, all others as they are, until the plan, or a suggestion, is another.

For a weight that prices in proportion, a plan's cost is a line over it, and the least cost the lower hull of such lines.
So where a plan stops being the best is found by Newton's method [1]_: solve far out, go to where the plan found there
meets the first, solve there, and so on until nothing beats it. For a weight whose points are rounded every whole
number is tried. At both ends the plan is proven a best one, and one point further it is proven none.

References
----------
.. [1] W. Dinkelbach, "On nonlinear fractional programming", Management Science 13, 1967.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from matching.arrays import Indices
from matching.errors import SolverError
from matching.pairs import Candidates, Constraints, allowed, repriced, spread_costs
from matching.policy import MOST, reweighted
from matching.problem import Problem, person_index
from matching.solving import solve
from matching.trials import TrialPlan, find_eligible, plan_network
from matching.why.worth import Worth, worth

IN_PROPORTION = (
    "ward_neighbour",
    "ward_other",
    "ward_unknown",
    "vacancy_few",
    "vacancy_full",
    "vacancy_unknown",
    "unconfirmed",
    "not_listed",
    "left_out_twice",
    "spread_step",
)
"""Weights in which the cost of every pair and place is a line; the points of all others are rounded, or end at 0."""
FURTHEST, MOST_PLANS, MOST_TRIED = 10, 20, 100
"""A weight is looked at up to so many times its value; past so many plans, or whole numbers, a range is left open."""


@dataclass(frozen=True)
class WeightRange:
    """The whole numbers around a weight's value for which a plan stays a best one, or a suggestion in one.

    Attributes
    ----------
    weight, value
        Its name (words `weight.…`), and what it is in the policy.
    least, most
        The ends; both belong to it.
    open_below, open_above
        Whether it was not found to end there: nothing changes as far as was looked.
    """

    weight: str
    value: int
    least: int
    most: int
    open_below: bool
    open_above: bool


def plan_range(plan: TrialPlan, weight: str) -> WeightRange:
    """Return the range of a weight in which a plan stays one of the best.

    Raises
    ------
    PolicyError
        There is no such weight.
    """
    return _Line(plan, weight).around(None)


def suggestion_range(plan: TrialPlan, weight: str, person_id: int) -> WeightRange:
    """Return the range of a weight in which somebody's suggestion, or having none, is in one of the best plans.

    Where a plan with it stops being the best, another best plan with it takes its place, if there is one.

    Raises
    ------
    PolicyError
        There is no such weight.
    ProblemError
        The person is not in the plan.
    """
    person_index(plan.problem, person_id)
    facility = plan.pairs.get(person_id)
    if facility is None:
        all_pairs = frozenset((person_id, one.id) for one in plan.problem.facilities)
        kept = replace(plan.constraints, forbids=plan.constraints.forbids | all_pairs)
    elif (pair := (person_id, facility)) in plan.constraints.fixed:
        kept = plan.constraints
    else:
        kept = replace(plan.constraints, locks=plan.constraints.locks | {pair})
    return _Line(plan, weight).around(kept)


class _Point(NamedTuple):
    """The problem at one value of the weight."""

    problem: Problem
    eligible: Candidates
    spread: list[list[int]]


class _Line:
    """A plan along the values of one weight."""

    def __init__(self, plan: TrialPlan, weight: str) -> None:
        self._plan, self._weight = plan, weight
        reweighted(plan.problem.policy, {weight: 0}, weight)
        self._now: int = plan.problem.policy.weights.as_dict()[weight]
        self._in_proportion = weight in IN_PROPORTION
        self._points: dict[int, _Point] = {}
        self._best: dict[int, Indices] = {self._now: plan.solution.assigned}

    def around(self, kept: Constraints | None) -> WeightRange:
        """Return the range of the plan, or of what `kept` keeps."""
        least, below = self._end(kept, 0)
        most, above = self._end(kept, self._top())
        return WeightRange(self._weight, self._now, least, most, below, above)

    def _top(self) -> int:
        top = min(MOST, max(self._now * FURTHEST, 100))
        if self._weight.endswith("_percent"):
            return 100
        while top > self._now:
            try:
                self._best_at(top)
            except SolverError:  # such costs leave the whole numbers of the solver
                top = (self._now + top) // 2
            else:
                break
        return top

    def _end(self, kept: Constraints | None, limit: int) -> tuple[int, bool]:
        """Return the last value towards a limit that is in the range, and whether it did not end there."""
        step = 1 if limit > self._now else -1
        value, assigned = self._now, self._plan.solution.assigned
        for _ in range(MOST_PLANS):
            value = self._last(assigned, value, limit)
            if value == limit or self._tired(value):
                return value, True
            if kept is None:
                return value, False
            assigned = self._solved(value + step, kept)
            if not self._holds(assigned, value + step):
                return value, False
            value += step
        return value, True

    def _last(self, assigned: Indices, value: int, limit: int) -> int:
        """Return the last value towards a limit up to which a plan that is a best one at the first stays one."""
        step = 1 if limit > value else -1
        if not self._in_proportion:
            while value != limit and not self._tired(value) and self._holds(assigned, value + step):
                value += step
            return value
        end = limit
        while not self._holds(assigned, end):
            rival = self._best_at(end)
            ahead = self._worth(rival, value)[-1] - self._worth(assigned, value)[-1]
            behind = self._worth(assigned, end)[-1] - self._worth(rival, end)[-1]
            # So far along the way the two lines meet; up to there the rival is not cheaper.
            end = value + step * (ahead * abs(end - value) // (ahead + behind))
        return end

    def _tired(self, value: int) -> bool:
        return not self._in_proportion and abs(value - self._now) >= MOST_TRIED

    def _holds(self, assigned: Indices, value: int) -> bool:
        return self._worth(assigned, value) == self._worth(self._best_at(value), value)

    def _best_at(self, value: int) -> Indices:
        if value not in self._best:
            self._best[value] = self._solved(value, self._plan.constraints)
        return self._best[value]

    def _solved(self, value: int, constraints: Constraints) -> Indices:
        """Return a best plan at a value, proven."""
        problem, eligible, spread = self._at(value)
        network, level = plan_network(problem, allowed(eligible, problem, constraints), spread, constraints)
        return solve(network, level).assigned

    def _worth(self, assigned: Indices, value: int) -> Worth:
        problem, eligible, spread = self._at(value)
        return worth(problem, allowed(eligible, problem, self._plan.constraints), spread, assigned)

    def _at(self, value: int) -> _Point:
        if value not in self._points:
            problem = self._plan.problem
            policy = reweighted(problem.policy, {self._weight: value}, self._weight)
            other = replace(problem, policy=policy)
            eligible = repriced(find_eligible(problem), problem, other)
            spread = [spread_costs(len(costs), policy) for costs in self._plan.spread]
            self._points[value] = _Point(other, eligible, spread)
        return self._points[value]
