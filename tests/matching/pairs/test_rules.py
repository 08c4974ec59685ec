"""Hard rules: equal to the pair-by-pair reference, and known verdicts one by one."""

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from matching.pairs.rules import CONFIRM, NO, RULE_CODES, YES, judge
from matching.problem.columns import columns_of
from matching.problem.model import DISABILITY_KINDS, Facility, Person, Problem
from tests.matching import reference
from tests.matching.strategies import POLICY, problems

UNKNOWN_PERSON = Person(id=1, tier=1, consent=True)
UNKNOWN_FACILITY = Facility(id=100, service_code="24")


def verdicts(person: Person, facility: Facility, metres: int = 1000) -> dict[str, int]:
    distance = np.array([[metres]], dtype=np.int32)
    problem = Problem((person,), (facility,), (), distance, distance, {}, dt.date(2027, 1, 1), POLICY)
    one = np.zeros(1, dtype=np.intp)
    return dict(zip(RULE_CODES, judge(columns_of(problem).pairs(one, one))[:, 0].tolist(), strict=True))


@settings(max_examples=120)
@given(problems())
def test_vectorised_rules_equal_the_reference(problem: Problem) -> None:
    shape = (len(problem.people), len(problem.facilities))
    person, facility = np.indices(shape).reshape(2, -1)
    judged = judge(columns_of(problem).pairs(person, facility))
    assert judged.dtype == np.int8
    for index, (p, f) in enumerate(zip(person.tolist(), facility.tolist(), strict=True)):
        expected = reference.verdicts(problem, problem.people[p], problem.facilities[f])
        assert dict(zip(RULE_CODES, judged[:, index].tolist(), strict=True)) == expected


def test_what_is_unknown_never_excludes() -> None:
    assert NO not in verdicts(UNKNOWN_PERSON, UNKNOWN_FACILITY, metres=-1).values()


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Person) if field.default is None])
def test_a_condition_refused_is_only_to_be_confirmed_once_the_person_attribute_is_unknown(field: str) -> None:
    person = Person(
        id=1,
        tier=1,
        consent=True,
        age=17,
        sex="male",
        disability_kinds=frozenset({"mental"}),
        support_scale="child",
        support_level=3,
        medical_care=frozenset({"suction"}),
        severe_behaviour=True,
        wheelchair=True,
        max_metres=10,
    )
    facility = Facility(
        id=100,
        service_code="33",
        disability_kinds={"mental": False},
        support_levels_child=frozenset({1}),
        medical_care={"suction": False},
        severe_behaviour=False,
        wheelchair=False,
        sexes="female",
        age_min=18,
    )
    known = verdicts(person, facility)
    cleared: dict[str, Any] = {field: None, **({"support_level": None} if field == "support_scale" else {})}
    unknown = verdicts(dataclasses.replace(person, **cleared), facility)
    changed = [rule for rule in RULE_CODES if known[rule] != unknown[rule]]
    assert all(known[rule] == NO for rule in changed)
    assert all(unknown[rule] == (YES if rule == "max_distance" else CONFIRM) for rule in changed)
    assert changed or field == "ward"


@pytest.mark.parametrize(
    ("rule", "person", "facility", "expected"),
    [
        ("private_place", {}, {"private": True}, NO),
        ("closed", {}, {"closed": True}, NO),
        ("is_base", {}, {"is_base": True}, NO),
        ("trial_service", {}, {"service_code": "53"}, NO),
        ("trial_service", {}, {"service_code": "53", "offers_trial": True}, YES),
        ("offers_trial", {}, {"offers_trial": False}, NO),
        ("offers_trial", {}, {}, CONFIRM),
        ("missing_from_edition", {}, {"missing_from_edition": True}, CONFIRM),
        ("no_places", {}, {"places": 0}, NO),
        ("no_places", {}, {}, CONFIRM),
        ("disability_kind", {"disability_kinds": frozenset()}, {}, YES),
        ("disability_kind", {"disability_kinds": frozenset({"mental"})}, {"disability_kinds": {"mental": False}}, NO),
        (
            "disability_kind",
            {"disability_kinds": frozenset({"mental", "physical"})},
            {"disability_kinds": {"mental": True}},
            CONFIRM,
        ),
        ("disability_kind", {}, {"disability_kinds": dict.fromkeys(DISABILITY_KINDS, True)}, YES),
        (
            "support_level",
            {"support_scale": "child", "support_level": 3},
            {"support_levels_child": frozenset(), "support_levels_adult": frozenset({3})},
            NO,
        ),
        (
            "support_level",
            {"support_scale": "adult", "support_level": 3},
            {"support_levels_child": frozenset({3})},
            CONFIRM,
        ),
        *(
            (
                "support_level",
                {"support_scale": scale, "support_level": 2, "age": age, "age_from_year": from_year},
                {"support_levels_child": frozenset({said}), "support_levels_adult": frozenset({said})},
                expected,
            )
            for scale, age, from_year, said, expected in (
                ("child", 18, False, 2, CONFIRM),
                ("child", 18, False, 3, CONFIRM),
                ("child", 18, True, 2, YES),
                ("child", 19, True, 2, CONFIRM),
                ("child", None, True, 3, NO),
                ("adult", 17, False, 2, CONFIRM),
                ("adult", 17, True, 3, CONFIRM),
                ("adult", 18, True, 3, NO),
            )
        ),
        ("medical_care", {"medical_care": frozenset()}, {"medical_care": {"suction": False}}, YES),
        ("severe_behaviour", {"severe_behaviour": True}, {"severe_behaviour": False}, NO),
        ("wheelchair", {}, {"wheelchair": True}, YES),
        ("sex", {"sex": "male"}, {"sexes": "female"}, NO),
        ("sex", {"sex": "other"}, {"sexes": "female"}, CONFIRM),
        ("sex", {}, {"sexes": "any"}, YES),
        ("age", {"age": 18, "age_from_year": True}, {"age_min": 18}, CONFIRM),
        ("age", {"age": 17, "age_from_year": True}, {"age_min": 18}, NO),
        ("age", {"age": 19, "age_from_year": True}, {"age_min": 18, "age_max": 64}, YES),
        ("age", {"age": 65, "age_from_year": True}, {"age_max": 64}, CONFIRM),
        ("age", {"age": 66, "age_from_year": True}, {"age_max": 64}, NO),
        ("age", {"age": 0, "age_from_year": True}, {"age_min": 0}, YES),
        ("age", {"age": 31, "age_from_year": True}, {"age_min": 31, "age_max": 30 + 1}, CONFIRM),
        ("adult_service", {"age": 18, "age_from_year": True}, {"service_code": "33"}, CONFIRM),
        ("adult_service", {"age": 17, "age_from_year": True}, {"service_code": "33"}, NO),
        ("adult_service", {"age": 19, "age_from_year": True}, {"service_code": "33"}, YES),
        ("age", {"age": 65}, {"age_max": 64}, NO),
        ("age", {"age": 64}, {"age_max": 64}, YES),
        ("adult_service", {"age": 17}, {"service_code": "33"}, NO),
        ("adult_service", {"age": 17}, {"service_code": "24"}, YES),
        ("max_distance", {"max_metres": 999}, {}, NO),
        ("max_distance", {"max_metres": 1000}, {}, YES),
        ("avoid_place", {"avoid": frozenset({100})}, {}, NO),
        ("avoid_place", {"avoid_wards": frozenset({"泉区"})}, {"ward": "泉区"}, NO),
        ("avoid_place", {"avoid_wards": frozenset({"泉区"})}, {}, CONFIRM),
    ],
)
def test_known_verdicts(rule: str, person: dict[str, Any], facility: dict[str, Any], expected: int) -> None:
    judged = verdicts(dataclasses.replace(UNKNOWN_PERSON, **person), dataclasses.replace(UNKNOWN_FACILITY, **facility))
    assert judged[rule] == expected


def test_an_unknown_distance_is_confirmed_only_when_there_is_a_limit() -> None:
    limited = dataclasses.replace(UNKNOWN_PERSON, max_metres=5)
    assert verdicts(limited, UNKNOWN_FACILITY, metres=-1)["max_distance"] == CONFIRM
    assert verdicts(UNKNOWN_PERSON, UNKNOWN_FACILITY, metres=-1)["max_distance"] == YES
