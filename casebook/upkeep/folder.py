"""A folder of copies: each has its number and its time in its name, and the last ones are kept."""

import re
from datetime import datetime
from pathlib import Path

from casebook.errors import NotReadyError

NAME = re.compile(r"sonae-(\d{4,})-(\d{8}-\d{6})\.backup")
TIME = "%Y%m%d-%H%M%S"


def next_name(folder: Path, now: datetime) -> Path:
    """Return the name of the next copy: numbers tell which is the last, even where the clock was set back."""
    last = max((_number(path) for path in copies_in(folder)), default=0)
    return folder / f"sonae-{last + 1:04}-{now:{TIME}}.backup"


def copies_in(folder: Path) -> list[Path]:
    """Return the copies in a folder, the last one last; whatever else lies there is left alone."""
    return sorted((path for path in folder.iterdir() if NAME.fullmatch(path.name)), key=_number)


def last_copy(folder: Path) -> Path:
    """Return the last copy in a folder.

    Raises
    ------
    NotReadyError
        If there is none.
    """
    found = copies_in(folder) if folder.is_dir() else []
    if not found:
        raise NotReadyError("copy.none_there", path=folder)
    return found[-1]


def keep_last(folder: Path, count: int, proven: str | None) -> list[Path]:
    """Remove copies but the last ones and the one that a drill last proved; return what was removed.

    Parameters
    ----------
    count
        How many of the last ones stay.
    proven
        The name of the last copy that was proven, if any.
    """
    gone = [path for path in copies_in(folder)[: -max(count, 1)] if path.name != proven]
    for path in gone:
        path.unlink()
    return gone


def require_own_name(path: Path, made_at: datetime) -> None:
    """Refuse a copy that has the name of another: somebody exchanged files.

    Raises
    ------
    NotReadyError
        If its name says another time than the copy itself.
    """
    named = NAME.fullmatch(path.name)
    if named and named[2] != f"{made_at:{TIME}}":
        raise NotReadyError("copy.other_name", path=path, at=made_at)


def _number(path: Path) -> int:
    named = NAME.fullmatch(path.name)
    return int(named[1]) if named else 0
