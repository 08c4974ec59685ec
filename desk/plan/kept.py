"""Plans that were kept for a period: which there are, where they suggest whom, and who is suggested elsewhere now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from casebook.book import Casebook
from casebook.records import Plan
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Period
from matching.trials import Reassignment, TrialPlan, changes_since


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it was kept; ``record`` is described in docs/plan-format.md."""

    key: int
    made_at: datetime
    made_by: str
    placed: int
    record: Mapping[str, Any]

    @property
    def dated(self) -> bool:
        """Whether it was kept with dates."""
        return "dates" in self.record

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Where it suggests whom: facility id by person id; of a plan with dates who has some."""
        suggested = self.record["dates"]["stays"] if self.dated else self.record["assignments"]
        return {one["person"]: one["facility"] for one in suggested}


@dataclass(frozen=True)
class Since:
    """A kept plan, and everybody who takes part in the plan shown and is suggested elsewhere in it."""

    plan: KeptPlan
    changes: tuple[Reassignment, ...]


def kept_plans(book: Casebook, period: Period) -> list[KeptPlan]:
    """Return the plans kept for a period, the last one first."""
    plans = book.all(Plan, period_start=period.start, period_end=period.end)
    return [_read(plan) for plan in reversed(plans)]


def kept_plan(book: Casebook, period: Period, key: int) -> KeptPlan:
    """Return one plan kept for a period.

    Raises
    ------
    DeskError
        If none of this number was kept for it.
    """
    if book.periods().get(key) != (period.start, period.end):
        raise DeskError("kept_plan.none", id=key, period=str(period))
    return _read(book.one(Plan, key))


def last_kept(book: Casebook, period: Period) -> KeptPlan | None:
    """Return the plan kept last for a period, if any."""
    keys = [key for key, days in book.periods().items() if days == (period.start, period.end)]
    return _read(book.one(Plan, max(keys))) if keys else None


def _read(plan: Plan) -> KeptPlan:
    return KeptPlan(require(plan.id), plan.made_at, plan.made_by, plan.placed, plan.record)


def since(kept: KeptPlan, plan: TrialPlan) -> Since:
    """Lay a plan beside a kept one."""
    return Since(kept, changes_since(kept.record, kept.pairs, plan))
