"""Who has an emergency option, what a plan promises, and which facilities to visit for more."""

from desk.readiness.options import (
    LEVELS,
    TRIAL,
    Counts,
    ReadinessView,
    Way,
    about_to_lose,
    by_group,
    emergency_options,
    month_ends,
    over_time,
    over_time_by,
    read_readiness,
    tally,
    without_option,
)
from desk.readiness.promise import Promise, options_after, promise, promise_text
from desk.readiness.visits import KINDS, Lead, Round, VisitList, plan_round, read_visits, record_visit, round_lines
from matching.problem import Person

__all__ = [
    "KINDS",
    "LEVELS",
    "TRIAL",
    "Counts",
    "Lead",
    "Person",
    "Promise",
    "ReadinessView",
    "Round",
    "VisitList",
    "Way",
    "about_to_lose",
    "by_group",
    "emergency_options",
    "month_ends",
    "options_after",
    "over_time",
    "over_time_by",
    "plan_round",
    "promise",
    "promise_text",
    "read_readiness",
    "read_visits",
    "record_visit",
    "round_lines",
    "tally",
    "without_option",
]
