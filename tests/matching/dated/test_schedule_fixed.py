"""Dated plans that must keep pairs: fixed ones come before all tiers, forbidden ones stay out, and losses are said."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.dated.calendar import FreeBeds, Wishes, build_calendar
from matching.dated.explain import explain_dates, explain_schedule
from matching.dated.master import Opened, WeekRows, solve_master
from matching.dated.rota import Budget
from matching.dated.schedule import schedule_plan
from matching.dated.stays import PossibleStays
from matching.pairs.constraints import Constraints
from matching.solving.flow import solve
from matching.trials.plan import TrialPlan, make_plan
from tests.matching.dated.towns import AMPLE, WEEK, Town, best, check_sound, january, one_bed, order, towns
from words.message import Message
from words.say import LANGUAGES, placeholders, say


@st.composite
def bound_towns(draw: st.DrawFn, most_facilities: int) -> tuple[Town, TrialPlan]:
    """Crowded towns of which some pairs are locked, kept or forbidden, never more than there are places.

    In some of them stays bring people an emergency option, to each person the first or the second.
    """
    town = draw(towns(most_people=4, most_facilities=most_facilities, most_nights=5))
    left = [1 if count is None else count for count in town.places]
    locks: set[tuple[int, int]] = set()
    keeps: set[tuple[int, int]] = set()
    forbids: set[tuple[int, int]] = set()
    for person, facility in itertools.product(range(len(town.tiers)), range(len(town.places))):
        said = draw(st.sampled_from(["lock", "keep", "forbid", "", "", ""]))
        fixed_already = any(one == person + 1 for one, _ in locks | keeps)
        if said == "forbid":
            forbids.add((person + 1, facility + 100))
        elif said and not fixed_already and left[facility]:
            left[facility] -= 1
            (locks if said == "lock" else keeps).add((person + 1, facility + 100))
    constraints = Constraints(locks=frozenset(locks), keeps=frozenset(keeps), forbids=frozenset(forbids))
    plan = make_plan(town.plan().problem, constraints=constraints)
    kinds = draw(st.tuples(*(st.sampled_from([1, 2]) for _ in town.tiers)))
    brings = draw(st.just([0]) | st.lists(st.sampled_from([0, 1]), min_size=1, max_size=5))
    gain = [kinds[person] * brings[row % len(brings)] for row, person in enumerate(plan.candidates.person.tolist())]
    return town, replace(plan, candidates=replace(plan.candidates, gain=np.array(gain, dtype=np.int8)))


@settings(max_examples=200)
@given(bound_towns(most_facilities=3))
def test_a_dated_plan_with_fixed_pairs_is_the_best_that_enumeration_finds(given: tuple[Town, TrialPlan]) -> None:
    town, plan = given
    dated = schedule_plan(plan, town.period, town.beds, town.wishes, AMPLE, town.holidays, town.rules)
    assert dated.proven
    assert dated.bound == dated.objective
    assert dated.objective == best(town, plan)
    check_sound(town, dated)
    goes = {stay.person_id: stay.facility_id for stay in dated.stays}
    assert not set(goes.items()) & plan.constraints.forbids
    told = explain_dates(dated)
    for person, facility in plan.constraints.fixed:
        assert goes.get(person, facility) == facility
        said = Message("undated.fixed", {"facility": facility}) in told[person]
        assert said == (person not in goes)


@settings(max_examples=50)
@given(bound_towns(most_facilities=2))
def test_with_all_calendars_opened_fixed_pairs_still_come_first(given: tuple[Town, TrialPlan]) -> None:
    town, plan = given
    stays = PossibleStays(plan, build_calendar(town.period, town.beds, town.wishes, town.holidays, town.rules))
    opened = {facility: Opened(house, stays.who_could[facility]) for facility, house in enumerate(stays.houses)}
    if not stays.guests:
        return
    weeks = WeekRows(stays.weeks, stays.guests)
    network = stays.network([len(costs) for costs in plan.spread])
    hoped = stays.reached(solve(network, stays.level).assigned)
    aims = stays.gains, stays.averted
    assigned = solve_master(network, stays.level, (), opened, hoped, Budget(AMPLE), *aims, weeks)
    assert stays.objective(assigned) == best(town, plan)


@settings(max_examples=50)
@given(bound_towns(most_facilities=3))
def test_out_of_time_a_plan_with_fixed_pairs_is_sound_and_told(given: tuple[Town, TrialPlan]) -> None:
    town, plan = given
    dated = schedule_plan(plan, town.period, town.beds, town.wishes, 1e-9, town.holidays, town.rules)
    check_sound(town, dated)
    optimum = best(town, plan)
    assert order(dated.bound) <= order(optimum) <= order(dated.objective)
    assert not dated.proven or dated.objective == optimum
    for message in itertools.chain(explain_schedule(dated), *explain_dates(dated).values()):
        for language in LANGUAGES:
            assert placeholders(message.code, language) == set(message.params)
            assert say(message, language)


def test_of_two_fixed_pairs_for_one_night_one_stays_and_the_other_is_said() -> None:
    town = Town(
        tiers=(1, 3, 1),
        places=(3,),
        metres=((0,), (0,), (0,)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 2))),),
        wishes=(Wishes(1, 1), Wishes(2, 2), Wishes(3, 2)),
    )
    constraints = Constraints(keeps=frozenset({(2, 100)}), locks=frozenset({(3, 100)}))
    plan = make_plan(town.plan().problem, constraints=constraints)
    dated = schedule_plan(plan, WEEK, town.beds, town.wishes, AMPLE)
    assert (dated.objective.fixed, len(dated.stays)) == ((1, 0, 0), 1)
    (lost,) = {2, 3} - {stay.person_id for stay in dated.stays}
    assert [message.code for message in explain_dates(dated)[lost]] == ["undated.fixed", "undated.nights_taken"]


def test_of_two_kept_pairs_for_one_bed_the_more_urgent_person_keeps_the_night_though_the_other_lives_nearer() -> None:
    town = Town(
        tiers=(1, 3),
        places=(2,),
        metres=((2000,), (0,)),
        period=WEEK,
        beds=(FreeBeds(100, one_bed(*january(10, 1))),),
        wishes=(Wishes(1, 1), Wishes(2, 1)),
    )
    plan = make_plan(town.plan().problem, constraints=Constraints(keeps=frozenset({(1, 100), (2, 100)})))
    dated = schedule_plan(plan, WEEK, town.beds, town.wishes, AMPLE)
    assert [stay.person_id for stay in dated.stays] == [1]
    assert (dated.proven, dated.objective, dated.bound.fixed) == (True, best(town, plan), (1, 0, 0))
    assert [message.code for message in explain_schedule(dated)[:2]] == ["schedule.proven", "schedule.fixed"]
