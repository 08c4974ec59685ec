"""Priced again is found anew with the other weights."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.candidates import find_candidates
from matching.pairs.repricing import repriced
from matching.policy import Weights, reweighted
from matching.problem.model import Problem
from tests.matching.strategies import problems


@settings(max_examples=50)
@given(problems(), st.sampled_from([field.name for field in dataclasses.fields(Weights)]), st.integers(0, 100))
def test_candidates_priced_again_are_those_found_with_the_other_weights(
    problem: Problem, weight: str, value: int
) -> None:
    other = dataclasses.replace(problem, policy=reweighted(problem.policy, {weight: value}, weight))
    anew, again = find_candidates(other), repriced(find_candidates(problem), problem, other)
    assert again.cost.tolist() == anew.cost.tolist()
    assert {name: column.tolist() for name, column in again.terms.items()} == {
        name: column.tolist() for name, column in anew.terms.items()
    }
