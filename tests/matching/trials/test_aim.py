"""A plan that aims at readiness: the most emergency options by enumeration, and what it promises is what comes true."""

import copy
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.dated.calendar import Horizon
from matching.dated.schedule import schedule_plan
from matching.emergency.options import readiness
from matching.errors import RecordError
from matching.pairs.constraints import Constraints
from matching.policy import AIMS, aiming
from matching.problem.model import PastUse, Problem
from matching.solving.network import GAIN_NAMES, GAINS
from matching.trials.check_record import check_record
from matching.trials.plan import SOLVERS, TrialPlan, make_plan
from matching.trials.record import plan_record
from matching.why.alternatives import alternatives
from matching.why.explain import explain
from matching.why.shortage import one_more_place
from tests.matching.checks import assert_same_plan, chosen_by
from tests.matching.reference import NO, YES, emergency_verdicts, knows, verdicts
from tests.matching.strategies import NIGHTS, READINESS, SEEN, constrained, lenient_problems
from tests.optional import present
from words.say import LANGUAGES, say

Key = tuple[int, ...]


@st.composite
def aimed(draw: st.DrawFn, most_people: int = 4, most_facilities: int = 4) -> Problem:
    return replace(draw(lenient_problems(most_people, most_facilities)), policy=READINESS)


@st.composite
def averting(draw: st.DrawFn, most_people: int = 4, most_facilities: int = 4) -> Problem:
    return replace(draw(lenient_problems(most_people, most_facilities)), policy=NIGHTS, emergencies=SEEN)


def told(plan: TrialPlan) -> Key:
    """Return what a plan says of itself, as `value`."""
    placed = (-plan.placed_by_tier[tier] for tier in (1, 2, 3))
    return (*(-count for count in plan.gained), -plan.nights, *placed, plan.cost)


def plain_gains(problem: Problem) -> dict[tuple[int, int], int]:
    """Return what a trial brings to every pair, by ids, from the plain rules: 1 a first option, 2 a second."""
    day, gains = problem.end or problem.start, {}
    for person in problem.people:
        now = {
            facility.id: emergency_verdicts(problem, person, facility, known=knows(problem, person, facility, day))
            for facility in problem.facilities
        }
        options = sum(set(found.values()) == {YES} for found in now.values())
        for facility in problem.facilities:
            then = emergency_verdicts(problem, person, facility, known=True)
            gained = set(then.values()) == {YES} and set(now[facility.id].values()) != {YES}
            gains[person.id, facility.id] = options + 1 if gained and options < 2 else 0
    return gains


def every_plan(problem: Problem) -> Iterator[dict[int, int]]:
    """Yield every possible plan, by ids, from the plain rules."""
    offers = [
        [None, *(one.id for one in problem.facilities if person.consent and NO not in verdicts(problem, person, one).values())]
        for person in problem.people
    ]  # fmt: skip
    places = {one.id: 1 if one.places is None else one.places for one in problem.facilities}
    for chosen in itertools.product(*offers):
        if all(chosen.count(facility) <= most for facility, most in places.items()):
            pairs = zip((person.id for person in problem.people), chosen, strict=True)
            yield {person: facility for person, facility in pairs if facility is not None}


def value(plan: TrialPlan, gains: dict[tuple[int, int], int], chosen: dict[int, int]) -> Key:
    """Return what a plan is judged by, the smaller the better: gains, nights averted, people placed, cost."""
    tier = {person.id: person.tier for person in plan.problem.people}
    rows = zip(plan.candidates.person.tolist(), plan.candidates.facility.tolist(), strict=True)
    ids = [(plan.problem.people[p].id, plan.problem.facilities[f].id) for p, f in rows]
    cost = dict(zip(ids, plan.candidates.cost.tolist(), strict=True))
    nights = dict(zip(ids, plan.candidates.nights.tolist(), strict=True))
    spread = dict(zip((one.id for one in plan.problem.facilities), plan.spread, strict=True))
    spent = sum(cost[pair] for pair in chosen.items())
    spent += sum(sum(costs[: list(chosen.values()).count(site)]) for site, costs in spread.items())
    found = [(gains[pair], tier[pair[0]]) for pair in chosen.items()]
    placed = [tier[person] for person in chosen]
    return (
        *(-found.count((kind, number)) for kind, number in GAINS),
        -sum(nights[pair] for pair in chosen.items()),
        *(-placed.count(number) for number in (1, 2, 3)),
        spent,
    )


@settings(max_examples=25)
@given(lenient_problems(5, 4), st.sampled_from(AIMS))
def test_what_is_known_of_one_aim_makes_the_same_plan_of_the_other(problem: Problem, first: str) -> None:
    make_plan(problem.aiming(first))
    for aim in AIMS:
        other = problem.aiming(aim)
        assert other.facts is problem.facts
        plan, anew = make_plan(other), make_plan(replace(problem, policy=aiming(problem.policy, aim)))
        assert_same_plan(plan, anew)
        assert plan.candidates.gain.tolist() == anew.candidates.gain.tolist()
        assert plan.problem.policy.scope.aim == aim
    assert replace(problem, past_use=()).facts is not problem.facts


@settings(max_examples=150)
@given(aimed())
def test_no_possible_plan_gains_more_or_costs_less(problem: Problem) -> None:
    gains = plain_gains(problem)
    plans = {solver: make_plan(problem, solver) for solver in ("auto", "ortools", "networkx")}
    plan = plans["auto"]
    assert {solver: chosen_by(one) for solver, one in plans.items()} == dict.fromkeys(plans, chosen_by(plan))
    best = min(value(plan, gains, chosen) for chosen in every_plan(problem))
    assert value(plan, gains, chosen_by(plan)) == best == told(plan)
    assert {(one.person_id, one.facility_id): one.gain for one in plan.assignments} == {
        pair: gains[pair] for pair in chosen_by(plan).items()
    }


@settings(max_examples=60)
@given(constrained(), st.sampled_from(AIMS))
def test_every_solver_gives_the_same_plan_for_every_aim(given: tuple[Problem, Constraints], aim: str) -> None:
    problem, constraints = given
    problem = replace(problem, policy=aiming(problem.policy, aim), emergencies=SEEN)
    plan, *others = (make_plan(problem, solver, constraints) for solver in SOLVERS)
    for other in others:
        assert (other.gained, other.placed_by_tier, other.cost) == (plan.gained, plan.placed_by_tier, plan.cost)
        assert other.assignments == plan.assignments


@settings(max_examples=80)
@given(aimed(), st.data())
def test_readiness_after_the_trials_is_what_the_plan_promised(problem: Problem, data: st.DataObject) -> None:
    plan = make_plan(problem)
    before = readiness(plan.problem)
    outcomes = st.sampled_from(["went_well", "mixed", None])
    trials = [
        PastUse(one.person_id, one.facility_id, "trial", problem.start, problem.start, data.draw(outcomes))
        for one in plan.assignments
    ]
    after = readiness(replace(plan.problem, past_use=(*problem.past_use, *trials)))
    gained = {one.person_id: one.gain for one in plan.assignments}
    for row, person in enumerate(plan.problem.people):
        had, has = int(before.options[row]), int(after.options[row])
        if had < 2:
            assert has - had == int(gained.get(person.id, 0) > 0)
            assert gained.get(person.id, 0) in (0, had + 1)
        assert has >= had


@settings(max_examples=60)
@given(aimed())
def test_what_is_fixed_stays_and_the_rest_gains_the_most(problem: Problem) -> None:
    free = make_plan(problem)
    offers = [chosen for chosen in every_plan(free.problem) if chosen]
    if not offers:
        return
    pair = next(iter(offers[len(offers) // 2].items()))
    plan = make_plan(problem, constraints=Constraints(locks=frozenset({pair})))
    gains = plain_gains(problem)
    possible = [chosen for chosen in offers if chosen.get(pair[0]) == pair[1]]
    assert value(free, gains, chosen_by(plan)) == min(value(free, gains, chosen) for chosen in possible)
    check_record(json.loads(json.dumps(plan_record(plan, "2027-01/2027-03"))))


@settings(max_examples=60)
@given(aimed())
def test_an_alternative_costs_what_forcing_it_costs(problem: Problem) -> None:
    plan = make_plan(problem)
    gains = plain_gains(problem)
    own = value(plan, gains, chosen_by(plan))
    plans = list(every_plan(problem))
    for person in plan.problem.people:
        for one in alternatives(plan, person.id):
            forced = [value(plan, gains, chosen) for chosen in plans if chosen.get(person.id) == one.facility_id]
            assert one.regret is not None
            placed = (-one.regret.placed_by_tier[tier] for tier in (1, 2, 3))
            change = (*(-count for count in one.regret.gained), -one.regret.nights, *placed, one.regret.cost)
            assert tuple(a + b for a, b in zip(own, change, strict=True)) == min(forced)


@settings(max_examples=50)
@given(aimed(most_facilities=3))
def test_one_more_place_brings_what_planning_anew_says(problem: Problem) -> None:
    plan = make_plan(problem)
    for row, facility in enumerate(plan.problem.facilities):
        more = replace(facility, places=len(plan.spread[row]) + 1)
        facilities = (*plan.problem.facilities[:row], more, *plan.problem.facilities[row + 1 :])
        other = make_plan(replace(plan.problem, facilities=facilities))
        gain = one_more_place(plan)[facility.id]
        if facility.places is None:  # saying how many places there are also takes a doubt, and its cost, away
            continue
        assert gain.gained == tuple(b - a for a, b in zip(plan.gained, other.gained, strict=True))
        placed = {tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in (1, 2, 3)}
        assert (gain.placed_by_tier, gain.cost) == (placed, other.cost - plan.cost)


@settings(max_examples=60)
@given(aimed())
def test_the_record_passes_its_check_and_a_gain_made_up_does_not(problem: Problem) -> None:
    plan = make_plan(problem)
    record = json.loads(json.dumps(plan_record(plan, "2027-01/2027-03")))
    check_record(record)
    if any(plan.gained):
        bragging = copy.deepcopy(record)
        kind, tier = next(level for level, count in zip(GAINS, plan.gained, strict=True) if count)
        bragging["objective"]["gained"][GAIN_NAMES[kind]][str(tier)] -= 1
        with pytest.raises(RecordError):
            check_record(bragging)
        given_up = copy.deepcopy(record)
        gone = next(one for one in plan.assignments if one.gain)
        given_up["assignments"] = [one for one in given_up["assignments"] if one["person"] != gone.person_id]
        given_up["unplaced"].append({"person": gone.person_id, "reason": "places_taken"})
        given_up["objective"]["gained"][kind_of(plan, gone.person_id)[0]][kind_of(plan, gone.person_id)[1]] -= 1
        given_up["objective"]["placed_by_tier"][kind_of(plan, gone.person_id)[1]] -= 1
        given_up["objective"]["cost"] -= (
            gone.cost + plan.spread[column(plan, gone.facility_id)][load(plan, gone.facility_id) - 1]
        )
        with pytest.raises(RecordError):
            check_record(given_up)


def kind_of(plan: TrialPlan, person_id: int) -> tuple[str, str]:
    gain = next(one.gain for one in plan.assignments if one.person_id == person_id)
    tier = next(person.tier for person in plan.problem.people if person.id == person_id)
    return ("first", "second")[gain - 1], str(tier)


def column(plan: TrialPlan, facility_id: int) -> int:
    return [one.id for one in plan.problem.facilities].index(facility_id)


def load(plan: TrialPlan, facility_id: int) -> int:
    return [one.facility_id for one in plan.assignments].count(facility_id)


@settings(max_examples=30)
@given(aimed())
def test_dates_keep_the_aim_and_every_sentence_formats(problem: Problem) -> None:
    plan = make_plan(problem)
    dated = schedule_plan(plan, Horizon(problem.start, present(problem.end)), (), (), 20)
    assert dated.proven
    assert dated.objective.gained == plan.gained
    for sentences in explain(plan).values():
        for sentence in sentences:
            for language in LANGUAGES:
                assert say(sentence, language)


@settings(max_examples=40)
@given(averting())
def test_no_possible_plan_averts_more_nights_or_costs_less(problem: Problem) -> None:
    plans = [make_plan(problem, solver) for solver in SOLVERS]
    plan, none = plans[0], dict.fromkeys(plain_gains(problem), 0)
    assert [chosen_by(one) for one in plans] == [chosen_by(plan)] * len(plans)
    best = min(value(plan, none, chosen) for chosen in every_plan(problem))
    assert value(plan, none, chosen_by(plan)) == best == told(plan)
    assert sum(one.nights for one in plan.assignments) == plan.nights
    record = json.loads(json.dumps(plan_record(plan, "2027-01/2027-03")))
    assert record["objective"].get("nights") == plan.nights
    check_record(record)
    if plan.nights:
        bragging = copy.deepcopy(record)
        bragging["objective"]["nights"] += 1
        with pytest.raises(RecordError):
            check_record(bragging)
    cheapest = make_plan(problem.aiming("cost"))
    worse = copy.deepcopy(record)
    worse["assignments"] = plan_record(cheapest, "2027-01/2027-03")["assignments"]
    worse["unplaced"] = plan_record(cheapest, "2027-01/2027-03")["unplaced"]
    worse["objective"]["cost"] = cheapest.cost
    worse["objective"]["placed_by_tier"] = {str(tier): count for tier, count in cheapest.placed_by_tier.items()}
    worse["objective"]["nights"] = -value(plan, none, chosen_by(cheapest))[len(GAINS)]
    if worse["objective"]["nights"] < plan.nights:
        with pytest.raises(RecordError):
            check_record(worse)


@settings(max_examples=25)
@given(averting())
def test_what_else_could_be_costs_nights_as_forcing_it_says(problem: Problem) -> None:
    plan = make_plan(problem)
    none, plans = dict.fromkeys(plain_gains(problem), 0), list(every_plan(problem))
    own = value(plan, none, chosen_by(plan))
    for person in plan.problem.people:
        for one in alternatives(plan, person.id):
            forced = [value(plan, none, chosen) for chosen in plans if chosen.get(person.id) == one.facility_id]
            regret = present(one.regret)
            placed = (-regret.placed_by_tier[tier] for tier in (1, 2, 3))
            change = (*(0 for _ in GAINS), -regret.nights, *placed, regret.cost)
            assert tuple(a + b for a, b in zip(own, change, strict=True)) == min(forced)
    dated = schedule_plan(plan, Horizon(problem.start, present(problem.end)), (), (), 20)
    assert dated.proven
    assert dated.objective.nights == plan.nights
