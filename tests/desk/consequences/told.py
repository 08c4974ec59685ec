"""Lines as pairs of codes: what is touched, and what happens to it."""

from collections.abc import Iterable
from typing import Any


def told(lines: Iterable[Any]) -> list[tuple[str, ...]]:
    """Return both codes of each line, without their topic."""
    return [tuple(one.params[name].code.removeprefix("consequences.") for name in ("what", "then")) for one in lines]
