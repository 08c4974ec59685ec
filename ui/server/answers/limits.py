"""How often a page may be asked for: counted in this process, in a memory that does not grow."""

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

MOST_KEYS = 1_000


class Limit:
    """At most so many in a span of time, for each key; of more keys than are kept the one seen longest ago is forgotten.

    Parameters
    ----------
    most
        How many.
    seconds
        Of the span.
    clock
        Seconds that only grow.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[object, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: object = None) -> bool:
        """Count one more for a key, unless that is too many."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while len(self._seen) > MOST_KEYS:
                self._seen.popitem(last=False)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True
