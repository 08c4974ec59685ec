"""Readiness: who would be taken where in an emergency, how that changes, and what would add an option."""

import streamlit as st

from desk.readiness import LEVELS, ReadinessView, tally
from ui.components.layout.behind import explained
from ui.components.plans.figures import figures_line
from ui.components.text import plain
from ui.context import Context
from ui.pages.readiness.groups import groups_panel
from ui.pages.readiness.person import losing_panel, persons_panel
from ui.pages.readiness.trend import trend_panel
from words.message import Message


def page(ctx: Context) -> None:
    """Show how ready the city is."""
    view = ctx.readiness()
    if view.lacks:
        st.info(ctx.t(f"readiness.empty_{view.lacks}"))
        return
    _summary(ctx, view)
    head = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    # Not tabs: a map that is drawn while hidden does not know its size.
    tab = head.segmented_control(
        ctx.t("readiness.show"),
        list(VIEWS),
        default="groups",
        required=True,
        format_func=lambda name: ctx.t(f"readiness.tab_{name}"),
        key="readiness.view",
        label_visibility="collapsed",
    )
    with explained(ctx, head):
        _explain(ctx, view)
    VIEWS[tab](ctx, view)


def _summary(ctx: Context, view: ReadinessView) -> None:
    counts = tally(view.counts.values())
    everyone = len(view.counts)
    *columns, last = st.columns(len(LEVELS) + 1)
    for column, level, count in zip(columns, LEVELS, counts, strict=True):
        column.metric(ctx.t(f"readiness.level_{level}"), ctx.t("readiness.of", count=count, all=everyone))
    with st.spinner(ctx.t("common.working")):
        chances = ctx.chances()
    average = None if chances is None else chances.average(view.counts)
    last.metric(
        ctx.t("chance.title"),
        ctx.t("common.unknown") if average is None else ctx.t("chance.percent", percent=average),
        help=ctx.t("chance.help"),
    )
    if losing := len(view.losing):
        st.warning(ctx.t("readiness.losing_soon", count=losing))


def _explain(ctx: Context, view: ReadinessView) -> None:
    st.caption(ctx.t("readiness.intro"))
    chances = ctx.chances()
    told = [Message("chance.part")] if chances is None else chances.messages
    st.caption(plain(" ".join(ctx.t(message) for message in told)))
    st.caption(plain(figures_line(ctx)))
    if view.unasked:
        st.caption(ctx.t("readiness.unasked", count=view.unasked))


VIEWS = {"groups": groups_panel, "trend": trend_panel, "losing": losing_panel, "persons": persons_panel}
