"""Corporations that were asked to open offices: of a fiscal year counted by kind and result, listed, and one visit."""

import pandas as pd
import streamlit as st

from casebook.records import CorporationVisit
from casebook.records.base import require
from desk.capacity import asked_in, table_of_corporations
from desk.period import fiscal_year, span
from ui.components.details import show_labelled
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.tables import show_table
from ui.components.records import address
from ui.components.records.correcting import cancelled_ones, correcting
from ui.components.text import plain
from ui.context import Context
from ui.pages.capacity.form import visit_form
from words.eras import FiscalYear

KEY = "capacity.visits"
ASKED = "visit"
COLUMNS = ("visited_on", "corporation", "kind", "result", "opinions", "who_went")


def visited(ctx: Context) -> None:
    """Show the visits of a fiscal year; where there are none at all, say what to do."""
    every = ctx.book.all(CorporationVisit)
    writes = ctx.book.may("add", CorporationVisit)
    if every:
        years = sorted({fiscal_year(one.visited_on) for one in every}, reverse=True)
        year = address.one_of(
            "capacity",
            "year",
            ctx.t("capacity.year"),
            years,
            lambda one: ctx.t("review.period_year", year=FiscalYear(one)),
        )
        _year(ctx, asked_in(every, span(year)))
    else:
        st.info(ctx.t("capacity.no_visits" if writes else "capacity.no_visits_told"))
    if writes:
        st.header(ctx.t("capacity.add_visit"), anchor=False)
        visit_form(ctx)
    cancelled_ones(ctx, CorporationVisit)


def _year(ctx: Context, visits: list[CorporationVisit]) -> None:
    st.caption(ctx.t("capacity.visits_hint"))
    heads, rows = table_of_corporations(visits, ctx.language)
    show_table(ctx, pd.DataFrame(rows, columns=heads), ctx.t("capacity.corporations"), key="capacity.corporations")
    columns = {name: ctx.t(f"field.{name}") for name in COLUMNS}
    found = {require(one.id): one for one in visits}
    listed = {key: _row(ctx, one) for key, one in found.items()}
    cells = list(listed.values())
    chosen = show_list(ctx, columns, cells, list(found), KEY, ctx.t("capacity.view_visits"), asked=ASKED)
    if chosen is None:
        st.info(ctx.t("capacity.choose_visit"))
        return
    st.subheader(plain(found[chosen].corporation), anchor=False)
    show_labelled(ctx, [one for one in zip(columns.values(), listed[chosen], strict=True) if one[1] != ""])
    correcting(ctx, found[chosen])


def _row(ctx: Context, one: CorporationVisit) -> tuple[Cell, ...]:
    return (
        one.visited_on,
        one.corporation,
        ctx.t(f"corporation_kind.{one.kind}") if one.kind else None,
        ctx.t(f"corporation_result.{one.result}") if one.result else None,
        one.opinions or "",
        one.who_went or "",
    )
