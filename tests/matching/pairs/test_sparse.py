"""Listed pairs: all of them give the same candidates as the whole problem, some of them give just those."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ProblemError
from matching.pairs import candidates as module
from matching.pairs.candidates import Candidates, find_candidates
from matching.pairs.sparse import SparseProblem, find_sparse_candidates
from matching.problem.model import Facility, Person, Problem
from tests.matching.strategies import POLICY, START, problems
from words.say import LANGUAGES, say


def listed(problem: Problem, pairs: np.ndarray) -> SparseProblem:
    """Return the problem with only some pairs, given as a (2, pairs) array of indices."""
    person, facility = pairs
    return SparseProblem(
        problem.people,
        problem.facilities,
        problem.past_use,
        person,
        facility,
        problem.home_metres[person, facility],
        problem.day_metres[person, facility],
        problem.neighbours,
        problem.start,
        problem.policy,
        problem.answers,
    )


def everything(found: Candidates) -> list[object]:
    columns = (found.person, found.facility, found.cost, found.confirm, found.start, found.removed)
    return [
        *((column.dtype, column.tolist()) for column in columns),
        *((name, points.dtype, points.tolist()) for name, points in found.terms.items()),
    ]


@settings(max_examples=60)
@given(problems(), st.data())
def test_all_pairs_listed_in_any_order_give_the_candidates_of_the_whole(problem: Problem, data: st.DataObject) -> None:
    pairs = np.indices((len(problem.people), len(problem.facilities))).reshape(2, -1)
    order = np.array(data.draw(st.permutations(range(pairs.shape[1]))), dtype=np.intp)
    whole = find_candidates(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PAIRS_AT_ONCE", data.draw(st.integers(1, 30)))
        assert everything(find_sparse_candidates(listed(problem, pairs[:, order]))) == everything(whole)


@settings(max_examples=30)
@given(problems(), st.randoms(use_true_random=False))
def test_of_some_pairs_exactly_those_eligible_are_candidates_at_the_same_cost(problem: Problem, chance: Random) -> None:
    pairs = np.indices((len(problem.people), len(problem.facilities))).reshape(2, -1)
    some = pairs[:, [index for index in range(pairs.shape[1]) if chance.random() < 0.5]]
    whole, few = find_candidates(problem), find_sparse_candidates(listed(problem, some))
    asked = set(zip(*some.tolist(), strict=True))
    rows = zip(whole.person.tolist(), whole.facility.tolist(), whole.cost.tolist(), strict=True)
    expected = [row for row in rows if row[:2] in asked]
    assert list(zip(few.person.tolist(), few.facility.tolist(), few.cost.tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("person", "facility", "metres", "code"),
    [
        ([0, 0], [0, 0], [1, 2], "problem.duplicate_pair"),
        ([1], [0], [1], "problem.pair_range"),
        ([0], [-1], [1], "problem.pair_range"),
        ([0], [0, 0], [1], "problem.shape"),
        ([0], [0], [1, 2], "problem.shape"),
        ([[0]], [0], [1], "problem.shape"),
        ([0.5], [0], [1], "problem.not_integer"),
        ([0], [0], [-2], "problem.distance_range"),
    ],
)
def test_a_wrong_list_gets_a_clear_message(
    person: list[Any], facility: list[Any], metres: list[Any], code: str
) -> None:
    who, where = (Person(id=1, tier=1, consent=True),), (Facility(id=100, service_code="24"),)
    columns = np.array(person), np.array(facility), np.array(metres), np.array(metres)
    with pytest.raises(ProblemError) as caught:
        SparseProblem(who, where, (), *columns, {}, START, POLICY)
    assert caught.value.code == code
    assert all(say(code, language, **caught.value.params) for language in LANGUAGES)
