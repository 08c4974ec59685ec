"""What is printed on a terminal: tables, or one JSON document."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError
from rich.box import HEAVY_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from casebook.book import Casebook
from casebook.errors import NotReadyError
from casebook.records import Person
from casebook.records.base import require
from desk.errors import InvalidInputError
from geodata.findings import UnreadableFile
from ui.settings import casebook, keepers_casebook, settings
from words.message import Message, SonaeError
from words.say import LANGUAGES, say

if TYPE_CHECKING:
    import pandas as pd

NO_WRITING = ("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS", "EFBIG")
"""Why the system would not write, by the name of its number."""
out = Console()
err = Console(stderr=True)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def reading_people(command: str) -> Casebook:
    """Open the casebook for a command that names people; that it did is noted first."""
    book = casebook()
    people = None if book.sees_everybody else [require(one.id) for one in book.all(Person)]
    book.note("list_read", detail={"command": command}, people=people)
    return book


def note_upkeep(kind: str, **detail: object) -> None:
    """Note what was done to the casebook as a whole; one that cannot take the note, of another version, is kept all the same."""
    with suppress(NotReadyError), closing(keepers_casebook()) as book:
        book.note(kind, detail=detail)


def print_titled(console: Console, title: str, table: Table) -> None:
    """Print a title on a line of its own, where a narrow table does not break it, and the table."""
    console.print(title, style="bold", markup=False, highlight=False, soft_wrap=True)
    console.print(table)


def print_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, default=str))  # noqa: T201 - rich would wrap it


def tell(what: Message | str, /, **params: object) -> str:
    """Say something in the language of the settings."""
    return say(what, settings().language, **params)


def complain(message: Message, about: str = "") -> typer.Exit:
    """Print what is wrong, and with which file or field; return the exit that says so to the shell."""
    text = tell(message)
    err.print(f"{about}：{text}" if about else text, style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


def complain_of_settings(error: ValidationError) -> typer.Exit:
    """Print which settings cannot be read, in both languages: the wanted one is a setting itself."""
    for problem in error.errors():
        params = {"name": f"SONAE_{problem['loc'][0]}".upper(), "value": problem["input"]}
        text = " / ".join(say("cli.bad_setting", language, **params) for language in LANGUAGES)
        err.print(text, style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a coordinator can mend into a sentence, never a traceback."""

    @wraps(command)
    def run(*args: Any, **named: Any) -> None:
        try:
            command(*args, **named)
        except UnreadableFile as error:
            raise complain(error.message, error.problem.file) from error
        except InvalidInputError as error:
            done = complain(error.message)
            for fault in error.faults:
                complain(fault.message, tell(f"field.{fault.field}"))
            raise done from error
        except SonaeError as error:
            raise complain(error.message) from error
        except ValidationError as error:
            raise complain_of_settings(error) from error
        except BrokenPipeError:  # whoever read our output has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            why = (
                tell(f"cli.os.{name}")
                if (name := errno.errorcode.get(error.errno or 0)) in NO_WRITING
                else error.strerror
            )
            raise complain(Message("cli.cannot_write", {"path": error.filename, "why": why})) from error

    return run


def print_frame(frame: "pd.DataFrame", title: str) -> None:
    """Print a frame as a table; what is missing in it is empty."""
    cells = frame.astype(object).where(frame.notna(), None)
    print_table([str(column) for column in frame.columns], cells.itertuples(index=False, name=None), title)


def print_table(header: Sequence[str], cells: Iterable[Sequence[object]], title: str) -> None:
    """Print a table, every cell as plain text: folded where it is wider than the terminal, a line a row elsewhere."""
    rows = [["" if cell is None else _seen(str(cell)) for cell in row] for row in cells]
    taken = [[cell_len(cell) for cell in row] for row in (header, *rows)]
    widths = [max(column) for column in zip(*taken, strict=True)]
    if out.is_terminal and sum(widths) + 3 * len(widths) + 1 > out.width:
        table = Table(*(Column(name, overflow="fold") for name in header))
        for row in rows:
            table.add_row(*map(Text, row))
        print_titled(out, title, table)
        return
    # rich lays out each cell by itself, which takes seconds for thousands of rows.
    room = [width + 2 for width in widths]
    lines = [HEAVY_HEAD.get_top(room), _line(header, taken[0], widths, "┃"), HEAVY_HEAD.get_row(room, "head")]
    lines += [_line(row, own, widths, "│") for row, own in zip(rows, taken[1:], strict=True)]
    out.print(title, style="bold", markup=False, highlight=False, soft_wrap=True)
    out.file.write("\n".join([*lines, HEAVY_HEAD.get_bottom(room), ""]))


def _seen(text: str) -> str:
    """Return a text on one line, without what a terminal would obey."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def _line(cells: Sequence[str], taken: Sequence[int], widths: Sequence[int], edge: str) -> str:
    padded = (cell + " " * (width - own) for cell, own, width in zip(cells, taken, widths, strict=True))
    return f"{edge} {f' {edge} '.join(padded)} {edge}"
