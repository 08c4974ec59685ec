"""The figures that every page gives: how many people, in tier 1, without an option, suggested somewhere; worked out once."""

from dataclasses import dataclass
from datetime import date

from desk.period import Period
from desk.plan import KeptPlan, PlanView
from desk.readiness.options import ReadinessView
from desk.readiness.promise import Promise
from words.message import Message


@dataclass(frozen=True)
class Figures:
    """Of everybody who is supported.

    Attributes
    ----------
    day
        On which tiers and options hold.
    people, tier_1, without
        Everybody, those in tier 1, those without an emergency option.
    """

    day: date
    people: int
    tier_1: int
    without: int

    @property
    def message(self) -> Message:
        """The figures in a sentence."""
        counts = {"people": self.people, "tier_1": self.tier_1, "without": self.without}
        return Message("figures.today", {"day": self.day, **counts})


def figures(view: ReadinessView) -> Figures:
    """Return the figures of a day."""
    people = view.problem.people
    without = sum(count == 0 for count in view.counts.values())
    return Figures(view.day, len(people), sum(person.tier == 1 for person in people), without)


def placed_message(plan: KeptPlan | None, period: Period) -> Message:
    """Say how many people the adopted plan of a period suggests somewhere."""
    params = {"start": period.start, "end": period.end}
    if plan is None:
        return Message("figures.no_plan", params)
    return Message("figures.placed", {**params, "id": plan.key, "placed": plan.placed})


def plan_messages(today: Figures, view: PlanView, promise: Promise) -> tuple[Message, ...]:
    """Say which day and whom the figures of a plan are of, and why they differ from today's."""
    people = view.plan.problem.people
    of_plan = Figures(promise.day, len(people), sum(person.tier == 1 for person in people), promise.before[0])
    params = {
        "day": of_plan.day,
        "people": of_plan.people,
        "tier_1": of_plan.tier_1,
        "without": of_plan.without,
        "aside": today.people - of_plan.people,
    }
    told = [Message("figures.plan", params)]
    if of_plan.people != today.people:
        told.append(Message("figures.plan_aside", params))
    if of_plan.without != today.without:
        told.append(Message("figures.plan_without", params))
    kept = view.since.plan if view.opened and view.since else None
    if kept is not None and kept.placed != view.placed:
        told.append(Message("figures.plan_placed", {"id": kept.key, "kept": kept.placed, "placed": view.placed}))
    return tuple(told)
