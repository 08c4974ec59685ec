"""What was counted by day and what follows from it, as a table and drawn; counting anew, and correcting a count."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from casebook import vocabulary as v
from casebook.records import CapacityCount
from desk.capacity import MEASURES, figures, read_counts, table_of_counts
from ui.components.charts.chart import show_bars
from ui.components.listing.tables import show_table
from ui.components.records import address
from ui.components.records.correcting import correcting_some
from ui.context import Context
from ui.pages.capacity.form import count_form
from ui.pages.capacity.papers import papers

USUAL = "staff_hundredths"
"""What is drawn first: what the council aims at."""


def trend(ctx: Context) -> None:
    """Show the counts; where there are none, say what to do."""
    found = read_counts(ctx.book)
    writes = ctx.book.may("add", CapacityCount)
    if found:
        heads, rows = table_of_counts(found, ctx.language)
        label = ctx.t("capacity.view_trend")
        st.caption(ctx.t("capacity.trend_hint"))
        show_table(ctx, pd.DataFrame(rows, columns=heads), label)
        _chart(ctx, found)
        papers(ctx)
    else:
        st.info(ctx.t("capacity.empty" if writes else "capacity.none_told"))
    if writes:
        st.header(ctx.t("capacity.add_count"), anchor=False)
        count_form(ctx)
    correcting_some(ctx, CapacityCount, found[::-1], "capacity.counts")


def _chart(ctx: Context, found: Sequence[CapacityCount]) -> None:
    """Draw one measure of the days on which it is known."""
    measure = address.one_of(
        "capacity", "measure", ctx.t("capacity.measure"), MEASURES, lambda name: ctx.t(f"field.{name}"), USUAL
    )
    known = [(one.counted_on, parts) for one in found if (parts := figures(one)[measure]) is not None]
    if not known:
        st.info(ctx.t("capacity.measure_unknown"))
        return
    across, series, value = ctx.t("field.counted_on"), ctx.t("capacity.measure"), ctx.t("capacity.value")
    scale = v.CAPACITY_SCALES.get(measure, 1)
    drawn = pd.DataFrame(
        [(ctx.show(day), ctx.t(f"field.{measure}"), parts / scale) for day, parts in known],
        columns=[across, series, value],
    )
    unit, told = ctx.t(f"capacity.unit.{measure}"), ctx.t("capacity.of_counts", count=len(known))
    places = len(str(scale)) - 1
    show_bars(ctx, drawn, across, series, value, unit=unit, told_of=told, beside=True, form=f",.{places}f")
