"""The risk tier of a person: a visible table of points for who cares for them and what threatens that care."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.errors import ProblemError
from matching.policy import Policy

CAREGIVER: Mapping[str, int] = {
    "none": 5,
    "single_over_75": 4,
    "single_ill": 4,
    "couple_over_75": 3,
    "single": 2,
    "couple": 1,
    "several": 0,
}
ABUSE = "abuse_suspected"
"""The risk factor whose points the policy says."""
FACTORS: Mapping[str, int] = {
    "caregiver_ill": 3,
    "caregiver_over_75": 2,
    "sibling_care": 1,
    "recent_emergency": 3,
    "discharge_pending": 3,
    "home_unsafe": 2,
    "isolated": 1,
    "no_services": 2,
    "behaviour_escalating": 2,
}
# The caregiver situation already counts these; counting both would weigh one fact twice.
COVERED: Mapping[str, str] = {
    "single_over_75": "caregiver_over_75",
    "couple_over_75": "caregiver_over_75",
    "single_ill": "caregiver_ill",
}
THRESHOLDS: tuple[tuple[int, int], ...] = ((1, 6), (2, 3), (3, 0))
"""(tier, least points): the first line that is reached decides. Tier 1 is the most urgent."""


@dataclass(frozen=True)
class TierResult:
    """A risk tier, the points it came from, and each part `(word code, points)` of them.

    Attributes
    ----------
    caregiver_known
        Whether the caregiver situation is known; where it is not, it is no part.
    most_urgent
        The most urgent tier that it may turn out to be once the caregiver situation is known.
    """

    tier: int
    points: int
    parts: tuple[tuple[str, int], ...]
    caregiver_known: bool
    most_urgent: int


def tier_table(policy: Policy) -> Mapping[str, int]:
    """Return the points of every caregiver situation and risk factor, keyed by word code."""
    return {
        **{f"caregiver.{code}": points for code, points in CAREGIVER.items()},
        **{f"factor.{code}": points for code, points in FACTORS.items()},
        f"factor.{ABUSE}": policy.scope.suspected_abuse_points,
    }


def tier_of_points(points: int) -> int:
    """Return the tier that so many points are."""
    return next(tier for tier, least in THRESHOLDS if points >= least)


def risk_tier(caregiver: str | None, factors: Iterable[str], policy: Policy) -> TierResult:
    """Add up the points of a person's situation.

    Parameters
    ----------
    caregiver
        Caregiver situation, a key of `CAREGIVER`; None when unknown.
    factors
        Risk factors, keys of `FACTORS` or `ABUSE`; repetitions count once. A factor that the caregiver situation
        already counts (`COVERED`) appears among the parts with 0 points.
    policy
        Says the points of `ABUSE`.

    Raises
    ------
    ProblemError
        A code is not in the table.
    """
    return _risk_tier(caregiver, frozenset(factors), policy)


@lru_cache(maxsize=4096)
def _risk_tier(caregiver: str | None, factors: frozenset[str], policy: Policy) -> TierResult:
    table, present = tier_table(policy), sorted(factors)
    parts = _parts(caregiver, present, table)
    total = sum(points for _, points in parts)
    tier = tier_of_points(total)
    if caregiver is not None:
        return TierResult(tier, total, parts, caregiver_known=True, most_urgent=tier)
    possible = [sum(points for _, points in _parts(one, present, table)) for one in CAREGIVER]
    return TierResult(tier, total, parts, caregiver_known=False, most_urgent=tier_of_points(max(possible)))


def _parts(caregiver: str | None, factors: Iterable[str], table: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    situation = [] if caregiver is None else [(f"caregiver.{caregiver}", _points(table, "caregiver", caregiver))]
    covered = COVERED.get(caregiver or "")
    return (
        *situation,
        *((f"factor.{one}", _points(table, "factor", one) * (one != covered)) for one in factors),
    )


def _points(table: Mapping[str, int], topic: str, code: str) -> int:
    if (points := table.get(f"{topic}.{code}")) is None:
        allowed = ", ".join(one.removeprefix(f"{topic}.") for one in table if one.startswith(f"{topic}."))
        raise ProblemError("tier.unknown_code", topic=topic, value=code, allowed=allowed)
    return points
