"""What earlier plans and answers teach: whose turn it is, and how far a facility can be expected to accept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.special import betaincinv

from matching.arrays import Indices, Ints
from matching.policy import Policy
from matching.problem.model import Answer, Person
from matching.problem.needs import needs_of
from matching.problem.parts import Parts

TURN, ACCEPTANCE = "turn", "acceptance"
LEFT_OUT_OFTEN = 2
"""So many plans in a row without a place give priority."""
INTERVAL = (0.05, 0.95)
Key = TypeVar("Key", int, str)


@dataclass(frozen=True)
class Acceptance:
    """How often requests were accepted, and what that says about the next.

    Before any answer every rate is taken as equally likely, so that after `accepted` of `asked` the rate follows the
    Beta distribution with parameters accepted + 1 and refused + 1 [1]_.

    References
    ----------
    .. [1] A. Gelman et al., "Bayesian Data Analysis", 3rd edition, 2013, section 2.1.
    """

    accepted: int
    asked: int

    @property
    def mean(self) -> float:
        """Expected rate of acceptance."""
        return (self.accepted + 1) / (self.asked + 2)

    @property
    def range(self) -> tuple[float, float]:
        """Between which rates the true one lies with a probability of 90 %."""
        low, high = betaincinv(self.accepted + 1, self.asked - self.accepted + 1, INTERVAL)
        return float(low), float(high)


NOT_ASKED = Acceptance(0, 0)


def waits(person: Person) -> bool:
    """Tell whether somebody who consents was left out so often that it is their turn."""
    return person.consent and person.left_out >= LEFT_OUT_OFTEN


def is_due(person: Person, policy: Policy) -> bool:
    """Tell whether being left out once more would make somebody wait longer than the policy promises to tier 1."""
    most = policy.scope.tier_1_waits_at_most
    return most > 0 and person.tier == 1 and person.consent and person.left_out >= most


def acceptance_by_facility(answers: Iterable[Answer]) -> dict[int, Acceptance]:
    """Return how each facility that was asked answered, by id."""
    return _tally((answer.facility_id, answer.accepted) for answer in answers)


def acceptance_by_need(answers: Iterable[Answer], people: Iterable[Person]) -> dict[str, Acceptance]:
    """Return how facilities answered for people with each need, by word code; people unknown here are left out."""
    needs: dict[int | None, frozenset[str]] = {person.id: needs_of(person) for person in people}
    return _tally((need, answer.accepted) for answer in answers for need in sorted(needs.get(answer.person_id, ())))


def learnt_terms(problem: Parts, person: Indices, facility: Indices) -> Mapping[str, Ints]:
    """Return the cost terms that tell pairs apart by what was learnt, one value a pair; none that would be the same.

    `turn`: in a tier where somebody was left out by the last two plans or more, everybody else costs the policy's
    points on top. That depends on people alone, so that what one facility answers changes nothing at another; where
    nobody who waits could go anywhere, all cost the same on top, and the plan stays as it is. `acceptance`: the
    policy's points times the expected share of refusals of the facility.
    """
    weights = problem.policy.weights
    terms: dict[str, Ints] = {}
    waited = np.array([waits(one) for one in problem.people], dtype=np.bool_)
    if weights.left_out_twice and waited.any():
        tier = np.array([one.tier for one in problem.people], dtype=np.int64)
        others = np.isin(tier, tier[waited]) & ~waited
        terms[TURN] = others[person] * np.int64(weights.left_out_twice)
    if weights.acceptance:
        rates = acceptance_by_facility(problem.answers)
        points = [_refusal_points(rates.get(one.id, NOT_ASKED), weights.acceptance) for one in problem.facilities]
        terms[ACCEPTANCE] = np.array(points, dtype=np.int64)[facility]
    return terms


def _refusal_points(rate: Acceptance, weight: int) -> int:
    """Return weight times the expected share of refusals, rounded, in whole numbers throughout."""
    return (2 * weight * (rate.asked - rate.accepted + 1) + rate.asked + 2) // (2 * (rate.asked + 2))


def _tally(answers: Iterable[tuple[Key, bool]]) -> dict[Key, Acceptance]:
    counts: dict[Key, list[int]] = {}
    for key, accepted in answers:
        of = counts.setdefault(key, [0, 0])
        of[0] += accepted
        of[1] += 1
    return {key: Acceptance(*of) for key, of in counts.items()}
