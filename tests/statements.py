"""What a statement is compiled to is the same for every engine of one kind: a run of tests compiles it once.

A program has one engine, which keeps what it compiled; nearly every test has another.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class Compiled(dict[Any, Any]):
    """Compiled statements, by their form; as SQLAlchemy asks for them, the form is led by an engine's own dialect."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


def compile_once() -> None:
    """Let all engines of SQLite share what they compiled, and all of PostgreSQL."""
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        _share(dialect, Compiled())


def _share(dialect: type[Any], compiled: Compiled) -> None:
    def created(engine: sa.Engine) -> None:
        engine.update_execution_options(compiled_cache=compiled)

    dialect.engine_created = staticmethod(created)
