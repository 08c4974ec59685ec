"""Plans kept for the period: choose one to open, see who changes against it, and what is agreed but cannot be."""

from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from casebook.book import Casebook
from desk.period import Period
from desk.plan import KeptPlan, PlanView, change_text, due_texts, kept_plans
from ui.components import inputs
from ui.components.listing.sentences import show_sentences
from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from words.names import leading

OPEN = "trials.open"
"""Where the id of a plan waits to be opened by the next run."""
CLOSENESS = (0, 100_000)
"""Least and most points of staying close to a plan."""
ASKED = "trials.asked"
"""Whether people asked for a new plan."""


@kept
def _kept_plans_at(state: State, period: Period, _book: Casebook) -> list[KeptPlan]:  # noqa: ARG001 - the key
    return kept_plans(_book, period)


def choose_plan(ctx: Context, period: Period) -> tuple[KeptPlan | None, int]:
    """Open a kept plan of a period, the adopted one unless people choose another; or none, where they make a new one.

    Returns
    -------
    plan
        The plan to open, None for a new one.
    stay_close
        How close a new one stays to the adopted one, in points.
    """
    plans = {plan.key: plan for plan in _kept_plans_at(ctx.state, period, ctx.book)}
    if not plans:
        return None, 0
    adopted = next((key for key, plan in plans.items() if plan.state == "adopted"), None)
    which, new = f"trials.which.{period}", f"trials.new.{period}"
    if (wanted := st.session_state.pop(OPEN, None)) in plans:
        st.session_state[which] = wanted
        st.session_state[new] = False
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    making = bool(st.session_state.get(new))
    label = ctx.t("kept_plan.back" if making else "kept_plan.make_new")
    right.button(label, key=f"{new}.press", on_click=_make_new, args=(new, not making), width="stretch")
    if making:
        return None, 0 if adopted is None else _stay_close(ctx, left)
    if st.session_state.get(which) not in plans:
        st.session_state[which] = next(iter(plans)) if adopted is None else adopted
    chosen = left.selectbox(
        ctx.t("kept_plan.which"),
        list(plans),
        format_func=labels(plans, lambda number: plan_name(ctx, plans[number])),
        key=which,
    )
    return plans[chosen], 0


def _make_new(key: str, making: bool) -> None:
    st.session_state[key] = making
    st.session_state.pop(ASKED, None)


def _stay_close(ctx: Context, place: DeltaGenerator) -> int:
    label = ctx.t("kept_plan.stay_close")
    explained = ctx.t("kept_plan.stay_close_help")
    with place:
        typed: int | None = inputs.number(ctx, "close", 0, "trials", CLOSENESS, label=label, help=explained)
        return inputs.or_usual(ctx, typed, 0)


def plan_name(ctx: Context, plan: KeptPlan) -> str:
    """Name a kept plan by its number, its state, who brought it there and when, and for how many it is."""
    state, by, at = plan.standing
    return ctx.t(
        "kept_plan.choice_dated" if plan.dated else "kept_plan.choice",
        id=plan.key,
        state=ctx.t(f"plan_state.{state}"),
        at=at_text(at),
        by=by,
        placed=plan.placed,
    )


def at_text(at: datetime) -> str:
    """Write a time to the minute."""
    return f"{at:%Y-%m-%d %H:%M}"


def plan_notes(ctx: Context, view: PlanView) -> None:
    """Say what is agreed but can no longer be, who waits longer than promised, and who changes against a kept plan and why."""
    if view.held_up:
        st.warning(plain(ctx.t("held_up.title", count=len(view.held_up))))
        show_sentences(leading(view.held_up_lines, ctx.language), "held_up")
    if len(due := leading(due_texts, view, ctx.language)) > 1:
        st.warning(plain(due[0]))
        show_sentences(due[1:], "due")
    if view.since is None:
        return
    if view.opened:
        state, by, at = view.since.plan.standing
        st.info(plain(ctx.t(f"plan_state.since_{state}", by=by, at=at_text(at))))
        st.caption(plain(ctx.t("kept_plan.opened", id=view.since.plan.key)))
    changes = view.since.changes
    heading = ctx.t(view.since.message)
    if not changes:
        st.caption(plain(heading))
        return
    with st.expander(plain(heading), expanded=not view.opened):
        told = [leading(change_text, view, view, change, ctx.language) for change in changes]
        show_sentences(told, "since")
