"""Readiness over time: a chart of the last month ends, and the same as a table."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.readiness import LEVELS, Counts, ReadinessView, month_ends, over_time, over_time_by
from ui.components.charts.chart import show_bars
from ui.components.listing.tables import show_table
from ui.context import Context
from ui.kept import State, kept
from ui.pages.readiness.groups import GROUPS, counts_table, group_name

WHOLE = "whole"


@kept
def _trend_at(state: State, group: str, _view: ReadinessView) -> dict[str, dict[date, Counts]]:
    days = month_ends(state.day)
    return {WHOLE: over_time(_view, days)} if group == WHOLE else over_time_by(_view, days, group)


def trend_panel(ctx: Context, view: ReadinessView) -> None:
    """Show people by number of options at each month's end."""
    st.caption(ctx.t("readiness.trend_note"))
    left, right = st.columns(2)
    group = left.selectbox(
        ctx.t("readiness.trend_of"),
        (WHOLE, *GROUPS),
        format_func=lambda name: ctx.t(f"readiness.group_{name}"),
        key="readiness.trend_of",
    )
    with st.spinner(ctx.t("common.working")):
        trends = _trend_at(ctx.state, group, view)
    trend = trends.get(WHOLE) or trends[_one_of(ctx, right, group, list(trends))]
    _chart(ctx, trend)
    table = counts_table(ctx, {ctx.show(day): counts for day, counts in trend.items()}, ctx.t("readiness.day"))
    show_table(ctx, table, ctx.t("readiness.trend"))


def _one_of(ctx: Context, column: DeltaGenerator, group: str, keys: list[str]) -> str:
    """Ask for which ward, tier or need."""
    return str(
        column.selectbox(
            ctx.t(f"readiness.group_{group}"),
            keys,
            format_func=lambda key: group_name(ctx, group, key),
            key=f"readiness.trend_{group}",
        )
    )


def _chart(ctx: Context, trend: Mapping[date, Counts]) -> None:
    month, people, series = ctx.t("readiness.month"), ctx.t("readiness.count"), ctx.t("readiness.series")
    names = [ctx.t(f"readiness.level_{level}") for level in LEVELS]
    rows = [
        {month: f"{day:%Y-%m}", series: name, people: count}
        for day, counts in trend.items()
        for name, count in zip(names, counts, strict=True)
    ]
    latest = sum(list(trend.values())[-1]) if trend else 0
    n = ctx.t("common.people_count", count=latest)
    show_bars(ctx, pd.DataFrame(rows), month, series, people, unit=ctx.t("chart.people"), told_of=n, beside=False)
