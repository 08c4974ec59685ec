"""The casebook, opened for somebody: all reading and writing goes through here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa

from casebook.accounts import Accounts
from casebook.audit.noting import Noting
from casebook.engine import connect, require_ready
from casebook.errors import CasebookError, ChangedMeanwhileError, NotFoundError
from casebook.ground import Ground
from casebook.mapping import R, table_of
from casebook.memory import NOT_KEPT, Memory
from casebook.merging import NOTHING, Settled
from casebook.reading import plain_conditions, select_moments, select_newest, select_records, select_values
from casebook.records import AccessLog, Audit, Record
from casebook.roles import (
    NOBODY,
    Actor,
    Held,
    Playing,
    Sight,
    columns,
    counting,
    held_unseen,
    of_facility,
    opens_restricted,
    role_to_write,
    sight_of,
    visible,
)
from casebook.telling import Telling
from casebook.trouble import told_reading, told_writing
from casebook.turns.about import About, One
from casebook.vault import names
from casebook.vault.keys import KeySource
from casebook.vault.vault import Place, vault_of
from casebook.writer import Writer

__all__ = ["Casebook", "Writer", "open_casebook"]


L = TypeVar("L", Audit, AccessLog)


class Casebook(Noting, Playing, Telling):
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
    memory
        Keeps whole kinds of records while nobody writes to their table: for a server that is asked again and again.
        Whoever the casebook is opened for beside has the same one. By default nothing is kept.
    """

    _settled: Settled = NOTHING
    _still_may: Callable[[], None] | None = None

    def __init__(
        self,
        engine: sa.Engine,
        actor: Actor,
        clock: Callable[[], datetime],
        stamps: Callable[[], datetime] | None = None,
        ground: Ground | None = None,
        *,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(actor, stamps or clock, ground or Ground(engine))
        self._engine = engine
        self._clock = clock
        self._memory = memory

    def close(self) -> None:
        """Give the connections back; the casebook opens new ones if it is used again."""
        with suppress(CasebookError):
            self.flush()
        self._engine.dispose()

    def counting(self) -> "Casebook":
        """Return the casebook as it is read to hand on counts and no names; of a coordinator the same.

        Raises
        ------
        NotAllowedError
            If the actor may not be told figures of everybody.
        """
        actor = counting(self.actor, self._today())
        if actor is self.actor:
            return self
        return self._as(actor, self._memory)

    def opened_for(self, actor: Actor) -> "Casebook":
        """Return the casebook as somebody else may see and change it, over the same connections."""
        return Casebook(self._engine, actor, self._clock, self._stamps, self._ground, memory=self._memory)

    def for_everyone(self) -> "Casebook":
        """Return the casebook as it is read for what all coordinators get: plans, figures, sheets.

        Restricted files are not in it, whoever reads, so that no two papers of a day differ by one person. How many
        places and beds are taken counts all the same, as it names nobody.
        """
        with self._reading() as connection:
            if not (self.plays("coordinator") and opens_restricted(connection, self.actor, self._clock())):
                return self
        return self._as(Actor(NOBODY, grants=self.actor.grants))

    def of_facility(self, facility_id: int) -> "Casebook":
        """Return the casebook as a facility's link opens it: what the facility was asked, and room for its answers.

        Raises
        ------
        NotAllowedError
            If the actor does not see links.
        """
        return self._as(of_facility(self.actor, facility_id, self._today()))

    def _as(self, actor: Actor, memory: Memory | None = None) -> "Casebook":
        book = Casebook(self._engine, actor, self._clock, self._stamps, self._ground, memory=memory)
        return book if self._still_may is None else book.while_(self._still_may)

    def held_unseen(self) -> list[Held]:
        """Return what proposals hold for people whose files are restricted to others: where and when, not for whom."""
        with self._reading() as connection:
            return held_unseen(connection, self.actor, self._clock())

    def moment(self) -> tuple[int, Sight]:
        """Return the `revision`, and what decides what the actor sees then: whoever has the same sees the same."""
        with self._reading() as connection:
            revision, now = self._ground.revision(connection), self._clock()
            if self._memory is None:
                return revision, sight_of(connection, self.actor, now)
            look = partial(sight_of, connection, self.actor, now)
            return revision, self._memory.sight(connection, self.actor, now, look)

    def sight(self) -> Sight:
        """Return what decides what the actor sees."""
        return self.moment()[1]

    def settling(self, settled: Settled) -> "Casebook":
        """Return the casebook for whoever was shown what others changed meanwhile, and chose what stays."""
        book = copy(self)
        book._settled = settled  # noqa: SLF001 - its own
        return book

    def while_(self, still_may: Callable[[], None]) -> "Casebook":
        """Return the casebook for as long as somebody may: asked before every reading and writing.

        Parameters
        ----------
        still_may
            Raises when she no longer may: her session ended, a role was taken away.
        """
        book = copy(self)
        book._still_may = still_may  # noqa: SLF001 - its own
        return book

    def accounts(self) -> Accounts:
        """Return who comes in, of the same database."""
        return Accounts(self._engine, self._stamps, self._ground)

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """Return the records of a kind that the actor may see, by id.

        Parameters
        ----------
        equal
            Narrows them: what a field is, or a frozenset of what it may be.
        """
        with self._reading() as connection:
            if self._memory is None or equal or kind in NOT_KEPT:
                return self._select(connection, kind, equal)
            now = self._clock()  # one moment: what is read is kept for all who see the same then
            return list(
                self._memory.all(
                    connection,
                    kind,
                    self.actor,
                    now,
                    lambda: sight_of(connection, self.actor, now),
                    lambda: self._select_at(now, connection, kind, {}),
                )
            )

    def values(
        self, kind: type[Record], fields: Sequence[str], /, *span: datetime, **equal: object
    ) -> list[tuple[Any, ...]]:
        """Return columns of the records of a kind that the actor may see, by id; quicker than records where many are asked.

        Parameters
        ----------
        fields
            The columns, none of which is sealed.
        span
            Of a log: from the first moment on, and before the second.
        equal
            As of `all`.
        """
        table = table_of(kind)
        during = (table.c.at >= span[0], table.c.at < span[1]) if span else ()
        with self._reading() as connection:
            now = self._clock()
            seen, handed = visible(table, self.actor, now), columns(table, self.actor, now)
            return select_values(connection, kind, fields, equal, seen, *during, handed=handed)

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

    def named(self, kind: type[R], field: str, word: str) -> list[R]:
        """Return the records whose sealed name, one that is searched, is this, or has it as a word, however it is spelt.

        Names are compared as `casebook.vault.names.folded` spells them; what the actor may not see is not found.
        """
        with self._reading() as connection:
            known = names.named(vault_of(connection), table_of(kind).name, field, word)
            found = self._select(connection, kind, {}, known)
        return [one for one in found if getattr(one, field)]

    def unreadable(self) -> frozenset[Place]:
        """Return what could not be opened of what was read so far: damaged, moved, or sealed with another key."""
        return self._ground.vault.unreadable

    def revision(self) -> int:
        """Return a number that grows with every write but of drafts; what was read at it is still true while it stays.

        Raises
        ------
        ChangedMeanwhileError
            If another casebook, or an older copy, was put in this one's place since it was last looked at.
        """
        with self._reading() as connection:
            return self._ground.revision(connection)

    def logged(self, kind: type[L], since: datetime, until: datetime, /, **equal: object) -> list[L]:
        """Return the entries of a log from one moment on and before another, as far as the actor may see them."""
        at = table_of(kind).c.at
        with self._reading() as connection:
            return self._select(connection, kind, equal, at >= since, at < until)

    def moments(self, kind: type[Record], since: datetime, until: datetime, /, **equal: object) -> dict[datetime, int]:
        """Return when the entries of a log were written, and how many each time; narrowed as by `logged`."""
        at = table_of(kind).c.at
        with self._reading() as connection:
            return select_moments(connection, kind, (at >= since, at < until, *self._asked(kind, equal)))

    def newest(
        self, kind: type[Record], moments: Iterable[datetime], most: int | None, /, **equal: object
    ) -> list[tuple[datetime, int]]:
        """Return time and id of the newest entries of a log that were written at some moments, the newest first."""
        with self._reading() as connection:
            return select_newest(connection, kind, self._asked(kind, equal), moments, most)

    def _asked(self, kind: type[Record], equal: Mapping[str, object]) -> list[sa.ColumnElement[bool]]:
        table, now = table_of(kind), self._clock()
        handed = dict(zip(table.columns.keys(), columns(table, self.actor, now), strict=True))
        return [visible(table, self.actor, now), *plain_conditions(handed, equal)]

    def _select(
        self, connection: sa.Connection, kind: type[R], equal: Mapping[str, object], *more: sa.ColumnElement[bool]
    ) -> list[R]:
        return self._select_at(self._clock(), connection, kind, equal, *more)

    def _select_at(
        self,
        now: datetime,
        connection: sa.Connection,
        kind: type[R],
        equal: Mapping[str, object],
        *more: sa.ColumnElement[bool],
    ) -> list[R]:
        table = table_of(kind)
        seen, handed = visible(table, self.actor, now), columns(table, self.actor, now)
        return select_records(connection, kind, equal, seen, *more, handed=handed)

    def _seen(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return visible(table, self.actor, self._clock())

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """Open one transaction that only reads; what goes wrong with the database is `NotReadyError`."""
        if self._still_may is not None:
            self._still_may()
        with told_reading(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, what: str, *, since: int | None = None, about: Iterable[One] | None = None) -> Iterator[Writer]:
        """Open one transaction; what goes wrong inside leaves nothing behind, and what ends without an error is kept.

        Parameters
        ----------
        what
            What is being done, for the audit: ``"import wamnet"``, ``"edit person"``.
        since
            The revision that the change was prepared on, if it must not have moved since.
        about
            The records that the change rests on: it waits for others about the same, and no row of another person or
            facility can be changed in it. None is the whole casebook: it waits for everybody.

        Raises
        ------
        NotAllowedError
            If the actor only reads, or writes what is not hers to write.
        RefusedError
            If a record breaks a rule of the database.
        ChangedMeanwhileError
            If somebody wrote since the revision ``since``, put another casebook in this one's place, or made another
            record part of the matter.
        ConflictError
            If somebody else changed the same since it was read; see `Writer.change`.
        NotReadyError
            If the database did not take it: locked for too long, disk full, connection lost, file gone or damaged.
        """
        if self._still_may is not None:
            self._still_may()
        role_to_write(self.actor, self._today())
        with told_writing():
            self._ground.require_sound()
            with (
                self._ground.turn(),
                self._engine.connect().execution_options(immediate=True) as connection,
                connection.begin() as transaction,
            ):
                matter = About(None if since is not None else about)
                matter.wait(connection)
                revision = self._ground.revision(connection)
                if since is not None and revision != since:
                    raise ChangedMeanwhileError("casebook.changed_meanwhile")
                writer = Writer(connection, self.actor, self._clock(), what, self._stamps(), self._settled, matter)
                yield writer
                writer.require_fit()
                writer.seal()
                self._ground.commit(transaction, connection)


def open_casebook(
    url: str,
    actor: Actor | Callable[[Accounts], Actor],
    clock: Callable[[], datetime],
    stamps: Callable[[], datetime] | None = None,
    *,
    remembers: bool = False,
    keys: KeySource | None = None,
) -> Casebook:
    """Open the casebook at a database address for somebody; clock and stamps as `Casebook` takes them.

    Parameters
    ----------
    actor
        Or who says so, once she knows the casebook's accounts.
    remembers
        Whether what is read is kept for who reads again, by a `casebook.memory.Memory`.
    keys
        Where its keys are, if not beside it (`casebook.vault.keys.beside`).

    Raises
    ------
    NotReadyError
        If there is none yet, or one of another version.
    """
    engine = connect(url, keys=keys)
    try:
        require_ready(engine)
        ground = Ground(engine)
        who = actor if isinstance(actor, Actor) else actor(Accounts(engine, stamps or clock, ground))
        book = Casebook(engine, who, clock, stamps, ground, memory=Memory() if remembers else None)
        book.revision()
    except CasebookError:
        engine.dispose()
        raise
    return book
