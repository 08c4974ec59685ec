"""From a plan to a dated plan: every suggested stay gets its nights, and what no calendar allows is planned anew."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices
from matching.dated.calendar import Calendar, FreeBeds, Period, Wishes, build_calendar
from matching.dated.master import Cut, Opened, goals, solve_master
from matching.dated.plan import NIGHTS_TAKEN, NO_DATES, OUT_OF_TIME, DatedPlan, DatedStay, Objective, Undated
from matching.dated.rota import Beds, Budget, Dates, Guest, collisions, earliest, harder, hold, most
from matching.errors import OutOfTimeError, ProblemError
from matching.pairs.constraints import fixed_facilities, urgency
from matching.solving.flow import solve
from matching.solving.network import TIERS, Network, build_network, count_gains
from matching.trials.plan import PLACES_TAKEN, TrialPlan

SEARCH_SHARE = 0.8
"""Share of the time limit for who goes where; what is left goes into the earliest dates."""


def schedule_plan(
    plan: TrialPlan,
    period: Period,
    beds: Iterable[FreeBeds],
    wishes: Iterable[Wishes],
    time_limit_seconds: float,
    holidays: frozenset[dt.date] = frozenset(),
) -> DatedPlan:
    """Give dates to the pairs of a plan; where a facility cannot hold all it was given, plan anew until it can.

    Logic-based Benders decomposition [1]_: the plan is the master problem, the calendar of each facility a problem of
    its own. What a facility cannot hold becomes a cut, and the master is solved to its optimum again. The master
    never asks for less than is possible, so the first plan that all facilities can hold is an optimum: the most
    people tier by tier, then the least cost. Pairs that the plan had fixed come before all tiers: as many of them as
    the calendars allow stay. A facility that cuts do not settle at once is opened: its calendar goes into the master
    whole. The same input, in whatever order, gives the same dates.

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
    search = _Search(plan, build_calendar(period, beds, wishes, holidays), Budget(time_limit_seconds * SEARCH_SHARE))
    assigned, bound, proven = search.run()
    polish = Budget(time_limit_seconds * (1 - SEARCH_SHARE))
    polish.left += max(search.budget.left, 0)
    return _Result(search, assigned, polish).dated_plan(period, bound, proven=proven)


class _Search:
    """The master problem, the calendars, and what has been learned about them; people and facilities by index."""

    def __init__(self, plan: TrialPlan, calendar: Calendar, budget: Budget) -> None:
        self.plan, self.calendar, self.budget = plan, calendar, budget
        self.person_ids = [person.id for person in plan.problem.people]
        self.facility_ids = [facility.id for facility in plan.problem.facilities]
        self.tier = np.array([person.tier for person in plan.problem.people], dtype=np.int8)
        self.level = urgency(plan.problem, fixed_facilities(plan.problem, plan.constraints))
        self.beds: list[Beds] = [
            calendar.beds(facility_id, len(costs))
            for facility_id, costs in zip(self.facility_ids, plan.spread, strict=True)
        ]
        self.guests: dict[tuple[int, int], Guest] = {}
        self.who_could: list[list[Guest]] = [[] for _ in self.facility_ids]
        self.cost: dict[tuple[int, int], int] = {}
        self.gain: dict[tuple[int, int], int] = {}
        self.cuts: dict[Cut, None] = {}
        self.opened: dict[int, Opened] = {}
        self.rounds = 0
        self._at_most = [len(costs) for costs in plan.spread]
        self._counted: set[int] = set()
        self._held: dict[tuple[int, frozenset[int]], Dates | None] = {}
        network, candidates = plan.network, plan.candidates
        people = np.repeat(np.arange(network.people), np.diff(network.start)).tolist()
        for person, facility in zip(people, network.facility.tolist(), strict=True):
            starts = calendar.starts(self.person_ids[person], self.facility_ids[facility])
            if starts:
                guest = Guest(person, calendar.nights_of(self.person_ids[person]), starts)
                self.guests[person, facility] = guest
                self.who_could[facility].append(guest)
                row = candidates.row(person, facility)
                self.cost[person, facility] = int(candidates.cost[row])
                self.gain[person, facility] = int(candidates.gain[row])

    def run(self) -> tuple[Indices, Objective, bool]:
        """Plan, look whether all facilities can hold their guests, learn and plan anew; return plan, bound, proven."""
        network = self._network()
        assigned = solve(network, self.level).assigned
        bound = self.objective(assigned)
        try:
            while self._learn(assigned):
                self.rounds += 1
                network = self._network()
                cuts = [cut for cut in self.cuts if len(cut.people) < len(self.who_could[cut.facility])]
                if cuts or self.opened:
                    counts, gain = self._counts(assigned), self._gains()
                    assigned = solve_master(network, self.level, cuts, self.opened, counts, self.budget, gain)
                else:
                    # Cuts on all who could come are fewer places: one flow is still enough, and gives the canonical plan.
                    assigned = solve(network, self.level).assigned
                bound = self.objective(assigned)
        except OutOfTimeError:
            return self._repaired(assigned), bound, False
        return assigned, bound, True

    def objective(self, assigned: Indices) -> Objective:
        """Return what a plan achieves."""
        placed = assigned < len(self.facility_ids)
        cost = sum(self.cost[pair] for pair in self._used(assigned))
        load = Counter(assigned[placed].tolist())
        cost += sum(sum(self.plan.spread[facility][:count]) for facility, count in load.items())
        counts = tuple(int(np.count_nonzero(placed & (self.tier == number))) for number in TIERS)
        gained = count_gains([self.gain[pair] for pair in self._used(assigned)], self.tier[placed])
        return Objective(counts, cost, self._counts(assigned)[0], gained)

    def _counts(self, assigned: Indices) -> list[int]:
        """Return how many reach each goal of `matching.dated.master.goals`."""
        used = np.array([assigned[person] == facility for person, facility in self.guests], dtype=np.bool_)
        return [int(np.count_nonzero(used & reached)) for reached in goals(self._levels(), self._gains())]

    def _used(self, assigned: Indices) -> list[tuple[int, int]]:
        placed = np.flatnonzero(assigned < len(self.facility_ids)).tolist()
        return [(person, int(assigned[person])) for person in placed]

    def _levels(self) -> npt.NDArray[np.int8]:
        return self.level[[person for person, _ in self.guests]]

    def _gains(self) -> npt.NDArray[np.int8]:
        return np.array(list(self.gain.values()), dtype=np.int8)

    def at(self, assigned: Indices) -> dict[int, list[Guest]]:
        """Return the guests of each facility, by tier, then id."""
        guests: dict[int, list[Guest]] = {}
        for person in sorted(range(len(assigned)), key=lambda index: (self.level[index], index)):
            if assigned[person] < len(self.facility_ids):
                facility = int(assigned[person])
                guests.setdefault(facility, []).append(self.guests[person, facility])
        return guests

    def held(self, facility: int, guests: Sequence[Guest], budget: Budget) -> Dates | None:
        """Return dates on which a facility holds these guests, or None; nothing is worked out twice."""
        key = facility, frozenset(guest.person for guest in guests)
        if key not in self._held:
            self._held[key] = hold(guests, self.beds[facility], budget)
        return self._held[key]

    def _network(self) -> Network:
        people = np.array([person for person, _ in self.guests], dtype=np.intp)
        start = np.searchsorted(people, np.arange(len(self.person_ids) + 1)).astype(np.int64)
        facility = np.array([facility for _, facility in self.guests], dtype=np.intp)
        cost = np.array(list(self.cost.values()), dtype=np.int64)
        slots = [list(costs[:limit]) for costs, limit in zip(self.plan.spread, self._at_most, strict=True)]
        return build_network(start, facility, cost, self.level, slots, gain=self._gains())

    def _learn(self, assigned: Indices) -> bool:
        """Add cuts for every facility that cannot hold its guests; return whether there is any."""
        failing = [
            (facility, guests, beds)
            for facility, guests in sorted(self.at(assigned).items())
            if self.held(facility, guests, self.budget) is None and (beds := self.beds[facility]) is not None
        ]
        for facility, guests, beds in failing:
            could = self.who_could[facility]
            if facility in self._counted:
                # What cuts did not settle at once could take many more of them.
                self.opened[facility] = Opened(beds, could)
            else:
                self._counted.add(facility)
                limit = most(could, beds, self.budget)
                if limit < self._at_most[facility]:
                    self._at_most[facility] = limit
                    self.cuts[Cut(facility, frozenset(guest.person for guest in could), limit)] = None
            if len(guests) <= self._at_most[facility]:
                for some in collisions(guests, beds, self.budget):
                    people = {guest.person for guest in (*some, *harder(some, could))}
                    self.cuts[Cut(facility, frozenset(people), len(some) - 1)] = None
        return bool(failing)

    def _repaired(self, assigned: Indices) -> Indices:
        """Return a plan that can be held, made from one that perhaps cannot: who does not fit goes where they can."""
        nothing = Budget(0)
        repaired = np.full(len(assigned), len(self.facility_ids), dtype=np.intp)
        kept: dict[int, list[Guest]] = {}
        by_tier = sorted(range(len(assigned)), key=lambda index: (self.level[index], index))
        reach: dict[int, list[int]] = {person: [] for person in by_tier}
        for person, facility in sorted(self.guests, key=lambda pair: (self.cost[pair], pair)):
            reach[person].append(facility)
        for choices in ({person: [int(assigned[person])] for person in by_tier}, reach):
            for person in by_tier:
                for facility in choices[person]:
                    if repaired[person] < len(self.facility_ids) or facility == len(self.facility_ids):
                        break
                    guests = [*kept.get(facility, []), self.guests[person, facility]]
                    if len(guests) <= self._at_most[facility] and self._quickly_held(facility, guests, nothing):
                        kept[facility] = guests
                        repaired[person] = facility
        return repaired

    def _quickly_held(self, facility: int, guests: Sequence[Guest], nothing: Budget) -> bool:
        try:
            return self.held(facility, guests, nothing) is not None
        except OutOfTimeError:
            return False


class _Result:
    """The last plan of a search, dated and told by ids."""

    def __init__(self, search: _Search, assigned: Indices, budget: Budget) -> None:
        self._search, self._assigned, self._budget = search, assigned, budget
        self._guests = search.at(assigned)
        self._earliest = True

    def dated_plan(self, period: Period, bound: Objective, *, proven: bool) -> DatedPlan:
        """Return the result; a search that ran out of time may still have reached its bound."""
        search = self._search
        stays = self._stays()
        objective = search.objective(self._assigned)
        return DatedPlan(
            plan=search.plan,
            period=period,
            stays=stays,
            unplaced=self._unplaced({stay.person_id for stay in stays}, proven=proven),
            objective=objective,
            bound=bound,
            proven=proven or objective == bound,
            earliest=self._earliest,
            cuts=tuple(
                Cut(
                    search.facility_ids[cut.facility],
                    frozenset(search.person_ids[person] for person in cut.people),
                    cut.most,
                )
                for cut in search.cuts
            ),
            rounds=search.rounds,
        )

    def _stays(self) -> tuple[DatedStay, ...]:
        search, calendar = self._search, self._search.calendar
        planned = search.plan.pairs
        stays = []
        for facility, guests in self._guests.items():
            dates = self._dates(facility, guests)
            for guest in guests:
                person_id, facility_id = search.person_ids[guest.person], search.facility_ids[facility]
                arrival = calendar.day(dates[guest.person])
                confirm = calendar.to_confirm(person_id, facility_id, arrival)
                stays.append(DatedStay(person_id, facility_id, arrival, guest.nights, planned.get(person_id), confirm))
        return tuple(sorted(stays, key=lambda stay: stay.person_id))

    def _dates(self, facility: int, guests: Sequence[Guest]) -> Dates:
        try:
            return earliest(guests, self._search.beds[facility], self._budget)
        except OutOfTimeError:
            self._earliest = False
            return self._search.held(facility, guests, self._budget) or {}

    def _unplaced(self, dated: Collection[int], *, proven: bool) -> tuple[Undated, ...]:
        """Return why, for everyone who has no dates."""
        search = self._search
        before = {one.person_id: one.reason for one in search.plan.unplaced}
        full = {
            facility
            for facility, costs in enumerate(search.plan.spread)
            if len(self._guests.get(facility, ())) == len(costs)
        }
        left = []
        network = search.plan.network
        start = network.start.tolist()
        for person, (first, last) in enumerate(pairwise(start)):
            person_id = search.person_ids[person]
            if person_id in dated:
                continue
            eligible = network.facility[first:last].tolist()
            datable = [facility for facility in eligible if (person, facility) in search.guests]
            obstacles: Counter[str] = Counter()
            if not eligible:
                reason = before[person_id]
            elif not datable:
                reason = NO_DATES
                obstacles.update(search.calendar.obstacle(person_id, search.facility_ids[f]) for f in eligible)
            elif full.issuperset(datable):
                reason = PLACES_TAKEN
            else:
                reason = NIGHTS_TAKEN if proven else OUT_OF_TIME
            left.append(Undated(person_id, reason, dict(obstacles)))
        return tuple(left)
