"""What a plan is judged by, as one row of numbers, the smaller the better."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Indices
from matching.pairs import Candidates
from matching.problem import Problem, is_due
from matching.solving import GAINS, TIERS
from matching.trials import used_rows
from matching.why.alternatives import ObjectiveChange

Worth = tuple[int, ...]


def worth(problem: Problem, candidates: Candidates, spread: Sequence[Sequence[int]], assigned: Indices) -> Worth:
    """Return who is due, options gained by `GAINS`, nights averted and people placed by tier, all negative, then the cost."""
    rows = used_rows(candidates, assigned)
    due = sum(is_due(problem.people[person], problem.policy) for person in candidates.person[rows].tolist())
    tiers = [problem.people[person].tier for person in candidates.person[rows].tolist()]
    gained = list(zip(candidates.gain[rows].tolist(), tiers, strict=True))
    load = np.bincount(candidates.facility[rows], minlength=len(problem.facilities)).tolist()
    spent = sum(sum(costs[:guests]) for costs, guests in zip(spread, load, strict=True))
    return (
        -due,
        *(-gained.count(one) for one in GAINS),
        -int(candidates.nights[rows].sum()),
        *(-tiers.count(tier) for tier in TIERS),
        int(candidates.cost[rows].sum()) + spent,
    )


def change_between(before: Worth, after: Worth) -> ObjectiveChange:
    """Return what one plan loses against another."""
    due, *counts, cost = (new - old for new, old in zip(after, before, strict=True))
    gained, (nights, *placed) = counts[: len(GAINS)], counts[len(GAINS) :]
    by_tier = {tier: -count for tier, count in zip(TIERS, placed, strict=True)}
    return ObjectiveChange(by_tier, cost, tuple(-count for count in gained), -nights, -due)
