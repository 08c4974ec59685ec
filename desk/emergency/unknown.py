"""Somebody without a file who is taken in: the file that the night makes, with risk factors and a review that are proposed."""

from collections.abc import Mapping
from datetime import date, timedelta

FACTORS_OF_REASON: Mapping[str, tuple[str, ...]] = {
    "caregiver_ill": ("caregiver_ill",),
    "caregiver_dead": (),
    "abuse_suspected": ("abuse_suspected",),
    "discharge": ("discharge_pending",),
    "infection_cluster": (),
    "other": (),
}
"""By the reason of a call, the risk factors of the tier table that it says by itself; a death says nothing of who is left."""
OF_EVERY_ADMISSION = ("recent_emergency",)
"""Whoever was taken in had an emergency."""
REVIEW_AFTER, REVIEW_AFTER_STAY = timedelta(days=30), timedelta(days=7)
"""A first look after the expected end, and where nobody knows it after the admission: people identified in an emergency
drop out of sight otherwise (the city's papers); 7 and 30 days are those of the follow-up after an exit."""


def proposed_factors(reason: str | None) -> tuple[str, ...]:
    """Return the risk factors that an admission for a reason speaks for; to be confirmed by whoever takes the call."""
    return (*FACTORS_OF_REASON.get(reason or "", ()), *OF_EVERY_ADMISSION)


def proposed_review(start_on: date, expected_until: date | None) -> date:
    """Return the day on which a file made in an emergency is proposed to be looked at again."""
    return start_on + REVIEW_AFTER if expected_until is None else expected_until + REVIEW_AFTER_STAY
