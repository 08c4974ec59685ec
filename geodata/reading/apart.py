"""What strangers' files are read with: a process of its own for each, with bounds on time and memory."""

import atexit
import logging
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, ParamSpec, TypeVar

from geodata.findings import UnreadableFile, unreadable
from geodata.reading.files import collector_paused
from geodata.reading.limits import LIMITS

P = ParamSpec("P")
T = TypeVar("T")

_ROOT = Path(__file__).parents[2]
# Two at a time: more would take the memory of the machine together, if each takes all that it may.
_AT_ONCE = BoundedSemaphore(2)
_NEARLY = 0.8
_log = logging.getLogger(__name__)


class _Nursery:
    """The process that children are forked from (`child`): started when first needed, and again if it is gone."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def start(self) -> None:
        """Start it, unless it runs; it loads what it needs while we do other things."""
        with self._lock:
            self._running()

    def child(self) -> socket.socket:
        """Return a line to a new child."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                socket.send_fds(self._running(), [b"1"], [theirs.fileno()])
            except OSError:  # it was ended from outside
                self._end()
                socket.send_fds(self._running(), [b"1"], [theirs.fileno()])
        return ours

    def _running(self) -> socket.socket:
        if self._control is not None and self._owner == os.getpid():
            return self._control
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "geodata.reading.child", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for us
                env=_environment(),
            )
        self._control, self._owner = ours, os.getpid()
        return ours

    def _end(self) -> None:
        if self._control is not None and self._process is not None and self._owner == os.getpid():
            self._control.close()
            self._process.wait()
        self._control = self._process = None

    def end(self) -> None:
        """End it."""
        with self._lock:
            self._end()


_nursery = _Nursery()
atexit.register(_nursery.end)


def _environment() -> dict[str, str]:
    import pyogrio  # only where files are read

    from geodata.reading.datasets import DRIVERS

    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "OGR_SKIP": ",".join(sorted(set(pyogrio.list_drivers()) - DRIVERS)),
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "GDAL_NUM_THREADS"), "1"),
        "PROJ_NETWORK": "OFF",
    }


def get_ready() -> None:
    """Start what reads files, so that it is there once somebody has chosen one."""
    _nursery.start()


@collector_paused()
def apart(name: str, task: Callable[P, T], *arguments: P.args, **_: P.kwargs) -> T:
    """Return what `task` makes of `arguments`, worked out in a process of its own within `limits.LIMITS`.

    Parameters
    ----------
    name
        Of the file, for what is said of it.
    task, arguments
        What can be sent: functions by their place in a module, plain data.

    Raises
    ------
    UnreadableFile
        The task says so; it took too much time or memory; the file is nested too deep, or broke its reader.
    """
    limits = LIMITS
    with _AT_ONCE, tempfile.TemporaryDirectory(prefix="sonae-") as folder, _nursery.child() as line:
        since = time.monotonic()
        try:
            line.sendall(pickle.dumps((limits, folder, task, arguments), protocol=pickle.HIGHEST_PROTOCOL))
            line.shutdown(socket.SHUT_WR)
            with line.makefile("rb") as stream:
                answer: tuple[Any, ...] = pickle.load(stream)  # noqa: S301 - from our own child
        except (EOFError, OSError, pickle.UnpicklingError):  # it was ended
            slow = time.monotonic() - since > _NEARLY * limits.seconds
            answer = ("time",) if slow else ("memory",)
    outcome: T = _outcome(name, *answer)
    return outcome


def _outcome(name: str, how: str, *what: Any) -> Any:
    if how == "done":
        return what[0]
    if how == "refused":
        raise UnreadableFile(what[0])
    if how == "time":
        raise unreadable(name, "file.takes_too_long", limit=LIMITS.seconds)
    if how == "memory":
        raise unreadable(name, "file.takes_too_much", limit=LIMITS.megabytes)
    if how == "depth":
        raise unreadable(name, "file.too_deep", limit=sys.getrecursionlimit())
    _log.info("a reader broke: %s\n%s", *what)
    raise unreadable(name, "file.broke_reader", error=what[0])
