"""What helps people beyond offices: kept with who may know of it, found by need, area and day, and where there is none."""

from desk.resources.found import Line, Wanted, lines, matching
from desk.resources.resources import (
    believed_until,
    check_resource,
    check_use,
    confirm,
    readers_of,
    record_resource,
    record_use,
    stale,
)
from desk.resources.yearly import NeedInArea, needs_by_area, users_by_need

__all__ = [
    "Line",
    "NeedInArea",
    "Wanted",
    "believed_until",
    "check_resource",
    "check_use",
    "confirm",
    "lines",
    "matching",
    "needs_by_area",
    "readers_of",
    "record_resource",
    "record_use",
    "stale",
    "users_by_need",
]
