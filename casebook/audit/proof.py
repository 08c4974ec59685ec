"""The proof that nobody rewrote a log: what is changed, removed, put in, moved or cut off, each with its row."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.audit.anchors import Anchor
from casebook.audit.chain import LOGS, Stretch, begun, digest_until, first, link, mac_of, rows_of
from casebook.audit.key import NONE, ChainKey, chain_keys
from casebook.engine import connect, require_ready
from casebook.trouble import told_reading
from casebook.vault.keys import KeySource
from words.message import Message

MOST = 20
"""So many rows are named of a log; whoever renumbers it breaks every row behind."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Proof:
    """What was looked at, and what is wrong with it.

    Attributes
    ----------
    rows
        How many rows each log has.
    faults
        Empty if nothing is wrong; a log's first `MOST`.
    keyed
        Whether the logs are chained under a key that lies outside the database.
    unproven
        The last row of each log that stood there before logs were chained: held as it was found then, not one by one.
    """

    rows: dict[str, int]
    faults: tuple[Message, ...]
    keyed: bool
    unproven: dict[str, int]


def verify(url: str, anchors: Sequence[Anchor] = (), keys: KeySource | None = None) -> Proof:
    """Look through both logs of a casebook, all of them, and hold them against what was noted of them outside.

    Parameters
    ----------
    keys
        Where the casebook's keys are, if not beside it.

    Raises
    ------
    NotReadyError
        If there is no casebook, or it cannot be read.
    """
    engine = connect(url, keys=keys)
    try:
        require_ready(engine)
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with told_reading(), engine.connect() as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            known = chain_keys(connection)
            stretches = {name: _stretches(connection, name) for name in LOGS}
            faults = [
                fault
                for name, log in LOGS.items()
                for fault in islice(_faults(connection, log, stretches[name], known, anchors), MOST)
            ]
            rows = {name: _count(connection, log) for name, log in LOGS.items()}
    finally:
        engine.dispose()
    return Proof(
        rows,
        tuple(faults),
        all(parts and parts[-1].key_name != NONE for parts in stretches.values()),
        {name: parts[0].after_id for name, parts in stretches.items() if parts and parts[0].after_id},
    )


def _stretches(connection: sa.Connection, log: str) -> list[Stretch]:
    query = sa.select(t.audit_chain).where(t.audit_chain.c.log == log).order_by(t.audit_chain.c.id)
    return [Stretch(**row) for row in connection.execute(query).mappings()]


def _count(connection: sa.Connection, log: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(log)).scalar_one())


def _faults(
    connection: sa.Connection,
    log: sa.Table,
    stretches: Sequence[Stretch],
    keys: Mapping[str, ChainKey],
    anchors: Sequence[Anchor],
) -> Iterator[Message]:
    if not stretches:
        yield _fault("no_chain", log.name)
        return
    until = stretches[0].after_id
    found = digest_until(connection, log, until)
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(log.c.id), 0))).scalar_one()
    yield from faults_of(log.name, stretches, found, rows_of(connection, log, until, last), keys, anchors)


def faults_of(
    log: str,
    stretches: Sequence[Stretch],
    digest: str,
    rows: Iterable[Row],
    keys: Mapping[str, ChainKey],
    anchors: Sequence[Anchor] = (),
) -> Iterator[Message]:
    """Yield what is wrong with a log.

    Parameters
    ----------
    stretches
        How far it says that it goes, one a key, oldest first: one at least.
    digest
        Of the rows that stood there before the first of them.
    rows
        All others, in their order.
    keys
        What it may be chained under, by their names.
    anchors
        What was noted of it outside.
    """
    yield from _faults_of_stretches(log, stretches, digest, keys)
    left = _Left(rows, {anchor.row for anchor in anchors if anchor.log == log})
    left.links[stretches[0].after_id] = stretches[0].start
    for stretch in stretches:
        yield from _faults_of_rows(log, stretch, left.until(stretch.last_id), keys.get(stretch.key_name))
    for row in left.until(None):
        yield _fault("not_linked", log, row=row["id"])
    for anchor in anchors:
        if anchor.log == log:
            yield from _faults_of_anchor(anchor, left.links, keys)


class _Left:
    """The rows that nobody looked at yet; of some, the links are remembered."""

    def __init__(self, rows: Iterable[Row], remembered: Container[int]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._remembered = remembered
        self.links: dict[int, str | None] = {}

    def until(self, last: int | None) -> Iterator[Row]:
        """Yield rows up to a number, all that are left if None."""
        while self._next is not None and (last is None or self._next["id"] <= last):
            row = self._next
            if row["id"] in self._remembered:
                self.links[row["id"]] = row["link"]
            self._next = next(self._rows, None)
            yield row


def _faults_of_stretches(
    log: str, stretches: Sequence[Stretch], digest: str, keys: Mapping[str, ChainKey]
) -> Iterator[Message]:
    """Hold what is said of a log against the keys, and each part of it against the one before."""
    opening = stretches[0]
    key = keys.get(opening.key_name)
    if key is not None and first(log, opening.after_id, digest, key, opening.begun_at).start != opening.start:
        yield _fault("before", log, row=opening.after_id)
    for stretch in stretches:
        key = keys.get(stretch.key_name)
        if key is None:
            yield _fault("unknown_key", log, first=stretch.after_id + 1, last=stretch.last_id)
        elif mac_of(stretch, key) != stretch.mac:
            yield _fault("head", log, row=stretch.last_id)
    for before, stretch in pairwise(stretches):
        key = keys.get(stretch.key_name)
        if key is None:
            continue
        expected = begun(before, key, stretch.begun_at)
        if (expected.start, expected.after_id) != (stretch.start, stretch.after_id):
            yield _fault("begins", log, row=stretch.after_id + 1)
        if stretch.key_name == NONE and before.key_name != NONE:
            yield _fault("without_key", log, first=stretch.after_id + 1, last=stretch.last_id)


def _faults_of_rows(log: str, stretch: Stretch, rows: Iterable[Row], key: ChainKey | None) -> Iterator[Message]:
    """Follow a part of a log from row to row; behind a gap the link before is not known, and the next is gone on with."""
    before: str | None = stretch.start
    expected, broken = stretch.after_id + 1, False
    for row in rows:
        if row["id"] > expected:
            yield _fault("missing", log, first=expected, last=row["id"] - 1)
            before = None
        broken = key is not None and before is not None and row["link"] != link(key, before, log, row)
        if broken or row["link"] is None:
            yield _fault("changed", log, row=row["id"])
            broken = True
        before, expected = row["link"], row["id"] + 1
    if expected <= stretch.last_id:
        yield _fault("cut", log, first=expected, last=stretch.last_id)
    elif before != stretch.head and not broken:
        yield _fault("changed", log, row=stretch.last_id)


def _faults_of_anchor(
    anchor: Anchor, links: Mapping[int, str | None], keys: Mapping[str, ChainKey]
) -> Iterator[Message]:
    key = keys.get(anchor.key_name)
    if key is None or not anchor.made_with(key):
        yield _fault("anchor_forged", anchor.log, row=anchor.row)
    elif links.get(anchor.row) != anchor.head:
        yield _fault("anchor_differs", anchor.log, row=anchor.row, at=anchor.at)


def _fault(what: str, log: str, **params: Any) -> Message:
    return Message(f"audit.fault.{what}", {"log": Message(f"audit.log_{log}"), **params})
