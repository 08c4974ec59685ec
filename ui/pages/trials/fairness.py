"""Who is served: placed and travel by ward, tier, need, age group and sex; and how facilities answered."""

import pandas as pd
import streamlit as st

from desk.plan import (
    DIMENSIONS,
    Acceptance,
    PlanView,
    Served,
    Waiting,
    acceptance_by_facility,
    acceptance_by_need,
    fairness,
    waiting,
)
from ui.components.tables import show_table
from ui.components.text import plain
from ui.context import Context


def fairness_panel(ctx: Context, view: PlanView) -> None:
    """Show the fairness table of a plan, and what answers so far say."""
    st.caption(ctx.t("fairness.about"))
    found = fairness(view.plan)
    st.markdown(plain(_turns(ctx, waiting(view.plan))))
    for dimension in DIMENSIONS:
        rows = [_row(ctx, one) for one in found if one.dimension == dimension]
        columns = [ctx.t(f"fairness.column.{name}") for name in ("group", "people", "placed", "share", "km")]
        st.markdown(f"**{plain(ctx.t(f'fairness.{dimension}'))}**")
        show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t(f"fairness.{dimension}"))
    _acceptance(ctx, view)


def _turns(ctx: Context, told: Waiting) -> str:
    if not told.people:
        return ctx.t("fairness.nobody_waited")
    turn = ctx.t("fairness.turn" if told.points else "fairness.turn_off", points=f"{told.points:,}")
    return f"{ctx.t('fairness.waited', count=told.people, eligible=told.eligible, placed=told.placed)} {turn}"


def _row(ctx: Context, one: Served) -> tuple[str, int, int, int, float | None]:
    km = None if not one.measured else round(one.metres / one.measured / 1000, 1)
    return _group(ctx, one), one.people, one.placed, round(100 * one.placed / one.people), km


def _group(ctx: Context, one: Served) -> str:
    if one.group is None:
        return ctx.t("common.unknown")
    if one.dimension == "tier":
        return ctx.t("people.tier_value", tier=one.group)
    if one.dimension == "sex":
        return ctx.t(f"sex.{one.group}")
    return str(one.group) if one.dimension == "ward" else ctx.t(str(one.group))


def _acceptance(ctx: Context, view: PlanView) -> None:
    answers = view.plan.problem.answers
    if not answers:
        return
    st.markdown(f"**{plain(ctx.t('fairness.acceptance'))}**")
    by_site = [(view.facility_name(key, ctx.language), rate) for key, rate in acceptance_by_facility(answers).items()]
    by_need = [(ctx.t(code), rate) for code, rate in acceptance_by_need(answers, view.plan.problem.people).items()]
    columns = [ctx.t(f"fairness.column.{name}") for name in ("group", "asked", "accepted", "range")]
    for rates in (by_site, by_need):
        rows = [(name, rate.asked, rate.accepted, _range(rate)) for name, rate in rates]
        show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t("fairness.acceptance"))


def _range(rate: Acceptance) -> str:
    low, high = rate.range
    return f"{low:.0%} – {high:.0%}"
