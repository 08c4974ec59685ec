"""The `sonae` command: what the pages do, for the shell; `--json` prints one JSON document."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from casebook.book import Casebook, create
from casebook.engine import shown_address
from casebook.errors import CasebookError
from desk import importing
from desk.demo import demo_if_empty, keep_demo_plan, make_demo
from desk.errors import DeskError
from desk.export import to_csv
from desk.facilities import facility_files
from desk.importing import ImportPreview
from desk.kept_plans import kept_plan
from desk.people import person_files
from desk.period import coming_quarter, parse_period
from desk.readiness import promise, promise_text
from desk.rows import facility_row, person_row, problem_row
from desk.templates import TEMPLATES, template_bytes, write_templates
from desk.trials import PlanView, keep_plan, left_out_table, plan_trials, suggestion_table
from desk.why import change_text
from geodata.problems import Problem, UnreadableFile
from matching.errors import MatchingError
from matching.plan import SOLVERS
from matching.policy import aiming, load_policy
from ui import cli_coverage, cli_emergency, cli_plan, cli_readiness, cli_sheet, cli_simulate, cli_sites, cli_visits
from ui.console import print_json, print_titled
from ui.settings import casebook, now, settings, today, travel
from ui.words import LANGUAGES, say
from ui.words.cli import NO_WRITING

ROOT = Path(__file__).parent.parent
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Sonae（備え）")
out = Console()
err = Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Kind = StrEnum("Kind", {kind: kind for kind in importing.KINDS})  # type: ignore[misc]
TemplateName = StrEnum("TemplateName", {name: name for name in TEMPLATES})  # type: ignore[misc]
Solver = StrEnum("Solver", {name: name for name in SOLVERS})  # type: ignore[misc]


def tell(code: str, **params: object) -> str:
    """Say something in the language of the settings."""
    return say(code, settings().language, **params)


def complain(code: str, params: Mapping[str, object], about: str = "") -> typer.Exit:
    """Print what is wrong, and with which file; return the exit that says so to the shell."""
    told = tell(code, **params)
    err.print(f"{about}：{told}" if about else told, style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


def complain_of_settings(error: ValidationError) -> typer.Exit:
    """Print which settings cannot be read, in both languages: the wanted one is a setting itself."""
    for one in error.errors():
        params = {"name": f"SONAE_{one['loc'][0]}".upper(), "value": one["input"]}
        told = " / ".join(say("cli.bad_setting", language, **params) for language in LANGUAGES)
        err.print(told, style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a coordinator can mend into a sentence, never a traceback."""

    @wraps(command)
    def run(*args: Any, **named: Any) -> None:
        try:
            command(*args, **named)
        except (CasebookError, DeskError, MatchingError) as error:
            raise complain(error.code, error.params) from error
        except UnreadableFile as error:
            raise complain(error.problem.code, error.problem.params, error.problem.file) from error
        except ValidationError as error:
            raise complain_of_settings(error) from error
        except BrokenPipeError:  # whoever read our output has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            why = tell(f"cli.os.{error.errno}") if error.errno in NO_WRITING else error.strerror
            raise complain("cli.cannot_write", {"path": error.filename, "why": why}) from error

    return run


def print_table(frame: pd.DataFrame, title: str) -> None:
    """Print a table, every cell as plain text."""
    table = Table()
    for column in frame.columns:
        table.add_column(str(column), overflow="fold")
    for row in frame.itertuples(index=False):
        table.add_row(*("" if pd.isna(cell) else str(cell).replace("[", r"\[") for cell in row))
    print_titled(out, title, table)


def print_rows(rows: Sequence[Mapping[str, Any]], shown: Mapping[str, str]) -> None:
    """Print the chosen fields of rows in words; a field may name the topic its codes are words of."""
    told = [{tell(f"field.{name}"): _in_words(row[name], topic) for name, topic in shown.items()} for row in rows]
    columns = [tell(f"field.{name}") for name in shown]
    print_table(pd.DataFrame(told, columns=columns, dtype=object), tell("cli.rows", count=len(rows)))


def _in_words(value: object, topic: str) -> object:
    if isinstance(value, bool):
        return tell("common.yes" if value else "common.no")
    return tell(f"{topic}.{value}") if topic and value is not None else value


@app.command()
@guarded
def init() -> None:
    """Make the casebook, or bring it up to date. 台帳を作成・更新します。"""
    done = create(settings().database_url)
    out.print(tell("cli.init_done" if done else "cli.init_nothing", url=shown_address(settings().database_url)))


@app.command()
@guarded
def demo(
    day: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="The last day of the demonstration; default: today."),
    ] = None,
) -> None:
    """Fill an empty casebook with the demonstration city. 見本の都市を作成します。"""
    create(settings().database_url)
    book, last_day = casebook(), day.date() if day else today()
    counts = make_demo(book, last_day)
    keep_demo_plan(book, last_day, now())
    out.print(tell("cli.demo_done", rows=sum(counts.values())))


@app.command("import")
@guarded
def import_(
    kind: Kind,
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or .zip archives.")],
    city: Annotated[str | None, typer.Option(help="Keep only this city: 仙台市, 仙台市青葉区 or a code.")] = None,
    commit: Annotated[bool, typer.Option("--commit", help="Write it; otherwise only show what would happen.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Write the rejected rows to this CSV.")] = None,
    as_json: Json = False,
) -> None:
    """Preview an import; write it with --commit. ファイルの内容を確認し、--commit で取り込みます。"""
    book = casebook()
    try:
        preview = importing.preview(book, str(kind), paths, today(), city=city)
    except UnreadableFile as error:
        if not as_json:
            raise
        empty = {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0}
        print_json({**empty, "problems": [problem_row(error.problem)]})
        raise typer.Exit(1) from error
    if rejects is not None:
        rejects.write_bytes(to_csv(preview.rejects_to_mend))
    if commit:
        importing.commit(book, preview)
    if as_json:
        print_json({**preview.counts, "problems": [problem_row(problem) for problem in preview.problems]})
        return
    show_preview(preview)
    if rejects is not None:
        out.print(tell("cli.rejects_written", path=rejects))
    out.print(tell("cli.committed" if commit else "cli.preview_only"))


def show_preview(preview: ImportPreview) -> None:
    """Print the counts of an import and what is to be said about its rows."""
    counts = pd.DataFrame([{tell(f"import.{status}"): count for status, count in preview.counts.items()}])
    print_table(counts, tell("cli.preview", kind=tell(f"imports.kind_{preview.kind}")))
    if preview.problems:
        names = ("file", "row", "column", "value", "reason")
        frame = pd.DataFrame(
            [_told(problem) for problem in preview.problems],
            columns=[tell(f"cli.column.{name}") for name in names],
            dtype=object,
        )
        print_table(frame, tell("cli.rows", count=len(frame)))


def _told(problem: Problem) -> tuple[object, ...]:
    reason = tell(problem.code, **problem.params)
    return problem.file, problem.row, problem.column, (problem.value or "")[:60], reason


@app.command()
@guarded
def facilities(
    service: Annotated[str | None, typer.Option(help="A service code, such as 24.")] = None,
    as_json: Json = False,
) -> None:
    """List the facilities. 施設の一覧です。"""
    files = facility_files(casebook())
    rows = [facility_row(file) for file in files if service in (None, file.facility.service_code)]
    if as_json:
        print_json(rows)
    elif files and not rows:
        known = sorted({file.facility.service_code for file in files})
        out.print(tell("cli.no_such_service", value=service, known=", ".join(known)), soft_wrap=True)
    else:
        print_rows(rows, dict.fromkeys(("id", "name", "service_name", "ward", "capacity", "phone"), ""))


@app.command()
@guarded
def people(as_json: Json = False) -> None:
    """List the people. 対象者の一覧です。"""
    rows = [person_row(file) for file in person_files(casebook(), today())]
    if as_json:
        print_json(rows)
    else:
        plain = dict.fromkeys(("id", "code_name", "tier", "ward", "town", "consent_valid"), "")
        print_rows(rows, {**plain, "status": "person_status"})


@app.command()
@guarded
def template(
    name: TemplateName,
    to: Annotated[str, typer.Option(help="The folder to write CSV and XLSX into; - prints the CSV.")] = ".",
) -> None:
    """Write an empty sheet with a filled example, as CSV and XLSX. 入力用のひな形を書き出します。"""
    if to == "-":
        sys.stdout.buffer.write(template_bytes(str(name), "csv"))
        return
    folder = Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    for path in write_templates(str(name), folder):
        out.print(tell("cli.template_written", path=path), soft_wrap=True)


Period = Annotated[str | None, typer.Option("--period", help="2027-01/2027-03; default: the coming quarter.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy file; default: the standard policy.")]
AimOf = Annotated[cli_readiness.Aim | None, typer.Option("--aim", help="What comes first; default: the policy's.")]


def _planned(
    book: Casebook,
    period: str | None,
    policy: Path | None,
    aim: cli_readiness.Aim | None,
    solver: str = "auto",
    stay_close: int = 0,
    opened: int | None = None,
) -> PlanView:
    span = parse_period(period) if period is not None else coming_quarter(today())
    chosen = load_policy(policy)
    chosen = chosen if aim is None else aiming(chosen, str(aim))
    kept = None if opened is None else kept_plan(book, span, opened)
    return plan_trials(book, span, chosen, today(), solver=solver, travel=travel(), stay_close=stay_close, kept=kept)


@app.command()
@guarded
def plan(
    period: Period = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    solver: Annotated[Solver, typer.Option(help="The second solver gives the same plan, slower.")] = Solver.auto,  # type: ignore[attr-defined]
    dump: Annotated[Path | None, typer.Option(help="Write the complete record (docs/plan-format.md).")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the plan in the casebook.")] = False,
    stay_close: cli_plan.StayCloseToLast = 0,
    opened: cli_plan.Opened = None,
    as_json: Json = False,
) -> None:
    """Make the trial-stay plan. 体験利用の計画を作成します。"""
    book = casebook()
    view = _planned(book, period, policy, aim, str(solver), stay_close, opened)
    key = keep_plan(book, view, now()) if keep else None
    if dump is not None:
        dump.write_text(json.dumps(view.record, ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        print_json(cli_plan.plan_json(view))
        return
    show_plan(view)
    if key is not None:
        out.print(tell("cli.plan_kept", id=key))
    if dump is not None:
        out.print(tell("cli.dumped", path=dump), soft_wrap=True)


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
    for line in cli_plan.note_lines(view, language):
        out.print(line, markup=False, soft_wrap=True)


@app.command()
@guarded
def why(
    person: Annotated[str, typer.Argument(help="Code name or id.")],
    facility: Annotated[str | None, typer.Argument(help="Name, office number or id.")] = None,
    period: Period = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    as_json: Json = False,
) -> None:
    """Ask why a person is suggested there, what else there is, or why not at FACILITY. 理由と別の候補を示します。"""
    view = _planned(casebook(), period, policy, aim)
    asked = cli_plan.find_person(view, person)
    if as_json:
        print_json(cli_plan.why_json(view, asked, facility))
        return
    for line in cli_plan.why_lines(view, asked, facility, settings().language):
        out.print(line, markup=False, soft_wrap=True)


@app.command()
@guarded
def whatif(
    lock: cli_plan.Lock = None,
    forbid: cli_plan.Forbid = None,
    places: cli_plan.Places = None,
    close: cli_plan.Close = None,
    tier: cli_plan.Tier = None,
    weight: cli_plan.Weight = None,
    confirm: cli_plan.Confirm = None,
    stay_close: cli_plan.StayClose = 0,
    try_aim: cli_plan.TryAim = None,
    period: Period = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    as_json: Json = False,
) -> None:
    """Try the plan another way and show what would change; nothing is written. 別のやり方を試します。"""
    view = _planned(casebook(), period, policy, aim)
    edits = cli_plan.read_edits(view, lock, forbid, places, close, tier, weight, confirm, stay_close, try_aim)
    side = cli_plan.try_edits(view, "whatif", edits)
    if as_json:
        print_json(cli_plan.side_json(side))
        return
    found, language = side.comparison, settings().language
    for name, totals in (("cli.before", found.old), ("cli.after", found.new)):
        by_tier = {f"tier{tier}": count for tier, count in totals.placed_by_tier.items()}
        out.print(tell(name, cost=totals.cost, km=totals.home_metres // 1000, **by_tier), soft_wrap=True)
    out.print(tell("cli.changed_people", count=len(found.changes)))
    for one in found.changes:
        out.print(f"  {change_text(side.old, side.new, one, language)}", markup=False, soft_wrap=True)


app.command("coverage")(guarded(cli_coverage.coverage_command))
app.command("emergency")(guarded(cli_emergency.emergency_command))
app.command("readiness")(guarded(cli_readiness.readiness_command))
app.command("sheet")(guarded(cli_sheet.sheet_command))
app.command("simulate")(guarded(cli_simulate.simulate_command))
app.command("sites")(guarded(cli_sites.sites_command))
app.command("visits")(guarded(cli_visits.visits_command))


@app.command()
@guarded
def serve(
    demo_first: Annotated[
        bool,
        typer.Option("--demo-if-empty", help="Make the demonstration when there is no casebook yet."),
    ] = False,
    host: Annotated[str | None, typer.Option(help="Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Default: 8501.")] = None,
) -> None:
    """Serve the pages. 画面を http://127.0.0.1:8501 で開きます。"""
    create(settings().database_url)
    if demo_first:
        demo_if_empty(casebook(), today(), now())
    # -P: a module that lies in the folder from which Sonae is started is none of ours.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(ROOT / "app.py")]
    options = {"server.address": host or settings().host, "server.port": str(port or settings().port)}
    arguments = [f"--{name}={value}" for name, value in options.items()]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, *arguments])  # noqa: S606 - no shell is wanted; signals reach the server
