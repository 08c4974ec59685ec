"""The casebook, opened for somebody: all reading and writing goes through here."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import connect, migrate, require_ready
from casebook.errors import ChangedMeanwhileError, NotFoundError, NotReadyError, RefusedError
from casebook.mapping import R, from_json, from_row, kind_of, table_of, to_json, to_row
from casebook.records import Audit, Record
from casebook.roles import Actor, counting, may_write, visible
from casebook.texts import refuse_texts
from words.zone import TOKYO


class Casebook:
    """The records of one base, as one actor may see and change them.

    Parameters
    ----------
    engine
        The database, with its tables up to date.
    actor
        For whom the casebook is open.
    clock
        Gives the time now, with its zone; handed in so that nothing here reads it.
    """

    def __init__(self, engine: sa.Engine, actor: Actor, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self.actor = actor
        self._clock = clock

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
        return self if actor is self.actor else Casebook(self._engine, actor, self._clock)

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind that the actor may see, by id; ``equal`` narrows them."""
        with self._engine.connect() as connection, connection.begin():
            return _select(connection, kind, equal, self._seen(table_of(kind)))

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
        """Return a number that grows with every write; what was read at it is still true while it stays."""
        with self._engine.connect() as connection, connection.begin():
            return _revision(connection)

    def periods(self) -> dict[int, tuple[date, date]]:
        """Return the first and last day of every plan, by its id, without the plans' large records."""
        with self._engine.connect() as connection, connection.begin():
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
        with self._engine.connect() as connection, connection.begin():
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
        with self._engine.connect() as connection, connection.begin():
            return {row[0]: row[1] for row in connection.execute(query)}

    def _seen(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return visible(table, self.actor, self._clock().astimezone(TOKYO).date())

    @contextmanager
    def writing(self, what: str, *, since: int | None = None) -> Iterator["Writer"]:
        """Open one transaction; what goes wrong inside leaves nothing behind.

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
            If somebody wrote since the revision ``since``.
        NotReadyError
            If the database did not take it: locked for too long, disk full, connection lost.
        """
        may_write(self.actor)
        try:
            with self._engine.connect().execution_options(immediate=True) as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text("LOCK TABLE audit IN EXCLUSIVE MODE"))
                if since is not None and _revision(connection) != since:
                    raise ChangedMeanwhileError("casebook.changed_meanwhile")
                yield Writer(connection, self.actor, self._clock(), what)
        except (sa.exc.IntegrityError, sa.exc.DataError) as error:
            raise RefusedError("casebook.refused", rule=_rule(error)) from error
        except sa.exc.OperationalError as error:
            raise NotReadyError("casebook.write_failed", why=str(error.orig).strip()) from error


class Writer:
    """The hand inside one transaction: each change writes its audit row with it."""

    def __init__(self, connection: sa.Connection, actor: Actor, now: datetime, what: str) -> None:
        self._connection = connection
        self._stamp = {"at": now, "who": actor.name, "role": actor.role, "what": what}
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
        """Insert records of one kind; return their ids in the same order."""
        if not records:
            return []
        table = table_of(type(records[0]))
        rows = [to_row(record) for record in records]
        for row in rows:
            refuse_texts(row)
        inserted = self._connection.execute(
            sa.insert(table).returning(table.c.id, sort_by_parameter_order=True),
            rows,
        )
        keys = [int(key) for key in inserted.scalars()]
        self._audit(
            (table, key, "insert", None, to_json({**row, "id": key})) for key, row in zip(keys, rows, strict=True)
        )
        return keys

    def change(self, record: Record) -> bool:
        """Bring a row to what the record says; False, and no audit row, if it says so already.

        Raises
        ------
        NotFoundError
            If the record has no row.
        """
        table = table_of(type(record))
        before = self._row(table, record.id)
        after = {**before, **to_row(record)}
        changed = {name: value for name, value in after.items() if value != before[name]}
        if not changed:
            return False
        refuse_texts(changed)
        self._connection.execute(sa.update(table).where(table.c.id == record.id).values(changed))
        self._audit([(table, before["id"], "update", to_json(before), to_json(after))])
        return True

    def remove(self, kind: type[Record], key: int) -> None:
        """Delete a row; what it was stays in the audit.

        Raises
        ------
        NotFoundError
            If there is no such row.
        """
        table = table_of(kind)
        before = self._row(table, key)
        self._connection.execute(sa.delete(table).where(table.c.id == key))
        self._audit([(table, key, "delete", to_json(before), None)])

    def _row(self, table: sa.Table, key: int | None) -> dict[str, Any]:
        row = self._connection.execute(sa.select(table).where(table.c.id == key)).mappings().one_or_none()
        if row is None:
            raise NotFoundError("casebook.not_found", entity=table.name, id=key)
        return dict(row)

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
    return [from_row(kind, row) for row in connection.execute(query.order_by(table.c.id)).mappings()]


def _periods(connection: sa.Connection) -> dict[int, tuple[date, date]]:
    rows = connection.execute(sa.select(t.plan.c.id, t.plan.c.period_start, t.plan.c.period_end))
    return {key: (start, end) for key, start, end in rows}


def _revision(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.audit.c.id), 0))).scalar_one())


def _rule(error: sa.exc.DBAPIError) -> str:
    """Name the broken rule: the constraint, as far as the driver tells it."""
    diagnosis = getattr(error.orig, "diag", None)
    named = getattr(diagnosis, "constraint_name", None)
    return str(named or str(error.orig).rpartition(": ")[2] or error.orig)


def create(url: str) -> bool:
    """Make the casebook's tables, or bring them up to date; True if anything had to be done."""
    engine = connect(url)
    try:
        return migrate(engine)
    finally:
        engine.dispose()


def open_casebook(url: str, actor: Actor, clock: Callable[[], datetime]) -> Casebook:
    """Open the casebook at a database address for somebody.

    Raises
    ------
    NotReadyError
        If there is none yet, or one of another version.
    """
    engine = connect(url)
    try:
        require_ready(engine)
    except NotReadyError:
        engine.dispose()
        raise
    return Casebook(engine, actor, clock)
