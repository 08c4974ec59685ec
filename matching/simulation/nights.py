"""Nights on which people share the beds outside the base: which are free when somebody calls, and who would take her.

What is not known is drawn anew for each simulated year: how often emergencies come (gamma, Jeffreys' prior) and how
readily each facility accepts (beta, uniform prior), both from the middle of equal shares of their distribution [1]_, so
that few years tell much. Calls come as a Poisson process; somebody who calls at any time meets the beds as they are on
average over time [2]_, so that nights are looked at whether or not anybody calls.

References
----------
.. [1] M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting values of input variables
   in the analysis of output from a computer code", Technometrics 21(2), 1979 (Latin hypercube).
.. [2] R. W. Wolff, "Poisson arrivals see time averages", Operations Research 30(2), 1982.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import betaincinv, gammaincinv

from matching.arrays import Flags, Floats, Indices, Ints, compiled
from matching.errors import MatchingError
from matching.simulation.rates import Record
from matching.simulation.year import DAYS, MOST_CALLS, WARM_UP_STAYS, Lengths

YEARS = 200
FEWEST_NIGHTS, MOST_NIGHTS = 4, 24
LOOKS = 4_000_000
"""So many nights of people are looked at, about: the fewer people, the more nights of each year."""
SEED = 1
INTERVAL = (0.05, 0.95)
SHARE = 1 << 9
"""So many people are looked at in one go; bounds memory."""
Shares = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sharing:
    """People who telephone the same facilities in their emergencies.

    Attributes
    ----------
    start, site
        The options of person p are the facilities `site[start[p]]` to `site[start[p + 1]]`.
    order
        Which of a person's options is telephoned first: the smallest.
    accepted, refused
        Answers of each facility.
    group
        Which of `records` a person belongs to; -1 if nobody knows how often she has an emergency: she never calls.
    records
        Emergencies on record of people who are alike, with person-years above 0.
    lengths
        How long stays last.
    beds
        Beds that each facility gives to emergencies at the same time.
    """

    start: Ints
    site: Indices
    order: Ints
    accepted: Ints
    refused: Ints
    group: Ints
    records: Sequence[Record]
    lengths: Lengths
    beds: Ints


@dataclass(frozen=True, eq=False)
class Nights:
    """Nights of independent years, those of one year together.

    Attributes
    ----------
    years
        How many years.
    takes
        nights x facilities: the chance that it takes somebody who calls; 0 where every bed is taken.
    away
        nights x people: who is in a stay, and does not call.
    """

    years: int
    takes: Shares
    away: Flags


@dataclass(frozen=True, eq=False)
class Chances:
    """Each person's chance of a bed outside the base when she has an emergency.

    Attributes
    ----------
    mean
        Over all nights on which she could call.
    low, high
        In nine of ten simulated years it lies between these.
    """

    mean: Floats
    low: Floats
    high: Floats


def draw_nights(sharing: Sharing, years: int = YEARS, seed: int = SEED) -> Nights:
    """Play independent years, each after a warm-up from empty beds, and look at some nights of each.

    Whoever calls goes to the first of her options that has a bed free and accepts, else to the base, which is taken to
    have room; whoever is in a stay does not call.

    Raises
    ------
    MatchingError
        If so many calls are to be expected that they cannot be played.
    """
    luck = np.random.default_rng(seed)
    people, sites = len(sharing.group), len(sharing.beds)
    accepts = _acceptances(sharing, years, luck)
    rates = _rates(sharing.records, years, luck)
    nights = min(MOST_NIGHTS, max(FEWEST_NIGHTS, LOOKS // max(people * years, 1)))
    warm_up = float(np.ceil(WARM_UP_STAYS * sharing.lengths.mean))
    bed_start = np.concatenate([[0], np.cumsum(sharing.beds)])
    takes = np.zeros((years * nights, sites), dtype=np.float32)
    away = np.zeros((years * nights, people), dtype=np.bool_)
    calling = sharing.group >= 0
    for year in range(years):
        each = np.zeros(people)
        each[calling] = rates[year][sharing.group[calling]]
        calls = each.sum() / DAYS * (warm_up + DAYS)
        if calls > MOST_CALLS:
            raise MatchingError("simulation.too_many_calls", calls=round(calls), most=MOST_CALLS)
        at = np.sort(luck.random(luck.poisson(calls))) * (warm_up + DAYS)
        whole = np.cumsum(each)
        caller = np.searchsorted(whole, luck.random(len(at)) * whole[-1:], side="right")
        looked = warm_up + DAYS * (np.arange(nights) + luck.random(nights)) / nights
        full = np.zeros((nights, sites), dtype=np.bool_)
        rows = slice(year * nights, (year + 1) * nights)
        days = sharing.lengths.draw(luck, len(at))
        calls_of = at, caller, days, looked
        _play(sharing.start, sharing.site, sharing.order, accepts[year], bed_start, *calls_of, luck, full, away[rows])
        takes[rows] = np.where(full, 0.0, accepts[year])
    return Nights(years, takes, away)


def bed_chances(option: Flags, nights: Nights) -> Chances:
    """Return everybody's chance that one of her options has a bed free and accepts.

    Parameters
    ----------
    option
        people x facilities: who would be taken where.
    """
    people = len(option)
    chances = Chances(np.zeros(people), np.zeros(people), np.zeros(people))
    used = np.flatnonzero(option.any(axis=0))
    refuses = _refusals(nights, used)
    for first in range(0, people, SHARE):
        rows = slice(first, first + SHARE)
        found = 1 - _nowhere(option[rows][:, used], refuses)
        counts = _counting(nights, rows)
        of_years = (-1, nights.years, found.shape[1] // nights.years)
        found, counts = (found * counts).reshape(of_years), counts.reshape(of_years)
        mean = found.sum(axis=(1, 2), dtype=np.float64) / counts.sum(axis=(1, 2))
        by_year = found.sum(axis=2) / np.maximum(counts.sum(axis=2), 1)
        by_year = np.where(counts.any(axis=2), by_year, mean[:, np.newaxis])
        chances.mean[rows] = mean
        chances.low[rows], chances.high[rows] = np.quantile(by_year, INTERVAL, axis=1)
    return chances


def more_chance(option: Flags, nights: Nights, person: Indices, facility: Indices) -> Floats:
    """Return by how much each person's chance would rise if a facility that is no option became one, for each pair.

    Everybody else stays as she is. It is the chance that all her options are taken or refuse, and that one does not.
    """
    used = np.flatnonzero(option.any(axis=0))
    wanted, column = np.unique(facility, return_inverse=True)
    refuses, takes = _refusals(nights, used), nights.takes[:, wanted]
    more = np.zeros(len(person))
    at = np.searchsorted(person, np.arange(0, len(option) + SHARE, SHARE)) if len(person) else ()
    for first, begin, end in zip(range(0, len(option), SHARE), at, at[1:], strict=False):
        rows = slice(first, first + SHARE)
        counts = _counting(nights, rows)
        nowhere = _nowhere(option[rows][:, used], refuses) * counts
        found = (nowhere @ takes) / counts.sum(axis=1, keepdims=True)
        more[begin:end] = found[person[begin:end] - first, column[begin:end]]
    return more


def _acceptances(sharing: Sharing, years: int, luck: np.random.Generator) -> Floats:
    """Return years x facilities: how readily each accepts in each year, every share of the posterior once."""
    at = _shares(years, len(sharing.beds), luck)
    asked = np.flatnonzero(sharing.accepted + sharing.refused)
    at[:, asked] = betaincinv(sharing.accepted[asked] + 1, sharing.refused[asked] + 1, at[:, asked])
    return at


def _rates(records: Sequence[Record], years: int, luck: np.random.Generator) -> Floats:
    """Return years x records: the emergencies a year of one person."""
    events = np.array([one.events for one in records], dtype=np.float64)
    exposure = np.array([one.years for one in records], dtype=np.float64)
    found: Floats = gammaincinv(events + 0.5, _shares(years, len(records), luck)) / exposure
    return found


def _shares(years: int, count: int, luck: np.random.Generator) -> Floats:
    """Return years x count: the middles of equal shares of 0 to 1, in an order of its own for each column."""
    middles = np.tile((np.arange(years) + 0.5) / years, (count, 1))
    shuffled: Floats = np.ascontiguousarray(luck.permuted(middles, axis=1).T)
    return shuffled


def _refusals(nights: Nights, used: Indices) -> Shares:
    """Return facilities x nights: the logarithm of the chance that it is full or refuses."""
    return np.ascontiguousarray(np.log1p(-nights.takes[:, used]).T)


def _nowhere(option: Flags, refuses: Shares) -> Shares:
    """Return people x nights: the chance that every option is full or refuses."""
    found: Shares = np.exp(csr_array(option, dtype=np.float32) @ refuses)
    return found


def _counting(nights: Nights, rows: slice) -> Flags:
    """Return people x nights: on which they could call; all nights of somebody who never could."""
    counts = ~nights.away[:, rows].T
    counts[~counts.any(axis=1)] = True
    return counts


@compiled
def _play(
    start: Any,
    site: Any,
    order: Any,
    accepts: Any,
    bed_start: Any,
    at: Any,
    caller: Any,
    days: Any,
    looked: Any,
    luck: Any,
    full: Any,
    away: Any,
) -> None:
    """Play the calls of one year; note at each night looked at which facilities are full and who is away."""
    until = np.zeros(bed_start[-1])
    back = np.zeros(len(start) - 1)
    night = 0
    for call in range(len(at) + 1):
        while night < len(looked) and (call == len(at) or looked[night] < at[call]):
            for facility in range(len(accepts)):
                full[night, facility] = True
                for bed in range(bed_start[facility], bed_start[facility + 1]):
                    if until[bed] <= looked[night]:
                        full[night, facility] = False
            for person in range(len(back)):
                away[night, person] = back[person] > looked[night]
            night += 1
        if call == len(at) or back[caller[call]] > at[call]:
            continue
        chosen = -1
        best = 0
        for option in range(start[caller[call]], start[caller[call] + 1]):
            facility = site[option]
            if luck.random() >= accepts[facility] or (chosen >= 0 and order[option] >= best):
                continue
            for bed in range(bed_start[facility], bed_start[facility + 1]):
                if until[bed] <= at[call]:
                    chosen, best = bed, order[option]
                    break
        back[caller[call]] = at[call] + days[call]
        if chosen >= 0:
            until[chosen] = at[call] + days[call]
