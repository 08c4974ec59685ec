"""A server says that it is there, so that nobody puts another casebook under it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from casebook.errors import NotReadyError
from casebook.sqlite_file import path_of


def _beside(path: Path) -> Path:
    return Path(f"{path}.serving")


@contextmanager
def serving(url: str) -> Iterator[None]:
    """Say while inside that a casebook's file is served; whoever dies inside leaves nothing that counts.

    Of a database server its own list of sessions tells.
    """
    path = path_of(sa.make_url(url))
    if path is None:
        yield
        return
    sign = _beside(path)
    descriptor = os.open(sign, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        with suppress(OSError):  # the last one out takes the sign down
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sign.unlink(missing_ok=True)
        os.close(descriptor)


@contextmanager
def nobody_serving(path: Path) -> Iterator[None]:
    """Keep servers from starting while inside.

    Raises
    ------
    NotReadyError
        If one is running.
    """
    sign = _beside(path)
    descriptor = os.open(sign, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise NotReadyError("upkeep.served", path=path) from None
        try:
            yield
        finally:
            sign.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
