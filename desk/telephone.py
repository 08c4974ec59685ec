"""Telephone numbers as they are typed: whether one can be called, and the address that calls it."""

import re

from geodata.text import dashes_alike, tidy

_FIRST = re.compile(r"\+?\d[\d\s().\-]*")
_NUMBER = re.compile(r"\+?[\d\s().\-]+")
DIGITS = range(9, 16)
"""So many digits a number has: 9 in Japan without an area code that begins with 0, 15 at most anywhere (ITU-T E.164)."""


def telephone(text: str | None) -> str | None:
    """Return a number as it is kept: narrow, every dash as one; None if nothing was typed."""
    return dashes_alike(tidy(text or "")) or None


def can_be_called(number: str) -> bool:
    """Tell whether a text, as `telephone` returns it, is one whole number and nothing else."""
    return _NUMBER.fullmatch(number) is not None and tel_address(number) is not None


def tel_address(text: str | None) -> str | None:
    """Return the `tel:` address of the first number in a text, made of its digits alone; None where there is none."""
    found = _FIRST.search(telephone(text) or "")
    digits = re.sub(r"\D", "", found[0]) if found else ""
    if found is None or len(digits) not in DIGITS:
        return None
    return f"tel:{'+' if found[0].startswith('+') else ''}{digits}"
