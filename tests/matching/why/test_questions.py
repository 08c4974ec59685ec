"""Open questions: what a facility has not said, and whom a yes would help, pair by pair as the plain rules say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.emergency.options import readiness
from matching.problem.model import MEDICAL_CARE, PastUse, Problem
from matching.why.questions import QUESTIONS, answered, open_questions, unlocked
from tests.matching import reference
from tests.matching.examples import CAREFREE, WELCOMING
from tests.matching.strategies import START, facilities, lenient_problems, problems

DISTANCE = np.array([[1000]], dtype=np.int32)


@given(facilities(100))
def test_once_everything_is_answered_nothing_is_open_and_what_was_said_stays(facility):
    then = answered(facility)
    assert open_questions(then) == ()
    assert answered(then) == then
    for name in ("emergency_policy", "offers_trial", "places", "severe_behaviour", "wheelchair", "sexes", "age_max"):
        said = getattr(facility, name)
        assert said is None or getattr(then, name) == said
    for name in ("disability_kinds", "medical_care"):
        assert getattr(facility, name).items() <= getattr(then, name).items()


def options(problem, facility, person, trial):
    """Return whether one facility takes one person, after a trial there or without, from the rules alone."""
    row = next(index for index, one in enumerate(problem.people) if one.id == person.id)
    column = next(index for index, one in enumerate(problem.facilities) if one.id == facility.id)
    sites = tuple(facility if one.id == facility.id else one for one in problem.facilities)
    stay = (PastUse(person.id, facility.id, "trial", START, START, "went_well"),) if trial else ()
    changed = replace(problem, facilities=sites, past_use=(*problem.past_use, *stay))
    return bool(readiness(changed, START).option[row, column]), changed


def trial_possible(problem, person, facility):
    return person.consent and reference.NO not in reference.verdicts(problem, person, facility).values()


@settings(max_examples=25)
@given(st.one_of(problems(3, 2), lenient_problems(3, 2)))
def test_each_pair_is_unlocked_as_one_facility_alone_would_unlock_it(problem: Problem) -> None:
    found = unlocked(problem, readiness(problem, START))
    for row, person in enumerate(problem.people):
        for column, facility in enumerate(problem.facilities):
            then = answered(facility)
            before, _ = options(problem, facility, person, trial=False)
            at_once, changed = options(problem, then, person, trial=False)
            trial_now = options(problem, facility, person, trial=True)[0] and trial_possible(problem, person, facility)
            trial_then = options(problem, then, person, trial=True)[0] and trial_possible(changed, person, then)
            assert found.at_once[row, column] == (at_once and not before)
            known = trial_now and not before
            assert found.after_trial[row, column] == (trial_then and not at_once and not known)
            if facility.emergency_policy == "none":
                taking = replace(then, emergency_policy="past_use")
                ready = options(problem, taking, person, trial=False)[0]
                later = options(problem, taking, person, trial=True)[0] and trial_possible(changed, person, then)
                assert (row in found.refused.get((column, "emergency_policy"), ())) == (ready or later)
            if person.consent:
                verdicts = reference.verdicts(problem, person, facility)
                failed = [code for code in verdicts if verdicts[code] == reference.NO]
                for code in set(QUESTIONS) - {"emergency_policy"}:
                    assert (row in found.refused.get((column, code), ())) == (failed == [code])


def helped(facility, person=CAREFREE, **more):
    problem = Problem((person,), (facility,), (), DISTANCE, DISTANCE, {}, START, reference_policy(), **more)
    return unlocked(problem, readiness(problem, START))


def reference_policy():
    from tests.matching.strategies import POLICY

    return POLICY


def test_a_place_that_nobody_asked_about_emergencies_could_be_an_option_after_a_trial() -> None:
    found = helped(WELCOMING)
    assert (found.at_once.tolist(), found.after_trial.tolist()) == ([[False]], [[True]])
    assert open_questions(WELCOMING)[0] == "emergency_policy"


@pytest.mark.parametrize(("policy", "expected"), [("none", True), ("past_use", False)])
def test_a_place_that_refuses_emergencies_could_reconsider(policy: str, expected: bool) -> None:
    found = helped(answered(replace(WELCOMING, emergency_policy=policy)))
    assert ((0, "emergency_policy") in found.refused) == expected
    assert not found.after_trial.any()


def test_one_refusal_that_keeps_somebody_from_a_trial_is_named() -> None:
    found = helped(
        replace(WELCOMING, medical_care={"suction": False}), replace(CAREFREE, medical_care=frozenset({"suction"}))
    )
    assert found.refused == {(0, "medical_care"): (0,)}
    assert "suction" in MEDICAL_CARE
