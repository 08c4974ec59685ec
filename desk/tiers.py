"""The table behind the risk tiers, as coordinators see it."""

from matching.tiers import TABLE, THRESHOLDS


def tier_table() -> list[tuple[str, int]]:
    """Return (word code, points) for every caregiver situation and risk factor."""
    return list(TABLE.items())


def thresholds() -> dict[int, int]:
    """Return the least points of each tier."""
    return dict(THRESHOLDS)
