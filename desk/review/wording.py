"""What the codes of a review's tables are called, and its tables as frames for lists, workbooks and papers."""

from decimal import Decimal

import pandas as pd

from desk.publication import HIDDEN, MERGED
from desk.review.groups import GATHERED, QUARTER
from desk.review.review import Review
from desk.review.table import CITY, TOTAL, UNKNOWN, Cell, ReviewTable
from words.say import join, say, show

MARKS = {HIDDEN: "review.withheld.x", MERGED: "review.withheld.in_sum"}
MOST_BESIDE = 4
"""Of tables with no more columns the period before stands beside each."""


def title_of(name: str, language: str) -> str:
    """Return what a table is called."""
    return say(f"review.table.{name}", language)


def row_word(table: ReviewTable, row: str, language: str) -> str:
    """Return what a row is called; a ward's name as it is."""
    if row == UNKNOWN:
        return say("common.unknown", language)
    if row == TOTAL:
        return say("review.column.total", language)
    if row in GATHERED:
        return say(f"review.group.{row}", language)
    if table.words:
        return say(f"{table.words}.{row}", language)
    if table.head == "month":
        year, _, month = row.removesuffix(QUARTER).partition("-")
        if row.endswith(QUARTER):
            return say("review.quarter", language, year=year, first=int(month), last=int(month) + 2)
        return say("review.month", language, year=year, month=month if language == "en" else month.lstrip("0"))
    if table.head == "council" and row == CITY:
        return say("meetings.city", language)
    return say("review.rooms", language, rooms=row) if table.head == "rooms" else row


def column_head(table: ReviewTable, column: str, language: str) -> str:
    """Return what heads a column: what it is called, or the day that its figures are of."""
    if not table.dated:
        return column_word(table, column, language)
    return say("review.not_counted", language) if table.as_of is None else show(table.as_of, language)


def column_word(table: ReviewTable, column: str, language: str) -> str:
    """Return what a column is called."""
    if column == UNKNOWN:
        return say("common.unknown", language)
    if column in GATHERED:
        return say(f"review.group.{column}", language)
    return say(f"{'review.column' if column == TOTAL else table.across}.{column}", language)


def compared(table: ReviewTable) -> tuple[str, ...]:
    """Return the columns of which the period before stands beside: of many the last alone, which is the total.

    Months of another period are others.
    """
    return () if table.head == "month" else table.columns if len(table.columns) <= MOST_BESIDE else (TOTAL,)


def beside(review: Review, name: str, language: str) -> pd.DataFrame:
    """Return a table as a frame, each column of the period before beside it; what is not known is None.

    What is not told is a word; what is kept in parts of one is a `decimal.Decimal` with all its places.
    """
    table, earlier = review.tables[name], review.earlier[name]
    both = compared(table)
    rows = list(table.rows) + [row for row in earlier.rows if row not in table.rows and both]
    heads: list[str] = []
    columns: list[list[int | Decimal | str | None]] = []
    for column in table.columns:
        heads.append(column_head(table, column, language))
        columns.append([_told(table, (row, column), language) for row in rows])
        if column in both:
            heads.append(say("review.beside", language, column=column_head(earlier, column, language)))
            columns.append([_told(earlier, (row, column), language) for row in rows])
    frame = pd.DataFrame(dict(enumerate(columns)), dtype=object)
    frame.columns = pd.Index(heads)
    frame.insert(0, say(f"review.head.{table.head}", language), [row_word(table, row, language) for row in rows])
    return frame


def written(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as `beside` does, its numbers with places in words: what only a workbook keeps as numbers."""
    rows = [[f"{cell:,}" if isinstance(cell, Decimal) else cell for cell in row] for row in frame.to_numpy().tolist()]
    return pd.DataFrame(rows, columns=frame.columns, dtype=object)  # a whole number beside what is not known stays one


def _told(table: ReviewTable, cell: Cell, language: str) -> int | Decimal | str | None:
    """Return a count, or the word in its place; 0 where the table has no such row."""
    if cell in table.marks:
        return say(MARKS[table.marks[cell]], language)
    return table.figure(cell)


def withheld_texts(review: Review, language: str) -> list[str]:
    """Say of a version for publication what it does not tell, and why; nothing of any other."""
    if (withheld := review.withheld) is None:
        return []
    lines = [say("review.withheld.why", language, limit=withheld.limit, count=withheld.figures)]
    if any(MERGED in table.marks.values() for some in (review.tables, review.earlier) for table in some.values()):
        lines.append(say("review.withheld.merged", language))
    if withheld.figures:
        lines.append(say("review.withheld.sentences", language))
    for code, names in (("coarser", withheld.coarser), ("unproven", withheld.unproven)):
        if names:
            titles = join([title_of(name, language) for name in names], language)
            lines.append(say(f"review.withheld.{code}", language, tables=titles))
    return lines
