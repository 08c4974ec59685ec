"""Copies of a casebook and back, one sealed file each; nothing is ever written over."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import connect, migrate, newest_version, version
from casebook.errors import NotReadyError
from casebook.sqlite_file import faults, open_file, path_of, require_own_logs, uri
from casebook.trouble import DATABASE_ERRORS, told_reading, told_writing
from casebook.upkeep import server
from casebook.upkeep.beside import to_disk, written_beside
from casebook.upkeep.check import check_file, over
from casebook.upkeep.manifest import Manifest, differences, held_by, program_version
from casebook.upkeep.reading import Copy
from casebook.upkeep.sealed import Sealing
from casebook.upkeep.serving import nobody_serving
from casebook.upkeep.tools import chunks, output, running, tool
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeySource
from casebook.vault.register import require_keys
from casebook.vault.vault import vault_of

SIBLINGS = ("-journal", "-wal", "-shm")


def back_up(url: str, target: Path, now: datetime, *, keys: KeySource | None = None) -> Manifest:
    """Copy a casebook into one sealed file, as it is at one moment; others may go on reading. Return what it holds.

    Nothing plain lies on a disk meanwhile: what the database hands over goes through a pipe into the sealing. Of a file
    of SQLite that is the file itself, which nobody changes while we read it; of a server, what ``pg_dump`` says.

    Parameters
    ----------
    now
        When the copy says that it was made.
    keys
        Where the casebook's keys are, if not beside it.

    Raises
    ------
    NotReadyError
        If there is a file already, if the casebook cannot be read or is damaged, or if its keys are not there.
    """
    _require_free(target)
    parsed = sa.make_url(url)
    keys = keys or vault_keys.beside(parsed)
    ring = keys.read()
    path = path_of(parsed)
    # Before anything is locked: behind a writer who waits for us to end, a second connection would wait for her.
    _require_own_keys(url, keys)
    moment = server.at_one_moment(url) if path is None else _at_one_moment(path)
    with written_beside(target) as made, made.open("wb") as file, told_reading(), moment as (held, command, more):
        sealing = Sealing(file, ring, "postgresql" if path is None else "sqlite")
        digest, size = hashlib.sha256(), 0
        with running(command, more) as process:
            for piece in chunks(output(process)):
                digest.update(piece)
                size += len(piece)
                sealing.add(piece)
        head = sealing.head
        manifest = Manifest(now, program_version(), head.holds, held, size, digest.hexdigest(), head.key)
        sealing.close(manifest.to_bytes())
    return manifest


def _require_own_keys(url: str, keys: KeySource) -> None:
    """Refuse to make a copy that nobody could read: with other keys than those that the casebook was sealed with."""
    path = path_of(sa.make_url(url))
    if path is not None and not path.exists():
        return  # that is told by whoever reads it, and so is what is damaged or cannot be reached
    engine = connect(url, keys=keys)
    try:
        with suppress(*DATABASE_ERRORS), engine.connect() as connection:
            if sa.inspect(connection).has_table(t.vault_key.name):
                require_keys(connection, vault_of(connection))
    finally:
        engine.dispose()


def _require_free(target: Path) -> None:
    if target.exists():
        raise NotReadyError("upkeep.exists", path=target)


@contextmanager
def _at_one_moment(path: Path) -> Iterator[server.Moment]:
    """Give what a casebook's file holds and how to read it; writers wait with their commit while inside.

    It is read by another process: one that closes a file gives up all of its locks on it, SQLite's as well.
    """
    if not path.exists():
        raise NotReadyError("casebook.not_there", url=path)
    with closing(open_file(path)) as file, over(file) as connection:
        file.execute("BEGIN")
        if found := faults(file):
            raise NotReadyError("casebook.damaged", path=path, what=found[0])
        held = held_by(connection)
        if not held.schema:
            raise NotReadyError("casebook.not_there", url=path)
        yield held, [tool("cat"), "--", str(path)], {}


def restore(url: str, source: Path, now: datetime, *, keys: KeySource | None = None) -> Path | None:
    """Put a copy in the place of a casebook; what was there is kept under another name, which is returned.

    The copy is looked through first, all of it, before anything is touched.

    Raises
    ------
    NotReadyError
        If the copy does not hold, or is no casebook of a version that is known, if a server runs on the casebook or
        somebody is writing, or if something lies beside it that is not its own.
    """
    parsed = sa.make_url(url)
    path = path_of(parsed)
    copy = Copy(source, keys or vault_keys.beside(parsed))
    if path is None:
        copy.require_kind("postgresql")
        kept = server.before(url, "restore", now, source.parent)
        return server.load(url, copy, kept, lambda: back_up(url, kept, now, keys=keys))
    copy.require_kind("sqlite")
    require_own_logs(path)
    with nobody_serving(path), written_beside(path, over_it=True) as made:
        lay_out(copy, made)
        if path.exists():
            made.chmod(path.stat().st_mode)  # whoever could read the casebook still can
        return _set_aside(path, _named(path, "restore", now))


def lay_out(copy: Copy, made: Path) -> Manifest | None:
    """Write the database of a copy into a file of its own, and hold it against what the copy says of it.

    Raises
    ------
    NotReadyError
        If the copy does not hold, or is no casebook of a version that is known.
    """
    manifest = None
    if copy.sealed:
        with made.open("wb") as file:
            manifest = copy.read(file.write)
    else:
        _copy_plain(copy.path, made)
    found = [finding.message for finding in check_file(made) if finding.serious]
    if manifest and not found:
        with told_reading(), closing(open_file(made)) as laid_out, over(laid_out) as connection:
            found = list(differences(manifest.held, held_by(connection)))
    if found:
        raise NotReadyError("upkeep.unfit", path=copy.path, what=found[0])
    return manifest


def _copy_plain(source: Path, made: Path) -> None:
    """Copy a database's file by SQLite, which takes back first what a dead writer left half done."""
    with told_reading(), closing(open_file(source)) as present, closing(sqlite3.connect(uri(made), uri=True)) as copy:
        present.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _named(path: Path, why: str, now: datetime, end: str = "") -> Path:
    return path.with_name(f"{path.name}.before-{why}-{now:%Y%m%d-%H%M%S}{end}")


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
        to_disk(kept)
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
        if not sa.inspect(engine).has_table(t.vault_key.name):  # of before there were keys
            (keys or vault_keys.beside(engine.url)).make()
        if path is None:
            kept = server.before(url, "migration", now, folder or Path())
        else:
            kept = _named(path, newest_version(), now, ".backup")
        back_up(url, kept, now, keys=keys)
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
    with nobody_serving(path), written_beside(path, over_it=True) as made, told_writing():
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
