"""Copy the casebook, put a copy back, look through either."""

from pathlib import Path
from typing import Annotated

import typer

from casebook.engine import shown_address
from casebook.upkeep import back_up, check, restore
from ui.cli.console import Json, complain, note_upkeep, out, print_json, tell
from ui.settings import keys, now, settings


def backup_command(file: Annotated[Path, typer.Argument(help="Where the copy goes; nothing is written over.")]) -> None:
    """Copy the casebook into one file; others may go on working. 台帳の控えを一つのファイルに取ります。"""
    back_up(settings().database_url, file)
    note_upkeep("backed_up")
    out.print(tell("upkeep.backed_up", path=file), soft_wrap=True, markup=False)


def restore_command(file: Annotated[Path, typer.Argument(help="A copy that sonae backup made.")]) -> None:
    """Put a copy in the casebook's place; what was there is kept. 台帳を控えに戻します。"""
    url = settings().database_url
    kept = restore(url, file, now())
    note_upkeep("restored")
    out.print(tell("upkeep.restored", path=file), soft_wrap=True, markup=False)
    if kept:
        out.print(tell("upkeep.kept", path=kept), soft_wrap=True, markup=False)
    if any(finding.message.code == "check.earlier_version" for finding in check(url, keys())):
        out.print(tell("upkeep.then_migrate"), soft_wrap=True)


def check_command(
    file: Annotated[Path | None, typer.Argument(help="A copy, a file of SQLite; default: the casebook itself.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Look whether the casebook is whole; exit 1 if not. 台帳が壊れていないか調べます。"""
    url = settings().database_url if file is None else f"sqlite:///{file.absolute()}"
    found = check(url, keys())
    if as_json:
        print_json([{"code": one.message.code, "serious": one.serious, "text": tell(one.message)} for one in found])
        if any(one.serious for one in found):
            raise typer.Exit(1)
        return
    for one in (one for one in found if not one.serious):
        out.print(tell(one.message), soft_wrap=True, markup=False)
    serious = [complain(one.message) for one in found if one.serious]
    if serious:
        raise serious[0]
    out.print(tell("check.fine", url=shown_address(url)), soft_wrap=True, markup=False)
