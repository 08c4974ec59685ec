"""How much consultation for plans the city has: counts by day, what is aimed at, and corporations asked to open offices."""

from dataclasses import dataclass
from datetime import date

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class CapacityCount(Record):
    """What was counted as of a day; what is not known stays unknown.

    Attributes
    ----------
    offices
        Designated planning offices (指定特定相談支援事業所).
    with_plan, self_planned
        People whose plan an office made, and who made their own.
    entitled
        People entitled to services, of whom these are some.
    staff_hundredths
        Consultation specialists in hundredths of one who works full time (常勤換算).
    claims
        Claims to the insurers' federation (国保連) a month, by all of them.
    """

    counted_on: date
    offices: int | None = None
    with_plan: int | None = None
    self_planned: int | None = None
    entitled: int | None = None
    staff_hundredths: int | None = None
    claims: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class CapacityTarget(Record):
    """What is aimed at for a day, of what is counted and of what follows from it; unknown is aimed at nothing.

    Attributes
    ----------
    cases_a_head
        In hundredths.
    claims_a_head
        A month, in tenths.
    plan_share, self_share
        In thousandths.
    """

    for_on: date
    offices: int | None = None
    with_plan: int | None = None
    self_planned: int | None = None
    entitled: int | None = None
    staff_hundredths: int | None = None
    claims: int | None = None
    cases_a_head: int | None = None
    claims_a_head: int | None = None
    plan_share: int | None = None
    self_share: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class CorporationVisit(Record):
    """A corporation that was visited, and asked to open an office or to take on specialists; without a result none is known yet."""

    visited_on: date
    corporation: str
    kind: str | None = None
    result: str | None = None
    opinions: str | None = None
    who_went: str | None = None
