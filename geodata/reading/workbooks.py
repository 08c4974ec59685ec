"""The sheets of an XLSX workbook as rows of text, read within limits and without running anything in them."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from geodata.findings import unreadable
from geodata.reading.files import NamedBytes
from geodata.reading.limits import MAX_BYTES, MAX_SHEET_CELLS, MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, MEGABYTE
from geodata.text import unescaped

MAX_BLANK_ROWS = 1_000
_MAX_PARTS = 1_000
_ZIP = b"PK\x03\x04"
_EXCEL_97 = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)[\"']")
_CELLS = (b"<c", b":c", b"<row", b":row")
_SHEET = re.compile(r"sheet[^/]*\.xml$", re.IGNORECASE)
_DAMAGED = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zipfile.BadZipFile)


@dataclass(frozen=True)
class Merged:
    """Cells made one, such as ``B2:B4``: rows as a spreadsheet counts them, columns from 0, ends included."""

    name: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet: its rows by number, without trailing blanks, as far as they hold something.

    Formulas come as text that starts with ``=``, dates as ISO.
    """

    title: str
    shown: bool
    rows: dict[int, list[str]]


def is_workbook(file: NamedBytes) -> bool:
    """Say whether a file is a workbook, or at least no text, whatever it calls itself."""
    if file.data.startswith((_ZIP, _EXCEL_97)):
        return True
    return file.name.lower().endswith((".xlsx", ".xlsm", ".xls")) and b"\0" in file.data[:4096]


class Workbook:
    """An open workbook."""

    def __init__(self, file: NamedBytes, reader: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        self.name = file.name
        self._archive = file.data
        self._sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
        self._parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
        self.since_1904: bool = reader.wb.epoch == CALENDAR_MAC_1904

    def heads(self, most: int) -> list[Grid]:
        """Return the first rows of every sheet."""
        return [self._grid(title, most) for title in self._sheets]

    def grid(self, title: str) -> Grid:
        """Return a whole sheet.

        Raises
        ------
        UnreadableFile
            It has too many rows or cells.
        """
        return self._grid(title, None)

    def merged(self, title: str) -> list[Merged]:
        """Return the cells of a sheet that were made one."""
        from openpyxl.utils import range_boundaries

        with zipfile.ZipFile(BytesIO(self._archive)) as archive:
            part = archive.read(self._parts[title])
        found = []
        for name in _MERGED.findall(part, part.rfind(b"sheetData>")):
            left, top, right, bottom = range_boundaries(name.decode())
            found.append(
                Merged(name.decode(), int(top or 1), int(left or 1) - 1, int(bottom or 1), int(right or 1) - 1)
            )
        return found

    def _grid(self, title: str, most: int | None) -> Grid:
        sheet = self._sheets[title]
        sheet.reset_dimensions()  # the stated size may be wrong, or a lie
        rows: dict[int, list[str]] = {}
        last = seen = 0
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_SHEET_COLUMNS), 1):
            if number > MAX_SHEET_ROWS:
                raise unreadable(self.name, "sheet.too_many_rows", limit=MAX_SHEET_ROWS)
            seen += len(row)
            if seen > MAX_SHEET_CELLS:
                raise unreadable(self.name, "sheet.too_many_cells", limit=MAX_SHEET_CELLS)
            cells = [_text(cell) for cell in row]
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                last, rows[number] = number, cells
            if number - last > MAX_BLANK_ROWS or len(rows) == most:
                break
        return Grid(title, sheet.sheet_state == "visible", rows)


@contextmanager
def open_workbook(file: NamedBytes) -> Iterator[Workbook]:
    """Open an XLSX workbook; what goes wrong inside is told as its damage.

    Raises
    ------
    UnreadableFile
        It is no XLSX workbook, an old or locked one, damaged, or too large when unpacked.
    """
    from openpyxl.reader.excel import ExcelReader

    if file.data.startswith(_EXCEL_97):
        raise unreadable(file.name, "sheet.old_or_locked_workbook")
    _check_parts(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of validations and styles that do not concern us
        try:
            reader = ExcelReader(BytesIO(file.data), read_only=True, data_only=False, keep_links=False)
            reader.read()
            try:
                yield Workbook(file, reader)
            finally:
                reader.wb.close()
        except _DAMAGED:
            raise unreadable(file.name, "sheet.damaged_workbook") from None


def _check_parts(file: NamedBytes) -> None:
    """Refuse what is not a workbook, a zip bomb, and a sheet too large to be read, before any of it is looked at."""
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            infos = archive.infolist()
            unpacked = sum(info.file_size for info in infos)
            fits = len(infos) <= _MAX_PARTS and unpacked <= MAX_BYTES
            # Counting is a hundred times faster than reading; what it cannot count, reading does.
            sheets = [info for info in infos if fits and _SHEET.search(info.filename)]
            cells = max((_cells_in(archive.read(sheet)) for sheet in sheets), default=0)
    except Exception:  # noqa: BLE001 - zlib, bz2, lzma and zipfile each raise their own for a damaged part
        raise unreadable(file.name, "sheet.not_a_workbook") from None
    if "[Content_Types].xml" not in {info.filename for info in infos}:
        raise unreadable(file.name, "sheet.not_a_workbook")
    if not fits:
        raise unreadable(file.name, "sheet.workbook_too_large", limit=MAX_BYTES // MEGABYTE)
    if cells > MAX_SHEET_CELLS:
        raise unreadable(file.name, "sheet.too_many_cells", limit=MAX_SHEET_CELLS)


def _cells_in(part: bytes) -> int:
    """Count the cells and rows that an XML part holds."""
    return sum(part.count(start + end) for start in _CELLS for end in (b" ", b">", b"/"))


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
    return unescaped(str(value))
