"""What independent replications say together: means and shares with their confidence intervals."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from matching.errors import MatchingError
from matching.simulation.erlang import dispersion
from matching.simulation.year import Outcome

Values = npt.NDArray[np.int64] | npt.NDArray[np.floating[Any]]


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
    """Return the mean of independent values with its interval by Student's t [1]_.

    References
    ----------
    .. [1] A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, section 4.5.
    """
    half = _half_width(values, confidence)
    mean = float(values.mean())
    return Estimate(mean, mean - half, mean + half)


def count_of(values: Values, confidence: float) -> Estimate:
    """Return the mean of values that cannot be negative."""
    estimate = mean_of(values, confidence)
    return Estimate(estimate.mean, max(0.0, estimate.low), estimate.high)


def share_of(part: Values, whole: Values, confidence: float) -> Estimate | None:
    """Return the sum of `part` by the sum of `whole`, one value of each a replication: a ratio estimator [1]_.

    Where the part never happened the upper end is the exact binomial one, since the replications do not vary.

    References
    ----------
    .. [1] W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, chapter 6.
    """
    total = float(whole.sum())
    if not total:
        return None
    share = float(part.sum()) / total
    if share == 0:
        _half_width(part, confidence)
        return Estimate(0.0, 0.0, 1 - ((1 - confidence) / 2) ** (1 / total))
    half = _half_width(part - share * whole, confidence) / float(whole.mean())
    return Estimate(share, max(0.0, share - half), min(1.0, share + half))


def _half_width(values: Values, confidence: float) -> float:
    if not 0 < confidence < 1:
        raise MatchingError("simulation.confidence", value=confidence)
    spread = float(values.std(ddof=1)) / np.sqrt(len(values))
    return float(stdtrit(len(values) - 1, (1 + confidence) / 2) * spread)


def summarise(outcome: Outcome, confidence: float = 0.99) -> Summary:
    """Return what the simulated years say together.

    Raises
    ------
    MatchingError
        If the confidence is not between 0 and 1.
    """
    days = outcome.days_by_rooms
    rooms = np.arange(days.shape[1])
    return Summary(
        confidence,
        days_by_rooms=tuple(count_of(days[:, n], confidence) for n in rooms),
        days_full=count_of(days[:, -1], confidence),
        mean_rooms=count_of(days @ rooms / days.sum(axis=1), confidence),
        arrivals=count_of(outcome.arrivals, confidence),
        nowhere=count_of(outcome.nowhere, confidence),
        outside_share=share_of(outcome.outside, outcome.arrivals, confidence),
        blocked_share=share_of(outcome.nowhere, outcome.base + outcome.nowhere, confidence),
        dispersion=dispersion(days.sum(axis=0).tolist()),
    )
