"""Opens the database (SQLite or PostgreSQL) the one right way, and brings its tables up to date."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from casebook.errors import NotReadyError
from casebook.tables import metadata

BUSY_TIMEOUT_MS = 10_000


def connect(url: str) -> sa.Engine:
    """Make an engine whose transactions are real ones.

    SQLite: WAL, foreign keys on, a busy timeout, and BEGIN sent by us (the driver's own handling
    would start transactions late); a writer says ``immediate=True`` and so takes its turn at once.

    Raises
    ------
    NotReadyError
        If the address is not one of a database.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(parsed)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise NotReadyError("casebook.bad_address", url=url.rpartition("@")[2]) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", f"busy_timeout = {BUSY_TIMEOUT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _current_revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: sa.Engine) -> bool:
    """Bring the tables to the newest form; True if anything had to be done.

    Raises
    ------
    NotReadyError
        If the database cannot be reached or written, or is of a version that this program does not know.
    """
    try:
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            revision = _current_revision(connection)
            if revision == _head():
                return False
            _require_known(engine, revision)
            command.upgrade(_config(connection), "head")
            return True
    except sa.exc.DBAPIError as error:
        raise NotReadyError("casebook.unreachable", url=address(engine), why=str(error.orig)) from error


def require_ready(engine: sa.Engine) -> None:
    """Check that the tables are there and of this version.

    Raises
    ------
    NotReadyError
        If there is no casebook yet, or one of another version, or no database at all.
    """
    database: Any = engine.url.database
    if engine.dialect.name == "sqlite" and database and database != ":memory:" and not Path(database).exists():
        raise NotReadyError("casebook.not_there", url=address(engine))
    try:
        with engine.connect() as connection:
            revision = _current_revision(connection)
            there = set(sa.inspect(connection).get_table_names())
    except sa.exc.DBAPIError as error:
        raise NotReadyError("casebook.unreachable", url=address(engine), why=str(error.orig)) from error
    if revision is None:
        raise NotReadyError("casebook.not_there", url=address(engine))
    _require_known(engine, revision)
    if revision != _head():
        raise NotReadyError("casebook.other_version", url=address(engine))
    if missing := sorted(set(metadata.tables) - there):
        raise NotReadyError("casebook.incomplete", url=address(engine), tables="、".join(missing))


def _require_known(engine: sa.Engine, revision: str | None) -> None:
    """Refuse a casebook that a newer program made: no migration here leads on from there."""
    revisions = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in revisions:
        raise NotReadyError("casebook.unknown_version", url=address(engine), version=revision)


def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def shown_address(url: str) -> str:
    """Return a database address without its password, fit to be shown."""
    return sa.make_url(url).render_as_string(hide_password=True)


def address(engine: sa.Engine) -> str:
    """Return the database's address without its password."""
    return engine.url.render_as_string(hide_password=True)
