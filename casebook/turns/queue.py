"""In which order writers of one file come: first come, first served (SQLite).

SQLite lets in whoever happens to ask when the last one is through, and the longer somebody waits the more seldom she
asks: of fifty some starve. So writers of one machine stand in a queue of the system's, a lock of the file's folder
(`flock`), before they ask SQLite. It is a courtesy, nothing rests on it: who cannot stand in it goes on without.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread

PATIENCE_S = 5.0
"""So long somebody stands in the queue; one that does not move is held up by a process that was stopped."""


@contextmanager
def in_turn(path: Path | None) -> Iterator[None]:
    """Wait until it is one's turn to write into a file, and let the next one come in the end; None is no file."""
    place = None
    if path is not None:
        with suppress(OSError):
            place = _Place(path.parent)
    try:
        if place is not None:
            place.wait()
        yield
    finally:
        if place is not None:
            place.leave()


class _Place:
    """A place in the queue, for one writer."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder, os.O_RDONLY)
        self._lock = Lock()
        self._come = Event()
        self._left = False

    def wait(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The system's queue knows no bound of time, so a thread stands in it.
            Thread(target=self._stand, name="sonae-turn", daemon=True).start()
            self._come.wait(PATIENCE_S)
        except OSError:  # a file system without such locks
            self._come.set()
        else:
            self._come.set()

    def _stand(self) -> None:
        with suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._lock:
            self._come.set()
            if self._left:
                self._close()

    def leave(self) -> None:
        with self._lock:
            self._left = True
            if self._come.is_set():
                self._close()

    def _close(self) -> None:
        with suppress(OSError):  # said, since a process that was forked meanwhile has the descriptor as well
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        os.close(self._descriptor)
