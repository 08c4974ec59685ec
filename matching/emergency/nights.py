"""What trial stays would avert: nights that people would else spend in the base's emergency rooms."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matching.arrays import Floats, Ints
from matching.emergency.chances import nights_of, rates_known
from matching.emergency.options import readiness, trial_gains
from matching.pairs import Candidates, find_candidates
from matching.problem import Problem, once_a_problem
from matching.simulation import DAYS, fit_lengths, more_chance

HUNDREDTHS = 100
"""Units of a night in which what is averted is reckoned, in whole numbers."""


def nights_a_year(problem: Problem) -> Floats:
    """Return how many nights a year each person is expected to spend away in emergencies; 0 where nothing is on record.

    Emergencies a year by tier, the mean of their posterior under Jeffreys' prior, times the nights of a mean stay: one
    fewer than its days, of which the last is that of leaving.
    """
    seen, days = problem.emergencies, problem.emergencies.days
    nights = max(0.0, fit_lengths("empirical" if len(days) > 1 else "lognormal", days).mean - 1)
    rates = {tier: (seen.admissions.get(tier, 0) + 0.5) / years for tier, years in seen.person_years.items() if years}
    return np.array([min(DAYS, rates.get(one.tier, 0.0) * nights) for one in problem.people], dtype=np.float64)


@once_a_problem
def trial_nights(problem: Problem) -> Ints:
    """Return what a trial would avert, in hundredths of nights a year, for each row of `find_candidates`.

    The person's nights a year times by how much her chance of a bed outside the base rises if the facility knows her,
    everybody else staying as she is: the beds are shared as they are today.
    """
    candidates = find_candidates(problem)
    rows = np.flatnonzero(trial_gains(problem).adds)
    averted = np.zeros(len(candidates), dtype=np.int64)
    if len(rows) and rates_known(problem):
        ready = readiness(problem)
        person, facility = candidates.person[rows], candidates.facility[rows]
        more = more_chance(ready.option, nights_of(problem, ready), person, facility)
        averted[rows] = np.rint(HUNDREDTHS * nights_a_year(problem)[person] * more)
    return averted


def nights_averted(problem: Problem, pairs: Iterable[tuple[int, int]]) -> int:
    """Return what some trials (person id, facility id) would avert, in hundredths of nights a year, each by itself."""
    candidates, averted = find_candidates(problem), trial_nights(problem)
    row, column = problem.person_rows, problem.facility_rows
    return sum(int(averted[candidates.row(row[person], column[facility])]) for person, facility in pairs)


def with_nights(problem: Problem) -> Candidates:
    """Return all candidates with what each would avert, judged on the last day of the period."""
    return replace(find_candidates(problem), nights=trial_nights(problem))
