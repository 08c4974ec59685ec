"""Empty sheets to fill in, as CSV and XLSX, with a filled example and every column explained."""

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from geodata.sheets.fields import Field, format_cell
from geodata.text import safe_cell


@dataclass(frozen=True)
class TemplateWords:
    """What a template says of itself.

    Attributes
    ----------
    sheet, help_sheet
        Names of the sheet to fill in and of the one that explains it.
    headings
        Of the explanation: column, needed, choices, example, help.
    required, optional
        Whether a column is needed.
    explain
        What a column means, a line each.
    """

    sheet: str
    help_sheet: str
    headings: Sequence[str]
    required: str
    optional: str
    explain: Callable[[Field], Sequence[str]]


def write_template(
    fields: Sequence[Field],
    target: str | os.PathLike[str] | BinaryIO,
    kind: Literal["csv", "xlsx"] = "csv",
    examples: Sequence[Mapping[str, object]] | None = None,
    words: TemplateWords | None = None,
) -> None:
    """Write a sheet that `read_sheet` reads back.

    Parameters
    ----------
    fields
        The columns.
    target
        A path, or an open binary file.
    kind
        ``csv`` (UTF-8 with BOM, as spreadsheets expect) or ``xlsx`` (with a second sheet that explains the columns).
    examples
        Filled rows, field name -> value or text; by default one row of the fields' own examples.
    words
        What the second sheet says; needed for ``xlsx``.

    Raises
    ------
    ValueError
        A workbook is to be written without words.
    """
    if examples is None:
        examples = [{column.name: column.example for column in fields}]
    rows = [[safe_cell(format_cell(column, row.get(column.name))) for column in fields] for row in examples]
    if kind == "csv":
        data = _csv(fields, rows)
    elif words is None:
        msg = "a workbook needs words for its second sheet"
        raise ValueError(msg)
    else:
        from geodata.sheets.workbook import as_workbook

        data = as_workbook(fields, rows, words)
    if isinstance(target, (str, os.PathLike)):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def _csv(fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.header for column in fields])
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")
