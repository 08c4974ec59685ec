"""Emergency options and the call list, each held to a plain reference pair by pair."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.emergency.call_list import call_list, refusals
from matching.emergency.options import EMERGENCY_RULES, known_keys, options_on, readiness, to_confirm
from matching.pairs.rules import CONFIRM, NO, RULE_CODES, YES, judge
from matching.problem.columns import columns_of
from matching.problem.conditions import CONDITIONS, confirm
from matching.problem.model import EMERGENCY_POLICIES, PastUse, Problem
from tests.matching.examples import whole
from tests.matching.reference import emergency_verdicts, knows
from tests.matching.strategies import DAYS, lenient_problems, problems


@given(problems(), DAYS)
def test_every_pair_is_as_the_plain_rules_say(problem: Problem, day: dt.date) -> None:
    found = readiness(problem, day)
    for row, person in enumerate(problem.people):
        for column, facility in enumerate(problem.facilities):
            known = knows(problem, person, facility, day)
            now = emergency_verdicts(problem, person, facility, known=known)
            then = emergency_verdicts(problem, person, facility, known=True)
            at = row, column
            assert tuple(now) == EMERGENCY_RULES
            assert found.option[at] == (set(now.values()) == {YES})
            assert found.after_trial[at] == (set(then.values()) == {YES})
            assert found.refused[at] == (NO in now.values())
            doubtful = [code for code, verdict in now.items() if verdict == CONFIRM]
            assert to_confirm(int(found.to_confirm[at])) == (() if NO in now.values() else tuple(doubtful))
            assert found.one_answer_away[at] == (NO not in now.values() and len(doubtful) == 1)
        assert found.options[row] == found.option[row].sum()


@given(lenient_problems(), DAYS)
def test_recording_a_stay_makes_an_option_exactly_where_a_trial_gains_one(problem: Problem, day: dt.date) -> None:
    found = readiness(problem, day)
    for row, person in enumerate(problem.people):
        for column, facility in enumerate(problem.facilities):
            stay = PastUse(person.id, facility.id, "trial", day, day, "went_well")
            after = readiness(replace(problem, past_use=(*problem.past_use, stay)), day)
            assert after.option[row].sum() - found.option[row].sum() == found.gains[row, column]


@settings(max_examples=60)
@given(lenient_problems(), DAYS, st.data())
def test_readiness_never_falls_by_knowing_more(problem: Problem, day: dt.date, data: st.DataObject) -> None:
    """A stay that was not broken off, a more willing policy, or a yes to what was open takes no option from anybody."""
    if not (problem.people and problem.facilities):
        return
    before = readiness(problem, day)
    column = data.draw(st.sampled_from(range(len(problem.facilities))))
    facility, person = problem.facilities[column], data.draw(st.sampled_from(problem.people))
    stay = PastUse(person.id, facility.id, "trial", day, day, data.draw(st.sampled_from(["went_well", "mixed", None])))
    answers = [confirm(facility, code, answer=True) for code in sorted(CONDITIONS)]
    willing = EMERGENCY_POLICIES[EMERGENCY_POLICIES.index(facility.emergency_policy or "none") :]
    answers += [replace(facility, emergency_policy=policy) for policy in willing]
    told = (*problem.facilities[:column], data.draw(st.sampled_from(answers)), *problem.facilities[column + 1 :])
    for more in (replace(problem, past_use=(*problem.past_use, stay)), replace(problem, facilities=told)):
        after = readiness(more, day)
        assert not (before.option & ~after.option).any()
        assert not (before.after_trial & ~after.after_trial).any()


@pytest.mark.parametrize(
    ("policy", "now", "after"),
    [
        ("always", True, True),
        ("past_use", False, True),
        ("information", False, True),
        ("none", False, False),
        (None, False, False),
    ],
)
def test_a_trial_counts_where_the_policy_asks_to_know_the_person(policy: str | None, now: bool, after: bool) -> None:
    problem = whole(policy)
    found = readiness(problem)
    assert bool(found.option[0, 0]) is now
    assert bool(found.after_trial[0, 0]) is after


def test_information_ready_is_enough_where_information_is_asked_for() -> None:
    problem = whole("information")
    ready = replace(problem, people=(replace(problem.people[0], information=True),))
    assert readiness(ready).option[0, 0]


def test_past_use_goes_stale_on_the_day_the_policy_says_and_a_broken_off_stay_is_none() -> None:
    problem = whole("past_use")
    stay = PastUse(1, 100, "trial", dt.date(2025, 1, 10), dt.date(2025, 1, 12), "mixed")
    stayed = replace(problem, past_use=(stay,))
    assert readiness(stayed, dt.date(2027, 1, 12)).option[0, 0]
    assert not readiness(stayed, dt.date(2027, 1, 13)).option[0, 0]
    assert not readiness(stayed, dt.date(2025, 1, 9)).option[0, 0]
    off = replace(problem, past_use=(replace(stay, outcome="broken_off"),))
    assert not len(known_keys(off, dt.date(2026, 1, 1)))


def test_whoever_is_there_is_known_there_however_long_ago_she_came() -> None:
    stay = PastUse(1, 100, "short_stay", dt.date(2015, 4, 1))
    problem = replace(whole("past_use"), past_use=(stay,))
    for day in (dt.date(2015, 4, 1), dt.date(2026, 12, 1), dt.date(2030, 1, 1)):
        assert readiness(problem, day).option[0, 0]
    assert not readiness(problem, dt.date(2015, 3, 31)).option[0, 0]
    [line] = call_list(problem, 1, {}, problem.start)
    assert line.still_known


@pytest.mark.parametrize(("person", "site"), [(True, False), (False, True)])
def test_a_distance_from_or_to_the_middle_of_a_ward_neither_refuses_nor_settles(person: bool, site: bool) -> None:
    problem = whole("always")
    who, where = problem.people[0], problem.facilities[0]
    for most in (500, 5000):
        guessed = replace(
            problem,
            people=(replace(who, max_metres=most, ward_only=person),),
            facilities=(replace(where, roughly_placed=site),),
        )
        [line] = call_list(guessed, 1, {}, guessed.start)
        assert (line.to_confirm, line.metres) == (("max_distance",), 1000)
        assert not readiness(guessed).option[0, 0]
        assert judge(columns_of(guessed).pairs(np.array([0]), np.array([0])))[RULE_CODES.index("max_distance")] == [
            CONFIRM
        ]


@pytest.mark.parametrize("policy", ["always", "past_use", "information"])
def test_a_pair_that_is_never_to_be_is_no_option_and_no_trial_makes_it_one(policy: str) -> None:
    problem = whole(policy)
    stay = PastUse(1, 100, "trial", dt.date(2026, 12, 1), dt.date(2026, 12, 2), "went_well")
    never = replace(problem, people=(replace(problem.people[0], never=frozenset({100})),), past_use=(stay,))
    found = readiness(never)
    assert not found.option[0, 0]
    assert not found.after_trial[0, 0]
    assert not found.one_answer_away[0, 0]
    assert call_list(never, 1, {}, never.start) == ()
    assert refusals(never, 1, 100, never.start) == ("pair_never",)


@given(problems(), DAYS, DAYS)
def test_options_of_another_day_are_those_of_judging_it_anew(problem: Problem, day: dt.date, other: dt.date) -> None:
    assert options_on(problem, readiness(problem, day), other).tolist() == readiness(problem, other).options.tolist()
