"""How much consultation for plans the city has: counts by day, what is aimed at, and corporations asked for more."""

from typing import TYPE_CHECKING

from desk.capacity.counts import (
    COUNTED,
    MEASURES,
    RATES,
    check_count,
    count_for,
    figures,
    half_up,
    read_counts,
    record_count,
    told_figure,
)
from desk.capacity.targets import Gap, check_target, gaps, read_targets, set_target
from desk.capacity.visits import (
    Corporation,
    asked_in,
    by_code,
    check_corporation_visit,
    corporations,
    record_corporation_visit,
)
from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.capacity.papers import (
        Capacity,
        made,
        paper,
        read_capacity,
        table_of_corporations,
        table_of_counts,
        table_of_gaps,
    )

__all__ = [
    "COUNTED",
    "MEASURES",
    "RATES",
    "Capacity",
    "Corporation",
    "Gap",
    "asked_in",
    "by_code",
    "check_corporation_visit",
    "check_count",
    "check_target",
    "corporations",
    "count_for",
    "figures",
    "gaps",
    "half_up",
    "made",
    "paper",
    "read_capacity",
    "read_counts",
    "read_targets",
    "record_corporation_visit",
    "record_count",
    "set_target",
    "table_of_corporations",
    "table_of_counts",
    "table_of_gaps",
    "told_figure",
]

__getattr__ = when_asked_for(__file__)
