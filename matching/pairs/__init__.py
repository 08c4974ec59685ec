"""Which pairs of person and facility can be, and what each costs."""

from matching.pairs.candidates import PAIRS_AT_ONCE, Candidates, Miss, confirm_codes, find_candidates, nearest_misses
from matching.pairs.constraints import (
    NONE,
    STAY_CLOSE,
    Constraints,
    Pair,
    allowed,
    check_constraints,
    fixed_facilities,
    impossible,
    open_rows,
    row_starts,
    urgency,
)
from matching.pairs.costs import places_used, spread_costs
from matching.pairs.rules import CONFIRM, NO, RULE_CODES, RULES, YES, Verdicts, judge
from matching.pairs.sparse import SparseProblem, find_sparse_candidates

__all__ = [
    "CONFIRM",
    "NO",
    "NONE",
    "PAIRS_AT_ONCE",
    "RULES",
    "RULE_CODES",
    "STAY_CLOSE",
    "YES",
    "Candidates",
    "Constraints",
    "Miss",
    "Pair",
    "SparseProblem",
    "Verdicts",
    "allowed",
    "check_constraints",
    "confirm_codes",
    "find_candidates",
    "find_sparse_candidates",
    "fixed_facilities",
    "impossible",
    "judge",
    "nearest_misses",
    "open_rows",
    "places_used",
    "row_starts",
    "spread_costs",
    "urgency",
]
