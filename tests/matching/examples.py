"""A person whom nothing keeps away, a facility that takes everybody, and plans of a few of them."""

import dataclasses
import datetime as dt

import numpy as np

from matching.problem.model import Facility, Person, Problem
from matching.trials.plan import TrialPlan, make_plan
from tests.matching.strategies import POLICY, START

CAREFREE = Person(
    id=1,
    tier=1,
    consent=True,
    ward="青葉区",
    age=30,
    sex="female",
    disability_kinds=frozenset({"mental"}),
    support_scale="adult",
    support_level=3,
    medical_care=frozenset(),
    severe_behaviour=False,
    wheelchair=False,
)
WELCOMING = Facility(
    id=100,
    service_code="24",
    ward="青葉区",
    offers_trial=True,
    places=1,
    disability_kinds={"mental": True},
    support_levels_adult=frozenset({3}),
    sexes="any",
    age_min=18,
    vacancy="free",
)


def plan_of(people: list[Person], facilities: list[Facility], metres: int = 1000) -> TrialPlan:
    distance = np.full((len(people), len(facilities)), metres, dtype=np.int32)
    return make_plan(Problem(tuple(people), tuple(facilities), (), distance, distance, {}, START, POLICY))


def whole(policy: str | None) -> Problem:
    """Return one person who needs nothing known to be hard, and one facility that takes everybody."""
    metres = np.array([[1000]], dtype=np.int32)
    facility = Facility(
        100, "24", "青葉区", offers_trial=True, places=1, disability_kinds={"intellectual": True},
        support_levels_adult=frozenset(range(1, 7)), support_levels_child=frozenset(range(1, 4)),
        severe_behaviour=True, wheelchair=True, sexes="any", age_min=0, emergency_policy=policy,
    )  # fmt: skip
    person = Person(
        1, 1, consent=True, ward="青葉区", age=30, disability_kinds=frozenset({"intellectual"}), medical_care=frozenset(),
        support_scale="adult", support_level=3, severe_behaviour=False, wheelchair=False,
    )  # fmt: skip
    return Problem((person,), (facility,), (), metres, metres, {}, dt.date(2027, 1, 1), POLICY)


def city() -> TrialPlan:
    """Three people and two facilities with one place each; the third person is left out."""
    people = [dataclasses.replace(CAREFREE, id=number, tier=number) for number in (1, 2, 3)]
    return plan_of(people, [WELCOMING, dataclasses.replace(WELCOMING, id=101, vacancy="full")])
