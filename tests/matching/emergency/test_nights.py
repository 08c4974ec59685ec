"""What a trial averts: nothing where it adds no option or nothing is on record, else nights times the rise of the chance."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from matching.emergency.chances import nights_of
from matching.emergency.nights import nights_a_year, trial_nights, with_nights
from matching.emergency.options import readiness, trial_gains
from matching.pairs.candidates import find_candidates
from matching.problem.emergencies import Emergencies
from matching.problem.model import Problem
from matching.simulation.nights import bed_chances
from tests.matching.examples import whole
from tests.matching.strategies import SEEN, lenient_problems


@settings(max_examples=25)
@given(lenient_problems())
def test_a_trial_averts_nights_by_what_it_adds_to_the_chance(problem: Problem) -> None:
    seen = replace(problem, emergencies=SEEN)
    ready, candidates, averted = readiness(seen), find_candidates(seen), trial_nights(seen)
    adds, nights = trial_gains(seen).adds, nights_of(seen, ready)
    before = bed_chances(ready.option, nights).mean
    for row, (person, facility) in enumerate(zip(candidates.person, candidates.facility, strict=True)):
        if not adds[row]:
            assert averted[row] == 0
            continue
        more = ready.option.copy()
        more[person, facility] = True
        rise = bed_chances(more, nights).mean[person] - before[person]
        expected = 100 * nights_a_year(seen)[person] * rise
        assert abs(averted[row] - expected) <= 0.51
    assert np.array_equal(with_nights(seen).nights, averted)
    assert not trial_nights(problem).any()


def test_nights_a_year_are_emergencies_by_tier_times_the_nights_of_a_mean_stay() -> None:
    problem = whole("always")
    tier = problem.people[0].tier
    seen = replace(problem, emergencies=Emergencies({tier: 3}, {tier: 7.0}, (4, 6)))
    assert nights_a_year(seen)[0] == 3.5 / 7 * 4
    assert not nights_a_year(problem).any()
    often = replace(problem, emergencies=Emergencies({tier: 900}, {tier: 1.0}, (4, 6)))
    assert nights_a_year(often)[0] == 365
