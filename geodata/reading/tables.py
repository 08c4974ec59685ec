"""A CSV file or a workbook as rows of text with the row numbers a spreadsheet shows, nothing lost if it is damaged."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from geodata.coordinates import JGD2011
from geodata.findings import Finding, Reading, unreadable
from geodata.reading.delimited import Records, TooLargeError, delimiter_of, first_rows
from geodata.reading.files import NamedBytes, decode
from geodata.reading.headings import Heading, Headings, find_heading
from geodata.reading.merged import fill
from geodata.reading.picking import Picked, pick
from geodata.reading.workbooks import Workbook, is_workbook, open_workbook
from geodata.text import tidy
from words.message import Message

TABLES = frozenset({".csv", ".xlsx"})
"""How files end that hold a table."""
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
    """The rows of a CSV file or of one sheet that fit its header, and what became of the others.

    Attributes
    ----------
    header
        Column names, NFKC, trimmed.
    cells
        The cells of all rows, one row after the other (one list for all: many short ones are slow to make).
    numbers
        The number of each row in a spreadsheet (the header is mostly row 1). Blank rows are left out.
    problems, rejects
        One problem and one reject for each row that could not be cut into cells; notes on how a workbook was read.
    whole
        Whether the file ends with a line end, so that its last cell is known to be complete.
    since_1904
        Whether its days without a form are counted from 1904, as workbooks of old Macintoshes do.
    """

    name: str
    encoding: str
    header: list[str]
    cells: list[str]
    numbers: list[int]
    problems: list[Finding]
    rejects: list[Reject]
    whole: bool
    since_1904: bool = False

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


def read_table(file: NamedBytes, headings: Collection[str] = ()) -> Table:
    """Read a CSV file (comma, tab or semicolon) of any encoding that `files.decode` knows, or a sheet of a workbook.

    Which of the two it is, its content says. Of several sheets the one with most of the `headings` is read, or the
    first that looks like a table; which one, is noted.

    Raises
    ------
    UnreadableFile
        As `files.decode`; or it is JSON, there is no header, or a column name stands twice in it.
    """
    if is_workbook(file):
        return _of_workbook(file, Headings(tuple(headings)), every=False)[0]
    return _of_text(file, None)


def read_tables(file: NamedBytes, wanted: Headings) -> list[Table]:
    """Read a CSV file or every sheet of a workbook that has the headings `wanted`, wherever in it these stand.

    Raises
    ------
    UnreadableFile
        As `read_table`; or no sheet that is shown has the headings.
    """
    return _of_workbook(file, wanted, every=True) if is_workbook(file) else [_of_text(file, wanted)]


def _of_text(file: NamedBytes, wanted: Headings | None) -> Table:
    decoded = decode(file)
    text = decoded.text
    if text.lstrip().startswith(("{", "[{")):
        raise unreadable(file.name, "table.json_not_csv")
    delimiter = delimiter_of(text)
    try:
        heading = find_heading(first_rows(text, delimiter), wanted) if wanted else None
        records = Records(delimiter, heading)
        records.read(text)
    except TooLargeError as error:
        raise unreadable(file.name, error.code, **error.params) from None
    if not records.header:
        raise unreadable(file.name, "table.no_header")
    header = _header(file.name, records.header, wanted)
    whole = text.endswith(("\n", "\r")) and not decoded.cut
    table = Table(file.name, decoded.encoding, header, records.cells, records.numbers, [], [], whole)
    if heading and heading.last > 1:
        table.problems.append(_heading_note(file.name, heading))
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


def _of_workbook(file: NamedBytes, wanted: Headings, *, every: bool) -> list[Table]:
    with open_workbook(file) as book:
        picked, notes = pick(book, wanted, every=every)
        names = [f"{file.name}/{one.title}" if len(picked) > 1 else file.name for one in picked]
        tables = [
            _of_sheet(name, book, one, wanted if every else None) for name, one in zip(names, picked, strict=True)
        ]
    tables[0].problems[:0] = notes
    return tables


def _of_sheet(name: str, book: Workbook, picked: Picked, wanted: Headings | None) -> Table:
    heading = picked.heading
    rows = {number: cells for number, cells in book.grid(picked.title).rows.items() if number > heading.last}
    header = _header(name, heading.names, wanted)
    width = len(header)
    table = Table(name, "xlsx", header, [], [], [], [], whole=True, since_1904=book.since_1904)
    if heading.last > 1:
        table.problems.append(_heading_note(name, heading))
    read = [column for column, title in enumerate(header) if (title in wanted.names if wanted else title)]
    unclear, notes = fill(name, rows, book.merged(picked.title), read)
    table.problems.extend(notes)
    beside = sorted({column for cells in rows.values() for column, cell in enumerate(cells) if cell.strip()
                     and (column >= width or not header[column])})  # fmt: skip
    if beside:
        from openpyxl.utils import get_column_letter

        letters = "、".join(get_column_letter(column + 1) for column in beside)
        table.problems.append(
            Finding(name, heading.last, None, None, Message("sheet.no_heading", {"columns": letters}), "note")
        )
    for number, cells in rows.items():
        row = [*cells[:width], *[""] * (width - len(cells))]
        if number in unclear:
            message = Message("sheet.merged_across", {"cells": unclear[number]})
            table.problems.append(Finding(name, number, None, None, message))
            table.rejects.append(Reject(name, number, dict(zip(header, row, strict=True))))
        elif any(cell.strip() for cell in row):
            table.cells.extend(row)
            table.numbers.append(number)
    return table


def _heading_note(name: str, heading: Heading) -> Finding:
    message = Message("sheet.heading_row", {"row": heading.last})
    return Finding(name, heading.last, None, None, message, "note")


def _header(name: str, names: Sequence[str], wanted: Headings | None) -> list[str]:
    """Return a header's names; of those that nobody reads, one that stands twice is told apart by a number."""
    header = [tidy(one) for one in names]
    check_header(name, [one for one in header if one in wanted.names] if wanted else header)
    if wanted is None:
        return header
    seen: Counter[str] = Counter()
    distinct = []
    for one in header:
        seen[one] += 1
        distinct.append(f"{one} ({seen[one]})" if one and seen[one] > 1 else one)
    return distinct


def check_header(name: str, header: Sequence[str]) -> None:
    """Refuse a header in which a column stands twice.

    Raises
    ------
    UnreadableFile
        It does.
    """
    twice = sorted(column for column, count in Counter(header).items() if column and count > 1)
    if twice:
        named = [*twice[:_SHOWN_COLUMNS], "…"] if len(twice) > _SHOWN_COLUMNS else twice
        raise unreadable(name, "table.column_twice", columns="、".join(named))


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
