"""What is aimed at for a day beside what was counted last until then, setting it, and correcting it."""

import pandas as pd
import streamlit as st

from casebook.records import CapacityTarget
from desk.capacity import gaps, read_counts, read_targets, table_of_gaps
from ui.components.listing.tables import show_table
from ui.components.records import address
from ui.components.records.correcting import correcting_some
from ui.components.text import plain
from ui.context import Context
from ui.pages.capacity.form import target_form


def aimed_at(ctx: Context) -> None:
    """Show a target with the gap to it; where there is none, say what to do."""
    found = read_targets(ctx.book)
    writes = ctx.book.may("add", CapacityTarget)
    if found:
        _one(ctx, {str(one.for_on): one for one in found})
    else:
        st.info(ctx.t("capacity.no_target" if writes else "capacity.no_target_told"))
    if writes:
        st.header(ctx.t("capacity.set_target"), anchor=False)
        target_form(ctx)
    correcting_some(ctx, CapacityTarget, found, "capacity.targets")


def _one(ctx: Context, by_day: dict[str, CapacityTarget]) -> None:
    day = address.one_of(
        "capacity", "for", ctx.t("field.for_on"), list(by_day), lambda one: ctx.show(by_day[one].for_on)
    )
    target = by_day[day]
    count, found = gaps(target, read_counts(ctx.book))
    said = "capacity.no_count_yet" if count is None else "capacity.counted_last"
    st.caption(plain(ctx.t(said, day=None if count is None else count.counted_on)))
    heads, rows = table_of_gaps(found, ctx.language)
    show_table(ctx, pd.DataFrame(rows, columns=heads), ctx.t("capacity.view_targets"))
    if target.note:
        st.markdown(plain(ctx.pair(ctx.t("field.note"), target.note)))
