"""How firm each suggestion is: the best plan without it, what that plan loses, and whether it loses anything at all."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Indices, Ints
from matching.solving import NO_WAY, Network, Routes, routes_to
from matching.trials import TrialPlan
from matching.why.alternatives import Move, ObjectiveChange, regret_of


@dataclass(frozen=True)
class Firmness:
    """What holds a suggestion, or keeps somebody without one.

    Attributes
    ----------
    facility_id
        Where the plan suggests them; None for nowhere.
    fixed
        Whether the pair is agreed or chosen by hand, and no question of points.
    change
        What the best plan in which they are elsewhere loses against the plan; None where there is no such plan.
    moves
        How to get from the plan to that one, the person's own move first.
    """

    person_id: int
    facility_id: int | None
    fixed: bool
    change: ObjectiveChange | None
    moves: tuple[Move, ...]

    @property
    def slack(self) -> int | None:
        """By how many points the pair may become dearer, or the next best cheaper, and it stays.

        At just so many the two are equal, and the lot decides. None where no number of points moves it: the pair is
        fixed, there is nothing else, or everything else would leave somebody without a place or an emergency option.
        """
        if self.fixed or self.change is None or any(self.change.gained) or any(self.change.placed_by_tier.values()):
            return None
        return self.change.cost

    @property
    def tied(self) -> bool:
        """Whether another plan is equally good without it, so that the lot decided."""
        return self.slack == 0

    @property
    def instead(self) -> int | None:
        """Where the best plan without it would have them; None for nowhere."""
        return self.moves[0].to_facility if self.moves else None


def firmness(plan: TrialPlan) -> dict[int, Firmness]:
    """Return how firm the suggestion of everybody is, or that of nobody for them, by person id.

    Only of those who have a candidate. Without the pair a person leaves their node h for another node f, and the
    cheapest way from f back to h makes room: one search for the ways to h answers for all who are at h. The least over
    all f equals forbidding the pair and solving again (for somebody without a place: forcing one).
    """
    problem, network, solution = plan.problem, plan.network, plan.solution
    fixed = dict(plan.constraints.fixed)
    least = LeastCycles(network, solution.assigned, solution.prices)
    found = {}
    for row, person in enumerate(problem.people):
        if plan.candidates.start[row] == plan.candidates.start[row + 1]:
            continue
        home = int(solution.assigned[row])
        facility = None if home == network.facilities else problem.facilities[home].id
        steps, length = least.leaving(row) if person.id not in fixed else ([], 0)
        if not steps or any(problem.people[who].id in fixed for who, _, _ in steps):
            found[person.id] = Firmness(person.id, facility, person.id in fixed, None, ())
            continue
        change, moves = regret_of(problem, plan.candidates, network, steps, length)
        found[person.id] = Firmness(person.id, facility, False, change, moves)
    return found


class LeastCycles:
    """The cheapest ways to change an optimal plan so that one person leaves their node, others following."""

    def __init__(self, network: Network, assigned: Indices, prices: Ints) -> None:
        self._network, self._assigned, self._prices = network, assigned, np.append(prices, 0)
        self._routes: dict[int, Routes] = {}

    def length(self, person: int) -> int:
        """Return what the cheapest such change costs, in the costs of the network; `NO_WAY` if there is none."""
        return self._best(person)[0]

    def leaving(self, person: int) -> tuple[list[tuple[int, int, int]], int]:
        """Return the moves of the cheapest such change (person, from node, to node), their own first, and its cost.

        No moves if there is no such change.
        """
        length, target = self._best(person)
        if length == NO_WAY:
            return [], 0
        home = int(self._assigned[person])
        return [(person, home, target), *self._to(home).steps(target)], length

    def _to(self, home: int) -> Routes:
        if home not in self._routes:
            self._routes[home] = routes_to(self._network, self._assigned, self._prices[:-1], home)
        return self._routes[home]

    def _best(self, person: int) -> tuple[int, int]:
        network, home = self._network, int(self._assigned[person])
        first, last = int(network.start[person]), int(network.start[person + 1])
        nodes = np.append(network.facility[first:last], network.facilities)
        costs = np.append(network.cost[first:last], network.unplaced[person]) + self._prices[nodes]
        lengths = self._to(home).length[nodes]
        possible = (nodes != home) & (lengths != NO_WAY)
        if not possible.any():
            return NO_WAY, home
        # Under the prices the person's own pair costs as little as any.
        total = np.where(possible, costs - costs[nodes == home][0] + np.where(possible, lengths, 0), NO_WAY)
        at = int(total.argmin())
        return int(total[at]), int(nodes[at])
