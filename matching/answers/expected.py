"""The expected plan: whom to ask for whom, in which order, so that most people can expect a trial, tier by tier.

Lists are made in several ways: by chance, by chance times what the prices of the bound leave of a trial there, by how
likely the bound's solution asks, and as the present plan has it (its suggestion, then by regret). For each tier the way
that brings most trials is taken, and of several the one with fewer calls. All ways meet the same answers; what is said of
the result comes from others, or from all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.answers.asking import MILLION, NO_PAIR, Asking, Lists, asking, lists_by
from matching.answers.bound import Bound, bound, worths
from matching.answers.optimum import MOST_TRIED, most_trials
from matching.answers.replay import MOST_ENUMERATED, enumerated, open_rows
from matching.answers.runs import Expected, simulated
from matching.arrays import Floats, Indices, Ints
from matching.solving import TIERS, routes_to
from matching.trials import TrialPlan

RUNS, SEED = 1_000, 1
TRIED_RUNS, TRIED_SEED = 250, 2
"""Runs in which ways are compared; the figures come from others, which no choice has looked at."""
CHANCE, PRICED, HALF_PRICED, SOLVED, REGRET = "chance", "priced", "half_priced", "solved", "regret"


@dataclass(frozen=True, eq=False)
class ExpectedPlan:
    """Lists of whom to ask, what they bring on average, and what more nobody could expect.

    Attributes
    ----------
    ways
        How the lists of each tier were made.
    expected
        Of the lists.
    bounds
        Of the trials of tier 1, of tiers 1 and 2, and of all.
    best
        The most trials that any way of asking brings to these, where every way was tried; None where there are too many.
    present, in_plan_order
        Of the present plan, each person asked for at the suggested place only; and of its suggestions followed by the
        alternatives, the least regret first.
    """

    asking: Asking
    lists: Lists
    ways: tuple[str, ...]
    expected: Expected
    bounds: tuple[Bound, ...]
    best: tuple[int, ...] | None
    present: Expected
    in_plan_order: Expected

    @property
    def limits(self) -> tuple[int, ...]:
        """What nobody can exceed for tier 1, tiers 1 and 2, and all, in millionths: the best way, or else the bound."""
        return self.best or tuple(one.trials for one in self.bounds)

    @property
    def gaps(self) -> tuple[int, ...]:
        """By how much the bound is above what is expected, for tier 1, tiers 1 and 2, and all; in millionths."""
        return tuple(one.trials - sum(self.expected.trials[: one.through]) for one in self.bounds)


def expected_plan(plan: TrialPlan, chance: Ints, agreed: Mapping[int, int] | None = None) -> ExpectedPlan:
    """Return the expected plan beside a plan.

    Parameters
    ----------
    plan
        The present plan; its fixed pairs are asked first.
    chance
        Chance of a yes of each candidate in millionths; see `matching.answers.chances`.
    agreed
        Facility id by person id where the facility has said yes already.
    """
    given = asking(plan, chance, agreed or {})
    bounds = tuple(bound(given, tier) for tier in TIERS)
    in_order = by_regret(plan)
    order = _fewest_ways_first(given)
    lists, ways = _best(given, bounds, in_order, order)
    return ExpectedPlan(
        asking=given,
        lists=lists,
        ways=ways,
        expected=evaluated(given, lists),
        bounds=bounds,
        best=tuple(round(MILLION * most_trials(given, tier)) for tier in TIERS) if len(given) <= MOST_TRIED else None,
        present=_once(given, plan),
        in_plan_order=evaluated(given, lists_by(given, in_order)),
    )


def evaluated(given: Asking, lists: Lists) -> Expected:
    """Return what lists bring on average: exactly where few answers are open, else by runs."""
    if len(open_rows(given, lists)) <= MOST_ENUMERATED:
        return enumerated(given, lists)
    return simulated(given, lists, RUNS, SEED)


def by_regret(plan: TrialPlan) -> Floats:
    """Return the order of the present plan as a worth of each pair: the suggestion, then the least regret.

    It is the order of `matching.why.alternatives`, without saying who would move. For somebody whose pair is fixed
    nothing else is in the plan's network; what follows the suggestion is then by cost.
    """
    candidates, network, solution = plan.candidates, plan.network, plan.solution
    worth = np.zeros(len(candidates))
    for person, home in enumerate(solution.assigned.tolist()):
        own = slice(int(candidates.start[person]), int(candidates.start[person + 1]))
        edges = slice(int(network.start[person]), int(network.start[person + 1]))
        sites, regret = candidates.facility[own], candidates.cost[own]
        if edges.stop - edges.start == len(sites):
            routes = routes_to(network, solution.assigned, solution.prices, home)
            regret = network.cost[edges] + routes.cost[sites]
            regret[[not routes.reaches(site) for site in sites.tolist()]] = np.iinfo(np.int64).max
        worth[own.start + np.lexsort((sites, regret, sites != home))] = -np.arange(len(sites))
    return worth


def _once(given: Asking, plan: TrialPlan) -> Expected:
    """Return what the present plan brings if nobody else is asked after a no."""
    rows = [
        plan.candidates.row(plan.problem.person_rows[who], plan.problem.facility_rows[where])
        for who, where in plan.pairs.items()
    ]
    chance = np.zeros(len(given.tier), dtype=np.int64)
    chance[given.person[rows]] = given.chance[rows]
    has = given.agreed != NO_PAIR
    chance[has] = MILLION
    trials = [int(chance[given.tier == tier].sum()) for tier in TIERS]
    return Expected((trials[0], trials[1], trials[2]), MILLION * (len(rows) - int(has.sum())), chance, 0, 0)


def _fewest_ways_first(given: Asking) -> Indices:
    """Return people by how likely any of their pairs says yes, the least likely first."""
    refusal = np.zeros(len(given.tier))
    np.add.at(refusal, given.person, np.log1p(-np.minimum(given.chance / MILLION, 0.999999)))
    return np.argsort(-refusal, kind="stable")


def _best(given: Asking, bounds: tuple[Bound, ...], in_order: Floats, order: Indices) -> tuple[Lists, tuple[str, ...]]:
    """Return the best lists found, tier by tier, and how those of each tier were made."""
    chosen = given.chance / MILLION
    ways = []
    for limit in bounds:
        mine = given.tier[given.person] == limit.through
        tried = []
        for name, worth in _worths(given, limit, in_order).items():
            mixed = np.where(mine, worth, chosen)
            tried.append((_score(given, mixed, order, limit.through), name, mixed))
        _, name, chosen = max(tried, key=lambda one: one[0])
        ways.append(name)
    return lists_by(given, chosen, order), tuple(ways)


def _worths(given: Asking, limit: Bound, in_order: Floats) -> dict[str, Floats]:
    p = given.chance / MILLION
    left = np.maximum(worths(given, limit.stars), 0.0)
    return {
        CHANCE: p,
        PRICED: p * left,
        HALF_PRICED: p * np.sqrt(left),
        SOLVED: p + (limit.asked > 0.2),
        REGRET: in_order,
    }


def _score(given: Asking, worth: Floats, order: Indices, through: int) -> tuple[int, int]:
    """Return the trials of a tier in the runs of trial, and then how few calls."""
    found = simulated(given, lists_by(given, worth, order), TRIED_RUNS, TRIED_SEED, through)
    return found.trials[through - 1], -found.calls
