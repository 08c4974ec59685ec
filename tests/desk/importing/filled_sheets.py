"""Sheets filled in as somebody would, and what was said of them."""

import csv
import io

import openpyxl

from casebook.records import Facility, Person
from desk.importing.templates import TEMPLATES
from geodata.reading.files import NamedBytes

OFFICE = Facility(
    source="wamnet", service_code="24", service_name="短期入所", name="ショートステイ○○", office_number="0415100000"
)
FORMS = ("csv", "xlsx")


def headers(kind):
    return {field.name: field.header for field in TEMPLATES[kind]}


def sheet(kind, *rows, form="csv"):
    """Write rows (field name -> cell) under the template's headings, as somebody would fill it in."""
    titles = headers(kind)
    lines = [list(titles.values()), *[[row.get(name, "") for name in titles] for row in rows]]
    if form == "csv":
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(lines)
        return NamedBytes(f"{kind}.csv", stream.getvalue().encode("utf-8-sig"))
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    data = io.BytesIO()
    book.save(data)
    return NamedBytes(f"{kind}.xlsx", data.getvalue())


def codes(preview, severity="rejected"):
    return [problem.code for problem in preview.problems if problem.severity == severity]


def person(book, code_name="A-001"):
    return next(one for one in book.all(Person) if one.code_name == code_name)


STAY = {"code_name": "A-001", "office_number": "0415100000", "kind": "体験利用", "start_on": "令和8年6月1日"}


GOOD = {"code_name": "B-001", "ward": "泉区"}
