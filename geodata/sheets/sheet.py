"""Sheets that people fill in: CSV or XLSX into rows of typed values, each rejected row with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geodata.findings import Finding, Severity, unreadable
from geodata.reading.files import MAX_BYTES, Source, open_whole
from geodata.reading.tables import Reject, Table, read_table, rejects_frame
from geodata.reading.workbooks import is_workbook, read_workbook
from geodata.sheets.fields import BadCell, Field, parse_cell
from geodata.text import LOST_CHARACTER, bare_cell, has_control, tidy, would_run
from words.message import Message

# What a file of rejected rows holds beside the sheet's own columns: it is mended and handed in again.
_REJECTS_ADD = frozenset({"file", "row"})
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
    rejects: pd.DataFrame
    facts: Mapping[str, object] = field(default_factory=dict)


def read_sheet(
    path: Source, fields: Sequence[Field], reasons: Collection[str] = (), max_bytes: int = MAX_BYTES
) -> Sheet:
    """Read a filled-in template.

    Parameters
    ----------
    path
        CSV in any encoding that `files.decode` knows, or XLSX (its first sheet); told apart by content.
    fields
        The columns; their order in the file is free, and one that is not required may be missing.
    reasons
        Headings under which a file of rejected rows gives the reasons: it is mended and handed in again.
    max_bytes
        A larger file is refused.

    Returns
    -------
    Sheet
        A blank cell is None, unknown. A row with one wrong cell is rejected, with a problem for each wrong cell.

    Raises
    ------
    UnreadableFile
        The file cannot be read, or a required column is missing.
    """
    file = open_whole(path, max_bytes)
    table = read_workbook(file) if is_workbook(file) else read_table(file)
    columns = {tidy(column.header): column for column in fields}
    missing = [column.header for header, column in columns.items() if column.required and header not in table.header]
    if missing:
        raise unreadable(table.name, "table.columns_missing", columns="、".join(missing))
    expected = {*columns, *_REJECTS_ADD, *reasons}
    problems = table.problems + [
        Finding(table.name, 1, header, None, Message("sheet.column_ignored", {"column": header}), "note")
        for header in table.header
        if header and header not in expected
    ]
    rows, rejects = [], list(table.rejects)
    for index, number in enumerate(table.numbers):
        raw = table.row(index)
        if not any(cell.strip() for cell in raw.values()):
            continue
        values, row_problems = _row(table, number, raw, columns)
        problems += row_problems
        if any(problem.severity == "rejected" for problem in row_problems):
            rejects.append(Reject(table.name, number, raw))
        else:
            rows.append(Row(table.name, number, values, raw))
    if not rows and not rejects:
        problems.append(Finding(table.name, None, None, None, Message("table.no_rows"), "note"))
    facts = {"rows_in": len(rows) + len(rejects), "kept": len(rows), "rejected": len(rejects), "filtered": 0}
    return Sheet(rows, problems, rejects_frame(rejects), facts)


def _row(
    table: Table, number: int, raw: Mapping[str, str], columns: Mapping[str, Field]
) -> tuple[dict[str, object], list[Finding]]:
    """Return a row's values by field name and what is wrong with it."""
    values: dict[str, object] = dict.fromkeys(column.name for column in columns.values())
    problems = []
    for header, cell in raw.items():
        severity: Severity = "rejected"
        try:
            _refuse_danger(cell)
            if column := columns.get(header):
                values[column.name] = parse_cell(column, bare_cell(cell))
            if LOST_CHARACTER not in cell:
                continue
            severity, bad = "note", BadCell("cell.lost_character")
        except BadCell as error:
            bad = error
        problems.append(Finding(table.name, number, header, cell, bad.message, severity))
    absent = [column for header, column in columns.items() if header not in raw and column.required]
    problems += [Finding(table.name, number, column.header, None, Message("cell.required")) for column in absent]
    return values, problems


def _refuse_danger(cell: str) -> None:
    if has_control(cell):
        raise BadCell("cell.control_character")
    if would_run(cell):
        raise BadCell("cell.formula")
    if cell in _ERROR_VALUES:
        raise BadCell("cell.error_value")
