"""The typeface as PDFs embed it: what is printed of it, in two weights."""

import re
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from desk.typeface import weights

REGULAR, BOLD = "NotoSansJP-Regular", "NotoSansJP-Bold"
_BEYOND = re.compile(r"(?<=> <)([0-9A-F]{5,6})(?=>)")


class _Font(TTFont):  # type: ignore[misc] # reportlab has no types
    """A font of which 𠮷 is found again when text is copied or searched: reportlab writes it as no reader reads it."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (reportlab's)
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - before:
            stream = doc.idToObject[name]
            if isinstance(stream, PDFStream) and "beginbfchar" in str(stream.content):
                stream.content = _BEYOND.sub(_in_utf_16, stream.content)


def _in_utf_16(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)).encode("utf-16-be").hex().upper()


@cache
def register_fonts() -> None:
    """Make `REGULAR` and `BOLD` known to reportlab."""
    for name, path in zip((REGULAR, BOLD), weights().values(), strict=True):
        pdfmetrics.registerFont(_Font(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
