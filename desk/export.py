"""Tables that leave the desk: CSV and XLSX, in which no cell can run anything."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from geodata.text import safe_cell
from words.names import unmarked

_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z")
_WIDEST_UPRIGHT = 95
"""So many letters stand in a line of an upright page."""
_NO_SHEET = re.compile(r"[\\/*?:\[\]]")


def file_name(text: str) -> str:
    """Return a name for a file made from a text of any kind: it leads nowhere, and every system takes it.

    Letters and figures of any script, ``-``, ``_`` and dots inside stay; all else becomes ``_``. No longer than 80
    characters.
    """
    return _NO_NAME.sub("_", unicodedata.normalize("NFC", text))[:_LONGEST_NAME].strip("._ ") or "_"


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """Guard every cell and every heading: those of rejected rows come from the file that was handed in.

    A name that leads somewhere on a page is a name like any other in a file.
    """
    return table.map(_cell).rename(columns=_cell)


def _cell(cell: object) -> object:
    return _text(cell) if isinstance(cell, str) else cell


@lru_cache(maxsize=4096)  # most cells of a column say what others do
def _text(cell: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return safe_cell(ILLEGAL_CHARACTERS_RE.sub("", unmarked(cell)))


def to_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that Excel opens in Japanese (UTF-8 with BOM)."""
    return _safe(table).to_csv(index=False).encode("utf-8-sig")


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame],
    made_on: date | None = None,
    head: str = "",
    sums: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return tables as the sheets of one XLSX file, each set up for A4.

    Parameters
    ----------
    head
        What stands at the top of each page on paper beside the sheet's title: of which city it tells, and the day.
    made_on
        The day that the file bears, so that the same tables are the same file whenever it is written; None: now.
    sums
        By title of a sheet, what heads its last row, in which the workbook adds up each column but the first.
    """
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for title, table in sheets.items():
            name = _NO_SHEET.sub("_", title)[:31]
            _safe(table).to_excel(writer, sheet_name=name, index=False)
            sheet = writer.sheets[name]
            sheet.freeze_panes = "A2"
            _show_places(sheet)
            for cells in sheet.columns:
                width = max(len(str(cell.value or "")) for cell in cells)
                sheet.column_dimensions[cells[0].column_letter].width = min(60, max(8, width * 1.6))
            _set_up(sheet, head)
            if title in sums:
                _add_up(sheet, sums[title])
    return stream.getvalue() if made_on is None else _bearing(stream, made_on)


def _show_places(sheet: Any) -> None:
    """Let a number with places stay one, and be shown with all of them: 60.50, and not 60.5."""
    for cell in (one for row in sheet.iter_rows() for one in row if isinstance(one.value, Decimal)):
        cell.number_format = f"#,##0.{'0' * -cell.value.as_tuple().exponent}"


def _add_up(sheet: Any, label: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    bottom, columns = sheet.max_row, sheet.max_column
    sheet.cell(bottom + 1, 1, label).font = Font(bold=True)
    for column in range(2, columns + 1):
        letter = get_column_letter(column)
        sheet.cell(bottom + 1, column, f"=SUM({letter}2:{letter}{bottom})").font = Font(bold=True)


def _set_up(sheet: Any, head: str) -> None:
    """Let a sheet print on A4: as wide as one page, on its side where it is wide, its headings on every page."""
    from openpyxl.styles import Alignment

    wide = sum(one.width for one in sheet.column_dimensions.values()) > _WIDEST_UPRIGHT
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE if wide else sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    # An ampersand begins a command there.
    sheet.oddHeader.left.text = f"&A  {head.replace('&', '&&')}"
    sheet.oddFooter.right.text = "&P / &N"
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _bearing(workbook: io.BytesIO, day: date) -> bytes:
    """Put a day in place of every time in a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(f"{day.isoformat()}T00:00:00Z".encode(), content)
            item = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            new.writestr(item, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
