"""Lets something happen in a process of its own, and kills it at a moment of one's choice."""

import os
import signal
import time
from collections.abc import Callable


def time_of(call: Callable[[], object]) -> float:
    """Let it happen to its end, and return how many seconds it took."""
    started = time.perf_counter()
    pid = _started(call)
    _, status = os.waitpid(pid, 0)
    assert status == 0
    return time.perf_counter() - started


def kill_in(call: Callable[[], object], seconds: float) -> bool:
    """Kill it after so many seconds; return whether it was over by then."""
    pid = _started(call)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _started(call: Callable[[], object]) -> int:
    pid = os.fork()
    if not pid:
        try:
            call()
        except BaseException:  # noqa: BLE001 - the exit code tells
            os._exit(1)
        os._exit(0)
    return pid
