"""Taking an import back as a whole, as long as nothing was built upon it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from casebook.book import Casebook, Writer
from casebook.mapping import KINDS, from_json, kind_of, table_of, to_json, to_row
from casebook.reading import Written
from casebook.records import Audit, Record
from casebook.records.base import require
from desk.errors import DeskError
from words.message import Message

MOST_NAMED = 20
"""So many things that stand in the way are named."""
Row = tuple[str, int]
IN_PLANS = ("person", "facility")
"""Tables whose numbers plans have in their records."""


@dataclass(frozen=True)
class Imported:
    """An import as it was made.

    Attributes
    ----------
    first, last
        Its rows in the log of changes.
    taken_back
        Whether it was taken back already.
    """

    kind: str
    who: str
    at: datetime
    first: int
    last: int
    taken_back: bool


@dataclass(frozen=True)
class TakingBack:
    """What taking an import back would do: rows by table and by what becomes of them, and what stands in the way.

    Attributes
    ----------
    rows
        (table, ``insert``, ``update`` or ``delete`` as the import did it) → how many rows.
    in_the_way
        Nothing, or what was built upon it; at most `MOST_NAMED`.
    """

    rows: Mapping[tuple[str, str], int]
    in_the_way: tuple[Message, ...]


def imports_made(book: Casebook) -> list[Imported]:
    """Return the imports that the log of changes tells of, the newest first; none to whoever does not see it."""
    undone = {one.what for one in book.written("undo import ")}
    return [_imported(one, undone) for one in book.written("import ")]


def _imported(one: Written, undone: set[str]) -> Imported:
    return Imported(one.what.partition(" ")[2], one.who, one.at, one.first, one.last, _undoing(one.last) in undone)


def _undoing(last: int) -> str:
    return f"undo import {last}"


def taking_back(book: Casebook, imported: Imported) -> TakingBack:
    """Return what taking an import back would do."""
    entries = [one for one in book.logged(Audit, imported.at, _after(imported.at)) if _is_of(one, imported)]
    return _taking_back(book, imported, entries)


def take_back_import(book: Casebook, imported: Imported) -> TakingBack:
    """Undo all that an import wrote, in one transaction.

    Raises
    ------
    DeskError
        If something was built upon it, or it was taken back already.
    """
    with book.writing(_undoing(imported.last)) as writer:
        entries = writer.entries(imported.first - 1, imported.last)
        if not entries or any(one.taken_back for one in imports_made(book) if one.last == imported.last):
            raise DeskError("imports.taken_back_already")
        found = _taking_back(writer, imported, entries)
        if found.in_the_way:
            raise DeskError("imports.built_upon", why=found.in_the_way[0])
        _reverse(writer, entries)
    return found


def _after(at: datetime) -> datetime:
    return at + datetime.resolution


def _is_of(entry: Audit, imported: Imported) -> bool:
    return imported.first <= require(entry.id) <= imported.last


def _taking_back(book: Casebook | Writer, imported: Imported, entries: Sequence[Audit]) -> TakingBack:
    told: list[Message] = []
    for message in _in_the_way(book, imported, entries):
        told.append(message)
        if len(told) == MOST_NAMED:
            break
    return TakingBack(Counter((one.entity, one.action) for one in entries), tuple(told))


def _in_the_way(book: Casebook | Writer, imported: Imported, entries: Sequence[Audit]) -> Iterator[Message]:
    yield from _changed_since(book, entries)
    added: dict[str, set[int]] = defaultdict(set)
    for one in entries:
        if one.action == "insert":
            added[one.entity].add(one.entity_id)
    for kind in KINDS:
        for key in table_of(kind).foreign_keys:
            of = added.get(key.column.table.name)
            if not of:
                continue
            for row in book.all(kind):
                if getattr(row, key.parent.name) in of and row.id not in added.get(table_of(kind).name, ()):
                    what = _named(key.column.table.name, getattr(row, key.parent.name))
                    other = _named(table_of(kind).name, require(row.id))
                    yield Message("imports.rests_on", {"other": other, "what": what})
    if set(added) & set(IN_PLANS):
        for plan in _plans_since(book, imported.at):
            yield Message("imports.planned_since", {"id": plan})


def _plans_since(book: Casebook | Writer, at: datetime) -> list[int]:
    made = ((key, one) for key in book.periods() for one in book.all(Audit, entity="plan", entity_id=key))
    return sorted({key for key, one in made if one.action == "insert" and one.at > at})


def _changed_since(book: Casebook | Writer, entries: Sequence[Audit]) -> Iterator[Message]:
    """Find rows that are no longer as the import left them."""
    left: dict[Row, dict[str, Any]] = {}
    gone: set[Row] = set()
    for one in entries:
        row = one.entity, one.entity_id
        before, after = one.before or {}, one.after or {}
        # Of a row that came, all is the import's.
        names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        names |= set(table_of(kind_of(one.entity)).columns.keys()) if one.action == "insert" else set()
        left[row] = {**left.get(row, {}), **{name: after.get(name) for name in names}}
        (gone.discard if one.after else gone.add)(row)
    for entity in sorted({row[0] for row in left}):
        present = {one.id: to_json(to_row(one)) for one in book.all(kind_of(entity))}
        for row, values in left.items():
            if row[0] == entity and not _is_as_left(present.get(row[1]), values, row in gone):
                yield Message("imports.changed_since", {"what": _named(*row)})


def _is_as_left(present: Mapping[str, Any] | None, values: Mapping[str, Any], gone: bool) -> bool:
    if present is None or gone:
        return present is None and gone
    return all(present.get(name) == value for name, value in values.items())


def _named(entity: str, key: int) -> Message:
    return Message("audit.about", {"entity": Message(f"audit.entity.{entity}"), "id": key})


def _reverse(writer: Writer, entries: Sequence[Audit]) -> None:
    """Read the entries backwards: what came goes, what went comes, what changed is as before; like entries at once."""
    for (entity, action), alike in groupby(reversed(entries), lambda one: (one.entity, one.action)):
        kind, some = kind_of(entity), list(alike)
        if action == "insert":
            for one in some:
                writer.remove(kind, one.entity_id)
        elif action == "delete":
            writer.add_many([from_json(kind, one.before or {}) for one in some])
        else:
            _put_back(writer, kind, some)


def _put_back(writer: Writer, kind: type[Record], entries: Sequence[Audit]) -> None:
    """Give the fields that entries changed their values before; what else a row says stays."""
    present = {one.id: to_json(to_row(one)) for one in writer.all(kind)}
    for one in entries:
        before, after = one.before or {}, one.after or {}
        row = present[one.entity_id]
        for name in {*before, *after}:
            if before.get(name) != after.get(name):
                row[name] = before.get(name)
    writer.change_many([from_json(kind, present[key]) for key in dict.fromkeys(one.entity_id for one in entries)])
