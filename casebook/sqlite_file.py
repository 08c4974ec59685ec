"""A casebook's file under SQLite: which one its path names, what may lie beside it, and whether it is whole."""

import os
import sqlite3
import time
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import sqlalchemy as sa

from casebook.errors import NotReadyError

BUSY_TIMEOUT_MS = 15_000
WHOLE_CHECK_BYTES = 16 * 2**20
"""Up to this size a file's indexes are checked with it each time that it is opened; ``sonae check`` always does."""
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
COUNTER = slice(24, 28)
TRIES = 5
_held: dict[tuple[int, int], int] = {}
_begun: "dict[Path, Future[Look]]" = {}


class Look(NamedTuple):
    """A file as it was seen: which one it is, how long, and when it was last written."""

    device: int
    inode: int
    size: int
    written_ns: int

    @property
    def place(self) -> tuple[int, int]:
        """Return what stays while it is the same file, whatever is written into it."""
        return self.device, self.inode


def path_of(url: sa.URL) -> Path | None:
    """Return the file of a database address, None for one in memory or of another kind of database."""
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or database in {"", ":memory:"} or url.query.get("mode") == "memory":
        return None
    if database.startswith("file:"):
        named = unquote(urlsplit(database).path)
        return None if named in {"", ":memory:"} else Path(named).absolute()
    return Path(database).absolute()


def look(path: Path) -> Look | None:
    """Return the file that a path names now, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Look(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def uri(path: Path, mode: str = "rw") -> str:
    """Return the address under which SQLite opens a file: ``rw`` makes none where there is none, ``rwc`` does."""
    return f"file:{quote(str(path))}?mode={mode}"


def open_file(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a file anew, apart from every connection that is open already.

    Raises
    ------
    NotReadyError
        If what lies beside it is not its own.
    sqlite3.Error
        If it cannot be opened.
    """
    require_own_logs(path)
    connection = sqlite3.connect(uri(path, mode), uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return connection


def require_own_logs(path: Path) -> None:
    """Refuse a file beside which lies what would be mixed into it: SQLite takes it in without asking whose it is.

    Sonae keeps no write-ahead log, so a ``-wal`` with something in it is another program's, or an earlier version's, and
    nothing in it says to which file it belongs. A ``-journal`` is left where a process died while it wrote; it holds the
    file's first page as it was, which tells.

    Raises
    ------
    NotReadyError
        If there is one that is not the file's own, or may not be.
    """
    log = Path(f"{path}-wal")
    if _size(log):
        raise NotReadyError("casebook.foreign_log", path=path, log=log.name)
    journal = Path(f"{path}-journal")
    for number in range(TRIES):
        if not _size(journal) or (path.exists() and not _size(path)) or _is_own(journal, path):
            return
        if number + 1 < TRIES:
            time.sleep(0.02)  # somebody may be writing just now: journal and file were not read in one moment
    raise NotReadyError("casebook.foreign_journal", path=path, log=journal.name)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_own(journal: Path, path: Path) -> bool:
    """Return whether a journal can be of the transaction that was going on in this file.

    Format: https://www.sqlite.org/fileformat.html, "The Rollback Journal". The first page of the file carries a counter
    that every transaction raises by one, so it is the journal's (nothing was written yet) or the next.
    """
    try:
        log = journal.read_bytes()
    except FileNotFoundError:
        return True  # its transaction is over
    if len(log) < 28 or not log.startswith(JOURNAL_MAGIC):
        return True  # over as well: SQLite takes nothing from it
    records, _, pages, sector, size = (int.from_bytes(log[at : at + 4], "big") for at in range(8, 28, 4))
    if not (512 <= size <= 65_536 and 32 <= sector <= 65_536):
        return True  # its head never reached the disk: SQLite takes nothing from it either
    kept = _pages(log, sector, size) if records else []
    if not kept:  # nothing is taken from it but the file's length
        return _size(path) == pages * size
    first = _page(path, 1, size)
    before = next((page for number, page in kept if number == 1), None)
    if before is None:  # not committing yet, so nothing is written yet
        return all(_page(path, number, size) == page for number, page in kept)
    count = int.from_bytes(before[COUNTER], "big")
    return before == first or int.from_bytes(first[COUNTER], "big") == (count + 1) % 2**32


def _pages(log: bytes, sector: int, size: int) -> list[tuple[int, bytes]]:
    """Return the pages that a journal holds as they were, by their numbers."""
    starts = range(sector, len(log) - size - 7, size + 8)
    return [(int.from_bytes(log[at : at + 4], "big"), log[at + 4 : at + 4 + size]) for at in starts]


def _page(path: Path, number: int, size: int) -> bytes:
    """Read a page of a file that this process may have open.

    What was opened for it stays open: closing it would drop the locks that SQLite holds for the process (POSIX).
    """
    found = look(path)
    if found is None:
        return b""
    if found.place not in _held:
        _held[found.place] = os.open(path, os.O_RDONLY)
    return os.pread(_held[found.place], size, (number - 1) * size)


def faults(connection: sqlite3.Connection, of: int | str = 1, *, whole: bool = True) -> list[str]:
    """Return what is wrong with the file's structure, in SQLite's words; empty if nothing is.

    Parameters
    ----------
    of
        How many faults at most, or the table to look at.
    whole
        Compare the indexes with their tables, too.
    """
    check = "integrity_check" if whole else "quick_check"
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({of})")]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return [str(error)]
        raise
    return [] if said == ["ok"] else said


def begin_check(path: Path) -> None:
    """Begin `require_whole` beside what else is done: whoever asks for it next waits for what was found."""
    begun: Future[Look] = Future()

    def check() -> None:
        try:
            begun.set_result(_checked(path))
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for it is told
            begun.set_exception(error)

    _begun[path] = begun
    Thread(target=check, daemon=True).start()


def require_whole(path: Path) -> Look:
    """Check a file's structure, by a connection of its own; return the file as it was then.

    What `begin_check` found stands if the file is still the one that it looked at, and nobody wrote to it.

    Raises
    ------
    NotReadyError
        If it is damaged, or not there.
    sqlite3.Error
        If it cannot be read.
    """
    begun = _begun.pop(path, None)
    if begun is not None and (seen := begun.result()) == look(path):
        return seen
    return _checked(path)


def _checked(path: Path) -> Look:
    seen = look(path)
    if seen is None:
        raise NotReadyError("casebook.gone", path=path)
    with closing(open_file(path)) as connection:
        found = faults(connection, whole=seen.size <= WHOLE_CHECK_BYTES)
    if found:
        raise NotReadyError("casebook.damaged", path=path, what=found[0])
    return seen
