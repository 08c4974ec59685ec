"""One line of a look: what an entry of either log says, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from casebook.mapping import column_parts, kind_of, table_of
from casebook.records import AccessLog, Audit
from words.message import Message
from words.say import known
from words.zone import TOKYO

NAMED_BY_FIRST = ("import", "proposal", "undo", "succeed", "migration")


@dataclass(frozen=True)
class Line:
    """What somebody did.

    Attributes
    ----------
    what
        In words.
    entity, entity_id
        The kind of record, as a code, and its number; None where it is about none.
    details
        How much, where, in which form.
    entry
        The row of the log.
    """

    at: datetime
    who: str
    role: str
    what: Message
    entity: str | None
    entity_id: int | None
    details: tuple[Message, ...]
    entry: Audit | AccessLog


def of_access(entry: AccessLog) -> Line:
    """Return what an entry of the access log says."""
    what = Message(f"audit.kind.{entry.kind}")
    details = tuple(_details(entry.detail or {}))
    return Line(entry.at, entry.who, entry.role, what, entry.entity, entry.entity_id, details, entry)


def of_change(entry: Audit) -> Line:
    """Return what an entry of the log of changes says, without what was changed."""
    what = Message(f"audit.action_{entry.action}")
    return Line(entry.at, entry.who, entry.role, what, entry.entity, entry.entity_id, (_part_of(entry.what),), entry)


def _part_of(what: str) -> Message:
    """Say what a change was part of; of what is followed by a kind or a number, the first word says it."""
    first = what.partition(" ")[0]
    return Message(f"audit.what.{first if first in NAMED_BY_FIRST else what.replace(' ', '_')}")


def _details(detail: Mapping[str, Any]) -> Iterator[Message]:
    if page := detail.get("page"):
        yield Message("audit.detail_page", {"page": Message(f"nav.{page}")})
    if look := detail.get("look"):
        yield Message(f"audit.look_{look}")
    for name, value in detail.items():
        if name == "what":
            code = f"audit.held.{value}"
            yield Message("audit.detail_what", {"value": Message(code) if known(code) else value})
        elif name in ("form", "command", "rows", "found"):
            yield Message(f"audit.detail_{name}", {"value": value})
        elif name not in ("page", "look", "people") and value is not None:
            yield Message("audit.detail_other", {"name": name, "value": value})


@dataclass(frozen=True)
class Difference:
    """What an entry changed of one field, or of one item where the field is a group; None is not known, or no row."""

    field: str
    item: str | None
    before: object
    after: object


def differences(entry: Audit) -> list[Difference]:
    """Return what an entry changed, field by field; empty for who may not see it."""
    before, after = entry.before or {}, entry.after or {}
    kind = kind_of(entry.entity)
    return [
        Difference(*column_parts(kind, column.name), _typed(column, before), _typed(column, after))
        for column in table_of(kind).columns
        if before.get(column.name) != after.get(column.name)
    ]


def _typed(column: sa.Column[Any], row: Mapping[str, Any]) -> object:
    value = row.get(column.name)
    made = column.type.python_type
    if isinstance(value, str) and issubclass(made, date):
        moment = made.fromisoformat(value)
        return moment.astimezone(TOKYO) if isinstance(moment, datetime) else moment
    return value
