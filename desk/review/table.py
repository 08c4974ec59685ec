"""A table of the review: counts by row and column, each with the records that it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

UNKNOWN, TOTAL, COUNT = "unknown", "total", "count"
CITY = "city"
"""The row of the city's council beside those of the wards."""
Cell = tuple[str, str]
"""The codes of a row and a column."""


class Behind(NamedTuple):
    """The records that stand behind a figure: the name of their table, and their ids."""

    of: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class ReviewTable:
    """Counts by row and column.

    Attributes
    ----------
    name
        Its code; the catalogue has its title (`review.table.*`) and its definition (`review.meant.*`).
    head
        What its rows are, as JSON has it: the source, the ward …
    words
        The group of the catalogue that has the words of its rows; empty: they are names, months or numbers.
    rows, columns
        Codes, in the order of the papers.
    counts
        By cell; None: not known.
    behind
        By cell; none where no record stands behind it.
    adds
        The rows add up.
    across
        The group of the catalogue that has the words of its columns.
    marks
        What stands in place of a count that is not told: `desk.publication.HIDDEN` or `desk.publication.MERGED`.
    scales
        By row, of how many parts of one its counts are: 100 where they are hundredths; of other rows they are whole.
    dated
        Its figures were counted as of a day, which heads them.
    as_of
        That day; None: there is none.
    """

    name: str
    head: str
    words: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Cell, int | None]
    behind: Mapping[Cell, Behind] = field(default_factory=dict)
    adds: bool = True
    across: str = "review.column"
    marks: Mapping[Cell, str] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    dated: bool = False
    as_of: date | None = None

    def without_total(self) -> "ReviewTable":
        """Return the table without the row of its totals, which only a version for publication has."""
        return replace(self, rows=tuple(row for row in self.rows if row != TOTAL))

    def figure(self, cell: Cell) -> int | Decimal | None:
        """Return a count as it is read: of parts with its places, 59.55 of 5,955 hundredths; 0 where there is no such row."""
        count, places = self.counts.get(cell, 0), len(str(self.scales.get(cell[0], 1))) - 1
        return Decimal(count).scaleb(-places) if count is not None and places else count

    def column(self, column: str) -> tuple[int | None, ...]:
        """Return the counts of a column."""
        return tuple(self.counts[row, column] for row in self.rows)

    def sum(self, column: str) -> int | None:
        """Return what a column adds up to; None where a part of it, or the total that is told, is not known."""
        if TOTAL in self.rows:
            return self.counts[TOTAL, column]
        found = [count for count in self.column(column) if count is not None]
        return sum(found) if len(found) == len(self.rows) else None


class Counted(NamedTuple):
    """One record that counts in a row and a column."""

    row: str
    column: str
    key: int


class Measure(NamedTuple):
    """One figure by itself; without a figure its records are counted."""

    row: str
    of: str
    keys: Sequence[int]
    figure: int | None = None


def tally(
    name: str,
    of: str,
    head: str,
    words: str,
    rows: Sequence[str],
    columns: Sequence[str],
    counted: Iterable[Counted],
    *,
    total: bool = False,
    across: str = "review.column",
) -> ReviewTable:
    """Count records by row and column, each once a cell; a row of which nothing is known comes last, if there is one.

    Parameters
    ----------
    total
        A last column counts each record of the row once.
    """
    keys: dict[Cell, dict[int, None]] = {}
    for one in counted:
        for column in (one.column, TOTAL) if total else (one.column,):
            keys.setdefault((one.row, column), {})[one.key] = None
    every = (*rows, UNKNOWN) if UNKNOWN not in rows and any(row == UNKNOWN for row, _ in keys) else tuple(rows)
    wide = (*columns, TOTAL) if total else tuple(columns)
    cells = [(row, column) for row in every for column in wide]
    behind = {cell: Behind(of, tuple(keys[cell])) for cell in cells if cell in keys}
    counts = {cell: len(keys.get(cell, ())) for cell in cells}
    return ReviewTable(name, head, words, every, wide, counts, behind, across=across)


def measures(name: str, words: str, found: Iterable[Measure | tuple[str, None]]) -> ReviewTable:
    """Put figures one beneath another; what is None is not known."""
    lines = list(found)
    counts: dict[Cell, int | None] = {}
    behind: dict[Cell, Behind] = {}
    for line in lines:
        cell = line[0], COUNT
        counts[cell] = None
        if isinstance(line, Measure):
            counts[cell] = len(line.keys) if line.figure is None else line.figure
            if line.keys:
                behind[cell] = Behind(line.of, tuple(line.keys))
    return ReviewTable(name, "measure", words, tuple(line[0] for line in lines), (COUNT,), counts, behind, adds=False)
