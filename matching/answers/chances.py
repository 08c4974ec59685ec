"""How likely a facility says yes when it is asked for somebody, from all that was answered and what is not known.

Every facility's rate of yes is taken from a Beta distribution that all facilities of the city share; its mean is the
city's whole rate, and how far rates lie apart is learnt from the answers too (empirical Bayes by maximum likelihood of
the beta-binomial [1]_). Needs are judged likewise, and pull the odds up or down by the mean of what each does to them
(a logarithmic opinion pool [2]_). Before any answer the rate is one half, as for `matching.problem.Acceptance`.

References
----------
.. [1] A. Gelman et al., "Bayesian Data Analysis", 3rd edition, 2013, sections 5.1 and 5.3.
.. [2] C. Genest and J. V. Zidek, "Combining probability distributions: a critique and an annotated bibliography",
   Statistical Science 1 (1), 1986.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.special import betaln

from matching.answers.asking import MILLION
from matching.arrays import Flags, Floats, Ints
from matching.pairs import Candidates
from matching.problem import Answer, Problem, needs_of

STRENGTHS = (1, 2, 4, 8, 16, 32, 64)
"""How many answers what all share may weigh as much as."""
LEAST, MOST = 10_000, 990_000
"""Nobody is certain to refuse or to accept; millionths."""
DAYS_A_MONTH = 30.4375
Key = TypeVar("Key", int, str)


@dataclass(frozen=True)
class Rates(Generic[Key]):
    """Rates of yes of several who share a distribution.

    Attributes
    ----------
    mean, strength
        Of what all share: its mean, and how many answers it weighs as much as.
    of
        The mean rate of each who answered.
    """

    mean: float
    strength: float
    of: Mapping[Key, float]

    def rate(self, key: Key) -> float:
        """Return the expected rate, that of all for who never answered."""
        return self.of.get(key, self.mean)


def rates(answers: Iterable[tuple[Key, bool, float]], mean: float | None = None) -> Rates[Key]:
    """Return the rates of yes of those who answered: key, whether it was yes, and how much that weighs.

    Parameters
    ----------
    mean
        Of what all share; from the answers if None.
    """
    counts: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for key, yes, weight in answers:
        counts[key][0 if yes else 1] += weight
    yes_no = np.array(list(counts.values()), dtype=np.float64).reshape(-1, 2)
    if mean is None:
        mean = float((yes_no[:, 0].sum() + 1) / (yes_no.sum() + 2))
    strength = _strength(yes_no, mean)
    of = {key: (mean * strength + yes) / (strength + yes + no) for key, (yes, no) in counts.items()}
    return Rates(mean, strength, of)


def _strength(yes_no: Floats, mean: float) -> float:
    """Return the strength under which the counts are most likely; that of a flat prior where nobody answered."""
    if not len(yes_no):
        return 2.0
    alike = [
        float(
            (
                betaln(mean * one + yes_no[:, 0], (1 - mean) * one + yes_no[:, 1])
                - betaln(mean * one, (1 - mean) * one)
            ).sum()
        )
        for one in STRENGTHS
    ]
    return float(STRENGTHS[int(np.argmax(alike))])


def chances(problem: Problem, candidates: Candidates, told_on: Mapping[int, dt.date] | None = None) -> Ints:
    """Return the chance of a yes of every candidate, in millionths.

    Each condition still to be confirmed leaves the policy's share of the chance. What was told long ago is on its way
    to being worth no more than that: after one half-life half of it is lost.

    Parameters
    ----------
    told_on
        Facility id -> day on which its conditions were told last; nothing ages where it is not known.
    """
    scope = problem.policy.scope
    answers = _weighted(problem)
    sites = _of_facilities(answers)
    needs_by_id: dict[int | None, frozenset[str]] = {one.id: needs_of(one) for one in problem.people}
    needs = rates(
        (
            (need, one.accepted, weight)
            for one, weight in answers
            for need in sorted(needs_by_id.get(one.person_id, ()))
        ),
        sites.mean,
    )
    by_site = np.array([_logit(sites.rate(one.id)) for one in problem.facilities])
    by_person = np.array([_pull(needs, needs_by_id[one.id]) for one in problem.people])
    unsure = scope.unconfirmed_chance_percent / 100
    fresh = np.array(
        [
            _weight((told_on or {}).get(one.id), problem.start, scope.answers_half_life_months)
            for one in problem.facilities
        ]
    )
    odds = by_site[candidates.facility] + by_person[candidates.person]
    chance = unsure ** np.bitwise_count(candidates.confirm) * (unsure + (1 - unsure) * fresh[candidates.facility])
    chance /= 1 + np.exp(-odds)
    return np.clip(np.rint(MILLION * chance), LEAST, MOST).astype(np.int64)


def willing(problem: Problem) -> Flags:
    """Tell which facilities are expected to say yes at least as often as the policy wants before they are called."""
    sites = _of_facilities(_weighted(problem))
    least = problem.policy.scope.least_chance_percent / 100
    return np.array([sites.rate(one.id) >= least for one in problem.facilities], dtype=np.bool_)


def _weighted(problem: Problem) -> list[tuple[Answer, float]]:
    """Return the answers, and how much each still counts."""
    half_life = problem.policy.scope.answers_half_life_months
    return [(one, _weight(one.day, problem.start, half_life)) for one in problem.answers]


def _of_facilities(answers: Iterable[tuple[Answer, float]]) -> Rates[int]:
    return rates((one.facility_id, one.accepted, weight) for one, weight in answers)


def _weight(day: dt.date | None, today: dt.date, half_life: int) -> float:
    """Return how much of what was said on a day still counts."""
    if day is None or not half_life:
        return 1.0
    return float(0.5 ** (max(0, (today - day).days) / (half_life * DAYS_A_MONTH)))


def _pull(needs: Rates[str], of: frozenset[str]) -> float:
    """Return how needs move the odds, as a logarithm."""
    known = [_logit(needs.of[need]) - _logit(needs.mean) for need in sorted(of) if need in needs.of]
    return sum(known) / len(known) if known else 0.0


def _logit(rate: float) -> float:
    return math.log(rate / (1 - rate))
