"""Reasons: for a suggestion, for none, for alternatives, for a shortage."""

from matching.why.alternatives import Alternative, Move, ObjectiveChange, WhyNot, alternatives, why_not
from matching.why.effects import JUDGED_AIMS, Effect, condition_effects
from matching.why.explain import explain
from matching.why.fairness import DIMENSIONS, Served, Waiting, fairness, waiting
from matching.why.firmness import Firmness, firmness
from matching.why.near_best import OtherPlan, near_best
from matching.why.near_misses import NearMiss, near_misses
from matching.why.questions import open_questions, unlocked
from matching.why.shortage import Shortage, one_more_place, shortage_sets
from matching.why.weight_ranges import WeightRange, plan_range, suggestion_range

__all__ = [
    "DIMENSIONS",
    "JUDGED_AIMS",
    "Alternative",
    "Effect",
    "Firmness",
    "Move",
    "NearMiss",
    "ObjectiveChange",
    "OtherPlan",
    "Served",
    "Shortage",
    "Waiting",
    "WeightRange",
    "WhyNot",
    "alternatives",
    "condition_effects",
    "explain",
    "fairness",
    "firmness",
    "near_best",
    "near_misses",
    "one_more_place",
    "open_questions",
    "plan_range",
    "shortage_sets",
    "suggestion_range",
    "unlocked",
    "waiting",
    "why_not",
]
