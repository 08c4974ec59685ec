"""What the codes of a review's tables are called, and its tables as frames for lists, workbooks and papers."""

import pandas as pd

from desk.review.review import Review
from desk.review.table import CITY, TOTAL, UNKNOWN, ReviewTable
from words.say import say

MOST_BESIDE = 4
"""Of tables with no more columns the period before stands beside each."""


def title_of(name: str, language: str) -> str:
    """Return what a table is called."""
    return say(f"review.table.{name}", language)


def row_word(table: ReviewTable, row: str, language: str) -> str:
    """Return what a row is called; a ward's name as it is."""
    if row == UNKNOWN:
        return say("common.unknown", language)
    if table.words:
        return say(f"{table.words}.{row}", language)
    if table.head == "month":
        year, _, month = row.partition("-")
        return say("review.month", language, year=year, month=month if language == "en" else month.lstrip("0"))
    if table.head == "council" and row == CITY:
        return say("meetings.city", language)
    return say("review.rooms", language, rooms=row) if table.head == "rooms" else row


def column_word(table: ReviewTable, column: str, language: str) -> str:
    """Return what a column is called."""
    if column == UNKNOWN:
        return say("common.unknown", language)
    return say(f"{'review.column' if column == TOTAL else table.across}.{column}", language)


def beside(review: Review, name: str, language: str) -> pd.DataFrame:
    """Return a table as a frame, each column of the period before beside it; what is not known is None.

    Of a table with many columns that of the period before has only the last, which is its total.
    """
    table, earlier = review.tables[name], review.earlier[name]
    # Months of another period are others.
    compared = () if table.head == "month" else table.columns if len(table.columns) <= MOST_BESIDE else (TOTAL,)
    rows = list(table.rows) + [row for row in earlier.rows if row not in table.rows and compared]
    heads: list[str] = []
    columns: list[list[int | None]] = []
    for column in table.columns:
        heads.append(column_word(table, column, language))
        columns.append([table.counts.get((row, column), 0) for row in rows])
        if column in compared:
            heads.append(say("review.beside", language, column=heads[-1]))
            columns.append([earlier.counts.get((row, column), 0) for row in rows])
    frame = pd.DataFrame(dict(enumerate(columns)), dtype=object)
    frame.columns = pd.Index(heads)
    frame.insert(0, say(f"review.head.{table.head}", language), [row_word(table, row, language) for row in rows])
    return frame
