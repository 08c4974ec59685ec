"""A copy brought back aside: into a database of its own, which is gone afterwards."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from casebook.audit.proof import verify
from casebook.engine import connect, migrate
from casebook.errors import NotReadyError
from casebook.sqlite_file import path_of
from casebook.trouble import DATABASE_ERRORS, meaning
from casebook.upkeep import server
from casebook.upkeep.beside import aside
from casebook.upkeep.check import check
from casebook.upkeep.copies import lay_out
from casebook.upkeep.manifest import Manifest
from casebook.upkeep.reading import Copy
from casebook.vault.keys import KeySource

PREFIX = "sonae_drill_"


@contextmanager
def brought_back(copy: Copy, url: str) -> Iterator[tuple[str, Manifest | None]]:
    """Give the address of a casebook that holds what a copy holds, and what the copy says of itself.

    A file of SQLite lies in a folder of its owner's beside the casebook's file; a database is made on the casebook's server.

    Parameters
    ----------
    url
        The casebook that the copy is of.

    Raises
    ------
    NotReadyError
        If the copy does not hold, is of another kind, or no database may be made on the server.
    """
    path = path_of(sa.make_url(url))
    copy.require_kind("postgresql" if path is None else "sqlite")
    if path is None:
        with _database(url) as made:
            manifest, script = server.read_script(copy)
            server.write(made, copy, server.require_fit(copy, (manifest, script)), set())
            yield made, manifest
        return
    with aside(path.parent) as folder:
        file = folder / path.name
        file.touch(0o600)
        manifest = lay_out(copy, file)
        yield f"sqlite:///{file}", manifest


@contextmanager
def _database(url: str) -> Iterator[str]:
    """Make an empty database on a casebook's server, and drop it afterwards; what an earlier drill left goes as well."""
    name = PREFIX + secrets.token_hex(6)
    engine = connect(url)
    try:
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                query = sa.text("SELECT datname FROM pg_database WHERE datname LIKE 'sonae\\_drill\\_%'")
                for left in connection.execute(query).scalars().all():
                    _drop(connection, left)
                connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except DATABASE_ERRORS as error:
            raise NotReadyError("drill.no_database", why=meaning(error)) from None
        try:
            yield engine.url.set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                _drop(connection, name, force=True)
    finally:
        engine.dispose()


def _drop(connection: sa.Connection, name: str, *, force: bool = False) -> None:
    """Drop a database, unless another drill is at work in it."""
    used = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
    if force or not connection.execute(used, {"name": name}).scalar_one():
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}"{" WITH (FORCE)" if force else ""}')


def prove(url: str, keys: KeySource) -> None:
    """Hold a casebook that was brought back to what it must be: whole, of this version, its logs as they were written.

    Raises
    ------
    NotReadyError
        With the first thing that is wrong.
    """
    engine = connect(url, keys=keys)
    try:
        migrate(engine)
    finally:
        engine.dispose()
    faults = [one.message for one in check(url, keys) if one.serious] or list(verify(url, keys=keys).faults)
    if faults:
        raise NotReadyError("drill.fault", what=faults[0])
