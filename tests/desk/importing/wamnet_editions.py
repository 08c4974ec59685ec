"""Editions of WAM NET: published rows, changed and put together anew."""

import csv
import io
from datetime import date

from casebook.records import Facility
from geodata.reading.files import NamedBytes

NEXT = date(2027, 4, 1)
NO, NAME, NUMBER, PHONE, ADDRESS = (
    "NO（※システム内の固有の番号、連番）", "事業所の名称", "事業所番号", "事業所電話番号", "事業所住所（番地以降）",
)  # fmt: skip
MUNICIPALITY = "事業所住所（市区町村）"
LAT, LON = "事業所緯度", "事業所経度"


def edition(rows, name="newer_24.csv", encoding="utf-8-sig"):
    """Write rows as a newer edition."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, rows[0].keys(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return NamedBytes(name, stream.getvalue().encode(encoding))


def by_number(book, number):
    return next(one for one in book.all(Facility) if one.office_number == number)
