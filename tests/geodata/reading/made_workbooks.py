"""Workbooks made small for the tests."""

import io

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from geodata.reading.files import NamedBytes


def workbook(sheets, *, name="people.xlsx", hidden=(), merged=(), since_1904=False, data=None):
    """Make a workbook of sheets (title -> rows); cells of the last one are merged. `data` is one that is there."""
    if data is not None:
        return NamedBytes(name, data)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[-1].merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return NamedBytes(name, stream.getvalue())
