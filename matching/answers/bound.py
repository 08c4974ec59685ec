"""More trials than this nobody can expect, however they ask: a bound by prices of places, which prove it.

Of the pairs of one facility (a star [1]_ [2]_) no more end in a trial than it has places, and no more than would say
yes: the mean of min(places, yeses). Give each star a price, so that a trial of a pair is worth what its stars leave of
1. Then whoever asks, adaptively or not, gains of each person at most the best list of `most` facilities at these
worths, and of the stars at most price times mean. By weak duality any prices bound the trials; the least bound is
searched by subgradients [3]_, with stars added where the mean solution breaks them.

References
----------
.. [1] N. Chen, N. Immorlica, A. Karlin, M. Mahdian and A. Rudra, "Approximating matches made in heaven", ICALP 2009.
.. [2] B. Gamlath, S. Kale and O. Svensson, "Beating greedy for stochastic bipartite matching", SODA 2019.
.. [3] M. L. Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science
   27 (1), 1981.
"""

import math
from dataclasses import dataclass

import numpy as np

from matching.answers.asking import MILLION, NO_PAIR, Asking
from matching.arrays import Floats, Indices, Ints, compiled

STEPS, STAGES = 150, 3
"""Steps between two looks for broken stars, and how often that is done."""
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
PATIENCE = 10
"""Steps without a lower bound after which steps are halved."""
BROKEN = 1e-3
"""By so many trials a star must be broken to be added."""


@dataclass(frozen=True, eq=False)
class Star:
    """Pairs of one facility, and the price of a trial among them, in millionths."""

    rows: Indices
    price: int


@dataclass(frozen=True, eq=False)
class Bound:
    """So many people with a trial, in millionths, nobody can expect for tiers 1 to `through`.

    Attributes
    ----------
    stars
        Those with a price: what proves it.
    asked
        How likely each pair is asked in the mean solution of the last stage; 0 for pairs that are not in it.
    """

    through: int
    trials: int
    stars: tuple[Star, ...]
    asked: Floats


def bound(asking: Asking, through: int) -> Bound:
    """Return a bound on the trials of tiers 1 to `through`, those agreed included."""
    inside = np.flatnonzero((asking.tier[asking.person] <= through) & asking.open[asking.person])
    agreed = MILLION * int(np.count_nonzero((asking.agreed != NO_PAIR) & (asking.tier <= through)))
    if not len(inside):
        return Bound(through, agreed, (), np.zeros(len(asking)))
    whole = _grouped(inside, asking.facility)
    stars, prices = whole, _level(asking, inside, whole)
    prices, asked = _descended(asking, inside, stars, prices)
    for _ in range(STAGES - 1):
        new = [star for rows in whole if (star := _broken(asking, rows, asked)) is not None]
        if not new:
            break
        stars = [*stars, *new]
        prices, asked = _descended(asking, inside, stars, np.concatenate((prices, np.zeros(len(new)))))
    paid = np.rint(prices * MILLION).astype(np.int64).tolist()
    priced = tuple(Star(rows, price) for rows, price in zip(stars, paid, strict=True) if price > 0)
    return Bound(through, agreed + proven(asking, inside, priced), priced, asked)


def _descended(asking: Asking, inside: Indices, stars: list[Indices], prices: Floats) -> tuple[Floats, Floats]:
    """Return prices with a bound no higher, and how likely each pair is asked in the mean of all steps."""
    p = asking.chance / MILLION
    pairs, of_star = np.concatenate(stars), np.repeat(np.arange(len(stars)), [len(star) for star in stars])
    most = np.array([most_of(asking, star) for star in stars])
    asked, best, least = np.zeros(len(asking)), prices, math.inf
    length, since = 1.0, 0
    for _ in range(STEPS):
        worth: Floats = 1.0 - np.bincount(pairs, weights=prices[of_star], minlength=len(asking)).astype(np.float64)
        reach = best_lists(asking, inside, worth)
        trial = p * reach
        # Sums of products, no dot products: for these the threads of BLAS would wait for each other.
        value = float((prices * most).sum() + (trial * worth).sum())
        since += 1
        if value < least - 1e-9:
            least, best, since = value, prices, 0
        elif since > PATIENCE:
            length, since = length / 2, 0
        asked += reach / STEPS
        slope = most - np.bincount(of_star, weights=trial[pairs], minlength=len(stars))
        slope[(prices <= 0) & (slope > 0)] = 0.0
        size = float((slope * slope).sum())
        if not size:
            break
        # As far as would be right if one in a hundred could be gained.
        prices = np.maximum(prices - length * (value - 0.99 * least) / size * slope, 0.0)
    return best, asked


def _level(asking: Asking, inside: Indices, stars: list[Indices]) -> Floats:
    """Return the one price for all stars that gives the least bound, to begin with."""
    most = sum(most_of(asking, star) for star in stars)

    def value(level: float) -> float:
        worth = np.full(len(asking), 1.0 - level)
        return level * most + float((asking.chance / MILLION * best_lists(asking, inside, worth) * worth).sum())

    return np.full(len(stars), min(LEVELS, key=value))


def proven(asking: Asking, inside: Indices, stars: tuple[Star, ...]) -> int:
    """Return what prices prove, in millionths, rounded up: no way of asking the pairs `inside` brings more trials."""
    worth = worths(asking, stars)
    paid = sum(star.price / MILLION * most_of(asking, star.rows) for star in stars)
    gained = float((asking.chance / MILLION * best_lists(asking, inside, worth) * worth).sum())
    return math.ceil(MILLION * (paid + gained) - 1e-3)


def worths(asking: Asking, stars: tuple[Star, ...]) -> Floats:
    """Return what a trial of each pair is worth: 1 less the prices of its stars."""
    worth = np.ones(len(asking))
    for star in stars:
        worth[star.rows] -= star.price / MILLION
    return worth


def best_lists(asking: Asking, inside: Indices, worth: Floats) -> Floats:
    """Return how likely each pair is asked if everybody has the list of the pairs `inside` that brings most worth."""
    by_worth = inside[np.lexsort((-worth[inside], asking.person[inside]))]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(asking.person[by_worth])) + 1, [len(by_worth)]))
    reach = np.zeros(len(asking))
    reach[by_worth] = _reached(starts.astype(np.int64), asking.chance[by_worth] / MILLION, worth[by_worth], asking.most)
    return reach


@compiled
def _reached(starts: Ints, p: Floats, worth: Floats, most: int) -> Floats:
    """Return how likely each pair is asked in the best list of at most `most` of each person's, given by falling worth.

    Whatever is asked, it is best in the order of worth; so from the last pair to the first, with j asks left, a pair
    is asked if that brings more than going on without it.
    """
    reach = np.zeros(len(p))
    longest = 0
    for at in range(len(starts) - 1):
        longest = max(longest, starts[at + 1] - starts[at])
    most = min(most, longest)
    take = np.zeros((longest, most + 1), dtype=np.bool_)
    value = np.zeros(most + 1)
    for at in range(len(starts) - 1):
        first, last = starts[at], starts[at + 1]
        value[:] = 0.0
        for row in range(last - 1, first - 1, -1):
            for left in range(most, 0, -1):
                asked = p[row] * worth[row] + (1.0 - p[row]) * value[left - 1]
                take[row - first, left] = worth[row] > 0 and asked > value[left]
                if take[row - first, left]:
                    value[left] = asked
        left, here = most, 1.0
        for row in range(first, last):
            if left > 0 and take[row - first, left]:
                reach[row] = here
                here *= 1.0 - p[row]
                left -= 1
    return reach


def most_of(asking: Asking, rows: Indices) -> float:
    """Return how many trials the pairs of a star can bring on average at the most."""
    return float(_filled(asking.chance[rows] / MILLION, int(asking.free[asking.facility[rows[0]]]))[-1])


@compiled
def _filled(p: Floats, places: int) -> Floats:
    """Return the mean of min(places, yeses) of the first 1, 2, … pairs."""
    means = np.zeros(len(p))
    if places <= 0:
        return means
    # Chance of 0, 1, … places used; the last stands for all of them.
    used = np.zeros(min(places, len(p)) + 1)
    used[0] = 1.0
    mean = 0.0
    for at in range(len(p)):
        for count in range(len(used) - 2, -1, -1):
            moved = used[count] * p[at]
            used[count] -= moved
            used[count + 1] += moved
            mean += moved
        means[at] = mean
    return means


def _grouped(rows: Indices, of: Indices) -> list[Indices]:
    order = rows[np.argsort(of[rows], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(of[order])) + 1)


def _broken(asking: Asking, rows: Indices, asked: Floats) -> Indices | None:
    """Return the pairs of a star that the solution breaks the most, if any: a prefix by how likely they are asked."""
    rows = rows[asked[rows] > 0]
    if len(rows) < 2:
        return None
    rows = rows[np.argsort(-asked[rows], kind="stable")]
    p = asking.chance[rows] / MILLION
    over = np.cumsum(p * asked[rows]) - _filled(p, int(asking.free[asking.facility[rows[0]]]))
    worst = int(np.argmax(over))
    return np.sort(rows[: worst + 1]) if over[worst] > BROKEN else None
