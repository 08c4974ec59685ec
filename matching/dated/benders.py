"""Who goes where, by logic-based Benders decomposition: plan, look what calendars cannot hold, learn, plan anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from matching.arrays import Indices
from matching.dated.master import Cut, Opened, WeekRows, solve_master
from matching.dated.plan import Objective
from matching.dated.rota import Budget, Guest, House, collisions, harder, most_held
from matching.dated.stays import PossibleStays
from matching.errors import OutOfTimeError
from matching.solving import solve


class Search:
    """The master problem, and what has been learned about the calendars.

    Attributes
    ----------
    cuts, opened
        What the master problem must keep; see `matching.dated.master.solve_master`.
    at_most
        How many guests each facility can hold, as far as is known.
    by_week
        Whether what the desk can accompany in a week has mattered, so that the master problem keeps it.
    rounds
        How often it was planned anew.
    """

    def __init__(self, stays: PossibleStays, budget: Budget) -> None:
        self.stays, self.budget = stays, budget
        self.cuts: dict[Cut, None] = {}
        self.opened: dict[int, Opened] = {}
        self.at_most = [len(costs) for costs in stays.plan.spread]
        self.by_week = False
        self.rounds = 0
        self._counted: set[int] = set()

    def run(self) -> tuple[Indices, Objective, bool]:
        """Plan until all facilities can hold their guests; return the plan, its bound, and whether it is proven."""
        assigned = solve(self.stays.network(self.at_most), self.stays.level, lot=self.stays.lot).assigned
        bound = self.stays.objective(assigned)
        try:
            while self._learn(assigned):
                self.rounds += 1
                assigned = self._planned_anew(assigned)
                bound = self.stays.objective(assigned)
        except OutOfTimeError:
            return repaired(self.stays, self.at_most, assigned), bound, False
        return assigned, bound, True

    def _planned_anew(self, assigned: Indices) -> Indices:
        stays = self.stays
        network = stays.network(self.at_most)
        cuts = [cut for cut in self.cuts if len(cut.people) < len(stays.who_could[cut.facility])]
        if not cuts and not self.opened and not self.by_week:
            # Cuts on all who could come are fewer places: one flow is still enough, and gives the canonical plan.
            return solve(network, stays.level, lot=stays.lot).assigned
        hoped = stays.reached(assigned)
        weeks = WeekRows(stays.weeks, stays.guests) if self.by_week else None
        return solve_master(
            network, stays.level, cuts, self.opened, hoped, self.budget, stays.gains, stays.averted, weeks
        )

    def _learn(self, assigned: Indices) -> bool:
        """Learn from every facility that cannot hold its guests; return whether there is any."""
        at = self.stays.at(assigned)
        failing = [
            (facility, guests, self.stays.houses[facility])
            for facility, guests in sorted(at.items())
            if self.stays.held(facility, guests, self.budget) is None
        ]
        for facility, guests, house in failing:
            self._count_or_open(facility, house)
            if len(guests) <= self.at_most[facility]:
                self._cut_collisions(facility, guests, house)
        if failing or self.stays.together(at, self.budget) is not None:
            return bool(failing)
        if self.by_week:
            # Weeks by themselves were not enough: which days a facility has decides as well.
            self.opened |= {
                facility: Opened(self.stays.houses[facility], self.stays.who_could[facility]) for facility in at
            }
        self.by_week = True
        return True

    def _count_or_open(self, facility: int, house: House) -> None:
        """Find out how many a facility can hold at most; when that did not settle it, open its calendar."""
        could = self.stays.who_could[facility]
        if facility in self._counted:
            # What cuts did not settle at once could take many more of them.
            self.opened[facility] = Opened(house, could)
            return
        self._counted.add(facility)
        limit = most_held(could, house, self.budget)
        if limit < self.at_most[facility]:
            self.at_most[facility] = limit
            self.cuts[Cut(facility, frozenset(guest.person for guest in could), limit)] = None

    def _cut_collisions(self, facility: int, guests: Sequence[Guest], house: House) -> None:
        """Rule out the guests that cannot be held together, and all that are no easier to hold."""
        for colliding in collisions(guests, house, self.budget):
            no_easier = harder(colliding, self.stays.who_could[facility])
            people = {guest.person for guest in (*colliding, *no_easier)}
            self.cuts[Cut(facility, frozenset(people), len(colliding) - 1)] = None


def repaired(stays: PossibleStays, at_most: Sequence[int], assigned: Indices) -> Indices:
    """Return a plan that can be held, made from one that perhaps cannot: who does not fit goes where they can."""
    nowhere = len(stays.facility_ids)
    whole = np.full(len(assigned), nowhere, dtype=np.intp)
    kept: dict[int, list[Guest]] = {}
    planned = {person: [int(assigned[person])] for person in stays.by_urgency}
    cheapest: dict[int, list[int]] = {person: [] for person in stays.by_urgency}
    for person, facility in sorted(stays.guests, key=lambda pair: (stays.cost[pair], pair)):
        cheapest[person].append(facility)
    for choices in (planned, cheapest):
        for person, facilities in choices.items():
            for facility in facilities:
                if whole[person] < nowhere or facility == nowhere:
                    break
                guests = [*kept.get(facility, []), stays.guests[person, facility]]
                if len(guests) <= at_most[facility] and _quickly_held(stays, {**kept, facility: guests}):
                    kept[facility] = guests
                    whole[person] = facility
    return whole


def _quickly_held(stays: PossibleStays, guests: Mapping[int, Sequence[Guest]]) -> bool:
    """Tell whether it is found without a solver that the facilities hold these guests."""
    try:
        return stays.together(guests, Budget(0)) is not None
    except OutOfTimeError:
        return False
