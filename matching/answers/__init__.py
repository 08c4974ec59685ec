"""Answers may be no: the chance of a yes, the expected plan with whom to ask next, and whom to ask first."""

from matching.answers.asking import MILLION, NO_PAIR, Asking, Lists, lists_by
from matching.answers.chances import chances, rates
from matching.answers.expected import ExpectedPlan, expected_plan
from matching.answers.record import expected_record
from matching.answers.runs import Expected, drawn

__all__ = [
    "MILLION",
    "NO_PAIR",
    "Asking",
    "Expected",
    "ExpectedPlan",
    "Lists",
    "chances",
    "drawn",
    "expected_plan",
    "expected_record",
    "lists_by",
    "rates",
]
