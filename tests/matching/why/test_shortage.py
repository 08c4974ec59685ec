"""Shortages: every group breaks Hall's condition and no smaller part of it does; a new place brings what is said."""

import dataclasses
from collections import Counter
from itertools import combinations

from hypothesis import given, settings

from matching.pairs.constraints import Constraints
from matching.problem.model import DISABILITY_KINDS, MEDICAL_CARE, Person, Problem
from matching.problem.needs import needs_of
from matching.trials.plan import PLACES_TAKEN, TrialPlan, make_plan
from matching.why.alternatives import ObjectiveChange
from matching.why.shortage import one_more_place, shortage_sets
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.reference import best_plan, possible_plans
from tests.matching.strategies import Market, constrained, market_of, problems
from words.say import catalogue


def breaks_hall(market: Market, people: tuple[int, ...]) -> bool:
    reached = set().union(*(market.edges[person] for person in people))
    return sum(len(market.slots[facility]) for facility in reached) < len(people)


def can_be_placed(market: Market, people: tuple[int, ...]) -> bool:
    alone = Market([market.edges[person] for person in people], [1] * len(people), market.slots)
    return any(len(market.slots) not in plan for plan in possible_plans(alone))


def free_market(plan: TrialPlan) -> Market:
    """Return the market without those whose pair is fixed, and without the places that they hold."""
    market = market_of(plan)
    ids = [facility.id for facility in plan.problem.facilities]
    held = Counter(ids.index(facility) for _, facility in plan.constraints.fixed)
    slots = [costs[held[facility] :] for facility, costs in enumerate(market.slots)]
    return dataclasses.replace(market, slots=slots)


@settings(max_examples=120)
@given(constrained())
def test_each_group_is_a_smallest_violation_of_halls_condition(given_: tuple[Problem, Constraints]) -> None:
    plan = make_plan(given_[0], constraints=given_[1])
    market = free_market(plan)
    index = {person.id: row for row, person in enumerate(plan.problem.people)}
    tier = {person.id: person.tier for person in plan.problem.people}
    placed = {one.person_id for one in plan.assignments}
    ids = [facility.id for facility in plan.problem.facilities]
    fixed = dict(plan.constraints.fixed)
    told: list[int] = []
    for one in shortage_sets(plan):
        assert one.places == len(one.people) - 1
        assert set(one.agreed) == {person for person, facility in fixed.items() if facility in one.facilities}
        held = sum(len(market_of(plan).slots[ids.index(facility)]) for facility in one.facilities)
        assert one.places + len(one.agreed) == held
        for last in (one.people[-1], *one.others):
            told.append(last)
            people = (*one.people[:-1], last)
            assert placed.isdisjoint({last})
            assert placed.issuperset(one.people[:-1])
            assert fixed.keys().isdisjoint(people)
            assert all(tier[person] <= tier[last] for person in people)
            rows = tuple(index[person] for person in people)
            assert breaks_hall(market, rows)
            assert all(can_be_placed(market, rows[:gone] + rows[gone + 1 :]) for gone in range(len(rows)))
            assert not any(breaks_hall(market, part) for part in combinations(rows, len(rows) - 1) if part)
            assert {ids[facility] for row in rows for facility in market.edges[row]} == set(one.facilities)
    assert sorted(told) == sorted(left.person_id for left in plan.unplaced if left.reason == PLACES_TAKEN)


@settings(max_examples=70)
@given(problems(most_people=5, most_facilities=3))
def test_one_more_place_brings_what_solving_again_says(problem: Problem) -> None:
    plan = make_plan(problem)
    gains = one_more_place(plan)
    assert list(gains) == [facility.id for facility in plan.problem.facilities]
    market = market_of(plan)
    for row, facility in enumerate(plan.problem.facilities):
        if facility.places == 0:
            opened = dataclasses.replace(facility, places=1)
            facilities = (*plan.problem.facilities[:row], opened, *plan.problem.facilities[row + 1 :])
            other = make_plan(dataclasses.replace(plan.problem, facilities=facilities))
            placed, cost = other.placed_by_tier, other.cost
        else:
            more = [*market.slots[row], len(market.slots[row]) * plan.problem.policy.weights.spread_step]
            slots = [*market.slots[:row], more, *market.slots[row + 1 :]]
            placed, cost, _ = best_plan(dataclasses.replace(market, slots=slots))
        change = {tier: placed[tier] - plan.placed_by_tier[tier] for tier in (1, 2, 3)}
        assert gains[facility.id] == ObjectiveChange(change, cost - plan.cost)


def needing_suction(number: int, tier: int) -> Person:
    return dataclasses.replace(CAREFREE, id=number, tier=tier, medical_care=frozenset({"suction"}))


def crowded() -> TrialPlan:
    """Seven people who need suction, for two facilities with four places; a third facility takes one other person."""
    able = dataclasses.replace(WELCOMING, medical_care={"suction": True}, places=2)
    unable = dataclasses.replace(WELCOMING, id=102, medical_care={"suction": False})
    people = [needing_suction(number, 1 + number % 3) for number in range(1, 8)]
    return plan_of(
        [*people, dataclasses.replace(CAREFREE, id=8, tier=3)], [able, dataclasses.replace(able, id=101), unable]
    )


def test_seven_people_for_four_places_are_one_group_with_what_they_share() -> None:
    (one,) = shortage_sets(crowded())
    assert sorted(one.people + one.others) == [1, 2, 3, 4, 5, 6, 7]
    assert (one.facilities, one.places) == ((100, 101), 4)
    assert one.needs == ("need.care", "need.care_suction", "need.female", "need.mental")


def test_whoever_is_agreed_elsewhere_does_not_compete_and_their_place_is_told() -> None:
    second = dataclasses.replace(WELCOMING, id=101)
    mobile = dataclasses.replace(CAREFREE, id=1, tier=3)
    bound = dataclasses.replace(CAREFREE, id=2, tier=1, avoid=frozenset({101}))
    problem = plan_of([mobile, bound], [WELCOMING, second]).problem
    (one,) = shortage_sets(make_plan(problem, constraints=Constraints(keeps=frozenset({(1, 100)}))))
    assert (one.people, one.facilities, one.places, one.agreed) == ((2,), (100,), 0, (1,))


def test_a_place_more_where_nobody_waits_brings_nothing() -> None:
    gains = one_more_place(crowded())
    assert gains[102] == ObjectiveChange({1: 0, 2: 0, 3: 0}, 0)
    assert gains[100].placed_by_tier == {1: 0, 2: 1, 3: 0}


def test_every_need_has_its_words() -> None:
    everything = dataclasses.replace(
        CAREFREE,
        disability_kinds=frozenset(DISABILITY_KINDS),
        medical_care=frozenset(MEDICAL_CARE),
        severe_behaviour=True,
        wheelchair=True,
        support_scale="child",
    )
    codes = needs_of(everything) | needs_of(dataclasses.replace(everything, sex="male"))
    assert len(codes) == len(DISABILITY_KINDS) + len(MEDICAL_CARE) + 6
    assert codes <= set(catalogue())
    assert codes == {code for code in catalogue() if code.startswith("need.")}
