"""The hand inside one transaction: each change writes its audit row with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.audit import notes
from casebook.audit.chain import Chain
from casebook.errors import ChangedMeanwhileError, NotFoundError
from casebook.ground import NO_RECORDS, last_change
from casebook.mapping import R, from_json, kind_of, table_of, to_json, to_row
from casebook.merging import NOTHING, Merging, Settled
from casebook.reading import select_once_called, select_periods, select_records
from casebook.records import Audit, Person, Record
from casebook.records.base import require
from casebook.roles import Actor, Guard, Held, Sight, columns, held_unseen, sight_of
from casebook.texts import refuse_texts
from casebook.turns.about import About
from casebook.vault import names, register
from casebook.vault.rows import SEARCHED, Sealer, opened
from casebook.vault.vault import vault_of

PORTION = 5000
ROWS_AT_ONCE = 900
"""How many rows a query names: SQLite takes no more than 32,766 parameters, older ones 999."""


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
        about: About | None = None,
    ) -> None:
        super().__init__(settled)
        self._about = about or About()
        self._connection = connection
        self._vault = vault_of(connection)
        self._sealer = Sealer(self._vault, register.current(connection, self._vault))
        self._guard = Guard(connection, actor, now)
        self._stamp: dict[str, Any] = {"at": stamp, "who": actor.name, "role": self._guard.role, "what": what}
        self._log: Chain | None = None
        self._unlinked: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        self.actor = actor
        self.now = now

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind that the actor may see, as they are inside the transaction, by id.

        Nobody else can change now what the transaction is about.
        """
        return self._select(kind, equal)

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

    def sight(self) -> Sight:
        """Return what decides what the actor sees; see `casebook.book.Casebook`."""
        return sight_of(self._connection, self.actor, self.now)

    def held_unseen(self) -> list[Held]:
        """Return what proposals hold for people whose files are restricted to others; see `casebook.book.Casebook`."""
        return held_unseen(self._connection, self.actor, self.now)

    def once_called(self, name: str, own: int | None) -> bool:
        """Tell whether somebody else has or had a code name, be it one whom the actor may not see."""
        return bool(select_once_called(self._connection, name, own))

    def behind_glass(self, named: str) -> list[int]:
        """Return whose file somebody means, by code name or name to the letter, that may be opened in an emergency."""
        may_open = self._guard.behind_glass()
        found = {
            require(one.id)
            for name in ("code_name", "real_name")
            for one in select_records(
                self._connection, Person, {name: named}, may_open, handed=list(table_of(Person).columns)
            )
        }
        self._guard.means(found)
        return sorted(found)

    def require_about(self, kind: type[Record], key: int | None) -> None:
        """Refuse to go on where the change rests on a record that it is not about.

        Raises
        ------
        ChangedMeanwhileError
            If so: it is another one than when the change was begun.
        """
        self._about.require(kind, key)

    def revision(self) -> int:
        """Return the number of the last audit row but of drafts, this transaction included; nobody adds any until it is over."""
        self._link()
        if not self._about.whole:
            self._chain()
        return last_change(self._connection)

    def periods(self) -> dict[int, tuple[date, date]]:
        """Return the first and last day of every plan, by its id, without the plans' large records."""
        return select_periods(self._connection, self._guard.condition(t.adoption))

    def entries(self, after: int, until: int) -> list[Audit]:
        """Return the audit rows between two revisions but of drafts, oldest first; the later one is included."""
        return self._select(Audit, {}, t.audit.c.id > after, t.audit.c.id <= until, t.audit.c.entity.not_in(NO_RECORDS))

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
        # Of a row that it made, all is its own: what somebody has filled in since is not to go with it.
        touched = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        filled = {one.name for one in table_of(kind).columns if one.nullable and one.name in present}
        held = touched if before else touched | filled
        if any(present.get(name) != after.get(name) for name in held):
            raise ChangedMeanwhileError("casebook.changed_since", entity=entry.entity, id=entry.entity_id)
        if not before:
            self.remove(kind, entry.entity_id)
        elif not after:
            self.add(from_json(kind, before))
        else:
            untouched = {name: value for name, value in present.items() if name not in touched}
            self.change(from_json(kind, {**untouched, **{name: before.get(name) for name in touched}}))

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Write what is inside or, where it goes wrong, nothing of it; what was written before stays."""
        log, unlinked, noted = self._log, list(self._unlinked), len(self._notes)
        present = None if log is None else log.present
        try:
            with self._connection.begin_nested():
                yield
        except BaseException:
            self._log, self._unlinked = log, unlinked  # a log that was taken inside is given back with the rest
            if log is not None and present is not None:
                log.go_back_to(present)
            del self._notes[noted:]
            raise

    def _chain(self) -> Chain:
        if self._log is None:
            self._log = Chain(self._connection, t.audit, self._stamp["at"])
        return self._log

    def note(
        self,
        kind: str,
        /,
        *,
        entity: str | None = None,
        entity_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write into the access log, with the change or not at all; see `casebook.book.Casebook.note`."""
        self._notes.append(notes.entry(self.actor, self._stamp["at"], kind, entity, entity_id, detail))

    def seal(self) -> None:
        """Write the notes, and how far the logs go now; nothing is written after that."""
        self._link()
        if self._log is not None:
            self._log.seal()
        notes.write(self._connection, self._notes, self._stamp["at"])

    def add(self, record: Record) -> int:
        """Insert a record and return its id."""
        return self.add_many([record])[0]

    def add_many(self, records: Sequence[Record]) -> list[int]:
        """Insert records of one kind; return their ids in the same order.

        The ids are taken first and the rows sent as they are: asking for each row's id would take a driver five times as
        long, while every other writer waits.
        """
        return [key for some in _portions(records) for key in self._add_some(some)]

    def _add_some(self, records: Sequence[Record]) -> list[int]:
        table = table_of(type(records[0]))
        rows = [to_row(record) for record in records]
        for row in rows:
            refuse_texts(row)
        fresh = iter(_new_ids(self._connection, table, sum("id" not in row for row in rows)))
        rows = [row if "id" in row else {"id": next(fresh), **row} for row in rows]
        self._guard.require("add", table, rows)
        self._about.add(table, rows)
        kept = [self._sealer.row(table.name, row) for row in rows]
        self._connection.execute(sa.insert(table), kept)
        names.keep(self._connection, self._vault, self._sealer.key, table.name, rows)
        self._audit((table, row["id"], "insert", None, to_json(row)) for row in kept)
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
            If one of the records has no row.
        """
        return sum(self._change_some(some) for some in _portions(records))

    def _change_some(self, records: Sequence[Record]) -> int:
        table = table_of(type(records[0]))
        kept = self._rows(table, [record.id for record in records])
        rows = {key: opened(self._vault, table.name, row) for key, row in kept.items()}
        steps, renamed = [], {}
        for record in records:
            before = rows[record.id]
            after = {**before, **to_row(record)}
            if changed := {name: value for name, value in after.items() if value != before[name]}:
                refuse_texts(changed)
                was = kept[record.id]
                kept[record.id] = now = self._sealer.changed(table.name, was, before, after)
                steps.append((was, now, {name: value for name, value in now.items() if value != was[name]}))
                if set(SEARCHED[table.name]) & set(changed):
                    renamed[record.id] = after
            rows[record.id] = after
        touched = [row for before, after, _ in steps for row in (before, after)]
        self._guard.require("change", table, touched)
        self._about.require_rows(table, touched)
        for changing, alike in groupby(steps, lambda step: tuple(step[2])):
            assignments = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in changing}
            query = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(assignments)
            values = [
                {"row_id": before["id"], **{f"new_{name}": value for name, value in changed.items()}}
                for before, _, changed in alike
            ]
            self._connection.execute(query, values)
        if steps:
            names.keep(self._connection, self._vault, self._sealer.key, table.name, list(renamed.values()))
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
        self._guard.require("remove", table, [before])
        self._about.require_rows(table, [before])
        self._connection.execute(sa.delete(table).where(table.c.id == key))
        names.forget(self._connection, table.name, [key])
        self._audit([(table, key, "delete", to_json(before), None)])

    def require_fit(self) -> None:
        """Refuse, before it is kept, what others changed meanwhile and nobody settled, and what left the actor's hands.

        Raises
        ------
        ConflictError
            If both changed the same.
        NotAllowedError
            If somebody would be out of her hands by it.
        """
        self.require_settled()
        self._guard.require_kept()

    def _select(self, kind: type[R], equal: Mapping[str, object], *conditions: sa.ColumnElement[bool]) -> list[R]:
        table = table_of(kind)
        if table is t.audit:
            self._link()
        seen, handed = self._guard.condition(table), columns(table, self.actor, self.now)
        return select_records(self._connection, kind, equal, seen, *conditions, handed=handed)

    def _rows(self, table: sa.Table, keys: Sequence[int | None]) -> dict[int | None, dict[str, Any]]:
        found: dict[int | None, dict[str, Any]] = {}
        for start in range(0, len(keys), ROWS_AT_ONCE):
            named = table.c.id.in_(keys[start : start + ROWS_AT_ONCE])
            query = sa.select(table).where(named, self._guard.condition(table))
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
        self._unlinked += rows
        if self._about.whole:
            self._link()

    def _link(self) -> None:
        """Write what was changed at the end of the log: as late as can be, since others wait for its end from then on."""
        if self._unlinked:
            self._chain().add(self._unlinked)
            self._unlinked = []


def _portions(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    """Yield records some thousands at a time: a server puts out whoever says nothing for too long in a transaction."""
    for start in range(0, len(records), PORTION):
        yield records[start : start + PORTION]


def _new_ids(connection: sa.Connection, table: sa.Table, count: int) -> list[int]:
    """Take ids that no row has or had; nobody else takes any while the transaction is open."""
    if connection.dialect.name == "postgresql":
        named = sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "id"))
        return list(connection.execute(sa.select(named).select_from(sa.func.generate_series(1, count))).scalars())
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar() or 0
    return list(range(last + 1, last + 1 + count))
