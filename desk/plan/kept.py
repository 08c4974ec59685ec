"""Plans that were kept for a period: drafts, the adopted one, those it replaced; and who is suggested elsewhere now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from casebook.book import Casebook, Writer
from casebook.records import Adoption, Plan
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Period
from matching.policy import Policy
from matching.trials import Reassignment, TrialPlan, changes_since, draw_of, policy_of, without
from words.message import Message


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it was kept.

    Attributes
    ----------
    record
        Described in docs/plan-format.md.
    adoption
        None of a draft.
    """

    key: int
    made_at: datetime
    made_by: str
    placed: int
    record: Mapping[str, Any]
    adoption: Adoption | None = None

    @property
    def state(self) -> str:
        """``draft``, ``adopted`` or ``replaced``."""
        if self.adoption is None:
            return "draft"
        return "adopted" if self.adoption.replaced_at is None else "replaced"

    @property
    def standing(self) -> tuple[str, str, datetime]:
        """Its state, who brought it there, and when."""
        if (adoption := self.adoption) is None:
            return "draft", self.made_by, self.made_at
        if adoption.replaced_at is None or adoption.replaced_by is None:
            return "adopted", adoption.adopted_by, adoption.adopted_at
        return "replaced", adoption.replaced_by, adoption.replaced_at

    @property
    def draw(self) -> int:
        """Which lot ties are drawn with when it is opened: its own, or the first for one from before there were lots."""
        return draw_of(self.record) or 1

    @property
    def dated(self) -> bool:
        """Whether it was kept with dates."""
        return "dates" in self.record

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Where it suggests whom: facility id by person id; of a plan with dates who has some."""
        return _pairs(self.record)

    def policy(self, policy: Policy) -> Policy:
        """Return the policy it was made with; what its record does not say is as in the policy handed in."""
        return policy_of(self.record, policy)


@dataclass(frozen=True)
class Since:
    """A kept plan, and everybody who takes part in the plan shown and is suggested elsewhere in it."""

    plan: KeptPlan
    changes: tuple[Reassignment, ...]

    @property
    def message(self) -> Message:
        """How many change, against which plan."""
        code = "kept_plan.changes_adopted" if self.plan.state == "adopted" else "kept_plan.changes"
        return Message(code, {"id": self.plan.key, "count": len(self.changes)})


def seen_plans(book: Casebook | Writer, **equal: object) -> list[Plan]:
    """Return plans that were kept, by id, each without those whose file is restricted to others: as if they had not been in it."""
    hidden = book.sight().hidden
    return [_without(plan, hidden) for plan in book.all(Plan, **equal)]


def _seen_plan(book: Casebook, key: int) -> Plan:
    """Return one of them; see `Casebook.one`."""
    return _without(book.one(Plan, key), book.sight().hidden)


def _without(plan: Plan, hidden: Collection[int]) -> Plan:
    record = without(plan.record, hidden)
    if record is plan.record:
        return plan
    whole = record.get("dates", {}).get("objective", record["objective"])
    return replace(plan, record=record, placed=len(_pairs(record)), cost=whole["cost"])


def _pairs(record: Mapping[str, Any]) -> dict[int, int]:
    suggested = record["dates"]["stays"] if "dates" in record else record["assignments"]
    return {one["person"]: one["facility"] for one in suggested}


def kept_plans(book: Casebook, period: Period) -> list[KeptPlan]:
    """Return the plans kept for a period, the last one first."""
    days = {"period_start": period.start, "period_end": period.end}
    adoptions = {one.plan_id: one for one in book.all(Adoption, **days)}
    return [_read(plan, adoptions.get(require(plan.id))) for plan in reversed(seen_plans(book, **days))]


def kept_plan(book: Casebook, period: Period, key: int) -> KeptPlan:
    """Return one plan kept for a period.

    Raises
    ------
    DeskError
        If none of this number was kept for it.
    """
    if book.periods().get(key) != (period.start, period.end):
        raise DeskError("kept_plan.none", id=key, period=str(period))
    return _read(_seen_plan(book, key), next(iter(book.all(Adoption, plan_id=key)), None))


def adopted_plan(book: Casebook, period: Period) -> KeptPlan | None:
    """Return the plan that a period is carried out by, if any."""
    found = book.all(Adoption, period_start=period.start, period_end=period.end, replaced_at=None)
    return _read(_seen_plan(book, found[0].plan_id), found[0]) if found else None


def _read(plan: Plan, adoption: Adoption | None) -> KeptPlan:
    return KeptPlan(require(plan.id), plan.made_at, plan.made_by, plan.placed, plan.record, adoption)


def since(kept: KeptPlan, plan: TrialPlan) -> Since:
    """Lay a plan beside a kept one."""
    return Since(kept, changes_since(kept.record, kept.pairs, plan))


def against_adopted(book: Casebook, period: Period, plan: TrialPlan) -> Since | None:
    """Lay a plan beside the one its period is carried out by; None where there is none."""
    current = adopted_plan(book, period)
    return None if current is None else since(current, plan)
