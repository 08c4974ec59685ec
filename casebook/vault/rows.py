"""Rows on their way into the database and out of it: which of their values are sealed, and where each belongs."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from casebook.columns import SEALED, Secret
from casebook.errors import NotReadyError
from casebook.tables import metadata
from casebook.vault.vault import VERSION, Place, UnreadableError, Vault

Row = Mapping[str, Any]
Columns = dict[str, Sequence[Any]]


class SecretColumn(NamedTuple):
    """A column that is sealed, and whether it holds JSON."""

    name: str
    mark: Secret
    is_json: bool

    def seals(self, row: Row) -> bool:
        """Tell whether a row is one of those that are sealed."""
        return self.mark.only_if is None or row.get(self.mark.only_if[0]) == self.mark.only_if[1]


def _secrets(table: sa.Table) -> tuple[SecretColumn, ...]:
    return tuple(
        SecretColumn(column.name, column.info[SEALED], isinstance(column.type, sa.JSON))
        for column in table.columns
        if SEALED in column.info
    )


SECRETS = {name: _secrets(table) for name, table in metadata.tables.items()}
"""The columns of each table that are sealed."""
SEARCHED = {name: tuple(one.name for one in secrets if one.mark.searched) for name, secrets in SECRETS.items()}
"""Those by which rows are found."""


class Sealer:
    """Seals rows with one key.

    Parameters
    ----------
    vault
        The casebook's keys.
    key
        The name of the one to seal with.
    """

    def __init__(self, vault: Vault, key: str) -> None:
        self.vault = vault
        self.key = key

    def row(self, table: str, row: Row) -> dict[str, Any]:
        """Return a row as it is kept; it has its id."""
        return {**row, **{one.name: self._sealed(table, one, row) for one in SECRETS[table] if one.name in row}}

    def changed(self, table: str, kept: Row, before: Row, after: Row) -> dict[str, Any]:
        """Return a row as it is kept after a change; what did not change is not sealed anew.

        Parameters
        ----------
        kept, before
            The row as it is kept, and opened.
        after
            As it is to be.
        """
        result = dict(after)
        for one in SECRETS[table]:
            same = after[one.name] == before[one.name] and one.seals(after) == one.seals(before)
            result[one.name] = kept[one.name] if same else self._sealed(table, one, after)
        return result

    def _sealed(self, table: str, column: SecretColumn, row: Row) -> Any:
        value = row[column.name]
        if value is None or not column.seals(row):
            return value
        text = json.dumps(value, ensure_ascii=False) if column.is_json else value
        return self.vault.seal(text, Place(table, column.name, row["id"]), self.key)


def is_sealed(value: Any) -> bool:
    """Tell whether a value is written as one that is sealed."""
    return isinstance(value, str) and value.startswith(f"{VERSION}:") and value.count(":") == 2


def opened(vault: Vault, table: str, row: Row) -> dict[str, Any]:
    """Return a row as it reads, be it of the table or what the audit keeps of it."""
    found = dict(row)
    for one in SECRETS[table]:
        value = row.get(one.name)
        if value is not None and one.seals(row):
            found[one.name] = _opened(vault, one, value, Place(table, one.name, row["id"]))
    return found


def opened_columns(vault: Vault, table: str, columns: Columns) -> Columns:
    """Return the columns of many rows as they read; where nothing is sealed, they are what was handed in."""
    found = dict(columns)
    for one in SECRETS[table]:
        values = columns[one.name]
        if values.count(None) == len(values):
            continue
        seals = _which(one, columns)
        found[one.name] = [
            _opened(vault, one, value, Place(table, one.name, row)) if value is not None and seals(at) else value
            for at, (value, row) in enumerate(zip(values, columns["id"], strict=True))
        ]
    return found


def _which(column: SecretColumn, columns: Columns) -> Callable[[int], bool]:
    """Return by what to tell whether the value of a row is sealed."""
    if column.mark.only_if is None:
        return lambda _at: True
    by, only = columns[column.mark.only_if[0]], column.mark.only_if[1]
    return lambda at: bool(by[at] == only)


def opened_entries(vault: Vault, columns: Columns) -> Columns:
    """Return the columns of many rows of the audit, with what they keep of other rows as it reads."""
    found = dict(columns)
    for name in ("before", "after"):
        found[name] = [
            value if not value or not SECRETS.get(entity) else opened(vault, entity, {"id": row, **value})
            for value, entity, row in zip(columns[name], columns["entity"], columns["entity_id"], strict=True)
        ]
    return found


def _opened(vault: Vault, column: SecretColumn, value: Any, place: Place) -> Any:
    """Return a value as it reads; a text that cannot be read gives its mark, a record of JSON an error.

    Raises
    ------
    NotReadyError
        If it is JSON: no mark can stand for a whole plan.
    """
    if not column.is_json:
        return vault.open_or_mark(value, place)
    try:
        return json.loads(vault.open(value if isinstance(value, str) else " ", place))
    except (UnreadableError, ValueError) as error:
        raise NotReadyError(place.message.code, **place.message.params) from error
