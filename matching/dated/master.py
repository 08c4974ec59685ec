"""The plan under what calendars do not allow: the exact optimum, tier by tier and then by cost, as an integer program."""

import time
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching.arrays import Indices, Ints
from matching.dated.calendar import set_bits
from matching.dated.rota import Budget, Guest, House, Weeks
from matching.errors import OutOfTimeError, SolverError
from matching.solving import FIXED_LEVELS, GAINS, TIERS, Network, minimise, tiers_of


class Cut(NamedTuple):
    """At most `most` of these people can be at this facility, because its beds and their nights allow no more."""

    facility: int
    people: frozenset[int]
    most: int


class Opened(NamedTuple):
    """A calendar to be kept in full: what the facility has by night, and everyone who could come."""

    house: House
    guests: Sequence[Guest]


class WeekRows(NamedTuple):
    """What the desk can accompany in each week, and the stay of each person and facility that could be."""

    weeks: Weeks
    guests: Mapping[tuple[int, int], Guest]


def solve_master(
    network: Network,
    tier: npt.NDArray[np.int8],
    cuts: Iterable[Cut],
    opened: Mapping[int, Opened],
    hoped: Sequence[int],
    budget: Budget,
    gain: npt.NDArray[np.int8],
    nights: Ints,
    by_week: WeekRows | None = None,
) -> Indices:
    """Return an optimal plan that keeps all cuts and all opened calendars: the most of each goal, then the least cost.

    Under cuts one flow is no longer enough: the sets of people who can be placed are no matroid any more, so giving
    up one person of tier 1 could bring two of tier 2. The counts are therefore fixed goal by goal before the cost.

    Parameters
    ----------
    network, tier
        As for `matching.solving.flow.solve`.
    cuts, opened
        People and facilities by index.
    hoped
        How many reach each of `goals`, known to be the most that can be hoped for; tried first, because it mostly is
        possible.
    budget
        What is left of the time.
    gain, nights
        Of each edge, as for `matching.solving.network.build_network`.
    by_week
        What the desk can accompany, if that is to be kept: by the days of opened calendars, elsewhere by the weeks in
        which a stay could begin.

    Returns
    -------
    assigned
        Facility index of each person; `network.facilities` for the unplaced. The rows of the program are checked
        again in whole numbers, and the cost is within less than 1 of the solver's bound, which proves it the least.

    Raises
    ------
    OutOfTimeError
        The optimum is not proven in time.
    SolverError
        The solver failed, or its result does not pass the check.
    """
    program = _Program(network, tier, gain, nights)
    for cut in cuts:
        program.keep_cut(cut)
    for facility, calendar in opened.items():
        program.keep_calendar(facility, calendar)
    if by_week is not None:
        program.keep_weeks(by_week, opened)
    values = program.least_cost(hoped, budget)
    if values is None:
        counts: list[int] = []
        for goal in program.goals:
            counts.append(program.most(goal, counts, budget))
        values = program.least_cost(counts, budget)
    if values is None:
        raise SolverError("solver.not_optimal")
    assigned = np.full(network.people, network.facilities, dtype=np.intp)
    used = np.flatnonzero(values[: len(network.cost)])
    assigned[program.person[used]] = network.facility[used]
    return assigned


def goals(tier: npt.NDArray[np.int8], gain: npt.NDArray[np.int8], nights: Ints) -> list[Ints]:
    """Return what is counted before the cost, most important first, as what each edge adds to it.

    Pairs that are fixed, by tier (`FIXED_LEVELS`), emergency options gained (`GAINS`) or nights averted if any can be, then
    people placed by tier.

    Parameters
    ----------
    tier, gain, nights
        Tier or level of each edge's person, and what the edge brings and averts.
    """
    gains = [(gain == kind) & (tiers_of(tier) == own) for kind, own in GAINS] if gain.any() else []
    fixed, placed = ([(tier == own).astype(np.int64) for own in levels] for levels in (FIXED_LEVELS, TIERS))
    return [*fixed, *(gained.astype(np.int64) for gained in gains), *([nights] if nights.any() else []), *placed]


class _Program:
    """Variables, all 0 or 1: each edge, each slot, each night of arrival at an opened facility, each week elsewhere."""

    def __init__(self, network: Network, tier: npt.NDArray[np.int8], gain: npt.NDArray[np.int8], nights: Ints) -> None:
        self._network = network
        self.person: Ints = np.repeat(np.arange(network.people), np.diff(network.start))
        self.goals = goals(tier[self.person], gain, nights)
        self._edge = {
            pair: edge for edge, pair in enumerate(zip(self.person.tolist(), network.facility.tolist(), strict=True))
        }
        self._width = len(network.cost) + len(network.slot_cost)
        # Numbers as large as the stakes would cost the solver its precision; the goals take their place.
        plain = network.cost - np.where(gain == 0, network.stake[self.person], 0)
        plain -= (network.most_nights - nights) * network.night
        self._cost: Ints = np.concatenate([plain, network.slot_cost])
        self._entries: list[tuple[int, int, int]] = []
        self._bounds: list[tuple[int, int]] = []
        self._arrivals: list[tuple[int, int]] = []
        by_person: list[list[tuple[int, int]]] = [[] for _ in range(network.people)]
        by_facility: list[list[tuple[int, int]]] = [[] for _ in range(network.facilities)]
        for (person, facility), edge in self._edge.items():
            by_person[person].append((edge, 1))
            by_facility[facility].append((edge, 1))
        owners = np.repeat(np.arange(network.facilities), network.places).tolist()
        for slot, facility in enumerate(owners, start=len(network.cost)):
            by_facility[facility].append((slot, -1))
        for row in by_person:
            self._add(row, 0, 1)
        for row in by_facility:
            self._add(row, 0, 0)

    def keep_cut(self, cut: Cut) -> None:
        """Allow no more of the people at the facility than the cut does."""
        self._add([(self._edge[person, cut.facility], 1) for person in sorted(cut.people)], 0, cut.most)

    def keep_calendar(self, facility: int, calendar: Opened) -> None:
        """Whoever goes there begins on one of their nights, and no night has more guests than beds."""
        present: dict[int, list[tuple[int, int]]] = {}
        arriving: dict[int, list[tuple[int, int]]] = {}
        for guest in calendar.guests:
            row = [(self._edge[guest.person, facility], -1)]
            for start in set_bits(guest.starts):
                row.append((self._width, 1))
                for night in range(start, start + guest.nights):
                    present.setdefault(night, []).append((self._width, 1))
                if not guest.booked:
                    arriving.setdefault(start, []).append((self._width, 1))
                    self._arrivals.append((start, self._width))
                self._width += 1
            self._add(row, 0, 0)
        self._keep_most(present, calendar.house.beds)
        self._keep_most(arriving, calendar.house.room)

    def keep_weeks(self, by_week: WeekRows, opened: Container[int]) -> None:
        """Let no more stays begin in a week than the desk can accompany."""
        weeks = by_week.weeks
        begun: dict[int, list[tuple[int, int]]] = {}
        for start, column in self._arrivals:
            begun.setdefault(weeks.of(start), []).append((column, 1))
        for (person, facility), guest in by_week.guests.items():
            if guest.booked or facility in opened:
                continue
            row = [(self._edge[person, facility], -1)]
            for week in sorted({weeks.of(start) for start in set_bits(guest.starts)}):
                row.append((self._width, 1))
                begun.setdefault(week, []).append((self._width, 1))
                self._width += 1
            self._add(row, 0, 0)
        self._keep_most(begun, weeks.room)

    def _keep_most(self, rows: Mapping[int, list[tuple[int, int]]], most: Sequence[int] | None) -> None:
        for key, row in rows.items():
            if most is not None and len(row) > most[key]:
                self._add(row, 0, most[key])

    def most(self, reached: Ints, counts: Sequence[int], budget: Budget) -> int:
        """Return how many can reach one goal, with the counts of the goals before it."""
        goal = np.zeros(self._width, dtype=np.int64)
        goal[: len(reached)] = reached
        if not goal.any():
            return 0
        values = self._solve(-goal, counts, budget)
        if values is None:
            raise SolverError("solver.not_optimal")
        return int(goal @ values)

    def least_cost(self, counts: Sequence[int], budget: Budget) -> Ints | None:
        """Return the cheapest values of all variables with these counts by goal, or None if there are none."""
        goal = np.zeros(self._width, dtype=np.int64)
        goal[: len(self._cost)] = self._cost
        return self._solve(goal, counts, budget)

    def _add(self, row: Iterable[tuple[int, int]], least: int, most: int) -> None:
        self._entries.extend((len(self._bounds), column, value) for column, value in row)
        self._bounds.append((least, most))

    def _solve(self, goal: Ints, counts: Sequence[int], budget: Budget) -> Ints | None:
        """Return values that minimise a goal, proven to be the least, or None if there are none."""
        matrix, least, most = self._rows(counts)
        if budget.left <= 0:
            raise OutOfTimeError
        started = time.perf_counter()
        try:
            minimum = minimise(goal, matrix, least, most, seconds=max(budget.left, 0.001))
        finally:
            budget.left -= time.perf_counter() - started
        if minimum is None:
            return None
        if minimum.bound < int(goal @ minimum.values):
            raise OutOfTimeError
        return minimum.values

    def _rows(self, counts: Sequence[int]) -> tuple[csr_array, Ints, Ints]:
        entries = np.array(self._entries, dtype=np.int64).reshape(-1, 3).T
        levels = [np.flatnonzero(reached) for reached, _ in zip(self.goals, counts, strict=False)]
        rows = [np.full(len(edges), len(self._bounds) + index) for index, edges in enumerate(levels)]
        columns = np.concatenate([entries[1], *levels])
        values = np.concatenate([entries[2], *(worth[edges] for worth, edges in zip(self.goals, levels, strict=False))])
        bounds = np.array([*self._bounds, *((count, count) for count in counts)], dtype=np.int64).reshape(-1, 2)
        matrix = csr_array((values, (np.concatenate([entries[0], *rows]), columns)), shape=(len(bounds), self._width))
        return matrix, bounds[:, 0], bounds[:, 1]
