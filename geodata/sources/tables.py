"""A CSV file as rows of text with the row numbers a spreadsheet shows, with nothing lost when it is damaged."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.problems import Problem, unreadable
from geodata.sources.files import NamedBytes, decode
from geodata.text import tidy

REST = "（列に入らない部分）"


@dataclass(frozen=True)
class Reject:
    """A rejected row as it was handed over, one text a column; what fits no column is in `rest`."""

    file: str
    row: int
    cells: dict[str, str]
    rest: str = ""


@dataclass(frozen=True)
class Table:
    """The rows of a CSV file that have as many cells as its header, and what became of the others.

    Attributes
    ----------
    header
        Column names, NFKC, trimmed.
    rows, numbers
        The cells of each row, and its row number in a spreadsheet (the header is row 1). Blank rows are left out.
    problems, rejects
        One problem and one reject for each row that could not be cut into cells.
    whole
        Whether the file ends with a line end, so that its last cell is known to be complete.
    """

    name: str
    encoding: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    problems: list[Problem]
    rejects: list[Reject]
    whole: bool


def read_table(file: NamedBytes) -> Table:
    """Read a CSV file (comma, tab or semicolon) of any encoding that `files.decode` knows.

    Raises
    ------
    UnreadableFile
        As `files.decode`; or a column name stands twice in the header.
    """
    decoded = decode(file)
    text = decoded.text
    first_line = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;", key=first_line.count)
    records, broken = _records(text, delimiter)
    if not records or 1 in broken:
        raise unreadable(file.name, "table.no_header")
    header = [tidy(name) for name in records.pop(1)]
    _check_header(file.name, header)
    whole = text.endswith(("\n", "\r")) and not decoded.cut
    last = max([1, *records, *broken])
    problems, rejects = [], []
    for number, line in broken.items():
        cut = number == last and not whole
        problems.append(Problem(file.name, number, None, None, "table.cut_off" if cut else "table.bad_quotes"))
        rejects.append(Reject(file.name, number, {}, line.rstrip("\r\n")))
    if set(map(len, records.values())) - {len(header)}:
        for number, cells in _ragged(records, len(header)):
            code = "table.too_many_cells" if len(cells) > len(header) else "table.too_few_cells"
            code = "table.cut_off" if number == last and not whole else code
            params = {"found": len(cells), "expected": len(header)}
            problems.append(Problem(file.name, number, None, None, code, params))
            kept = dict(zip(header, cells, strict=False))
            rejects.append(Reject(file.name, number, kept, delimiter.join(cells[len(header) :])))
            del records[number]
    return Table(file.name, decoded.encoding, header, list(records.values()), list(records), problems, rejects, whole)


def _check_header(name: str, header: Sequence[str]) -> None:
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise unreadable(name, "table.column_twice", columns="、".join(twice))


def _ragged(records: dict[int, list[str]], width: int) -> list[tuple[int, list[str]]]:
    """Return the records of another width, after dropping empty cells beyond the last column."""
    found = []
    for number, cells in records.items():
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            found.append((number, cells))
    return found


def _records(text: str, delimiter: str) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return the records by row number, and the lines whose quotation marks do not fit, likewise."""
    try:
        everything = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return _salvaged(list(io.StringIO(text, newline="")), delimiter)
    return {number: cells for number, cells in enumerate(everything, 1) if any(cells)}, {}


def _salvaged(lines: list[str], delimiter: str) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Read as `_records` does, but give up only the line at which a record with bad quotation marks starts."""
    records: dict[int, list[str]] = {}
    broken: dict[int, str] = {}
    number, start = 1, 0
    while start < len(lines):
        reader = csv.reader(_from(lines, start), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                if any(cells):
                    records[number] = cells
                number, read = number + 1, reader.line_num
            start = len(lines)
        except csv.Error:
            broken[number] = lines[start + read]
            number, start = number + 1, start + read + 1
    return records, broken


def _from(lines: list[str], start: int) -> Iterator[str]:
    for index in range(start, len(lines)):
        yield lines[index]


def rejects_frame(rejects: Iterable[Reject]) -> pd.DataFrame:
    """Return rejected rows as a text frame: the original columns, what fitted none of them, ``file`` and ``row``."""
    rows = [
        {**reject.cells, **({REST: reject.rest} if reject.rest else {}), "file": reject.file, "row": str(reject.row)}
        for reject in rejects
    ]
    columns = dict.fromkeys(column for row in rows for column in row if column not in {REST, "file", "row"})
    extra = [REST] if any(REST in row for row in rows) else []
    return pd.DataFrame(rows, columns=[*columns, *extra, "file", "row"], dtype=object).fillna("")
