"""Files that come into being beside where they belong, and take their name once they are whole and on the disk."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.errors import NotReadyError

PREFIX = ".sonae-aside-"
OLD_S = 60


@contextmanager
def aside(parent: Path) -> Iterator[Path]:
    """Give a folder of its owner's alone inside another, which is gone afterwards; so is what somebody killed left there."""
    _clear(parent)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as folder:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)  # as long as it is held, it is nobody's leftover
            yield Path(folder)
        finally:
            os.close(descriptor)


def _clear(parent: Path) -> None:
    """Remove the folders of processes that are no more."""
    for left in parent.glob(f"{PREFIX}*"):
        try:
            descriptor = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(descriptor).st_mtime > OLD_S:  # a younger one may not be held yet
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(descriptor)


@contextmanager
def written_beside(target: Path, *, over_it: bool = False) -> Iterator[Path]:
    """Give a name beside a file; what is there at the end takes the file's name in one step, and is on the disk.

    Raises
    ------
    NotReadyError
        If something has the name by then, unless it is to be replaced.
    OSError
        With the file's name, if it cannot be written.
    """
    try:
        with aside(target.parent) as folder:
            made = folder / target.name
            os.close(os.open(made, os.O_CREAT | os.O_WRONLY, 0o600))  # people are in it
            yield made
            to_disk(made)
            _name(made, target, over_it=over_it)
        to_disk(target.parent)
    except OSError as error:
        ours = error.filename is None or PREFIX in str(error.filename)
        raise OSError(error.errno, error.strerror, str(target) if ours else error.filename) from error


def _name(made: Path, target: Path, *, over_it: bool) -> None:
    if over_it:
        made.replace(target)
        return
    try:
        os.link(made, target)
    except FileExistsError as error:
        raise NotReadyError("upkeep.exists", path=target) from error
    except OSError:  # a file system without second names
        made.replace(target)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
