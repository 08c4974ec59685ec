"""The review of ten years and each of its papers, at 5,000 people and 50,000 stays, against plain SQL; and the memory.

    python benchmarks/review.py [--size PEOPLE FACILITIES STAYS] [--database URL] [--json]

Everything is counted and made in a process of its own, once, as by who asks for it first; "of the processor" tells more
than the clock on a machine that others use. The peer reads every row of the tables that the review is counted from with
bare sqlite3 in the same process: "times" says how often that would have been possible in the processor seconds. "MiB" is
the memory of the process at its highest until then (Linux).
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from large_city import LARGE, START, make_large_city

from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.records import CapacityCount, CorporationVisit, CouncilMeeting, TrainingEvent
from casebook.roles import Actor
from desk.review import FORMS, Review, made, read_review
from words.zone import TOKYO

DAY = date(2031, 3, 31)
READ = (
    *(
        "area",
        "person",
        "facility",
        "consultation",
        "emergency_need",
        "stay",
        "enquiry",
        "contact",
        "visit",
        "case_review",
    ),
    *("council_meeting", "training_event", "capacity_count", "corporation_visit"),
)
GOALS = {"review": 5, **dict.fromkeys(FORMS, 20)}
"""Seconds."""


def now() -> datetime:
    return datetime.combine(DAY, datetime.now(TOKYO).timetz())


def make(url: str, size: tuple[int, int, int]) -> None:
    create(url)
    with closing(open_casebook(url, Actor("benchmark", "coordinator"), now)) as book:
        make_large_city(book, DAY, size)
        registers(book)


def registers(book: Casebook) -> None:
    """Write a meeting, a training and a visit to a corporation every ten days, and a count of capacity every month."""
    days = [START + timedelta(days=passed) for passed in range(0, (DAY - START).days, 10)]
    with book.writing("registers") as writer:
        for day in days:
            writer.add(CouncilMeeting(held_on=day, kind="steering", held=True))
            writer.add(TrainingEvent(held_on=day, kind="training", title="研修"))
            writer.add(CorporationVisit(visited_on=day, corporation=f"法人{day:%j}", result="considering"))
        for day in days[::3]:
            writer.add(
                CapacityCount(counted_on=day, offices=120, with_plan=5_990, entitled=9_500, staff_hundredths=21_050)
            )


def peak() -> int:
    """Return the megabytes of this process at its highest (Linux)."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def timed(work: Callable[[], object]) -> dict[str, float]:
    clock, used = time.perf_counter(), time.process_time()
    work()
    return {
        "seconds": round(time.perf_counter() - clock, 2),
        "cpu": round(time.process_time() - used, 2),
        "peak_megabytes": peak(),
    }


def read_bare(url: str) -> int:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as plain:
        return sum(len(plain.execute(f'SELECT * FROM "{name}"').fetchall()) for name in READ)  # noqa: S608 - named above


def measured(url: str) -> dict[str, dict[str, float]]:
    """Return seconds, those of the processor, and megabytes, by what was done."""
    found = {"peer": timed(lambda: read_bare(url))}
    reviews: list[Review] = []
    with closing(open_casebook(url, Actor("benchmark", "coordinator"), now)) as book:
        found["review"] = timed(lambda: reviews.append(read_review(book, (START, DAY), DAY)))
    for form in FORMS:
        found[form] = timed(lambda form=form: made(form, reviews[0], "ja", DAY))  # type: ignore[misc]
    return found


def lines(found: dict[str, dict[str, float]]) -> Iterator[str]:
    yield f"{'':>8}  seconds  (goal)  of the processor  times   MiB"
    bare = found["peer"]["cpu"] or 0.01
    for name, one in found.items():
        yield (
            f"{name:>8}  {one['seconds']:7.2f}  {GOALS.get(name, ''):>6}  {one['cpu']:16.2f}"
            f"  {one['cpu'] / bare:5.1f}  {one['peak_megabytes']:4d}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs=3, default=LARGE, metavar=("PEOPLE", "FACILITIES", "STAYS"))
    parser.add_argument("--database", help="a casebook that was made before")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args()
    if given.database:
        found = measured(given.database)
        print(json.dumps(found) if given.json else "\n".join(lines(found)))
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/sonae.db"
        make(url, tuple(given.size))
        again = [sys.executable, __file__, "--database", url, *(["--json"] if given.json else [])]
        subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
