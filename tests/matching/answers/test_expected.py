"""The expected plan beside the present one, and its record as a stranger reads it."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.answers import chances, expected_plan, expected_record
from matching.answers.asking import MILLION
from matching.answers.expected import by_regret
from matching.answers.runs import drawn
from matching.pairs import Constraints
from matching.policy import AIMS, aiming
from matching.trials import make_plan
from matching.why import alternatives
from tests.matching.examples import CAREFREE, WELCOMING, city, plan_of
from tests.matching.strategies import lenient_problems


def town(people=12, sites=6):
    """Return a plan of people of all tiers and facilities with a place or two, all of whom fit."""
    return plan_of(
        [replace(CAREFREE, id=1 + who, tier=1 + who % 3) for who in range(people)],
        [replace(WELCOMING, id=100 + where, places=1 + where % 2) for where in range(sites)],
    )


def varied(plan):
    return 50_000 + (np.arange(len(plan.candidates), dtype=np.int64) * 7919 % 60) * 10_000


def test_the_present_plan_asks_once_and_the_expected_plan_brings_more():
    plan = town()
    found = expected_plan(plan, varied(plan))
    first = {(one.person_id, one.facility_id) for one in plan.assignments}
    chance = {
        (plan.problem.people[who].id, plan.problem.facilities[where].id): one
        for who, where, one in zip(plan.candidates.person, plan.candidates.facility, varied(plan), strict=True)
    }
    assert sum(found.present.trials) == sum(chance[pair] for pair in first)
    assert found.present.calls == MILLION * len(first)
    assert sum(found.expected.trials) > sum(found.present.trials)
    assert found.expected.trials[0] >= found.in_plan_order.trials[0] - 5 * found.expected.error
    assert all(gap > -5 * found.expected.error for gap in found.gaps)


def test_a_small_case_is_exact_and_who_has_a_yes_needs_no_call():
    problem = city().problem
    plan = make_plan(problem, constraints=Constraints(keeps=frozenset({(3, 101)})))
    found = expected_plan(plan, np.full(len(plan.candidates), 500_000), {3: 101})
    assert found.expected.runs == 0
    # One place is left for the first two: the second asks once the first was refused there.
    assert found.expected.trials == (500_000, 250_000, MILLION)
    assert found.expected.calls == 1_500_000
    assert [bound.trials for bound in found.bounds] == [500_000, 750_000, 1_750_000]
    assert found.best == found.limits == (500_000, 750_000, 1_750_000)


@settings(max_examples=30)
@given(lenient_problems(), st.sampled_from(AIMS))
def test_the_plans_order_is_its_suggestion_and_then_by_regret(problem, aim):
    plan = make_plan(replace(problem, policy=aiming(problem.policy, aim)))
    worth = by_regret(plan)
    for row, person in enumerate(plan.problem.people):
        own = slice(int(plan.candidates.start[row]), int(plan.candidates.start[row + 1]))
        order = plan.candidates.facility[own][np.argsort(-worth[own], kind="stable")]
        ids = [plan.problem.facilities[where].id for where in order.tolist()]
        suggested = plan.pairs.get(person.id)
        assert ids[:1] == [suggested] or suggested is None
        listed = [one.facility_id for one in alternatives(plan, person.id)]
        assert ids == sorted(listed, key=lambda one: one != suggested)


def test_what_follows_a_fixed_pair_is_by_cost():
    plan = make_plan(town().problem, constraints=Constraints(locks=frozenset({(1, 103)})))
    own = slice(int(plan.candidates.start[0]), int(plan.candidates.start[1]))
    order = np.argsort(-by_regret(plan)[own], kind="stable").tolist()
    assert order[0] == 3
    assert order[1:] == sorted(order[1:], key=lambda row: (plan.candidates.cost[own][row], row))


def reckoned(record, plan):
    """Return trials by tier, calls and chances as docs/plan-format.md has them, from the record alone."""
    tier = {one.id: one.tier for one in plan.problem.people}
    names = [
        (plan.problem.people[who].id, plan.problem.facilities[where].id)
        for who, where in zip(plan.candidates.person.tolist(), plan.candidates.facility.tolist(), strict=True)
    ]
    chance = dict(zip(names, record["chances"], strict=True))
    lists = {one["person"]: one["facilities"] for one in record["lists"]}
    got, calls = dict.fromkeys(tier, 0), 0
    for run in range(record["runs"]):
        free = {one.id: len(costs) for one, costs in zip(plan.problem.facilities, plan.spread, strict=True)}
        done, yes, asks = set(), set(), dict.fromkeys(tier, 0)
        for one in record["agreed"]:
            free[one["facility"]] -= 1
            yes.add(one["person"])
        asked = [(one["person"], one["facility"]) for one in record["asked"]]
        level = 0
        while level <= 3:
            for who, where in asked:
                done.add((who, where))
                asks[who] += 1
                if drawn(record["seed"], run, who, where, chance[who, where]):
                    yes.add(who)
                    free[where] -= 1
            level += not asked or level == 0
            asked, held = [], dict.fromkeys(free, 0)
            for who in record["order"]:
                if tier[who] == level and who not in yes and asks[who] < record["most_asks"]:
                    open_ = [at for at in lists[who] if (who, at) not in done and free[at] > held[at]]
                    if open_:
                        asked.append((who, open_[0]))
                        held[open_[0]] += 1
        calls += sum(asks.values())
        for who in yes:
            got[who] += 1
    share = MILLION // record["runs"]
    return {str(at): share * sum(got[who] for who in got if tier[who] == at) for at in (1, 2, 3)}, share * calls, got


@pytest.mark.parametrize("locked", [frozenset(), frozenset({(12, 100), (9, 101)})])
def test_a_stranger_reckons_the_record_to_the_digit(locked):
    plan = make_plan(town().problem, constraints=Constraints(locks=locked))
    record = json.loads(json.dumps(expected_record(expected_plan(plan, varied(plan), {9: 101}))))
    trials, calls, got = reckoned(record, plan)
    assert (record["trials"], record["calls"]) == (trials, calls)
    assert record["chance"] == {str(who): count * 1_000 for who, count in got.items()}
    assert len(record["agreed"]) + len(record["asked"]) == len(locked)


def test_chances_of_a_plan_fit_its_candidates():
    plan = town()
    assert len(chances(plan.problem, plan.candidates)) == len(plan.candidates)
