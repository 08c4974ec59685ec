"""Looks are noted behind whoever looks: she waits neither for the disk nor for others who are writing."""

import time
from collections.abc import Callable, Mapping, Sequence
from threading import Lock, Thread
from typing import Any

from casebook.errors import CasebookError, NotReadyError

GATHER_S = 0.2
"""So long notes are gathered, and go to the disk together."""
MOST_WAITING = 1000
"""More looks than that may not be lost with a process that is killed while the database takes nothing."""
Row = Mapping[str, Any]


class Looks:
    """Notes of looks on their way into the access log; an ending process waits for them, a killed one loses them.

    Parameters
    ----------
    write
        Writes notes in one transaction, or raises a `CasebookError` and writes none.
    """

    def __init__(self, write: Callable[[Sequence[Row]], None]) -> None:
        self._write = write
        self._lock = Lock()
        self._writing = Lock()
        self._rows: list[Row] = []
        self._at_work = False

    def add(self, row: Row) -> None:
        """Take a note, to be written soon.

        Raises
        ------
        NotReadyError
            If too many wait: nobody looks any further until they are written.
        """
        with self._lock:
            if len(self._rows) >= MOST_WAITING:
                raise NotReadyError("audit.too_many_wait", count=MOST_WAITING)
            self._rows.append(row)
            begins, self._at_work = not self._at_work, True
        if begins:
            Thread(target=self._work, name="sonae-looks").start()

    def flush(self) -> None:
        """Write all that waits.

        Raises
        ------
        CasebookError
            If the database did not take it; it waits on, and goes in with the next.
        """
        with self._writing:
            with self._lock:
                rows, self._rows = self._rows, []
            try:
                if rows:
                    self._write(rows)
            except BaseException:
                with self._lock:
                    self._rows = [*rows, *self._rows]
                raise

    def _work(self) -> None:
        while True:
            time.sleep(GATHER_S)
            try:
                self.flush()
                failed = False
            except CasebookError:
                failed = True
            with self._lock:
                if failed or not self._rows:
                    self._at_work = False
                    return
