"""Every page, the search and the slow commands at 5,000 people, 2,000 facilities, 50,000 stays and 20,000 consultations.

    python benchmarks/many.py [--size PEOPLE FACILITIES STAYS] [--sessions N] [--changes N] [--json]

Sessions talk to the server as a browser does, over its WebSocket, but draw nothing; a page is timed from the request
until the server has run it. "First" is the first time that anybody opens the page in a server that has just started and
opened the map, "warm" the median of three openings after it; where a word stands behind the page it is typed into the search at the
top (or into the page's own search), or what the page is asked for stands in its address. "At once" is median and 95th percentile of N sessions that all open
pages in turn, and the server's megabytes for each. "Changes" is the memory of the server after N changes of page, with something written now and then, before those sessions come.

The peer is what it takes to read every row of the casebook with bare sqlite3: "times" says how often that would have been
possible in the processor seconds of a page or command, however busy the machine is.
"""

import argparse
import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from large_city import LARGE, make_large_city
from pages import free_port, served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.records import Person
from casebook.roles import Actor
from words.say import say
from words.zone import TOKYO

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
PAGES = (
    "today", "map", "people", "contacts", "facilities", "emergency", "rooms", "trials", "proposals", "visits", "readiness",
    "coverage", "simulation", "imports", "person?id=1", "facility?id=1", "consultations", "consultations?id=1",
    "consultations#母親", "audit", "rights", "map#P-1", "people#斉藤", "today#北区", "person?id=2#1980",
)  # fmt: skip
SEARCHES = (say("consultations.search", "ja"), say("search.label", "ja"))
COMMANDS = (("readiness",), ("visits",), ("coverage",), ("plan",), ("people",), ("facilities",))
SONAE = [sys.executable, "-c", "from ui.cli.app import app; app()"]
PATIENCE = 120


class Session:
    """One visitor, without a screen; who is signed in sends her cookie along."""

    def __init__(self, base: str, headers: Mapping[str, str] | None = None) -> None:
        address = f"{base.replace('http', 'ws', 1)}/_stcore/stream"
        self._open = ExitStack()
        options: dict[str, Any] = {
            "subprotocols": ["streamlit"],
            "max_size": None,
            "origin": base,
            "open_timeout": PATIENCE,
            "additional_headers": headers,
            "ping_interval": None,  # nor does a browser
        }
        self._socket = self._open.enter_context(connect(address, **options))
        self._buttons: dict[str, str] = {}
        self._fields: dict[str, str] = {}

    def open(self, page: str) -> float:
        """Open a page, make its plan if it is the one that waits to be asked; return the seconds.

        What stands behind a # is searched for on the page, and only the search is timed.
        """
        page, _, searched = page.partition("#")
        begun = time.perf_counter()
        self._ask(page)
        if page == "trials" and (button := self._buttons.get(say("trials.run", "ja"))):
            self._ask(page, button=button)
        if searched:
            begun = time.perf_counter()
            self._ask(page, searched=searched)
        return time.perf_counter() - begun

    def close(self) -> None:
        """Leave."""
        self._open.close()

    def _ask(self, page: str, *, button: str = "", searched: str = "") -> None:
        asked = BackMsg()
        asked.rerun_script.page_name, _, asked.rerun_script.query_string = page.partition("?")
        if button:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = button, True
        if searched:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = next(self._fields[one] for one in SEARCHES if one in self._fields), searched
        self._socket.send(asked.SerializeToString())
        self._buttons.clear()
        self._fields.clear()
        for told in self._told():
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return
            elif told.delta.new_element.WhichOneof("type") == "button":
                self._buttons[told.delta.new_element.button.label] = told.delta.new_element.button.id
            elif told.delta.new_element.WhichOneof("type") == "text_input":
                self._fields[told.delta.new_element.text_input.label] = told.delta.new_element.text_input.id
            elif told.delta.new_element.WhichOneof("type") == "exception":
                sys.exit(f"{page}: {told.delta.new_element.exception.message}")

    def _told(self) -> Iterator[ForwardMsg]:
        while True:
            told = ForwardMsg()
            told.ParseFromString(self._socket.recv(timeout=PATIENCE))
            yield told


def megabytes(process: str, which: str) -> int:
    """Return a process's memory (Linux): VmRSS now, VmHWM at its highest."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(rf"^{which}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def cpu_seconds(process: str) -> float:
    """Return the processor seconds of a process so far (Linux): on a busy machine they tell more than a watch."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_process(port: int) -> str:
    """Find the process that serves a port, by its command line."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().split(b"\0")
        except OSError:  # it is over
            continue
        if f"--server.port={port}".encode() in words:
            return file.parent.name
    sys.exit("the server's process is not to be found")


def opened(base: str, process: str) -> dict[str, dict[str, float]]:
    """Return the seconds of each page, first and warm, and of the processor."""
    session, figures = Session(base), {}
    for page in PAGES:
        marks = [cpu_seconds(process)]
        first = session.open(page)
        marks.append(cpu_seconds(process))
        warm = statistics.median(session.open(page) for _ in range(3))
        marks.append(cpu_seconds(process))
        figures[page] = {
            "first": round(first, 2),
            "warm": round(warm, 2),
            "first_cpu": round(marks[1] - marks[0], 2),
            "warm_cpu": round((marks[2] - marks[1]) / 3, 2),
        }
    session.close()
    return figures


def bare_seconds(url: str) -> float:
    """Return the processor seconds in which bare sqlite3 reads all rows: the peer; the least of three."""
    took = []
    for _ in range(3):
        begun = time.process_time()
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as plain:
            tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in tables:
                plain.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - the database's own names
        took.append(time.process_time() - begun)
    return min(took)


def at_once(base: str, sessions: int, process: str, rounds: int = 3) -> dict[str, float]:
    """Return how many sessions that all open pages in turn fare; somebody has opened each page before.

    p50 and p95 are the seconds of a page, cpu those of the processor; each is what the server's memory grew by, in megabytes
    a session that is still open; refused is how many pages were not shown.
    """
    opened(base, process)
    seconds: list[float] = []
    before, used = megabytes(process, "VmRSS"), cpu_seconds(process)
    through, leaving = threading.Barrier(sessions + 1), threading.Event()

    def visit(number: int) -> None:
        try:
            session = Session(base)
            seconds.extend(session.open(PAGES[(number + turn) % len(PAGES)]) for turn in range(rounds))
        finally:
            through.wait()
            leaving.wait()
        session.close()

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(sessions)]
    for visitor in visitors:
        visitor.start()
    through.wait()
    each = (megabytes(process, "VmRSS") - before) / sessions
    used = cpu_seconds(process) - used
    leaving.set()
    for visitor in visitors:
        visitor.join()
    quantiles = statistics.quantiles(seconds, n=20)
    return {
        "p50": round(statistics.median(seconds), 2),
        "p95": round(quantiles[-1], 2),
        "cpu": round(used / max(1, len(seconds)), 3),
        "each": round(each, 2),
        "refused": sessions * rounds - len(seconds),
    }


def changed(base: str, book: Casebook, changes: int, process: str) -> list[int]:
    """Return the server's megabytes before, and after every twenty changes of page, of which every tenth follows a write."""
    session, told = Session(base), list[int]()
    for number in range(changes):
        if number % 20 == 0:
            told.append(megabytes(process, "VmRSS"))
        if number % 10 == 0:
            with book.writing("benchmark") as writer:
                writer.add(Person(code_name=f"M-{number:05d}-{time.time_ns()}"))
        session.open(PAGES[number % len(PAGES)])
    told.append(megabytes(process, "VmRSS"))
    session.close()
    return told


def commands(environment: dict[str, str]) -> dict[str, dict[str, float]]:
    """Return the seconds of each command, with its start, and of the processor."""
    figures = {}
    for command in COMMANDS:
        begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*SONAE, *command], env=environment, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures[" ".join(command)] = {
            "seconds": round(time.perf_counter() - begun, 2),
            "cpu": round(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime, 2),
        }
    return figures


def lines(figures: dict[str, object]) -> Iterable[str]:
    """Write the table."""
    pages: dict[str, dict[str, float]] = figures["pages"]  # type: ignore[assignment]
    found: dict[str, dict[str, float]] = figures["commands"]  # type: ignore[assignment]
    bare = float(figures["bare_cpu"])  # type: ignore[arg-type]
    yield f"peer: bare sqlite3 reads all rows in {bare:.2f} s of the processor"
    yield f"{'page':>22}  first s  warm s   (targets 3 and 1)  first, warm of the processor  times"
    yield from (
        f"{page:>22}  {one['first']:7.2f} {one['warm']:7.2f}   {one['first_cpu']:24.2f} {one['warm_cpu']:5.2f}"
        f" {one['first_cpu'] / bare:17.1f} {one['warm_cpu'] / bare:.1f}"
        for page, one in pages.items()
    )
    yield f"{figures['sessions']} sessions at once: {figures['at_once']} (target p95 3)"
    yield f"{'command':>12}  seconds (target 5)  of the processor  times"
    yield from (
        f"{command:>12}  {one['seconds']:7.2f} {one['cpu']:28.2f} {one['cpu'] / bare:6.1f}"
        for command, one in found.items()
    )
    yield f"megabytes after every 20 changes of page: {figures['megabytes']} (target 1000);"
    yield f"at its highest {figures['peak_megabytes']}, and {figures['peak_with_sessions']} with all sessions"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs=3, default=LARGE, metavar=("PEOPLE", "FACILITIES", "STAYS"))
    parser.add_argument("--database", help="a casebook that was made before")
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/sonae.db"
        now = datetime.combine(DAY, datetime.now(TOKYO).timetz())
        if given.database is None:
            create(url)
        book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: now)
        if given.database is None:
            make_large_city(book, DAY, tuple(given.size))
            book.accounts().mark_demonstration()
        environment = {**os.environ, "SONAE_DATABASE_URL": url, "SONAE_TODAY": str(DAY)}
        port = free_port()
        with served([*SONAE, "serve", "--port", str(port)], port, environment, ROOT) as base:
            process = server_process(port)
            figures: dict[str, object] = {"size": list(given.size), "pages": opened(base, process)}
            figures["megabytes"] = changed(base, book, given.changes, process)
            figures["peak_megabytes"] = megabytes(process, "VmHWM")
            figures |= {"sessions": given.sessions, "at_once": at_once(base, given.sessions, process)}
            figures["peak_with_sessions"] = megabytes(process, "VmHWM")
        figures |= {"commands": commands(environment), "bare_cpu": bare_seconds(url)}
        book.close()
    print(json.dumps(figures) if given.json else "\n".join(lines(figures)))


if __name__ == "__main__":
    main()
