"""Move the casebook into another database."""

from typing import Annotated

import typer

from casebook.engine import shown_address
from casebook.upkeep import move
from ui.cli.console import out, tell
from ui.settings import key_source, settings


def move_command(
    url: Annotated[str, typer.Argument(help="A database without tables: postgresql://…, or sqlite:///FILE.")],
) -> None:
    """Move the casebook between SQLite and PostgreSQL. 台帳を別のデータベースへ移します。"""
    rows = sum(move(settings().database_url, url, key_source()).values())
    out.print(tell("move.done", rows=rows, url=shown_address(url)), soft_wrap=True, markup=False)
    out.print(tell("move.then"), soft_wrap=True, markup=False)
