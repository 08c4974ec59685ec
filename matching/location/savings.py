"""Which few sites save the most: the core of the location models, exact by bounds, then branching or a program.

Every demand point has what each site would save it, and counts the best of the chosen sites. Covering (a site saves
a point its weight, or nothing) and the median (weight times the metres saved) are both of this form. The bound is the
Lagrangian one in which points choose freely (Cornuéjols, Fisher & Nemhauser 1977), found by deflected subgradient
steps (Camerini, Fratta & Maffioli 1975); what it proves of single sites leaves few to choose among.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matching.arrays import Indices, Ints, compiled
from matching.errors import OutOfTimeError, SolverError
from matching.solving.integer_program import minimise

EFFORT = 6_000_000_000
"""Pairs looked at before a search by branching is given up: about half a minute."""
_ROUNDS, _ROUNDS_BELOW, _PATIENCE = 1000, 150, 20
_DEFLECTION = 0.85
_FEW = 10
"""Up to so many new sites branching settles a cover sooner than a program does, as tried on a city of 949 towns."""
_ROUNDING = 1e-3
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Savings(NamedTuple):
    """What sites would save demand points: one entry a pair, each a whole number above 0."""

    demand: Indices
    site: Indices
    saved: Ints
    points: int
    sites: int

    @property
    def covering(self) -> bool:
        """Whether each point saves the same by all of its sites."""
        return bool((self.saved == self.best_of(np.ones(self.sites, dtype=np.bool_))[self.demand]).all())

    def best_of(self, chosen: Flags) -> Ints:
        """Return what each point saves by the best of the chosen sites, int[points]."""
        best = np.zeros(self.points, dtype=np.int64)
        taken = chosen[self.site]
        np.maximum.at(best, self.demand[taken], self.saved[taken])
        return best

    def of(self, chosen: list[int]) -> Ints:
        """Return what each point saves by the best of some sites, int[points]."""
        flags = np.zeros(self.sites, dtype=np.bool_)
        flags[chosen] = True
        return self.best_of(flags)

    def beyond(self, already: Ints, open_: Flags) -> "Savings":
        """Return what the open sites would save beyond what is saved already."""
        more = self.saved - already[self.demand]
        kept = (more > 0) & open_[self.site]
        return Savings(self.demand[kept], self.site[kept], more[kept], self.points, self.sites)

    def gains(self, already: Ints) -> Ints:
        """Return what each site would add to what is saved already, int[sites]."""
        gains = np.zeros(self.sites, dtype=np.int64)
        np.add.at(gains, self.site, np.maximum(self.saved - already[self.demand], 0))
        return gains


@dataclass(frozen=True)
class Reach:
    """A condition: points of at least so much weight must save something."""

    weights: Ints
    least: int

    def kept(self, saved: Ints) -> bool:
        """Tell whether points that save something weigh enough."""
        return int(self.weights[saved > 0].sum()) >= self.least


@dataclass(frozen=True)
class Choice:
    """The chosen sites, what they save together, and a number that no choice saves more than."""

    sites: tuple[int, ...]
    saved: int
    bound: int


class _Node(NamedTuple):
    """A smaller problem of the same form: so many more sites to choose, beyond what the opened ones save."""

    savings: Savings
    more: int
    opened: list[int]
    saved: int
    price: Floats
    bound: float


class _Bound(NamedTuple):
    value: float
    price: Floats
    worth: Floats


def save_most(
    savings: Savings, most: int, reach: Reach | None = None, floor: int = 0, effort: int = EFFORT
) -> Choice | None:
    """Choose at most so many sites that save the most together; None when no choice saves as much as `floor`.

    Parameters
    ----------
    savings
        The pairs, in any order.
    most
        How many sites at most.
    reach
        What the choice must keep.
    floor
        How much to save at least.
    effort
        Pairs to look at before branching is given up.

    Returns
    -------
    Choice
        The best when `saved` equals `bound`; else the best that was found within the effort. The same input gives the
        same choice; which one of equally good ones is left to the search. Sites that nobody would miss are left out.

    Raises
    ------
    SolverError
        The search was given up without any choice.
    """
    return _Search(savings, reach, floor, effort).run(most)


class _Search:
    def __init__(self, savings: Savings, reach: Reach | None, floor: int, effort: int) -> None:
        self._all = savings
        self._reach = reach
        self._left = effort
        self._best = floor - 1
        self._sites: list[int] | None = None

    def run(self, most: int) -> Choice | None:
        greedy = self._greedy(most)
        self._offer(greedy)
        self._offer(self._exchanged(greedy))
        everything = float(self._all.best_of(np.ones(self._all.sites, dtype=np.bool_)).sum())
        root = _Node(self._all, most, [], 0, self._all.of(greedy).astype(np.float64), everything)
        covering = self._reach is None and self._all.covering
        bound = root.bound
        if not covering or most <= _FEW:
            bound = self._branch_out(root, self._left * 3 // 4 if covering else 0)
        if covering and self._hopeful(bound):
            bound = self._cover(root)
        if self._sites is not None:
            return Choice(self._missed(self._sites), self._best, int(bound + _ROUNDING))
        if self._hopeful(bound):
            raise SolverError("solver.not_optimal")
        return None

    def _hopeful(self, bound: float) -> bool:
        """Tell whether something better may be below a bound; all savings are whole."""
        return bound > self._best + 1 - _ROUNDING

    def _offer(self, sites: list[int]) -> None:
        saved = self._all.of(sites)
        total = int(saved.sum())
        if total > self._best and (self._reach is None or self._reach.kept(saved)):
            self._best, self._sites = total, sorted(sites)

    def _greedy(self, most: int) -> list[int]:
        sites: list[int] = []
        saved = self._all.of(sites)
        while len(sites) < min(most, self._all.sites):
            gains = self._all.gains(saved)
            if gains.max() == 0:
                break
            sites.append(int(gains.argmax()))
            saved = np.maximum(saved, self._all.of(sites[-1:]))
        return sites

    def _exchanged(self, sites: list[int]) -> list[int]:
        """Exchange one site for another as long as that saves more (Teitz & Bart 1968)."""
        sites, total, better = list(sites), int(self._all.of(sites).sum()), True
        while better:
            better = False
            for place in range(len(sites)):
                self._left -= len(self._all.saved)
                rest = self._all.of(sites[:place] + sites[place + 1 :])
                gains = self._all.gains(rest)
                if int(rest.sum() + gains.max()) > total:
                    total, better = int(rest.sum() + gains.max()), True
                    sites[place] = int(gains.argmax())
        return sites

    def _missed(self, chosen: list[int]) -> tuple[int, ...]:
        """Leave out sites without which as much is saved, the last first."""
        sites = list(chosen)
        for site in reversed(chosen):
            rest = [other for other in sites if other != site]
            if int(self._all.of(rest).sum()) == self._best:
                sites = rest
        return tuple(sites)

    def _branch_out(self, root: _Node, spare: int) -> float:
        """Settle a problem by branching, depth first, until only so much effort is left; return the bound."""
        stack, rounds = [root], _ROUNDS
        while stack and self._left > spare:
            node = stack.pop()
            narrowed, rounds = self._narrowed(node, rounds), _ROUNDS_BELOW
            if narrowed is not None:
                node, best = narrowed
                without = np.ones(self._all.sites, dtype=np.bool_)
                without[best] = False
                stack += [_opened(node, [], without), _opened(node, [best], ~np.zeros_like(without))]
        return max([self._best, *(node.bound for node in stack)])

    def _cover(self, root: _Node) -> float:
        """Settle a covering problem by the program of Church & ReVelle (1974) on what is left; return the bound."""
        narrowed = self._narrowed(root, _ROUNDS)
        if narrowed is None:
            return self._best
        node = narrowed[0]
        points, row = np.unique(node.savings.demand, return_inverse=True)
        sites, column = np.unique(node.savings.site, return_inverse=True)
        weight = node.savings.best_of(np.ones(self._all.sites, dtype=np.bool_))[points]
        covers = csr_array((np.ones(len(row)), (row, column)), shape=(len(points), len(sites)))
        rows = vstack(
            [
                hstack([covers, -eye_array(len(points))]),
                np.append(np.ones(len(sites)), np.zeros(len(points)))[np.newaxis],
                np.append(np.zeros(len(sites)), weight)[np.newaxis],
            ]
        )
        least = np.append(np.zeros(len(points) + 1), self._best + 1 - node.saved)
        most = np.append(np.full(len(points), np.inf), [node.more, np.inf])
        try:
            found = minimise(np.append(np.zeros_like(sites), -weight), csr_array(rows), least, most)
        except OutOfTimeError:
            return node.bound
        if found is None:
            return self._best
        self._offer([*node.opened, *sites[found.values[: len(sites)] > 0].tolist()])
        return max(self._best, node.saved - found.bound)

    def _narrowed(self, node: _Node, rounds: int) -> tuple[_Node, int] | None:
        """Return a node without the sites that cannot help and with those that must be, and the best site left.

        None when nothing better than what is known can be below it, or it was settled.
        """
        if not self._hopeful(node.bound):
            return None
        free = np.unique(node.savings.site)
        if len(free) <= node.more:
            self._offer([*node.opened, *free.tolist()])
            return None
        if node.more == 0 or not self._can_reach(node):
            self._offer(node.opened)
            return None
        priced = self._priced(node, rounds)
        own = node.saved + priced.value
        node = node._replace(price=priced.price, bound=min(node.bound, own))
        if not self._hopeful(node.bound):
            return None
        order = np.argsort(-priced.worth, kind="stable")
        first, others = order[: node.more], order[node.more :]
        # What the bound of these prices may lose, by opening one of the others or by closing one of the first.
        room = own - (self._best + 1) + _ROUNDING
        shut = others[priced.worth[first[-1]] - priced.worth[others] > room]
        sure = first[priced.worth[first] - priced.worth[others[0]] > room]
        open_ = np.ones(node.savings.sites, dtype=np.bool_)
        open_[shut] = False
        node = _opened(node, sure.tolist(), open_)
        if node.more == 0:
            self._offer(node.opened)
            return None
        return node, int(first[len(sure)])

    def _can_reach(self, node: _Node) -> bool:
        if self._reach is None:
            return True
        saved = self._all.of(node.opened)
        saved[node.savings.demand] = 1
        return self._reach.kept(saved)

    def _priced(self, node: _Node, rounds: int) -> _Bound:
        """Return the least bound of some rounds of steps on the points' prices; offer choices met on the way."""
        demand, site = node.savings.demand, node.savings.site
        saved = node.savings.saved.astype(np.float64)
        highest = node.savings.best_of(np.ones(self._all.sites, dtype=np.bool_)).astype(np.float64)
        price = np.minimum(node.price, highest)
        best = _Bound(np.inf, price, np.zeros(self._all.sites))
        direction, step, since = np.zeros_like(price), 1.0, 0
        for _ in range(rounds):
            self._left -= len(saved)
            worth = _worth(demand, site, saved, price, self._all.sites)
            first = np.argpartition(-worth, node.more - 1)[: node.more]
            value = float(price.sum() + worth[first].sum())
            since += 1
            if value < best.value - _ROUNDING:
                best, since = _Bound(value, price, worth), 0
            if since == _PATIENCE:
                self._offer([*node.opened, *first.tolist()])
                step, since, price, direction = step / 2, 0, best.price, np.zeros_like(price)
                continue
            chosen = np.zeros(self._all.sites, dtype=np.bool_)
            chosen[first] = True
            direction = np.where(highest > 0, _slope(demand, site, saved, price, chosen), 0) + _DEFLECTION * direction
            length = float(direction @ direction)
            if not self._hopeful(node.saved + best.value) or length == 0 or step < _ROUNDING:
                break
            ahead = max(value - (self._best - node.saved), 1.0)
            price = np.clip(price - step * ahead / length * direction, 0, highest)
        return best


def _opened(node: _Node, sites: list[int], open_: Flags) -> _Node:
    """Return a node with some sites chosen, and only some left open."""
    saved = node.savings.of(sites)
    return node._replace(
        savings=node.savings.beyond(saved, open_),
        more=node.more - len(sites),
        opened=[*node.opened, *sites],
        saved=node.saved + int(saved.sum()),
        price=np.maximum(node.price - saved, 0),
    )


@compiled
def _worth(demand: Indices, site: Indices, saved: Floats, price: Floats, sites: int) -> Floats:
    """Return what each site saves its points beyond their prices."""
    worth = np.zeros(sites)
    for pair in range(len(demand)):
        over = saved[pair] - price[demand[pair]]
        if over > 0:
            worth[site[pair]] += over
    return worth


@compiled
def _slope(demand: Indices, site: Indices, saved: Floats, price: Floats, chosen: Flags) -> Floats:
    """Return how the bound changes with each point's price: 1, less the chosen sites that save it more than that."""
    slope = np.ones(len(price))
    for pair in range(len(demand)):
        if chosen[site[pair]] and saved[pair] > price[demand[pair]]:
            slope[demand[pair]] -= 1
    return slope
