"""Tables that leave the desk: CSV and XLSX, in which no cell can run anything."""

import io
from collections.abc import Mapping

import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from geodata.text import safe_cell


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """Guard every cell and every heading: those of rejected rows come from the file that was handed in."""
    return table.map(_cell).rename(columns=_cell)


def _cell(cell: object) -> object:
    return safe_cell(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell


def to_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that Excel opens in Japanese (UTF-8 with BOM)."""
    return _safe(table).to_csv(index=False).encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Return tables as the sheets of one XLSX file."""
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for name, table in sheets.items():
            _safe(table).to_excel(writer, sheet_name=name[:31], index=False)
            sheet = writer.sheets[name[:31]]
            sheet.freeze_panes = "A2"
            for cells in sheet.columns:
                width = max(len(str(cell.value or "")) for cell in cells)
                sheet.column_dimensions[cells[0].column_letter].width = min(60, max(8, width * 1.6))
    return stream.getvalue()
