"""What was counted as of a day, and what follows from it: cases and claims a head, the share of people with a plan."""

from collections.abc import Iterable, Mapping
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import CapacityCount
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from desk.typed import written_parts

COUNTED, RATES = tuple(v.CAPACITY_BOUNDS), tuple(v.CAPACITY_RATE_BOUNDS)
MEASURES = (*COUNTED, *RATES)
"""In the order of the council's paper: first what is counted, then what follows from it."""
Figures = Mapping[str, int | None]
"""By measure, in the parts that `casebook.vocabulary.CAPACITY_SCALES` says; None: not known."""


def read_counts(book: Casebook) -> list[CapacityCount]:
    """Return all counts by their day, the newest last."""
    return sorted(book.all(CapacityCount), key=lambda one: one.counted_on)


def count_for(among: Iterable[CapacityCount], day: date) -> CapacityCount | None:
    """Return the last count of a day or of one before it; None if there is none."""
    return max((one for one in among if one.counted_on <= day), key=lambda one: one.counted_on, default=None)


def figures(count: CapacityCount) -> dict[str, int | None]:
    """Return what was counted and what follows from it, by measure.

    Cases and claims a head are those of one specialist who works full time; the share of people with a plan is of
    those entitled, and the share of people with a plan of their own of all who have either, as the nation's survey has it
    (障害者相談支援事業の実施状況等). What would follow from something unknown, or from nobody, is unknown.
    """
    with_plan, own = count.with_plan, count.self_planned
    either = None if with_plan is None or own is None else with_plan + own
    scales, staff = v.CAPACITY_SCALES, count.staff_hundredths
    a_head, per_cent = v.CAPACITY_SCALES["staff_hundredths"], 100
    return {
        **{name: getattr(count, name) for name in COUNTED},
        "cases_a_head": half_up(with_plan, staff, scales["cases_a_head"] * a_head),
        "claims_a_head": half_up(count.claims, staff, scales["claims_a_head"] * a_head),
        "plan_share": half_up(with_plan, count.entitled, scales["plan_share"] * per_cent),
        "self_share": half_up(own, either, scales["self_share"] * per_cent),
    }


def half_up(some: int | None, whole: int | None, times: int) -> int | None:
    """Return ``some / whole`` so many times, as the nearest whole number, a half rounded up; None where it is not known."""
    if some is None or not whole:
        return None
    return (2 * some * times + whole) // (2 * whole)


def told_figure(measure: str, value: int, *, signed: bool = False) -> str:
    """Write a figure of a measure with the places that it is kept in: 59.55 of 5,955 hundredths, 3,051 of 3051.

    Parameters
    ----------
    signed
        Whether it is a difference, which has its sign.
    """
    written = written_parts(value, v.CAPACITY_SCALES.get(measure, 1))
    return f"+{written}" if signed and value > 0 else written


def record_count(book: Casebook, count: CapacityCount, today: date) -> int:
    """Write what was counted as of a day; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, or there is a count of the day; nothing was written.
    """
    if faults := check_count(count, today):
        raise InvalidInputError(faults)
    with book.writing("record capacity count") as writer:
        if writer.all(CapacityCount, counted_on=count.counted_on):
            raise InvalidInputError([fault("counted_on", "capacity.counted_already", day=count.counted_on)])
        return writer.add(count)


def check_count(count: CapacityCount, today: date) -> list[Fault]:
    """Find what cannot be kept of a count."""
    faults = out_of_bounds(count, **v.CAPACITY_BOUNDS)
    if count.counted_on > today:
        faults.append(fault("counted_on", "input.not_in_future"))
    if all(getattr(count, name) is None for name in COUNTED):
        faults.append(fault(COUNTED[0], "capacity.nothing_counted"))
    if count.entitled is not None and (count.with_plan or 0) + (count.self_planned or 0) > count.entitled:
        faults.append(fault("entitled", "capacity.fewer_entitled"))
    return faults
