"""What else: every other facility of a person with what choosing it would cost the whole plan, and why not there."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.pairs import CONFIRM, NO, RULE_CODES, Candidates, confirm_codes, judge
from matching.problem import Problem, columns_of, facility_index, is_due, person_index
from matching.solving import GAINS, TIERS, Network, Routes, routes_to
from matching.trials import FORBIDDEN, NO_CONSENT, TrialPlan, aim_costs


@dataclass(frozen=True)
class ObjectiveChange:
    """How the objective changes: people placed in each tier (negative: fewer), then cost, spreading included.

    In a plan that aims at readiness `gained` comes before both: who gains an emergency option, by `GAINS`. In one that
    aims at nights averted `nights` does: hundredths a year. Before all that comes `due`: who has a place lest they wait
    longer than the policy promises.
    """

    placed_by_tier: Mapping[int, int]
    cost: int
    gained: tuple[int, ...] = (0,) * len(GAINS)
    nights: int = 0
    due: int = 0

    @property
    def only_cost(self) -> bool:
        """Whether at most the cost differs."""
        return not (self.due or any(self.gained) or self.nights or any(self.placed_by_tier.values()))


@dataclass(frozen=True)
class Move:
    """Somebody who goes elsewhere; None stands for being unplaced."""

    person_id: int
    from_facility: int | None
    to_facility: int | None


@dataclass(frozen=True)
class Alternative:
    """One eligible facility of a person.

    Attributes
    ----------
    regret
        What the best plan with this pair loses against the plan; None when no plan with it keeps what is fixed. For
        a person whose own pair is fixed it is that of releasing them for this pair, and may be a gain.
    moves
        How to get from the plan to such a plan, the person's own move first; empty for the facility they have.
    loses
        Who would have a place no longer.
    """

    facility_id: int
    regret: ObjectiveChange | None
    moves: tuple[Move, ...]
    loses: tuple[int, ...]


@dataclass(frozen=True)
class WhyNot:
    """Why a person is not suggested somewhere.

    Attributes
    ----------
    failed
        `no_consent` and `forbidden` if that is so, and the codes of the rules that the pair breaks.
    to_confirm
        Codes of the rules that cannot be decided yet.
    alternative
        What the pair would cost, if it is eligible.
    """

    person_id: int
    facility_id: int
    failed: tuple[str, ...]
    to_confirm: tuple[str, ...]
    alternative: Alternative | None


def alternatives(plan: TrialPlan, person_id: int) -> tuple[Alternative, ...]:
    """Return every eligible facility of a person, least regret first, then by id; the one they have costs nothing.

    Forcing a person from their node h to facility f changes the plan's cost by the difference of the two edges and
    the cheapest way to bring a unit from f back to h, so one search for the ways to h answers for all facilities.
    The result equals that of forcing the pair and solving again.

    Raises
    ------
    ProblemError
        The person is not in the problem.
    """
    person = person_index(plan.problem, person_id)
    candidates = plan.candidates
    rows = range(int(candidates.start[person]), int(candidates.start[person + 1]))
    routes = routes_to(plan.network, plan.solution.assigned, plan.solution.prices, _home(plan, person))
    fixed = {id_ for id_, _ in plan.constraints.fixed}
    eligible = [_alternative(plan, fixed, routes, person, int(candidates.facility[row])) for row in rows]
    return tuple(sorted(eligible, key=_order))


def why_not(plan: TrialPlan, person_id: int, facility_id: int) -> WhyNot:
    """Return the rules that a pair breaks, or else what suggesting it would cost.

    Raises
    ------
    ProblemError
        The person or the facility is not in the problem.
    """
    problem = plan.problem
    person, facility = person_index(problem, person_id), facility_index(problem, facility_id)
    verdicts = judge(columns_of(problem).pairs(np.array([person]), np.array([facility])))[:, 0].tolist()
    failed = tuple(code for code, verdict in zip(RULE_CODES, verdicts, strict=True) if verdict == NO)
    if not problem.people[person].consent:
        failed = (NO_CONSENT, *failed)
    if (person_id, facility_id) in plan.constraints.forbids:
        failed = (FORBIDDEN, *failed)
    return WhyNot(
        person_id=person_id,
        facility_id=facility_id,
        failed=failed,
        to_confirm=confirm_codes(sum(1 << rule for rule, verdict in enumerate(verdicts) if verdict == CONFIRM)),
        alternative=next((one for one in alternatives(plan, person_id) if one.facility_id == facility_id), None),
    )


def regret_of(
    problem: Problem, candidates: Candidates, network: Network, steps: list[tuple[int, int, int]], cost: int
) -> tuple[ObjectiveChange, tuple[Move, ...]]:
    """Split what some moves change into who is due, options gained, people placed by tier, nights averted and cost.

    The moves are named too.

    Parameters
    ----------
    problem, candidates, network
        What the indices refer to, and what not gaining and being unplaced cost.
    steps
        Person, from node, to node, by index.
    cost
        What the moves change the total by, with what not gaining and being unplaced cost.
    """
    outside = network.facilities
    placed = dict.fromkeys(TIERS, 0)
    gained, nights, due = dict.fromkeys(GAINS, 0), 0, 0
    for person, here, there in steps:
        tier = problem.people[person].tier
        for node, change in ((here, -1), (there, 1)):
            if node == outside:
                cost -= change * int(network.unplaced[person])
                continue
            placed[tier] += change
            due += change * is_due(problem.people[person], problem.policy)
            row = candidates.row(person, node)
            gain = int(candidates.gain[row])
            if gain:
                gained[gain, tier] += change
            nights += change * int(candidates.nights[row])
            cost -= change * int(aim_costs(candidates, network, np.array([row]))[0])

    def name(node: int) -> int | None:
        return None if node == outside else problem.facilities[node].id

    return ObjectiveChange(placed, cost, tuple(gained.values()), nights, due), tuple(
        Move(problem.people[person].id, name(here), name(there)) for person, here, there in steps
    )


def _home(plan: TrialPlan, person: int) -> int:
    return int(plan.solution.assigned[person])


def _paid(plan: TrialPlan, person: int, node: int) -> int:
    """Return what it costs the objective that a person is at a node, not gaining or being unplaced included."""
    network, candidates = plan.network, plan.candidates
    if node == network.facilities:
        return int(network.unplaced[person])
    row = candidates.row(person, node)
    return int(candidates.cost[row]) + int(aim_costs(candidates, network, np.array([row]))[0])


def _alternative(plan: TrialPlan, fixed: set[int], routes: Routes, person: int, facility: int) -> Alternative:
    home = _home(plan, person)
    steps = [] if facility == home else [(person, home, facility), *routes.steps(facility)]
    if not routes.reaches(facility) or any(plan.problem.people[who].id in fixed for who, _, _ in steps[1:]):
        return Alternative(plan.problem.facilities[facility].id, None, (), ())
    change = _paid(plan, person, facility) - _paid(plan, person, home) + int(routes.cost[facility])
    regret, moves = regret_of(plan.problem, plan.candidates, plan.network, steps, change)
    loses = tuple(move.person_id for move in moves if move.to_facility is None)
    return Alternative(plan.problem.facilities[facility].id, regret, moves, loses)


def _order(alternative: Alternative) -> tuple[float, ...]:
    if alternative.regret is None:
        return (math.inf, alternative.facility_id)
    placed = alternative.regret.placed_by_tier
    return (
        -alternative.regret.due,
        *(-count for count in alternative.regret.gained),
        -alternative.regret.nights,
        *(-placed[tier] for tier in TIERS),
        alternative.regret.cost,
        alternative.facility_id,
    )
