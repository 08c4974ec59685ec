"""`sonae succeed`: an office that reappeared under another number takes over what was entered of the old one."""

from typing import Annotated, Any

import typer

from casebook.records import Facility
from casebook.records.base import require
from desk import succession
from desk.errors import DeskError
from desk.succession import Moved, Successor
from ui.cli.console import Json, out, print_json, tell
from ui.settings import casebook, settings
from words.say import aside, join


def succeed(
    old: Annotated[str | None, typer.Argument(help="The office that is gone: its number or id.")] = None,
    new: Annotated[str | None, typer.Argument(help="The office that follows it: its number or id.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the move between the two back.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="OLD keeps what was entered, and is marked as closed.")] = False,
    as_json: Json = False,
) -> None:
    """List offices that may have a new number, or move one's records. 番号の変わった事業所へ記録を移します。"""
    book = casebook()
    if old is None:
        _list(succession.successors(book), as_json=as_json)
        return
    offices = {require(one.id): one for one in book.all(Facility)}
    gone = _office(offices, old)
    if keep:
        succession.let_go(book, gone)
        _say(as_json, {"closed": gone}, tell("succession.kept_with", name=offices[gone].name))
        return
    if new is None:
        raise DeskError("succession.two_offices")
    follower = _office(offices, new)
    names = {"old": offices[gone].name, "new": offices[follower].name}
    if undo:
        succession.undo(book, gone, follower)
        _say(as_json, {"old": gone, "new": follower, "undone": True}, tell("succession.undone", **names))
        return
    moved = succession.move(book, gone, follower)
    document = {"old": gone, "new": follower, "moved": dict(moved.moved), "kept": dict(moved.kept)}
    _say(as_json, document, f"{tell('succession.moved', **names)} {moved_text(moved)}")


def _say(as_json: bool, document: dict[str, Any], text: str) -> None:
    if as_json:
        print_json(document)
    else:
        out.print(text, markup=False, soft_wrap=True)


def moved_text(moved: Moved) -> str:
    """Say how many records moved, and how many stay."""
    count, kept = sum(moved.moved.values()), sum(moved.kept.values())
    text = tell("succession.counted", count=count)
    return f"{text} {tell('succession.kept', count=kept)}" if kept else text


def _list(pairs: list[Successor], *, as_json: bool) -> None:
    if as_json:
        print_json([successor_row(pair) for pair in pairs])
        return
    if not pairs:
        out.print(tell("succession.none"), soft_wrap=True)
    for pair in pairs:
        out.print(successor_line(pair), markup=False, soft_wrap=True)


def successor_line(pair: Successor) -> str:
    """Say which office may follow which, why, and how to join them once both are in the casebook."""
    language = settings().language
    signs = join((tell(f"succession.sign_{sign}") for sign in pair.signs), language)
    old, new = (aside(one.name, one.office_number or "", language) for one in (pair.old, pair.new))
    text = tell("succession.pair", old=old, new=new, signs=signs)
    ready = pair.old.id is not None and pair.new.id is not None
    return f"{text}  sonae succeed {pair.old.id} {pair.new.id}" if ready else text


def successor_row(pair: Successor) -> dict[str, Any]:
    """Return a pair for JSON; an office that is not imported yet has no id."""
    offices = {
        side: {"id": one.id, "office_number": one.office_number, "name": one.name, "address": one.address}
        for side, one in (("old", pair.old), ("new", pair.new))
    }
    return {**offices, "service_code": pair.old.service_code, "same": list(pair.signs)}


def _office(offices: dict[int, Facility], text: str) -> int:
    """Return the id of the office that an id or an office number names."""
    found = [key for key, one in offices.items() if text in (str(key), one.office_number)]
    if len(found) != 1:
        code = "succession.several" if found else "succession.no_such_office"
        raise DeskError(code, value=text, ids=", ".join(map(str, found)))
    return found[0]
