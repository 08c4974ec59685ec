"""Opens the database (SQLite or PostgreSQL) the one right way, and brings its tables up to date."""

import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from casebook.errors import NotReadyError
from casebook.sqlite_file import (
    BUSY_TIMEOUT_MS,
    begin_check,
    look,
    open_file,
    path_of,
    require_own_logs,
    require_whole,
    uri,
)
from casebook.tables import metadata
from casebook.trouble import DATABASE_ERRORS, meaning, told_reading
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeySource
from casebook.vault.register import require_keys
from casebook.vault.vault import OPTION, Vault, vault_of

LOCK_TIMEOUT_MS = 15_000
"""How long a writer waits for another: longer than the server lets anybody sit on a transaction and say nothing."""
PAUSE_TIMEOUT_MS = 10_000
STATEMENT_TIMEOUT_MS = 60_000
CONNECT_TIMEOUT_S = 5
VERSION_TABLE = "alembic_version"
SEALED_SINCE = "0013e"
"""The version that seals what is said of people (`casebook.vault`)."""
SYNCHRONOUS = "EXTRA"
"""SQLite: what is committed is on the disk, the end of its journal too, should the power fail."""
SERVED: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 15, "pool_timeout": 10}
"""The pool of connections to a server: one that was lost is noticed before it is used."""
PATIENCE = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "application_name": "sonae",
}
"""What is asked of the client library unless the address says otherwise: a server that is gone is soon known to be."""


def connect(url: str, *, making: bool = False, keys: KeySource | None = None) -> sa.Engine:
    """Make an engine whose transactions are real ones.

    SQLite: a rollback journal, so that between two transactions all of a casebook is in its one file; foreign keys on,
    a busy timeout, and BEGIN sent by us (the driver's own handling would start transactions late); a writer says
    ``immediate=True`` and so takes its turn at once. A connection whose file is no longer the one that the path names is
    given up, and no file comes into being unless ``making``.

    PostgreSQL: nobody waits for a lock, a statement or a silent client for ever, and lost connections are replaced.

    No error carries what was being written. The connections carry the keys of the casebook (`vault_of`), which are those
    beside it unless others are handed in, and are read when something is opened or sealed.

    Raises
    ------
    NotReadyError
        If the address is not one of a database.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        served = parsed.get_backend_name() == "postgresql"
        more = {**SERVED, "connect_args": _patience(parsed)} if served else {}
        vault = Vault(keys or vault_keys.beside(parsed))
        engine = sa.create_engine(parsed, hide_parameters=True, execution_options={OPTION: vault}, **more)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise NotReadyError("casebook.bad_address", url=url.rpartition("@")[2]) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        _bind_to_path(engine, making=making)
    return engine


def _patience(url: sa.URL) -> dict[str, Any]:
    """Return how long to wait for a server, as far as the address does not say it."""
    timeouts = {
        "lock_timeout": LOCK_TIMEOUT_MS,
        "statement_timeout": STATEMENT_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": PAUSE_TIMEOUT_MS,
    }
    asked = url.query.get("options", "")
    options = [f"-c {name}={value}" for name, value in timeouts.items()] + ([asked] if isinstance(asked, str) else [])
    return {**{name: value for name, value in PATIENCE.items() if name not in url.query}, "options": " ".join(options)}


def _bind_to_path(engine: sa.Engine, *, making: bool) -> None:
    """Let connections serve only as long as their file is the one that the path names."""
    path = path_of(engine.url)
    if path is None:
        return

    def open_at_path(_dialect: object, _record: object, arguments: list[Any], named: dict[str, Any]) -> None:
        require_own_logs(path)
        if not str(engine.url.database).startswith("file:"):
            arguments[0], named["uri"] = uri(path, "rwc" if making else "rw"), True

    def remember_place(_connection: object, record: Any) -> None:
        found = look(path)
        record.info["place"] = None if found is None else found.place

    def require_place(_connection: object, record: Any, _proxy: object) -> None:
        found = look(path)
        if found is None:
            raise NotReadyError("casebook.gone", path=path)
        if found.place != record.info["place"]:
            msg = "the path names another file"
            raise sa.exc.InvalidatePoolError(msg)

    sa.event.listen(engine, "do_connect", open_at_path)
    sa.event.listen(engine, "connect", remember_place)
    sa.event.listen(engine, "checkout", require_place)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set a connection up: what is written waits in memory until the commit, so that readers go on until then."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = DELETE",
        f"synchronous = {SYNCHRONOUS}",
        "cache_spill = OFF",
        "cell_size_check = ON",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
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
    """Bring the tables to the newest form; True if anything had to be done. What has no key yet is given one.

    Raises
    ------
    NotReadyError
        If the database cannot be reached or written, or is of a version that this program does not know.
    """
    try:
        unsealed = is_unsealed(engine)
        if unsealed and engine.dialect.name == "sqlite":
            _make_anew(engine)  # what was deleted before is still in the file; what is from now on is overwritten
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            revision = _current_revision(connection)
            if revision == newest_version():
                return False
            _require_known(engine, revision)
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            make_tables(connection)
        if unsealed and engine.dialect.name == "postgresql":
            _make_anew(engine)
    except DATABASE_ERRORS as error:
        raise NotReadyError("casebook.unreachable", url=address(engine), why=meaning(error)) from error
    return True


def is_unsealed(engine: sa.Engine) -> bool:
    """Tell whether there is a casebook from before anything was sealed, as every copy of it then is."""
    path = path_of(engine.url)
    revision = None if path is not None and not path.exists() else version(engine)
    return revision in known_versions() and str(revision) < SEALED_SINCE


def _make_anew(engine: sa.Engine) -> None:
    """Write the tables anew, without what was deleted from them."""
    path = path_of(engine.url)
    if path is not None:
        with closing(open_file(path)) as file:
            file.execute("PRAGMA temp_store = MEMORY")
            file.execute("VACUUM")
    elif engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM FULL")


def make_tables(connection: sa.Connection) -> None:
    """Bring the tables to the newest form inside a transaction that is going on."""
    command.upgrade(_config(connection), "head")


def require_ready(engine: sa.Engine) -> None:
    """Check that the casebook is there, whole, of this version, and that its keys are at hand.

    Raises
    ------
    NotReadyError
        If there is none yet, or a damaged one, or one of another version, or no database at all, or if a key is missing
        or wrong.
    """
    path = path_of(engine.url)
    if path is not None and not path.exists():
        raise NotReadyError("casebook.not_there", url=address(engine))
    revision = version(engine)
    if revision is None:
        raise NotReadyError("casebook.not_there", url=address(engine))
    _require_known(engine, revision)
    if revision != newest_version():
        raise NotReadyError("casebook.other_version", url=address(engine))
    with told_reading(), engine.connect() as connection:
        there = set(sa.inspect(connection).get_table_names())
        if missing := sorted(set(metadata.tables) - there):
            raise NotReadyError("casebook.incomplete", url=address(engine), tables="、".join(missing))
        require_keys(connection, vault_of(connection))


def check_ahead(url: str) -> None:
    """Begin to look through a casebook's file, as is done before anything is read of it, while the caller still makes ready."""
    with suppress(sa.exc.ArgumentError):  # no address: whoever opens it is told
        if (path := path_of(sa.make_url(url))) is not None:
            begin_check(path)


def version(engine: sa.Engine) -> str | None:
    """Return the version of the tables, None if there are none; a file is checked for damage.

    Raises
    ------
    NotReadyError
        If the database cannot be reached or is damaged.
    """
    path = path_of(engine.url)
    try:
        if path is not None:
            require_whole(path)
        with engine.connect() as connection:
            return _current_revision(connection)
    except DATABASE_ERRORS as error:
        raise NotReadyError("casebook.unreachable", url=address(engine), why=meaning(error)) from error


def _require_known(engine: sa.Engine, revision: str | None) -> None:
    """Refuse a casebook that a newer program made: no migration here leads on from there."""
    if revision is not None and revision not in known_versions():
        raise NotReadyError("casebook.unknown_version", url=address(engine), version=revision)


@cache
def known_versions() -> frozenset[str]:
    """Return the versions that this program knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def newest_version() -> str:
    """Return the version that this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def shown_address(url: str) -> str:
    """Return a database address without its password, fit to be shown."""
    return sa.make_url(url).render_as_string(hide_password=True)


def address(engine: sa.Engine) -> str:
    """Return the database's address without its password."""
    return engine.url.render_as_string(hide_password=True)


def create(url: str, keys: KeySource | None = None) -> bool:
    """Make the casebook's tables, or bring them up to date; True if anything had to be done. ``keys``: see `make`."""
    engine = connect(url, making=True, keys=keys)
    try:
        return migrate(engine)
    finally:
        engine.dispose()


def make(url: str, keys: KeySource | None = None) -> bool:
    """Make a casebook where there is none; True if it was made. One that is there is not touched, whatever its version.

    Parameters
    ----------
    keys
        Where its keys are, if not beside it; a first one is made with the casebook.

    Raises
    ------
    NotReadyError
        If the one that is there cannot be used as it is, or none can be made.
    """
    engine = connect(url, making=True, keys=keys)
    try:
        path = path_of(engine.url)
        if (path is None or path.exists()) and version(engine) is not None:
            require_ready(engine)
            return False
        return migrate(engine)
    finally:
        engine.dispose()
