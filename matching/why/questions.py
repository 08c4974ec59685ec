"""What a facility has not said yet or has refused, and whom another answer could help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags
from matching.emergency import POLICY, Readiness, options_if
from matching.pairs import RULE_CODES, judge_whole
from matching.problem import (
    DISABILITY_KINDS,
    MEDICAL_CARE,
    REFUSES,
    SUPPORT_LEVELS,
    Facility,
    FacilityColumns,
    Problem,
    columns_of,
    facility_columns,
)
from matching.why.near_misses import possible_and_refused_alone

KNOWN_PEOPLE = "past_use"
"""The most modest yes to emergencies: the facility takes those who have stayed there."""


Answers = dict[str, object]


def _said(facility: Facility, **answers: object) -> Answers:
    """Return those of some answers that a facility has not given already, by field."""
    return {name: answer for name, answer in answers.items() if getattr(facility, name) != answer}


def _levels(facility: Facility) -> Answers:
    adult, child = (_ALL_LEVELS[scale] for scale in ("adult", "child"))
    return _said(
        facility,
        support_levels_adult=adult if facility.support_levels_adult is None else facility.support_levels_adult,
        support_levels_child=child if facility.support_levels_child is None else facility.support_levels_child,
    )


_ALL_LEVELS = {scale: frozenset(range(1, top + 1)) for scale, top in SUPPORT_LEVELS.items()}
_ALL_KINDS, _ALL_CARE = dict.fromkeys(DISABILITY_KINDS, True), dict.fromkeys(MEDICAL_CARE, True)


def _ages(facility: Facility) -> Answers:
    return _said(facility, age_min=0) if facility.age_min is None and facility.age_max is None else {}


QUESTIONS: Mapping[str, Callable[[Facility], Answers]] = {
    POLICY: lambda one: _said(one, emergency_policy=one.emergency_policy or KNOWN_PEOPLE),
    "offers_trial": lambda one: _said(one, offers_trial=one.offers_trial is not False),
    "missing_from_edition": lambda one: _said(one, missing_from_edition=False),
    "no_places": lambda one: _said(one, places=1 if one.places is None else one.places),
    "disability_kind": lambda one: _said(one, disability_kinds={**_ALL_KINDS, **one.disability_kinds}),
    "support_level": _levels,
    "medical_care": lambda one: _said(one, medical_care={**_ALL_CARE, **one.medical_care}),
    "severe_behaviour": lambda one: _said(one, severe_behaviour=one.severe_behaviour is not False),
    "wheelchair": lambda one: _said(one, wheelchair=one.wheelchair is not False),
    "sex": lambda one: _said(one, sexes=one.sexes or "any"),
    "age": _ages,
}
"""Rule -> what a facility says, by field, with a yes to what it has not said of the rule; what it has said stays."""


def open_questions(facility: Facility) -> tuple[str, ...]:
    """Return the rules of which a facility has not said everything."""
    return tuple(code for code, answers in QUESTIONS.items() if answers(facility))


def answered(facility: Facility, **more: object) -> Facility:
    """Return a facility that has said yes to everything it has not said yet, and ``more``, by field."""
    said = {name: answer for answers in QUESTIONS.values() for name, answer in answers(facility).items()}
    return replace(facility, **{**said, **more})  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Unlocked:
    """Whom other answers of each facility would help; arrays of shape (people, facilities).

    Attributes
    ----------
    at_once
        The facility would be one more emergency option if it said yes to everything it has not said yet, to
        emergencies in the most modest way (`KNOWN_PEOPLE`).
    after_trial
        It would be after one trial stay, which would then be possible, and is not already known to bring that.
    refused
        (facility index, rule) -> indices of people whom this refusal alone keeps from a trial stay there; for
        `emergency_policy` those for whom the facility would be an option, at once or after a trial, if it also took
        the people it knows.
    """

    at_once: Flags
    after_trial: Flags
    refused: Mapping[tuple[int, str], npt.NDArray[np.integer[Any]]]


def unlocked(problem: Problem, now: Readiness) -> Unlocked:
    """Judge every pair as it is and as it would be with other answers.

    A pair depends on no other facility, so that all facilities answer at once.

    Parameters
    ----------
    problem
        As it is.
    now
        Its readiness, on the day in question.
    """
    facilities = problem.facilities
    closed = np.array([one.emergency_policy == REFUSES for one in facilities], dtype=np.bool_)
    # Who refuses is nobody's option, so that those who reconsider can be judged together with all who answer.
    willing = [
        answered(one, emergency_policy=KNOWN_PEOPLE) if refuses else answered(one)
        for one, refuses in zip(facilities, closed.tolist(), strict=True)
    ]
    then = facility_columns(willing, problem.policy.scope.trial_services)
    # A table of all pairs takes ten megabytes: as few as possible at a time.
    open_now, alone = possible_and_refused_alone(problem)
    refused: dict[tuple[int, str], npt.NDArray[np.integer[Any]]] = {
        (at, RULE_CODES[rule]): people for (at, rule), people in alone.items()
    }
    option, known = options_if(problem, then, now.day)
    known &= _possible(problem, then)
    reconsidered = option[:, closed] | known[:, closed]
    for column, at in enumerate(np.flatnonzero(closed).tolist()):
        if len(people := np.flatnonzero(reconsidered[:, column])):
            refused[at, POLICY] = people
    option[:, closed], known[:, closed] = False, False
    option &= ~now.option
    known &= ~(now.gains & open_now)
    return Unlocked(option, known, refused)


def _possible(problem: Problem, facilities: FacilityColumns) -> Flags:
    """Tell where a trial stay would be possible, as far as is known, if facilities had said something else."""
    flags = np.zeros((len(problem.people), len(problem.facilities)), dtype=np.bool_)
    for block in judge_whole(replace(columns_of(problem), facilities=facilities)):
        flags[block.rows] = block.refused == 0
    flags[[not person.consent for person in problem.people]] = False
    return flags
