"""Who could stay where and when: the pairs of a plan that the calendars leave, with all that is asked of them."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matching.arrays import Indices, Ints
from matching.dated.calendar import Calendar, set_bits
from matching.dated.master import goals
from matching.dated.plan import Objective
from matching.dated.rota import Budget, Dates, Guest, House, Weeks, hold
from matching.pairs import fixed_facilities, row_starts, urgency
from matching.problem import lot_of
from matching.solving import LEVELS, TIERS, Network, build_network, count_gains
from matching.trials import TrialPlan


class PossibleStays:
    """The stays that could be, people and facilities by index.

    Attributes
    ----------
    plan, calendar
        What they come from.
    person_ids, facility_ids, houses
        Of each person and facility.
    tier, level
        Of each person; the level of those whose pair is fixed is one of `FIXED_LEVELS`, since calendars may part them.
    guests, cost, gain, nights
        The stay of each pair that has a day to begin on, what the pair costs, brings and averts; ordered by person.
    who_could
        The stays of each facility.
    weeks
        What the desk can accompany.
    lot, turn
        The lot of the plan, and when each person's turn is in it.
    """

    def __init__(self, plan: TrialPlan, calendar: Calendar) -> None:
        self.plan, self.calendar = plan, calendar
        self.lot = lot_of(plan.problem)
        self.turn: list[int] = np.argsort(self.lot.turns).tolist()
        self.person_ids = [person.id for person in plan.problem.people]
        self.facility_ids = [facility.id for facility in plan.problem.facilities]
        self.tier = np.array([person.tier for person in plan.problem.people], dtype=np.int8)
        level = urgency(plan.problem, fixed_facilities(plan.problem, plan.constraints))
        self.level = np.where(level == 0, self.tier - len(LEVELS), level).astype(np.int8)
        self.guests: dict[tuple[int, int], Guest] = {}
        self.who_could: list[list[Guest]] = [[] for _ in self.facility_ids]
        self.cost: dict[tuple[int, int], int] = {}
        self.gain: dict[tuple[int, int], int] = {}
        self.nights: dict[tuple[int, int], int] = {}
        self._held: dict[tuple[int, frozenset[int]], Dates | None] = {}
        self._together: dict[frozenset[tuple[int, int]], Dates | None] = {}
        network, candidates = plan.network, plan.candidates
        people = np.repeat(np.arange(network.people), np.diff(network.start)).tolist()
        for person, facility in zip(people, network.facility.tolist(), strict=True):
            days = calendar.starts(self.person_ids[person], self.facility_ids[facility])
            if days:
                person_id, facility_id = self.person_ids[person], self.facility_ids[facility]
                said = calendar.said(person_id, facility_id)
                guest = Guest(person, calendar.nights_of(person_id), days, calendar.booked(person_id), said)
                self.guests[person, facility] = guest
                self.who_could[facility].append(guest)
                row = candidates.row(person, facility)
                self.cost[person, facility] = int(candidates.cost[row])
                self.gain[person, facility] = int(candidates.gain[row])
                self.nights[person, facility] = int(candidates.nights[row])
        self.houses = [self._house(facility) for facility in range(len(self.facility_ids))]
        self.weeks = self._weeks()

    def _house(self, facility: int) -> House:
        places, each = len(self.plan.spread[facility]), self.calendar.rules.receive_per_day
        beds = self.calendar.beds(self.facility_ids[facility], places)
        booked = Counter(set_bits(guest.starts)[0] for guest in self.who_could[facility] if guest.booked)
        room = tuple(max(0, each - booked[night]) for night in range(self.calendar.length)) if each else None
        return House(beds or (places,) * self.calendar.length, room, beds is not None)

    def _weeks(self) -> Weeks:
        first, most = self.calendar.first.weekday(), self.calendar.rules.accompany_per_week
        if not most:
            return Weeks(first)
        count = Weeks(first).of(self.calendar.length - 1) + 1
        begun = {guest.person: set_bits(guest.starts)[0] for guest in self.guests.values() if guest.booked}
        booked = Counter(Weeks(first).of(start) for start in begun.values())
        return Weeks(first, tuple(max(0, most - booked[week]) for week in range(count)))

    @property
    def gains(self) -> npt.NDArray[np.int8]:
        """What each pair brings, as for `matching.solving.network.build_network`."""
        return np.array(list(self.gain.values()), dtype=np.int8)

    @property
    def averted(self) -> Ints:
        """What each pair averts, as for `matching.solving.network.build_network`."""
        return np.array(list(self.nights.values()), dtype=np.int64)

    @property
    def by_urgency(self) -> list[int]:
        """Everybody, the most urgent first, then by lot."""
        return sorted(range(len(self.person_ids)), key=lambda person: (self.level[person], self.turn[person]))

    def network(self, at_most: Sequence[int]) -> Network:
        """Return the flow network of the pairs, with no more guests at each facility than are said."""
        people = np.array([person for person, _ in self.guests], dtype=np.intp)
        facility = np.array([facility for _, facility in self.guests], dtype=np.intp)
        cost = np.array(list(self.cost.values()), dtype=np.int64)
        slots = [list(costs[:limit]) for costs, limit in zip(self.plan.spread, at_most, strict=True)]
        begin = row_starts(people, len(self.person_ids))
        return build_network(begin, facility, cost, self.level, slots, gain=self.gains, nights=self.averted)

    def objective(self, assigned: Indices) -> Objective:
        """Return what a plan achieves."""
        placed = assigned < len(self.facility_ids)
        cost = sum(self.cost[pair] for pair in self._used(assigned))
        load = Counter(assigned[placed].tolist())
        cost += sum(sum(self.plan.spread[facility][:count]) for facility, count in load.items())
        counts = tuple(int(np.count_nonzero(placed & (self.tier == number))) for number in TIERS)
        gained = count_gains([self.gain[pair] for pair in self._used(assigned)], self.tier[placed])
        nights = sum(self.nights[pair] for pair in self._used(assigned))
        return Objective(counts, cost, tuple(self.reached(assigned)[: len(TIERS)]), gained, nights)

    def reached(self, assigned: Indices) -> list[int]:
        """Return how many reach each goal of `matching.dated.master.goals`."""
        used = np.array([assigned[person] == facility for person, facility in self.guests], dtype=np.bool_)
        levels = self.level[[person for person, _ in self.guests]]
        return [int(worth[used].sum()) for worth in goals(levels, self.gains, self.averted)]

    def at(self, assigned: Indices) -> dict[int, list[Guest]]:
        """Return the guests of each facility, by tier, then by lot."""
        guests: dict[int, list[Guest]] = {}
        for person in self.by_urgency:
            if assigned[person] < len(self.facility_ids):
                facility = int(assigned[person])
                guests.setdefault(facility, []).append(self.guests[person, facility])
        return guests

    def held(self, facility: int, guests: Sequence[Guest], budget: Budget) -> Dates | None:
        """Return dates on which a facility holds these guests, or None; nothing is worked out twice."""
        key = facility, frozenset(guest.person for guest in guests)
        if key not in self._held:
            self._held[key] = hold([(self.houses[facility], guests)], budget)
        return self._held[key]

    def together(self, guests: Mapping[int, Sequence[Guest]], budget: Budget) -> Dates | None:
        """Return dates on which all facilities hold their guests, within what the desk can accompany, or None."""
        dates: dict[int, int] = {}
        for facility, those in guests.items():
            held = self.held(facility, those, budget)
            if held is None:
                return None
            dates |= held
        if self.weeks.room is None:
            return dates
        key = frozenset((facility, guest.person) for facility, those in guests.items() for guest in those)
        if key not in self._together:
            parties = [(self.houses[facility], those) for facility, those in sorted(guests.items())]
            self._together[key] = hold(parties, budget, self.weeks)
        return self._together[key]

    def _used(self, assigned: Indices) -> list[tuple[int, int]]:
        placed = np.flatnonzero(assigned < len(self.facility_ids)).tolist()
        return [(person, int(assigned[person])) for person in placed]
