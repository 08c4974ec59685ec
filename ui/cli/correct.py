"""`sonae correct`: what was recorded wrongly is corrected or cancelled with a reason, told of, and undone."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
import typer

from casebook.book import Casebook
from casebook.mapping import from_row, kind_of, table_of, to_row
from casebook.records import Record
from desk.correcting import FIXED, Cancelled, cancel, cancelled_one, correct, told, undo
from desk.errors import DeskError, Fault, InvalidInputError
from desk.inspection import Difference
from desk.timeline import in_words
from desk.typed import Unread, read_day, read_number
from ui.cli.console import Json, out, print_json, reading_people, tell
from ui.settings import today
from words.message import Message
from words.zone import TOKYO

Entity = StrEnum("Entity", {table_of(kind).name: table_of(kind).name for kind in FIXED})  # type: ignore[misc]
YES_NO = {"yes": True, "no": False}


def correct_command(
    entity: Annotated[Entity, typer.Argument(help="The kind of record.")],
    key: Annotated[int, typer.Argument(help="Its number.")],
    typed: Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE; nothing after = is unknown.")] = None,
    cancelling: Annotated[bool, typer.Option("--cancel", help="It should not be there.")] = False,
    undoing: Annotated[bool, typer.Option("--undo", help="Undo what was done to it last.")] = False,
    reason: Annotated[str, typer.Option(help="Why, for whoever reads it later.")] = "",
    as_json: Json = False,
) -> None:
    """Correct or cancel a record, undo that, or show what was done to it. 記録を訂正・取消しし、元に戻します。"""
    book, kind = reading_people("correct"), kind_of(str(entity))
    if sum((bool(typed), cancelling, undoing)) > 1:
        raise DeskError("correcting.one_at_a_time")
    if undoing:
        last = next((one.correction for one in told(book, kind, key) if one.last), None)
        if last is None:
            raise DeskError("correcting.nothing_to_undo")
        undo(book, last, reason)
    elif cancelling:
        cancel(book, book.one(kind, key), reason)
    elif typed:
        record = book.one(kind, key)
        correct(book, _typed(record, typed), record, reason, today=today())
    _show(book, kind, key, as_json=as_json)


def _typed(record: Record, said: Sequence[str]) -> Record:
    """Return a record with what was typed, by the names of its columns."""
    kind, row = type(record), to_row(record)
    table = table_of(kind)
    free = {name for name in row if name != "id"} - FIXED[kind]
    for one in said:
        name, equals, text = one.partition("=")
        if not equals or name not in free:
            raise DeskError("correcting.no_such_field", value=one, fields=sorted(free))
        row[name] = _value(name, text.strip(), table.c[name])
    return from_row(kind, row)


def _value(name: str, text: str, column: sa.Column[Any]) -> object:
    if not text:
        return None
    made = column.type.python_type
    if issubclass(made, bool):
        if text not in YES_NO:
            raise DeskError("correcting.not_read", value=text)
        return YES_NO[text]
    if issubclass(made, datetime):
        return _moment(text)
    read = read_number(name, text) if issubclass(made, int) else read_day(text) if issubclass(made, date) else text
    if isinstance(read, Unread):
        raise InvalidInputError([Fault(name, read.why)])
    return read


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise DeskError("correcting.not_read", value=text) from None
    return found if found.tzinfo else found.replace(tzinfo=TOKYO)


def _show(book: Casebook, kind: type[Record], key: int, *, as_json: bool) -> None:
    """Print what a record says, or said before it was cancelled, and what was done to it, the newest first."""
    gone: Cancelled[Record] | None = cancelled_one(book, kind, key)
    record = book.one(kind, key) if gone is None else gone.record
    done = told(book, kind, key)
    if as_json:
        steps = [{**_done(one.correction), "changes": [vars(change) for change in one.changes]} for one in done]
        print_json({"record": record and vars(record), "cancelled": gone is not None, "done": steps})
        return
    entity = table_of(kind).name
    if record is None:
        _print(Message("consultations.was_cancelled"))
    for field in fields(record) if record is not None else ():
        if field.name != "id":
            name, value = Message(f"field.{field.name}"), in_words(entity, field.name, getattr(record, field.name))
            _print(Message("timeline.field", {"name": name, "value": value}))
    for one in done:
        _print(Message(f"correcting.{one.correction.kind}", _done(one.correction)))
        for change in one.changes:
            _print(_change(entity, change))


def _done(correction: Any) -> dict[str, Any]:
    return {name: getattr(correction, name) for name in ("at", "who", "reason", "kind")}


def _change(entity: str, change: Difference) -> Message:
    before, after = (in_words(entity, change.field, side) for side in (change.before, change.after))
    return Message("correcting.change", {"field": Message(f"field.{change.field}"), "before": before, "after": after})


def _print(message: Message) -> None:
    out.print(tell(message), markup=False, soft_wrap=True)
