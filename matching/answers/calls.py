"""Whom to ask first: calls by the readiness that each can be expected to bring.

A call is worth its chance of a yes times what the yes brings: most a first emergency option for somebody of tier 1.
With every answer the chances are estimated anew, so that a facility that refuses again and again goes down the list,
and in the end off it, until an answer from elsewhere or time makes a yes likelier.
That is the index of an index policy: the next call is the one with the most expected gain for its cost [1]_.

References
----------
.. [1] K. D. Glazebrook, D. J. Hodge and C. Kirkbride, "General notions of indexability for queueing control and asset
   management", Annals of Applied Probability 21 (3), 2011.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.answers.asking import MILLION, NO_PAIR, Asking
from matching.answers.chances import willing
from matching.arrays import Flags, Ints
from matching.emergency import Readiness, with_gains
from matching.pairs import Candidates
from matching.problem import Problem
from matching.solving import FIRST, SECOND
from matching.why import open_questions, unlocked

OF_TIER: Mapping[int, int] = {1: 100, 2: 40, 3: 20}
"""What a first emergency option is worth to somebody of a tier, in percent of one to somebody of tier 1."""
OF_OPTION: Mapping[int, int] = {FIRST: 100, SECOND: 50, 0: 25}
"""What the first and the second option are worth, and a trial that brings none, in percent."""


@dataclass(frozen=True)
class Call:
    """One call to make.

    Attributes
    ----------
    person_id
        For whom; None if the facility is asked what it takes at all.
    chance
        Of a yes, in millionths.
    gain
        What it can be expected to bring, in millionths of a first emergency option for somebody of tier 1.
    people
        Whom a yes would help.
    """

    person_id: int | None
    facility_id: int
    chance: int
    gain: int
    people: tuple[int, ...]


def pair_gains(asking: Asking, kinds: npt.NDArray[np.int8]) -> Ints:
    """Return what asking each pair can be expected to bring, as `Call.gain`.

    Parameters
    ----------
    kinds
        What a trial of each pair brings, as `Candidates.gain`.
    """
    tier = np.array([OF_TIER.get(one, 0) for one in range(4)], dtype=np.int64)
    option = np.array([OF_OPTION[one] for one in range(SECOND + 1)], dtype=np.int64)
    return asking.chance * tier[asking.tier[asking.person]] * option[kinds] // 10_000


def next_rows(asking: Asking, gain: Ints, waits: Flags, done: Flags, free: Ints) -> list[int]:
    """Return the pairs to ask at once, the most gain first: each person once, and no more at a facility than it has free.

    Parameters
    ----------
    waits
        Who is to be asked for, one value a person.
    done
        Which pairs were asked already.
    free
        Places that are neither taken nor held, one value a facility.
    """
    rows = np.flatnonzero(waits[asking.person] & ~done & (free[asking.facility] > 0))
    rows = rows[np.lexsort((rows, -asking.chance[rows], -gain[rows]))]
    left, asked, chosen = free.tolist(), set[int](), []
    for row, person, site in zip(
        rows.tolist(), asking.person[rows].tolist(), asking.facility[rows].tolist(), strict=True
    ):
        if person not in asked and left[site] > 0:
            asked.add(person)
            left[site] -= 1
            chosen.append(row)
    return chosen


def first_calls(problem: Problem, candidates: Candidates, asking: Asking, ready: Readiness) -> tuple[Call, ...]:
    """Return the calls to make today, the one that can be expected to bring most first.

    For each person without a yes there is the call for a trial that brings most, as far as places go. A facility that
    has not said everything has a call to ask for that: it brings a first option, at once, to those who have none. What
    is asked and not answered yet is not asked again.

    Parameters
    ----------
    ready
        Emergency options as they are.
    """
    every, width = with_gains(problem), len(problem.facilities)
    rows = np.searchsorted(every.person * width + every.facility, candidates.person * width + candidates.facility)
    gain = pair_gains(asking, every.gain[rows])
    held = asking.asked[asking.asked != NO_PAIR]
    free = asking.free - np.bincount(asking.facility[held], minlength=len(asking.places))
    free = np.where(willing(problem), free, 0)
    waits = asking.open & (asking.asked == NO_PAIR)
    calls = [
        Call(
            person_id=(who := int(asking.person_id[asking.person[row]])),
            facility_id=int(asking.facility_id[asking.facility[row]]),
            chance=int(asking.chance[row]),
            gain=int(gain[row]),
            people=(who,),
        )
        for row in next_rows(asking, gain, waits, np.zeros(len(asking), dtype=np.bool_), free)
    ]
    calls += _questions(problem, ready)
    return tuple(sorted(calls, key=lambda one: (-one.gain, one.person_id is None, one.person_id or 0, one.facility_id)))


def _questions(problem: Problem, ready: Readiness) -> list[Call]:
    """Return the call to each facility whose open questions keep it from being somebody's first option."""
    at_once = unlocked(problem, ready).at_once & (ready.options == 0)[:, np.newaxis]
    left = problem.policy.scope.unconfirmed_chance_percent / 100
    calls = []
    for column in np.flatnonzero(at_once.any(axis=0)).tolist():
        facility = problem.facilities[column]
        if facility.is_base or facility.closed:
            continue
        chance = round(MILLION * left ** len(open_questions(facility)))
        people = [problem.people[row] for row in np.flatnonzero(at_once[:, column]).tolist()]
        gain = sum(chance * OF_TIER[one.tier] // 100 for one in people)
        calls.append(Call(None, facility.id, chance, gain, tuple(one.id for one in people)))
    return calls
