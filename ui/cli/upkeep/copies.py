"""Copy the casebook, put a copy back, look through either."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from casebook.engine import shown_address
from casebook.errors import NotReadyError
from casebook.upkeep import back_up, check, check_copy, keep_last, next_name, restore
from desk.drill import proven_copy
from ui.cli.console import Json, complain, note_upkeep, out, print_json, tell
from ui.settings import keepers_casebook, key_source, keys, real_now, settings
from words.message import Message


def backup_command(
    file: Annotated[Path | None, typer.Argument(help="Where the copy goes; nothing is written over.")] = None,
    *,
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder: the copy is named there by its number and time.")
    ] = None,
    keep: Annotated[
        int | None, typer.Option("--keep", min=1, help="How many stay in that folder; default: SONAE_BACKUPS_KEPT.")
    ] = None,
) -> None:
    """Copy the casebook into one sealed file; others may go on working. 台帳の控えを、暗号化した一つのファイルに取ります。"""
    if (file is None) == (to is None):
        raise complain(Message("upkeep.file_or_folder"))
    moment = real_now()
    target = file or next_name(_folder(to), moment)
    made = back_up(settings().database_url, target, moment, keys=keys())
    rows = sum(made.held.rows.values())
    note_upkeep("backed_up", rows=rows)
    out.print(tell("upkeep.backed_up", path=target, rows=rows, key=made.key), soft_wrap=True, markup=False)
    if to is None:
        out.print(tell("upkeep.keep_the_key", key=made.key), soft_wrap=True, markup=False)
    elif gone := keep_last(to, keep or settings().backups_kept, _proven()):
        out.print(tell("upkeep.removed", count=len(gone)), soft_wrap=True)


def _folder(to: Path | None) -> Path:
    if to is None or not to.is_dir():
        raise complain(Message("upkeep.no_folder", {"path": to}))
    return to


def _proven() -> str | None:
    """Return the copy that a drill proved last; a casebook of an earlier version has none."""
    with suppress(NotReadyError), closing(keepers_casebook()) as book:
        return proven_copy(book)
    return None


def restore_command(file: Annotated[Path, typer.Argument(help="A copy that sonae backup made.")]) -> None:
    """Put a copy in the casebook's place; what was there is kept. 台帳を控えに戻します。"""
    url = settings().database_url
    kept = restore(url, file, real_now(), keys=keys())
    out.print(tell("upkeep.restored", path=file), soft_wrap=True, markup=False)
    if kept:
        out.print(tell("upkeep.kept", path=kept), soft_wrap=True, markup=False)
    note_upkeep("restored")
    found = check(url, keys())
    if any(finding.message.code == "check.earlier_version" for finding in found):
        out.print(tell("upkeep.then_migrate"), soft_wrap=True)
    if serious := [complain(finding.message) for finding in found if finding.serious]:
        raise serious[0]


def check_command(
    file: Annotated[Path | None, typer.Argument(help="A copy; default: the casebook itself.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Look whether the casebook, or a copy, is whole; exit 1 if not. 台帳や控えが壊れていないか調べます。"""
    found = check(settings().database_url, keys()) if file is None else check_copy(file, key_source())
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
    out.print(tell("check.fine", url=file or shown_address(settings().database_url)), soft_wrap=True, markup=False)
