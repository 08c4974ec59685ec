"""Answers may be no: the chance of a yes, the expected plan with whom to ask next, and whom to ask first."""

from matching.answers.asking import MILLION, NO_PAIR, Asking, Lists, asking, lists_by
from matching.answers.calls import Call, first_calls, next_rows, pair_gains
from matching.answers.chances import chances, rates, willing
from matching.answers.expected import ExpectedPlan, by_regret, expected_plan
from matching.answers.record import expected_record
from matching.answers.runs import Expected, drawn

__all__ = [
    "MILLION",
    "NO_PAIR",
    "Asking",
    "Call",
    "Expected",
    "ExpectedPlan",
    "Lists",
    "asking",
    "by_regret",
    "chances",
    "drawn",
    "expected_plan",
    "expected_record",
    "first_calls",
    "lists_by",
    "next_rows",
    "pair_gains",
    "rates",
    "willing",
]
