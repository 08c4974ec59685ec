"""The `sonae` command: what the pages do, for the shell; `--json` prints one JSON document."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from casebook.book import create
from casebook.engine import shown_address
from desk.demo import demo_if_empty, keep_demo_plan, make_demo
from ui.cli import (
    coverage,
    emergency,
    imports,
    lists,
    plan,
    readiness,
    sheet,
    simulate,
    sites,
    succeed,
    visits,
    whatif,
    why,
)
from ui.cli.console import guarded, out, tell
from ui.server import check_host
from ui.settings import casebook, now, settings, today

ROOT = Path(__file__).parents[2]
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Sonae（備え）")


def init() -> None:
    """Make the casebook, or bring it up to date. 台帳を作成・更新します。"""
    created = create(settings().database_url)
    out.print(tell("cli.init_done" if created else "cli.init_nothing", url=shown_address(settings().database_url)))


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


def serve(
    demo_first: Annotated[
        bool,
        typer.Option("--demo-if-empty", help="Make the demonstration when there is no casebook yet."),
    ] = False,
    host: Annotated[str | None, typer.Option(help="Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Default: 8501.")] = None,
) -> None:
    """Serve the pages. 画面を http://127.0.0.1:8501 で開きます。"""
    here = {"server.address": host or settings().host, "server.port": str(port or settings().port)}
    check_host(here["server.address"])
    create(settings().database_url)
    if demo_first:
        demo_if_empty(casebook(), today(), now())
    # -P: a module that lies in the folder from which Sonae is started is none of ours.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(ROOT / "app.py")]
    arguments = [f"--{name}={value}" for name, value in here.items()]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, *arguments])  # noqa: S606 - no shell is wanted; signals reach the server


COMMANDS: dict[str, Callable[..., None]] = {
    "init": init,
    "demo": demo,
    "import": imports.import_,
    "succeed": succeed.succeed,
    "facilities": lists.facilities,
    "people": lists.people,
    "template": imports.template,
    "plan": plan.plan,
    "why": why.why,
    "whatif": whatif.whatif,
    "coverage": coverage.coverage_command,
    "emergency": emergency.emergency_command,
    "readiness": readiness.readiness_command,
    "sheet": sheet.sheet_command,
    "simulate": simulate.simulate_command,
    "sites": sites.sites_command,
    "visits": visits.visits_command,
    "serve": serve,
}
"""In the order in which `sonae --help` lists them."""
for _name, _command in COMMANDS.items():
    app.command(_name)(guarded(_command))
