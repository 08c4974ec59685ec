"""Sheets that people fill in: CSV or XLSX into rows of typed values, each rejected row with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from geodata.findings import Finding, Severity, unreadable
from geodata.reading.files import Source, open_whole
from geodata.reading.headings import Headings
from geodata.reading.limits import MAX_SHEET_BYTES, MAX_SHEET_ROWS
from geodata.reading.tables import Reject, Table, read_tables
from geodata.sheets.fields import BadCell, Field, parse_cell, remark
from geodata.text import LOST_CHARACTER, bare_cell, tidy, unescaped
from words.message import Message
from words.texts import danger

# What a file of rejected rows holds beside the sheet's own columns: it is mended and handed in again.
_REJECTS_ADD = frozenset({"file", "row"})
_SHOWN = 3
_REMEMBERED = 4096
_ERROR_VALUES = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"})


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number as a spreadsheet shows it, its values by field name, its cells by header."""

    file: str
    number: int
    values: dict[str, object]
    raw: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds: every row that is not blank is in `rows` or in `rejects`."""

    rows: list[Row]
    problems: list[Finding]
    rejects: list[Reject]
    facts: Mapping[str, object] = field(default_factory=dict)


def read_sheet(
    path: Source,
    fields: Sequence[Field],
    reasons: Collection[str] = (),
    max_bytes: int = MAX_SHEET_BYTES,
    *,
    shared: Collection[Field] = (),
) -> Sheet:
    """Read a filled-in template.

    Parameters
    ----------
    path
        CSV in any encoding that `files.decode` knows, or XLSX (every sheet with the columns); told apart by content.
    fields
        The columns; their order in the file is free, and one that is not required may be missing.
    reasons
        Headings under which a file of rejected rows gives the reasons: it is mended and handed in again.
    max_bytes
        A larger file is refused.
    shared
        Those of the columns that other sheets have too: with these alone it is a sheet of something else.

    Returns
    -------
    Sheet
        A blank cell is None, unknown. A row with one wrong cell is rejected, with a problem for each wrong cell.

    Raises
    ------
    UnreadableFile
        The file cannot be read, a required column is missing, or there are more rows than people fill in.
    """
    file = open_whole(path, max_bytes)
    columns = {tidy(column.header): column for column in fields}
    own = [header for header, column in columns.items() if column not in shared]
    required = [header for header, column in columns.items() if column.required]
    expected = {*columns, *_REJECTS_ADD, *(tidy(reason) for reason in reasons)}
    rows: list[Row] = []
    problems: list[Finding] = []
    rejects: list[Reject] = []
    also = {other: header for header, column in columns.items() for other in column.also}
    for table in read_tables(file, Headings(tuple(columns), required, own, also)):
        missing = [columns[header].header for header in required if header not in table.header]
        if not missing and not any(header in table.header for header in own):
            missing = [columns[header].header for header in own[:_SHOWN]]
        if missing:
            raise unreadable(table.name, "table.columns_missing", columns="、".join(missing))
        if len(table.numbers) + len(table.rejects) > MAX_SHEET_ROWS:
            raise unreadable(table.name, "sheet.too_many_rows", limit=MAX_SHEET_ROWS)
        problems += table.problems + [
            Finding(table.name, 1, header, None, Message("sheet.column_ignored", {"column": header}), "note")
            for header in table.header
            if header and header not in expected
        ]
        _take(table, columns, rows, problems, rejects)
    if not rows and not rejects:
        problems.append(Finding(file.name, None, None, None, Message("table.no_rows"), "note"))
    facts = {"rows_in": len(rows) + len(rejects), "kept": len(rows), "rejected": len(rejects), "filtered": 0}
    return Sheet(rows, problems, rejects, facts)


def _take(
    table: Table, columns: Mapping[str, Field], rows: list[Row], problems: list[Finding], rejects: list[Reject]
) -> None:
    """Add the rows of one table to those that are kept or rejected."""
    rejects += table.rejects
    said = {
        # Most cells say what one before them in their column said.
        header: lru_cache(_REMEMBERED)(partial(_said, columns[header], table.since_1904))
        for header in table.header
        if header in columns
    }
    for index, number in enumerate(table.numbers):
        raw = table.row(index)
        if not any(cell.strip() for cell in raw.values()):
            continue
        values: dict[str, object] = dict.fromkeys(column.name for column in columns.values())
        row_problems = []
        for header, of_cell in said.items():  # what nobody reads is passed over, whatever is in it
            values[columns[header].name], remarks = of_cell(raw[header])
            row_problems += [
                Finding(table.name, number, header, raw[header], message, severity) for message, severity in remarks
            ]
        absent = [column for header, column in columns.items() if header not in said and column.required]
        row_problems += [
            Finding(table.name, number, column.header, None, Message("cell.required")) for column in absent
        ]
        problems += row_problems
        if any(problem.severity == "rejected" for problem in row_problems):
            rejects.append(Reject(table.name, number, raw))
        else:
            rows.append(Row(table.name, number, values, raw))


def _said(column: Field, since_1904: bool, cell: str) -> tuple[object, list[tuple[Message, Severity]]]:
    """Return what a cell says, and what is to be said of it."""
    try:
        plain = unescaped(cell)
        _refuse_danger(plain)
        value = parse_cell(column, bare_cell(plain), since_1904=since_1904)
    except BadCell as error:
        return None, [(error.message, "rejected")]
    remarks: list[tuple[Message, Severity]] = []
    if said := remark(column, bare_cell(plain), value):
        remarks.append((said, "note"))
    if LOST_CHARACTER in cell:
        remarks.append((Message("cell.lost_character"), "note"))
    return value, remarks


def _refuse_danger(cell: str) -> None:
    if code := danger(cell):
        raise BadCell(code)
    if cell in _ERROR_VALUES:
        raise BadCell("cell.error_value")
