"""What published reviews print, as JSON: told before the next one is made, and opened again as it was."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from desk.period import fiscal_year, run_before
from desk.publication import Told
from desk.review.published.relations import Key
from desk.review.review import Review, Withheld
from desk.review.table import ReviewTable
from desk.review.wording import compared

PLAIN = ("name", "head", "words", "rows", "columns", "adds", "across", "scales", "dated", "as_of")
"""What JSON holds of a table as it is, lists for tuples and days as texts."""
WITHHELD = ("limit", "figures", "coarser", "unproven")


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
    for (year, name, row, column), figure in {**told, **printed_figures(review)}.items():
        printed.setdefault(year, {}).setdefault(name, {}).setdefault(row, {})[column] = figure
    first, last = review.days
    limit = None if review.withheld is None else review.withheld.limit
    return {
        "from": first,
        "to": last,
        "limit": limit,
        "published": {str(year): printed[year] for year in sorted(printed)},
    }


def to_record(review: Review, told: Mapping[Key, Told]) -> dict[str, Any]:
    """Return all that a version for publication prints, in no language, as one record for JSON: `read_record` reads it."""
    first, last = review.days
    withheld = review.withheld
    record = {
        "told": publication_record(review, told),
        "days": [first, last],
        "withheld": None if withheld is None else {name: getattr(withheld, name) for name in WITHHELD},
        "tables": {name: _table_record(table) for name, table in review.tables.items()},
        "earlier": {name: _table_record(table) for name, table in review.earlier.items()},
    }
    found: dict[str, Any] = json.loads(json.dumps(record, default=str, ensure_ascii=False))
    return found


def read_record(record: Mapping[str, Any], kept_on: date) -> Review:
    """Return a review as it was printed.

    Parameters
    ----------
    kept_on
        The day on which it was kept.
    """
    first, last = map(date.fromisoformat, record["days"])
    tables, earlier = ({name: _table(one) for name, one in record[side].items()} for side in ("tables", "earlier"))
    said = record["withheld"]
    names = {name: tuple(said[name]) for name in ("coarser", "unproven")}
    withheld = Withheld(said["limit"], said["figures"], **names, kept_on=kept_on)
    return Review((first, last), last, run_before((first, last)), tables, earlier, withheld)


def checksum_of(record: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is printed."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _table_record(table: ReviewTable) -> dict[str, Any]:
    return {
        **{name: getattr(table, name) for name in PLAIN},
        "counts": [[*cell, count] for cell, count in table.counts.items()],
        "marks": [[*cell, mark] for cell, mark in table.marks.items()],
    }


def _table(record: Mapping[str, Any]) -> ReviewTable:
    said: dict[str, Any] = {name: record[name] for name in PLAIN}
    said |= {name: tuple(said[name]) for name in ("rows", "columns")}
    said |= {name: {(row, column): value for row, column, value in record[name]} for name in ("counts", "marks")}
    day = said.pop("as_of")
    return ReviewTable(**said, as_of=None if day is None else date.fromisoformat(day))


def printed_figures(review: Review) -> dict[Key, Told]:
    """Return the figures that a version for publication prints, and what stands in place of those that it does not."""
    year = fiscal_year(review.days[0])
    found: dict[Key, Told] = {}
    for of, tables in ((year, review.tables), (year - 1, review.earlier)):
        for name, table in tables.items():
            for (row, column), count in table.counts.items():
                figure = table.marks.get((row, column), count)
                if figure is not None and (of == year or column in compared(table)):
                    found[of, name, row, column] = figure
    return found
