"""Copies of a casebook and back, one file each; nothing is ever written over."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from casebook.engine import connect, migrate, newest_version, version
from casebook.errors import NotReadyError
from casebook.sqlite_file import faults, open_file, path_of, require_own_logs, uri
from casebook.trouble import told_reading, told_writing
from casebook.upkeep import server
from casebook.upkeep.check import check_file
from casebook.upkeep.serving import nobody_serving
from casebook.vault.keys import KeySource

SIBLINGS = ("-journal", "-wal", "-shm")


def back_up(url: str, target: Path) -> None:
    """Copy a casebook into one file, as it is at one moment; others may go on writing.

    Raises
    ------
    NotReadyError
        If there is a file already, or the casebook cannot be read or is damaged.
    """
    _require_free(target)
    path = path_of(sa.make_url(url))
    if path is None:
        with _written_beside(target) as made:
            server.dump(url, made)
    else:
        if not path.exists():
            raise NotReadyError("casebook.not_there", url=path)
        _copy(path, target)


def _require_free(target: Path) -> None:
    if target.exists():
        raise NotReadyError("upkeep.exists", path=target)


def _copy(source: Path, target: Path) -> None:
    """Copy a file by SQLite's backup, which takes it at one moment, and look through the copy."""
    with _written_beside(target) as made, told_reading():
        with closing(open_file(source)) as present, closing(sqlite3.connect(uri(made, "rwc"), uri=True)) as copy:
            present.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            found = faults(copy)
        if found:
            raise NotReadyError("casebook.damaged", path=source, what=found[0])


@contextmanager
def _written_beside(target: Path) -> Iterator[Path]:
    """Give a name beside a file; what is there at the end takes the file's name in one step, and is on the disk."""
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        made = Path(folder) / target.name
        os.close(os.open(made, os.O_CREAT | os.O_WRONLY, 0o600))  # people are in it
        yield made
        _to_disk(made)
        made.replace(target)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def restore(url: str, source: Path, now: datetime) -> Path | None:
    """Put a copy in the place of a casebook; what was there is kept under another name, which is returned.

    Raises
    ------
    NotReadyError
        If the copy is no whole casebook of a version that is known, if a server runs on the casebook or somebody is
        writing, or if something lies beside it that is not its own.
    """
    path = path_of(sa.make_url(url))
    if path is None:
        return server.load(url, source, server.before(url, "restore", now, source.parent))
    _require_fit(source)
    require_own_logs(path)
    with nobody_serving(path), _written_beside(path) as made:
        _copy_into(source, made)
        if path.exists():
            made.chmod(path.stat().st_mode)  # whoever could read the casebook still can
        return _set_aside(path, _named(path, "restore", now))


def _require_fit(source: Path) -> None:
    serious = [finding for finding in check_file(source) if finding.serious]
    if serious:
        raise NotReadyError("upkeep.unfit", path=source, what=serious[0].message)


def _copy_into(source: Path, made: Path) -> None:
    made.unlink()
    _copy(source, made)


def _named(path: Path, why: str, now: datetime) -> Path:
    name = f"{path.name}.before-{why}-{now:%Y%m%d-%H%M%S}"
    return path.with_name(name)


def _set_aside(path: Path, kept: Path) -> Path | None:
    """Give a casebook's file a second name, so that it stays when the first goes over to another; None if there is none."""
    if not path.exists():
        return None
    _require_free(kept)
    try:
        with closing(sqlite3.connect(uri(path), uri=True, isolation_level=None, timeout=1)) as present:
            present.execute("BEGIN EXCLUSIVE")  # whoever is writing ends first; what a dead writer left is taken back
            present.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise NotReadyError("upkeep.busy", path=path) from error
    except sqlite3.DatabaseError:
        pass  # it is damaged: kept as it is
    for sibling in ("-journal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{sibling}").rename(f"{kept}{sibling}")
    try:
        os.link(path, kept)
    except OSError:  # a file system without second names
        shutil.copy2(path, kept)
        _to_disk(kept)
    return kept


def bring_up_to_date(
    url: str, now: datetime, *, with_log: bool = False, folder: Path | None = None, keys: KeySource | None = None
) -> Path | None:
    """Bring a casebook's tables to the newest form, with a copy made first, which is returned; None if it is new.

    Parameters
    ----------
    url, now
        The casebook, and the moment after which the copy is named.
    with_log
        Take in the log of writes that an earlier version left beside the file.
    folder
        Where the copy of a casebook on a server goes; that of a file lies beside it.
    keys
        Where the casebook's keys are, if not beside it.

    Raises
    ------
    NotReadyError
        If there is no casebook, if it is damaged or of an unknown version, or if the log does not belong to it.
    """
    path = path_of(sa.make_url(url))
    kept = _take_log_in(path, _named(path, "log", now)) if path is not None and with_log else None
    engine = connect(url, keys=keys)
    try:
        present = version(engine)
        if present is None:
            raise NotReadyError("casebook.not_there", url=engine.url.render_as_string(hide_password=True))
        if present == newest_version():
            return kept
        if path is None:
            kept = server.before(url, "migration", now, folder or Path())
            server.dump(url, kept)
        else:
            kept = _named(path, f"{newest_version()}", now)
            _require_free(kept)
            _copy(path, kept)
        migrate(engine)
    finally:
        engine.dispose()
    return kept


def _take_log_in(path: Path, kept: Path) -> Path | None:
    """Write a log into its file, on copies of both; what was there is kept. None if there is no log."""
    log = Path(f"{path}-wal")
    if not (path.exists() and log.exists() and log.stat().st_size):
        return None
    _require_free(kept)
    with nobody_serving(path), _written_beside(path) as made, told_writing():
        shutil.copyfile(path, made)
        shutil.copyfile(log, f"{made}-wal")
        with closing(sqlite3.connect(uri(made), uri=True, isolation_level=None)) as copy:
            mixed = faults(copy) or copy.execute("PRAGMA foreign_key_check").fetchone()
            if not mixed:
                copy.execute("PRAGMA journal_mode = DELETE")
        if mixed or any(finding.serious for finding in check_file(made)):
            raise NotReadyError("upkeep.other_log", path=path, log=log.name)
        os.link(path, kept)
        for sibling in SIBLINGS:
            with suppress(FileNotFoundError):
                Path(f"{path}{sibling}").rename(f"{kept}{sibling}")
    return kept
