"""The program that plans again with the calendars opened so far."""

from hypothesis import given, settings

from matching.dated.calendar import build_calendar
from matching.dated.master import Opened, WeekRows, solve_master
from matching.dated.rota import Budget
from matching.dated.stays import PossibleStays
from matching.solving.flow import solve
from tests.matching.dated.towns import AMPLE, Town, best, towns


@settings(max_examples=100)
@given(towns(most_people=4, most_facilities=2, most_nights=5))
def test_with_all_calendars_opened_the_plan_is_the_best_at_once(town: Town) -> None:
    plan = town.plan()
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
