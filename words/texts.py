"""What no text may hold that is kept, whoever typed it and wherever: what runs, and what cannot be seen."""

import re
from unicodedata import normalize

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
TRIGGERS = "=+-@＝＋－＠"
# What a spreadsheet would compute: `=` and anything an expression starts with; a function call or a DDE
# link after another sign, also behind a sum (-2+3+cmd|…). 「+OneLife」, 「@REVE」, "--" and "+81-22-…" are real
# names and numbers, and run nothing.
_RUNS = re.compile(
    r"""=\s*[\w"'(+\-@{\[#$] | [+\-@][\d\s+\-*/.()]*[A-Za-z_](?:[\w.]*\s*\( | [\w\s]*\|)""",
    re.VERBOSE,
)


def has_control(text: str) -> bool:
    """Say whether `text` holds a control or direction-changing character (tabs and line breaks are harmless)."""
    return CONTROL.search(text) is not None


def would_run(text: str) -> bool:
    """Say whether a spreadsheet would compute `text` instead of showing it."""
    text = text.lstrip()
    return text.startswith(tuple(TRIGGERS)) and _RUNS.match(normalize("NFKC", text)) is not None


def danger(text: str) -> str | None:
    """Return the code of what keeps a text from being kept, None if nothing does."""
    if has_control(text):
        return "cell.control_character"
    return "cell.formula" if would_run(text) else None
