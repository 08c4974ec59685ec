"""What the log of changes tells without its rows: who first wrote something, when it was last written, what was done at once."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime

import sqlalchemy as sa

from casebook import tables as t
from casebook.mapping import table_of
from casebook.reading import Written, select_added_by, select_transactions, select_written
from casebook.records import Record


class Asking:
    """The part of a casebook that asks the log of changes."""

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        """Open one transaction that only reads."""
        raise NotImplementedError

    def _seen(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition on rows of a table that the actor may see."""
        raise NotImplementedError

    def written_at(self, kind: type[Record], keys: Collection[int]) -> dict[int, datetime]:
        """Return when rows were last written, by their ids, as far as the actor may see them."""
        with self._reading() as connection:
            return select_written(connection, kind, keys, self._seen(table_of(kind)))

    def added_by(self, kind: type[Record], key: int | None = None) -> dict[int, str]:
        """Return who first wrote each row of a kind, or one of them, by its id, as far as the actor may see them."""
        with self._reading() as connection:
            return select_added_by(connection, kind, self._seen(table_of(kind)), key)

    def written(self, beginning: str) -> list[Written]:
        """Return the transactions whose name begins so, the newest first, as far as the actor may see the log."""
        with self._reading() as connection:
            return select_transactions(connection, beginning, self._seen(t.audit))
