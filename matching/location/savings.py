"""What sites would save demand points, and the best choice of sites met so far: greedy, then by exchange.

Every demand point has what each site would save it, and counts the best of the chosen sites. Covering (a site saves
a point its weight, or nothing) and the median (weight times the metres saved) are both of this form.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matching.arrays import Flags, Indices, Ints

ROUNDING = 1e-3
"""Bounds are sums of fractions: so much more or less says nothing."""


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
        beyond = self.saved - already[self.demand]
        kept = (beyond > 0) & open_[self.site]
        return Savings(self.demand[kept], self.site[kept], beyond[kept], self.points, self.sites)

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


class Best:
    """The best choice met so far, and what is left of the effort to find a better one.

    Attributes
    ----------
    savings, reach
        What is chosen from, and what a choice must keep.
    saved, sites
        What the choice saves together, and its sites; before any is met, one less than the least asked for, and None.
    effort
        Pairs that may still be looked at.
    """

    def __init__(self, savings: Savings, reach: Reach | None, floor: int, effort: int) -> None:
        self.savings, self.reach = savings, reach
        self.saved, self.effort = floor - 1, effort
        self.sites: list[int] | None = None

    def offer(self, sites: list[int]) -> None:
        """Take a choice if it is allowed and saves more."""
        saved = self.savings.of(sites)
        total = int(saved.sum())
        if total > self.saved and (self.reach is None or self.reach.kept(saved)):
            self.saved, self.sites = total, sorted(sites)

    def hopeful(self, bound: float) -> bool:
        """Tell whether something better may be below a bound; all savings are whole."""
        return bound > self.saved + 1 - ROUNDING

    def needed(self) -> tuple[int, ...]:
        """Return the sites but those without which as much is saved, the last left out first."""
        sites = list(self.sites or ())
        for site in reversed(self.sites or ()):
            rest = [other for other in sites if other != site]
            if int(self.savings.of(rest).sum()) == self.saved:
                sites = rest
        return tuple(sites)


def greedy(savings: Savings, most: int) -> list[int]:
    """Choose one site after another, each the one that adds the most."""
    sites: list[int] = []
    saved = savings.of(sites)
    while len(sites) < min(most, savings.sites):
        gains = savings.gains(saved)
        if gains.max() == 0:
            break
        sites.append(int(gains.argmax()))
        saved = np.maximum(saved, savings.of(sites[-1:]))
    return sites


def exchanged(sites: list[int], best: Best) -> list[int]:
    """Exchange one site for another as long as that saves more (Teitz & Bart 1968), at the cost of the effort."""
    savings = best.savings
    sites, total, better = list(sites), int(savings.of(sites).sum()), True
    while better:
        better = False
        for place in range(len(sites)):
            best.effort -= len(savings.saved)
            rest = savings.of(sites[:place] + sites[place + 1 :])
            gains = savings.gains(rest)
            if int(rest.sum() + gains.max()) > total:
                total, better = int(rest.sum() + gains.max()), True
                sites[place] = int(gains.argmax())
    return sites
