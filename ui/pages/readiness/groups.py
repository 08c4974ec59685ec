"""Readiness by ward, tier and need: the wards shaded by people without an option, and a table."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from desk.readiness import LEVELS, Counts, ReadinessView, by_group, members, without_option
from geodata.shading import Shading
from ui.components import city_map
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context

GROUPS = ("ward", "tier", "need")


def groups_panel(ctx: Context, view: ReadinessView) -> None:
    """Show the map of the wards beside a table of one of the groups."""
    left, right = st.container(key="side_by_side_readiness").columns([5, 4], gap="medium")
    with left:
        _map(ctx, view)
    with right:
        group = st.selectbox(
            ctx.t("readiness.by"), GROUPS, format_func=lambda name: ctx.t(f"readiness.group_{name}"), key="readiness.by"
        )
        rows = {group_name(ctx, group, key): counts for key, counts in by_group(view, group).items()}
        frame = counts_table(ctx, rows, ctx.t("readiness.column_group"))
        if (chances := ctx.chances()) is not None:
            averages = [chances.average(people) for people in members(view, group).values()]
            frame[ctx.t("chance.short")] = [ctx.t("chance.percent", percent=average) for average in averages]
        show_table(ctx, frame, ctx.t("readiness.by"))


def _map(ctx: Context, view: ReadinessView) -> None:
    city = ctx.city()
    values = without_option(view, city.places.areas["ward"])
    shading = Shading.of(values)
    drawn = city_map.ward_map(ctx, "readiness.map", values, shading)
    city_map.legend(ctx, drawn, [], shading, ctx.t("readiness.map"))
    city_map.show_map(drawn, "readiness.map")
    if city.schematic:
        st.caption(ctx.t("common.schematic"))
    for credit in city.credits:
        st.caption(plain(ctx.t("common.credit", credit=credit)))


def group_name(ctx: Context, group: str, key: str) -> str:
    """Name a ward, a tier or a need."""
    if group == "need":
        return ctx.t(key)
    return ctx.t("people.tier_value", tier=key) if group == "tier" else key or ctx.t("common.unknown")


def counts_table(ctx: Context, rows: Mapping[str, Counts], heading: str) -> pd.DataFrame:
    """Return people by number of options, a row for each name."""
    columns = [heading, ctx.t("readiness.people"), *(ctx.t(f"readiness.column_{level}") for level in LEVELS)]
    return pd.DataFrame([(name, sum(counts), *counts) for name, counts in rows.items()], columns=columns)
