"""The emergency call: whom to telephone, in which order, and what is known of each place that night."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from matching.emergency.options import (
    EMERGENCY_RULES,
    POLICY,
    SERVICE,
    judge_emergency,
    known_among,
    known_keys,
    makes_known,
    oldest_day,
)
from matching.pairs import CONFIRM, NO, Verdicts
from matching.problem import (
    NOT_ASKED,
    Acceptance,
    Pairs,
    PastUse,
    Problem,
    acceptance_by_facility,
    columns_of,
    facility_index,
    person_index,
)

INFORMATION_MISSING = "information"
NOT_LISTED = "missing_from_edition"
WISHES = ("max_distance", "avoid_place")
"""Rules that are the person's own wishes: in an emergency they order the list, and are told."""
OF_NO_BASE = frozenset({POLICY, SERVICE, "is_base", *WISHES})
"""Rules that decide nothing of the base's own rooms."""
FULL = "full"
_WISHED = np.isin(EMERGENCY_RULES, WISHES)
NO_METRES = np.iinfo(np.int32).max
EXPERIENCE = {"went_well": 0, "mixed": 1, None: 1, "broken_off": 3}
NEVER_THERE = 2


class Standing(IntEnum):
    """What can be had of a facility at the hour of the call, the most first.

    Attributes
    ----------
    YES
        It said to this call that it takes the person.
    NOW
        Nothing is known against telephoning it now.
    UNLISTED
        The newest edition no longer lists it: it may be gone.
    LATER
        It is outside its hours, or nobody answered the telephone.
    FULL
        It is known to have no bed, or to take nobody on that day of the week.
    NO
        It said to this call that it does not.
    """

    YES = 0
    NOW = 1
    UNLISTED = 2
    LATER = 3
    FULL = 4
    NO = 5


SAID = {"accepted": Standing.YES, "declined": Standing.NO}
"""Answers that decide; one who did not answer is asked again later."""


@dataclass(frozen=True)
class Tonight:
    """What is known of a facility at the hour of the call; None is unknown throughout.

    Attributes
    ----------
    beds
        Beds free this night.
    open
        Whether the hour is inside its acceptance times.
    day_off
        Whether it is known to take nobody on that day of the week.
    said
        What it answered last to this very call: `accepted`, `declined` or `no_answer`.
    """

    beds: int | None = None
    open: bool | None = None
    day_off: bool = False
    said: str | None = None


NOTHING_KNOWN = Tonight()


@dataclass(frozen=True)
class Line:
    """One facility to telephone, and why it stands where it stands.

    Attributes
    ----------
    policy_met
        Whether the facility's emergency policy is met by what is known.
    missing
        What the policy still asks for: `information` (no intake sheet, or no consent to use it) or
        `emergency_policy` (nobody knows the policy yet).
    against_wishes
        Codes of `WISHES` that it does not meet.
    to_confirm
        Codes of other rules that cannot be decided yet.
    last_stay
        The person's latest stay there, however long ago.
    still_known
        Whether the policy's months have not passed since a stay that was not broken off.
    metres
        From the person's home; None when unknown.
    tonight, acceptance
        What is known of the night, and how the facility has answered so far.
    standing
        By which the list is ordered before all else.
    """

    facility_id: int
    policy_met: bool
    missing: tuple[str, ...]
    against_wishes: tuple[str, ...]
    to_confirm: tuple[str, ...]
    last_stay: PastUse | None
    still_known: bool
    metres: int | None
    tonight: Tonight
    acceptance: Acceptance
    standing: Standing


@dataclass(frozen=True)
class Limits:
    """What is known against a place that is asked whatever its policy, and what is to be confirmed there, as codes."""

    refused: tuple[str, ...]
    to_confirm: tuple[str, ...]


def call_list(problem: Problem, person_id: int, tonight: Mapping[int, Tonight], day: dt.date) -> tuple[Line, ...]:
    """Return the facilities outside the base that fail no rule but wishes of the person, in the order to telephone.

    By their `Standing`: who said yes to this call, whom nothing is known against asking now, what the newest edition no
    longer lists, who is outside her hours or did not answer, who is known to be full, who said no to this call. Among
    equals, whose policy is met comes first, then where no wish speaks against, then by past use (went well, mixed or not
    recorded, none, broken off), then whose hours it is (unknown before outside), then who is known to have a bed, then
    by the number of conditions to confirm, by the expected share of refusals, by distance, and by id.

    Parameters
    ----------
    problem
        With the person's needs as they are tonight.
    person_id
        The person.
    tonight
        What is known of facilities, by id.
    day
        The day of the call, on which past use must still be recent enough.

    Raises
    ------
    ProblemError
        The person is not in the problem.
    """
    row = person_index(problem, person_id)
    pairs, verdicts = _judged(problem, row, day)
    rates = acceptance_by_facility(problem.answers)
    stays, oldest = _stays(problem, person_id, day), oldest_day(problem, day)
    lines = []
    for column in np.flatnonzero(~(verdicts[~_WISHED] == NO).any(axis=0)).tolist():
        facility = problem.facilities[column]
        refused = verdicts[:, column] == NO
        doubtful = [code for rule, code in enumerate(EMERGENCY_RULES) if verdicts[rule, column] == CONFIRM]
        met = POLICY not in doubtful
        unknown = facility.emergency_policy is None
        metres = int(pairs.home_metres[column])
        own, known = stays.get(facility.id, []), tonight.get(facility.id, NOTHING_KNOWN)
        lines.append(
            Line(
                facility_id=facility.id,
                policy_met=met,
                missing=() if met else (POLICY,) if unknown else (INFORMATION_MISSING,),
                against_wishes=tuple(code for rule, code in enumerate(EMERGENCY_RULES) if refused[rule]),
                to_confirm=tuple(code for code in doubtful if code != POLICY),
                last_stay=own[-1] if own else None,
                still_known=any(makes_known(stay, day, oldest) for stay in own),
                metres=None if metres < 0 else metres,
                tonight=known,
                acceptance=rates.get(facility.id, NOT_ASKED),
                standing=_standing(known, facility.vacancy, unlisted=NOT_LISTED in doubtful),
            )
        )
    vacancy = {facility.id: facility.vacancy for facility in problem.facilities}
    return tuple(sorted(lines, key=lambda line: _order(line, vacancy[line.facility_id])))


def refusals(problem: Problem, person_id: int, facility_id: int, day: dt.date) -> tuple[str, ...]:
    """Return the rules that keep a facility from the list of a person, wishes not being among them.

    Raises
    ------
    ProblemError
        The person or the facility is not in the problem.
    """
    verdicts = _verdicts(problem, person_id, facility_id, day)
    return tuple(code for code, verdict in verdicts.items() if verdict == NO and code not in WISHES)


def limits(problem: Problem, person_id: int, facility_id: int, day: dt.date) -> Limits:
    """Return what of a person's needs a place does not meet, and what of it is to be confirmed; for the base's own rooms.

    Its policy, its service and that it is the base are no question there, and neither are the person's wishes.

    Raises
    ------
    ProblemError
        The person or the facility is not in the problem.
    """
    verdicts = _verdicts(problem, person_id, facility_id, day)
    asked = {code: verdict for code, verdict in verdicts.items() if code not in OF_NO_BASE}
    return Limits(*(tuple(code for code, verdict in asked.items() if verdict == one) for one in (NO, CONFIRM)))


def _verdicts(problem: Problem, person_id: int, facility_id: int, day: dt.date) -> dict[str, int]:
    """Return what each rule says of one pair."""
    row, column = person_index(problem, person_id), facility_index(problem, facility_id)
    _, verdicts = _judged(problem, row, day)
    return dict(zip(EMERGENCY_RULES, verdicts[:, column].tolist(), strict=True))


def _judged(problem: Problem, row: int, day: dt.date) -> tuple[Pairs, Verdicts]:
    width = len(problem.facilities)
    pairs = columns_of(problem).pairs(np.full(width, row, dtype=np.intp), np.arange(width))
    return pairs, judge_emergency(pairs, known_among(pairs, known_keys(problem, day), width))


def _stays(problem: Problem, person_id: int, day: dt.date) -> dict[int, list[PastUse]]:
    """Return the person's stays by facility, the latest last."""
    by_facility: dict[int, list[PastUse]] = {}
    own = (stay for stay in problem.past_use if stay.person_id == person_id and stay.start <= day)
    for stay in sorted(own, key=lambda stay: (stay.last_day(day), stay.start)):
        by_facility.setdefault(stay.facility_id, []).append(stay)
    return by_facility


def _standing(tonight: Tonight, vacancy: str | None, *, unlisted: bool) -> Standing:
    if tonight.said in SAID:
        return SAID[tonight.said]
    if tonight.beds == 0 or (tonight.beds is None and vacancy == FULL) or tonight.day_off:
        return Standing.FULL
    if tonight.open is False or tonight.said is not None:
        return Standing.LATER
    return Standing.UNLISTED if unlisted else Standing.NOW


def _order(line: Line, vacancy: str | None) -> tuple[int, ...]:
    beds = line.tonight.beds
    free = bool(beds) or (beds is None and vacancy not in (None, FULL))
    hours = {True: 0, None: 1, False: 2}[line.tonight.open]
    experience = NEVER_THERE if line.last_stay is None else EXPERIENCE[line.last_stay.outcome]
    asked, refused = line.acceptance.asked, line.acceptance.asked - line.acceptance.accepted
    return (
        line.standing,
        not line.policy_met,
        len(line.against_wishes),
        experience,
        hours,
        not free,
        len(line.to_confirm),
        1000 * (refused + 1) // (asked + 2),
        NO_METRES if line.metres is None else line.metres,
        line.facility_id,
    )
