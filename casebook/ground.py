"""What a casebook stands on: what its address names must still be what was opened, and hold what was written."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from threading import Lock
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import require_ready
from casebook.errors import ChangedMeanwhileError, NotReadyError
from casebook.sqlite_file import Look, look, open_file, path_of, require_whole
from casebook.trouble import DATABASE_ERRORS, meaning
from casebook.turns.queue import in_turn
from casebook.vault.vault import OPTION, Vault

Row = tuple[Any, ...]
COLUMNS = ("id", "at", "who", "role", "what", "entity", "entity_id", "action")
_AUDIT = sa.select(*(sa.type_coerce(t.audit.c[name], sa.Text) if name == "at" else t.audit.c[name] for name in COLUMNS))
_LAST = _AUDIT.order_by(t.audit.c.id.desc()).limit(1)
REMEMBERED = 1000
NO_RECORDS = (t.draft.name, t.saved_view.name)
"""What is still typed, and how somebody looks at a list, is no record: keeping it moves no revision."""
_REVISION = sa.select(t.audit.c.id).where(t.audit.c.entity.not_in(NO_RECORDS)).order_by(t.audit.c.id.desc()).limit(1)


class _OwnWriting:
    """What a file looked like before and after this process wrote into it, of the last `REMEMBERED` times.

    Several casebooks of one process, each open for somebody else, need not check what another of them wrote.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._after: dict[Look, Look] = {}

    def add(self, before: Look | None, after: Look | None) -> None:
        """Remember one writing."""
        if before is None or after is None or before == after:
            return
        with self._lock:
            self._after[before] = after
            if len(self._after) > REMEMBERED:
                del self._after[next(iter(self._after))]

    def led(self, before: Look, present: Look | None) -> bool:
        """Return whether nobody but this process wrote between two looks at a file."""
        with self._lock:
            for _ in range(len(self._after) + 1):
                if before == present:
                    return True
                if before not in self._after:
                    return False
                before = self._after[before]
        return False


_own_writing = _OwnWriting()


class Ground:
    """The database under a casebook, and the last row of its audit that was seen there.

    The audit only grows: as long as that row is where it was, this is the casebook that was opened, or what became of
    it. An older copy put back, or another casebook, does not have it.

    Parameters
    ----------
    engine
        The database, with its tables up to date.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._path = path_of(engine.url)
        self._seen: Row | None = None
        self._proven: Look | None = None if self._path is None else look(self._path)

    @property
    def vault(self) -> Vault:
        """The keys of the casebook."""
        vault: Vault = self._engine.get_execution_options()[OPTION]
        return vault

    def revision(self, connection: sa.Connection) -> int:
        """Return the number of the last audit row but of drafts, and hold the casebook against what was seen of it before.

        Raises
        ------
        ChangedMeanwhileError
            If it is another one, or an older copy; from then on it is the one that is gone by.
        NotReadyError
            If what is there now is not fit to go by.
        """
        seen = self._seen  # before looking: what another thread saw by now stands there
        last = _row(connection, _LAST)
        if seen is not None and last != seen:
            at = None if last is None or last[0] <= seen[0] else _row(connection, _at(seen[0]))
            if at != seen:
                self._start_from(last)
        self._seen = last
        return last_change(connection, last)

    def _start_from(self, last: Row | None) -> None:
        require_ready(self._engine)
        self._seen = last
        raise ChangedMeanwhileError("casebook.replaced")

    def require_sound(self) -> None:
        """Look whether anybody else wrote into the file, or put another in its place, since this process last did.

        What another program wrote is checked before anything is written on it; what was kept of the file in memory is
        forgotten. One look costs microseconds; the check happens only after somebody else wrote.

        Raises
        ------
        NotReadyError
            If the file is gone or damaged.
        """
        if self._path is None:
            return
        present = look(self._path)
        if self._proven is not None and _own_writing.led(self._proven, present):
            self._proven = present
            return
        self._proven = require_whole(self._path)
        self._engine.dispose()

    def turn(self) -> AbstractContextManager[None]:
        """Return the turn of a writer, to be waited for: SQLite has no queue of its own."""
        return in_turn(self._path)

    @contextmanager
    def adding(self) -> Iterator[sa.Connection]:
        """Open a transaction for what stands beside the records: the revision stays where it is.

        Raises
        ------
        NotReadyError
            If the file is gone or damaged.
        """
        self.require_sound()
        with (
            self.turn(),
            self._engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            yield connection
        if self._path is not None:
            self._written(look(self._path))

    def _written(self, seen: Look | None) -> None:
        _own_writing.add(self._proven, seen)
        self._proven = seen

    def commit(self, transaction: sa.Transaction, connection: sa.Connection) -> None:
        """Commit, and see that it is there: under SQLite with the eyes of somebody who opens the path only now.

        Raises
        ------
        NotReadyError
            If what was written is not there, or nobody can say.
        """
        last = _row(connection, _LAST)
        if self._path is None:
            self._commit_served(transaction, last)
        else:
            transaction.commit()
            self._read_back(last)
        self._seen = last

    def _commit_served(self, transaction: sa.Transaction, last: Row | None) -> None:
        """Commit on a server; if the answer is lost, ask again whether it was done."""
        try:
            transaction.commit()
        except sa.exc.DBAPIError as error:
            if last is None or not error.connection_invalidated:
                raise
            try:
                with self._engine.connect() as again:
                    kept = _row(again, _at(last[0])) == last
            except DATABASE_ERRORS as lost:
                raise NotReadyError("casebook.perhaps_written", why=meaning(lost)) from error
            if not kept:
                raise

    def _read_back(self, last: Row | None) -> None:
        path = self._path
        assert path is not None  # noqa: S101 - only called with one
        seen = look(path)
        if seen is None:
            raise NotReadyError("casebook.not_kept", path=path)
        try:
            with closing(open_file(path)) as fresh:
                kept = fresh.execute(_READ_BACK, (0 if last is None else last[0],)).fetchone()
        except sqlite3.Error as error:
            code = "casebook.perhaps_written" if meaning(error).code == "trouble.busy" else "casebook.not_kept"
            raise NotReadyError(code, path=path, why=meaning(error)) from error
        if kept != last:
            raise NotReadyError("casebook.not_kept", path=path)
        self._written(seen)


_READ_BACK = f"SELECT {', '.join(COLUMNS)} FROM audit WHERE id = ?"  # noqa: S608 - names of columns


def last_change(connection: sa.Connection, last: Row | None = None) -> int:
    """Return the number of the last audit row of a record, be it of one that is no draft; 0 if there is none.

    Parameters
    ----------
    last
        The last audit row, if it is at hand.
    """
    if last is not None and last[COLUMNS.index("entity")] not in NO_RECORDS:
        return int(last[0])
    return connection.execute(_REVISION).scalar() or 0


def _at(key: int) -> sa.Select[Any]:
    return _AUDIT.where(t.audit.c.id == key)


def _row(connection: sa.Connection, query: sa.Select[Any]) -> Row | None:
    row = connection.execute(query).one_or_none()
    return None if row is None else tuple(row)
