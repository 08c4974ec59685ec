"""Between a record and its row: plain fields one to one, a yes/no/unknown group to its columns."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from casebook import records, tables

R = TypeVar("R", bound=records.Record)


def _table_name(kind: type[records.Record]) -> str:
    """FacilityCondition → facility_condition."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


KINDS: tuple[type[records.Record], ...] = tuple(records.Record.__subclasses__())
_TABLES = {kind: tables.metadata.tables[_table_name(kind)] for kind in KINDS}
_FIELDS = {kind: fields(kind) for kind in KINDS}


def table_of(kind: type[records.Record]) -> sa.Table:
    """Return the table of a record class."""
    return _TABLES[kind]


def kind_of(table: str) -> type[records.Record]:
    """Return the record class of a table."""
    return next(kind for kind, mapped in _TABLES.items() if mapped.name == table)


def to_row(record: records.Record) -> dict[str, Any]:
    """Spread a record over its columns; the key is left out until it is known.

    Raises
    ------
    ValueError
        A group of the record has an item that is not on its list.
    """
    row: dict[str, Any] = {}
    for field in _FIELDS[type(record)]:
        value = getattr(record, field.name)
        if field.metadata:
            prefix, items = field.metadata["prefix"], field.metadata["items"]
            if unlisted := set(value) - set(items):
                msg = f"{type(record).__name__}.{field.name} has items that are not listed: {sorted(unlisted)}"
                raise ValueError(msg)
            row.update({f"{prefix}{item}": value.get(item) for item in items})
        elif field.name != "id" or value is not None:
            row[field.name] = value
    return row


def from_row(kind: type[R], row: Mapping[Any, Any]) -> R:
    """Gather a record from its row."""
    values: dict[str, Any] = {}
    for field in _FIELDS[kind]:
        if field.metadata:
            prefix, items = field.metadata["prefix"], field.metadata["items"]
            values[field.name] = {item: row[f"{prefix}{item}"] for item in items if row[f"{prefix}{item}"] is not None}
        else:
            values[field.name] = row[field.name]
    return kind(**values)


def column_parts(kind: type[records.Record], column: str) -> tuple[str, str | None]:
    """Return the field of a record that a column belongs to, and its item where the field is a group."""
    for field in _FIELDS[kind]:
        prefix = field.metadata.get("prefix", "")
        if prefix and column.startswith(prefix) and column.removeprefix(prefix) in field.metadata["items"]:
            return field.name, column.removeprefix(prefix)
    return column, None


Columns = dict[str, Sequence[Any]]


def _as_they_are(columns: Columns) -> Columns:
    return columns


def from_rows(
    kind: type[R], rows: Iterable[Sequence[Any]], opening: Callable[[Columns], Columns] = _as_they_are
) -> list[R]:
    """Gather the records of many rows, each with the table's columns in their order; what `from_row` gives for each.

    A column at a time, without calling each record's own maker; equal texts and days are one object, since 50,000 stays
    say the same few words.

    Parameters
    ----------
    opening
        Gives the columns as they read, where some are sealed.
    """
    columns: Columns = dict(
        zip((column.name for column in _TABLES[kind].columns), zip(*rows, strict=True), strict=False)
    )
    if not columns:
        return []
    columns = opening(columns)
    values: dict[str, Sequence[Any]] = {}
    for field in _FIELDS[kind]:
        if field.metadata:
            prefix, items = field.metadata["prefix"], field.metadata["items"]
            answers = zip(*(columns[f"{prefix}{item}"] for item in items), strict=True)
            values[field.name] = [
                {item: answer for item, answer in zip(items, row, strict=True) if answer is not None} for row in answers
            ]
        else:
            values[field.name] = _shared(columns[field.name])
    records_: list[R] = []
    for row in zip(*values.values(), strict=True):
        record = object.__new__(kind)
        record.__dict__.update(zip(values, row))  # noqa: B905 - both of one length, 50,000 times
        records_.append(record)
    return records_


def _shared(column: Sequence[Any]) -> Sequence[Any]:
    """Let equal texts and days of a column be one object."""
    if not isinstance(next((value for value in column if value is not None), None), str | date):
        return column
    known = dict(zip(column, column, strict=True))
    return list(map(known.__getitem__, column))


def to_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row fit for the audit's JSON: dates as ISO text, unknown (NULL) left out."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
        if value is not None
    }


def from_json(kind: type[R], row: Mapping[str, Any]) -> R:
    """Gather a record from the audit's JSON."""
    values = {}
    for column in table_of(kind).columns:
        value = row.get(column.name)
        dated = value is not None and issubclass(column.type.python_type, date)
        values[column.name] = column.type.python_type.fromisoformat(value) if dated else value
    return from_row(kind, values)
