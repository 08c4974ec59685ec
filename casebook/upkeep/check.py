"""What is wrong with a casebook, or a copy of one: structure, references, version, audit; each named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from casebook import tables as t
from casebook.engine import VERSION_TABLE, connect, known_versions, newest_version
from casebook.errors import NotReadyError
from casebook.sqlite_file import faults, open_file, path_of
from casebook.trouble import DATABASE_ERRORS, meaning, told_reading
from casebook.upkeep import server
from casebook.upkeep.manifest import differences, held_by
from casebook.upkeep.reading import Copy
from casebook.vault.keys import KeySource
from casebook.vault.register import require_keys
from casebook.vault.survey import unreadable
from casebook.vault.vault import vault_of
from words.message import Message

MOST = 100
NOT_TRIED = ("upkeep.no_file", "upkeep.no_tool", "vault.no_file", "vault.no_key", "vault.open_to_others")
"""What says nothing of a copy: it could not be looked at."""
TRIGGERS = {
    "sqlite": {
        "audit_no_update": "0001",
        "audit_no_delete": "0001",
        "audit_no_replace": "0008",
        "access_log_no_update": "0014",
        "access_log_no_delete": "0014",
        "access_log_no_replace": "0014",
    },
    "postgresql": {
        "audit_append_only": "0001",
        "audit_never_emptied": "0001",
        "access_log_append_only": "0014",
        "access_log_never_emptied": "0014",
    },
}
"""What keeps the logs as they were written, and since which version."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found; what is not serious may stay as it is."""

    message: Message
    serious: bool = True


def check(url: str, keys: KeySource | None = None) -> list[Finding]:
    """Look through a casebook, all of it; empty if nothing is wrong.

    Parameters
    ----------
    keys
        Where its keys are, if not beside it.

    Raises
    ------
    NotReadyError
        If there is none, or it cannot be reached.
    """
    path = path_of(sa.make_url(url))
    found = check_server(url) if path is None else check_file(path)
    return found or list(_sealed(url, keys))


def _sealed(url: str, keys: KeySource | None) -> Iterator[Finding]:
    """Yield what cannot be opened, or why nothing can."""
    engine = connect(url, keys=keys)
    try:
        with told_reading(), engine.connect() as connection:
            require_keys(connection, vault_of(connection))
            for place in islice(unreadable(connection), MOST):
                yield Finding(place.message)
    except NotReadyError as error:
        yield Finding(error.message)
    finally:
        engine.dispose()


def check_file(path: Path) -> list[Finding]:
    """Look through a casebook's file; see `check`."""
    if not path.exists():
        raise NotReadyError("upkeep.no_file", path=path)
    with told_reading(), closing(open_file(path)) as connection:
        return _look_through(connection)


def check_copy(path: Path, keys: KeySource) -> list[Finding]:
    """Look through a copy, all of it: whether it opens, and whether what is in it is what it says of itself.

    Parameters
    ----------
    keys
        What a sealed copy opens with.

    Raises
    ------
    NotReadyError
        If there is no such file.
    """
    copy = Copy(path, keys)
    try:
        kind = copy.kind
        if kind == "postgresql":
            return list(_dump_faults(copy))
        return check_file(path) if kind is None or not copy.sealed else _look_through_sealed(copy)
    except NotReadyError as error:
        if error.code in NOT_TRIED:
            raise
        return [Finding(error.message)]


def _look_through_sealed(copy: Copy) -> list[Finding]:
    """Look through a copy of a file of SQLite in memory: nothing of it lies on a disk for that."""
    content = bytearray()
    manifest = copy.read(content.extend)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(content)
        found = _look_through(connection)
        if manifest and not any(one.serious for one in found):
            with over(connection) as engine_connection:
                found += [Finding(one) for one in differences(manifest.held, held_by(engine_connection))]
    return found


def _dump_faults(copy: Copy) -> Iterator[Finding]:
    """Look through a copy of a casebook on a server, as the SQL that it is; no server is needed."""
    manifest, script = server.read_script(copy)
    found = list(_of_version([script.held.schema] if script.held.schema else []))
    yield from found
    if not any(one.serious for one in found):
        yield from _missing_triggers("postgresql", script.held.schema, script.triggers)
        if manifest:
            yield from map(Finding, differences(manifest.held, script.held))


@contextmanager
def over(file: sqlite3.Connection) -> Iterator[sa.Connection]:
    """Give SQLAlchemy a connection that is open already; what transaction there is ends now, and at the end again."""
    engine = sa.create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool, hide_parameters=True)
    with engine.connect() as connection:
        yield connection


def _look_through(connection: sqlite3.Connection) -> list[Finding]:
    found = list(_structure(connection))
    if found:
        return found
    versions = _versions(connection)
    found = list(_of_version(versions))
    if any(finding.serious for finding in found):
        return found
    return [*found, *_references(connection), *_audit(connection, versions[0])]


def _structure(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what SQLite finds, table by table as far as it knows the tables."""
    said = faults(connection, MOST)
    if not said:
        return
    try:
        names = sorted({row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")})
        damaged = {name: found for name in names if (found := faults(connection, f'"{name}"'))}
    except sqlite3.Error:
        damaged = {}
    for name, found in damaged.items():
        yield Finding(Message("check.table_damaged", {"table": name, "what": _first_line(found)}))
    if not damaged:
        yield Finding(Message("check.damaged", {"what": _first_line(said)}))


def _first_line(said: list[str]) -> str:
    lines = [line for text in said for line in text.splitlines() if not line.startswith("*** in database")]
    return lines[0] if lines else said[0]


def _versions(connection: sqlite3.Connection) -> list[str]:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {VERSION_TABLE, t.audit.name} <= names:
        return []
    return [str(row[0]) for row in connection.execute(f"SELECT version_num FROM {VERSION_TABLE}")]  # noqa: S608 - a constant


def _of_version(versions: list[str]) -> Iterator[Finding]:
    if len(versions) != 1:
        yield Finding(Message("check.no_casebook"))
    elif versions[0] not in known_versions():
        yield Finding(Message("check.unknown_version", {"version": versions[0]}))
    elif versions[0] != newest_version():
        yield Finding(Message("check.earlier_version", {"version": versions[0]}), serious=False)


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST):
        yield Finding(Message("check.reference", {"table": table, "row": row, "parent": parent}))


def _audit(connection: sqlite3.Connection, version: str) -> Iterator[Finding]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
    there = {row[0] for row in connection.execute(query)}
    yield from _missing_triggers("sqlite", version, there)
    query = "SELECT coalesce(max(seq), 0) - (SELECT count(*) FROM audit) FROM sqlite_sequence WHERE name = 'audit'"
    lacking = connection.execute(query).fetchone()[0]
    if lacking:  # ids are given one after the other, and taken back with their transaction
        yield Finding(Message("check.audit_lacks", {"count": lacking}))


def _missing_triggers(kind: str, version: str, there: set[str]) -> Iterator[Finding]:
    for name, since in TRIGGERS[kind].items():
        if version >= since and name not in there:
            yield Finding(Message("check.no_trigger", {"name": name}))


def check_server(url: str) -> list[Finding]:
    """Read every row of a casebook on a server; see `check`."""
    engine = connect(url)
    try:
        with told_reading(), engine.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            names = set(sa.inspect(connection).get_table_names())
            versions: list[str] = []
            if {VERSION_TABLE, t.audit.name} <= names:
                versions = list(connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalars())  # noqa: S608
            found = list(_of_version(versions))
            if any(finding.serious for finding in found):
                return found
            query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
            there = set(connection.exec_driver_sql(query).scalars())
            found += _missing_triggers("postgresql", versions[0], there)
            query = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
            for table, name in connection.exec_driver_sql(query):
                found.append(Finding(Message("check.not_held", {"table": table, "name": name})))
            connection.rollback()
            return found + [finding for table in t.metadata.sorted_tables for finding in _read_all(connection, table)]
    finally:
        engine.dispose()


def _read_all(connection: sa.Connection, table: sa.Table) -> list[Finding]:
    """Let the server read every value of a table: what is damaged on its disk shows then, and only then."""
    whole: Any = sa.literal_column(f'"{table.name}"::text')
    try:
        with connection.begin():
            connection.execute(sa.select(sa.func.sum(sa.func.length(whole))).select_from(table))
    except DATABASE_ERRORS as error:
        if connection.invalidated:
            raise
        return [Finding(Message("check.table_damaged", {"table": table.name, "what": meaning(error)}))]
    return []
