"""From a plan to a dated plan: every suggested stay gets its nights, and what no calendar allows is planned anew."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise

from matching.arrays import Indices
from matching.dated.benders import Search
from matching.dated.calendar import NO_RULES, DatingRules, FreeBeds, Horizon, Wishes, build_calendar
from matching.dated.master import Cut
from matching.dated.plan import (
    NIGHTS_TAKEN,
    NO_DATES,
    OTHERS_FIT,
    OUT_OF_TIME,
    WEEKS_FULL,
    DatedPlan,
    DatedStay,
    Objective,
    Undated,
)
from matching.dated.rota import Budget, Dates
from matching.dated.stays import PossibleStays
from matching.dated.turns import in_turn
from matching.errors import OutOfTimeError, ProblemError
from matching.trials import PLACES_TAKEN, TrialPlan

SEARCH_SHARE = 0.8
"""Share of the time limit for who goes where; what is left goes into the best days."""


def schedule_plan(
    plan: TrialPlan,
    period: Horizon,
    beds: Iterable[FreeBeds],
    wishes: Iterable[Wishes],
    time_limit_seconds: float,
    holidays: frozenset[dt.date] = frozenset(),
    rules: DatingRules = NO_RULES,
) -> DatedPlan:
    """Give dates to the pairs of a plan; where a facility cannot hold all it was given, plan anew until it can.

    Logic-based Benders decomposition [1]_: the plan is the master problem, the calendar of each facility a problem of
    its own. What a facility cannot hold becomes a cut, and the master is solved to its optimum again. The master
    never asks for less than is possible, so the first plan that all facilities can hold is an optimum: the most
    people tier by tier, then the least cost. Pairs that the plan had fixed come before all tiers, tier by tier among
    themselves: as many of them as the calendars allow stay. A facility that cuts do not settle at once is opened: its calendar goes into the master
    whole; so do the weeks of the desk, once they have mattered. The same input, in whatever order, gives the same dates.

    Parameters
    ----------
    plan
        From `matching.trials.plan.make_plan`.
    period
        The nights that are planned; a stay lies within them.
    beds
        What facilities have said; of those absent only the places of the plan are known.
    wishes
        What people have said; of those absent a stay of one night on any date is assumed, and to be confirmed.
    time_limit_seconds
        About so many seconds are spent on solving. When they do not suffice, the dates keep everything except the
        proof, and depend on how far the machine got.
    holidays
        Public holidays, for facilities that take no arrivals on them.
    rules
        What bounds the days on which stays begin.

    Raises
    ------
    ProblemError
        The period is empty or too long, the time limit is not positive, or a facility or person is named twice.

    References
    ----------
    .. [1] J. N. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003.
    """
    if not 0 < time_limit_seconds < math.inf:
        raise ProblemError("schedule.time_limit", value=str(time_limit_seconds))
    stays = PossibleStays(plan, build_calendar(period, beds, wishes, holidays, rules))
    search = Search(stays, Budget(time_limit_seconds * SEARCH_SHARE))
    assigned, bound, proven = search.run()
    polish = Budget(time_limit_seconds * (1 - SEARCH_SHARE))
    polish.left += max(search.budget.left, 0)
    return _Result(search, assigned, polish).dated_plan(period, bound, proven=proven)


class _Result:
    """The last plan of a search, dated and told by ids."""

    def __init__(self, search: Search, assigned: Indices, budget: Budget) -> None:
        self._search, self._possible, self._assigned, self._budget = search, search.stays, assigned, budget
        self._guests = search.stays.at(assigned)
        self._in_turn = True

    def dated_plan(self, period: Horizon, bound: Objective, *, proven: bool) -> DatedPlan:
        """Return the result; a search that ran out of time may still have reached its bound."""
        search, possible = self._search, self._possible
        stays = self._stays()
        objective = possible.objective(self._assigned)
        return DatedPlan(
            plan=possible.plan,
            period=period,
            stays=stays,
            unplaced=self._unplaced({stay.person_id for stay in stays}, proven=proven),
            objective=objective,
            bound=bound,
            proven=proven or objective == bound,
            in_turn=self._in_turn,
            cuts=tuple(
                Cut(
                    possible.facility_ids[cut.facility],
                    frozenset(possible.person_ids[person] for person in cut.people),
                    cut.most,
                )
                for cut in search.cuts
            ),
            rounds=search.rounds,
            by_week=search.by_week,
        )

    def _stays(self) -> tuple[DatedStay, ...]:
        possible, calendar, dates = self._possible, self._possible.calendar, self._dates()
        planned = possible.plan.pairs
        stays = []
        for facility, guests in self._guests.items():
            for guest in guests:
                person_id, facility_id = possible.person_ids[guest.person], possible.facility_ids[facility]
                arrival = calendar.day(dates[guest.person])
                confirm = calendar.to_confirm(person_id, facility_id, arrival)
                before = planned.get(person_id)
                moved = "" if before in {None, facility_id} else self._why_not(guest.person, before)
                stays.append(DatedStay(person_id, facility_id, arrival, guest.nights, before, confirm, moved))
        return tuple(sorted(stays, key=lambda stay: stay.person_id))

    def _dates(self) -> Dates:
        possible = self._possible
        everyone = sorted(self._guests.items())
        turns = sorted(
            (guest for _, guests in everyone for guest in guests),
            key=lambda guest: (not guest.booked, possible.tier[guest.person], possible.turn[guest.person]),
        )
        parties = [(possible.houses[facility], guests) for facility, guests in everyone]
        try:
            return in_turn(parties, [guest.person for guest in turns], possible.weeks, self._budget)
        except OutOfTimeError:
            self._in_turn = False
            return possible.together(self._guests, self._budget) or {}

    def _why_not(self, person: int, facility_id: int) -> str:
        """Return what keeps somebody from the facility of the plan without dates."""
        possible = self._possible
        facility = possible.facility_ids.index(facility_id)
        if (person, facility) not in possible.guests:
            return possible.calendar.obstacle(possible.person_ids[person], facility_id)
        cut = any(cut.facility == facility and person in cut.people for cut in self._search.cuts)
        return NIGHTS_TAKEN if cut or facility in self._search.opened else OTHERS_FIT

    def _unplaced(self, dated: Collection[int], *, proven: bool) -> tuple[Undated, ...]:
        """Return why, for everyone who has no dates."""
        possible = self._possible
        network = possible.plan.network
        undated = []
        for person, (first, last) in enumerate(pairwise(network.start.tolist())):
            if possible.person_ids[person] not in dated:
                undated.append(self._undated(person, network.facility[first:last].tolist(), proven=proven))
        return tuple(undated)

    def _undated(self, person: int, eligible: list[int], *, proven: bool) -> Undated:
        possible = self._possible
        person_id = possible.person_ids[person]
        datable = [facility for facility in eligible if (person, facility) in possible.guests]
        obstacles: Counter[str] = Counter()
        if not eligible:
            reason = self._planned_out[person_id]
        elif not datable:
            reason = NO_DATES
            obstacles.update(possible.calendar.obstacle(person_id, possible.facility_ids[f]) for f in eligible)
        elif self._full.issuperset(datable):
            reason = PLACES_TAKEN
        elif not proven:
            reason = OUT_OF_TIME
        else:
            reason = WEEKS_FULL if self._search.by_week else NIGHTS_TAKEN
        planned = possible.plan.pairs.get(person_id)
        lost = "" if planned is None else self._why_not(person, planned)
        return Undated(person_id, reason, dict(obstacles), lost)

    @cached_property
    def _planned_out(self) -> dict[int, str]:
        """Why the plan has no place for somebody, by id."""
        return {unplaced.person_id: unplaced.reason for unplaced in self._possible.plan.unplaced}

    @cached_property
    def _full(self) -> frozenset[int]:
        """Facilities that have as many guests as places."""
        spread = self._possible.plan.spread
        return frozenset(f for f, costs in enumerate(spread) if len(self._guests.get(f, ())) == len(costs))
