"""The plan as a whole: unique whatever the order of the input, right about everyone it leaves out, and explained."""

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import SolverError
from matching.problem.model import Facility, Person, Problem
from matching.trials.plan import TrialPlan, make_plan
from matching.why.explain import explain
from tests.matching import reference
from tests.matching.strategies import POLICY, START, Market, problems
from words.say import LANGUAGES, placeholders, say

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


@settings(max_examples=80)
@given(problems())
def test_a_plan_is_the_best_that_enumeration_finds(problem: Problem) -> None:
    plan = make_plan(problem)
    ordered = problem.in_id_order()
    edges: list[dict[int, int]] = []
    for person in ordered.people:
        judged = {f: reference.verdicts(ordered, person, facility) for f, facility in enumerate(ordered.facilities)}
        eligible = [f for f, verdicts in judged.items() if person.consent and reference.NO not in verdicts.values()]
        edges.append({f: sum(reference.terms(ordered, person, ordered.facilities[f]).values()) for f in eligible})
    places = [1 if facility.places is None else facility.places for facility in ordered.facilities]
    slots = [[POLICY.weights.spread_step * rank for rank in range(most)] for most in places]
    placed, cost, chosen = reference.best_plan(Market(edges, [person.tier for person in ordered.people], slots))
    assert plan.placed_by_tier == placed
    assert plan.cost == cost
    outside = len(ordered.facilities)
    assert [(one.person_id, one.facility_id) for one in plan.assignments] == [
        (ordered.people[p].id, ordered.facilities[f].id) for p, f in enumerate(chosen) if f != outside
    ]


@settings(max_examples=80)
@given(problems(), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_input_nor_the_solver_changes_the_plan(
    problem: Problem, chance: random.Random
) -> None:
    rows = chance.sample(range(len(problem.people)), len(problem.people))
    columns = chance.sample(range(len(problem.facilities)), len(problem.facilities))
    order = np.ix_(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))
    shuffled = dataclasses.replace(
        problem,
        people=tuple(problem.people[row] for row in rows),
        facilities=tuple(problem.facilities[column] for column in columns),
        past_use=tuple(chance.sample(problem.past_use, len(problem.past_use))),
        home_metres=problem.home_metres[order],
        day_metres=problem.day_metres[order],
    )
    plan, other = make_plan(problem), make_plan(shuffled, solver="networkx")
    assert plan.assignments == other.assignments
    assert plan.unplaced == other.unplaced
    assert (plan.placed_by_tier, plan.cost) == (other.placed_by_tier, other.cost)


@settings(max_examples=80)
@given(problems())
def test_everyone_is_placed_once_or_told_why_not(problem: Problem) -> None:
    plan = make_plan(problem)
    people = {person.id: person for person in problem.people}
    facilities = {facility.id: facility for facility in problem.facilities}
    assert sorted([one.person_id for one in (*plan.assignments, *plan.unplaced)]) == sorted(people)
    for one in plan.assignments:
        assert people[one.person_id].consent
        assert may_be_suggested(facilities[one.facility_id])
        assert one.cost == sum(one.terms.values())
    assert plan.cost == sum(one.cost + one.spread_cost for one in plan.assignments)
    for left in plan.unplaced:
        verdicts = [
            reference.verdicts(problem, people[left.person_id], facility).values() for facility in problem.facilities
        ]
        eligible = any(reference.NO not in values for values in verdicts)
        expected = "places_taken" if eligible else "no_eligible_facility"
        assert left.reason == (expected if people[left.person_id].consent else "no_consent")
        assert bool(left.holders) == (left.reason == "places_taken")


def may_be_suggested(facility: Facility) -> bool:
    return not (facility.private or facility.is_base or facility.closed)


@settings(max_examples=80)
@given(problems())
def test_every_sentence_formats_in_both_languages_and_its_points_add_up(problem: Problem) -> None:
    plan = make_plan(problem)
    told = explain(plan)
    assert set(told) == {person.id for person in problem.people}
    for sentences in told.values():
        for message in sentences:
            for language in LANGUAGES:
                assert placeholders(message.code, language) == set(message.params)
                assert say(message, language)
    for one in plan.assignments:
        points = sum(int(str(message.params.get("points", 0))) for message in told[one.person_id])
        assert points == one.cost + one.spread_cost


def test_a_facility_that_nothing_speaks_against_is_suggested_with_its_reasons() -> None:
    plan = plan_of([CAREFREE], [WELCOMING])
    (one,) = plan.assignments
    assert one.to_confirm == ()
    assert [(message.code, message.params.get("points")) for message in explain(plan)[1]] == [
        ("reason.travel_home", 20),
        ("reason.travel_day", 10),
        ("reason.ward_same", 0),
        ("reason.past_person_none", 120),
        ("reason.past_similar_none", 30),
        ("reason.vacancy_free", 0),
        ("reason.rank", 0),
    ]


def test_whoever_finds_all_places_taken_is_told_by_whom() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, id=1, tier=2), dataclasses.replace(CAREFREE, id=2)], [WELCOMING])
    (left,) = plan.unplaced
    assert (left.person_id, left.reason) == (1, "places_taken")
    assert [(one.facility_id, one.person_id, one.tier) for one in left.holders] == [(100, 2, 1)]


def test_whoever_has_no_eligible_facility_is_told_what_stands_in_the_way() -> None:
    closed = dataclasses.replace(WELCOMING, id=101, closed=True, sexes="male")
    plan = plan_of([CAREFREE], [dataclasses.replace(WELCOMING, sexes="male"), closed])
    (left,) = plan.unplaced
    assert left.removed == {"closed": 1, "sex": 2}
    assert [(miss.facility_id, miss.rule, miss.metres) for miss in left.misses] == [(100, "sex", 1000)]
    assert [message.code for message in explain(plan)[1]] == [
        "unplaced.no_eligible_facility",
        "removed.sex",
        "removed.closed",
        "miss.at",
        "refused.sex",
    ]


def test_two_trials_at_one_facility_are_counted_by_tier() -> None:
    plan = plan_of(
        [dataclasses.replace(CAREFREE, id=1, tier=3), dataclasses.replace(CAREFREE, id=2)],
        [dataclasses.replace(WELCOMING, places=2)],
    )
    assert {one.person_id: (one.rank, one.spread_cost) for one in plan.assignments} == {
        1: (2, POLICY.weights.spread_step),
        2: (1, 0),
    }


def test_an_unknown_solver_is_refused() -> None:
    problem = plan_of([], []).problem
    with pytest.raises(SolverError, match=r"solver\.unknown"):
        make_plan(problem, solver="guess")


def test_without_any_facility_the_reason_says_what_to_do() -> None:
    plan = plan_of([CAREFREE], [])
    assert [sentence.code for sentence in explain(plan)[CAREFREE.id]] == ["unplaced.no_facilities"]
