"""Who is served: placed and travel by ward, tier, need, age group and sex; and how facilities answered."""

import pandas as pd
import streamlit as st

from desk.plan import (
    DIMENSIONS,
    Acceptance,
    PlanView,
    Served,
    acceptance_by_facility,
    acceptance_by_need,
    due_texts,
    fairness,
    turn_text,
)
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from words.names import Named, leading


def fairness_panel(ctx: Context, view: PlanView) -> None:
    """Show the fairness table of a plan, and what answers so far say."""
    st.caption(ctx.t("fairness.about"))
    groups = fairness(view.plan)
    st.markdown(plain(turn_text(view, ctx.language)))
    show_sentences(leading(due_texts, view, ctx.language), "fairness.due")
    for dimension in DIMENSIONS:
        rows = [_row(ctx, group) for group in groups if group.dimension == dimension]
        columns = [ctx.t(f"fairness.column.{name}") for name in ("group", "people", "placed", "share", "km")]
        st.markdown(f"**{plain(ctx.t(f'fairness.{dimension}'))}**")
        show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t(f"fairness.{dimension}"))
    _acceptance(ctx, view)


def _row(ctx: Context, served: Served) -> tuple[str, int, int, int, float | None]:
    km = None if not served.measured else round(served.metres / served.measured / 1000, 1)
    return _group(ctx, served), served.people, served.placed, round(100 * served.placed / served.people), km


def _group(ctx: Context, served: Served) -> str:
    if served.group is None:
        return ctx.t("common.unknown")
    if served.dimension == "tier":
        return ctx.t("people.tier_value", tier=served.group)
    if served.dimension == "sex":
        return ctx.t(f"sex.{served.group}")
    return str(served.group) if served.dimension == "ward" else ctx.t(str(served.group))


def _acceptance(ctx: Context, view: PlanView) -> None:
    answers = view.plan.problem.answers
    if not answers:
        return
    st.markdown(f"**{plain(ctx.t('fairness.acceptance'))}**")
    title = ctx.t("fairness.acceptance")
    columns = {name: ctx.t(f"fairness.column.{name}") for name in ("group", "asked", "accepted", "range")}
    by_site: list[tuple[Cell, ...]] = [
        (Named(view.facility_name(key, ctx.language), "facility", key), rate.asked, rate.accepted, _range(rate))
        for key, rate in acceptance_by_facility(answers).items()
    ]
    show_list(ctx, columns, by_site, range(len(by_site)), "fairness.acceptance", title, asked=None, csv=False)
    by_need = [
        (ctx.t(code), rate.asked, rate.accepted, _range(rate))
        for code, rate in acceptance_by_need(answers, view.plan.problem.people).items()
    ]
    show_table(ctx, pd.DataFrame(by_need, columns=list(columns.values())), title, key="fairness.by_need")


def _range(rate: Acceptance) -> str:
    low, high = rate.range
    return f"{low:.0%} – {high:.0%}"
