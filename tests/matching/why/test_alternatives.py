"""Alternatives: their regret is that of forcing the pair and solving again, and their moves are a plan that costs it."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ProblemError
from matching.problem.model import Problem
from matching.trials.plan import TrialPlan, make_plan
from matching.why.alternatives import Move, alternatives, why_not
from tests.matching import reference
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.reference import objective, possible_plans
from tests.matching.strategies import market_of, problems
from tests.optional import present


@settings(max_examples=70)
@given(problems(most_people=6), st.data())
def test_an_alternative_is_as_good_as_a_plan_made_anew_with_the_pair_forced(
    problem: Problem, data: st.DataObject
) -> None:
    plan = make_plan(problem)
    if not plan.problem.people:
        return
    person = data.draw(st.sampled_from(range(len(plan.problem.people))))
    market, offered = market_of(plan), alternatives(plan, plan.problem.people[person].id)
    assert {one.facility_id for one in offered} == {plan.problem.facilities[f].id for f in market.edges[person]}
    for one in offered:
        facility = [place.id for place in plan.problem.facilities].index(one.facility_id)
        edges = [{facility: cost[facility]} if who == person else cost for who, cost in enumerate(market.edges)]
        forced = (
            objective(market, chosen)
            for chosen in possible_plans(dataclasses.replace(market, edges=edges))
            if chosen[person] == facility
        )
        (one_fewer, cost), _ = min((value, 0) for value in forced)
        placed = {tier: -minus - plan.placed_by_tier[tier] for tier, minus in zip((1, 2, 3), one_fewer, strict=True)}
        assert present(one.regret).placed_by_tier == placed
        assert present(one.regret).cost == cost - plan.cost
        assert objective(market, moved(plan, one.moves)) == (one_fewer, cost)
        assert set(one.loses) == {move.person_id for move in one.moves if move.to_facility is None}
    assert [one.facility_id for one in offered if not one.moves] == [
        mine.facility_id for mine in plan.assignments if mine.person_id == plan.problem.people[person].id
    ]


def moved(plan: TrialPlan, moves: tuple[Move, ...]) -> tuple[int, ...]:
    """Carry the moves out, each from where the person really is."""
    where: dict[int, int | None] = {one.person_id: one.facility_id for one in plan.assignments}
    for move in moves:
        assert where.get(move.person_id) == move.from_facility
        where[move.person_id] = move.to_facility
    index: dict[int | None, int] = {place.id: row for row, place in enumerate(plan.problem.facilities)}
    index[None] = len(plan.problem.facilities)
    return tuple(index[where.get(person.id)] for person in plan.problem.people)


@settings(max_examples=60)
@given(problems(most_people=3, most_facilities=3))
def test_why_not_names_the_broken_rules_or_the_alternative_for_every_pair(problem: Problem) -> None:
    plan = make_plan(problem)
    for person in problem.people:
        for facility in problem.facilities:
            told = why_not(plan, person.id, facility.id)
            verdicts = reference.verdicts(problem, person, facility)
            broken = [code for code, verdict in verdicts.items() if verdict == reference.NO]
            assert list(told.failed) == ([] if person.consent else ["no_consent"]) + broken
            assert (told.alternative is None) == bool(told.failed)
            confirm = [code for code, verdict in verdicts.items() if verdict == reference.CONFIRM]
            assert list(told.to_confirm) == confirm


def test_an_alternative_says_who_moves_and_who_loses() -> None:
    rich = dataclasses.replace(CAREFREE, id=1, tier=1)
    poor = dataclasses.replace(CAREFREE, id=2, tier=3, avoid=frozenset({101}))
    plan = plan_of([rich, poor], [WELCOMING, dataclasses.replace(WELCOMING, id=101, vacancy="full")])
    assert [(one.person_id, one.facility_id) for one in plan.assignments] == [(1, 101), (2, 100)]
    here, there = alternatives(plan, 1)
    assert (here.facility_id, present(here.regret).cost, here.moves) == (101, 0, ())
    assert there.facility_id == 100
    assert there.moves == (Move(1, 101, 100), Move(2, 100, None))
    assert there.loses == (2,)
    assert present(there.regret).placed_by_tier == {1: 0, 2: 0, 3: -1}


def test_whoever_is_not_in_the_plan_is_named() -> None:
    plan = plan_of([CAREFREE], [WELCOMING])
    with pytest.raises(ProblemError, match=r"no_such_person"):
        alternatives(plan, 9)
    with pytest.raises(ProblemError, match=r"no_such_facility"):
        why_not(plan, 1, 9)
