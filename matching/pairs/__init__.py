"""Which pairs of person and facility can be, and what each costs."""

from matching.pairs.candidates import Candidates, Miss, confirm_codes, find_candidates, nearest_misses
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
from matching.pairs.repricing import repriced
from matching.pairs.rules import CONFIRM, NO, RULE_CODES, RULES, YES, Rule, Verdicts, judge
from matching.pairs.sparse import SparseProblem, find_sparse_candidates
from matching.pairs.whole import Block, eligible_pairs, judge_whole

__all__ = [
    "CONFIRM",
    "NO",
    "NONE",
    "RULES",
    "RULE_CODES",
    "STAY_CLOSE",
    "YES",
    "Block",
    "Candidates",
    "Constraints",
    "Miss",
    "Pair",
    "Rule",
    "SparseProblem",
    "Verdicts",
    "allowed",
    "check_constraints",
    "confirm_codes",
    "eligible_pairs",
    "find_candidates",
    "find_sparse_candidates",
    "fixed_facilities",
    "impossible",
    "judge",
    "judge_whole",
    "nearest_misses",
    "open_rows",
    "places_used",
    "repriced",
    "row_starts",
    "spread_costs",
    "urgency",
]
