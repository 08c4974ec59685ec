"""Who has an emergency option, what a plan promises, and which facilities to visit for more."""

from desk.readiness.aims import AimSide, beside, recommended
from desk.readiness.chances import BedChance, BedChances, percent, read_chances
from desk.readiness.figures import Figures, figures, placed_message, plan_messages
from desk.readiness.options import (
    LEVELS,
    TRIAL,
    Counts,
    ReadinessView,
    Way,
    by_group,
    emergency_options,
    members,
    month_ends,
    over_time,
    over_time_by,
    read_readiness,
    tally,
    without_option,
)
from desk.readiness.promise import Promise, options_after, promise, promise_text
from desk.readiness.visits import (
    KINDS,
    Lead,
    Round,
    VisitList,
    km_text,
    plan_round,
    read_visits,
    record_visit,
    round_lines,
)
from matching.emergency import rates_known
from matching.problem import Person

__all__ = [
    "KINDS",
    "LEVELS",
    "TRIAL",
    "AimSide",
    "BedChance",
    "BedChances",
    "Counts",
    "Figures",
    "Lead",
    "Person",
    "Promise",
    "ReadinessView",
    "Round",
    "VisitList",
    "Way",
    "beside",
    "by_group",
    "emergency_options",
    "figures",
    "km_text",
    "members",
    "month_ends",
    "options_after",
    "over_time",
    "over_time_by",
    "percent",
    "placed_message",
    "plan_messages",
    "plan_round",
    "promise",
    "promise_text",
    "rates_known",
    "read_chances",
    "read_readiness",
    "read_visits",
    "recommended",
    "record_visit",
    "round_lines",
    "tally",
    "without_option",
]
