"""Which few sites save the most: the core of the location models, exact by bounds, then branching or a program.

What the bound proves of single sites leaves few to choose among.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matching.arrays import Flags
from matching.errors import OutOfTimeError, SolverError
from matching.location.bound import Bound, Node, least_bound
from matching.location.savings import ROUNDING, Best, Reach, Savings, exchanged, greedy
from matching.solving import minimise

EFFORT = 6_000_000_000
"""Pairs looked at before a search by branching is given up: about half a minute."""
_ROUNDS, _ROUNDS_BELOW = 1000, 150
_FEW = 10
"""Up to so many new sites branching settles a cover sooner than a program does, as tried on a city of 949 towns."""


@dataclass(frozen=True)
class SiteChoice:
    """The chosen sites, what they save together, and a number that no choice saves more than."""

    sites: tuple[int, ...]
    saved: int
    bound: int


def save_most(
    savings: Savings, most: int, reach: Reach | None = None, floor: int = 0, effort: int = EFFORT
) -> SiteChoice | None:
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
    best = Best(savings, reach, floor, effort)
    first = greedy(savings, most)
    best.offer(first)
    best.offer(exchanged(first, best))
    everything = float(savings.best_of(np.ones(savings.sites, dtype=np.bool_)).sum())
    root = Node(savings, most, [], 0, savings.of(first).astype(np.float64), everything)
    covering = reach is None and savings.covering
    bound = root.bound
    if not covering or most <= _FEW:
        bound = _branch(root, best, best.effort * 3 // 4 if covering else 0)
    if covering and best.hopeful(bound):
        bound = _cover(root, best)
    if best.sites is not None:
        return SiteChoice(best.needed(), best.saved, int(bound + ROUNDING))
    if best.hopeful(bound):
        raise SolverError("solver.not_optimal")
    return None


def _branch(root: Node, best: Best, spare: int) -> float:
    """Settle a problem by branching, depth first, until only so much effort is left; return the bound."""
    stack, rounds = [root], _ROUNDS
    while stack and best.effort > spare:
        narrowed, rounds = _narrowed(stack.pop(), rounds, best), _ROUNDS_BELOW
        if narrowed is not None:
            node, site = narrowed
            without = np.ones(best.savings.sites, dtype=np.bool_)
            without[site] = False
            stack += [_opened(node, [], without), _opened(node, [site], ~np.zeros_like(without))]
    return max([best.saved, *(node.bound for node in stack)])


def _cover(root: Node, best: Best) -> float:
    """Settle a covering problem by the program of Church & ReVelle (1974) on what is left; return the bound."""
    narrowed = _narrowed(root, _ROUNDS, best)
    if narrowed is None:
        return best.saved
    node = narrowed[0]
    points, row = np.unique(node.savings.demand, return_inverse=True)
    sites, column = np.unique(node.savings.site, return_inverse=True)
    weight = node.savings.best_of(np.ones(node.savings.sites, dtype=np.bool_))[points]
    covers = csr_array((np.ones(len(row)), (row, column)), shape=(len(points), len(sites)))
    rows = vstack(
        [
            hstack([covers, -eye_array(len(points))]),
            np.append(np.ones(len(sites)), np.zeros(len(points)))[np.newaxis],
            np.append(np.zeros(len(sites)), weight)[np.newaxis],
        ]
    )
    least = np.append(np.zeros(len(points) + 1), best.saved + 1 - node.saved)
    most = np.append(np.full(len(points), np.inf), [node.more, np.inf])
    try:
        solved = minimise(np.append(np.zeros_like(sites), -weight), csr_array(rows), least, most)
    except OutOfTimeError:
        return node.bound
    if solved is None:
        return best.saved
    best.offer([*node.opened, *sites[solved.values[: len(sites)] > 0].tolist()])
    return max(best.saved, node.saved - solved.bound)


def _narrowed(node: Node, rounds: int, best: Best) -> tuple[Node, int] | None:
    """Return a node without the sites that cannot help and with those that must be, and the best site left.

    None when nothing better than what is known can be below it, or it was settled.
    """
    if not best.hopeful(node.bound) or _settled(node, best):
        return None
    priced = least_bound(node, rounds, best)
    node = node._replace(price=priced.price, bound=min(node.bound, node.saved + priced.value))
    return _without_hopeless(node, priced, best) if best.hopeful(node.bound) else None


def _settled(node: Node, best: Best) -> bool:
    """Tell whether there is nothing to choose at a node, or no use in it; offer what is left then."""
    free = np.unique(node.savings.site)
    if len(free) <= node.more:
        best.offer([*node.opened, *free.tolist()])
        return True
    if node.more == 0 or not _can_reach(node, best):
        best.offer(node.opened)
        return True
    return False


def _can_reach(node: Node, best: Best) -> bool:
    if best.reach is None:
        return True
    saved = best.savings.of(node.opened)
    saved[node.savings.demand] = 1
    return best.reach.kept(saved)


def _without_hopeless(node: Node, priced: Bound, best: Best) -> tuple[Node, int] | None:
    """Shut the sites that the bound proves to be in no better choice, and open those that are in every one."""
    order = np.argsort(-priced.worth, kind="stable")
    first, others = order[: node.more], order[node.more :]
    # What the bound of these prices may lose, by opening one of the others or by closing one of the first.
    room = node.saved + priced.value - (best.saved + 1) + ROUNDING
    shut = others[priced.worth[first[-1]] - priced.worth[others] > room]
    sure = first[priced.worth[first] - priced.worth[others[0]] > room]
    open_ = np.ones(node.savings.sites, dtype=np.bool_)
    open_[shut] = False
    node = _opened(node, sure.tolist(), open_)
    if node.more == 0:
        best.offer(node.opened)
        return None
    return node, int(first[len(sure)])


def _opened(node: Node, sites: list[int], open_: Flags) -> Node:
    """Return a node with some sites chosen, and only some left open."""
    saved = node.savings.of(sites)
    return node._replace(
        savings=node.savings.beyond(saved, open_),
        more=node.more - len(sites),
        opened=[*node.opened, *sites],
        saved=node.saved + int(saved.sum()),
        price=np.maximum(node.price - saved, 0),
    )
