"""What a database's error means to whoever reads it: the one place where errors of the drivers become messages."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from casebook.errors import NotReadyError, RefusedError
from words.message import Message

BY_SQLSTATE = {
    "55P03": "busy",
    "40P01": "busy",
    "40001": "busy",
    "57014": "slow",
    "25P03": "slow",
    "53100": "full",
    "53300": "busy",
    "XX001": "damaged",
    "XX002": "damaged",
    "42P01": "foreign",
    "42703": "foreign",
}
"""PostgreSQL: the condition that stands behind an error; a connection that was lost has none."""
LOST = ("08", "57P")
BY_SQLITE = {
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_CANTOPEN": "gone",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR": "disk",
    "SQLITE_READONLY": "read_only",
    "SQLITE_PERM": "read_only",
}
DATABASE_ERRORS = (sa.exc.DBAPIError, sa.exc.TimeoutError, sqlite3.Error)
"""Whatever may come from a database: by the driver, or because no connection became free."""


def meaning(error: BaseException) -> Message:
    """Return what is the matter, as a message that can stand within another one."""
    if isinstance(error, sa.exc.TimeoutError):
        return Message("trouble.busy")
    cause = getattr(error, "orig", None) or error
    kind = _of_sqlite(cause) if isinstance(cause, sqlite3.Error) else _of_postgres(cause)
    said = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)
    return Message(f"trouble.{kind}") if kind else Message("trouble.other", {"why": said.strip()})


def _of_sqlite(cause: sqlite3.Error) -> str | None:
    name = getattr(cause, "sqlite_errorname", None) or ""
    if str(cause).startswith("no such "):
        return "foreign"
    if str(cause).startswith("Could not decode"):
        return "damaged"
    return next((kind for start, kind in BY_SQLITE.items() if name.startswith(start)), None)


def _of_postgres(cause: BaseException) -> str | None:
    state = getattr(cause, "sqlstate", None)
    if state is None or state.startswith(LOST):
        return "unreachable"
    return BY_SQLSTATE.get(state)


# The driver's own error is not carried along: PostgreSQL tells the whole row that broke a rule, and it would end in a log.


@contextmanager
def told_reading() -> Iterator[None]:
    """Turn what goes wrong with a database while it is read into `NotReadyError`; a value that is none is damage."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise NotReadyError("casebook.read_failed", why=meaning(error)) from None
    except ValueError:  # a date, a number or JSON that nobody wrote so
        raise NotReadyError("casebook.read_failed", why=Message("trouble.damaged")) from None


@contextmanager
def told_writing() -> Iterator[None]:
    """Turn what goes wrong with a database while it is written into `RefusedError` or `NotReadyError`."""
    try:
        yield
    except (sa.exc.IntegrityError, sa.exc.DataError) as error:
        raise RefusedError("casebook.refused", rule=_rule(error)) from None
    except DATABASE_ERRORS as error:
        raise NotReadyError("casebook.write_failed", why=meaning(error)) from None


def _rule(error: sa.exc.DBAPIError) -> str:
    """Name the broken rule: the constraint, as far as the driver tells it."""
    diagnosis = getattr(error.orig, "diag", None)
    named = getattr(diagnosis, "constraint_name", None)
    return str(named or str(error.orig).rpartition(": ")[2] or error.orig)
