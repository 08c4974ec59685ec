"""`sonae plan`: make the plan, keep it, write its record; and what `why` and `whatif` share with it."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from casebook.book import Casebook
from casebook.records import Facility, Person
from desk.period import Period, coming_quarter, parse_period
from desk.plan import (
    FIRST_DRAW,
    SOLVERS,
    Alternative,
    DatedView,
    KeptPlan,
    ObjectiveChange,
    PlanChangedError,
    PlanView,
    Reassignment,
    Totals,
    adopt_plan,
    adopted_plan,
    adopted_proposals,
    change_text,
    date_plan_of,
    drawn_lines,
    firm_sentences,
    gained_by_kind,
    keep_dated,
    keep_plan,
    kept_plan,
    kept_plans,
    left_out_table,
    moved_texts,
    other_lines,
    other_plans,
    plan_trials,
    range_text,
    regret_text,
    releases,
    releases_message,
    require_recorded,
    stay_table,
    suggestion_table,
    take_back_adoption,
    weight_range,
    weights_of,
)
from desk.policy import aiming, load_policy
from desk.readiness import promise, promise_text
from ui.cli.console import Json, err, out, print_json, print_table, tell
from ui.cli.readiness import Aim, promise_json
from ui.settings import casebook, now, settings, today, travel
from words.say import LANGUAGES, pair, say

StayCloseToLast = Annotated[
    int, typer.Option("--stay-close", help="Points for each person who changes against the adopted plan.")
]
Draw = Annotated[int, typer.Option("--draw", help="Which lot is drawn among equal people; 1 unless drawn again.")]
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


def firm_json(view: PlanView, person: int) -> dict[str, object] | None:
    """Return how firm somebody's suggestion is for JSON; None of somebody without a candidate."""
    one = view.firmness.get(person)
    return (
        None
        if one is None
        else {
            "tied": one.tied,
            "slack": one.slack,
            "instead": one.instead,
            "text": {language: firm_sentences(view, person, language) for language in LANGUAGES},
        }
    )


def plan_json(view: PlanView) -> dict[str, object]:
    """Return a plan for JSON: its record, with why, what cannot be kept, and who changes against a kept plan."""
    return {
        **view.record,
        "reasons": {
            str(outcome.person.key): {language: view.why(outcome.person, language) for language in LANGUAGES}
            for outcome in sorted(view.everybody, key=lambda outcome: outcome.person.key)
        },
        "firm": {str(person): firm_json(view, person) for person in view.firmness},
        "readiness": promise_json(promise(view), view.aim),
        "drawn": {language: drawn_lines(view, language) for language in LANGUAGES},
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
        lines.append(say(view.since.message, language))
        lines += [f"  {change_text(view, view, change, language)}" for change in changes]
    if view.draw != FIRST_DRAW:
        lines.append(say("lot.drawn", language, draw=view.draw))
        lines += [f"  {line}" for line in drawn_lines(view, language) or [say("lot.nobody", language)]]
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
    """Return what a plan is judged by; options gained and nights averted are counted only by one that aims at them."""
    return {
        **({"gained": gained_by_kind(objective.gained)} if aim == "readiness" else {}),
        **({"nights": objective.nights} if aim == "nights" else {}),
        "placed_by_tier": {str(tier): count for tier, count in objective.placed_by_tier.items()},
        "cost": objective.cost,
    }


def period_of(option: str | None) -> Period:
    """Return the period that an option names, else the coming quarter."""
    return coming_quarter(today()) if option is None else parse_period(option)


def plan_from_options(
    book: Casebook,
    period: str | None,
    policy: Path | None,
    aim: Aim | None,
    solver: str = "auto",
    stay_close: int = 0,
    opened: int | None = None,
    draw: int = FIRST_DRAW,
) -> PlanView:
    """Make the plan that the options ask for."""
    span = period_of(period)
    chosen = load_policy(policy)
    chosen = chosen if aim is None else aiming(chosen, str(aim))
    opened_plan = None if opened is None else kept_plan(book, span, opened)
    return plan_trials(
        book, span, chosen, today(), solver=solver, travel=travel(), stay_close=stay_close, kept=opened_plan, draw=draw
    )


def plan(
    period: PeriodOption = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    solver: Annotated[Solver, typer.Option(help="The second solver gives the same plan, slower.")] = Solver.auto,  # type: ignore[attr-defined]
    dump: Annotated[Path | None, typer.Option(help="Write the complete record (docs/plan-format.md).")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the plan in the casebook, as a draft.")] = False,
    seen: Annotated[
        Path | None, typer.Option("--seen", help="Refuse unless it is the plan that --dump wrote to this file.")
    ] = None,
    stay_close: StayCloseToLast = 0,
    opened: Opened = None,
    draw: Draw = FIRST_DRAW,
    others: Annotated[bool, typer.Option("--others", help="Show the next best plans too, each proven.")] = False,
    ranges: Annotated[
        bool, typer.Option("--ranges", help="Show how far each weight may change until it is another plan.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the kept plans of the period and their states.")] = False,
    adopt: Annotated[
        int | None, typer.Option("--adopt", help="Adopt a kept plan by its number, once it is said what that releases.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Adopt without being asked.")] = False,
    take_back: Annotated[
        int | None, typer.Option("--take-back", help="Take back the adoption of a plan by its number; needs --why.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="Why the adoption is taken back.")] = "",
    dates: Annotated[bool, typer.Option("--dates", help="Choose dates too; --keep keeps them with the plan.")] = False,
    as_json: Json = False,
) -> None:
    """Make the trial-stay plan, keep it, adopt it. 体験利用の計画を作成・保存・採用します。"""
    book = casebook()
    if adopt is not None:
        _adopt(book, plan_from_options(book, period, None, None, opened=adopt), yes=yes)
    if take_back is not None:
        take_back_adoption(book, period_of(period), take_back, why)
        out.print(tell("adopt.taken_back", id=take_back))
    if listed:
        _list_plans(book, period_of(period), as_json=as_json)
    if listed or adopt is not None or take_back is not None:
        return
    view = plan_from_options(book, period, policy, aim, str(solver), stay_close, opened, draw)
    dated = date_plan_of(book, view) if dates else None
    key = _keep(book, view, seen, dated, keep=keep)
    if dump is not None:
        dump.write_text(json.dumps(view.record, ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        more = {} if dated is None else {"dates": dates_json(dated)}
        print_json({**plan_json(view), **more, **firm_more_json(view, others=others, ranges=ranges)})
        return
    show_plan(view)
    if dated is not None:
        show_dates(dated)
    show_firm(view, others=others, ranges=ranges)
    if key is not None:
        out.print(tell("cli.plan_kept", id=key))
    if dump is not None:
        out.print(tell("cli.dumped", path=dump), soft_wrap=True)


def _adopt(book: Casebook, view: PlanView, *, yes: bool) -> None:
    """Say what adopting an opened plan replaces and releases, ask, and adopt it."""
    pairs = {one.person_id: one.facility_id for one in adopted_proposals(view)}
    shown = releases(book, view.period, pairs)
    current = adopted_plan(book, view.period)
    if current is not None:
        _, by, at = current.standing
        out.print(tell("adopt.replaces", id=current.key, by=by, at=f"{at:%Y-%m-%d %H:%M}"), soft_wrap=True)
    out.print(tell(releases_message(shown)), soft_wrap=True)
    people, facilities = read_names(book)
    for one in shown:
        instead = tell("trials.nowhere") if one.instead is None else facilities[one.instead]
        line = f"  {people[one.person_id]}: {facilities[one.facility_id]} → {instead}"
        out.print(line, markup=False, soft_wrap=True)
    question = tell("adopt.question", id=view.since.plan.key if view.since else "")
    if yes or typer.confirm(question):
        out.print(tell("adopt.done", id=adopt_plan(book, view, shown, now())))


def read_names(book: Casebook) -> tuple[dict[int | None, str], dict[int | None, str]]:
    """Return the code names of everybody and the names of all facilities, by id."""
    people: dict[int | None, str] = {one.id: one.code_name for one in book.all(Person)}
    return people, {one.id: one.name for one in book.all(Facility)}


def _list_plans(book: Casebook, period: Period, *, as_json: bool) -> None:
    plans = kept_plans(book, period)
    if as_json:
        print_json([plan_line(one) for one in plans])
        return
    if not plans:
        out.print(tell("plan_state.none", period=period))
        return
    columns = [tell(f"plan_state.column.{name}") for name in ("id", "state", "by", "at")]
    rows = [(one.key, tell(f"plan_state.{one.state}"), one.standing[1], one.standing[2]) for one in plans]
    frame = pd.DataFrame([(*row[:3], f"{row[3]:%Y-%m-%d %H:%M}") for row in rows], columns=columns)
    print_table(frame, tell("plan_state.list", period=period))


def plan_line(plan: KeptPlan) -> dict[str, object]:
    """Return a kept plan for JSON: its number, its state, who brought it there and when, for how many it is."""
    state, by, at = plan.standing
    return {"plan": plan.key, "state": state, "by": by, "at": at, "dated": plan.dated, "placed": plan.placed}


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
    columns = ("person", "tier", "home", "facility", "facility_ward", "distance", "firm")
    print_table(suggestion_table(view, language, columns), tell("cli.plan", period=view.period))
    if view.left_out:
        print_table(left_out_table(view, language), tell("cli.left_out"))
    summary = {"placed": view.placed, "left": len(view.left_out), "cost": view.plan.cost}
    out.print(tell("cli.plan_summary", **summary, one=by_tier[1], two=by_tier[2], three=by_tier[3]), soft_wrap=True)
    out.print(promise_text(promise(view), language), soft_wrap=True)
    for line in note_lines(view, language):
        out.print(line, markup=False, soft_wrap=True)


def firm_more_json(view: PlanView, *, others: bool, ranges: bool) -> dict[str, object]:
    """Return the next best plans and the ranges of weights for JSON, as far as they are asked for."""
    more: dict[str, object] = {}
    if others:
        more["others"] = [
            {
                "change": objective_json(other.change, view.aim),
                "moves": [
                    {"person": move.person_id, "from": move.from_facility, "to": move.to_facility}
                    for move in other.moves
                ],
            }
            for other in other_plans(view)
        ]
    if ranges:
        more["ranges"] = {weight: vars(weight_range(view, weight)) for weight in weights_of(view)}
    return more


def show_firm(view: PlanView, *, others: bool, ranges: bool) -> None:
    """Print the next best plans and the ranges of weights, as far as they are asked for."""
    language = settings().language
    lines: list[str] = []
    if others:
        lines.append(say("firm.others", language))
        for number, other in enumerate(other_plans(view), start=1):
            heading, moves = other_lines(view, other, language)
            lines += [f"{number}. {heading}", *(f"  {move}" for move in moves)]
    if ranges:
        lines.append(say("firm.ranges", language))
        for weight, value in weights_of(view).items():
            found = range_text(weight_range(view, weight), language)
            lines.append(
                "  "
                + say("firm.range_line", language, weight=say(f"weight.{weight}", language), value=value, range=found)
            )
    for line in lines:
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
