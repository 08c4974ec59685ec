"""An XLSX workbook's first sheet as rows of text, read within limits and without running anything in it."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl

from geodata.findings import Finding, unreadable
from geodata.reading.files import MAX_BYTES, NamedBytes
from geodata.reading.tables import Reject, Table, check_header
from geodata.text import tidy
from words.message import Message

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_BLANK_ROWS = 1_000
_MAX_PARTS = 1_000
_ZIP = b"PK\x03\x04"
_EXCEL_97 = b"\xd0\xcf\x11\xe0"


def is_workbook(file: NamedBytes) -> bool:
    """Say whether a file is, or calls itself, a workbook."""
    return file.data.startswith((_ZIP, _EXCEL_97)) or file.name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def read_workbook(file: NamedBytes) -> Table:
    """Read the first sheet of an XLSX workbook. Formulas come as text that starts with ``=``, dates as ISO.

    Raises
    ------
    UnreadableFile
        It is no XLSX workbook, an old or locked one, damaged, too large when unpacked, or has no header.
    """
    if file.data.startswith(_EXCEL_97):
        raise unreadable(file.name, "sheet.old_or_locked_workbook")
    _check_parts(file)
    try:
        grid = dict(_grid(file))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zipfile.BadZipFile):
        raise unreadable(file.name, "sheet.damaged_workbook") from None
    if 1 not in grid:
        raise unreadable(file.name, "table.no_header")
    header = [tidy(name) for name in grid.pop(1)]
    check_header(file.name, header)
    taken: list[str] = []
    numbers = []
    problems, rejects = [], []
    for number, cells in grid.items():
        row, rest = cells[: len(header)], cells[len(header) :]
        row += [""] * (len(header) - len(row))
        if any(rest):
            params = {"found": len(cells), "expected": len(header)}
            problems.append(Finding(file.name, number, None, None, Message("table.too_many_cells", params)))
            rejects.append(
                Reject(file.name, number, dict(zip(header, row, strict=True)), "、".join(filter(None, rest)))
            )
        else:
            taken += row
            numbers.append(number)
    return Table(file.name, "xlsx", header, taken, numbers, problems, rejects, whole=True)


def _check_parts(file: NamedBytes) -> None:
    """Refuse what is not a workbook, and a zip bomb, before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise unreadable(file.name, "sheet.not_a_workbook") from None
    if "[Content_Types].xml" not in {info.filename for info in infos}:
        raise unreadable(file.name, "sheet.not_a_workbook")
    if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > MAX_BYTES:
        raise unreadable(file.name, "sheet.workbook_too_large", limit=MAX_BYTES // 1024**2)


def _grid(file: NamedBytes) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells without trailing blanks) of every row that holds something."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of validations and styles that do not concern us
        book = openpyxl.load_workbook(BytesIO(file.data), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the stated size may be wrong, or a lie
            last = 0
            for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
                if number > MAX_ROWS:
                    raise unreadable(file.name, "sheet.too_many_rows", limit=MAX_ROWS)
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    last = number
                    yield number, cells
                elif number - last > MAX_BLANK_ROWS:
                    return
        finally:
            book.close()


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return value if isinstance(value, str) else "=" + getattr(value, "text", "f()").removeprefix("=")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)
