"""Near misses: whom one condition keeps out, and exactly what the plan would be without it."""

import dataclasses

from hypothesis import given, settings

from matching.problem.conditions import CONDITIONS
from matching.problem.model import Problem
from matching.trials.plan import make_plan
from matching.trials.scenario import Scenario, plan_scenario
from matching.why.near_misses import CONFIRM, RELAX, near_misses
from tests.matching import reference
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import problems


@settings(max_examples=40)
@given(problems(most_people=4, most_facilities=3))
def test_every_near_miss_is_one_rule_away_and_brings_what_planning_anew_says(problem: Problem) -> None:
    plan = make_plan(problem)
    placed = {one.person_id for one in plan.assignments}
    seen = set()
    for one in near_misses(plan, most=100):
        (facility,) = (place for place in problem.facilities if place.id == one.facility_id)
        verdicts = {
            person.id: reference.verdicts(problem, person, facility) for person in problem.people if person.consent
        }
        failed = {
            who: {rule for rule, verdict in by.items() if verdict == reference.NO} for who, by in verdicts.items()
        }
        if one.kind == RELAX:
            assert set(one.people) == {who for who, rules in failed.items() if rules == {one.rule}}
            other = plan_scenario(problem, Scenario("asked", confirmed={(facility.id, one.rule): True}))
        else:
            doubtful = {who for who, by in verdicts.items() if by[one.rule] == reference.CONFIRM and not failed[who]}
            assert set(one.people) == doubtful
            other = plan_scenario(problem, Scenario("no", forbids=frozenset((who, facility.id) for who in doubtful)))
        now = {given.person_id for given in other.assignments}
        assert (set(one.gains), set(one.loses)) == (now - placed, placed - now)
        assert one.gains or one.loses
        assert one.change.cost == other.cost - plan.cost
        seen.add((one.kind, one.facility_id, one.rule))
    for facility in problem.facilities:
        judged = [reference.verdicts(problem, person, facility) for person in problem.people if person.consent]
        alone = {rule for by in judged for rule in by if [code for code in by if by[code] == reference.NO] == [rule]}
        for rule in alone & CONDITIONS.keys():
            if (RELAX, facility.id, rule) not in seen:
                other = plan_scenario(problem, Scenario("asked", confirmed={(facility.id, rule): True}))
                assert {given.person_id for given in other.assignments} == placed


def test_a_facility_that_refuses_wheelchairs_alone_is_named_with_whom_it_would_help() -> None:
    wheelchair = dataclasses.replace(CAREFREE, wheelchair=True)
    plan = plan_of(
        [wheelchair, dataclasses.replace(wheelchair, id=2, sex="male")],
        [dataclasses.replace(WELCOMING, wheelchair=False)],
    )
    (one,) = near_misses(plan)
    assert (one.kind, one.facility_id, one.rule) == (RELAX, 100, "wheelchair")
    assert (one.people, one.gains, one.loses) == ((1, 2), (1,), ())
    assert one.change.placed_by_tier == {1: 1, 2: 0, 3: 0}


def test_a_suggestion_that_hangs_on_an_unknown_says_who_would_lose() -> None:
    plan = plan_of([CAREFREE], [dataclasses.replace(WELCOMING, sexes=None)])
    (one,) = near_misses(plan)
    assert (one.kind, one.rule, one.people, one.loses) == (CONFIRM, "sex", (1,), (1,))


def test_no_more_conditions_are_tried_than_asked_for() -> None:
    refusing = [dataclasses.replace(WELCOMING, id=100 + at, sexes="male") for at in range(5)]
    plan = plan_of([dataclasses.replace(CAREFREE, id=1 + at) for at in range(5)], refusing)
    assert len(near_misses(plan, most=2)) == 2
    assert len(near_misses(plan)) == 5
