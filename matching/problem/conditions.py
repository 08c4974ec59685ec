"""Conditions of a facility that can be confirmed: which there are, and the facility once one is known."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from matching.errors import ScenarioError
from matching.problem.model import DISABILITY_KINDS, MEDICAL_CARE, SUPPORT_LEVELS, Facility

Confirm = Callable[[Facility, bool], Facility]


def _every_kind(facility: Facility, answer: bool) -> Facility:
    return replace(facility, disability_kinds=_answered(facility.disability_kinds, DISABILITY_KINDS, answer))


def _every_care(facility: Facility, answer: bool) -> Facility:
    return replace(facility, medical_care=_answered(facility.medical_care, MEDICAL_CARE, answer))


def _answered(known: Mapping[str, bool], names: tuple[str, ...], answer: bool) -> Mapping[str, bool]:
    """Yes covers everything; no only what nobody has said anything about."""
    return dict.fromkeys(names, True) if answer else {**dict.fromkeys(names, False), **known}


def _one_kind(kind: str) -> Confirm:
    return lambda facility, answer: replace(facility, disability_kinds={**facility.disability_kinds, kind: answer})


def _one_care(care: str) -> Confirm:
    return lambda facility, answer: replace(facility, medical_care={**facility.medical_care, care: answer})


def _places(facility: Facility, answer: bool) -> Facility:
    return replace(facility, places=max(1, facility.places or 0) if answer else 0)


def _listed(facility: Facility, answer: bool) -> Facility:
    return replace(facility, missing_from_edition=False, closed=facility.closed or not answer)


def _all_levels(facility: Facility, _answer: bool) -> Facility:
    adult, child = (frozenset(range(1, SUPPORT_LEVELS[scale] + 1)) for scale in ("adult", "child"))
    return replace(facility, support_levels_adult=adult, support_levels_child=child)


CONDITIONS: Mapping[str, Confirm] = {
    "offers_trial": lambda facility, answer: replace(facility, offers_trial=answer),
    "missing_from_edition": _listed,
    "no_places": _places,
    "disability_kind": _every_kind,
    "support_level": _all_levels,
    "medical_care": _every_care,
    "severe_behaviour": lambda facility, answer: replace(facility, severe_behaviour=answer),
    "wheelchair": lambda facility, answer: replace(facility, wheelchair=answer),
    "sex": lambda facility, _answer: replace(facility, sexes="any"),
    "age": lambda facility, _answer: replace(facility, age_min=0, age_max=None),
    **{f"disability_kind.{kind}": _one_kind(kind) for kind in DISABILITY_KINDS},
    **{f"medical_care.{care}": _one_care(care) for care in MEDICAL_CARE},
}
"""What can be confirmed: a rule as a whole, or one kind of disability or of care.

Yes means that the facility meets the rule for everybody: `no_places` that it has a place, `missing_from_edition` that
it is still there."""
ONLY_YES = frozenset({"support_level", "sex", "age"})
"""Rules whose limits a plain no does not tell."""


def confirm(facility: Facility, condition: str, answer: bool) -> Facility:
    """Return a facility of which one condition is known.

    Raises
    ------
    ScenarioError
        There is no such condition, or a no says nothing about it.
    """
    if condition not in CONDITIONS:
        allowed = ", ".join(CONDITIONS)
        raise ScenarioError("scenario.cannot_confirm", facility=facility.id, value=condition, allowed=allowed)
    if not answer and condition in ONLY_YES:
        raise ScenarioError("scenario.only_yes", facility=facility.id, rule=condition)
    return CONDITIONS[condition](facility, answer)
