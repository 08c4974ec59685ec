"""The casebook's keys: a new one, from one to the next, what each still opens."""

from enum import StrEnum
from typing import Annotated

import sqlalchemy as sa
import typer

from casebook.engine import connect
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeyFile, KeySource, written
from casebook.vault.rotation import begin, reseal, retire, uses
from ui.cli.console import out, tell
from ui.settings import casebook, keys, settings


class Action(StrEnum):
    """What is done with the keys."""

    LIST = "list"
    NEW = "new"
    ROTATE = "rotate"
    RETIRE = "retire"


def key_command(
    action: Annotated[Action, typer.Argument(help="list; new: add one; rotate: write with the newest; retire NAME.")],
    name: Annotated[str, typer.Argument(help="Of retire: which key.")] = "",
) -> None:
    """See to the casebook's keys. 台帳の鍵を扱います。"""
    if action is Action.NEW:
        _add(_source())
        return
    book = casebook()
    engine = connect(settings().database_url, keys=keys())
    try:
        if action is Action.LIST:
            _list(engine)
        elif action is Action.ROTATE:
            current = begin(engine)
            book.note("key_rotated", detail={"key": current})
            rows = sum(reseal(engine))
            out.print(tell("vault.rotated", name=current, rows=rows), soft_wrap=True, markup=False)
        else:
            retire(engine, name)
            book.note("key_rotated", detail={"retired": name})
            out.print(tell("vault.retired", name=name), soft_wrap=True, markup=False)
    finally:
        engine.dispose()
        book.close()


def _source() -> KeySource:
    return keys() or vault_keys.beside(sa.make_url(settings().database_url))


def _add(source: KeySource) -> None:
    if isinstance(source, KeyFile):
        out.print(tell("vault.added", name=source.add(), path=source.path), soft_wrap=True, markup=False)
        return
    out.print(tell("vault.add_to_text"), soft_wrap=True, markup=False)
    print(written(*vault_keys.new_key()), end="")  # noqa: T201 - to be taken along as it is


def _list(engine: sa.Engine) -> None:
    found = uses(engine)
    for number, (key, (rows, entries)) in enumerate(found.items(), start=1):
        code = "vault.listed_current" if number == len(found) else "vault.listed"
        out.print(tell(code, name=key, rows=rows, entries=entries), soft_wrap=True, markup=False)
