"""The text of a CSV file cut into rows of cells, whatever is damaged in it."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from geodata.reading.headings import LOOKED_AT, Heading
from geodata.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from words.message import SonaeError

_DELIMITERS = ",\t;"


class TooLargeError(SonaeError):
    """A table with more rows, columns or cells than may be; it does not know of which file it is."""


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a text: what its first line with any such sign has most of."""
    for line in islice(io.StringIO(text, newline=""), LOOKED_AT):
        if any(sign in line for sign in _DELIMITERS):
            return max(_DELIMITERS, key=line.count)
    return _DELIMITERS[0]


def first_rows(text: str, delimiter: str) -> dict[int, list[str]]:
    """Return the first rows of a text by their number, as far as they can be cut into cells.

    Raises
    ------
    TooLargeError
        One has more columns than a table may have.
    """
    rows: list[list[str]] = []
    # A quotation mark out of place is no matter yet: the rows so far will do.
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT))
    if (widest := max(map(len, rows), default=0)) > MAX_COLUMNS:
        raise TooLargeError("table.too_many_columns", count=widest, limit=MAX_COLUMNS)
    return {number: row for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}


@dataclass
class Records:
    """The rows of a text, cut into cells.

    Attributes
    ----------
    heading
        Where the headings stand; by default in the first row.
    misfits
        Rows of another width, or lines with unbalanced quotes.
    """

    delimiter: str
    heading: Heading | None = None
    header: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    misfits: dict[int, tuple[list[str], str]] = field(default_factory=dict)
    number: int = 0

    def read(self, text: str) -> None:
        """Read all rows; where quotation marks do not balance, give up only the line at which that row starts.

        Raises
        ------
        TooLargeError
            There are more rows, columns or cells than a table may have.
        """
        lines = _Lines(io.StringIO(text, newline=""))
        while self._take(lines):
            self.number += 1
            self.misfits[self.number] = ([], lines.give_up().rstrip("\r\n"))
            if self.number > MAX_ROWS:
                raise TooLargeError("table.too_many_rows", limit=MAX_ROWS)

    def _take(self, lines: "_Lines") -> bool:
        """Take rows until the end or the first unbalanced row; say whether there is one."""
        last = self.heading.last if self.heading else 1
        number, width = self.number, len(self.header)
        try:
            for row in csv.reader(lines, delimiter=self.delimiter, strict=True):
                lines.taken()
                number += 1
                if len(row) == width and any(row):
                    self.cells += row
                    self.numbers.append(number)
                elif number <= last:
                    if number == last:
                        self.header = self.heading.names if self.heading else row
                        width = self._width()
                elif any(row):
                    self._fit(number, row)
                if number > MAX_ROWS:
                    raise TooLargeError("table.too_many_rows", limit=MAX_ROWS)
                if len(self.cells) > MAX_CELLS:
                    raise TooLargeError("table.too_large", limit=MAX_CELLS)
        except csv.Error:
            return True
        finally:
            self.number = number
        return False

    def _width(self) -> int:
        if len(self.header) > MAX_COLUMNS:
            raise TooLargeError("table.too_many_columns", count=len(self.header), limit=MAX_COLUMNS)
        return len(self.header)

    def _fit(self, number: int, row: list[str]) -> None:
        """Take a row of another width, if what is too much of it is blank."""
        width = len(self.header)
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            self.cells += row[:width]
            self.numbers.append(number)
        else:
            self.misfits[number] = (row, "")


class _Lines:
    """The lines of a text, of which those of an unbalanced row can be read again but for the first."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self._row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._stream)
        self._row.append(line)
        return line

    def taken(self) -> None:
        """Let go of the lines of a row that is done."""
        self._row.clear()

    def give_up(self) -> str:
        """Return the first line of the row that could not be read; those after it come again."""
        first, *others = self._row
        self._again.extendleft(reversed(others))
        self._row.clear()
        return first
