"""What may be told outside the desk: which counts are small, and what else must stay hidden so that none can be told."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.publication.papers import ReviewKey, read_told, told_by_reviews
    from desk.publication.protect import Figure, Protected, Published, Told, withhold
    from desk.publication.suppression import FAR, HIDDEN, MERGED, Cell, Sum, Suppressed, UnprovenError, count, suppress
else:
    __getattr__ = when_asked_for(__file__)

__all__ = [
    "FAR",
    "HIDDEN",
    "MERGED",
    "Cell",
    "Figure",
    "Protected",
    "Published",
    "ReviewKey",
    "Sum",
    "Suppressed",
    "Told",
    "UnprovenError",
    "count",
    "read_told",
    "suppress",
    "told_by_reviews",
    "withhold",
]
