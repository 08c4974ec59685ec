"""The chance of a bed on the night of an emergency: beds are shared, and facilities may refuse."""

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Ints
from matching.emergency.call_list import EXPERIENCE, NEVER_THERE, NO_METRES
from matching.emergency.options import Readiness
from matching.problem import Acceptance, Problem
from matching.simulation import Nights, Record, Sharing, draw_nights, fit_lengths

BEDS = 1
"""Beds that a facility outside the base is taken to give to emergencies at the same time."""
MOST_METRES = 1 << 24


def sharing(problem: Problem, ready: Readiness) -> Sharing:
    """Return who telephones which facilities, as the call list orders them on a night of which nothing else is known.

    Everybody is taken to have as many emergencies as people of her tier had on record; those of a tier of which nothing
    is on record are taken to have none. A facility accepts as it has answered so far.
    """
    person, site = np.nonzero(ready.option)
    accepted, asked = _answers(problem).T
    tiers, records = _records(problem)
    metres = problem.home_metres[person, site].astype(np.int64)
    far = np.minimum(np.where(metres < 0, NO_METRES, metres), MOST_METRES)
    experience = _experience(problem, ready)[person, site].astype(np.int64)
    refusals = 1000 * (asked - accepted + 1) // (asked + 2)
    days = problem.emergencies.days
    return Sharing(
        start=np.searchsorted(person, np.arange(len(problem.people) + 1)).astype(np.int64),
        site=site,
        order=(experience * 1001 + refusals[site]) * (MOST_METRES + 1) + far,
        accepted=accepted,
        refused=asked - accepted,
        group=np.array([tiers.get(one.tier, -1) for one in problem.people], dtype=np.int64),
        records=records,
        lengths=fit_lengths("empirical" if len(days) > 1 else "lognormal", days),
        beds=np.full(len(problem.facilities), BEDS, dtype=np.int64),
    )


def nights_of(problem: Problem, ready: Readiness) -> Nights:
    """Return simulated nights on which the people share the beds that are options of theirs."""
    return draw_nights(sharing(problem, ready))


def rates_known(problem: Problem) -> bool:
    """Tell whether anything is on record of how often emergencies come."""
    return any(problem.emergencies.person_years.values())


def acceptance_of(problem: Problem, facility_id: int) -> Acceptance:
    """Return how a facility has answered so far, in emergencies, or to proposals of trials where it was asked in none."""
    return Acceptance(*problem.emergencies.answered.get(facility_id, (0, 0)))


def counting_on(option: Flags) -> Ints:
    """Return how many people have each facility among their options."""
    counts: Ints = option.sum(axis=0, dtype=np.int64)
    return counts


def _answers(problem: Problem) -> Ints:
    answered = problem.emergencies.answered
    return np.array([answered.get(one.id, (0, 0)) for one in problem.facilities], dtype=np.int64).reshape(-1, 2)


def _records(problem: Problem) -> tuple[dict[int, int], list[Record]]:
    seen = problem.emergencies
    known = [tier for tier, years in sorted(seen.person_years.items()) if years]
    people = [sum(one.tier == tier for one in problem.people) for tier in known]
    records = [
        Record(seen.admissions.get(tier, 0), seen.person_years[tier], count)
        for tier, count in zip(known, people, strict=True)
    ]
    return {tier: at for at, tier in enumerate(known)}, records


def _experience(problem: Problem, ready: Readiness) -> npt.NDArray[np.int8]:
    """Return people x facilities: how the latest stay of each person there went, as the call list orders it."""
    row, column = problem.person_rows, problem.facility_rows
    found = np.full(ready.option.shape, NEVER_THERE, dtype=np.int8)
    for stay in sorted(problem.past_use, key=lambda stay: (stay.last_day(ready.day), stay.start)):
        if stay.start <= ready.day and stay.person_id in row and stay.facility_id in column:
            found[row[stay.person_id], column[stay.facility_id]] = EXPERIENCE[stay.outcome]
    return found
