"""Answers may be no: what a plan brings if facilities may refuse, whom to ask next, and whom to call first."""

from desk.asking.asking import (
    AskingView,
    call_table,
    chance_table,
    compare_table,
    expected_block,
    list_table,
    next_table,
    proof_text,
    read_asking,
)

__all__ = [
    "AskingView",
    "call_table",
    "chance_table",
    "compare_table",
    "expected_block",
    "list_table",
    "next_table",
    "proof_text",
    "read_asking",
]
