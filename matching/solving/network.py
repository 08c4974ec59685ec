"""The flow network of a plan: who may go where at what cost, how many fit, and what leaving somebody out costs."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices, Ints
from matching.errors import SolverError

TIERS = (1, 2, 3)
LEVELS = (0, *TIERS)
"""Tiers by urgency for the solver; 0 is for people who must be placed, whatever their tier."""
FIXED_LEVELS = tuple(tier - len(LEVELS) for tier in TIERS)
"""Levels, by tier, of people who come before all tiers where some of them may be lost all the same."""
FIRST, SECOND = 1, 2
"""What a trial can bring: the first emergency option of a person, or the second; 0 stands for neither."""
GAINS = tuple((kind, tier) for kind in (FIRST, SECOND) for tier in TIERS)
"""What a plan can bring for emergencies, most important first: first options by tier, then second ones."""
_FIXED_RUNGS = len(GAINS) + 1
GAIN_NAMES = {FIRST: "first", SECOND: "second"}
"""How records and words name what a trial brings."""
LARGEST = 9 * 10**18
"""What leaving everybody out costs must stay below this, so that no sum of our own solver and proof leaves 64 bits."""


class Network(NamedTuple):
    """A placement problem in arrays; a named tuple, because compiled code takes it as it is.

    Every person goes to one of their facilities or stays unplaced. A facility's n-th guest costs `slot_cost` on top.

    Attributes
    ----------
    start
        The edges of person p are `start[p]` to `start[p + 1]`, facilities ascending.
    facility, cost
        Facility index and cost of each edge.
    unplaced
        Cost of leaving each person unplaced: so high, and so staggered by tier, that the least total cost places the
        most people of tier 1, then of tier 2, then of tier 3 (see `build_network`).
    slot_start, slot_cost
        The places of facility f are `slot_start[f]` to `slot_start[f + 1]`, their costs not falling.
    stake
        What it costs each person not to gain the emergency option they could gain; it is in `unplaced` and in the
        `cost` of edges that do not bring it. All 0 unless the plan aims at readiness.
    most_nights, night
        The most that one edge averts, and what each unit that an edge averts less costs; it is in `cost`. Both 0 unless
        the plan aims at nights averted, where `unplaced` holds it for nothing averted.
    """

    start: Ints
    facility: Indices
    cost: Ints
    unplaced: Ints
    slot_start: Ints
    slot_cost: Ints
    stake: Ints
    most_nights: int = 0
    night: int = 0

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.unplaced)

    @property
    def facilities(self) -> int:
        """Number of facilities; also the index that stands for being unplaced."""
        return len(self.slot_start) - 1

    @property
    def places(self) -> Ints:
        """Number of places of each facility."""
        return np.diff(self.slot_start)


class Lot(NamedTuple):
    """Who has the choice among optimal plans; a named tuple, because compiled code takes it as it is.

    Attributes
    ----------
    turns
        Everybody by index, in the order in which they choose.
    rank
        What each facility is chosen by where a person's costs are equal, the smallest first.
    """

    turns: Indices
    rank: Indices


def in_order(network: Network) -> Lot:
    """Return the lot that nobody drew: by index."""
    return Lot(np.arange(network.people), np.arange(network.facilities))


def build_network(
    start: Ints,
    facility: Indices,
    cost: Ints,
    tier: npt.NDArray[np.int8],
    slots: Sequence[Sequence[int]],
    dearest: int = 0,
    gain: npt.NDArray[np.int8] | None = None,
    nights: Ints | None = None,
) -> Network:
    """Check the parts and put a price on leaving somebody unplaced.

    One reward R larger than the cost of any whole plan is paid for each tier a person's placement counts in: tier 3
    counts in the total of all, tier 2 also in the total of tiers 1 and 2, tier 1 in all three. Sets of people that
    can be placed together form a transversal matroid, in which one plan reaches the most of all three totals at
    once, so any plan short of one of them loses at least R and cannot be cheapest [1]_.

    Emergency options are a second such ladder above the first: those who can gain together are a matroid too, and
    among the plans that gain the most, who is placed is one again (a valuated matroid [2]_). Its rung U is larger
    than all that the first ladder can come to.

    Nights averted come before the people placed: each unit that an edge averts less than the most, or that somebody who is
    left out does not avert at all, costs more than all that the first ladder can come to.

    Parameters
    ----------
    start, facility, cost
        Edges, as in `Network`; costs are whole and at least 0.
    tier
        1 to 3, one a person; 0 for somebody who comes before all tiers, or one of `FIXED_LEVELS`.
    slots
        For each facility, what its 1st, 2nd, … guest costs on top, not falling. Its length is the number of places.
    dearest
        The most that one placement, its place included, may come to cost when the network is changed later. The
        price of being unplaced is then high enough for that too.
    gain
        For each edge 1 if it brings the person's first emergency option, 2 the second, 0 nothing; None for all 0.
        If any is not 0, the most people of each line of `GAINS` come before the most people placed.
    nights
        What each edge averts, whole and at least 0; None for all 0. Their sum comes before the most people placed. Not
        together with `gain`.

    Raises
    ------
    SolverError
        A cost is negative, a facility's slot costs fall, or the numbers are too large for 64 bits.

    References
    ----------
    .. [1] J. Edmonds and D. R. Fulkerson, "Transversals and matroid partition",
       Journal of Research of the National Bureau of Standards 69B, 1965.
    .. [2] A. W. M. Dress and W. Wenzel, "Valuated matroids", Advances in Mathematics 93, 1992.
    """
    # Places beyond the number of candidates can never be used; leaving them out keeps the network small. Somebody
    # who is fixed elsewhere has no edge here, but what releasing them would cost is asked.
    wanted = np.bincount(facility, minlength=len(slots)) + np.count_nonzero(tier == 0)
    useful = [costs[:most] for costs, most in zip(slots, wanted.tolist(), strict=True)]
    slot_start = np.cumsum([0, *map(len, useful)], dtype=np.int64)
    slot_cost = np.array([cost for costs in useful for cost in costs], dtype=np.int64)
    for index, costs in enumerate(useful):
        if any(b < a for a, b in pairwise(costs)):
            raise SolverError("solver.falling_slot_costs", index=index)
    for costs_of in (cost, slot_cost):
        if len(costs_of) and costs_of.min() < 0:
            raise SolverError("solver.negative_cost", value=int(costs_of.min()))
    dearest = max(dearest, int(cost.max(initial=0)) + int(slot_cost.max(initial=0)))
    reward = len(tier) * dearest + 1
    level = tier.astype(np.int64)
    lowest = min(0, int(level.min(initial=0)))
    rung = len(tier) * (len(LEVELS) - lowest) * reward + 1 if gain is not None and gain.any() else 0
    rungs = (1 - lowest) * _FIXED_RUNGS + (len(GAINS) if lowest else 0) if (level <= 0).any() else len(GAINS)
    if ((len(LEVELS) - lowest) * reward + rungs * rung) * (len(tier) + 1) >= LARGEST:
        raise SolverError("solver.range", cost=dearest, people=len(tier))
    unplaced = (len(LEVELS) - level) * reward
    stake = np.zeros(len(tier), dtype=np.int64)
    if gain is not None and rung:
        stake = _rungs(start, gain, tiers_of(tier)) * rung
        unplaced += stake + np.where(level <= 0, (1 - level) * _FIXED_RUNGS * rung, 0)
        cost = cost + np.where(gain == 0, np.repeat(stake, np.diff(start)), 0)
    most_nights, night = 0, 0
    if nights is not None and nights.any():
        placements = 1 + min(int(np.count_nonzero(np.diff(start))), len(slot_cost))
        most_nights, night = int(nights.max()), placements * (len(LEVELS) - lowest) * reward + 1
        # Whoever must be placed takes no more than her place and those that then are left to the others from them.
        must = int(np.count_nonzero(level <= 0))
        fixed = (1 + max(0, placements - must)) * most_nights * night + night
        if most_nights * night * (len(tier) + 1) + must * (1 - lowest) * fixed >= LARGEST // 2:
            raise SolverError("solver.range", cost=dearest, people=len(tier))
        unplaced += most_nights * night + np.where(level <= 0, (1 - level) * fixed, 0)
        cost = cost + (most_nights - nights) * night
    return Network(start, facility, cost, unplaced, slot_start, slot_cost, stake, most_nights, night)


def count_gains(gain: npt.ArrayLike, tier: npt.ArrayLike) -> tuple[int, ...]:
    """Count by `GAINS` what placements bring, from the gain and the tier of each."""
    gains, tiers = np.asarray(gain), np.asarray(tier)
    return tuple(int(np.count_nonzero((gains == kind) & (tiers == own))) for kind, own in GAINS)


def tiers_of(level: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """Return the tier of each level; 0 of level 0, which tells none."""
    return np.where(level < 0, level + len(LEVELS), level).astype(np.int8)


def _rungs(start: Ints, gain: npt.NDArray[np.int8], tier: npt.NDArray[np.int8]) -> Ints:
    """Return how many rungs each person's gain is worth: 6 for a first option in tier 1, down to 1, or 0."""
    best = np.zeros(len(tier), dtype=np.int64)
    np.maximum.at(best, np.repeat(np.arange(len(tier)), np.diff(start)), gain)
    rungs: Ints = np.where((best > 0) & (tier > 0), len(GAINS) + 1 - tier - len(TIERS) * (best - 1), 0)
    return rungs
