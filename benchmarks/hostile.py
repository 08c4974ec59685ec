"""Files made to exhaust a machine: how long each takes to be refused, and what memory; and 30,000 wrong rows."""

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.roles import Actor
from desk import importing
from desk.export import to_csv
from geodata.findings import UnreadableFile
from geodata.reading.apart import apart
from geodata.reading.files import NamedBytes
from geodata.sources.n03 import read_areas
from geodata.sources.wamnet import read_wamnet
from tests.attacks.test_files import HOSTILE, outline
from words.zone import TOKYO

ROWS = 30_000


def measured(what: str, do: Callable[[], str]) -> None:
    since = time.perf_counter()
    said = do()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:32} {time.perf_counter() - since:6.1f} s  {most:5} MB here  {said}")


def refused(read: Callable[[], object]) -> str:
    try:
        read()
    except UnreadableFile as error:
        return error.problem.code
    return "read"


def wrong_rows(kind: str, column: int, cell: str) -> NamedBytes:
    fields = importing.TEMPLATES[kind]
    lines = [",".join(field.header for field in fields)]
    for number in range(ROWS):
        cells = [field.example for field in fields]
        cells[0] = f"P-{number:05d}"
        cells[column] = cell or cells[column]
        lines.append(",".join(f'"{one}"' for one in cells))
    return NamedBytes(f"{kind}.csv", "\n".join(lines).encode())


def preview(book: Casebook, kind: str, file: NamedBytes) -> str:
    made = importing.preview(book, kind, [file], date(2026, 12, 1))
    return f"{made.counts['rejected']} rejected, {len(to_csv(made.rejects_to_mend)) // 1024**2} MB of them to mend"


def main() -> None:
    measured("(the reading process starts)", lambda: str(apart("", len, "")))
    measured("(and answers)", lambda: str(apart("", len, "")))
    for what, (name, content, _) in HOSTILE.items():
        file = NamedBytes(name, content())  # type: ignore[no-untyped-call]
        measured(what, lambda file=file: refused(lambda: read_wamnet(file)))  # type: ignore[misc]
    for corners in (500, 3_000, 20_000):
        file = NamedBytes("a.geojson", outline(corners))
        measured(f"scribble of {corners} corners", lambda file=file: refused(lambda: read_areas(file)))  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'book.db'}"
        create(url)
        book = open_casebook(url, Actor(name="benchmark", role="coordinator"), lambda: datetime.now(TOKYO))
        for kind, column, cell, what in (
            ("people", 2, "19x0", "wrong cells"),
            ("people", 23, "9999999999", "wrong rows"),
            ("stays", 0, "", "of nobody known"),
        ):
            file = wrong_rows(kind, column, cell)
            measured(f"{ROWS} {kind}, {what}", lambda kind=kind, file=file: preview(book, kind, file))  # type: ignore[misc]
        book.close()


if __name__ == "__main__":
    main()
