"""What the tests of trials share."""

import json
from typing import Any

import numpy as np
import pytest

from matching.problem.model import Facility, Person, Problem
from matching.trials.plan import make_plan
from matching.trials.record import plan_record
from tests.matching.strategies import POLICY, START


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """Three people for two facilities with one place each, one person without consent, one private place."""
    people = tuple(Person(id=number, tier=tier, consent=number != 4) for number, tier in enumerate((2, 1, 3, 1), 1))
    facilities = (
        Facility(id=100, service_code="24", places=1),
        Facility(id=101, service_code="24", places=1),
        Facility(id=102, service_code="24", private=True),
    )
    metres = np.array([[1000, 2000, 0], [1000, 4000, 0], [500, 500, 0], [0, 0, 0]], dtype=np.int32)
    problem = Problem(people, facilities, (), metres, metres, {}, START, POLICY)
    return json.loads(json.dumps(plan_record(make_plan(problem), "2027-01/2027-03")))
