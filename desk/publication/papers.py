"""What papers for everybody told already, as it is kept: whoever makes the next paper, of whatever kind, starts from there."""

from collections.abc import Iterable
from typing import Any

from casebook.book import Casebook
from casebook.records import ReviewPapers
from casebook.records.base import require
from desk.errors import DeskError
from desk.publication.protect import Told
from desk.publication.suppression import HIDDEN, MERGED

ReviewKey = tuple[int, str, str, str]
"""A figure of a yearly review: fiscal year, table, row and column."""


def told_by_reviews(book: Casebook, beside: Iterable[Any] = ()) -> dict[ReviewKey, Told]:
    """Return what the yearly reviews told that were kept, be they withdrawn: what was published stays known.

    Parameters
    ----------
    beside
        What was published elsewhere, as `read_told` takes it.

    Raises
    ------
    DeskError
        If it is not written so.
    """
    kept = sorted(book.all(ReviewPapers), key=lambda one: require(one.id))
    return read_told([*(one.record["told"] for one in kept), *beside])


def read_told(records: Iterable[Any]) -> dict[ReviewKey, Told]:
    """Return what reviews print, from the JSON of each; where two tell of one figure, the first does.

    Raises
    ------
    DeskError
        If it is not written so.
    """
    told: dict[ReviewKey, Told] = {}
    for record in records:
        try:
            for year, tables in record["published"].items():
                for name, rows in tables.items():
                    for row, columns in rows.items():
                        for column, figure in columns.items():
                            told.setdefault((int(year), name, row, column), _told(figure))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DeskError("review.beside_form") from error
    return told


def _told(figure: object) -> Told:
    if figure in (HIDDEN, MERGED) or (type(figure) is int and figure >= 0):
        return figure
    raise ValueError(figure)
