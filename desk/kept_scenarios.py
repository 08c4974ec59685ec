"""Scenarios under names: kept, compared in one table, one of them adopted as the plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError
from casebook.records import Scenario
from desk.errors import DeskError
from desk.people import require
from desk.period import Period
from desk.scenarios import Edits, SideBySide, try_edits
from desk.trials import PlanView, put_view


def scenarios_of(book: Casebook, view: PlanView) -> list[Scenario]:
    """Return the scenarios kept for a plan's period, by name."""
    kept = book.all(Scenario, period_start=view.period.start, period_end=view.period.end)
    return sorted(kept, key=lambda one: one.name)


def keep_scenario(book: Casebook, view: PlanView, name: str, edits: Edits, now: datetime) -> int:
    """Keep edits under a name, with the plan's aim; see `keep_edits`."""
    return keep_edits(book, view.period, view.aim, name, edits, now)


def keep_edits(book: Casebook, period: Period, aim: str, name: str, edits: Edits, now: datetime) -> int:
    """Keep edits under a name; the same name again replaces them. Return the scenario's id.

    Raises
    ------
    DeskError
        If the name is empty, or nothing is to be tried.
    """
    name = name.strip()
    if not name:
        raise DeskError("scenario.no_name")
    if edits.empty:
        raise DeskError("scenario.nothing")
    new = Scenario(
        name=name,
        period_start=period.start,
        period_end=period.end,
        edits=replace(edits, aim=edits.aim or aim).to_json(),
        made_at=now,
        made_by=book.actor.name,
    )
    with book.writing("keep scenario") as writer:
        known = next(iter(writer.all(Scenario, name=name)), None)
        if known is None:
            return writer.add(new)
        writer.change(replace(new, id=known.id))
        return known.id or 0


def drop_scenario(book: Casebook, key: int) -> None:
    """Forget a scenario; it stays in the audit."""
    with book.writing("drop scenario") as writer:
        writer.remove(Scenario, key)


def edits_of(scenario: Scenario) -> Edits:
    """Return what a scenario changes."""
    return Edits.from_json(scenario.edits)


@dataclass(frozen=True)
class Line:
    """One scenario beside the present plan, or why it can no longer be."""

    scenario: Scenario
    side: SideBySide | None
    error: DeskError | None


def compare_all(book: Casebook, view: PlanView) -> list[Line]:
    """Plan every kept scenario of the period anew, each against the present plan."""
    lines = []
    for one in scenarios_of(book, view):
        try:
            lines.append(Line(one, try_edits(view, one.name, edits_of(one)), None))
        except DeskError as error:
            lines.append(Line(one, None, error))
    return lines


def adopt(book: Casebook, scenario: Scenario, side: SideBySide, now: datetime, today: date) -> int:
    """Keep the plan of a scenario as the plan and mark the scenario as adopted, in one transaction.

    Returns
    -------
    key
        The plan's id.

    Raises
    ------
    DeskError
        If the plan rests on a facility that is only imagined.
    NotFoundError
        If the scenario was dropped meanwhile.
    ChangedMeanwhileError
        If it was kept anew meanwhile; the plan is the one of its earlier edits.
    """
    imagined = [one.facility.facility.name for one in side.new.suggestions if one.facility.key < 0]
    if imagined:
        raise DeskError("scenario.rests_on_imagined", names="、".join(dict.fromkeys(imagined)))
    with book.writing("adopt scenario") as writer:
        kept = writer.one(Scenario, require(scenario.id))
        if replace(kept, adopted_on=scenario.adopted_on) != scenario:
            raise ChangedMeanwhileError("casebook.changed_meanwhile")
        writer.change(replace(kept, adopted_on=today))
        return put_view(writer, side.new, now)
