"""What a change rests on, so that it waits only for those that rest on the same (PostgreSQL).

Advisory locks, taken before anything is read and in the order of their numbers: nobody holds one that another waits for
while waiting herself. A change of the whole casebook waits for all others, and they for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from casebook.errors import ChangedMeanwhileError
from casebook.mapping import table_of
from casebook.records import Facility, Person, Record
from casebook.roles.files import THROUGH

WHOLE = 7_263_003
"""Under which number PostgreSQL holds the whole casebook; see `casebook.audit.chain.ADVISORY` for the logs'."""
One = tuple[type[Record], int | str | None]
"""A record by its id, or a name that only one of a kind may have; None of what has no id yet and so waits for nobody."""
OWNERS = (table_of(Person), table_of(Facility))
"""A row is about the first of these that it names."""


class About:
    """The records that a transaction rests on: others that rest on one of them wait until it is over.

    Parameters
    ----------
    records
        None is the whole casebook.
    """

    def __init__(self, records: Iterable[One] | None = None) -> None:
        self.whole = records is None
        self._held = {(table_of(kind).name, key) for kind, key in records or () if key is not None}

    def wait(self, connection: sa.Connection) -> None:
        """Wait until nobody else is about the same, and hold it until the transaction is over.

        Under SQLite a writer does so anyway.
        """
        if connection.dialect.name != "postgresql":
            return
        hold = sa.func.pg_advisory_xact_lock
        connection.execute(sa.select((hold if self.whole else sa.func.pg_advisory_xact_lock_shared)(WHOLE)))
        for number in sorted(_number(*one) for one in self._held):
            connection.execute(sa.select(hold(sa.cast(number, sa.BigInteger))))

    def require(self, kind: type[Record], key: int | None) -> None:
        """Refuse to go on with what the transaction does not rest on.

        Raises
        ------
        ChangedMeanwhileError
            If others may be writing about this record: it became part of the matter since the transaction was begun.
        """
        self._require(table_of(kind).name, key)

    def require_rows(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Refuse to change or remove rows that others may be changing; see `require`."""
        for row in () if self.whole else rows:
            owner = _owner(table, row)
            self._require(*(owner or (table.name, row["id"])))

    def add(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take note of rows that come into being, which nobody else knows of; see `require` of what they are about."""
        if self.whole:
            return
        self._held |= {(table.name, row["id"]) for row in rows}
        for owner in filter(None, (_owner(table, row) for row in rows)):
            self._require(*owner)

    def _require(self, table: str, key: int | None) -> None:
        if not self.whole and (table, key) not in self._held:
            raise ChangedMeanwhileError("casebook.changed_meanwhile")


def _owner(table: sa.Table, row: Mapping[str, Any]) -> tuple[str, int] | None:
    if table in OWNERS:
        return table.name, row["id"]
    if table in THROUGH:
        return None
    named = ((owner.name, row.get(f"{owner.name}_id")) for owner in OWNERS)
    return next(((name, key) for name, key in named if key is not None), None)


def _number(table: str, key: int | str) -> int:
    return int.from_bytes(sha256(f"{table}:{key}".encode()).digest()[:8], signed=True)
