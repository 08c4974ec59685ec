"""What independent replications say together: means and shares with their confidence intervals.

The counts of a year are events that come in heaps: one stay after the other fills a room for days, one evening brings
several calls. A sum of heaps of different sizes, each as often as a Poisson law says, has the interval of Fay and
Feuer [1]_: gamma quantiles, the upper one after one more heap. It holds where the heaps are so rare that a mean is far
from normal, down to none at all; where they are many, it is that of Student's t, whose width it is given here [2]_.

References
----------
.. [1] M. P. Fay and E. J. Feuer, "Confidence intervals for directly standardized rates: a method based on the gamma
   distribution", Statistics in Medicine 16, 1997.
.. [2] A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, section 4.5.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from matching.simulation.erlang import check_confidence, dispersion
from matching.simulation.rates import gamma_quantile
from matching.simulation.year import DAYS, Outcome

Values = npt.NDArray[np.int64] | npt.NDArray[np.floating[Any]]


FIGURES = ("days_full", "nowhere", "outside_share", "mean_rooms", "blocked_share", "arrivals")
"""Of a `Summary`, each an `Estimate` or None."""
MOST = {"days_full": DAYS, "outside_share": 1.0, "blocked_share": 1.0}
"""What a figure cannot exceed."""


@dataclass(frozen=True)
class Estimate:
    """A mean over replications, and between which values the true one lies at the confidence asked for."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Summary:
    """A simulated year on average.

    Attributes
    ----------
    days_by_rooms
        Days a year with 0, 1, ... of the base's rooms in use.
    days_full
        Days a year with every room in use.
    mean_rooms
        Rooms in use on an average day.
    arrivals, nowhere
        Calls a year, and those that found no bed anywhere.
    outside_share
        Share of the calls that another facility took; None if nobody called.
    blocked_share
        Share of the calls that sought a room of the base and found none; None if nobody sought one.
    dispersion
        Variance of the rooms in use by their mean, over all days of all years; None if none was ever in use.
    """

    confidence: float
    days_by_rooms: tuple[Estimate, ...]
    days_full: Estimate
    mean_rooms: Estimate
    arrivals: Estimate
    nowhere: Estimate
    outside_share: Estimate | None
    blocked_share: Estimate | None
    dispersion: float | None


def mean_of(values: Values, confidence: float) -> Estimate:
    """Return the mean of independent values with its interval by Student's t."""
    half = _quantile(len(values), confidence) * float(values.std(ddof=1)) / math.sqrt(len(values))
    mean = float(values.mean())
    return Estimate(mean, mean - half, mean + half)


def count_of(values: Values, confidence: float, heap: float, most: float = math.inf) -> Estimate:
    """Return the mean of counts, one a replication.

    Parameters
    ----------
    heap
        How many of them come together on average when they are rare: one heap could have come that was not seen.
    most
        What a count cannot exceed; days that are always full are days never free, which are as rare.
    """
    years = len(values)
    low, high = _ends(float(values.sum()), _variance(values), heap, years, confidence)
    if most < math.inf:
        never, always = _ends(float((most - values).sum()), _variance(values), heap, years, confidence)
        low, high = min(low, most * years - always), max(high, most * years - never)
    return Estimate(float(values.mean()), max(0.0, low / years), min(most, high / years))


def difference_of(values: Values, confidence: float, heap: float) -> Estimate:
    """Return the mean of differences between counts; where one side is rare, its heaps bound it as in `count_of`."""
    estimate = mean_of(values, confidence)
    more, fewer = np.maximum(values, 0), np.maximum(-values, 0)
    low = float(more.mean()) - count_of(fewer, confidence, heap).high
    high = count_of(more, confidence, heap).high - float(fewer.mean())
    return Estimate(estimate.mean, min(low, estimate.low), max(high, estimate.high))


def share_of(part: Values, whole: Values, confidence: float, heap: float) -> Estimate | None:
    """Return the sum of `part` by the sum of `whole`, one value of each a replication: a ratio estimator [1]_.

    References
    ----------
    .. [1] W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, chapter 6.
    """
    total, some = float(whole.sum()), float(part.sum())
    if not total:
        return None
    share = some / total
    variance = _variance(part - share * whole)
    low, high = _ends(some, variance, heap, len(part), confidence)
    never, always = _ends(total - some, variance, heap, len(part), confidence)
    low, high = min(low, total - always), max(high, total - never)
    return Estimate(share, max(0.0, low / total), min(1.0, high / total))


def _variance(values: Values) -> float:
    """Return the variance of the sum of independent values."""
    return len(values) * float(values.var(ddof=1))


def _quantile(years: int, confidence: float) -> float:
    check_confidence(confidence)
    return float(stdtrit(years - 1, (1 + confidence) / 2))


def _ends(total: float, variance: float, heap: float, years: int, confidence: float) -> tuple[float, float]:
    """Return between which values the expected sum of counts lies."""
    tail = (1 - confidence) / 2
    # As much wider than the normal law as Student's is, since the variance, too, is only estimated.
    variance *= (_quantile(years, confidence) / float(ndtri(1 - tail))) ** 2
    unseen = heap + (variance / total if total else 0.0)
    return (
        gamma_quantile(tail, total, max(variance, unseen**2)),
        gamma_quantile(1 - tail, total + unseen, variance + unseen**2),
    )


def summarise(outcome: Outcome, confidence: float = 0.99) -> Summary:
    """Return what the simulated years say together.

    Raises
    ------
    MatchingError
        If the confidence is not between 0 and 1.
    """
    model, days = outcome.model, outcome.days_by_rooms
    rooms = np.arange(model.rooms + 1)
    # A day in a room is mostly followed by another: what is counted in days comes by the stay.
    stay = max(1.0, model.lengths.mean)
    room_days = count_of(days @ rooms, confidence, stay, DAYS * model.rooms)
    return Summary(
        confidence,
        days_by_rooms=tuple(count_of(days[:, n], confidence, stay, DAYS) for n in rooms),
        days_full=count_of(days[:, -1], confidence, stay, DAYS),
        mean_rooms=Estimate(room_days.mean / DAYS, room_days.low / DAYS, room_days.high / DAYS),
        arrivals=count_of(outcome.arrivals, confidence, model.cluster),
        nowhere=count_of(outcome.nowhere, confidence, model.cluster),
        outside_share=share_of(outcome.outside, outcome.arrivals, confidence, model.cluster),
        blocked_share=share_of(outcome.nowhere, outcome.base + outcome.nowhere, confidence, model.cluster),
        dispersion=dispersion(days.sum(axis=0).tolist()),
    )


def spread_by_rates(summary: Summary, *at_ends: Summary) -> Summary:
    """Return the figures with an interval that not knowing the rates gives them, chance aside.

    Parameters
    ----------
    summary
        The year at the rates that are likeliest.
    at_ends
        The same at rates as low and as high as they may be.
    """

    def between(_most: float, own: Estimate, *ends: Estimate) -> Estimate:
        means = [own.mean, *(end.mean for end in ends)]
        return Estimate(own.mean, min(means), max(means))

    return _each(between, summary, *at_ends)


def joined(chance: Summary, rates: Summary) -> Summary:
    """Return the figures with an interval for two reasons that have nothing to do with each other: squares add up."""

    def both(most: float, one: Estimate, other: Estimate) -> Estimate:
        low = one.mean - math.hypot(one.mean - one.low, one.mean - other.low)
        high = one.mean + math.hypot(one.high - one.mean, other.high - one.mean)
        return Estimate(one.mean, max(0.0, low), min(most, high))

    return _each(both, chance, rates)


def _each(join: Callable[..., Estimate], first: Summary, *others: Summary) -> Summary:
    """Join the figures of several summaries one by one; what nobody called for in one of them is left aside."""
    most = {"mean_rooms": len(first.days_by_rooms) - 1, **MOST}

    def one(name: str) -> Estimate | None:
        figures = [figure for summary in (first, *others) if (figure := getattr(summary, name)) is not None]
        return None if getattr(first, name) is None else join(most.get(name, math.inf), *figures)

    days = zip(*(summary.days_by_rooms for summary in (first, *others)), strict=True)
    changed: dict[str, Any] = {name: one(name) for name in FIGURES}
    return replace(first, days_by_rooms=tuple(join(DAYS, *rooms) for rooms in days), **changed)
