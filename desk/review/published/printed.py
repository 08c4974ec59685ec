"""What published reviews print, as JSON: kept by whoever publishes, and read before the next one is made."""

from collections.abc import Iterable, Mapping
from typing import Any

from desk.errors import DeskError
from desk.period import fiscal_year
from desk.publication import HIDDEN, MERGED, Told
from desk.review.published.relations import Key
from desk.review.review import Review
from desk.review.wording import compared


def publication_record(review: Review, told: Mapping[Key, Told]) -> dict[str, Any]:
    """Return for JSON what everybody may read: all that this review and those before print, by fiscal year and table.

    A figure is a number, ``"hidden"`` or ``"merged"``; what is not known is left out.

    Parameters
    ----------
    review
        A version for publication.
    told
        What papers before print.
    """
    printed: dict[int, Any] = {}
    for (year, name, row, column), figure in {**told, **_figures(review)}.items():
        printed.setdefault(year, {}).setdefault(name, {}).setdefault(row, {})[column] = figure
    first, last = review.days
    limit = None if review.withheld is None else review.withheld.limit
    return {
        "from": first,
        "to": last,
        "limit": limit,
        "published": {str(year): printed[year] for year in sorted(printed)},
    }


def read_told(records: Iterable[Any]) -> dict[Key, Told]:
    """Return what papers print, from what `publication_record` returned of each; where two tell of one, the first does.

    Raises
    ------
    DeskError
        If it is not written so.
    """
    told: dict[Key, Told] = {}
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


def _figures(review: Review) -> dict[Key, Told]:
    year = fiscal_year(review.days[0])
    found: dict[Key, Told] = {}
    for of, tables in ((year, review.tables), (year - 1, review.earlier)):
        for name, table in tables.items():
            for (row, column), count in table.counts.items():
                figure = table.marks.get((row, column), count)
                if figure is not None and (of == year or column in compared(table)):
                    found[of, name, row, column] = figure
    return found
