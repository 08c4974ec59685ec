"""`sonae find`: people and facilities by whatever somebody remembers of them."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from casebook.records import Record
from casebook.records.base import require
from casebook.roles import Actor
from desk.search import of_facility, of_person, search, where
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.pages_for import pages_for
from ui.settings import casebook, settings, today
from words.say import join

COLUMNS = ("kind", "name", "known", "where", "address")


def find(
    words: Annotated[list[str], typer.Argument(help="Parts of a name, its reading, a year of birth, a number.")],
    as_json: Json = False,
) -> None:
    """Find people and facilities, as the search on every page does. 対象者と施設をさがします。"""
    book, language = casebook(), settings().language
    found = search(book, " ".join(words), sys.maxsize)
    book.note("search", detail={"command": "find", "found": found.count})
    address = _opened_at(book.actor)
    rows: list[tuple[str, str, str, str | None, str | None]] = [
        ("person", one.code_name, join(of_person(one, language), language), where(one), address("person", one))
        for one in found.people
    ]
    rows += [
        ("facility", one.name, join(of_facility(one, language), language), where(one), address("facility", one))
        for one in found.facilities
    ]
    if as_json:
        ids = [one.id for one in (*found.people, *found.facilities)]
        print_json([{"id": key, **dict(zip(COLUMNS, row, strict=True))} for key, row in zip(ids, rows, strict=True)])
    elif rows:
        told = [(tell(f"search.kind_{kind}"), *more) for kind, *more in rows]
        columns = [tell(f"search.column.{name}") for name in COLUMNS]
        print_table(columns, told, tell("cli.rows", count=len(rows)))
    else:
        out.print(tell("search.nothing"), markup=False, soft_wrap=True)


def _opened_at(actor: Actor) -> Callable[[str, Record], str | None]:
    """Return what tells where a record opens: for whoever has its page."""
    from ui.server import origins  # Streamlit takes its time, and few commands need it
    from ui.server.paths import base

    pages = pages_for(actor, today())
    start = f"{min(origins(settings().public_address, settings().port))}{base()}"
    return lambda page, one: f"{start}/{page}?id={require(one.id)}" if page in pages else None
