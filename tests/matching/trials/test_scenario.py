"""What if: locks, keeps and forbidden pairs hold, the rest is optimal, and a scenario that cannot be is refused."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ConstraintError, MatchingError
from matching.pairs.constraints import Constraints, impossible
from matching.problem.conditions import CONDITIONS, ONLY_YES, confirm
from matching.problem.model import Problem
from matching.trials.check_record import check_record
from matching.trials.compare import CAUSES, changes_since, compare
from matching.trials.plan import TrialPlan, make_plan
from matching.trials.record import plan_record, policy_of
from matching.trials.scenario import AddedFacility, Scenario, apply, plan_scenario
from matching.why.alternatives import alternatives, why_not
from matching.why.explain import explain
from tests.matching import reference
from tests.matching.reference import objective, possible_plans
from tests.matching.strategies import problems
from tests.matching.trials.test_plan import CAREFREE, WELCOMING, plan_of
from tests.matching.why.test_alternatives import market_of
from words.say import catalogue, placeholders, say


@st.composite
def constrained(draw: st.DrawFn) -> tuple[Problem, Constraints]:
    """Problems with a few fixed pairs that can be had together, and forbidden ones."""
    problem = draw(problems(most_people=5, most_facilities=4))
    plan = make_plan(problem)
    eligible = [
        (plan.problem.people[p].id, plan.problem.facilities[f].id)
        for p, edges in enumerate(market_of(plan).edges)
        for f in edges
    ]
    if not eligible:
        return problem, Constraints()
    places = {facility.id: len(costs) for facility, costs in zip(plan.problem.facilities, plan.spread, strict=True)}
    fixed: dict[int, int] = {}
    for person, facility in draw(st.lists(st.sampled_from(eligible), max_size=3)):
        if person not in fixed and list(fixed.values()).count(facility) < places[facility]:
            fixed[person] = facility
    pairs = list(fixed.items())
    cut = draw(st.integers(0, len(pairs)))
    forbids = draw(st.frozensets(st.sampled_from(eligible), max_size=4)) - frozenset(pairs)
    base = dict(draw(st.lists(st.sampled_from(eligible), max_size=4)))
    return problem, Constraints(
        frozenset(pairs[:cut]), frozenset(pairs[cut:]), forbids, draw(st.sampled_from([0, 0, 70])), base
    )


def best_possible(plan: TrialPlan) -> tuple[tuple[tuple[int, int, int], int], tuple[int, ...]]:
    """Enumerate the plans that hold what is fixed."""
    rows = {person.id: row for row, person in enumerate(plan.problem.people)}
    columns = {facility.id: row for row, facility in enumerate(plan.problem.facilities)}
    fixed = [(rows[person], columns[facility]) for person, facility in plan.constraints.fixed]
    market = market_of(plan)
    return min(
        (objective(market, chosen), chosen)
        for chosen in possible_plans(market)
        if all(chosen[person] == facility for person, facility in fixed)
    )


@settings(max_examples=80)
@given(constrained())
def test_under_locks_and_forbidden_pairs_the_plan_is_the_best_that_enumeration_finds(
    given_: tuple[Problem, Constraints],
) -> None:
    problem, constraints = given_
    plan = make_plan(problem, constraints=constraints)
    (minus, cost), chosen = best_possible(plan)
    assert plan.placed_by_tier == {tier: -count for tier, count in zip((1, 2, 3), minus, strict=True)}
    assert plan.cost == cost
    assert plan.solution.assigned.tolist() == list(chosen)
    pairs = {(one.person_id, one.facility_id) for one in plan.assignments}
    assert pairs >= constraints.fixed
    assert not pairs & constraints.forbids
    assert make_plan(problem, "networkx", constraints).assignments == plan.assignments
    check_record(json.loads(json.dumps(plan_record(plan, "2027-01/2027-03"))))


@settings(max_examples=60)
@given(constrained())
def test_the_constrained_plan_is_explained_and_its_points_add_up(given_: tuple[Problem, Constraints]) -> None:
    plan = make_plan(given_[0], constraints=given_[1])
    told = explain(plan)
    for sentences in told.values():
        for message in sentences:
            assert placeholders(message.code, "ja") == set(message.params)
    for one in plan.assignments:
        points = sum(int(str(message.params.get("points", 0))) for message in told[one.person_id])
        assert points == one.cost + one.spread_cost


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
            forced = {**released, "locks": released["locks"] | {(person.id, one.facility_id)}}
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


def test_one_kind_of_care_can_be_confirmed_alone() -> None:
    known = confirm(confirm(WELCOMING, "medical_care.suction", True), "disability_kind.mental", False)
    assert known.medical_care == {"suction": True}
    assert known.disability_kinds == {"mental": False}


def city() -> TrialPlan:
    """Three people and two facilities with one place each; the third person is left out."""
    people = [dataclasses.replace(CAREFREE, id=number, tier=number) for number in (1, 2, 3)]
    return plan_of(people, [WELCOMING, dataclasses.replace(WELCOMING, id=101, vacancy="full")])


def test_two_plans_side_by_side_say_who_changes_and_why() -> None:
    old = city()
    new = plan_scenario(
        old.problem, Scenario("other", locks=frozenset({(3, 100)}), forbids=frozenset({(2, 101)})), old.pairs
    )
    told = compare(old, new)
    assert [(one.person_id, one.old_facility, one.new_facility, one.causes) for one in told.changes] == [
        (1, 100, 101, ("follows",)),
        (2, 101, None, ("forbidden",)),
        (3, None, 100, ("locked",)),
    ]
    assert (told.gains, told.loses) == ((3,), (2,))
    assert (told.old.placed_by_tier, told.new.placed_by_tier) == ({1: 1, 2: 1, 3: 0}, {1: 1, 2: 0, 3: 1})
    assert (told.old.home_metres, told.new.unknown_distances) == (2000, 0)


@settings(max_examples=30)
@given(problems(), problems(), st.data())
def test_the_record_of_a_plan_tells_who_changes_as_the_plan_itself_does(
    one: Problem, other: Problem, data: st.DataObject
) -> None:
    old, new = make_plan(one), make_plan(data.draw(st.sampled_from([one, other])))
    there = {person.id for person in new.problem.people}
    told = tuple(change for change in compare(old, new).changes if change.person_id in there)
    assert changes_since(json.loads(json.dumps(plan_record(old, "x"))), old.pairs, new) == told


@settings(max_examples=50)
@given(problems(), st.data())
def test_without_the_pairs_that_cannot_be_the_others_are_kept(problem: Problem, data: st.DataObject) -> None:
    facilities = st.sampled_from([one.id for one in problem.facilities]) if problem.facilities else st.nothing()
    people = st.sampled_from([one.id for one in problem.people]) if problem.people else st.nothing()
    wanted = frozenset(data.draw(st.dictionaries(people, facilities)).items())
    gone = impossible(problem, Constraints(keeps=wanted))
    assert gone.keys() <= wanted
    left = wanted - gone.keys()
    assert left <= set(make_plan(problem, constraints=Constraints(keeps=left)).pairs.items())
    for pair, error in gone.items():
        alone = frozenset({pair}) if "person" in error.params else wanted
        with pytest.raises(ConstraintError):
            make_plan(problem, constraints=Constraints(keeps=alone))


def test_whoever_was_not_in_the_former_plan_has_joined_and_who_is_agreed_since_is_told_so() -> None:
    old = city()
    record = plan_record(old, "x")
    fewer = {**record, "people": record["people"][1:]}
    new = make_plan(old.problem, constraints=Constraints(keeps=frozenset({(2, 100)})))
    told = {one.person_id: one.causes for one in changes_since(fewer, {2: 101}, new)}
    assert told == {1: ("joined",), 2: ("agreed",)}


def test_the_policy_of_a_plan_is_read_back_from_its_record() -> None:
    plan = plan_scenario(city().problem, Scenario("far", weights={"travel_home_per_km": 0}, aim="readiness"))
    made, other = plan.problem.policy, city().problem.policy
    found = policy_of(json.loads(json.dumps(plan_record(plan, "x"))), other)
    assert dataclasses.replace(made, description_ja="", description_en="") == found
    assert policy_of(plan_record(city(), "x"), other) is other


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


def test_fixing_somebody_who_is_not_there_is_refused() -> None:
    problem = city().problem
    for pair, code in (((9, 100), "constraint.no_such_person"), ((1, 9), "constraint.no_such_facility")):
        with pytest.raises(MatchingError, match=code):
            make_plan(problem, constraints=Constraints(keeps=frozenset({pair})))
    assert make_plan(problem, constraints=Constraints(forbids=frozenset({(9, 9)}))).assignments == city().assignments


def test_every_cause_has_its_words() -> None:
    assert {f"change.{cause}" for cause in CAUSES} <= set(catalogue())
