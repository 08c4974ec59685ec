"""Sheets that people fill in: CSV or XLSX into rows of typed values, each rejected row with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geodata.problems import Problem, Severity, unreadable
from geodata.sources.fields import BadCell, Field, Kind, format_cell, parse_bool, parse_cell, parse_date, parse_int
from geodata.sources.files import MAX_BYTES, Source, open_whole
from geodata.sources.sheet_template import write_template
from geodata.sources.tables import Reject, Table, read_table, rejects_frame
from geodata.sources.workbooks import is_workbook, read_workbook
from geodata.text import LOST_CHARACTER, bare_cell, has_control, safe_cell, tidy, would_run
from geodata.words import WORDS

__all__ = [
    "BadCell",
    "Field",
    "Kind",
    "Row",
    "Sheet",
    "format_cell",
    "parse_bool",
    "parse_cell",
    "parse_date",
    "parse_int",
    "read_sheet",
    "safe_cell",
    "write_template",
]

# What a file of rejected rows holds beside the sheet's own columns: it is mended and handed in again.
_REJECTS_ADD = frozenset({"file", "row", *WORDS["table.reason"]})
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
    problems: list[Problem]
    rejects: pd.DataFrame
    facts: Mapping[str, object] = field(default_factory=dict)


def read_sheet(path: Source, fields: Sequence[Field], max_bytes: int = MAX_BYTES) -> Sheet:
    """Read a filled-in template.

    Parameters
    ----------
    path
        CSV in any encoding that `files.decode` knows, or XLSX (its first sheet); told apart by content.
    fields
        The columns; their order in the file is free, and one that is not required may be missing.
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
    problems = table.problems + [
        Problem(table.name, 1, header, None, "sheet.column_ignored", {"column": header}, "note")
        for header in table.header
        if header and header not in columns and header not in _REJECTS_ADD
    ]
    rows, rejects = [], list(table.rejects)
    for index, number in enumerate(table.numbers):
        raw = table.row(index)
        if not any(cell.strip() for cell in raw.values()):
            continue
        values, found = _row(table, number, raw, columns)
        problems += found
        if any(problem.severity == "rejected" for problem in found):
            rejects.append(Reject(table.name, number, raw))
        else:
            rows.append(Row(table.name, number, values, raw))
    if not rows and not rejects:
        problems.append(Problem(table.name, None, None, None, "table.no_rows", {}, "note"))
    facts = {"rows_in": len(rows) + len(rejects), "kept": len(rows), "rejected": len(rejects), "filtered": 0}
    return Sheet(rows, problems, rejects_frame(rejects), facts)


def _row(
    table: Table, number: int, raw: Mapping[str, str], columns: Mapping[str, Field]
) -> tuple[dict[str, object], list[Problem]]:
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
        problems.append(Problem(table.name, number, header, cell, bad.code, bad.params, severity))
    absent = [column for header, column in columns.items() if header not in raw and column.required]
    problems += [Problem(table.name, number, column.header, None, "cell.required") for column in absent]
    return values, problems


def _refuse_danger(cell: str) -> None:
    if has_control(cell):
        raise BadCell("cell.control_character")
    if would_run(cell):
        raise BadCell("cell.formula")
    if cell in _ERROR_VALUES:
        raise BadCell("cell.error_value")
