"""What a facility has not said yet or has refused, and whom another answer could help."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Flags
from matching.emergency import POLICY, Readiness, readiness
from matching.pairs import RULE_CODES, judge_whole
from matching.problem import DISABILITY_KINDS, MEDICAL_CARE, SUPPORT_LEVELS, Facility, Problem, columns_of
from matching.why.near_misses import refused_alone

KNOWN_PEOPLE = "past_use"
"""The most modest yes to emergencies: the facility takes those who have stayed there."""


def _said(facility: Facility, **answers: object) -> Facility:
    """Return a facility with some answers; the same one if it has given them already."""
    if all(getattr(facility, name) == answer for name, answer in answers.items()):
        return facility
    return replace(facility, **answers)  # type: ignore[arg-type]


def _levels(facility: Facility) -> Facility:
    adult, child = (frozenset(range(1, SUPPORT_LEVELS[scale] + 1)) for scale in ("adult", "child"))
    return _said(
        facility,
        support_levels_adult=adult if facility.support_levels_adult is None else facility.support_levels_adult,
        support_levels_child=child if facility.support_levels_child is None else facility.support_levels_child,
    )


def _ages(facility: Facility) -> Facility:
    return _said(facility, age_min=0) if facility.age_min is None and facility.age_max is None else facility


QUESTIONS: Mapping[str, Callable[[Facility], Facility]] = {
    POLICY: lambda one: _said(one, emergency_policy=one.emergency_policy or KNOWN_PEOPLE),
    "offers_trial": lambda one: _said(one, offers_trial=one.offers_trial is not False),
    "missing_from_edition": lambda one: _said(one, missing_from_edition=False),
    "no_places": lambda one: _said(one, places=1 if one.places is None else one.places),
    "disability_kind": lambda one: _said(
        one, disability_kinds={**dict.fromkeys(DISABILITY_KINDS, True), **one.disability_kinds}
    ),
    "support_level": _levels,
    "medical_care": lambda one: _said(one, medical_care={**dict.fromkeys(MEDICAL_CARE, True), **one.medical_care}),
    "severe_behaviour": lambda one: _said(one, severe_behaviour=one.severe_behaviour is not False),
    "wheelchair": lambda one: _said(one, wheelchair=one.wheelchair is not False),
    "sex": lambda one: _said(one, sexes=one.sexes or "any"),
    "age": _ages,
}
"""Rule -> the facility once it has said yes to what it has not said of the rule; what it has said stays."""


def open_questions(facility: Facility) -> tuple[str, ...]:
    """Return the rules of which a facility has not said everything."""
    return tuple(code for code, answer in QUESTIONS.items() if answer(facility) is not facility)


def answered(facility: Facility) -> Facility:
    """Return a facility that has said yes to everything it has not said yet."""
    for answer in QUESTIONS.values():
        facility = answer(facility)
    return facility


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
    refused: Mapping[tuple[int, str], tuple[int, ...]]


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
    answering = tuple(answered(one) for one in problem.facilities)
    willing = tuple(_said(one, emergency_policy=KNOWN_PEOPLE) for one in answering)
    closed = np.array([one.emergency_policy == "none" for one in problem.facilities], dtype=np.bool_)
    then = replace(problem, facilities=answering)
    open_now, open_then = _open(problem), _open(then)
    option, gains = _options_and_gains(then, now.day)
    known = gains & open_then
    taken, gained = _options_and_gains(replace(problem, facilities=willing), now.day)
    reconsidered = (taken | (gained & open_then)) & ~(option | known) & closed
    refused = {(at, RULE_CODES[rule]): tuple(people) for (at, rule), people in refused_alone(problem).items()}
    for at in np.flatnonzero(reconsidered.any(axis=0)).tolist():
        refused[at, POLICY] = tuple(np.flatnonzero(reconsidered[:, at]).tolist())
    return Unlocked(option & ~now.option, known & ~(now.gains & open_now), refused)


def _options_and_gains(problem: Problem, day: dt.date) -> tuple[Flags, Flags]:
    """Return these two of a readiness and let go of the rest, which is four times as large."""
    ready = readiness(problem, day)
    return ready.option, ready.gains


def _open(problem: Problem) -> Flags:
    """Tell where a trial stay is possible, as far as is known."""
    flags = np.zeros((len(problem.people), len(problem.facilities)), dtype=np.bool_)
    for block in judge_whole(columns_of(problem)):
        flags[block.rows] = block.refused == 0
    flags[[not person.consent for person in problem.people]] = False
    return flags
