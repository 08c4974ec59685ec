"""Whole kinds of records, read once and kept while nobody writes to their table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from casebook import tables as t
from casebook.mapping import R, table_of
from casebook.records import AccessLog, Audit, Plan, Record
from casebook.roles import Sight

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_KEPT: tuple[type[Record], ...] = (AccessLog, Audit, Plan)
"""Logs, and kinds with large rows that are seldom read as a whole."""
OPENING = {t.named_reader.name, t.broken_glass.name}
"""Tables that decide of who sees everything what is hidden from her."""
Last = tuple[int, object] | None
"""The last audit row: its id, and when it was written, by which another file at the same address is known."""


class Memory:
    """What one reader was given of whole kinds, as of the last audit row.

    An audit row names the table that was written to, and every write has one: so what no newer row names is as it was.
    That holds for who sees everything; who sees some rows only may see others once a consent was written, by the next
    day, or when a role of hers ends, and so reads everything anew.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: Last = None
        self._sight: Sight | None = None
        self._looked: datetime | None = None
        self._kinds: dict[type[Record], Sequence[Record]] = {}

    def all(
        self,
        connection: sa.Connection,
        kind: type[R],
        now: datetime,
        look: Callable[[], Sight],
        read: Callable[[], "Sequence[R]"],
    ) -> "Sequence[R]":
        """Return all records of a kind; read only if somebody wrote since, by one caller for all who ask meanwhile.

        Parameters
        ----------
        connection
            In the transaction in which `look` and `read` read.
        look
            Finds what decides which of them the reader sees; asked for only once it may be another.
        """
        with self._lock:
            self._forget(connection, now, look)
            if kind not in self._kinds:
                self._kinds[kind] = read()
            return cast("Sequence[R]", self._kinds[kind])

    def _forget(self, connection: sa.Connection, now: datetime, look: Callable[[], Sight]) -> None:
        """Forget what may have changed."""
        last = _last_row(connection)
        if last == self._last and self._stays(now):
            return
        sight = look()
        as_before = self._sees_as_before(sight)
        written = None if self._last is None or last is None else _written(connection, self._last)
        if written is None or not as_before or (written and not sight.everything) or written & OPENING:
            self._kinds.clear()
        else:
            for kind in [kind for kind in self._kinds if table_of(kind).name in written]:
                del self._kinds[kind]
        self._last, self._sight, self._looked = last, sight, now

    def _stays(self, now: datetime) -> bool:
        """Tell whether what the reader sees is the same as long as nobody writes."""
        until = None if self._sight is None else self._sight.until
        return until is not None and self._looked is not None and self._looked <= now < until

    def _sees_as_before(self, sight: Sight) -> bool:
        """Tell whether the reader sees the same rows, while nobody writes; of who sees everything the day matters not."""
        if self._sight is None:
            return False
        return sight == (replace(self._sight, day=sight.day) if sight.everything else self._sight)


def _last_row(connection: sa.Connection) -> Last:
    row = connection.execute(sa.select(t.audit.c.id, t.audit.c.at).order_by(t.audit.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else (row[0], row[1])


def _written(connection: sa.Connection, since: tuple[int, object]) -> set[str] | None:
    """Return the tables that were written to after an audit row; None if that row is not there any more."""
    at = connection.execute(sa.select(t.audit.c.at).where(t.audit.c.id == since[0])).scalar_one_or_none()
    if at != since[1]:
        return None
    query = sa.select(t.audit.c.entity).where(t.audit.c.id > since[0]).distinct()
    return set(connection.execute(query).scalars())
