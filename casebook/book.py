"""The casebook, opened for somebody: all reading and writing goes through here."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import connect, migrate, require_ready, version
from casebook.errors import ChangedMeanwhileError, NotFoundError, NotReadyError
from casebook.ground import Ground
from casebook.mapping import R, from_json, from_rows, kind_of, table_of, to_json, to_row
from casebook.memory import NOT_KEPT, Memory
from casebook.merging import NOTHING, Merging, Settled
from casebook.records import Audit, Record
from casebook.roles import Actor, counting, may_write, visible
from casebook.sqlite_file import path_of
from casebook.trouble import told_reading, told_writing
from words.zone import TOKYO

ROWS_AT_ONCE = 900
"""How many rows a query names: SQLite takes no more than 32,766 parameters, older ones 999."""


class Casebook:
    """The records of one base, as one actor may see and change them.

    Parameters
    ----------
    engine
        The database, with its tables up to date.
    actor
        For whom the casebook is open.
    clock
        Gives the time now, with its zone; handed in so that nothing here reads it. It may pretend a day.
    stamps
        Gives the time that the audit records, which nothing may pretend; by default the clock.
    ground
        What is known of the database, where the casebook is opened for somebody else beside.
    remembers
        Whether whole kinds of records are kept while nobody writes to their table: for a server that is asked again
        and again.
    """

    _settled: Settled = NOTHING

    def __init__(
        self,
        engine: sa.Engine,
        actor: Actor,
        clock: Callable[[], datetime],
        stamps: Callable[[], datetime] | None = None,
        ground: Ground | None = None,
        *,
        remembers: bool = False,
    ) -> None:
        self._engine = engine
        self._ground = ground or Ground(engine)
        self.actor = actor
        self._clock = clock
        self._stamps = stamps or clock
        self._memory = Memory(sees_everything=actor.role == "coordinator") if remembers else None
        self._counting: Casebook | None = None

    def close(self) -> None:
        """Give the connections back; the casebook opens new ones if it is used again."""
        self._engine.dispose()

    def counting(self) -> "Casebook":
        """Return the casebook as it is read to hand on counts and no names; of a coordinator the same.

        Raises
        ------
        NotAllowedError
            If the actor may not be told figures of everybody.
        """
        actor = counting(self.actor)
        if actor is self.actor:
            return self
        if self._counting is None:
            self._counting = Casebook(
                self._engine, actor, self._clock, self._stamps, self._ground, remembers=self._memory is not None
            )
        return self._counting

    def settling(self, settled: Settled) -> "Casebook":
        """Return the casebook for whoever was shown what others changed meanwhile, and chose what stays."""
        book = copy(self)
        book._settled = settled  # noqa: SLF001 - its own
        return book

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind that the actor may see, by id; ``equal`` narrows them."""
        with self._reading() as connection:
            if self._memory is None or equal or kind in NOT_KEPT:
                return _select(connection, kind, equal, self._seen(table_of(kind)))
            return list(
                self._memory.all(
                    connection, kind, self._today(), lambda: _select(connection, kind, {}, self._seen(table_of(kind)))
                )
            )

    def one(self, kind: type[R], key: int) -> R:
        """Return one record.

        Raises
        ------
        NotFoundError
            If there is none that the actor may see.
        """
        records = self.all(kind, id=key)
        if not records:
            raise NotFoundError("casebook.not_found", entity=table_of(kind).name, id=key)
        return records[0]

    def revision(self) -> int:
        """Return a number that grows with every write; what was read at it is still true while it stays.

        Raises
        ------
        ChangedMeanwhileError
            If another casebook, or an older copy, was put in this one's place since it was last looked at.
        """
        with self._reading() as connection:
            return self._ground.revision(connection)

    def periods(self) -> dict[int, tuple[date, date]]:
        """Return the first and last day of every plan, by its id, without the plans' large records."""
        with self._reading() as connection:
            return _periods(connection)

    def written_at(self, kind: type[Record], keys: Collection[int]) -> dict[int, datetime]:
        """Return when rows were last written, by their ids, as far as the actor may see them."""
        table = table_of(kind)
        query = (
            sa.select(t.audit.c.entity_id, sa.func.max(t.audit.c.at))
            .where(t.audit.c.entity == table.name, t.audit.c.entity_id.in_(keys))
            .where(t.audit.c.entity_id.in_(sa.select(table.c.id).where(self._seen(table))))
            .group_by(t.audit.c.entity_id)
        )
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def nights_taken(self, kind: type[Record], night: date, /, **equal: object) -> dict[int, int]:
        """Return how many rows of a kind with first and last day cover a night, by facility.

        Rows of everybody count, whoever the actor may see: how many there are names nobody. Who leaves on the day does
        not stay the night; what has no end goes on.

        Parameters
        ----------
        kind
            ``Stay`` or ``Proposal``.
        night
            The day on which the night begins.
        equal
            Narrows them.
        """
        table, seen = table_of(kind).c, sa.select(t.facility.c.id).where(self._seen(t.facility))
        query = (
            sa.select(table.facility_id, sa.func.count())
            .where(table.start_on <= night, sa.or_(table.end_on.is_(None), table.end_on > night))
            .where(table.facility_id.in_(seen), *(table[name] == value for name, value in equal.items()))
            .group_by(table.facility_id)
        )
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _seen(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return visible(table, self.actor, self._today())

    def _today(self) -> date:
        return self._clock().astimezone(TOKYO).date()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """Open one transaction that only reads; what goes wrong with the database is `NotReadyError`."""
        with told_reading(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, what: str, *, since: int | None = None) -> Iterator["Writer"]:
        """Open one transaction; what goes wrong inside leaves nothing behind, and what ends without an error is kept.

        Parameters
        ----------
        what
            What is being done, for the audit: ``"import wamnet"``, ``"edit person"``.
        since
            The revision that the change was prepared on, if it must not have moved since.

        Raises
        ------
        NotAllowedError
            If the actor only reads.
        RefusedError
            If a record breaks a rule of the database.
        ChangedMeanwhileError
            If somebody wrote since the revision ``since``, or put another casebook in this one's place.
        ConflictError
            If somebody else changed the same since it was read; see `Writer.change`.
        NotReadyError
            If the database did not take it: locked for too long, disk full, connection lost, file gone or damaged.
        """
        may_write(self.actor)
        with told_writing():
            self._ground.require_sound()
            with (
                self._engine.connect().execution_options(immediate=True) as connection,
                connection.begin() as transaction,
            ):
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text("LOCK TABLE audit IN EXCLUSIVE MODE"))
                revision = self._ground.revision(connection)
                if since is not None and revision != since:
                    raise ChangedMeanwhileError("casebook.changed_meanwhile")
                writer = Writer(connection, self.actor, self._clock(), what, self._stamps(), self._settled)
                yield writer
                writer.require_settled()
                self._ground.commit(transaction, connection)


class Writer(Merging):
    """The hand inside one transaction: each change writes its audit row with it."""

    def __init__(
        self,
        connection: sa.Connection,
        actor: Actor,
        now: datetime,
        what: str,
        stamp: datetime,
        settled: Settled = NOTHING,
    ) -> None:
        super().__init__(settled)
        self._connection = connection
        self._stamp = {"at": stamp, "who": actor.name, "role": actor.role, "what": what}
        self.actor = actor
        self.now = now

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind as they are inside the transaction, by id; nobody else can change them now."""
        return _select(self._connection, kind, equal)

    def one(self, kind: type[R], key: int) -> R:
        """Return one record as it is inside the transaction.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        records = self.all(kind, id=key)
        if not records:
            raise NotFoundError("casebook.not_found", entity=table_of(kind).name, id=key)
        return records[0]

    def revision(self) -> int:
        """Return the number of the last audit row, those of this transaction included."""
        return _revision(self._connection)

    def periods(self) -> dict[int, tuple[date, date]]:
        """Return the first and last day of every plan, by its id, without the plans' large records."""
        return _periods(self._connection)

    def entries(self, after: int, until: int) -> list[Audit]:
        """Return the audit rows between two revisions, oldest first; the later one is included."""
        return _select(self._connection, Audit, {}, t.audit.c.id > after, t.audit.c.id <= until)

    def undo(self, entry: Audit) -> None:
        """Bring a row back to what it was before an audit row; fields that the entry did not change stay as they are.

        Raises
        ------
        ChangedMeanwhileError
            If what the entry wrote is no longer there as it wrote it.
        """
        kind, before, after = kind_of(entry.entity), entry.before or {}, entry.after or {}
        records = self.all(kind, id=entry.entity_id)
        present = to_json(to_row(records[0])) if records else {}
        touched = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        if any(present.get(name) != after.get(name) for name in touched):
            raise ChangedMeanwhileError("casebook.changed_since", entity=entry.entity, id=entry.entity_id)
        if not before:
            self.remove(kind, entry.entity_id)
        elif not after:
            self.add(from_json(kind, before))
        else:
            untouched = {name: value for name, value in present.items() if name not in touched}
            self.change(from_json(kind, {**untouched, **{name: before.get(name) for name in touched}}))

    def add(self, record: Record) -> int:
        """Insert a record and return its id."""
        return self.add_many([record])[0]

    def add_many(self, records: Sequence[Record]) -> list[int]:
        """Insert records of one kind; return their ids in the same order.

        The ids are taken first and the rows sent as they are: asking for each row's id would take a driver five times as
        long, while every other writer waits.
        """
        if not records:
            return []
        table = table_of(type(records[0]))
        rows = [to_row(record) for record in records]
        fresh = iter(_new_ids(self._connection, table, sum("id" not in row for row in rows)))
        rows = [row if "id" in row else {"id": next(fresh), **row} for row in rows]
        self._connection.execute(sa.insert(table), rows)
        self._audit((table, row["id"], "insert", None, to_json(row)) for row in rows)
        return [row["id"] for row in rows]

    def change(self, record: R, read: R | None = None) -> bool:
        """Bring a row to what the record says; False, and no audit row, if it says so already.

        Parameters
        ----------
        read
            The record as it was when the form was opened; see `merge`. None: all is meant as it says.

        Raises
        ------
        NotFoundError
            If the record has no row.
        """
        return bool(self.change_many([record if read is None else self.merge(record, read)]))

    def change_many(self, records: Sequence[Record]) -> int:
        """Bring rows of one kind to what the records say, one after the other; return how many did not say so already.

        Raises
        ------
        NotFoundError
            If one of the records has no row; then none is changed.
        """
        if not records:
            return 0
        table = table_of(type(records[0]))
        rows = self._rows(table, [record.id for record in records])
        steps = []
        for record in records:
            before = rows[record.id]
            after = {**before, **to_row(record)}
            if changed := {name: value for name, value in after.items() if value != before[name]}:
                steps.append((before, after, changed))
            rows[record.id] = after
        for names, alike in groupby(steps, lambda step: tuple(step[2])):
            assignments = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
            query = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(assignments)
            values = [
                {"row_id": before["id"], **{f"new_{name}": value for name, value in changed.items()}}
                for before, _, changed in alike
            ]
            self._connection.execute(query, values)
        if steps:
            self._audit((table, before["id"], "update", to_json(before), to_json(after)) for before, after, _ in steps)
        return len(steps)

    def remove(self, kind: type[Record], key: int) -> None:
        """Delete a row; what it was stays in the audit.

        Raises
        ------
        NotFoundError
            If there is no such row.
        """
        table = table_of(kind)
        before = self._rows(table, [key])[key]
        self._connection.execute(sa.delete(table).where(table.c.id == key))
        self._audit([(table, key, "delete", to_json(before), None)])

    def _rows(self, table: sa.Table, keys: Sequence[int | None]) -> dict[int | None, dict[str, Any]]:
        found: dict[int | None, dict[str, Any]] = {}
        for start in range(0, len(keys), ROWS_AT_ONCE):
            query = sa.select(table).where(table.c.id.in_(keys[start : start + ROWS_AT_ONCE]))
            found.update({row["id"]: dict(row) for row in self._connection.execute(query).mappings()})
        if lacking := [key for key in keys if key not in found]:
            raise NotFoundError("casebook.not_found", entity=table.name, id=lacking[0])
        return found

    def _audit(
        self,
        entries: Iterable[tuple[sa.Table, int, str, Mapping[str, Any] | None, Mapping[str, Any] | None]],
    ) -> None:
        rows = [
            {
                **self._stamp,
                "entity": table.name,
                "entity_id": key,
                "action": action,
                "before": sa.null() if before is None else before,
                "after": sa.null() if after is None else after,
            }
            for table, key, action, before, after in entries
        ]
        self._connection.execute(sa.insert(t.audit), rows)


def _select(
    connection: sa.Connection, kind: type[R], equal: Mapping[str, object], *conditions: sa.ColumnElement[bool]
) -> list[R]:
    table = table_of(kind)
    query = sa.select(table).where(*conditions, *(table.c[name] == value for name, value in equal.items()))
    return from_rows(kind, connection.execute(query.order_by(table.c.id)))


def _new_ids(connection: sa.Connection, table: sa.Table, count: int) -> list[int]:
    """Take ids that no row has or had; nobody else takes any while the transaction is open."""
    if connection.dialect.name == "postgresql":
        named = sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "id"))
        return list(connection.execute(sa.select(named).select_from(sa.func.generate_series(1, count))).scalars())
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def _periods(connection: sa.Connection) -> dict[int, tuple[date, date]]:
    rows = connection.execute(sa.select(t.plan.c.id, t.plan.c.period_start, t.plan.c.period_end))
    return {key: (start, end) for key, start, end in rows}


def _revision(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.audit.c.id), 0))).scalar_one())


def create(url: str) -> bool:
    """Make the casebook's tables, or bring them up to date; True if anything had to be done."""
    engine = connect(url, making=True)
    try:
        return migrate(engine)
    finally:
        engine.dispose()


def make(url: str) -> bool:
    """Make a casebook where there is none; True if it was made. One that is there is not touched, whatever its version.

    Raises
    ------
    NotReadyError
        If the one that is there cannot be used as it is, or none can be made.
    """
    engine = connect(url, making=True)
    try:
        path = path_of(engine.url)
        if (path is None or path.exists()) and version(engine) is not None:
            require_ready(engine)
            return False
        return migrate(engine)
    finally:
        engine.dispose()


def open_casebook(
    url: str,
    actor: Actor,
    clock: Callable[[], datetime],
    stamps: Callable[[], datetime] | None = None,
    *,
    remembers: bool = False,
) -> Casebook:
    """Open the casebook at a database address for somebody; clock, stamps and remembers as `Casebook` takes them.

    Raises
    ------
    NotReadyError
        If there is none yet, or one of another version.
    """
    engine = connect(url)
    try:
        require_ready(engine)
        book = Casebook(engine, actor, clock, stamps, remembers=remembers)
        book.revision()
    except NotReadyError:
        engine.dispose()
        raise
    return book
