"""What somebody typed, laid over what others wrote since it was read: what both changed is settled by whoever typed.

The rule is the three-way merge of version control (read, theirs, mine), by what belongs together instead of by line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from casebook.errors import ConflictError, NotFoundError
from casebook.mapping import column_parts, from_row, kind_of, table_of, to_row
from casebook.records import Audit, Record
from words.message import Message, WithMessage

R = TypeVar("R", bound=Record)
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("birth_year", "born_on"),
    ("city", "ward", "town"),
    ("day_city", "day_ward", "day_town"),
    ("lat", "lon", "located_at"),
    ("support_scale", "support_level"),
    ("tier_override", "tier_override_reason"),
    ("vacancy", "vacancy_on", "vacancy_until"),
)
"""Columns that say one thing together: half of it by one person and half by another would be said by neither."""

Seen = tuple[str, int | None, str, tuple[str, ...], str]
"""What somebody settled was shown: table, row, label, columns, and what the other had written there."""
Settled = Mapping[Seen, bool]
"""True to write one's own, False to leave the other's."""
NOTHING: Settled = {}


@dataclass(frozen=True)
class Conflict(WithMessage):
    """Something that two people changed otherwise since it was read.

    Attributes
    ----------
    entity, id
        Table and row; None of a row that is not there (yet, or any more).
    columns
        One, or all of what belongs together.
    theirs, mine
        What the other wrote and what would be written, in the order of the columns.
    label
        What the row is called where its table does not say it all: the night of a calendar.
    who, at
        Who changed it last, and when; None if the audit does not tell.
    """

    entity: str
    id: int | None
    columns: tuple[str, ...]
    theirs: tuple[Any, ...]
    mine: tuple[Any, ...]
    label: str = ""
    who: str | None = None
    at: datetime | None = None

    @property
    def seen(self) -> Seen:
        """What is settled by a choice: it holds until the other's value is another again."""
        return (self.entity, self.id, self.label, self.columns, repr(self.theirs))

    @property
    def differences(self) -> Iterator[tuple[str, str | None, Any, Any]]:
        """List what differs: field of the record, item of a group (None of a plain field), theirs, mine."""
        for column, theirs, mine in zip(self.columns, self.theirs, self.mine, strict=True):
            if theirs != mine:
                yield (*column_parts(kind_of(self.entity), column), theirs, mine)

    @property
    def message(self) -> Message:  # type: ignore[override]
        """Name the first field that differs, their value and mine."""
        field, item, theirs, mine = next(self.differences)
        named = {"field": Message(f"field.{field}"), "item": item or "", "theirs": theirs, "mine": mine}
        return Message("conflict.field", named)


def merged(
    present: R, read: R, typed: R, settled: Settled = NOTHING, label: str = ""
) -> tuple[R, tuple[Conflict, ...]]:
    """Lay what somebody changed, from ``read`` to ``typed``, over what is there by now; all else stays as it is.

    Of a yes/no/unknown group it is each item by itself.

    Parameters
    ----------
    settled
        What was chosen of conflicts that were shown.

    Returns
    -------
    record, conflicts
        With the id of what is there. What is not settled stands as typed, and among the conflicts.
    """
    now, old, new = ({"id": None, **to_row(one)} for one in (present, read, typed))
    row, conflicts = dict(now), []
    for columns in _units(type(present)):
        mine = {name: new[name] for name in columns}
        if all(value == old[name] for name, value in mine.items()):
            continue
        if _crossed(now, old, new, columns):
            conflict = Conflict(
                table_of(type(present)).name,
                present.id,
                columns,
                tuple(now[name] for name in columns),
                tuple(mine.values()),
                label,
            )
            if (choice := settled.get(conflict.seen)) is False:
                continue
            if choice is None:
                conflicts.append(conflict)
        row.update(mine)
    return from_row(type(present), row), tuple(conflicts)


def _crossed(now: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    """Tell whether the other changed something of the same, and it did not come to the same."""
    return any(now[name] != old[name] for name in columns) and any(now[name] != new[name] for name in columns)


def _units(kind: type[Record]) -> Iterator[tuple[str, ...]]:
    """Return the columns of a record but its id, what belongs together side by side."""
    names = {column.name for column in table_of(kind).columns} - {"id"}
    for group in TOGETHER:
        if len(columns := tuple(name for name in group if name in names)) > 1:
            names -= set(columns)
            yield columns
    yield from ((name,) for name in sorted(names))


class Merging:
    """What a transaction knows of what others changed meanwhile; with anything unsettled, it writes nothing in the end.

    Parameters
    ----------
    settled
        What was chosen of conflicts that were shown.
    """

    def __init__(self, settled: Settled = NOTHING) -> None:
        self._settled = settled
        self._conflicts: list[Conflict] = []

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind as they are inside the transaction."""
        raise NotImplementedError

    def merge(self, record: R, read: R, present: R | None = None, label: str = "") -> R:
        """Lay what somebody changed in a record since she read it over what is there now.

        What others changed stays, unless both changed the same: then the record has it as typed, and the transaction
        ends in a `ConflictError` that names it.

        Parameters
        ----------
        read
            The record as it was when the form was opened.
        present
            What is there now, if it has no row of its own yet or was read already.
        label
            What the row is called where its table does not say it all.

        Raises
        ------
        NotFoundError
            If the record has no row.
        """
        if present is None:
            found = self.all(type(record), id=record.id)
            if not found:
                raise NotFoundError("casebook.not_found", entity=table_of(type(record)).name, id=record.id)
            present = found[0]
        record, conflicts = merged(present, read, record, self._settled, label)
        self._conflicts += map(self._told, conflicts)
        return record

    def require_settled(self) -> None:
        """Refuse what others changed meanwhile and nobody settled.

        Raises
        ------
        ConflictError
            With all of it.
        """
        if self._conflicts:
            raise ConflictError(tuple(self._conflicts))

    def _told(self, conflict: Conflict) -> Conflict:
        """Find who changed it last."""
        entries = self.all(Audit, entity=conflict.entity, entity_id=conflict.id) if conflict.id else []
        for entry in reversed(entries):
            before, after = entry.before or {}, entry.after or {}
            if any(before.get(name) != after.get(name) for name in conflict.columns):
                return replace(conflict, who=entry.who, at=entry.at)
        return conflict
