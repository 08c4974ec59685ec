"""`sonae plan`: make the plan, keep it, write its record; and what `why` and `whatif` share with it."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casebook.book import Casebook
from desk.period import coming_quarter, parse_period
from desk.plan import (
    SOLVERS,
    Alternative,
    DatedView,
    ObjectiveChange,
    PlanChangedError,
    PlanView,
    Reassignment,
    Totals,
    change_text,
    date_plan_of,
    gained_by_kind,
    keep_dated,
    keep_plan,
    kept_plan,
    left_out_table,
    moved_texts,
    plan_trials,
    regret_text,
    require_recorded,
    stay_table,
    suggestion_table,
)
from desk.policy import aiming, load_policy
from desk.readiness import promise, promise_text
from ui.cli.console import Json, err, out, print_json, print_table, tell
from ui.cli.readiness import Aim, promise_json
from ui.settings import casebook, now, settings, today, travel
from words.say import LANGUAGES, pair, say

StayCloseToLast = Annotated[
    int, typer.Option("--stay-close", help="Points for each person who changes against the last kept plan.")
]
Opened = Annotated[int | None, typer.Option("--open", help="Open a kept plan of the period by its number.")]
Solver = StrEnum("Solver", {name: name for name in SOLVERS})  # type: ignore[misc]
PeriodOption = Annotated[str | None, typer.Option("--period", help="2027-01/2027-03; default: the coming quarter.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy file; default: the standard policy.")]
AimOf = Annotated[Aim | None, typer.Option("--aim", help="What comes first; default: the policy's.")]


def alternative_json(view: PlanView, alternative: Alternative) -> dict[str, object]:
    """Return an alternative for JSON, with its meaning in both languages."""
    return {
        "facility": alternative.facility_id,
        "name": view.facility_name(alternative.facility_id, "ja"),
        "regret": None if alternative.regret is None else objective_json(alternative.regret, view.aim),
        "moves": [
            {"person": move.person_id, "from": move.from_facility, "to": move.to_facility} for move in alternative.moves
        ],
        "loses": list(alternative.loses),
        "text": {language: regret_text(view, alternative, language) for language in ("ja", "en")},
    }


def plan_json(view: PlanView) -> dict[str, object]:
    """Return a plan for JSON: its record, with why, what cannot be kept, and who changes against a kept plan."""
    return {
        **view.record,
        "reasons": {
            str(outcome.person.key): {
                language: [view.text(sentence, language) for sentence in outcome.sentences] for language in LANGUAGES
            }
            for outcome in sorted(view.everybody, key=lambda outcome: outcome.person.key)
        },
        "readiness": promise_json(promise(view), view.aim),
        "held_up": {language: view.held_up_lines(language) for language in LANGUAGES},
        "since": view.since and {"plan": view.since.plan.key, "changes": changes_json(view, view, view.since.changes)},
    }


def note_lines(view: PlanView, language: str) -> list[str]:
    """Say what is agreed but can no longer be, and who changes against a kept plan."""
    lines = []
    if view.held_up:
        lines = [say("held_up.title", language, count=len(view.held_up))]
        lines += [f"  {line}" for line in view.held_up_lines(language)]
    if view.since is not None:
        key, changes = view.since.plan.key, view.since.changes
        lines += [say("kept_plan.opened", language, id=key)] if view.opened else []
        lines.append(say("kept_plan.changes", language, id=key, count=len(changes)))
        lines += [f"  {change_text(view, view, change, language)}" for change in changes]
    return lines


def changes_json(old: PlanView, new: PlanView, changes: Iterable[Reassignment]) -> list[dict[str, object]]:
    """Return who changes from one plan to another, and why, for JSON."""
    return [
        {
            "person": change.person_id,
            "from": change.old_facility,
            "to": change.new_facility,
            "causes": list(change.causes),
            "text": {language: change_text(old, new, change, language) for language in LANGUAGES},
        }
        for change in changes
    ]


def objective_json(objective: Totals | ObjectiveChange, aim: str) -> dict[str, object]:
    """Return what a plan is judged by; options gained are counted only by one that aims at them."""
    return {
        **({"gained": gained_by_kind(objective.gained)} if aim == "readiness" else {}),
        "placed_by_tier": {str(tier): count for tier, count in objective.placed_by_tier.items()},
        "cost": objective.cost,
    }


def plan_from_options(
    book: Casebook,
    period: str | None,
    policy: Path | None,
    aim: Aim | None,
    solver: str = "auto",
    stay_close: int = 0,
    opened: int | None = None,
) -> PlanView:
    """Make the plan that the options ask for."""
    span = parse_period(period) if period is not None else coming_quarter(today())
    chosen = load_policy(policy)
    chosen = chosen if aim is None else aiming(chosen, str(aim))
    opened_plan = None if opened is None else kept_plan(book, span, opened)
    return plan_trials(
        book, span, chosen, today(), solver=solver, travel=travel(), stay_close=stay_close, kept=opened_plan
    )


def plan(
    period: PeriodOption = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    solver: Annotated[Solver, typer.Option(help="The second solver gives the same plan, slower.")] = Solver.auto,  # type: ignore[attr-defined]
    dump: Annotated[Path | None, typer.Option(help="Write the complete record (docs/plan-format.md).")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the plan in the casebook.")] = False,
    seen: Annotated[
        Path | None, typer.Option("--seen", help="Refuse unless it is the plan that --dump wrote to this file.")
    ] = None,
    stay_close: StayCloseToLast = 0,
    opened: Opened = None,
    dates: Annotated[bool, typer.Option("--dates", help="Choose dates too; --keep keeps them with the plan.")] = False,
    as_json: Json = False,
) -> None:
    """Make the trial-stay plan. 体験利用の計画を作成します。"""
    book = casebook()
    view = plan_from_options(book, period, policy, aim, str(solver), stay_close, opened)
    dated = date_plan_of(book, view) if dates else None
    key = _keep(book, view, seen, dated, keep=keep)
    if dump is not None:
        dump.write_text(json.dumps(view.record, ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        print_json({**plan_json(view), **({} if dated is None else {"dates": dates_json(dated)})})
        return
    show_plan(view)
    if dated is not None:
        show_dates(dated)
    if key is not None:
        out.print(tell("cli.plan_kept", id=key))
    if dump is not None:
        out.print(tell("cli.dumped", path=dump), soft_wrap=True)


def _keep(book: Casebook, view: PlanView, seen: Path | None, dated: DatedView | None, *, keep: bool) -> int | None:
    """Keep a plan if that is asked for; if it is not the one that was seen, name the rows that differ."""
    try:
        if seen is not None:
            require_recorded(view, seen)
        if not keep:
            return None
        return keep_plan(book, view, now()) if dated is None else keep_dated(book, dated, now())
    except PlanChangedError as error:
        for line in error.lines(settings().language):
            err.print(line, markup=False, soft_wrap=True)
        raise


def show_plan(view: PlanView) -> None:
    """Print a plan: who is suggested where, who is not and why; what to import where there is nobody or nothing."""
    language = settings().language
    if not view.source.facilities or not (view.source.people or view.source.served or view.held_up):
        out.print(tell("cli.plan_of_nobody" if view.source.facilities else "cli.plan_of_nowhere"), soft_wrap=True)
        return
    by_tier = view.plan.placed_by_tier
    columns = [
        tell(f"trials.column.{name}") for name in ("person", "tier", "home", "facility", "facility_ward", "distance")
    ]
    print_table(suggestion_table(view, language)[columns], tell("cli.plan", period=view.period))
    if view.left_out:
        print_table(left_out_table(view, language), tell("cli.left_out"))
    summary = {"placed": view.placed, "left": len(view.left_out), "cost": view.plan.cost}
    out.print(tell("cli.plan_summary", **summary, one=by_tier[1], two=by_tier[2], three=by_tier[3]), soft_wrap=True)
    out.print(promise_text(promise(view), language), soft_wrap=True)
    for line in note_lines(view, language):
        out.print(line, markup=False, soft_wrap=True)


def show_dates(dated: DatedView) -> None:
    """Print the dates of a plan: what is proven, whose facility changes because of them, and who stays when."""
    language = settings().language
    moved = moved_texts(dated, language)
    lines = dated.proof(language)
    lines += [say("dates.moved_title", language, count=len(moved))] if moved else []
    lines += [f"  {pair(name, text, language)}" for name, text in moved]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)
    columns = [tell(f"trials.column.{name}") for name in ("person", "facility")]
    columns += [tell(f"dates.column.{name}") for name in ("arrival", "departure", "nights")]
    print_table(stay_table(dated, language)[columns], tell("dates.list"))


def dates_json(dated: DatedView) -> dict[str, object]:
    """Return the dates of a plan for JSON, with why a facility is not the planned one."""
    return {
        "proven": dated.dated.proven,
        "stays": [
            {
                "person": stay.person_id,
                "facility": stay.facility_id,
                "arrival": str(stay.arrival),
                "departure": str(stay.departure),
                "planned_facility": stay.planned_facility_id,
                "moved_because": stay.moved_because or None,
            }
            for stay in dated.dated.stays
        ],
    }
