"""Problems: what is impossible is refused, naming whose value it is."""

import dataclasses
import datetime as dt
import gc
import weakref
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from matching.errors import ProblemError
from matching.problem.columns import columns_of
from matching.problem.model import Facility, PastUse, Person, Problem
from tests.matching.strategies import POLICY, START

PERSON = Person(id=1, tier=1, consent=True)
FACILITY = Facility(id=100, service_code="24")
STAY = PastUse(1, 100, "trial", dt.date(2026, 1, 2))
METRES = np.zeros((1, 1), dtype=np.int32)


def build(
    people: tuple[Person, ...] = (PERSON,),
    facilities: tuple[Facility, ...] = (FACILITY,),
    stay: PastUse = STAY,
    metres: npt.NDArray[np.int32] = METRES,
) -> Problem:
    return Problem(people, facilities, (stay,), metres, METRES, {}, START, POLICY)


@pytest.mark.parametrize(
    "change",
    [
        {"tier": 0},
        {"tier": 4},
        {"age": -1},
        {"sex": "any"},
        {"disability_kinds": frozenset({"unheard of"})},
        {"medical_care": frozenset({"unheard of"})},
        {"support_scale": "child", "support_level": 4},
        {"support_scale": "adult", "support_level": 0},
        {"support_scale": "old"},
        {"support_level": 3},
        {"max_metres": -1},
    ],
    ids=str,
)
def test_an_impossible_person_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ProblemError) as caught:
        build(people=(dataclasses.replace(PERSON, **change),))
    assert caught.value.params["id"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"places": -1},
        {"places": 10_001},
        {"sexes": "other"},
        {"vacancy": "○"},
        {"disability_kinds": {"unheard of": True}},
        {"medical_care": {"unheard of": True}},
        {"support_levels_child": frozenset({4})},
        {"support_levels_adult": frozenset({0})},
        {"age_min": 20, "age_max": 19},
    ],
    ids=str,
)
def test_an_impossible_facility_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ProblemError) as caught:
        build(facilities=(dataclasses.replace(FACILITY, **change),))
    assert caught.value.params["id"] == 100


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "fine"}, "problem.value"),
        ({"kind": "visit"}, "problem.value"),
        ({"end": dt.date(2026, 1, 1)}, "problem.ends_before_start"),
    ],
)
def test_an_impossible_stay_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemError, match=code):
        build(stay=dataclasses.replace(STAY, **change))


@pytest.mark.parametrize(
    ("metres", "code"),
    [
        (np.zeros((1, 2), dtype=np.int32), "problem.shape"),
        (np.zeros((1, 1), dtype=np.float64), "problem.not_integer"),
        (np.full((1, 1), -2, dtype=np.int32), "problem.distance_range"),
        (np.full((1, 1), 2**31, dtype=np.int64), "problem.distance_range"),
    ],
)
def test_impossible_distances_are_refused(metres: npt.NDArray[np.int32], code: str) -> None:
    with pytest.raises(ProblemError, match=code):
        build(metres=metres)


def test_an_id_may_occur_once_among_people_and_once_among_facilities() -> None:
    two = np.zeros((2, 1), dtype=np.int32)
    with pytest.raises(ProblemError, match="duplicate_id"):
        Problem((PERSON, PERSON), (FACILITY,), (), two, two, {}, START, POLICY)
    with pytest.raises(ProblemError, match="duplicate_id"):
        Problem((PERSON,), (FACILITY, FACILITY), (), two.T, two.T, {}, START, POLICY)
    build(facilities=(dataclasses.replace(FACILITY, id=1),))


def test_where_somebody_stands_and_the_columns_are_worked_out_once() -> None:
    problem = build()
    assert problem.person_rows == {1: 0}
    assert problem.facility_rows == {100: 0}
    assert problem.person_rows is problem.person_rows
    assert problem.facility_rows is problem.facility_rows
    assert columns_of(problem) is columns_of(problem)


def test_a_changed_problem_has_rows_and_columns_of_its_own() -> None:
    problem = build()
    before = columns_of(problem)
    assert problem.person_rows == {1: 0}
    changed = dataclasses.replace(problem, people=(dataclasses.replace(PERSON, id=2, age=40),))
    assert changed.person_rows == {2: 0}
    assert columns_of(changed).people.age.tolist() == [40]
    assert columns_of(problem) is before


def test_columns_are_forgotten_with_their_problem() -> None:
    problem = build()
    kept = weakref.ref(columns_of(problem))
    del problem
    gc.collect()
    assert kept() is None
