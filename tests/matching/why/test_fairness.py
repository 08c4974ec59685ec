"""Who waits, and how the plan treats groups of people."""

import dataclasses

import pytest
from hypothesis import given, settings

from matching.problem.model import Problem
from matching.trials.plan import make_plan
from matching.why.explain import explain
from matching.why.fairness import DIMENSIONS, Waiting, fairness, waiting
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, problems
from words.say import catalogue


@pytest.mark.parametrize(("consent", "places"), [(False, 1), (True, 0)])
def test_who_waits_but_could_go_nowhere_changes_nothing_and_nobody_is_told_otherwise(
    consent: bool, places: int
) -> None:
    elsewhere = dataclasses.replace(WELCOMING, id=101, places=places)
    bound = dataclasses.replace(CAREFREE, id=2, left_out=5, consent=consent, avoid=frozenset({100}))
    plan = plan_of([CAREFREE, bound], [WELCOMING, elsewhere])
    codes = {sentence.code for sentence in explain(plan)[1]}
    assert [one.person_id for one in plan.assignments] == [1]
    assert ("reason.turn_nowhere" in codes) == consent
    assert "reason.turn_others" not in codes
    assert waiting(plan) == Waiting(int(consent), 0, 0, POLICY.weights.left_out_twice)


@pytest.mark.parametrize(
    ("age", "from_year", "group"),
    [(18, False, "age_group.18_to_39"), (18, True, None), (19, True, "age_group.18_to_39"), (None, True, None)],
)
def test_who_may_be_of_two_age_groups_is_counted_as_unknown(
    age: int | None, from_year: bool, group: str | None
) -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, age=age, age_from_year=from_year)], [WELCOMING])
    assert [one.group for one in fairness(plan) if one.dimension == "age_group"] == [group]


@settings(max_examples=50)
@given(problems())
def test_every_dimension_counts_everybody_who_consents(problem: Problem) -> None:
    plan = make_plan(problem)
    table = fairness(plan)
    consenting = sum(person.consent for person in problem.people)
    for dimension in DIMENSIONS:
        if dimension != "need":
            rows = [one for one in table if one.dimension == dimension]
            assert sum(one.people for one in rows) == consenting
            assert sum(one.placed for one in rows) == len(plan.assignments)
    for one in table:
        assert 0 <= one.measured <= one.placed <= one.people
        assert f"fairness.{one.dimension}" in catalogue()
        if one.dimension in {"need", "age_group"} and one.group is not None:
            assert one.group in catalogue()
