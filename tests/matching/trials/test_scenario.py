"""What if: locks, keeps and forbidden pairs hold, the rest is optimal, and a scenario that cannot be is refused."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import MatchingError
from matching.pairs.constraints import Constraints
from matching.problem.conditions import CONDITIONS, ONLY_YES
from matching.problem.model import Problem
from matching.trials.compare import compare
from matching.trials.plan import make_plan
from matching.trials.scenario import AddedFacility, Scenario, apply, plan_scenario
from matching.why.alternatives import alternatives, why_not
from matching.why.explain import explain
from tests.matching import reference
from tests.matching.examples import CAREFREE, WELCOMING, city, plan_of
from tests.matching.strategies import constrained, problems
from words.say import say


@settings(max_examples=60)
@given(constrained())
def test_alternatives_keep_what_is_fixed_for_the_others(given_: tuple[Problem, Constraints]) -> None:
    problem, constraints = given_
    plan = make_plan(problem, constraints=constraints)
    for person in plan.problem.people:
        released = {
            name: frozenset(p for p in getattr(constraints, name) if p[0] != person.id) for name in ("locks", "keeps")
        }
        for one in alternatives(plan, person.id):
            forced: dict[str, Any] = {**released, "locks": released["locks"] | {(person.id, one.facility_id)}}
            forced_too = dataclasses.replace(constraints, **forced)
            if one.regret is None:
                with pytest.raises(MatchingError, match=r"too_few_places"):
                    make_plan(problem, constraints=forced_too)
                continue
            other = make_plan(problem, constraints=forced_too)
            change = {tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in (1, 2, 3)}
            assert one.regret.placed_by_tier == change
            assert one.regret.cost == other.cost - plan.cost


@settings(max_examples=30)
@given(problems())
def test_an_empty_scenario_changes_nothing(problem: Problem) -> None:
    plan, same = make_plan(problem), plan_scenario(problem, Scenario("nothing"))
    assert (same.assignments, same.unplaced) == (plan.assignments, plan.unplaced)
    assert same.problem.policy == plan.problem.policy
    assert compare(plan, same).changes == ()


NEED_OF = {
    "disability_kind": "disability_kinds",
    "medical_care": "medical_care",
    "severe_behaviour": "severe_behaviour",
    "wheelchair": "wheelchair",
}


@settings(max_examples=60)
@given(problems(most_people=3, most_facilities=3), st.data())
def test_a_confirmed_condition_is_answered_for_everybody(problem: Problem, data: st.DataObject) -> None:
    if not problem.facilities:
        return
    facility = data.draw(st.sampled_from(problem.facilities))
    condition = data.draw(st.sampled_from([code for code in CONDITIONS if "." not in code]))
    answer = condition in ONLY_YES or data.draw(st.booleans())
    changed = apply(problem, Scenario("asked", confirmed={(facility.id, condition): answer}))
    (known,) = (one for one in changed.facilities if one.id == facility.id)
    for person in changed.people:
        rule = "closed" if condition == "missing_from_edition" and not answer else condition
        verdict = reference.verdicts(changed, person, known)[rule]
        if answer and condition != "sex" and (condition != "age" or person.age is not None):
            assert verdict == reference.YES
        elif answer:
            assert verdict != reference.NO
        elif NEED_OF.get(condition) is None or getattr(person, NEED_OF[condition]) is not None:
            assert verdict != reference.CONFIRM


def test_an_imagined_facility_a_closed_one_and_new_tiers_are_planned_with() -> None:
    old = city()
    added = AddedFacility(dataclasses.replace(WELCOMING, id=200), {1: 0, 2: 0, 3: 0}, {1: 0, 2: 0, 3: 0})
    scenario = Scenario("new house", added=(added,), closed=frozenset({101}), tiers={1: 3, 3: 1})
    told = compare(old, plan_scenario(old.problem, scenario))
    assert {one.person_id: (one.new_facility, one.causes) for one in told.changes} == {
        1: (None, ("tier",)),
        2: (100, ("not_eligible",)),
        3: (200, ("newly_eligible", "tier")),
    }


def test_staying_close_keeps_a_pair_that_is_hardly_worse() -> None:
    old = city()
    assert plan_scenario(old.problem, Scenario("x", stay_close=1000), {1: 101}).pairs == {1: 101, 2: 100}
    assert plan_scenario(old.problem, Scenario("x"), {1: 101}).pairs == {1: 100, 2: 101}


def test_a_changed_weight_is_another_policy() -> None:
    policy = apply(city().problem, Scenario("far", weights={"travel_home_per_km": 0})).policy
    assert policy.weights.travel_home_per_km == 0
    assert policy.name == "standard + far"
    assert policy.sha256 != city().problem.policy.sha256


def test_whoever_has_only_forbidden_pairs_is_told_so() -> None:
    old = city()
    plan = plan_scenario(old.problem, Scenario("never", forbids=frozenset({(1, 100), (1, 101)})))
    assert [(one.person_id, one.reason) for one in plan.unplaced] == [(1, "forbidden")]
    assert why_not(plan, 1, 100).failed == ("forbidden",)
    assert [sentence.code for sentence in explain(plan)[1]] == ["unplaced.forbidden"]


PAIR = frozenset({(1, 100)})


@pytest.mark.parametrize(
    ("changes", "code", "params"),
    [
        ({"locks": frozenset({(1, 100), (2, 100)})}, "constraint.too_few_places", {"facility": 100, "places": 1}),
        ({"locks": PAIR, "keep": frozenset({(1, 101)})}, "constraint.two_facilities", {"person": 1}),
        ({"locks": PAIR, "forbids": PAIR}, "constraint.fixed_and_forbidden", {"person": 1}),
        ({"locks": PAIR, "closed": frozenset({100})}, "constraint.breaks_rule", {"rule": "closed"}),
        ({"keep": PAIR, "places": {100: 0}}, "constraint.breaks_rule", {"rule": "no_places"}),
        ({"locks": frozenset({(4, 100)})}, "constraint.no_consent", {"person": 4}),
        ({"locks": frozenset({(9, 100)})}, "scenario.no_such_person", {"person": 9}),
        ({"forbids": frozenset({(1, 9)})}, "scenario.no_such_facility", {"facility": 9}),
        ({"closed": frozenset({9})}, "scenario.no_such_facility", {"facility": 9}),
        ({"confirmed": {(9, "sex"): True}}, "scenario.no_such_facility", {"facility": 9}),
        ({"confirmed": {(100, "mood"): True}}, "scenario.cannot_confirm", {"facility": 100, "value": "mood"}),
        ({"confirmed": {(100, "age"): False}}, "scenario.only_yes", {"facility": 100, "rule": "age"}),
        ({"places": {100: -1}}, "scenario.places_not_whole", {"facility": 100, "value": "-1"}),
        ({"places": {100: 1.5}}, "scenario.places_not_whole", {"value": "1.5"}),
        ({"places": {100: True}}, "scenario.places_not_whole", {"value": "True"}),
        ({"tiers": {1: 4}}, "scenario.tier_not_whole", {"person": 1}),
        ({"tiers": {9: 1}}, "scenario.no_such_person", {"person": 9}),
        ({"weights": {"travel_home_per_km": "far"}}, "policy.not_whole", {"value": "'far'"}),
        ({"weights": {"travel_home_per_km": float("nan")}}, "policy.not_whole", {"value": "nan"}),
        ({"weights": {"kindness": 1}}, "policy.unknown_key", {"key": "weights.kindness"}),
        ({"stay_close": -1}, "constraint.stay_close", {"value": "-1"}),
        ({"added": (AddedFacility(WELCOMING),)}, "problem.duplicate_id", {"id": 100}),
        (
            {"added": (AddedFacility(dataclasses.replace(WELCOMING, id=200), {9: 1}),)},
            "scenario.no_such_person",
            {"person": 9},
        ),
        (
            {"added": (AddedFacility(dataclasses.replace(WELCOMING, id=200), {1: -5}),)},
            "scenario.metres_not_whole",
            {"person": 1},
        ),
        ({"name": " "}, "scenario.no_name", {}),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_with_the_reason(
    changes: dict[str, Any], code: str, params: dict[str, object]
) -> None:
    people = [dataclasses.replace(CAREFREE, id=number, consent=number != 4) for number in (1, 2, 4)]
    problem = plan_of(people, [WELCOMING, dataclasses.replace(WELCOMING, id=101)]).problem
    with pytest.raises(MatchingError) as caught:
        plan_scenario(problem, Scenario(**{"name": "wrong", **changes}))
    assert caught.value.code == code
    assert params.items() <= caught.value.params.items()
    assert say(code, "en", **caught.value.params)
