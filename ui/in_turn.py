"""Pages are made in the order in which they were asked for, a few at once, so that nobody waits for all the others."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Event

AT_ONCE = 3
"""Python makes one page at a time; meanwhile others wait for the database, or count outside of Python."""
COUNTS_FOR = 1.0
"""Seconds after which a page that takes long, as a simulation does, keeps nobody waiting any more."""


class InTurn:
    """Who makes something now, and who waits for her turn.

    Without it, thirty who ask at once share the processor, and each has her page when the last one has.
    """

    def __init__(self, at_once: int = AT_ONCE, counts_for: float = COUNTS_FOR) -> None:
        self._at_once = at_once
        self._counts_for = counts_for
        self._changed = Condition()
        self._waiting: deque[Event] = deque()
        self._begun: dict[Event, float] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is one's turn, and have it until the end, or as long as it counts."""
        mine = Event()
        with self._changed:
            self._waiting.append(mine)
            self._waiting[0].set()
        mine.wait()
        with self._changed:
            while (left := self._seconds_left()) > 0:
                self._changed.wait(left)
            self._begun[mine] = time.monotonic()
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()
        try:
            yield
        finally:
            with self._changed:
                del self._begun[mine]
                self._changed.notify()

    def _seconds_left(self) -> float:
        """Return after how many seconds the first who waits need wait no longer, if nobody is done before."""
        now = time.monotonic()
        counting = sorted(ends for begun in self._begun.values() if (ends := begun + self._counts_for) > now)
        return 0.0 if len(counting) < self._at_once else counting[len(counting) - self._at_once] - now


PAGES_IN_TURN = InTurn()
"""The turns of this process's pages."""
