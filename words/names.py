"""Names within a sentence that lead to the page of whoever they name, told apart from other text of the same letters.

A page has a sentence said with its names marked (`leading`) and takes it apart again (`pieces`); whoever writes it
elsewhere never sees a mark.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Noncharacters of Unicode: kept for use within a program, never for interchange.
BEGIN, BETWEEN, END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = re.compile(f"[{BEGIN}{BETWEEN}{END}]")
_NAME = re.compile(f"{BEGIN}([a-z]+):([0-9]+){BETWEEN}([^{BEGIN}{BETWEEN}{END}]*){END}")


@dataclass(frozen=True)
class Named:
    """The name of a person or facility, and the way to its page, for whoever has that page.

    Attributes
    ----------
    page
        ``person`` or ``facility``.
    key
        Its id; None if there is none to lead to.
    """

    text: str
    page: str
    key: int | None


_leading: ContextVar[bool] = ContextVar("leading", default=False)


def leading(say_it: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what is said with its names marked."""
    before = _leading.set(True)
    try:
        return say_it(*args, **kwargs)
    finally:
        _leading.reset(before)


def marked(page: str, key: int, text: str) -> str:
    """Return a name for a sentence: as it is, or with marks where somebody takes them out again.

    What its text had of marks itself is left out; what only was imagined, with an id below zero, has no page.
    """
    if not _leading.get() or key < 0:
        return text
    return f"{BEGIN}{page}:{key}{BETWEEN}{_MARKS.sub('', text)}{END}"


def pieces(sentence: str) -> list[str | Named]:
    """Take a sentence apart into text and the names that were marked in it, in their order."""
    found: list[str | Named] = []
    at = 0
    for match in _NAME.finditer(sentence):
        found += [sentence[at : match.start()], Named(match[3], match[1], int(match[2]))]
        at = match.end()
    return [piece for piece in [*found, sentence[at:]] if piece != ""]


def unmarked(sentence: str) -> str:
    """Return a sentence as it is read where its names lead nowhere."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(sentence))
