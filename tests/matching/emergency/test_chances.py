"""Who shares which beds: the options in the order of the call list, with the rates and answers on record."""

import datetime as dt
from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from matching.emergency.call_list import call_list
from matching.emergency.chances import counting_on, nights_of, rates_known, sharing
from matching.emergency.options import readiness
from matching.problem.emergencies import Emergencies
from matching.problem.model import Answer, Problem
from matching.simulation.nights import bed_chances
from tests.matching.strategies import DAYS, lenient_problems


@settings(max_examples=50)
@given(lenient_problems(), DAYS)
def test_options_are_telephoned_in_the_order_of_the_call_list(problem: Problem, day: dt.date) -> None:
    answers = tuple(Answer(None, one.id, bool(at % 2)) for at, one in enumerate(problem.facilities))
    counts = {one.facility_id: (int(one.accepted), 1) for one in answers}
    facilities = tuple(replace(one, vacancy=None) for one in problem.facilities)
    problem = replace(problem, facilities=facilities, answers=answers, emergencies=Emergencies(answered=counts))
    ready = readiness(problem, day)
    found = sharing(problem, ready)
    assert not rates_known(problem)
    assert (found.group == -1).all()
    for row, person in enumerate(problem.people):
        own = slice(int(found.start[row]), int(found.start[row + 1]))
        order = np.lexsort(([problem.facilities[site].id for site in found.site[own]], found.order[own]))
        telephoned = [problem.facilities[site].id for site in found.site[own][order]]
        listed = [line.facility_id for line in call_list(problem, person.id, {}, day)]
        options = {problem.facilities[site].id for site in np.flatnonzero(ready.option[row])}
        assert telephoned == [key for key in listed if key in options]


@settings(max_examples=20)
@given(lenient_problems())
def test_who_has_no_option_has_no_chance_and_rates_of_her_tier_take_beds(problem: Problem) -> None:
    ready = readiness(problem)
    seen = Emergencies({1: 40, 2: 0, 3: 0}, {1: 1.0, 2: 1.0, 3: 0.0}, (400, 300))
    busy = replace(problem, emergencies=seen)
    assert sharing(busy, ready).group.tolist() == [{1: 0, 2: 1, 3: -1}[one.tier] for one in problem.people]
    idle, used = (bed_chances(ready.option, nights_of(one, ready)).mean for one in (problem, busy))
    assert ((idle > 0) == ready.option.any(axis=1)).all()
    lonely = counting_on(ready.option) <= 1
    alone = ~(ready.option & ~lonely).any(axis=1)
    assert np.allclose(used[alone], idle[alone], atol=0.02)
    assert (used <= idle + 0.02).all()
