"""Whole kinds of records, read once for all who see the same, and kept while nobody writes to their table."""

import sys
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

import sqlalchemy as sa

from casebook import tables as t
from casebook.mapping import R, table_of
from casebook.records import AccessLog, Audit, Plan, Record
from casebook.roles import Actor, Sight

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_KEPT: tuple[type[Record], ...] = (AccessLog, Audit, Plan)
"""Logs, and kinds with large rows that are seldom read as a whole."""
OPENING = {t.named_reader.name, t.broken_glass.name}
"""Tables that decide of who sees everything what is hidden from her."""
MOST_BYTES = 200_000_000
"""As much is kept, of all readers together; what was asked for longest ago goes first."""
SAMPLED = 100
"""About so many records, evenly, stand for all of a kind when it is told what they take."""
LAST_ROW = sa.select(t.audit.c.id, t.audit.c.at).order_by(t.audit.c.id.desc()).limit(1)
Last = tuple[int, object] | None
"""The last audit row: its id, and when it was written, by which another file at the same address is known."""
Key = tuple[Sight, type[Record]]


class _Whole(NamedTuple):
    """All records of a kind that somebody sees, and about how many bytes they take."""

    records: "Sequence[Record]"
    taken: int


class Memory:
    """What readers were given of whole kinds, as of the last audit row: one copy for all with the same sight.

    An audit row names the table that was written to, and every write has one: so what no newer row names is as it was.
    That holds for who sees everything; who sees some rows only may see others once a consent was written, and so reads
    everything anew. By the next day, or when glass closes, the sight is another.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._last: Last = None
        self._day: date | None = None
        self._sights: dict[Actor, tuple[datetime, Sight]] = {}
        self._kept: OrderedDict[Key, _Whole] = OrderedDict()
        self._reading: dict[Key, Lock] = {}

    @property
    def taken(self) -> int:
        """How many bytes all that is kept takes, about."""
        with self._lock:
            return self._total()

    def all(
        self,
        connection: sa.Connection,
        kind: type[R],
        actor: Actor,
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
            Finds what decides which of them the actor sees now; asked for only once it may be another.
        """
        last = self._looked(connection)
        key = self._sight(last, actor, now, look), kind
        if (found := self._found(last, key)) is not None:
            return cast("Sequence[R]", found)
        with self._lock:
            reading = self._reading.setdefault(key, Lock())
        with reading:
            if (found := self._found(last, key)) is not None:
                return cast("Sequence[R]", found)
            try:
                records = read()
                # PostgreSQL shows within one transaction what was written meanwhile: that may not be what this sight sees.
                if _last_row(connection) == last:
                    self._keep(last, key, records)
            finally:
                with self._lock:
                    self._reading.pop(key, None)
            return records

    def sight(self, connection: sa.Connection, actor: Actor, now: datetime, look: Callable[[], Sight]) -> Sight:
        """Return what decides what an actor sees now; as in `all`, asked for only once it may be another."""
        return self._sight(self._looked(connection), actor, now, look)

    def _looked(self, connection: sa.Connection) -> Last:
        """Return the last audit row, and forget what may have changed until it."""
        last = _last_row(connection)
        self._forget_written(connection, last)
        return last

    def _forget_written(self, connection: sa.Connection, last: Last) -> None:
        with self._lock:
            known = self._last
        if last == known:
            return
        written = None if known is None or last is None else _written(connection, known)
        with self._lock:
            if self._last != known:  # somebody else did meanwhile
                return
            self._last = last
            self._sights.clear()
            for sight, kind in list(self._kept):
                if written is None or written & OPENING or not sight.everything or table_of(kind).name in written:
                    del self._kept[sight, kind]

    def _sight(self, last: Last, actor: Actor, now: datetime, look: Callable[[], Sight]) -> Sight:
        """Return what decides what somebody sees; what she was found to see stays so for a time, if nobody writes."""
        with self._lock:
            if self._last == last and actor in self._sights:
                looked, sight = self._sights[actor]
                if sight.until is not None and looked <= now < sight.until:
                    return sight
        sight = look()
        with self._lock:
            if self._day != sight.day:  # nobody has a sight of the day before any more
                self._kept.clear()
                self._sights.clear()
                self._day = sight.day
            if self._last == last:
                self._sights[actor] = now, sight
        return sight

    def _found(self, last: Last, key: Key) -> "Sequence[Record] | None":
        with self._lock:
            if self._last != last or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key].records

    def _keep(self, last: Last, key: Key, records: "Sequence[Record]") -> None:
        taken = _taken(records)
        with self._lock:
            if self._last != last:
                return
            self._kept[key] = _Whole(records, taken)
            while self._total() > self._most_bytes and len(self._kept) > 1:
                self._kept.popitem(last=False)

    def _total(self) -> int:
        return sum(one.taken for one in self._kept.values())


def _taken(records: "Sequence[Record]") -> int:
    """Return about how many bytes records take, with what stands in their fields."""
    sample = records[:: max(1, len(records) // SAMPLED)]
    each = sum(sys.getsizeof(part) for one in sample for part in (one, vars(one), *vars(one).values()))
    return sys.getsizeof(records) + each * len(records) // max(1, len(sample))


def _last_row(connection: sa.Connection) -> Last:
    row = connection.execute(LAST_ROW).one_or_none()
    return None if row is None else (row[0], row[1])


def _written(connection: sa.Connection, since: tuple[int, object]) -> set[str] | None:
    """Return the tables that were written to after an audit row; None if that row is not there any more."""
    at = connection.execute(sa.select(t.audit.c.at).where(t.audit.c.id == since[0])).scalar_one_or_none()
    if at != since[1]:
        return None
    query = sa.select(t.audit.c.entity).where(t.audit.c.id > since[0]).distinct()
    return set(connection.execute(query).scalars())
