"""The text of a CSV file cut into rows of cells, whatever is damaged in it."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from geodata.reading.headings import LOOKED_AT, Heading

_DELIMITERS = ",\t;"


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a text: what its first line with any such sign has most of."""
    for line in islice(io.StringIO(text, newline=""), LOOKED_AT):
        if any(sign in line for sign in _DELIMITERS):
            return max(_DELIMITERS, key=line.count)
    return _DELIMITERS[0]


def first_rows(text: str, delimiter: str) -> dict[int, list[str]]:
    """Return the first rows of a text by their number, as far as they can be cut into cells."""
    rows: list[list[str]] = []
    # A quotation mark out of place is no matter yet: the rows so far will do.
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT))
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
        last = self.heading.last if self.heading else 1
        failed = False
        try:
            for row in reader:
                number, lines_taken = number + 1, reader.line_num
                if len(row) == width and any(row):
                    self.cells += row
                    self.numbers.append(number)
                elif number <= last:
                    if number == last:
                        self.header = self.heading.names if self.heading else row
                        width = len(self.header)
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
