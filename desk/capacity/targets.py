"""What is aimed at for a day, and how far from it what was counted is."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import NamedTuple

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import CapacityCount, CapacityTarget
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.capacity.counts import MEASURES, count_for, figures
from desk.errors import Fault, InvalidInputError, fault


class Gap(NamedTuple):
    """One measure that is aimed at.

    Attributes
    ----------
    reached
        What was counted, or follows from it; None: not known.
    """

    measure: str
    aim: int
    reached: int | None

    @property
    def difference(self) -> int | None:
        """What was reached less what is aimed at."""
        return None if self.reached is None else self.reached - self.aim


def read_targets(book: Casebook) -> list[CapacityTarget]:
    """Return all targets by the day they are for, the last first."""
    return sorted(book.all(CapacityTarget), key=lambda one: one.for_on, reverse=True)


def gaps(target: CapacityTarget, among: Iterable[CapacityCount]) -> tuple[CapacityCount | None, list[Gap]]:
    """Return the last count until the target's day, and each measure that is aimed at beside what it was then."""
    count = count_for(among, target.for_on)
    reached = {} if count is None else figures(count)
    aims = {name: getattr(target, name) for name in MEASURES}
    return count, [Gap(name, aim, reached.get(name)) for name, aim in aims.items() if aim is not None]


def set_target(book: Casebook, target: CapacityTarget) -> int:
    """Set what is aimed at for a day; what is left empty stays as it was. Return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    """
    if faults := check_target(target):
        raise InvalidInputError(faults)
    with book.writing("set capacity target") as writer:
        for kept in writer.all(CapacityTarget, for_on=target.for_on):
            said = {one.name: said for one in fields(target) if (said := getattr(target, one.name)) is not None}
            if (after := replace(kept, **{**said, "id": kept.id})) != kept:
                writer.change(after)
            return require(kept.id)
        return writer.add(target)


def check_target(target: CapacityTarget) -> list[Fault]:
    """Find what cannot be kept of a target."""
    faults = out_of_bounds(target, **v.CAPACITY_BOUNDS, **v.CAPACITY_RATE_BOUNDS)
    if all(getattr(target, name) is None for name in MEASURES):
        faults.append(fault(MEASURES[0], "capacity.nothing_aimed_at"))
    return faults
