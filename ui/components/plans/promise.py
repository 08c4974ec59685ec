"""What a plan would do to readiness, before anyone telephones: in a sentence, and both aims beside each other."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from desk.plan import Edits, PlanView
from desk.readiness import LEVELS, Promise, promise, promise_text
from ui.components.coverage_data import version_of
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from words.names import Named


@kept
def _promise_at(state: State, made_of: str, edits: str, _view: PlanView) -> Promise:  # noqa: ARG001 - the key
    return promise(_view)


def promised(ctx: Context, view: PlanView, edits: Edits | None = None) -> Promise:
    """Return what the trials of a plan, with the edits it was tried with, do to readiness."""
    tried = "" if edits is None else version_of(edits)
    return _promise_at(ctx.state, view.made_of, tried, view)


def promise_line(ctx: Context, view: PlanView) -> None:
    """Say in one sentence what the plan would do."""
    st.caption(plain(promise_text(promised(ctx, view), ctx.language)))


def promise_panel(ctx: Context, view: PlanView, plans: Mapping[str, PlanView]) -> None:
    """Lay the plans of all aims beside each other, and list who gains by the chosen one.

    Parameters
    ----------
    plans
        Aim -> the plan with this aim, the chosen one among them.
    """
    chosen = promised(ctx, view)
    st.caption(ctx.t("promise.about", day=chosen.day))
    st.markdown(f"**{plain(ctx.t('promise.aims'))}**")
    columns = ["promise.column_aim", *(f"readiness.column_{level}" for level in LEVELS), "promise.column_gained"]
    columns += ["promise.column_placed", "promise.column_burden", "promise.column_km"]
    rows: list[tuple[object, ...]] = [(ctx.t("promise.without"), *chosen.before, *(None,) * 4)]
    for aim, plan_view in plans.items():
        name = ctx.t(f"aim.{aim}")
        outcome = promised(ctx, plan_view)
        figures = (
            *outcome.after,
            len(outcome.gained),
            plan_view.placed,
            plan_view.plan.cost,
            plan_view.plan_metres // 1000,
        )
        rows.append((ctx.aside(name, ctx.t("promise.chosen")) if aim == view.aim else name, *figures))
    frame = pd.DataFrame(rows, columns=[ctx.t(column) for column in columns]).convert_dtypes()
    show_table(ctx, frame, ctx.t("promise.aims"), unknown="–")
    st.markdown(f"**{plain(ctx.t('promise.who'))}**")
    if not chosen.gained:
        st.info(ctx.t("promise.nobody"))
        return
    show_table(ctx, _who(ctx, view, chosen), ctx.t("promise.who"))


def _who(ctx: Context, view: PlanView, chosen: Promise) -> pd.DataFrame:
    columns = ["trials.column.person", "trials.column.tier", "trials.column.home", "trials.column.facility"]
    columns.append("promise.column_then")
    rows = []
    for person, (facility, options) in chosen.gained.items():
        file = view.source.people[person]
        her = Named(file.person.code_name, "person", person)
        there = Named(view.facility_name(facility, ctx.language), "facility", facility)
        rows.append((her, file.tier, view.source.places.label_of(file.person), there, options))
    rows.sort(key=lambda row: (row[4], row[1], row[0].text))
    return pd.DataFrame(rows, columns=[ctx.t(column) for column in columns])
