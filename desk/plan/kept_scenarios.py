"""Scenarios under names: kept, compared in one table, one of them adopted as the plan."""

from dataclasses import dataclass, replace
from datetime import datetime

from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError
from casebook.records import Scenario
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Period
from desk.plan.adopting import Releases, proposals_of, put_adoption, require_shown
from desk.plan.edits import Edits
from desk.plan.keeping import PlanChangedError, differences, plan_again
from desk.plan.scenarios import SideBySide, try_edits
from desk.plan.trials import PlanView, put_view
from matching.pairs import Constraints, impossible


def scenarios_of(book: Casebook, period: Period) -> list[Scenario]:
    """Return the scenarios kept for a period, by name."""
    return sorted(book.all(Scenario, period_start=period.start, period_end=period.end), key=lambda one: one.name)


def keep_edits(
    book: Casebook,
    period: Period,
    aim: str,
    name: str,
    edits: Edits,
    now: datetime,
    *,
    draw: int | None = None,
    instead: bool = False,
    seen: Scenario | None = None,
) -> int:
    """Keep edits under a name, of which each period has one. Return the scenario's id.

    Parameters
    ----------
    aim, draw
        What a plan with them aims at, and the lot it is drawn with, if they do not say; None for the lot of the plan
        beside which they are tried.
    instead
        Whether they may take the place of a scenario of this name and period.
    seen
        The scenario whose place they may take, if it must still be as it was shown.

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
        edits=replace(edits, aim=edits.aim or aim, draw=edits.draw or draw).to_json(),
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
        _require_same(same_name[0], seen)
        writer.change(replace(new, id=same_name[0].id))
        return require(same_name[0].id)


def drop_scenario(book: Casebook, key: int, seen: Scenario | None = None) -> None:
    """Forget a scenario; it stays in the audit.

    Parameters
    ----------
    seen
        The scenario as it was shown, if it must still say the same.

    Raises
    ------
    ChangedMeanwhileError
        If it was kept anew meanwhile.
    """
    with book.writing("drop scenario") as writer:
        _require_same(writer.one(Scenario, key), seen)
        writer.remove(Scenario, key)


def _require_same(stored: Scenario, seen: Scenario | None) -> None:
    """Refuse a scenario that is another than was shown; whether it was adopted is no part of what it says."""
    if seen is not None and replace(stored, adopted_on=seen.adopted_on) != seen:
        raise ChangedMeanwhileError("casebook.changed_meanwhile")


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


def adopt(book: Casebook, scenario: Scenario, side: SideBySide, now: datetime, shown: Releases | None = None) -> int:
    """Keep the plan of a scenario and adopt it, and mark the scenario as the one adopted, in one transaction.

    Parameters
    ----------
    shown
        What it was said to release, if that was said.

    Returns
    -------
    key
        The plan's id.

    Raises
    ------
    DeskError
        If the plan rests on a facility that is only imagined, on places or conditions that only the scenario has,
        moves what is agreed, or would release something else by now.
    PlanChangedError
        If the casebook leads to another plan by now.
    NotFoundError
        If the scenario was dropped meanwhile.
    ChangedMeanwhileError
        If it was kept anew meanwhile; the plan is the one of its earlier edits.
    """
    # Most often this is where it is made again, while others can still write.
    side = _as_seen(book, side)
    with book.writing("adopt scenario") as writer:
        side = _as_seen(book, side, writer.revision())
        _check_borne_out(side)
        stored = writer.one(Scenario, require(scenario.id))
        _require_same(stored, scenario)
        proposals = proposals_of(side.new)
        if shown is not None:
            require_shown(writer, side.new.period, proposals, shown)
        key = put_view(writer, side.new, now)
        put_adoption(writer, key, side.new.period, proposals, now, stored.id)
        return key


def _as_seen(book: Casebook, seen: SideBySide, revision: int | None = None) -> SideBySide:
    """Return both plans of the casebook as it is now, if the one to be kept is the one that was seen."""
    if seen.old.revision is not None and seen.old.revision == (book.revision() if revision is None else revision):
        return seen
    now = try_edits(plan_again(book, seen.old), seen.name, seen.edits)
    if changes := tuple(differences(seen.new, now.new)):
        raise PlanChangedError(changes)
    return now


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
