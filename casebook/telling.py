"""What a casebook tells of rows without the rows: when and by whom they were written, how many there are, whether there was one."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import date, datetime

import sqlalchemy as sa

from casebook import tables as t
from casebook.mapping import table_of
from casebook.reading import (
    Written,
    select_added_by,
    select_last,
    select_nights,
    select_once_called,
    select_periods,
    select_transactions,
    select_written,
)
from casebook.records import Record


class Telling:
    """A casebook that reads in one transaction what its actor may see."""

    _reading: Callable[[], AbstractContextManager[sa.Connection]]
    _seen: Callable[[sa.Table], sa.ColumnElement[bool]]

    def periods(self) -> dict[int, tuple[date, date]]:
        """Return the first and last day of every plan, by its id, without the plans' large records."""
        with self._reading() as connection:
            return select_periods(connection, self._seen(t.adoption))

    def written_at(self, kind: type[Record], keys: Collection[int], *, first: bool = False) -> dict[int, datetime]:
        """Return when rows were last written, or first, by their ids, as far as the actor may see them."""
        with self._reading() as connection:
            return select_written(connection, kind, keys, self._seen(table_of(kind)), first=first)

    def added_by(self, kind: type[Record], key: int | None = None) -> dict[int, str]:
        """Return who first wrote each row of a kind, or one of them, by its id, as far as the actor may see them."""
        with self._reading() as connection:
            return select_added_by(connection, kind, self._seen(table_of(kind)), key)

    def written(self, beginning: str) -> list[Written]:
        """Return the transactions whose name begins so, the newest first, as far as the actor may see the log."""
        with self._reading() as connection:
            return select_transactions(connection, beginning, self._seen(t.audit))

    def last_done(self, word: str) -> dict[str, datetime]:
        """Return when changes that begin with a word, as imports do, were last made by anybody; it names nobody."""
        with self._reading() as connection:
            return select_last(connection, word)

    def nights_taken(
        self, kind: type[Record], night: date, /, begun_by: date | None = None, **equal: object
    ) -> dict[int, int]:
        """Return how many rows of a kind with first and last day cover a night, by facility.

        Rows of everybody count, whoever the actor may see: how many there are names nobody. Who leaves on the day does
        not stay the night; what has no end goes on.

        Parameters
        ----------
        kind
            ``Stay`` or ``Proposal``.
        night
            The day on which the night begins.
        begun_by
            The last first day that counts: the next one, where those who came after midnight count; the night's if None.
        equal
            Narrows them: by the kind of stays, the status of proposals; by nothing that could single out a person.
        """
        if unknown := set(equal) - {"kind", "status"}:
            msg = f"nights are not told by {sorted(unknown)}"
            raise ValueError(msg)
        with self._reading() as connection:
            return select_nights(connection, kind, night, begun_by or night, self._seen(t.facility), equal)

    def once_called(self) -> Callable[[str], bool]:
        """Return what tells whether somebody has or had a code name, be it one whom the actor may not see."""
        with self._reading() as connection:
            return select_once_called(connection).__contains__
