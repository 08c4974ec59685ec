"""Each row of a log is tied to the one before it, under a key: the end of a log, to which rows are added.

A row's link is the HMAC of the link before it and of the row as it is stored (Schneier & Kelsey, "Secure Audit Logs to
Support Computer Forensics", 1999; here with one key that lies outside the database). Rows of a log are numbered without
gaps. How far a log goes stands in ``audit_chain``, under the key as well: a log that was cut short does not fit it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.audit.key import ChainKey, chain_key
from casebook.errors import NotReadyError
from words.message import Message

LOGS = {log.name: log for log in (t.audit, t.access_log)}
COLUMNS = {
    "audit": ("id", "at", "who", "role", "what", "entity", "entity_id", "action", "before", "after"),
    "access_log": ("id", "at", "who", "role", "kind", "entity", "entity_id", "detail"),
}
"""What a row's link holds: all of it, as it was in the version that began to chain."""
ADVISORY = 7_263_001
"""Under which numbers PostgreSQL holds the ends of the logs for one transaction at a time: this one and the next."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """How far a log is chained under one key: from which row on, how many rows, and the last one's link.

    The newest of a log is the one that grows; ``mac`` holds all of it under the key.
    """

    id: int | None = None
    log: str
    begun_at: datetime
    key_name: str
    after_id: int
    start: str
    count: int
    last_id: int
    head: str
    mac: str


class Chain:
    """The end of a log inside one transaction, in which nobody else adds to it.

    Parameters
    ----------
    connection
        In a transaction that writes.
    log
        The table.
    now
        When a new stretch begins, should one have to.
    """

    def __init__(self, connection: sa.Connection, log: sa.Table, now: datetime) -> None:
        self._connection = connection
        self._log = log
        self._key = chain_key(connection)
        take_turn(connection, log)
        found = last_stretch(connection, log)
        fits = found.key_name == self._key.name and found.mac == mac_of(found, self._key)
        self._stretch = found if fits else begun(found, self._key, now)
        # A row that somebody else put in keeps its number, and is found; nobody is kept from working by it.
        self._last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(log.c.id), 0))).scalar_one()

    @property
    def present(self) -> Stretch:
        """How far the log goes now; give it to `go_back_to` where a part of the transaction is taken back."""
        return self._stretch

    def go_back_to(self, stretch: Stretch) -> None:
        """Forget the rows that were added since: the database has taken them back."""
        self._stretch = stretch

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows at the log's end, each with its number and its link."""
        stretch, linked = self._stretch, []
        head, last = stretch.head, max(stretch.last_id, self._last)
        for row in rows:
            last += 1
            head = link(self._key, head, self._log.name, {**row, "id": last})
            linked.append({**row, "id": last, "link": head})
        self._connection.execute(sa.insert(self._log), linked)
        self._stretch = replace(stretch, count=stretch.count + len(linked), last_id=last, head=head)

    def seal(self) -> None:
        """Write how far the log goes now."""
        sealed = replace(self._stretch, mac=mac_of(self._stretch, self._key))
        values = {name: getattr(sealed, name) for name in ("count", "last_id", "head", "mac")}
        table = t.audit_chain
        if sealed.id is not None:
            self._connection.execute(sa.update(table).where(table.c.id == sealed.id).values(values))
        elif sealed.count:
            values |= {name: getattr(sealed, name) for name in ("log", "begun_at", "key_name", "after_id", "start")}
            self._connection.execute(sa.insert(table).values(values))


def take_turn(connection: sa.Connection, log: sa.Table) -> None:
    """Wait until nobody else adds to a log, and hold it until the transaction is over; under SQLite a writer does so anyway.

    No lock of the table: the program's user may not change its rows, and could not take one (`casebook.audit.grants`).
    """
    if connection.dialect.name == "postgresql":
        number = ADVISORY + list(LOGS).index(log.name)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def last_stretch(connection: sa.Connection, log: sa.Table) -> Stretch:
    """Return how far a log goes.

    Raises
    ------
    NotReadyError
        If nothing says it: whoever took that away must not have it made anew unseen.
    """
    query = sa.select(t.audit_chain).where(t.audit_chain.c.log == log.name).order_by(t.audit_chain.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotReadyError("audit.no_chain", log=Message(f"audit.log_{log.name}"))
    return Stretch(**row)


def begun(before: Stretch, key: ChainKey, now: datetime) -> Stretch:
    """Return a new stretch behind another that cannot be gone on with: under another key, or not as it was left."""
    start = key.mac(_bytes(["begun", *_values(before), before.mac]))
    return replace(
        before,
        id=None,
        begun_at=now,
        key_name=key.name,
        after_id=before.last_id,
        start=start,
        count=0,
        head=start,
        mac="",
    )


def first(log: str, after_id: int, digest: str, key: ChainKey, now: datetime) -> Stretch:
    """Return the first stretch of a log, behind the rows that stood there before logs were chained."""
    start = key.mac(_bytes(["first", log, after_id, digest]))
    stretch = Stretch(
        log=log,
        begun_at=now,
        key_name=key.name,
        after_id=after_id,
        start=start,
        count=0,
        last_id=after_id,
        head=start,
        mac="",
    )
    return replace(stretch, mac=mac_of(stretch, key))


def mac_of(stretch: Stretch, key: ChainKey) -> str:
    """Return what holds all of a stretch under the key."""
    return key.mac(_bytes(["stretch", *_values(stretch)]))


def link(key: ChainKey, before: str, log: str, row: Mapping[str, Any]) -> str:
    """Return the link of a row to the one before it."""
    return key.mac(before.encode() + as_stored(log, row))


def as_stored(log: str, row: Mapping[str, Any]) -> bytes:
    """Return a row as bytes that are the same whichever database stores it."""
    return _bytes([_value(row[name]) for name in COLUMNS[log]])


def digest_until(connection: sa.Connection, log: sa.Table, until: int) -> str:
    """Return the SHA-256 of the rows that stood in a log before it was chained."""
    digest = hashlib.sha256()
    for row in rows_of(connection, log, 0, until):
        digest.update(as_stored(log.name, row))
    return digest.hexdigest()


def rows_of(connection: sa.Connection, log: sa.Table, after: int, until: int) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a log between two numbers, the later one included, in their order, without holding them all."""
    columns = [log.c[name] for name in (*COLUMNS[log.name], "link")]
    query = sa.select(*columns).where(log.c.id > after, log.c.id <= until).order_by(log.c.id)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield row._asdict()


def _values(stretch: Stretch) -> list[Any]:
    names = ("log", "begun_at", "key_name", "after_id", "start", "count", "last_id", "head")
    return [_value(getattr(stretch, name)) for name in names]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, dict):
        return json.dumps(value)  # as it is stored
    return None if isinstance(value, sa.sql.elements.Null) else value


def _bytes(values: Sequence[Any]) -> bytes:
    return json.dumps(values).encode()
