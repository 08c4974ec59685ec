"""Scenarios under names: kept, compared in one table, one of them adopted as the plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError
from casebook.records import Scenario
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Period
from desk.plan.edits import Edits
from desk.plan.scenarios import SideBySide, try_edits
from desk.plan.trials import PlanView, put_view
from matching.pairs import Constraints, impossible


def scenarios_of(book: Casebook, period: Period) -> list[Scenario]:
    """Return the scenarios kept for a period, by name."""
    return sorted(book.all(Scenario, period_start=period.start, period_end=period.end), key=lambda one: one.name)


def keep_edits(
    book: Casebook, period: Period, aim: str, name: str, edits: Edits, now: datetime, *, instead: bool = False
) -> int:
    """Keep edits under a name, of which each period has one. Return the scenario's id.

    Parameters
    ----------
    aim
        What a plan with them aims at if they do not say.
    instead
        Whether they may take the place of a scenario of this name and period.

    Raises
    ------
    DeskError
        If the name is empty or taken, nothing is to be tried, or the scenario in its place was adopted.
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
        same_name = writer.all(Scenario, name=name, period_start=period.start, period_end=period.end)
        if not same_name:
            return writer.add(new)
        if same_name[0].adopted_on is not None:
            raise DeskError("scenario.adopted_stays", name=name)
        if not instead:
            raise DeskError("scenario.name_taken", name=name)
        writer.change(replace(new, id=same_name[0].id))
        return require(same_name[0].id)


def drop_scenario(book: Casebook, key: int) -> None:
    """Forget a scenario; it stays in the audit."""
    with book.writing("drop scenario") as writer:
        writer.remove(Scenario, key)


def edits_of(scenario: Scenario) -> Edits:
    """Return what a scenario changes."""
    return Edits.from_json(scenario.edits)


@dataclass(frozen=True)
class TriedScenario:
    """One scenario beside the present plan, or why it can no longer be."""

    scenario: Scenario
    side: SideBySide | None
    error: DeskError | None


def compare_all(book: Casebook, view: PlanView) -> list[TriedScenario]:
    """Plan every kept scenario of the period anew, each against the present plan."""
    lines = []
    for scenario in scenarios_of(book, view.period):
        try:
            lines.append(TriedScenario(scenario, try_edits(view, scenario.name, edits_of(scenario)), None))
        except DeskError as error:
            lines.append(TriedScenario(scenario, None, error))
    return lines


def adopt(book: Casebook, scenario: Scenario, side: SideBySide, now: datetime, today: date) -> int:
    """Keep the plan of a scenario as the plan and mark it as the one adopted for its period, in one transaction.

    Returns
    -------
    key
        The plan's id.

    Raises
    ------
    DeskError
        If the plan rests on a facility that is only imagined, on places or conditions that only the scenario has, or
        moves what is agreed.
    NotFoundError
        If the scenario was dropped meanwhile.
    ChangedMeanwhileError
        If it was kept anew meanwhile; the plan is the one of its earlier edits.
    """
    _check_borne_out(side)
    with book.writing("adopt scenario") as writer:
        stored = writer.one(Scenario, require(scenario.id))
        if replace(stored, adopted_on=scenario.adopted_on) != scenario:
            raise ChangedMeanwhileError("casebook.changed_meanwhile")
        for other in writer.all(Scenario, period_start=stored.period_start, period_end=stored.period_end):
            writer.change(replace(other, adopted_on=today if other.id == stored.id else None))
        return put_view(writer, side.new, now)


def _check_borne_out(side: SideBySide) -> None:
    """Refuse a plan that would not hold in the casebook as it is."""
    imagined = [suggestion.facility.facility.name for suggestion in side.new.suggestions if suggestion.facility.key < 0]
    if imagined:
        raise DeskError("scenario.rests_on_imagined", names="、".join(dict.fromkeys(imagined)))
    pairs = frozenset(side.new.plan.pairs.items())
    tried = impossible(side.old.source.problem, Constraints(locks=pairs)).keys()
    for code, offending in (
        ("scenario.leaves_agreed", side.old.plan.constraints.keeps - pairs),
        ("scenario.rests_on_tried", tried),
    ):
        if offending:
            names = [
                f"{side.old.person_name(person)} → {side.old.facility_name(site, 'ja')}"
                for person, site in sorted(offending)
            ]
            raise DeskError(code, pairs="、".join(names))
