"""What was found wrong, or worth telling, in data handed over: for a page, a command and a test alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from words.message import Message, SonaeError, WithMessage

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

Severity = Literal["rejected", "note"]


@dataclass(frozen=True)
class Finding(WithMessage):
    """One thing worth telling whoever handed over a file.

    Attributes
    ----------
    file
        Name as the user knows it; a member of an archive is ``archive.zip/member.csv``.
    row
        Row as a spreadsheet shows it (the header is row 1); None when the whole file is meant.
    column
        Header of the column, as published; None when the whole row is meant.
    value
        The cell as found; None when no single cell is meant.
    message
        What is to be said of it.
    severity
        ``rejected``: the row (or file) was left out. ``note``: it was kept, and the user should know.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: Message
    severity: Severity = "rejected"


class UnreadableFile(SonaeError):  # noqa: N818 - the domain's word, as for the standard library's own StopIteration
    """A file that cannot be read at all.

    Attributes
    ----------
    problem
        What to tell the user.
    """

    def __init__(self, problem: Finding) -> None:
        super().__init__(problem.code, **problem.params)
        self.args = (f"{problem.file}: {problem.code}",)
        self.problem = problem


def unreadable(file: str, code: str, /, **params: object) -> UnreadableFile:
    """Return the exception for a whole file, ready to raise."""
    return UnreadableFile(Finding(file, None, None, None, Message(code, params)))


@dataclass(frozen=True)
class Reading:
    """What one reader made of the files it was given. No row is lost: each is in `frame`, in `rejects` or filtered.

    Attributes
    ----------
    frame
        The clean rows; the columns are documented by each reader; EPSG:6668 (JGD2011, degrees).
    problems
        In the order of files and rows.
    rejects
        The rejected rows as they were handed over: text only, the original headers, then ``file`` and ``row``.
    facts
        Counts: at least ``rows_in`` = ``kept`` + ``rejected`` + ``filtered``.
    """

    frame: "gpd.GeoDataFrame"
    problems: list[Finding]
    rejects: "pd.DataFrame"
    facts: Mapping[str, object]
