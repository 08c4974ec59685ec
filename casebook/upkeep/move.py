"""A casebook moves from one database to another, row by row as it is stored, and is compared before it counts.

What is moved is what the database holds: sealed values stay sealed, and the logs' links fit as they did, since the same keys
open both. In the new place everything is one transaction: nothing is left of a move that failed.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa

from casebook import tables as t
from casebook.engine import address, connect, make_tables, require_ready
from casebook.errors import NotReadyError
from casebook.sqlite_file import path_of
from casebook.trouble import told_reading, told_writing
from casebook.upkeep.beside import written_beside
from casebook.upkeep.server import require_nobody
from casebook.upkeep.serving import nobody_serving
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeySource

ROWS_AT_ONCE = 500
BY_MIGRATIONS = ("audit_chain", "vault_key")
"""Tables in which the migrations write rows of their own: a casebook brings along its own ones."""


def move(url: str, target: str, keys: KeySource | None = None) -> dict[str, int]:
    """Move a casebook into a database without tables, or a file that is not there yet; return each table's rows.

    What is moved stays where it is: whoever has seen that the new one works takes it away. Nobody may be at work on it:
    what somebody wrote meanwhile would be missing in the new place.

    Parameters
    ----------
    keys
        Where the casebook's keys are, if not beside it; they stay there.

    Raises
    ------
    NotReadyError
        If one of the two cannot be reached, if something is in the new one already, if somebody is at work, or if what
        arrived differs.
    """
    keys = keys or vault_keys.beside(sa.make_url(url))
    path, new_path = path_of(sa.make_url(url)), path_of(sa.make_url(target))
    source = connect(url, keys=keys)
    try:
        require_ready(source)
        if path is None:
            require_nobody(source)
        with nullcontext() if path is None else nobody_serving(path):
            if new_path is None:
                return _move_all(source, target, keys)
            if new_path.exists():
                raise NotReadyError("move.not_empty", url=new_path)
            with written_beside(new_path) as made:
                made.unlink()
                return _move_all(source, f"sqlite:///{made}", keys)
    finally:
        source.dispose()


def _move_all(source: sa.Engine, target: str, keys: KeySource) -> dict[str, int]:
    """Make the tables in the new place and move all rows, in one transaction there."""
    engine = connect(target, making=True, keys=keys)
    try:
        with (
            told_reading(),
            _at_one_moment(source) as read,
            told_writing(),
            engine.connect().execution_options(immediate=True) as written,
            written.begin(),
        ):
            _patiently(written)
            if sa.inspect(written).get_table_names():
                raise NotReadyError("move.not_empty", url=address(engine))
            make_tables(written)
            for name in BY_MIGRATIONS:
                if name in t.metadata.tables:
                    written.execute(sa.delete(t.metadata.tables[name]))
            return {table.name: _move(read, written, table) for table in t.metadata.sorted_tables}
    finally:
        engine.dispose()


def _patiently(connection: sa.Connection) -> None:
    """Let a server wait for as long as the move takes."""
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")


@contextmanager
def _at_one_moment(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Read a casebook as it is at one moment."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        _patiently(connection)
        yield connection


def _move(read: sa.Connection, written: sa.Connection, table: sa.Table) -> int:
    """Move a table's rows with their ids, set where ids go on, and compare; return how many there are."""
    for portion in _portions(read, table):
        written.execute(sa.insert(table), [_to_insert(table, row) for row in portion])
    _go_on_after(written, table, _last_given(read, table))
    count = 0
    with closing(_rows(read, table)) as ones, closing(_rows(written, table)) as others:
        for one, other in zip_longest(ones, others):
            if one != other:
                raise NotReadyError("move.differs", table=table.name, row=(one or other or {}).get("id"))
            count += 1
    return count


def _to_insert(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as it is inserted: no value in a column of JSON is NULL, and not the JSON of null."""
    return {
        name: sa.null() if value is None and isinstance(table.c[name].type, sa.JSON) else value
        for name, value in row.items()
    }


def _portions(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[Mapping[str, Any]]]:
    portion: list[Mapping[str, Any]] = []
    for row in _rows(connection, table):
        portion.append(row)
        if len(portion) == ROWS_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _rows(connection: sa.Connection, table: sa.Table) -> Generator[dict[str, Any]]:
    query = sa.select(table).order_by(table.c.id).execution_options(yield_per=ROWS_AT_ONCE)
    with connection.execute(query) as found:
        for row in found.mappings():
            yield dict(row)


def _last_given(connection: sa.Connection, table: sa.Table) -> int:
    """Return the last id that a table gave, be its row still there or not."""
    if connection.dialect.name == "sqlite":
        query = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
        return int(connection.exec_driver_sql(query, (table.name,)).scalar_one())
    last = connection.exec_driver_sql(f'SELECT last_value, is_called FROM "{table.name}_id_seq"').one()  # noqa: S608
    return int(last.last_value) if last.is_called else 0


def _go_on_after(connection: sa.Connection, table: sa.Table, last: int) -> None:
    """Let a table give the id after the last one next: none is given twice."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last))
    elif last:
        connection.exec_driver_sql(f"SELECT setval('{table.name}_id_seq', {last})")
    else:
        connection.exec_driver_sql(f"SELECT setval('{table.name}_id_seq', 1, false)")
