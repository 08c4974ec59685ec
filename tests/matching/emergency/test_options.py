"""Emergency options and the call list, each held to a plain reference pair by pair."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.emergency.call_list import Line, Tonight, call_list, refusals
from matching.emergency.options import EMERGENCY_RULES, known_keys, readiness, to_confirm
from matching.pairs.rules import CONFIRM, NO, RULE_CODES, YES, judge
from matching.problem.columns import columns_of
from matching.problem.model import Answer, Facility, PastUse, Person, Problem
from tests.matching.reference import emergency_verdicts, knows
from tests.matching.strategies import POLICY, lenient_problems, problems

DAYS = st.sampled_from([dt.date(2022, 2, 28), dt.date(2026, 11, 22), dt.date(2027, 3, 31), dt.date(2028, 2, 29)])
NIGHTS = st.builds(
    Tonight,
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from([None, True, False]),
    st.sampled_from([False, False, True]),
)


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


@pytest.mark.parametrize(("person", "site"), [(True, False), (False, True)])
def test_a_distance_from_or_to_the_middle_of_a_ward_neither_refuses_nor_settles(person: bool, site: bool) -> None:
    problem = whole("always")
    who, where = problem.people[0], problem.facilities[0]
    for most in (500, 5000):
        guessed = replace(
            problem,
            people=(replace(who, max_metres=most, ward_only=person),),
            facilities=(replace(where, ward_only=site),),
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


def whole(policy: str | None) -> Problem:
    """Return one person who needs nothing known to be hard, and one facility that takes everybody."""
    metres = np.array([[1000]], dtype=np.int32)
    facility = Facility(
        100, "24", "青葉区", offers_trial=True, places=1, disability_kinds={"intellectual": True},
        support_levels_adult=frozenset(range(1, 7)), support_levels_child=frozenset(range(1, 4)),
        severe_behaviour=True, wheelchair=True, sexes="any", age_min=0, emergency_policy=policy,
    )  # fmt: skip
    person = Person(
        1, 1, consent=True, ward="青葉区", age=30, disability_kinds=frozenset({"intellectual"}), medical_care=frozenset(),
        support_scale="adult", support_level=3, severe_behaviour=False, wheelchair=False,
    )  # fmt: skip
    return Problem((person,), (facility,), (), metres, metres, {}, dt.date(2027, 1, 1), POLICY)


def plain_call_list(problem: Problem, person: Person, tonight: dict[int, Tonight], day: dt.date) -> list[Line]:
    """Write the list down facility by facility, then sort it by the sentences of the handbook."""
    kept = []
    for column, facility in enumerate(problem.facilities):
        known = knows(problem, person, facility, day)
        found = emergency_verdicts(problem, person, facility, known=known)
        if NO in found.values():
            continue
        stays = [
            stay
            for stay in problem.past_use
            if (stay.person_id, stay.facility_id) == (person.id, facility.id) and stay.start <= day
        ]
        last = max(
            stays, key=lambda stay: (stay.end or stay.start, stay.start, problem.past_use.index(stay)), default=None
        )
        said = [answer.accepted for answer in problem.answers if answer.facility_id == facility.id]
        night = tonight.get(facility.id, Tonight())
        way = int(problem.home_metres[problem.people.index(person), column])
        confirm = [code for code, verdict in found.items() if verdict == CONFIRM and code != "emergency_policy"]
        policy_open = found["emergency_policy"] == CONFIRM
        full = night.beds == 0 if night.beds is not None else facility.vacancy == "full"
        full = full or night.day_off
        free = night.beds not in (None, 0) or (night.beds is None and facility.vacancy in ("free", "few"))
        experience = 2 if last is None else {"went_well": 0, "mixed": 1, None: 1, "broken_off": 3}[last.outcome]
        hours = 0 if night.open else 1 if night.open is None else 2
        refused = 1000 * (said.count(False) + 1) // (len(said) + 2)
        far = way if way >= 0 else 10**9
        key = (policy_open, full, experience, hours, not free, len(confirm), refused, far, facility.id)
        missing = ()
        if policy_open:
            missing = ("emergency_policy",) if facility.emergency_policy is None else ("information",)
        kept.append(
            (key, (facility.id, not policy_open, missing, tuple(confirm), last, known, None if way < 0 else way, night))
        )
    return [row for _, row in sorted(kept, key=lambda one: one[0])]


@given(st.one_of(problems(most_facilities=8), lenient_problems(most_facilities=8)), DAYS, st.data())
def test_the_call_list_is_the_plain_one(problem: Problem, day: dt.date, data: st.DataObject) -> None:
    tonight = {facility.id: data.draw(NIGHTS) for facility in problem.facilities if data.draw(st.booleans())}
    answers = [
        Answer(None, facility.id, said)
        for facility in problem.facilities
        for said in data.draw(st.lists(st.booleans(), max_size=3))
    ]
    problem = replace(problem, answers=tuple(answers))
    for person in problem.people:
        found = call_list(problem, person.id, tonight, day)
        listed = [
            (
                line.facility_id,
                line.policy_met,
                line.missing,
                line.to_confirm,
                line.last_stay,
                line.still_known,
                line.metres,
                line.tonight,
            )
            for line in found
        ]
        assert listed == plain_call_list(problem, person, tonight, day)
        shown = {line.facility_id for line in found}
        for facility in problem.facilities:
            failed = refusals(problem, person.id, facility.id, day)
            assert (facility.id in shown) == (failed == ())
