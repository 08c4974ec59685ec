"""A CSV file as rows of text with the row numbers a spreadsheet shows, with nothing lost when it is damaged."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import geopandas as gpd
import pandas as pd

from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading, unreadable
from geodata.reading.files import NamedBytes, decode
from geodata.text import tidy
from words.message import Message

REST = "（列に入らない部分）"
_SHOWN_COLUMNS = 5


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
    cells
        The cells of all rows, one row after the other (one list for all: many short ones are slow to make).
    numbers
        The number of each row in a spreadsheet (the header is row 1). Blank rows are left out.
    problems, rejects
        One problem and one reject for each row that could not be cut into cells.
    whole
        Whether the file ends with a line end, so that its last cell is known to be complete.
    """

    name: str
    encoding: str
    header: list[str]
    cells: list[str]
    numbers: list[int]
    problems: list[Finding]
    rejects: list[Reject]
    whole: bool

    def column(self, header: str) -> list[str]:
        """Return the cells of one column."""
        return self.cells[self.header.index(header) :: len(self.header)]

    def row(self, index: int) -> dict[str, str]:
        """Return one row by its header."""
        width = len(self.header)
        return dict(zip(self.header, self.cells[index * width : (index + 1) * width], strict=True))

    def reject(self, index: int) -> Reject:
        """Return one row as a reject."""
        return Reject(self.name, self.numbers[index], self.row(index))

    def only(self, wanted: Sequence[int]) -> "Table":
        """Return the table with the rows at `wanted` indices."""
        width = len(self.header)
        cells = [cell for index in wanted for cell in self.cells[index * width : (index + 1) * width]]
        return replace(self, cells=cells, numbers=[self.numbers[index] for index in wanted])


def read_table(file: NamedBytes) -> Table:
    """Read a CSV file (comma, tab or semicolon) of any encoding that `files.decode` knows.

    Raises
    ------
    UnreadableFile
        As `files.decode`; or it is JSON, there is no header, or a column name stands twice in it.
    """
    decoded = decode(file)
    text = decoded.text
    if text.lstrip().startswith(("{", "[{")):
        raise unreadable(file.name, "table.json_not_csv")
    first_line = text[: text.find("\n")] if "\n" in text else text
    records = _Records(max(",\t;", key=first_line.count))
    records.read(text)
    if not records.header:
        raise unreadable(file.name, "table.no_header")
    header = [tidy(name) for name in records.header]
    check_header(file.name, header)
    whole = text.endswith(("\n", "\r")) and not decoded.cut
    table = Table(file.name, decoded.encoding, header, records.cells, records.numbers, [], [], whole)
    for number, (cells, line) in sorted(records.misfits.items()):
        code = (
            "table.too_many_cells"
            if len(cells) > len(header)
            else "table.too_few_cells"
            if cells
            else "table.bad_quotes"
        )
        if number == records.number and not whole:
            code = "table.cut_off"
        params = {"found": len(cells), "expected": len(header)}
        table.problems.append(Finding(file.name, number, None, None, Message(code, params)))
        rest = line or records.delimiter.join(cells[len(header) :])
        table.rejects.append(Reject(file.name, number, dict(zip(header, cells, strict=False)), rest))
    return table


def check_header(name: str, header: Sequence[str]) -> None:
    """Refuse a header in which a column stands twice.

    Raises
    ------
    UnreadableFile
        It does.
    """
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        named = [*twice[:_SHOWN_COLUMNS], "…"] if len(twice) > _SHOWN_COLUMNS else twice
        raise unreadable(name, "table.column_twice", columns="、".join(named))


@dataclass
class _Records:
    """The rows of a text, cut into cells; `misfits` are rows of another width, or lines with unbalanced quotes."""

    delimiter: str
    header: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    misfits: dict[int, tuple[list[str], str]] = field(default_factory=dict)
    number: int = 0

    def read(self, text: str) -> None:
        """Read all rows; where quotation marks do not balance, give up only the line at which that row starts."""
        start = 0
        lines_taken, failed = self._take(io.StringIO(text, newline=""))
        lines = list(io.StringIO(text, newline="")) if failed else []
        while failed:
            start += lines_taken
            self.number += 1
            self.misfits[self.number] = ([], lines[start].rstrip("\r\n"))
            start += 1
            lines_taken, failed = self._take(_from(lines, start))

    def _take(self, lines: Iterable[str]) -> tuple[int, bool]:
        """Take rows until the end or the first unbalanced row; return the number of lines they took, and which."""
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        number, width, lines_taken = self.number, len(self.header), 0
        failed = False
        try:
            for row in reader:
                number, lines_taken = number + 1, reader.line_num
                if len(row) == width and any(row):
                    self.cells += row
                    self.numbers.append(number)
                elif number == 1:
                    self.header, width = row, len(row)
                elif any(row):
                    self._fit(number, row)
        except csv.Error:
            failed = True
        self.number = number
        return lines_taken, failed

    def _fit(self, number: int, row: list[str]) -> None:
        """Take a row of another width, if what is too much of it is blank."""
        width = len(self.header)
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            self.cells += row[:width]
            self.numbers.append(number)
        else:
            self.misfits[number] = (row, "")


def _from(lines: list[str], start: int) -> Iterator[str]:
    for index in range(start, len(lines)):
        yield lines[index]


@dataclass(frozen=True)
class Part:
    """What one file of several gave; `filtered` rows were of other municipalities."""

    frame: pd.DataFrame
    problems: list[Finding]
    rejects: list[Reject]
    filtered: int


def joined(parts: Sequence[Part], failures: Sequence[Finding], city: str | None) -> Reading:
    """Join files whose frames have ``lat`` and ``lon`` (NaN where unknown) into one reading with points."""
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    problems = [*failures, *(problem for part in parts for problem in part.problems)]
    rejects = [reject for part in parts for reject in part.rejects]
    filtered = sum(part.filtered for part in parts)
    if city and frame.empty:
        problems.append(Finding("", None, None, city, Message("city.no_rows", {"city": city}), "note"))
    facts = {
        "files": len(parts),
        "rows_in": len(frame) + len(rejects) + filtered,
        "kept": len(frame),
        "rejected": len(rejects),
        "filtered": filtered,
    }
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs=JGD2011)
    points[frame["lat"].isna().to_numpy()] = None
    return Reading(gpd.GeoDataFrame(frame, geometry=points), problems, rejects_frame(rejects), facts)


def rejects_frame(rejects: Iterable[Reject]) -> pd.DataFrame:
    """Return rejected rows as a text frame: the original columns, what fitted none of them, ``file`` and ``row``."""
    rows = [
        {**reject.cells, **({REST: reject.rest} if reject.rest else {}), "file": reject.file, "row": str(reject.row)}
        for reject in rejects
    ]
    columns = dict.fromkeys(column for row in rows for column in row if column not in {REST, "file", "row"})
    extra = [REST] if any(REST in row for row in rows) else []
    return pd.DataFrame(rows, columns=[*columns, *extra, "file", "row"], dtype=object).fillna("")
