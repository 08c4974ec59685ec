"""Make the casebook, fill it with the demonstration, bring it up to date."""

from datetime import datetime
from typing import Annotated

import typer

from casebook.engine import connect, is_unsealed, make, shown_address
from casebook.upkeep import bring_up_to_date
from desk.demo import keep_demo_plan, make_demo
from ui.cli.console import note_upkeep, out, tell
from ui.settings import casebook, keys, now, settings, today


def init() -> None:
    """Make the casebook. 台帳を作成します。"""
    made = make(settings().database_url, keys())
    out.print(tell("cli.init_done" if made else "cli.init_nothing", url=shown_address(settings().database_url)))


def demo(
    day: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="The last day of the demonstration; default: today."),
    ] = None,
) -> None:
    """Fill an empty casebook with the demonstration city. 見本の都市を作成します。"""
    make(settings().database_url, keys())
    book, last_day = casebook(), day.date() if day else today()
    counts = make_demo(book, last_day)
    keep_demo_plan(book, last_day, now())
    out.print(tell("cli.demo_done", rows=sum(counts.values())))


def migrate(
    with_log: Annotated[
        bool,
        typer.Option("--with-log", help="Take in sonae.db-wal, which an earlier version left and is surely its own."),
    ] = False,
) -> None:
    """Bring the casebook up to date, with a copy made first. 控えを取ってから、台帳を新しい版にします。"""
    url = settings().database_url
    engine = connect(url)
    plain = is_unsealed(engine)
    engine.dispose()
    kept = bring_up_to_date(url, now(), with_log=with_log, keys=keys())
    if kept:
        note_upkeep("migrated")
    out.print(tell("upkeep.migrated" if kept else "upkeep.up_to_date", url=shown_address(url)), soft_wrap=True)
    if kept:
        out.print(tell("upkeep.kept", path=kept), soft_wrap=True, markup=False)
    if kept and plain:
        out.print(tell("vault.plain_copy", path=kept), soft_wrap=True, markup=False)
