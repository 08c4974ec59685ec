"""The plan of trial stays, its record, scenarios of it, and what differs between two."""

from matching.trials.check_record import check_record
from matching.trials.compare import (
    Comparison,
    Facts,
    Reassignment,
    Totals,
    changes_from,
    changes_since,
    compare,
    facts_of,
)
from matching.trials.due import Due, TooFew, due_of
from matching.trials.plan import (
    FORBIDDEN,
    NO_CONSENT,
    NO_ELIGIBLE_FACILITY,
    PLACES_TAKEN,
    SOLVERS,
    Assignment,
    TrialPlan,
    Unplaced,
    aim_costs,
    describe,
    find_eligible,
    make_plan,
    plan_network,
    used_rows,
)
from matching.trials.record import FORMAT, draw_of, gained_by_kind, plan_record, policy_of, sealed
from matching.trials.scenario import AddedFacility, Scenario, apply, plan_scenario
from matching.trials.without import without

__all__ = [
    "FORBIDDEN",
    "FORMAT",
    "NO_CONSENT",
    "NO_ELIGIBLE_FACILITY",
    "PLACES_TAKEN",
    "SOLVERS",
    "AddedFacility",
    "Assignment",
    "Comparison",
    "Due",
    "Facts",
    "Reassignment",
    "Scenario",
    "TooFew",
    "Totals",
    "TrialPlan",
    "Unplaced",
    "aim_costs",
    "apply",
    "changes_from",
    "changes_since",
    "check_record",
    "compare",
    "describe",
    "draw_of",
    "due_of",
    "facts_of",
    "find_eligible",
    "gained_by_kind",
    "make_plan",
    "plan_network",
    "plan_record",
    "plan_scenario",
    "policy_of",
    "sealed",
    "used_rows",
    "without",
]
