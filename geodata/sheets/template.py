"""Empty sheets to fill in, as CSV and XLSX, with a filled example and every column explained."""

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from geodata.sheets.fields import Field, format_cell
from geodata.text import safe_cell

_AS_TEXT = "@"
_VALIDATION_LIMIT = 255
_EXAMPLE_FILL = PatternFill("solid", fgColor="FFF4E0")
_HEADER_FILL = PatternFill("solid", fgColor="E0ECF8")


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
        data = _xlsx(fields, rows, words)
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


def _xlsx(fields: Sequence[Field], rows: Sequence[Sequence[str]], words: TemplateWords) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = words.sheet
    sheet.append([column.header for column in fields])
    for row in rows:
        sheet.append(list(row))
    for index, column in enumerate(fields, 1):
        _dress(sheet, index, column, len(rows), words)
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(words.help_sheet), fields, words)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(sheet: Worksheet, index: int, column: Field, rows: int, words: TemplateWords) -> None:
    """Set one column's look; text stays text, so that no spreadsheet eats a leading zero or rewrites a date."""
    letter = get_column_letter(index)
    head = sheet[f"{letter}1"]
    head.font, head.fill = Font(bold=True), _HEADER_FILL
    head.alignment = Alignment(wrap_text=True, vertical="top")
    head.comment = Comment("\n".join(words.explain(column)), "Sonae", height=160, width=320)
    sheet.column_dimensions[letter].width = max(12, min(36, 2 * len(column.header) + 4))
    sheet.column_dimensions[letter].number_format = _AS_TEXT
    for row in range(2, rows + 2):
        sheet[f"{letter}{row}"].number_format = _AS_TEXT
        sheet[f"{letter}{row}"].fill = _EXAMPLE_FILL
    allowed = ["○", "×"] if column.kind == "bool" else list(column.choices) if column.kind == "choice" else []
    formula = '"' + ",".join(allowed) + '"'
    if allowed and len(formula) <= _VALIDATION_LIMIT and not any("," in label or '"' in label for label in allowed):
        validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(validation)
        validation.add(f"{letter}2:{letter}2000")


def _explain(sheet: Worksheet, fields: Sequence[Field], words: TemplateWords) -> None:
    sheet.append(list(words.headings))
    for column in fields:
        needed = words.required if column.required else words.optional
        choices = "、".join(column.choices)
        sheet.append([safe_cell(text) for text in (
            column.header, needed, choices, column.example, "\n".join(words.explain(column))
        )])  # fmt: skip
    for letter, width in zip("ABCDE", (28, 18, 40, 24, 60), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
