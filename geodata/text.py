"""Text as people typed it: made uniform, checked for what no cell should hold, and made safe for a spreadsheet."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from unicodedata import category, is_normalized, normalize

import numpy as np
from numpy.typing import NDArray

from words.texts import CONTROL, TRIGGERS, danger

# NFKC would turn the free-standing voicing marks (う゛) into a space and a mark; the combining ones compose (ゔ).
_MARKS = {"\u309b": "\u3099", "\u309c": "\u309a"}
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
LOST_CHARACTER = "\ufffd"
# Signs that one encoding has in place of another's, as they are after NFKC: wave dashes, dashes and minus signs, double
# bars, overlines, yen signs and backslashes, points in a row.
_ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u301c\u223c\u3030\u203e\u0304", "~"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe58", "-"),
        **dict.fromkeys("\u2225\u01c1", "\u2016"),
        "\u00a5": "\\",
        "\u22ef": "...",
        "\u22c5": "\u30fb",
        "\u00b7": "\u30fb",
    }
)

# How a workbook writes a character that XML cannot hold: 「_x000D_」 is a line's end. Tools that copy cells keep it.
_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
# What people take for a circle and a cross, on paper and on telephones.
_MARKS_ALIKE = str.maketrans(
    dict.fromkeys("○〇◯⭕⭘⚪", "○")
    | dict.fromkeys("×✕✖✗✘❌❎⨯☓╳", "×")
    | dict.fromkeys("△▵", "△")
    | {"\ufe0e": "", "\ufe0f": ""}
)
DASHES = "-\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\u2796\u30fc\ufe58\ufe63\uff0d\uff70"
"""Every sign that people type, or a program puts, for a hyphen."""
_DASHES_ALIKE = str.maketrans(dict.fromkeys(DASHES, "-"))
UNTIDY, SUSPECT, SIGN, SHORT = 1, 2, 4, 8
_SHORT_UNITS = 4
_GUARDED = re.compile(rf"'+[{re.escape(TRIGGERS)}\t\r]")
_GUARD_NEEDED = re.compile(rf"'*[{re.escape(TRIGGERS)}\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def tidy_lines(text: str) -> str:
    """Return `text` in NFKC, each line trimmed and its runs of spaces made one; the lines stay lines."""
    if not text.isascii():
        for mark, combining in _MARKS.items():
            text = text.replace(mark, combining)
        for character in _INVISIBLE:
            text = text.replace(character, "")
        text = text.replace("\u3000", " ")
        # Most lines are in NFKC already, and asking is twenty times faster than doing.
        if not is_normalized("NFKC", text):
            lines = text.split("\n")
            text = "\n".join([line if is_normalized("NFKC", line) else normalize("NFKC", line) for line in lines])
    text = text.replace("\t", " ").replace("\r", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace("\n ", "\n").replace(" \n", "\n").strip(" ")


def each(values: Sequence[str], change: Callable[[str], str]) -> list[str]:
    """Apply `change` to all `values` in one call, as lines of one text: many times faster than one by one.

    `change` must treat every line by itself. A line break inside a value becomes a space.
    """
    if not values:
        return []
    joined = "\n".join(values)
    if joined.count("\n") != len(values) - 1:
        joined = "\n".join([value.replace("\n", " ") for value in values])
    return change(joined).split("\n")


def marks_alike(text: str) -> str:
    """Return `text` with every sign for a circle as ○, for a cross as ×."""
    return text if text.isascii() else text.translate(_MARKS_ALIKE)


def dashes_alike(text: str) -> str:
    """Return `text` with every sign for a hyphen as one."""
    return text if text.isascii() else text.translate(_DASHES_ALIKE)


def unescaped(text: str) -> str:
    """Return `text` with the characters that a workbook writes as ``_x000D_``."""
    return _ESCAPED.sub(_characters, text) if "_x" in text else text


def _characters(escaped: re.Match[str]) -> str:
    """Return what a run of escapes stands for; two of them may be the halves of one character."""
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in re.findall(r"_x([0-9A-Fa-f]{4})_", escaped[0]))
    return units.decode("utf-16-be", "replace")


def tidy(text: str) -> str:
    """Return one cell in NFKC, trimmed, on one line, without runs of spaces."""
    return tidy_lines(text.replace("\n", " "))


def signs_alike(text: str) -> str:
    """Return the form in which two texts are compared: `tidy`, and signs that encodings exchange are one.

    What CP932 holds as ～ － ∥ ― stands in UTF-8 files of the same edition as 〜 − ‖ —; to a reader they are the same.
    The long vowel mark (ー) is a letter and no dash.
    """
    return tidy(text).translate(_ONE_SIGN)


def marks(cells: Sequence[str]) -> NDArray[np.uint8]:
    """Return what each cell deserves a closer look for: the bits UNTIDY, SUSPECT, SIGN and SHORT, uint8[cells].

    One look at all characters at once: asking each of 200,000 cells by itself would take longer than reading them.
    A cell without UNTIDY is as `tidy` leaves it; one without SUSPECT and SIGN holds no danger; one without UNTIDY
    and SHORT has more than four characters, so that it is neither blank nor a word for nothing (「該当なし」).
    """
    if not cells:
        return np.zeros(0, dtype=np.uint8)
    joined = "\n" + "\n".join(cells)
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    before = np.flatnonzero(units == ord("\n"))
    if len(before) != len(cells):
        return marks([cell.replace("\n", " ") for cell in cells])
    inside, first = _tables()
    bits = np.bitwise_or.reduceat(inside.take(units), before)
    bits |= first.take(units[np.minimum(before + 1, len(units) - 1)])
    bits[np.diff(before, append=len(units)) <= _SHORT_UNITS + 1] |= SHORT
    return bits


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the marks of each UTF-16 unit inside a cell, and as its first."""
    inside = np.zeros(0x10000, dtype=np.uint8)
    for unit in range(0x10000):
        character = chr(unit)
        if character in _INVISIBLE or character in " \t\r\u3000" or not _stands_alone(character):
            inside[unit] |= UNTIDY
        if CONTROL.match(character) or character == LOST_CHARACTER:
            inside[unit] |= SUSPECT
    inside[ord("\n")] = 0  # it parts the cells here, and is in none of them
    first = np.zeros(0x10000, dtype=np.uint8)
    first[[ord(character) for character in TRIGGERS + " \t\r\u3000"]] = SIGN
    return inside, first


def _stands_alone(character: str) -> bool:
    """Say whether NFKC leaves a character alone, whatever its neighbours."""
    return (
        is_normalized("NFKC", character)
        and category(character)[0] not in "MC"
        and not "\u1100" <= character <= "\u11ff"
    )


def dangers(cells: Sequence[str], marked: NDArray[np.uint8] | None = None) -> list[tuple[int, str]]:
    """Return (index, problem code) of each cell that must not come in, or has lost a character, in order."""
    marked = marks(cells) if marked is None else marked
    indices = np.flatnonzero(marked & (SUSPECT | SIGN)).tolist()
    return [(index, code) for index in indices if (code := _danger(cells[index]))]


def _danger(cell: str) -> str | None:
    return danger(cell) or ("cell.lost_character" if LOST_CHARACTER in cell else None)


def safe_cell(text: str) -> str:
    """Return `text` as every export writes it: with an apostrophe before what a spreadsheet might compute.

    Stricter than `would_run`, since spreadsheets differ: whatever starts with a sign is guarded, unless it is a
    plain number. `bare_cell` takes exactly this apostrophe away again.
    """
    return "'" + text if _GUARD_NEEDED.match(text) and not _NUMBER.fullmatch(text) else text


def bare_cell(text: str) -> str:
    """Return `text` without the apostrophe that `safe_cell` put there."""
    return text[1:] if _GUARDED.match(text) else text
