"""Asking in rounds, replayed many times with drawn answers that anybody can draw again.

Answers are drawn by SplitMix64 [1]_, a few whole-number operations of seed, run, person and facility, so that every
policy meets the same answers (common random numbers [2]_) and no generator's state has to be handed on.

References
----------
.. [1] G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
.. [2] A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, section 11.2.
"""

import math
from typing import NamedTuple

import numpy as np

from matching.answers.asking import MILLION, NO_PAIR, Asking, Lists
from matching.arrays import Flags, Indices, Ints, compiled
from matching.solving import TIERS

_MASK = (1 << 64) - 1
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Expected(NamedTuple):
    """What asking brings on average, in millionths.

    Attributes
    ----------
    trials
        People who get a trial, by tier.
    calls
        Asks made.
    chance
        Of each person to get one.
    runs
        How many runs it is the mean of; 0 if it is exact.
    error
        Standard error of all trials together; 0 if it is exact.
    """

    trials: tuple[int, int, int]
    calls: int
    chance: Ints
    runs: int
    error: int


def mixed(value: int) -> int:
    """Return the next SplitMix64 number of a state."""
    value = (value + _STEP) & _MASK
    value = ((value ^ (value >> 30)) * _FIRST) & _MASK
    value = ((value ^ (value >> 27)) * _SECOND) & _MASK
    return value ^ (value >> 31)


def drawn(seed: int, run: int, person_id: int, facility_id: int, chance: int) -> bool:
    """Tell whether a facility says yes for somebody in a run; `chance` in millionths."""
    return mixed(mixed(mixed(mixed(seed) ^ run) ^ person_id) ^ facility_id) % MILLION < chance


def simulated(asking: Asking, lists: Lists, runs: int, seed: int, through: int = TIERS[-1]) -> Expected:
    """Return the mean of many replays, as `matching.answers.replay.replay` makes them.

    Parameters
    ----------
    runs
        A divisor of a million, so that the means are whole millionths.
    seed
        Of the answers.
    through
        The last tier that asks.
    """
    has_first = asking.asked != NO_PAIR
    trials, calls, square = _replayed(
        lists.order,
        lists.start,
        asking.facility[lists.row],
        asking.chance[lists.row],
        np.where(has_first, asking.facility[asking.asked], NO_PAIR) if len(asking) else asking.asked,
        np.where(has_first, asking.chance[asking.asked], 0) if len(asking) else asking.asked,
        asking.person_id,
        asking.tier,
        asking.agreed != NO_PAIR,
        asking.facility_id,
        asking.free,
        asking.most,
        runs,
        seed,
        through,
    )
    share = MILLION // runs
    of_tier = [share * int(trials[asking.tier == tier].sum()) for tier in TIERS]
    mean = trials.sum() / runs
    variance = max(0.0, square / runs - mean * mean)
    return Expected(
        trials=(of_tier[0], of_tier[1], of_tier[2]),
        calls=share * int(calls),
        chance=share * trials,
        runs=runs,
        error=round(MILLION * math.sqrt(variance / runs)),
    )


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    value += np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def _next(at: int, end: int, site: Indices, asked: Ints, run: int, free: Ints, held: Ints) -> tuple[int, int]:
    """Return where somebody's list goes on for the rest of the run, and whom she asks next, or `NO_PAIR`."""
    while at < end and (asked[at] == run or free[site[at]] <= 0):
        at += 1
    ahead = at
    while at < end and (asked[at] == run or free[site[at]] <= held[site[at]]):
        at += 1
    return ahead, at if at < end else NO_PAIR


@compiled
def _replayed(
    order: Indices,
    start: Ints,
    site: Indices,
    chance: Ints,
    first_site: Indices,
    first_chance: Ints,
    person_id: Ints,
    tier: Ints,
    agreed: Flags,
    facility_id: Ints,
    places: Ints,
    most: int,
    runs: int,
    seed: int,
    through: int,
) -> tuple[Ints, int, float]:
    """Replay all runs; return how many brought each person a trial, the asks, and the sum of squares of the trials.

    Parameters
    ----------
    site, chance
        Of each place on a list.
    first_site, first_chance
        Of what each person asks before all others; the site is `NO_PAIR` for nothing.
    """
    people = len(tier)
    trials = np.zeros(people, dtype=np.int64)
    calls, square = 0, 0.0
    free, held = np.empty_like(places), np.zeros_like(places)
    placed = np.empty(people, dtype=np.bool_)
    asks, ahead = np.empty(people, dtype=np.int64), np.empty(people, dtype=np.int64)
    # Who asks in the round, where and how likely a yes is.
    who, where = np.empty(people, dtype=np.int64), np.empty(people, dtype=np.int64)
    odds = np.empty(people, dtype=np.int64)
    # The run in which a place on a list was asked last, so that nothing has to be wiped between runs.
    asked = np.full(len(site), -1, dtype=np.int64)
    for run in range(runs):
        key = _mixed(_mixed(np.uint64(seed)) ^ np.uint64(run))
        free[:], asks[:], placed[:], ahead[:], count = places, 0, agreed, start[:-1], 0
        for person in range(people):
            if first_site[person] != NO_PAIR:
                who[count], where[count], odds[count] = person, first_site[person], first_chance[person]
                count += 1
        level = 0
        while True:
            for at in range(count):
                person, place = who[at], where[at]
                held[place] = 0
                asks[person] += 1
                luck = _mixed(_mixed(key ^ np.uint64(person_id[person])) ^ np.uint64(facility_id[place]))
                if np.int64(luck % np.uint64(MILLION)) < odds[at]:
                    placed[person] = True
                    free[place] -= 1
            if count == 0 or level == 0:
                level += 1
            if level > through:
                break
            count = 0
            for person in order:
                if tier[person] == level and not placed[person] and asks[person] < most:
                    ahead[person], at = _next(ahead[person], start[person + 1], site, asked, run, free, held)
                    if at != NO_PAIR:
                        asked[at] = run
                        held[site[at]] += 1
                        who[count], where[count], odds[count] = person, site[at], chance[at]
                        count += 1
        trials += placed
        calls += asks.sum()
        square += placed.sum() ** 2
    return trials, calls, square
