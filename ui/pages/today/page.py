"""Today: a call to take, the rooms tonight, what happened since, what is due, the quarter, readiness; or setting up."""

from functools import partial

import streamlit as st

from casebook.book import Casebook
from desk.city import City
from desk.readiness import ReadinessView
from desk.today import Today, dates_ahead, dates_ics, read_today, today_page
from ui.components.page_link import page_link
from ui.context import Context
from ui.kept import State, kept
from ui.noted import download
from ui.pages.today.blocks import (
    due_block,
    open_calls_block,
    quarter_block,
    readiness_block,
    setting_up_block,
    tonight_block,
)
from ui.pages.today.since import read_since, since_block
from ui.settings import real_now


def page(ctx: Context) -> None:
    """Show the day; of an empty casebook what there is to set up."""
    city = ctx.city()
    today = _today_at(ctx.state, ctx.book, city, ctx.readiness() if city.people and city.facilities else None)
    with st.container(key="take_call"):
        page_link("emergency", ctx.t("today.take_call"))
    open_calls_block(ctx, city)
    if not today.set_up:
        setting_up_block(ctx, today)
        return
    left, right = st.container(key="side_by_side_today").columns(2, gap="medium")
    with left:
        tonight_block(ctx, city, today)
        since_block(ctx, city)
    with right:
        due_block(ctx, today)
    quarter_block(ctx, today)
    readiness_block(ctx, today)
    if not all(step.done for step in today.steps):
        with st.expander(ctx.t("today.setting_up")):
            setting_up_block(ctx, today)
    _take_along(ctx, city, today)


@kept
def _today_at(state: State, _book: Casebook, _city: City, _view: ReadinessView | None) -> Today:
    return read_today(_book, _city, _view, state.day)


def _take_along(ctx: Context, city: City, today: Today) -> None:
    """Offer the day on paper, and its dates as a calendar."""
    now = real_now()
    paper, dates = st.columns(2)
    download(
        ctx,
        paper,
        ctx.t("today.print"),
        lambda: today_page(today, read_since(ctx, now), city, ctx.language),
        f"today_{today.day}.html",
        "text/html",
        what="today",
        key="today.print",
    )
    download(
        ctx,
        dates,
        ctx.t("today.ics"),
        partial(_ics, ctx, city, today),
        f"today_{today.day}.ics",
        "text/calendar",
        what="today",
        key="today.ics",
    )


def _ics(ctx: Context, city: City, today: Today) -> bytes:
    return dates_ics(dates_ahead(ctx.book, city, today), ctx.language, real_now())
