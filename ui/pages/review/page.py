"""The yearly review of a period: what happened in sentences, its tables, the records behind each figure, its papers."""

import json
from datetime import date, timedelta

import streamlit as st

from casebook.book import Casebook
from desk.errors import DeskError
from desk.period import Dates, fiscal_year, span
from desk.publication import read_told
from desk.review import (
    FLOW,
    Publication,
    Review,
    beside,
    drawable,
    drawn_flow,
    facts,
    first_day,
    read_publication,
    read_review,
    row_word,
    title_of,
    withheld_texts,
    written,
)
from ui.components.charts.chart import show_bars
from ui.components.charts.picture import show_picture
from ui.components.inputs import period
from ui.components.listing.listing import of_frame, show_list
from ui.components.records import address
from ui.components.text import bullets, plain
from ui.context import Context, State
from ui.kept import kept
from ui.pages.review.behind import records_behind
from ui.pages.review.editions import offer_to_keep, papers, show_editions, tell_taken
from words.eras import FiscalYear

PAGE = "review"
DAYS = "days"
MEETING, PUBLICATION, KEPT = "meeting", "publication", "kept"
CHARTS = {
    "by_month": ("review.unit_calls", "review.told_calls"),
    "days_by_rooms": ("review.unit_days", "review.told_days"),
}
"""Tables that are drawn, with what they count, and of how many the chart tells."""


def page(ctx: Context) -> None:
    """Show the review of the period that is chosen."""
    if (begun := _begun(ctx.state, ctx.book)) is None:
        st.info(ctx.t("review.empty"))
        return
    versions = [MEETING, PUBLICATION, KEPT]
    version = address.one_of(
        PAGE, "version", ctx.t("review.version"), versions, lambda one: ctx.t(f"review.version_{one}")
    )
    if version == KEPT:
        if (shown := show_editions(ctx)) is not None:
            _show(ctx, *shown)
        return
    days = _days(ctx, fiscal_year(begun))
    if version == MEETING:
        _show(ctx, _review(ctx.state, ctx.book, days, ctx.today))
        return
    try:
        publication = _publication(ctx.state, ctx.book, days, ctx.today, ctx.settings.small_cell, _beside(ctx))
    except DeskError as error:
        st.info(plain(ctx.t(error.message)))
        return
    tell_taken(ctx, publication)
    offer_to_keep(ctx, publication)
    _show(ctx, publication.review, publication.record["told"])


def _show(ctx: Context, review: Review, told: object = None) -> None:
    """Show a review of whatever version: what happened, what it does not tell, its papers, its tables.

    Parameters
    ----------
    told
        For JSON, what is published with it and before it.
    """
    first, last = review.before
    st.caption(plain(ctx.t("review.before_days", first=first, last=last)))
    if not review.over:
        st.info(plain(ctx.t("review.until", until=review.until)))
    st.subheader(ctx.t("review.facts"), anchor=False, help=ctx.t("review.facts_hint"))
    st.markdown(bullets(ctx.t(said.message) for said in facts(review)))
    if review.withheld is not None:
        st.subheader(ctx.t("review.withheld.heading"), anchor=False)
        st.markdown(bullets(withheld_texts(review, ctx.language)))
    papers(ctx, review, told)
    _table(ctx, review)


@kept
def _begun(state: State, _book: Casebook) -> date | None:  # noqa: ARG001 - what it is kept under
    return first_day(_book)


@kept
def _review(
    state: State,  # noqa: ARG001 - what it is kept under
    _book: Casebook,
    days: Dates,
    today: date,
) -> Review:
    return read_review(_book, days, today)


@kept
def _publication(
    state: State,  # noqa: ARG001 - what it is kept under
    _book: Casebook,
    days: Dates,
    today: date,
    limit: int,
    beside_: tuple[bytes, ...],
) -> Publication:
    return read_publication(_book, days, today, limit, map(_document, beside_))


def _beside(ctx: Context) -> tuple[bytes, ...]:
    """Ask for what was published elsewhere; what is no such file is said."""
    files = st.file_uploader(
        ctx.t("review.told_before"), type=["json"], accept_multiple_files=True, help=ctx.t("review.told_before_help")
    )
    contents = tuple(file.getvalue() for file in files)
    try:
        read_told(map(_document, contents))
    except DeskError as error:
        st.error(plain(ctx.t(error.message)))
        return ()
    return contents


def _document(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _days(ctx: Context, since: int) -> Dates:
    """Ask for a fiscal year since the first record, the last one first, or for days."""
    this = fiscal_year(ctx.today)
    years = {str(year): year for year in range(this, since - 1, -1)}

    def word(code: str) -> str:
        return (
            ctx.t("review.period_year", year=FiscalYear(years[code])) if code in years else ctx.t("review.period_days")
        )

    chosen = address.one_of(PAGE, "period", ctx.t("review.period"), [*years, DAYS], word, str(max(this - 1, since)))
    if chosen in years:
        return span(years[chosen])
    usual = (ctx.today - timedelta(days=364), ctx.today)
    return period(ctx, ("first", "last"), usual, PAGE, st.columns(2), (ctx.t("review.first"), ctx.t("review.last")))


def _table(ctx: Context, review: Review) -> None:
    """Show one table; the row that is chosen in it tells what it counts."""
    name = address.one_of(
        PAGE, "table", ctx.t("review.jump"), list(review.tables), lambda one: title_of(one, ctx.language)
    )
    table = review.tables[name]
    st.header(plain(title_of(name, ctx.language)), anchor=False)
    st.caption(plain(ctx.t(f"review.meant.{name}")))
    if not table.rows:
        st.info(ctx.t("review.nothing"))
        return
    if name in CHARTS and drawable(review, name):
        _chart(ctx, review, name)
    if name == FLOW and drawable(review, name):
        flow = table.without_total()
        narrow = drawn_flow(flow, ctx.language, narrow=True)
        show_picture(drawn_flow(flow, ctx.language), ctx.t("review.flow"), narrow=narrow)
    columns, rows = of_frame(written(beside(review, name, ctx.language)), {})
    asked = "row" if review.withheld is None else None
    at = show_list(
        ctx, columns, rows, range(len(rows)), "review.table", title_of(name, ctx.language), asked=asked, finds=False
    )
    if at is None or at >= len(table.rows):
        return
    row = table.rows[at]
    st.subheader(plain(ctx.pair(ctx.t("review.records"), row_word(table, row, ctx.language))), anchor=False)
    records_behind(ctx, table, row)


def _chart(ctx: Context, review: Review, name: str) -> None:
    frame = beside(review, name, ctx.language).head(len(review.tables[name].without_total().rows))
    unit, told = CHARTS[name]
    series, value = ctx.t("review.behind.what"), ctx.t("review.column.count")
    rows, counts = frame.columns[0], frame.columns[1:-1] if name == "by_month" else frame.columns[1:2]
    long = frame.melt(id_vars=rows, value_vars=list(counts), var_name=series, value_name=value)
    count = int(long[value].sum())
    show_bars(ctx, long, rows, series, value, unit=ctx.t(unit), told_of=ctx.t(told, count=count), beside=False)
