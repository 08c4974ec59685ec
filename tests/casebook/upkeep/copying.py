"""What the tests of copies share."""

from pathlib import Path

from casebook.upkeep.copies import lay_out
from casebook.upkeep.reading import Copy
from tests.conftest import KEYS


def laid_out(copy: Path, path: Path) -> str:
    """Write the database of a copy into a file, and return its address."""
    path.touch()
    lay_out(Copy(copy, KEYS), path)
    return f"sqlite:///{path}"
