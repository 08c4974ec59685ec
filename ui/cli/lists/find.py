"""`sonae find`: people, facilities and what registers hold, by whatever somebody remembers of them."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated
from urllib.parse import urlencode

import typer

from casebook.records.base import require
from casebook.roles import Actor
from desk.search import Found, of_facility, of_person, of_registered, search, where
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.pages_for import pages_for
from ui.settings import casebook, settings, today
from words.say import join, show

COLUMNS = ("kind", "name", "known", "where", "address")


def find(
    words: Annotated[list[str], typer.Argument(help="Parts of a name, its reading, a year of birth, a number.")],
    as_json: Json = False,
) -> None:
    """Find people, facilities and more, as the search on every page does. 対象者・施設・地域の資源・会議などをさがします。"""
    book, language = casebook(), settings().language
    found = search(book, " ".join(words), sys.maxsize)
    book.note("search", detail={"command": "find", "found": found.count})
    opened = _opened_at(book.actor)
    lines = [
        (key, kind, name, join(known, language), place, opened(page, asked))
        for key, kind, name, known, place, page, asked in _lines(found, language)
    ]
    if as_json:
        print_json([dict(zip(("id", *COLUMNS), line, strict=True)) for line in lines])
    elif lines:
        rows = [(tell(f"audit.entity.{kind}"), *more) for _, kind, *more in lines]
        columns = [tell(f"search.column.{name}") for name in COLUMNS]
        print_table(columns, rows, tell("cli.rows", count=len(rows)))
    else:
        out.print(tell("search.nothing"), markup=False, soft_wrap=True)


def _lines(
    found: Found, language: str
) -> Iterator[tuple[int, str, str, list[str], str | None, str, Mapping[str, str]]]:
    """Yield of each its id, kind and name, what is known of it, where it is, and the page and what it is asked for there."""
    for person in found.people:
        key, known = require(person.id), of_person(person, language)
        yield key, "person", person.code_name, known, where(person), "person", {"id": str(key)}
    for facility in found.facilities:
        key, known = require(facility.id), of_facility(facility, language)
        yield key, "facility", facility.name, known, where(facility), "facility", {"id": str(key)}
    for one in found.registered:
        name, known = show(one.name, language), of_registered(one, language)
        yield one.key, one.kind, name, known, where(one), one.page, one.asked


def _opened_at(actor: Actor) -> Callable[[str, Mapping[str, str]], str | None]:
    """Return what tells where a page opens that is asked for something: for whoever has the page."""
    from ui.server import origins  # Streamlit takes its time, and few commands need it
    from ui.server.paths import base

    pages = pages_for(actor, today())
    start = f"{min(origins(settings().public_address, settings().port))}{base()}"
    return lambda page, asked: f"{start}/{page}?{urlencode(asked)}" if page in pages else None
