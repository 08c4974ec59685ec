"""Bring the last copy back aside, and say whether it could be worked with."""

from pathlib import Path
from typing import Annotated

import typer

from casebook.records import Drill
from casebook.upkeep import last_copy
from desk.drill import fault_of, last_drill, run_drill, told_of
from ui.cli.console import Json, complain, out, print_json, tell
from ui.settings import keepers_casebook, key_source, real_now, settings
from words.message import Message


def drill_command(
    copy: Annotated[
        Path | None, typer.Argument(help="A copy, or the folder of `sonae backup --to`: its last one.")
    ] = None,
    *,
    last: Annotated[bool, typer.Option("--last", help="Only say how the last drill went.")] = False,
    as_json: Json = False,
) -> None:
    """Prove the last copy: bring it back aside, verify it. 控えを別の場所に戻して、使えることを確かめます。"""
    if (copy is None) != last:
        raise complain(Message("drill.copy_or_last"))
    book = keepers_casebook()
    try:
        if copy is None:
            found = last_drill(book)
        else:
            path = last_copy(copy) if copy.is_dir() else copy
            found = run_drill(book, settings().database_url, path, key_source(), real_now)
    finally:
        book.close()
    _print(found, as_json=as_json)


def _print(found: Drill | None, *, as_json: bool) -> None:
    if found is None:
        raise complain(Message("drill.none"))
    fault, told = fault_of(found), told_of(found, real_now().date())
    if as_json:
        shown = {name: getattr(found, name) for name in ("at", "copy", "copied_at", "seconds", "rows", "plan_id")}
        print_json({**shown, "fault": None if fault is None else {"code": fault.code, "text": tell(fault)}})
        if fault:
            raise typer.Exit(1)
        return
    if fault:
        raise complain(told)
    out.print(tell(told), soft_wrap=True, markup=False)
    certificate = Message("drill.plan", {"id": found.plan_id}) if found.plan_id else Message("drill.no_plan")
    out.print(tell("drill.contents", rows=found.rows or 0, plan=certificate), soft_wrap=True, markup=False)
