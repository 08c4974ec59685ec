"""Text as people typed it: made uniform, checked for what no cell should hold, and made safe for a spreadsheet."""

import re
from collections.abc import Callable, Sequence
from unicodedata import is_normalized, normalize

import numpy as np

# NFKC would turn the free-standing voicing marks (う゛) into a space and a mark; the combining ones compose (ゔ).
_MARKS = {"\u309b": "\u3099", "\u309c": "\u309a"}
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
LOST_CHARACTER = "\ufffd"

_TRIGGERS = "=+-@＝＋－＠"
# What a spreadsheet would compute: `=` and anything an expression starts with; a function call or a DDE
# link after another sign. 「+OneLife」, 「@REVE」, "--" and "+81-22-…" are real names and numbers, and run nothing.
_RUNS = re.compile(
    r"""=\s*[\w"'(+\-@{\[#$] | [+\-@]\s*[A-Za-z_][\w.]*\s*\( | [+\-@]\s*[A-Za-z][\w\s]*\| """,
    re.VERBOSE,
)
_SUSPECT = np.array([bool(_CONTROL.match(chr(unit))) for unit in range(0x10000)])
_SUSPECT[ord(LOST_CHARACTER)] = True
_SUSPECT_FIRST = np.array([chr(unit) in _TRIGGERS + " \t\r\u3000" for unit in range(0x10000)])
_GUARDED = re.compile(rf"'+[{re.escape(_TRIGGERS)}]")
_GUARD_NEEDED = re.compile(rf"'*[{re.escape(_TRIGGERS)}\t\r]")
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
        return each([value.strip().replace("\n", " ") for value in values], change)
    if joined.isascii() or len(distinct := list(dict.fromkeys(values))) > len(values) // 2:
        changed = change(joined)
        return list(values) if changed == joined else changed.split("\n")
    return list(map(dict(zip(distinct, each(distinct, change), strict=True)).__getitem__, values))


def tidy(text: str) -> str:
    """Return one cell in NFKC, trimmed, on one line, without runs of spaces."""
    return tidy_lines(text.strip().replace("\n", " "))


def has_control(text: str) -> bool:
    """Say whether `text` holds a control or direction-changing character (tabs and line breaks are harmless)."""
    return _CONTROL.search(text) is not None


def would_run(text: str) -> bool:
    """Say whether a spreadsheet would compute `text` instead of showing it."""
    text = text.lstrip()
    return text.startswith(tuple(_TRIGGERS)) and _RUNS.match(normalize("NFKC", text)) is not None


def dangers(cells: Sequence[str]) -> list[tuple[int, str]]:
    """Return (index, problem code) of each cell that must not come in, or has lost a character, in order.

    One look at all characters at once: asking each of 200,000 cells by itself would take longer than reading them.
    """
    if not cells:
        return []
    joined = "\n" + "\n".join(cells)
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    before = np.flatnonzero(units == ord("\n"))
    if len(before) != len(cells):
        return dangers([cell.replace("\n", " ") for cell in cells])
    suspects = np.flatnonzero(_SUSPECT_FIRST.take(units[np.minimum(before + 1, len(units) - 1)]))
    inside = np.searchsorted(before, np.flatnonzero(_SUSPECT.take(units))) - 1
    indices = np.unique(np.concatenate([suspects, inside])).tolist()
    return [(index, code) for index in indices if (code := _danger(cells[index]))]


def _danger(cell: str) -> str | None:
    if has_control(cell):
        return "cell.control_character"
    if would_run(cell):
        return "cell.formula"
    return "cell.lost_character" if LOST_CHARACTER in cell else None


def safe_cell(text: str) -> str:
    """Return `text` as every export writes it: with an apostrophe before what a spreadsheet might compute.

    Stricter than `would_run`, since spreadsheets differ: whatever starts with a sign is guarded, unless it is a
    plain number. `bare_cell` takes exactly this apostrophe away again.
    """
    return "'" + text if _GUARD_NEEDED.match(text) and not _NUMBER.fullmatch(text) else text


def bare_cell(text: str) -> str:
    """Return `text` without the apostrophe that `safe_cell` put there."""
    return text[1:] if _GUARDED.match(text) or text[:2] in {"'\t", "'\r"} else text
