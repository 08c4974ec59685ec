"""A sheet to fill in as a workbook: text stays text, choices are offered, a second sheet explains every column."""

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from geodata.sheets.fields import Field
from geodata.sheets.template import TemplateWords
from geodata.text import safe_cell

_AS_TEXT = "@"
_VALIDATION_LIMIT = 255
_EXAMPLE_FILL = PatternFill("solid", fgColor="FFF4E0")
_HEADER_FILL = PatternFill("solid", fgColor="E0ECF8")


def as_workbook(fields: Sequence[Field], rows: Sequence[Sequence[str]], words: TemplateWords) -> bytes:
    """Return the sheet with its rows, and beside it the one that explains it."""
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
