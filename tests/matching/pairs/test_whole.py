"""Every pair judged at once, held equal to judging pair by pair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs import whole as module
from matching.pairs.rules import CONFIRM, NO, RULES, judge
from matching.pairs.whole import eligible_pairs, judge_whole
from matching.problem.columns import columns_of
from matching.problem.model import Problem
from tests.matching.strategies import problems


@settings(max_examples=150)
@given(problems(), st.integers(1, 40))
def test_all_pairs_at_once_are_judged_as_each_pair_is(problem: Problem, at_once: int) -> None:
    people, width = len(problem.people), len(problem.facilities)
    columns = columns_of(problem)
    verdicts = judge(columns.pairs(np.repeat(np.arange(people), width), np.tile(np.arange(width), people)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PAIRS_AT_ONCE", at_once)
        blocks = list(judge_whole(columns))
    assert [row for block in blocks for row in range(people)[block.rows]] == list(range(people if width else 0))
    for block in blocks:
        for bit in range(len(RULES)):
            plain = verdicts[bit].reshape(people, width)[block.rows]
            assert np.array_equal(block.refused >> bit & 1, plain == NO)
            assert np.array_equal(block.confirm >> bit & 1, plain == CONFIRM)


@settings(max_examples=60)
@given(problems(), st.booleans())
def test_pairs_that_no_rule_refuses_are_eligible(problem: Problem, everybody: bool) -> None:
    width = len(problem.facilities)
    rows = [row for row, person in enumerate(problem.people) if everybody or person.consent]
    pairs = columns_of(problem).pairs(np.repeat(rows, width).astype(np.intp), np.tile(np.arange(width), len(rows)))
    free = ~(judge(pairs) == NO).any(axis=0)
    person, facility = eligible_pairs(problem, everybody=everybody)
    assert person.tolist() == pairs.person[free].tolist()
    assert facility.tolist() == pairs.facility[free].tolist()
