"""Needs beyond offices by area: who has them, what serves them, and where nothing does; and those still looking."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from casebook.records import Resource, ResourceUse
from desk.city import City
from desk.resources import NeedInArea, needs_by_area
from ui.components.listing.tables import show_table
from ui.context import Context
from ui.pages.resources.form import use_form
from ui.pages.resources.listed import use_line

COLUMNS = ("ward", "need", "people", "without", "resources")


def needs(ctx: Context, city: City) -> None:
    """Show the needs of each area, those of people whom nothing serves yet, and take down another."""
    uses = ctx.book.all(ResourceUse)
    people = {key: file.person for key, file in city.everyone.items()}
    found = needs_by_area(ctx.book.all(Resource), uses, people, city.places.names, ctx.today)
    if found:
        _table(ctx, found)
    else:
        st.info(ctx.t("resources.no_needs"))
    st.header(ctx.t("resources.looking"), anchor=False)
    open_needs = [one for one in uses if one.resource_id is None and one.holds_on(ctx.today)]
    if not open_needs:
        st.caption(ctx.t("resources.nobody_looks"))
    for one in open_needs:
        use_line(ctx, city, one)
    if ctx.book.may("add", ResourceUse):
        st.header(ctx.t("resources.add_need"), anchor=False)
        use_form(ctx, city)


def _table(ctx: Context, found: Sequence[NeedInArea]) -> None:
    st.caption(ctx.t("resources.needs_hint"))
    rows = [
        (
            one.area or ctx.t("common.unknown"),
            ctx.t(f"resource_need.{one.need}"),
            one.people,
            one.without,
            one.resources,
            ctx.t("resources.lacking") if one.lacking else "",
        )
        for one in found
    ]
    heads = [ctx.t(f"resources.column.{name}") for name in (*COLUMNS, "lacking")]
    show_table(ctx, pd.DataFrame(rows, columns=heads), ctx.t("resources.view_needs"))
