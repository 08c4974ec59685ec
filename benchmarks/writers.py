"""How many changes a second several processes write at once, each in a transaction of its own; nothing may be lost.

    python benchmarks/writers.py [--url postgresql://…] [--writers 8] [--rounds 50] [--rests 0] [--json]

Each writer adds a record and changes it, and rests so many milliseconds in between, as one does who has to ask a server far
away or to work something out: what the others make of that time shows how far they wait for each other. "longest" is the longest that any of them waited for one transaction. Without
an address it is a file of SQLite.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.audit.proof import verify
from casebook.book import open_casebook
from casebook.engine import create
from casebook.records import Audit, Person
from casebook.roles import Actor
from words.zone import TOKYO


def write(url: str, name: str, rounds: int, rests: float, ready: Any, longest: Any) -> None:
    book = open_casebook(url, Actor(name, "coordinator"), lambda: datetime.now(TOKYO))
    ready.wait()
    waited = 0.0
    for number in range(rounds):
        began = time.perf_counter()
        code_name = f"{name}-{number}"
        with book.writing("benchmark", about=[(Person, code_name)]) as writer:
            key = writer.add(Person(code_name=code_name))
            time.sleep(rests / 1000)
            writer.change(replace(writer.one(Person, key), note="x"))
        waited = max(waited, time.perf_counter() - began)
    longest.put(waited)
    book.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="an empty database")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--rests", type=float, default=0, help="milliseconds")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    processes = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{Path(folder) / 'book.db'}"
        create(url)
        ready, longest = processes.Barrier(options.writers + 1), processes.SimpleQueue()
        writers = [
            processes.Process(target=write, args=(url, f"W{number}", options.rounds, options.rests, ready, longest))
            for number in range(options.writers)
        ]
        for one in writers:
            one.start()
        ready.wait()
        began = time.perf_counter()
        for one in writers:
            one.join()
        took = time.perf_counter() - began
        book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: datetime.now(TOKYO))
        done = options.writers * options.rounds
        found = {
            "writers": options.writers,
            "transactions": done,
            "a_second": done / took,
            "longest_s": max(longest.get() for _ in writers),
            "lost": done - len(book.all(Person)),
            "rows_lost": 2 * done - len(book.all(Audit)),
            "faults": len(verify(url).faults),
        }
        book.close()
    print(json.dumps(found) if options.json else "\n".join(f"{name:<14}{value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
