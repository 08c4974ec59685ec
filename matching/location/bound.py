"""A number that no choice of sites saves more than: the bound in which demand points choose freely, at the best prices.

It is the Lagrangian one (Cornuéjols, Fisher & Nemhauser 1977), found by deflected subgradient steps (Camerini, Fratta
& Maffioli 1975).
"""

from typing import NamedTuple

import numpy as np

from matching.arrays import Flags, Floats, Indices, compiled
from matching.location.savings import ROUNDING, Best, Savings

_PATIENCE, _DEFLECTION = 20, 0.85


class Node(NamedTuple):
    """A smaller problem of the same form: so many more sites to choose, beyond what the opened ones save."""

    savings: Savings
    more: int
    opened: list[int]
    saved: int
    price: Floats
    bound: float


class Bound(NamedTuple):
    """What a node can add at most, the points' prices that prove it, and what each site is worth at them."""

    value: float
    price: Floats
    worth: Floats


def least_bound(node: Node, rounds: int, best: Best) -> Bound:
    """Return the least bound of some rounds of steps on the points' prices; offer choices met on the way."""
    demand, site = node.savings.demand, node.savings.site
    saved, sites = node.savings.saved.astype(np.float64), node.savings.sites
    highest = node.savings.best_of(np.ones(sites, dtype=np.bool_)).astype(np.float64)
    price = np.minimum(node.price, highest)
    least = Bound(np.inf, price, np.zeros(sites))
    direction, step, since = np.zeros_like(price), 1.0, 0
    for _ in range(rounds):
        best.effort -= len(saved)
        worth = _worth(demand, site, saved, price, sites)
        first = np.argpartition(-worth, node.more - 1)[: node.more]
        value = float(price.sum() + worth[first].sum())
        since += 1
        if value < least.value - ROUNDING:
            least, since = Bound(value, price, worth), 0
        if since == _PATIENCE:
            best.offer([*node.opened, *first.tolist()])
            step, since, price, direction = step / 2, 0, least.price, np.zeros_like(price)
            continue
        chosen = np.zeros(sites, dtype=np.bool_)
        chosen[first] = True
        direction = np.where(highest > 0, _slope(demand, site, saved, price, chosen), 0) + _DEFLECTION * direction
        length = float(direction @ direction)
        if not best.hopeful(node.saved + least.value) or length == 0 or step < ROUNDING:
            break
        ahead = max(value - (best.saved - node.saved), 1.0)
        price = np.clip(price - step * ahead / length * direction, 0, highest)
    return least


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
