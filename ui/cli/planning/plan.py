"""`sonae plan`: make the plan, keep it, write its record."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casebook.book import Casebook
from casebook.records import Facility, Person
from desk.asking import (
    AskingView,
    expected_block,
    read_asking,
)
from desk.period import Period, coming_quarter, parse_period
from desk.plan import (
    FIRST_DRAW,
    SOLVERS,
    DatedView,
    KeptPlan,
    PlanChangedError,
    PlanView,
    adopt_plan,
    adopted_plan,
    adopted_proposals,
    approval,
    date_plan_of,
    keep_dated,
    keep_plan,
    kept_plan,
    kept_plans,
    plan_trials,
    releases,
    releases_message,
    require_recorded,
    sealed,
    take_back_adoption,
)
from desk.policy import aiming, load_policy
from ui.cli.console import Json, err, out, print_json, print_table, reading_people, tell
from ui.cli.planning.papers import check_form, write_paper
from ui.cli.planning.shown import (
    dates_json,
    firm_more_json,
    plan_json,
    show_asking,
    show_dates,
    show_firm,
    show_plan,
)
from ui.cli.readiness import Aim
from ui.settings import now, settings, today, travel

StayCloseToLast = Annotated[
    int, typer.Option("--stay-close", help="Points for each person who changes against the adopted plan.")
]
Draw = Annotated[int, typer.Option("--draw", help="Which lot is drawn among equal people; 1 unless drawn again.")]
Opened = Annotated[int | None, typer.Option("--open", help="Open a kept plan of the period by its number.")]
Solver = StrEnum("Solver", {name: name for name in SOLVERS})  # type: ignore[misc]
PeriodOption = Annotated[str | None, typer.Option("--period", help="2027-01/2027-03; default: the coming quarter.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy file; default: the standard policy.")]
AimOf = Annotated[Aim | None, typer.Option("--aim", help="What comes first; default: the policy's.")]


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
    expected: Annotated[
        bool, typer.Option("--expected", help="And what it brings if facilities may say no; --dump writes that too.")
    ] = False,
    paper: Annotated[
        Path | None, typer.Option("--approval", help="Write the page for approval: PDF or DOCX, by the name's end.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make the trial-stay plan, keep it, adopt it. 体験利用の計画を作成・保存・採用します。"""
    check_form(paper)
    book = reading_people("plan")
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
    asking = _asking(book, view) if expected else None
    block = {} if asking is None else {"expected": expected_block(asking)}
    if dump is not None or paper is not None:
        record = sealed({**(view.record if dated is None else dated.record), **block})
    if dump is not None:
        dump.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    if paper is not None:
        _write_approval(book, view, key, record, paper, standard=policy is None)
    if as_json:
        more = {**block, **({} if dated is None else {"dates": dates_json(dated)})}
        print_json({**plan_json(view), **more, **firm_more_json(view, others=others, ranges=ranges)})
        return
    show_plan(view)
    if asking is not None:
        show_asking(asking)
    if dated is not None:
        show_dates(dated)
    show_firm(view, others=others, ranges=ranges)
    if key is not None:
        out.print(tell("cli.plan_kept", id=key))
    for path, said in ((dump, "cli.dumped"), (paper, "cli.paper_written")):
        if path is not None:
            out.print(tell(said, path=path), soft_wrap=True)


def _write_approval(
    book: Casebook, view: PlanView, key: int | None, record: dict[str, object], path: Path, *, standard: bool
) -> None:
    """Write the page for approval of a plan: one that was opened, was kept just now under a number, or neither."""
    opened = view.since.plan if view.opened and view.since else None
    kept = opened if key is None else kept_plan(book, view.period, key)
    page = approval(view, kept, record, settings().language, today(), standard=standard)
    write_paper(book, page, path, "plan_approval", "plan", None)


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
    shown = [(*row[:3], f"{row[3]:%Y-%m-%d %H:%M}") for row in rows]
    print_table(columns, shown, tell("plan_state.list", period=period))


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


def _asking(book: Casebook, view: PlanView) -> AskingView:
    with err.status(tell("asking.working")):  # on a terminal only
        return read_asking(book, view)
