"""What the typeface can print, told before anything is printed."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from desk.documents.document import Document, texts
from desk.typeface import typeface
from words.say import say

GETA = "〓"
"""What printers set where they have no type."""


def unprintable(written: Mapping[str, str]) -> dict[str, str]:
    """Return the characters that cannot be printed, each once, by the field they stand in."""
    missing = {
        field: "".join(dict.fromkeys(one for one in composed(text) if not _has(one))) for field, text in written.items()
    }
    return {field: characters for field, characters in missing.items() if characters}


def warning_of(document: Document) -> str:
    """Say which characters of a paper cannot be printed, and where they stand; nothing if all can."""
    missing = unprintable(texts(document))
    where = "、".join(f"{field}「{characters}」" for field, characters in missing.items())
    return say("document.unprintable", document.language, where=where) if missing else ""


def printable(text: str) -> str:
    """Return a text as it is printed: what the typeface has not is a mark, never an empty box or nothing."""
    return "".join(one if _has(one) else GETA for one in composed(text))


def escaped(text: str) -> str:
    """Return a text for a paragraph of a PDF: as it is printed, and never markup."""
    return escape(printable(text))


def composed(text: str) -> str:
    """Return a text with its marks put together, as names from some computers are not, and without selectors of variants.

    The typeface prints the base character, whichever variant was selected. Compatibility ideographs stay: 﨑 is no 崎.
    """
    return "".join(" " if _is_space(one) else one for one in _joined(text) if not _selects(one))


def _joined(text: str) -> str:
    """Put together letters and the marks that follow them, and nothing else: NFC would change 﨑's like."""
    out: list[str] = []
    for one in text:
        whole = unicodedata.normalize("NFC", out[-1] + one) if out and unicodedata.combining(one) else ""
        if len(whole) == 1:
            out[-1] = whole
        else:
            out.append(one)
    return "".join(out)


def _selects(one: str) -> bool:
    return "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"


def _is_space(one: str) -> bool:
    """Tell a space that the typeface has not, as the narrow one before a.m. and p.m.: it is printed as any other."""
    return unicodedata.category(one) == "Zs" and not _has(one)


def _has(one: str) -> bool:
    return one in "\n\t" or ord(one) in _points()


@cache
def _points() -> frozenset[int]:
    with TTFont(typeface(), lazy=True) as font:
        return frozenset(font.getBestCmap())
