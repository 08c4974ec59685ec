"""The cells of a workbook that was exported."""

import io

import openpyxl


def cells(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]
