"""How well places can be reached: floating catchments, gravity and nearest ways, on sparse pairs and plain arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Decay = Callable[[Floats], Floats]
"""Costs (metres, minutes) -> weights from 0 up, of the same shape."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which demand point can go to which supply point, and at what cost; a way that is not known is no pair.

    Attributes
    ----------
    origin, destination
        Indices of demand and supply points, one value a pair; no pair twice.
    cost
        Metres or minutes.
    origins, destinations
        How many demand and supply points there are.
    """

    origin: Indices
    destination: Indices
    cost: Floats
    origins: int
    destinations: int

    def __post_init__(self) -> None:
        if not len(self.origin) == len(self.destination) == len(self.cost):
            msg = f"pairs of unequal length: {len(self.origin)}, {len(self.destination)}, {len(self.cost)}"
            raise ValueError(msg)
        known = np.isfinite(self.cost) & (self.cost >= 0)
        if not known.all():
            for name in ("origin", "destination", "cost"):
                object.__setattr__(self, name, getattr(self, name)[known])


def pairs_of(costs: npt.NDArray[np.generic]) -> Pairs:
    """Return the pairs of a table of costs, shape (origins, destinations); negative, infinite or NaN: no way is known."""
    table = np.asarray(costs, dtype=np.float64)
    origin, destination = np.nonzero(np.isfinite(table) & (table >= 0))
    return Pairs(origin, destination, table[origin, destination], *table.shape)


def binary(limit: float) -> Decay:
    """Weigh everything up to the limit alike (Luo & Wang 2003)."""
    return lambda cost: (cost <= limit).astype(np.float64)


def stepped(breaks: Sequence[float], weights: Sequence[float]) -> Decay:
    """Weigh by zones (Luo & Qi 2009): ``weights[n]`` up to and including ``breaks[n]``, 0 beyond the last.

    Raises
    ------
    ValueError
        Breaks that do not rise, weights below 0, or not as many of one as of the other.
    """
    edges, steps = np.asarray(breaks, dtype=np.float64), np.append(np.asarray(weights, dtype=np.float64), 0.0)
    if len(edges) != len(steps) - 1 or (np.diff(edges) <= 0).any() or (steps < 0).any():
        msg = f"steps need rising breaks, each with a weight from 0 up: {breaks}, {weights}"
        raise ValueError(msg)

    def weigh(cost: Floats) -> Floats:
        zone = np.zeros(np.shape(cost), dtype=np.int16)
        for edge in edges:  # for a handful of steps several times as fast as a search
            zone += ~(cost <= edge)
        return steps.take(zone)

    return weigh


def gaussian(limit: float) -> Decay:
    """Weigh by a bell curve that falls from 1 at no cost to 0 at the limit (Dai 2010, *Health & Place* 16: 1038–1052).

    ``(exp(-(cost / limit)² / 2) - exp(-1/2)) / (1 - exp(-1/2))`` up to the limit, 0 beyond it.
    """
    least = np.exp(-0.5)

    def weigh(cost: Floats) -> Floats:
        bell = (np.exp(-0.5 * (cost / limit) ** 2) - least) / (1 - least)
        return np.where(cost <= limit, bell, 0.0)

    return weigh


def inverse_power(exponent: float, limit: float, least: float = 1.0) -> Decay:
    """Weigh by ``max(cost, least) ** -exponent`` up to the limit (Hansen 1959); `least` keeps it finite at no cost."""
    return lambda cost: np.where(cost <= limit, np.maximum(cost, least) ** -exponent, 0.0)


def gravity(supply: Floats, pairs: Pairs, decay: Decay) -> Floats:
    """Return what each demand point can reach, weighed, whoever else wants it (Hansen 1959, *JAIP* 25: 73–76).

    Parameters
    ----------
    supply
        Places of each supply point, float[destinations].

    Returns
    -------
    float[origins]
        Weighed places.
    """
    places = _amounts("supply", supply, pairs.destinations)
    return _by_origin(pairs, _weighed(places, pairs.destination, decay(pairs.cost)))


def two_step(demand: Floats, supply: Floats, pairs: Pairs, limit: float) -> Floats:
    """Return 2SFCA access (Luo & Wang 2003, *Environment and Planning B* 30: 865–884).

    Each supply is shared among all demand within the limit; each demand point adds up the shares that it reaches.

    Parameters
    ----------
    demand, supply
        People of each demand point, float[origins], and places of each supply point, float[destinations].
    limit
        Highest cost, inclusive.

    Returns
    -------
    float[origins]
        Places a person. What lies where no demand reaches it adds nothing to anybody.
    """
    return enhanced_two_step(demand, supply, pairs, binary(limit))


def enhanced_two_step(demand: Floats, supply: Floats, pairs: Pairs, decay: Decay) -> Floats:
    """Return E2SFCA access (Luo & Qi 2009, *Health & Place* 15: 1100–1107): as `two_step`, both steps weighed by cost."""
    return _two_steps(demand, supply, pairs, decay(pairs.cost))


def three_step(demand: Floats, supply: Floats, pairs: Pairs, decay: Decay) -> Floats:
    """Return 3SFCA access (Wan, Zou & Sternberg 2012, *IJGIS* 26: 1073–1089).

    As `enhanced_two_step`, each weight multiplied by the share that it has in all weights of its demand point: who
    can choose asks less of each.
    """
    weight = decay(pairs.cost)
    return _two_steps(demand, supply, pairs, weight * _shared(weight, _by_origin(pairs, weight), pairs.origin))


def balanced(demand: Floats, supply: Floats, pairs: Pairs, decay: Decay) -> Floats:
    """Return balanced FCA access (Páez, Higgins & Vivona 2019, *PLOS ONE* 14: e0218773).

    Each demand point's people are spread over what they reach in proportion to the weights, so that nobody counts
    twice; each supply's level of service is spread over those who reach it, so that it counts once: the values of all
    demand points add up to the levels of service of all supply points.
    """
    people, weight = _amounts("demand", demand, pairs.origins), decay(pairs.cost)
    of_origin = _shared(weight, _by_origin(pairs, weight), pairs.origin)
    of_destination = _shared(weight, _by_destination(pairs, weight), pairs.destination)
    level = _level(supply, _by_destination(pairs, _weighed(people, pairs.origin, of_origin)), pairs)
    return _by_origin(pairs, _weighed(level, pairs.destination, of_destination))


def nearest(pairs: Pairs, count: int) -> Floats:
    """Return the cost of the nearest, second nearest … supply point, float[origins, count]; NaN where there is none."""
    order = np.lexsort((pairs.cost, pairs.origin))
    first = np.searchsorted(pairs.origin[order], np.arange(pairs.origins + 1))
    at = first[:-1, np.newaxis] + np.arange(count)
    there = at < first[1:, np.newaxis]
    costs = np.full((pairs.origins, count), np.nan)
    costs[there] = pairs.cost[order[at[there]]]
    return costs


def within(pairs: Pairs, limit: float) -> npt.NDArray[np.int64]:
    """Return how many supply points each demand point has within a limit, inclusive; int[origins]."""
    return np.bincount(pairs.origin[pairs.cost <= limit], minlength=pairs.origins)


def _two_steps(demand: Floats, supply: Floats, pairs: Pairs, weight: Floats) -> Floats:
    people = _amounts("demand", demand, pairs.origins)
    level = _level(supply, _by_destination(pairs, _weighed(people, pairs.origin, weight)), pairs)
    return _by_origin(pairs, _weighed(level, pairs.destination, weight))


def _level(supply: Floats, wanted: Floats, pairs: Pairs) -> Floats:
    """Return places by people who want them; 0 where nobody does."""
    places = _amounts("supply", supply, pairs.destinations)
    return np.divide(places, wanted, out=np.zeros(len(wanted)), where=wanted > 0)


def _weighed(values: Floats, index: Indices, weight: Floats) -> Floats:
    """Return the value of each pair times its weight, in one array that is made only once."""
    weighed: Floats = values.take(index)
    weighed *= weight
    return weighed


def _shared(weight: Floats, total: Floats, index: Indices) -> Floats:
    """Return each weight's share in the total of its group."""
    whole = total[index]
    return np.divide(weight, whole, out=np.zeros(len(weight)), where=whole > 0)


def _by_origin(pairs: Pairs, values: Floats) -> Floats:
    return np.bincount(pairs.origin, weights=values, minlength=pairs.origins).astype(np.float64, copy=False)


def _by_destination(pairs: Pairs, values: Floats) -> Floats:
    return np.bincount(pairs.destination, weights=values, minlength=pairs.destinations).astype(np.float64, copy=False)


def _amounts(name: str, values: Floats, length: int) -> Floats:
    """Return amounts, or say what is wrong: an unknown one would silently make everything unknown.

    Raises
    ------
    ValueError
        A wrong length, or a value that is no number from 0 up.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (length,) or not (np.isfinite(array) & (array >= 0)).all():
        msg = f"{name} must be {length} numbers from 0 up"
        raise ValueError(msg)
    return array
