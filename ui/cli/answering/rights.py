"""`sonae rights`: what somebody may ask for of what is held about her."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casebook.book import Casebook
from casebook.records import Person, RightsRequest
from casebook.records.base import require
from casebook.vocabulary import CONSENT_BY, RIGHTS
from desk.errors import DeskError
from desk.export import file_name
from desk.rights import (
    Due,
    delete,
    disclosure,
    disclosure_html,
    disclosure_json,
    due,
    finish,
    handed,
    open_requests,
    stop_use,
)
from desk.rights import record as record_request
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.settings import casebook, now, settings, today
from words.say import show


class Action(StrEnum):
    """What to do."""

    SHOW = "show"
    HANDED = "handed"
    LIST = "list"
    ASK = "ask"
    DONE = "done"
    STOP = "stop"
    DUE = "due"
    DELETE = "delete"


Kind = StrEnum("Kind", {kind: kind for kind in RIGHTS})  # type: ignore[misc]
By = StrEnum("By", {who: who for who in CONSENT_BY})  # type: ignore[misc]
CORRECTION, HERSELF = Kind("correction"), By("person")


def rights(
    action: Annotated[Action, typer.Argument(help="show, handed, list, ask, done, stop, due or delete.")],
    name: Annotated[str | None, typer.Argument(help="The code name; done: the request's number.")] = None,
    to: Annotated[Path, typer.Option(help="show: the folder to write into.")] = Path(),
    kind: Annotated[Kind, typer.Option(help="ask: what is asked for.")] = CORRECTION,
    by: Annotated[By, typer.Option(help="ask, stop: who asked.")] = HERSELF,
    what: Annotated[str | None, typer.Option(help="ask, stop: what was asked; done: what was done.")] = None,
    as_json: Json = False,
) -> None:
    """Disclose, correct, stop, delete, and tell to whom it went. 本人の権利（開示・訂正・利用停止・削除）に対応します。"""
    book = casebook()
    if action == "show":
        _show(book, _person(book, name), to)
    elif action == "handed":
        _handed(book, _person(book, name), as_json=as_json)
    elif action == "list":
        _list(book, as_json=as_json)
    elif action == "ask":
        key = _person(book, name)
        asked = RightsRequest(person_id=key, kind=str(kind), asked_on=today(), asked_by=str(by), what=what)
        record_request(book, asked)
        _say("rights.recorded")
    elif action == "done":
        if name is None or not name.isdecimal():
            raise DeskError("rights.need_request")
        finish(book, int(name), what or "")
        _say("rights.recorded")
    elif action == "stop":
        stop_use(book, _person(book, name), today(), str(by), today=today(), what=what)
        _say("rights.stopped")
    else:
        _due(book, name, as_json=as_json, go=action == "delete")


def _say(code: str, **params: object) -> None:
    out.print(tell(code, **params), markup=False, soft_wrap=True)


def _person(book: Casebook, name: str | None) -> int:
    if name is None:
        raise DeskError("rights.need_person")
    found = book.all(Person, code_name=name)
    if not found:
        raise DeskError("rights.no_such_person", name=name)
    return require(found[0].id)


def _show(book: Casebook, key: int, to: Path) -> None:
    found, went = disclosure(book, key)
    to.mkdir(parents=True, exist_ok=True)
    stem = file_name(f"disclosure-{found.person.code_name}")
    for ending, content in (
        ("html", disclosure_html(found, went, now())),
        ("json", disclosure_json(found, went, now())),
    ):
        path = to / f"{stem}.{ending}"
        path.touch(mode=0o600)  # its owner's alone, before anything is in it
        path.write_bytes(content)
        _say("rights.written", path=path)


def _handed(book: Casebook, key: int, *, as_json: bool) -> None:
    rows = [(one.at, one.to, tell(one.what), tell(one.ground)) for one in handed(book, key)]
    if as_json:
        print_json([dict(zip(("at", "to", "what", "ground"), row, strict=True)) for row in rows])
        return
    columns = [tell(f"rights.column.{name}") for name in ("at", "to", "what", "ground")]
    shown = [(show(at, settings().language), *more) for at, *more in rows]
    print_table(columns, shown, tell("cli.rows", count=len(rows)))


def _list(book: Casebook, *, as_json: bool) -> None:
    names = {one.id: one.code_name for one in book.all(Person)}
    found = open_requests(book)
    if as_json:
        print_json([{"id": one.id, "person": names.get(one.person_id), "kind": one.kind, "asked_on": one.asked_on,
                     "asked_by": one.asked_by, "what": one.what} for one in found])  # fmt: skip
        return
    for one in found:
        _say(
            "rights.request_line",
            id=str(one.id),
            person=names.get(one.person_id, ""),
            kind=tell(f"rights_kind.{one.kind}"),
            day=one.asked_on,
            by=tell(f"consent_by.{one.asked_by}"),
            what=one.what or "",
        )
    if not found:
        _say("rights.none")


def _due(book: Casebook, name: str | None, *, as_json: bool, go: bool) -> None:
    """List what is due; delete what is named of it."""
    found = due(book, today(), **settings().retention)
    if go:
        if name is None:
            raise DeskError("rights.need_person")
        chosen = [one for one in found if name in (one.name, _named(one))]
        if not chosen:
            raise DeskError("rights.not_due", name=name)
        for one in chosen:
            delete(book, one)
        _say("rights.deleted", count=len(chosen))
    elif as_json:
        print_json([{"kind": one.kind, "id": one.key, "name": _named(one), "last": one.last} for one in found])
    else:
        for one in found:
            _say(f"rights.due_{one.kind}", name=one.name, id=str(one.key), day=one.last)
        if not found:
            _say("rights.none")


def _named(one: Due) -> str:
    """Return how a command names what is due: a person by her code name, a call or draft by its number."""
    return one.name or f"{one.kind}:{one.key}"
