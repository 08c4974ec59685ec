"""Who can sleep where on which nights: can facilities hold these stays, how many at most, and who collides."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model

from matching.dated.calendar import set_bits
from matching.errors import OutOfTimeError

ENUMERATED = 8
"""Up to so many guests all smallest colliding sets are found, beyond it one that cannot be made smaller."""


class Guest(NamedTuple):
    """A stay to be dated: its length, the mask of nights on which it could begin, never 0, and if it is booked.

    `said` are the nights on which it would begin as the person, and as the facility, said themselves.
    """

    person: int
    nights: int
    starts: int
    booked: bool = False
    said: tuple[int, ...] = ()


class House(NamedTuple):
    """What a facility has by night.

    Attributes
    ----------
    beds
        Free beds; where only the places of the period are known, as many as those.
    room
        How many stays can begin on each day besides those booked; None for any number.
    known
        Whether the beds of nights are known, not just places.
    """

    beds: Sequence[int]
    room: Sequence[int] | None = None
    known: bool = True


class Weeks(NamedTuple):
    """The weeks of a period, Monday to Sunday: the weekday of its first night, Monday 0, and the room of each week.

    `room` is how many stays can begin besides those booked; None for any number.
    """

    first_weekday: int
    room: Sequence[int] | None = None

    def of(self, night: int) -> int:
        """Return the week of a night, the period's first being 0."""
        return (self.first_weekday + night) // 7


Party = tuple[House, Sequence[Guest]]
"""A facility, and those who are to stay there."""
Dates = Mapping[int, int]
"""First night of each person's stay."""
ANY_WEEK = Weeks(0)


class Budget:
    """What is left of the time limit, in seconds.

    Parameters
    ----------
    seconds
        With 0, everything that needs a solver is out of time.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def solve(self, model: cp_model.CpModel) -> cp_model.CpSolver:
        """Solve to the end, in one thread and from a fixed seed.

        Raises
        ------
        OutOfTimeError
            The time does not suffice.
        """
        if self.left <= 0:
            raise OutOfTimeError
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_time_in_seconds = self.left
        status = solver.solve(model)
        self.left -= solver.wall_time
        if status not in {cp_model.OPTIMAL, cp_model.INFEASIBLE}:
            raise OutOfTimeError
        return solver


class Free:
    """What is still free while stays are dated one by one."""

    def __init__(self, houses: Sequence[House], weeks: Weeks) -> None:
        self._beds = [list(house.beds) for house in houses]
        self._room = [None if house.room is None else list(house.room) for house in houses]
        self._weeks, self._week_room = weeks, None if weeks.room is None else list(weeks.room)

    def fits(self, at: int, guest: Guest, start: int) -> bool:
        """Tell whether a stay can begin on a night at one of the houses."""
        room, week_room = self._room[at], self._week_room
        received = guest.booked or (
            (room is None or room[start] > 0) and (week_room is None or week_room[self._weeks.of(start)] > 0)
        )
        return received and min(self._beds[at][start : start + guest.nights]) > 0

    def take(self, at: int, guest: Guest, start: int) -> None:
        """Let a stay begin there."""
        for night in range(start, start + guest.nights):
            self._beds[at][night] -= 1
        room, week_room = self._room[at], self._week_room
        if room is not None and not guest.booked:
            room[start] -= 1
        if week_room is not None and not guest.booked:
            week_room[self._weeks.of(start)] -= 1

    def least(self, at: int, guest: Guest, start: int) -> int:
        """Return the free beds of the fullest of a stay's nights."""
        return min(self._beds[at][start : start + guest.nights])


def hold(parties: Sequence[Party], budget: Budget, weeks: Weeks = ANY_WEEK) -> Dates | None:
    """Return dates on which every facility has a bed and room for each of its guests, or None when there are none."""
    dates = _first_fit(parties, weeks)
    return _Rota(parties, weeks).solved(budget) if dates is None else dates


def most_held(guests: Sequence[Guest], house: House, budget: Budget) -> int:
    """Return how many of these guests a facility can hold."""
    rota = _Rota([(house, guests)], ANY_WEEK, optional=True)
    return rota.count(budget)


def collisions(guests: Sequence[Guest], house: House, budget: Budget) -> list[tuple[Guest, ...]]:
    """Return the smallest sets of guests that cannot all be held, given guests who cannot.

    With more than `ENUMERATED` guests it is one set, from which nobody can be left out: trying all sets would take
    too long.
    """
    if len(guests) > ENUMERATED:
        kept = list(guests)
        for guest in guests:
            fewer = [other for other in kept if other is not guest]
            if hold([(house, fewer)], budget) is None:
                kept = fewer
        return [tuple(kept)]
    for size in range(2, len(guests)):
        colliding = [some for some in combinations(guests, size) if hold([(house, some)], budget) is None]
        if colliding:
            return colliding
    return [tuple(guests)]


def harder(guests: Sequence[Guest], others: Sequence[Guest]) -> list[Guest]:
    """Return those of `others` who are at least as hard to hold as each of `guests`.

    They stay no shorter and can begin on no night on which one of the guests cannot. If k guests cannot all be held,
    neither can any k of the guests and these others, because an easier guest could take a harder one's nights. One
    that is booked takes no room, which a guest who is not would need, so it is harder only than others booked.
    """
    nights = max(guest.nights for guest in guests)
    booked = all(guest.booked for guest in guests)
    return [
        other
        for other in others
        if other.nights >= nights and other.booked <= booked and not any(other.starts & ~g.starts for g in guests)
    ]


def _first_fit(parties: Sequence[Party], weeks: Weeks) -> Dates | None:
    free = Free([house for house, _ in parties], weeks)
    everyone = [(at, guest) for at, (_, guests) in enumerate(parties) for guest in guests]
    dates: dict[int, int] = {}
    for at, guest in sorted(
        everyone, key=lambda one: (one[1].starts.bit_count(), one[1].starts.bit_length(), one[1].person)
    ):
        start = next((start for start in set_bits(guest.starts) if free.fits(at, guest, start)), None)
        if start is None:
            return None
        dates[guest.person] = start
        free.take(at, guest, start)
    return dates


class _Rota:
    """The facilities as a CP-SAT model: each guest begins on one of the nights, within beds and room."""

    def __init__(self, parties: Sequence[Party], weeks: Weeks, *, optional: bool = False) -> None:
        self._model = cp_model.CpModel()
        self._begins: dict[int, dict[int, cp_model.IntVar]] = {}
        by_week: dict[int, list[cp_model.IntVar]] = {}
        for house, guests in parties:
            present: dict[int, list[cp_model.IntVar]] = {}
            arriving: dict[int, list[cp_model.IntVar]] = {}
            for guest in guests:
                begins = {start: self._model.new_bool_var("") for start in set_bits(guest.starts)}
                self._begins[guest.person] = begins
                choose = self._model.add_at_most_one if optional else self._model.add_exactly_one
                choose(begins.values())
                for start, begin in begins.items():
                    for night in range(start, start + guest.nights):
                        present.setdefault(night, []).append(begin)
                    if not guest.booked:
                        arriving.setdefault(start, []).append(begin)
                        by_week.setdefault(weeks.of(start), []).append(begin)
            self._bound(present, house.beds)
            self._bound(arriving, house.room)
        self._bound(by_week, weeks.room)

    def _bound(self, literals: Mapping[int, list[cp_model.IntVar]], most: Sequence[int] | None) -> None:
        for key, some in literals.items():
            if most is not None and len(some) > most[key]:
                self._model.add(sum(some) <= most[key])

    def solved(self, budget: Budget) -> Dates | None:
        """Return dates, or None when there are none."""
        solver = budget.solve(self._model)
        if solver.response_proto.status == cp_model.INFEASIBLE:
            return None
        return {
            person: next(start for start, begin in begins.items() if solver.boolean_value(begin))
            for person, begins in self._begins.items()
        }

    def count(self, budget: Budget) -> int:
        """Return how many guests can stay, when they need not."""
        self._model.maximize(sum(begin for begins in self._begins.values() for begin in begins.values()))
        return round(budget.solve(self._model).objective_value)
