"""Reasons: for a suggestion, for none, for alternatives, for a shortage."""

from matching.why.alternatives import Alternative, Move, ObjectiveChange, WhyNot, alternatives, why_not
from matching.why.effects import Effect, condition_effects
from matching.why.explain import explain
from matching.why.fairness import DIMENSIONS, Served, Waiting, fairness, waiting
from matching.why.near_misses import NearMiss, near_misses
from matching.why.questions import open_questions, unlocked
from matching.why.shortage import Shortage, one_more_place, shortage_sets

__all__ = [
    "DIMENSIONS",
    "Alternative",
    "Effect",
    "Move",
    "NearMiss",
    "ObjectiveChange",
    "Served",
    "Shortage",
    "Waiting",
    "WhyNot",
    "alternatives",
    "condition_effects",
    "explain",
    "fairness",
    "near_misses",
    "one_more_place",
    "open_questions",
    "shortage_sets",
    "unlocked",
    "waiting",
    "why_not",
]
