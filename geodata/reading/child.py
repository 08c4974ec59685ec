"""The process that reads files for others: forks a bounded child for each, which answers and is gone.

Run as a module with the number of a socket. Over it come the ends of other sockets, one a file to read; when it closes,
this process ends. It has loaded what readers need, so that a child is there in a hundredth of a second, and it knows of
GDAL's drivers only the three that read files (`apart` sees to that): none that calls an address or reads another file.
"""

import gc
import importlib
import os
import pickle
import resource
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

_LOADED = ("geodata.reading.cells", "geodata.reading.shapes", "geodata.reading.tables", "geodata.sheets")
_MEGABYTE = 1024**2
_LARGEST_WRITTEN = 1024 * _MEGABYTE


def serve(control: socket.socket) -> None:
    """Fork a child for each socket that comes over `control`, until it closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is done needs no burial
    for name in _LOADED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while True:
        _, ends, _, _ = socket.recv_fds(control, 1, 1)
        if not ends:
            return
        if os.fork() == 0:
            control.close()
            _answer(socket.socket(fileno=ends[0]))
            os._exit(0)
        os.close(ends[0])


def _answer(line: socket.socket) -> None:
    """Do what is asked for over `line` and send what became of it, as `apart` takes it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.disable()  # a reader makes many objects and no cycles, and leaves soon
    with line.makefile("rb") as asked:
        limits, folder, task, arguments = pickle.load(asked)  # noqa: S301 - from the process that started us
    tempfile.tempdir = folder
    os.chdir(folder)
    _bound(limits.seconds, limits.megabytes)
    try:
        answer = pickle.dumps(("done", task(*arguments)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - whatever a file brings about is told, and ends with this process
        answer = pickle.dumps(_told(error))
    line.sendall(answer)


def _told(error: Exception) -> tuple[Any, ...]:
    if problem := getattr(error, "problem", None):
        return "refused", problem
    if isinstance(error, MemoryError):
        return ("memory",)
    if isinstance(error, RecursionError):
        return ("depth",)
    # Where it happened, and never what: a message may hold what stands in the file.
    return "failed", type(error).__name__, "".join(traceback.format_tb(error.__traceback__))


def _bound(seconds: int, megabytes: int) -> None:
    """Let the system end this process when it takes too much; a library's own loops do not ask Python."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(4 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_WRITTEN, _LARGEST_WRITTEN))
    pages = Path("/proc/self/statm")
    if pages.exists():  # elsewhere than on Linux nobody holds a process to it
        most = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
