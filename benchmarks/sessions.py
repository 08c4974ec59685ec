"""Many people signed in at once: how long a page takes them, what each costs in memory, and what stays after 1,000 pages.

    python benchmarks/sessions.py [--sessions 200] [--pages 5] [--pause 30] [--size PEOPLE FACILITIES STAYS]

Each has an account and a session of her own and talks to the server as a browser does, over its WebSocket, but draws
nothing. She opens a page, reads for as many seconds as ``--pause`` says, and goes on to the next; somebody writes something
every ``--write-every`` pages, after which everything is worked out anew. A page is timed from the request until the server
has run it. "Each" is what the server's memory grew by with all of them signed in and on their first page, in megabytes a
session; "growth" is what it grew by from there, with all pages opened after that, whose number is "pages", and "after_N_mb"
what it was after N of them. Linux alone.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from large_city import make_large_city
from many import PATIENCE, SONAE, Session, cpu_seconds, megabytes, server_process
from pages import free_port, served

from casebook.accounts import Accounts, RoleGrant
from casebook.accounts.sessions import issue
from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.records import Person
from casebook.roles import Actor
from words.zone import TOKYO

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
CITY = (600, 200, 6_000)
TOLD_EVERY = 250
"""After so many pages it is told what memory the server has."""
PAGES = ("people", "facilities", "emergency", "rooms", "proposals", "visits", "readiness", "coverage", "map", "trials")
OPERATOR = Actor("benchmark", "operator")


def signed_in(accounts: Accounts, count: int) -> list[str]:
    """Give so many people an account and a session each; return the sessions' tokens."""
    tokens = []
    for number in range(count):
        key = accounts.add(OPERATOR, f"担当 {number}", f"hand-{number}")
        accounts.grant(OPERATOR, RoleGrant(account_id=key, role="coordinator"))
        with accounts._changing() as changing:  # noqa: SLF001 - a password each would be judged for minutes
            tokens.append(issue(changing, key, "password"))
    return tokens


class Visits:
    """What all visitors found, and who writes meanwhile."""

    def __init__(self, book: Casebook, process: str, write_every: int) -> None:
        self._book = book
        self._process = process
        self._write_every = write_every
        self._lock = threading.Lock()
        self.seconds: list[float] = []
        self.failed: list[str] = []
        self.memory: dict[str, float] = {}

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Take note of who was not shown a page, and let the others go on."""
        try:
            yield
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it was
            self.failed.append(f"{type(error).__name__}: {error}")

    def opened(self, seconds: float) -> None:
        """Take note of a page; now and then something is written."""
        with self._lock:
            self.seconds.append(seconds)
            if len(self.seconds) % TOLD_EVERY == 0:
                self.memory[f"after_{len(self.seconds)}_mb"] = megabytes(self._process, "VmRSS")
            if len(self.seconds) % self._write_every == 0:
                with self._book.writing("benchmark") as writer:
                    writer.add(Person(code_name=f"S-{len(self.seconds):05d}"))


def visit(
    base: str, token: str, number: int, options: argparse.Namespace, visits: Visits, parts: list[threading.Barrier]
) -> None:
    """Sign in, open a page, wait for all others, go on from page to page, and stay until all are through."""
    luck = random.Random(number)  # noqa: S311 - when somebody presses is no secret
    session: Session | None = None
    with visits.failing():
        time.sleep(luck.uniform(0, options.pause))
        session = Session(base, {"Cookie": f"sonae_session={token}"})
        session.open(PAGES[number % len(PAGES)])
    parts[0].wait()
    with visits.failing():
        for turn in range(options.pages if session is not None else 0):
            time.sleep(luck.uniform(0, options.pause) if turn == 0 else luck.uniform(0.5, 1.5) * options.pause)
            visits.opened(session.open(PAGES[(number + turn + 1) % len(PAGES)]))
    parts[1].wait()
    parts[2].wait()
    if session is not None:
        session.close()


def measured(
    base: str, tokens: list[str], book: Casebook, process: str, options: argparse.Namespace
) -> dict[str, float]:
    """Let all of them in, and return what they found."""
    alone = Session(base, {"Cookie": f"sonae_session={tokens[0]}"})
    for page in PAGES:  # what is worked out once for all is no session's
        alone.open(page)
    visits, before = Visits(book, process, options.write_every), megabytes(process, "VmRSS")
    parts = [threading.Barrier(len(tokens) + 1) for _ in range(3)]
    threads = [
        threading.Thread(target=visit, args=(base, token, number, options, visits, parts), daemon=True)
        for number, token in enumerate(tokens)
    ]
    for thread in threads:
        thread.start()
    parts[0].wait()
    there, cpu, began = megabytes(process, "VmRSS"), cpu_seconds(process), time.perf_counter()
    parts[1].wait()
    after, cpu, took = megabytes(process, "VmRSS"), cpu_seconds(process) - cpu, time.perf_counter() - began
    parts[2].wait()
    alone.close()
    return {
        "sessions": len(tokens),
        "pages": len(visits.seconds),
        "failed": len(visits.failed),
        "a_second": round(len(visits.seconds) / took, 2),
        "median_s": round(statistics.median(visits.seconds), 2),
        "p95_s": round(statistics.quantiles(visits.seconds, n=20)[-1], 2),
        "cpu_s_a_page": round(cpu / len(visits.seconds), 3),
        "before_mb": before,
        "each_mb": round((there - before) / len(tokens), 2),
        "growth_mb": after - there,
        **visits.memory,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--pages", type=int, default=5, help="of each, after the first")
    parser.add_argument("--pause", type=float, default=30, help="seconds")
    parser.add_argument("--write-every", type=int, default=25, help="pages")
    parser.add_argument("--size", type=int, nargs=3, default=CITY, metavar=("PEOPLE", "FACILITIES", "STAYS"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    threading.stack_size(512 * 1024)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/sonae.db"
        create(url)
        book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: datetime.now(TOKYO))
        make_large_city(book, DAY, tuple(options.size))
        tokens = signed_in(book.accounts(), options.sessions)
        environment = {**os.environ, "SONAE_DATABASE_URL": url, "SONAE_TODAY": str(DAY)}
        port = free_port()
        with served([*SONAE, "serve", "--port", str(port)], port, environment, ROOT) as base:
            found = measured(base, tokens, book, server_process(port), options)
        book.close()
    if found["failed"]:
        print(f"{found['failed']} were not shown a page, most often within {PATIENCE} s", file=sys.stderr)
    print(json.dumps(found) if options.json else "\n".join(f"{name:<14}{value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
