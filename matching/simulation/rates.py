"""How often emergencies come, as far as the years on record can tell."""

from collections.abc import Sequence
from typing import NamedTuple

from scipy.special import gammaincinv

from matching.simulation.erlang import check_confidence


class Record(NamedTuple):
    """Emergencies on record of people who are alike.

    Attributes
    ----------
    events, years
        How many there were, in how many person-years.
    people
        How many such people there are now.
    """

    events: int
    years: float
    people: int


class RateEnds(NamedTuple):
    """What a year may bring at the least and at the most, and the rate of one person of each record that goes with it."""

    low: float
    high: float
    low_rates: tuple[float, ...]
    high_rates: tuple[float, ...]


def rate_ends(records: Sequence[Record], confidence: float, dispersion: float = 1.0) -> RateEnds:
    """Return between which numbers of emergencies a year lies, known from some years only.

    Each rate has a gamma posterior under Jeffreys' prior [1]_, the sum of all has it nearly, by its mean and variance
    [2]_. At its quantiles each rate has moved by its share of the variance: what was seldom seen moves most.

    Parameters
    ----------
    records
        With person-years above 0, and people in one of them at least.
    dispersion
        Variance of a count by its mean: 1 where emergencies come one by one, more where they come together.

    Raises
    ------
    MatchingError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] A. Gelman et al., "Bayesian Data Analysis", 3rd edition, 2013, sections 2.6 and 2.8.
    .. [2] F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2,
       1946.
    """
    check_confidence(confidence)
    means = [(one.events + dispersion / 2) / one.years for one in records]
    weighed = [one.people * mean * dispersion / one.years for one, mean in zip(records, means, strict=True)]
    mean = sum(one.people * rate for one, rate in zip(records, means, strict=True))
    variance = sum(one.people * share for one, share in zip(records, weighed, strict=True))
    ends = [gamma_quantile(chance, mean, variance) for chance in ((1 - confidence) / 2, (1 + confidence) / 2)]
    low, high = (
        tuple(max(0.0, rate + (end - mean) * share / variance) for rate, share in zip(means, weighed, strict=True))
        for end in ends
    )
    return RateEnds(ends[0], ends[1], low, high)


def gamma_quantile(chance: float, mean: float, variance: float) -> float:
    """Return a quantile of the gamma distribution with this mean and variance; 0 where the mean is."""
    return float(gammaincinv(mean**2 / variance, chance)) * variance / mean if mean else 0.0
