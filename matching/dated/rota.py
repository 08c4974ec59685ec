"""One facility: can it hold these stays, on which nights at the earliest, how many at most, and who collides."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model

from matching.dated.calendar import set_bits
from matching.errors import OutOfTimeError

ENUMERATED = 8
"""Up to so many guests all smallest colliding sets are found, beyond it one that cannot be made smaller."""


class Guest(NamedTuple):
    """A stay to be dated: its length, and the mask of nights on which it could begin, never 0."""

    person: int
    nights: int
    starts: int


Dates = Mapping[int, int]
"""First night of each person's stay."""
Beds = Sequence[int] | None
"""Free beds by night; None when only the places of the period are known, which then bound the guests, not the nights."""


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


def hold(guests: Sequence[Guest], beds: Beds, budget: Budget) -> Dates | None:
    """Return dates on which a facility has a bed for each guest on each night, or None when there are none."""
    if beds is None:
        return {guest.person: set_bits(guest.starts)[0] for guest in guests}
    dates = _first_fit(guests, beds)
    if dates is not None:
        return dates
    rota = _Rota(guests, beds)
    return rota.solved(budget)


def earliest(guests: Sequence[Guest], beds: Beds, budget: Budget) -> Dates:
    """Return the dates with the least sum; among those the first guest's earliest, then the second's, and so on.

    Where only places are known, the guests get dates on which the fewest beds are needed at once.

    Parameters
    ----------
    guests
        They can be held; the order decides ties.
    """
    if beds is None:
        nights = max(guest.starts.bit_length() + guest.nights for guest in guests)
        needed = next(count for count in range(1, len(guests) + 1) if hold(guests, (count,) * nights, budget))
        return earliest(guests, (needed,) * nights, budget)
    dates = {guest.person: set_bits(guest.starts)[0] for guest in guests}
    if _fits(guests, dates, beds):
        return dates
    rota = _Rota(guests, beds)
    for goal in (guests, *([guest] for guest in guests)):
        rota.begin_early(goal, budget)
    return rota.dates


def most_held(guests: Sequence[Guest], beds: Sequence[int], budget: Budget) -> int:
    """Return how many of these guests a facility can hold."""
    rota = _Rota(guests, beds, optional=True)
    return rota.count(budget)


def collisions(guests: Sequence[Guest], beds: Sequence[int], budget: Budget) -> list[tuple[Guest, ...]]:
    """Return the smallest sets of guests that cannot all be held, given guests who cannot.

    With more than `ENUMERATED` guests it is one set, from which nobody can be left out: trying all sets would take
    too long.
    """
    if len(guests) > ENUMERATED:
        kept = list(guests)
        for guest in guests:
            fewer = [other for other in kept if other is not guest]
            if hold(fewer, beds, budget) is None:
                kept = fewer
        return [tuple(kept)]
    for size in range(2, len(guests)):
        colliding = [some for some in combinations(guests, size) if hold(some, beds, budget) is None]
        if colliding:
            return colliding
    return [tuple(guests)]


def harder(guests: Sequence[Guest], others: Sequence[Guest]) -> list[Guest]:
    """Return those of `others` who are at least as hard to hold as each of `guests`.

    They stay no shorter and can begin on no night on which one of the guests cannot. If k guests cannot all be held,
    neither can any k of the guests and these others, because an easier guest could take a harder one's nights.
    """
    nights = max(guest.nights for guest in guests)
    return [other for other in others if other.nights >= nights and not any(other.starts & ~g.starts for g in guests)]


def _first_fit(guests: Sequence[Guest], beds: Sequence[int]) -> Dates | None:
    free = list(beds)
    dates: dict[int, int] = {}
    for guest in sorted(guests, key=lambda one: (one.starts.bit_count(), one.starts.bit_length(), one.person)):
        for start in set_bits(guest.starts):
            if all(free[start : start + guest.nights]):
                break
        else:
            return None
        dates[guest.person] = start
        for night in range(start, start + guest.nights):
            free[night] -= 1
    return dates


def _fits(guests: Sequence[Guest], dates: Dates, beds: Sequence[int]) -> bool:
    free = list(beds)
    for guest in guests:
        for night in range(dates[guest.person], dates[guest.person] + guest.nights):
            free[night] -= 1
    return min(free) >= 0


class _Rota:
    """The facility as a CP-SAT model: each guest begins on one of the nights, and no night has too many guests."""

    def __init__(self, guests: Sequence[Guest], beds: Sequence[int], *, optional: bool = False) -> None:
        self._model = cp_model.CpModel()
        self._guests = guests
        self._begins = {
            guest.person: {start: self._model.new_bool_var("") for start in set_bits(guest.starts)} for guest in guests
        }
        self.dates: Dates = {}
        present: list[list[cp_model.IntVar]] = [[] for _ in beds]
        for guest in guests:
            begins = self._begins[guest.person]
            choose = self._model.add_at_most_one if optional else self._model.add_exactly_one
            choose(begins.values())
            for start, begin in begins.items():
                for night in range(start, start + guest.nights):
                    present[night].append(begin)
        for literals, free in zip(present, beds, strict=True):
            if len(literals) > free:
                self._model.add(sum(literals) <= free)

    def solved(self, budget: Budget) -> Dates | None:
        """Return dates, or None when there are none."""
        solver = budget.solve(self._model)
        if solver.response_proto.status == cp_model.INFEASIBLE:
            return None
        return {
            person: next(start for start, begin in begins.items() if solver.boolean_value(begin))
            for person, begins in self._begins.items()
        }

    def begin_early(self, guests: Sequence[Guest], budget: Budget) -> None:
        """Let these guests begin as early as possible together, now and in all that follows."""
        total = sum(start * begin for guest in guests for start, begin in self._begins[guest.person].items())
        self._model.minimize(total)
        self.dates = self.solved(budget) or {}
        self._model.add(total == sum(self.dates[guest.person] for guest in guests))

    def count(self, budget: Budget) -> int:
        """Return how many guests can stay, when they need not."""
        self._model.maximize(sum(begin for begins in self._begins.values() for begin in begins.values()))
        return round(budget.solve(self._model).objective_value)
