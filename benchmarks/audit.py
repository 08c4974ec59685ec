"""What a note costs: of a look, of a file handed out, of a change, against a bare insert of the same row; and the proof.

    python benchmarks/audit.py [--rows 300] [--url postgresql://…] [--json]

"look" is what a page waits for; "note" what whoever takes a file along waits for, on the disk; "change" one record with
its row of the log. "bare" inserts a row of the same size by the driver alone, in a transaction of its own, with the same
care for the disk. "proof" is the time to verify each row of both logs. Without an address it is a file of SQLite.
"""

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import psycopg

from casebook.audit.proof import verify
from casebook.book import open_casebook
from casebook.engine import SYNCHRONOUS, create
from casebook.records import Person
from casebook.roles import Actor
from words.zone import TOKYO

ROW = (
    "2026-11-22 00:30:00.000000",
    "担当者",
    "coordinator",
    "person_read",
    "person",
    1,
    '{"page": "people"}',
    "0" * 64,
)
COLUMNS = "(at text, who text, role text, kind text, entity text, entity_id integer, detail text, link text)"


def median_ms(work: Callable[[int], object], rows: int) -> float:
    took = []
    for number in range(rows):
        began = time.perf_counter()
        work(number)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def bare(url: str, folder: Path, rows: int) -> float:
    if url.startswith("postgresql"):
        with psycopg.connect(url) as server:
            server.execute(f"CREATE TABLE bare {COLUMNS}")
            server.commit()

            def insert_served(_: int) -> None:
                server.execute("INSERT INTO bare VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", ROW)
                server.commit()

            return median_ms(insert_served, rows)
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as file:
        file.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        file.execute(f"CREATE TABLE bare {COLUMNS}")
        return median_ms(lambda _: file.execute("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ROW), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--url", help="an empty database")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = options.url or f"sqlite:///{folder / 'book.db'}"
        create(url)
        book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: datetime.now(TOKYO))

        def change(number: int) -> None:
            with book.writing("benchmark") as writer:
                writer.add(Person(code_name=f"A-{number}"))

        def look(number: int) -> None:
            book.note_look("person_read", entity="person", entity_id=number, detail={"page": "people"})

        found = {"bare_ms": bare(url, folder, options.rows), "look_ms": median_ms(look, options.rows)}
        book.flush()
        found["note_ms"] = median_ms(lambda _: book.note("export", detail={"what": "plan"}), options.rows)
        found["change_ms"] = median_ms(change, options.rows)
        book.close()
        began = time.perf_counter()
        proof = verify(url)
        found["proof_us_a_row"] = (time.perf_counter() - began) * 1e6 / sum(proof.rows.values())
    if options.json:
        print(json.dumps(found))
        return
    print(f"{'bare insert':<14}{found['bare_ms']:>9.3f} ms")
    for what in ("look", "note", "change"):
        took = found[f"{what}_ms"]
        print(f"{what:<14}{took:>9.3f} ms   {took / found['bare_ms']:.2f} of a bare insert")
    print(f"{'proof':<14}{found['proof_us_a_row']:>9.1f} µs a row; {'no fault' if not proof.faults else proof.faults}")


if __name__ == "__main__":
    main()
