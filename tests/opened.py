"""A casebook's file is looked through for damage each time that it is opened: the same bytes once in a process of tests."""

import sqlite3
from collections.abc import Callable
from hashlib import sha256

from casebook import sqlite_file

Faults = Callable[..., list[str]]


def look_through_once() -> None:
    """Let bytes that were found whole be taken for whole, wherever they are copied to."""
    sqlite_file.faults = _remembering(sqlite_file.faults)


def _remembering(faults: Faults) -> Faults:
    whole_ones: set[object] = set()

    def found(connection: sqlite3.Connection, of: int | str = 1, *, whole: bool = True) -> list[str]:
        try:
            held = of, whole, sha256(connection.serialize()).digest()
        except sqlite3.Error:  # empty, or no casebook at all
            return faults(connection, of, whole=whole)
        said = [] if held in whole_ones else faults(connection, of, whole=whole)
        if not said:
            whole_ones.add(held)
        return said

    return found
