"""The papers of a review: a workbook with a sheet a table, a report as DOCX and as PDF, and a slide of what changed."""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from desk.documents import Block, Document, Grid, Heading, Lines, Picture, Text, bars, docx_of, pdf_of, svg_of
from desk.export import to_xlsx
from desk.review.flow import drawn_flow
from desk.review.review import Review
from desk.review.sentences import facts
from desk.review.wording import beside, title_of, withheld_texts, written
from words.say import say, show

DRAWN = {
    "by_month": ("review.chart_calls", "review.unit_calls"),
    "days_by_rooms": ("review.chart_rooms", "review.unit_days"),
}
"""Tables that are drawn, too: what the drawing is called, and what it counts."""
FLOW = "residence"
"""The table of which the flow is drawn."""
WIDTH_MM = 150.0
ON_THE_SLIDE = ("functions", "readiness")


def made(form: str, review: Review, language: str, today: date) -> bytes:
    """Return the review in one of `FORMS`."""
    return MAKERS[form](review, language, today)


def report(review: Review, language: str, today: date) -> Document:
    """Return the report: what happened in sentences, and each table with how it is counted."""
    blocks: list[Block] = [
        Heading(say("review.facts", language)),
        Lines([say(one.message, language) for one in facts(review)]),
        *_withheld(review, language),
    ]
    for name in review.tables:
        blocks += [Heading(title_of(name, language), 2), *_drawn(review, name, language)]
        blocks += [_grid(review, name, language), Text(say(f"review.meant.{name}", language))]
    first, last = review.days
    title = say("review.title", language, first=first, last=last)
    return Document(title, about(review, language, today), blocks, language)


def slide(review: Review, language: str, today: date) -> Document:
    """Return one page across: what happened, and what was done by each function of the base."""
    first, last = review.days
    lines = Lines([say(one.message, language) for one in facts(review)])
    grids = [_grid(review, name, language) for name in ON_THE_SLIDE]
    notes = [Lines(withheld_texts(review, language))] if review.withheld else []
    title = say("review.slide_title", language, first=first, last=last)
    return Document(title, about(review, language, today), [lines, *grids, *notes], language, landscape=True)


def _withheld(review: Review, language: str) -> list[Block]:
    """Return what is not told in a version for publication, and why."""
    if review.withheld is None:
        return []
    return [Heading(say("review.withheld.heading", language), 2), Lines(withheld_texts(review, language))]


def _grid(review: Review, name: str, language: str) -> Grid:
    frame = written(beside(review, name, language))
    rows = [
        [str(row[0]), *(cell if cell is None or isinstance(cell, str) else int(cell) for cell in row[1:])]
        for row in frame.to_numpy().tolist()
    ]
    return Grid([str(head) for head in frame.columns], rows, numeric=frozenset(range(1, len(frame.columns))))


def drawable(review: Review, name: str) -> bool:
    """Tell whether a table is drawn: for publication only one of which everything is told."""
    table = review.tables[name]
    if review.withheld is not None and (table.marks or review.earlier[name].marks):
        return False
    return any(table.counts.values()) if name == FLOW else name in DRAWN and bool(table.rows)


def _drawn(review: Review, name: str, language: str) -> list[Block]:
    if not drawable(review, name):
        return []
    table = review.tables[name].without_total()
    if name == FLOW:
        return [Picture(drawn_flow(table, language).encode(), say("review.flow", language), WIDTH_MM)]
    called, unit = (say(code, language) for code in DRAWN[name])
    frame = beside(review, name, language).iloc[: len(table.rows), :2].set_axis(["across", "value"], axis=1)
    if name == "by_month":
        frame["value"] = table.column("total")
    frame["value"] = frame["value"].astype(int)
    told = say("review.drawn_of", language, count=int(frame["value"].sum()), unit=unit, until=review.until)
    drawing = svg_of(bars(frame, "across", "value", unit=unit, told_of=told))
    return [Picture(drawing, say("review.drawn", language, called=called, told=told), WIDTH_MM)]


def workbook(review: Review, language: str, today: date) -> bytes:
    """Return a workbook of live numbers, a sheet a table; what adds up is added up by the workbook itself.

    For publication the totals are printed as they are, since not all that they add up is; a last sheet says what is not told.
    """
    frames = {name: beside(review, name, language) for name in review.tables}
    unknown, total = show(None, language), say("review.column.total", language)
    sheets = {title_of(name, language): frame.where(frame.notna(), unknown) for name, frame in frames.items()}
    adding = [name for name, frame in frames.items() if review.tables[name].adds and not frame.empty]
    if review.withheld is not None:
        heading = say("review.withheld.heading", language)
        adding, sheets[heading] = [], pd.DataFrame({heading: withheld_texts(review, language)})
    head = "  ".join(about(review, language, today))
    return to_xlsx(sheets, head=head, sums={title_of(name, language): total for name in adding})


def about(review: Review, language: str, today: date) -> list[str]:
    """Return what stands beneath the title of every paper: the period before, how far was counted, the day."""
    first, last = review.before
    lines = [say("review.before_days", language, first=first, last=last)]
    if review.withheld is not None:
        kept = review.withheld.kept_on
        said = say("review.paper_unkept", language) if kept is None else say("review.paper_kept", language, day=kept)
        lines = [say("review.version_publication", language), said, *lines]
    if not review.over:
        lines.append(say("review.until", language, until=review.until))
    return [*lines, say("review.made", language, day=today)]


MAKERS: Mapping[str, Callable[[Review, str, date], bytes]] = {
    "xlsx": workbook,
    "docx": lambda review, language, today: docx_of(report(review, language, today)),
    "pdf": lambda review, language, today: pdf_of(report(review, language, today)),
    "slide": lambda review, language, today: pdf_of(slide(review, language, today)),
}
FORMS = tuple(MAKERS)
