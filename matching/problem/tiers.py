"""The risk tier of a person: a visible table of points for who cares for them and what threatens that care."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.errors import ProblemError

CAREGIVER: Mapping[str, int] = {
    "none": 5,
    "single_over_75": 4,
    "single_ill": 4,
    "couple_over_75": 3,
    "single": 2,
    "couple": 1,
    "several": 0,
}
FACTORS: Mapping[str, int] = {
    "caregiver_ill": 3,
    "caregiver_over_75": 2,
    "sibling_care": 1,
    "abuse_suspected": 4,
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
TABLE: Mapping[str, int] = {
    **{f"caregiver.{code}": points for code, points in CAREGIVER.items()},
    **{f"factor.{code}": points for code, points in FACTORS.items()},
}
"""Points of every caregiver situation and risk factor, keyed by word code."""
THRESHOLDS: tuple[tuple[int, int], ...] = ((1, 6), (2, 3), (3, 0))
"""(tier, least points): the first line that is reached decides. Tier 1 is the most urgent."""


@dataclass(frozen=True)
class TierResult:
    """A risk tier, the points it came from, and each part `(word code, points)` of them."""

    tier: int
    points: int
    parts: tuple[tuple[str, int], ...]


def risk_tier(caregiver: str | None, factors: Iterable[str]) -> TierResult:
    """Add up the points of a person's situation.

    Parameters
    ----------
    caregiver
        Caregiver situation, a key of `CAREGIVER`; None when unknown, which adds no points.
    factors
        Risk factors, keys of `FACTORS`; repetitions count once. A factor that the caregiver situation
        already counts (`COVERED`) appears among the parts with 0 points.

    Raises
    ------
    ProblemError
        A code is not in the table.
    """
    parts = []
    if caregiver is not None:
        parts.append((f"caregiver.{caregiver}", _points(CAREGIVER, "caregiver", caregiver)))
    for factor in sorted(set(factors)):
        points = _points(FACTORS, "factor", factor)
        parts.append((f"factor.{factor}", 0 if COVERED.get(caregiver or "") == factor else points))
    total = sum(points for _, points in parts)
    return TierResult(next(tier for tier, least in THRESHOLDS if total >= least), total, tuple(parts))


def _points(table: Mapping[str, int], topic: str, code: str) -> int:
    if code not in table:
        raise ProblemError("tier.unknown_code", topic=topic, value=code, allowed=", ".join(table))
    return table[code]
