"""Plans kept for the period: choose one to open, see who changes against it, and what is agreed but cannot be."""

import streamlit as st

from casebook.book import Casebook
from desk.period import Period
from desk.plan import KeptPlan, PlanView, change_text, kept_plans
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept

NEW = 0
OPEN = "trials.open"
"""Where the id of a plan waits to be opened by the next run."""


@kept
def _kept_plans_at(state: State, period: Period, _book: Casebook) -> list[KeptPlan]:  # noqa: ARG001 - the key
    return kept_plans(_book, period)


def choose_plan(ctx: Context, period: Period) -> tuple[KeptPlan | None, int]:
    """Let people open a kept plan of a period, or say how close a new one stays to the last; nothing if there is none."""
    plans = {plan.key: plan for plan in _kept_plans_at(ctx.state, period, ctx.book)}
    if not plans:
        return None, 0
    key = f"trials.which.{period}"
    if (wanted := st.session_state.pop(OPEN, None)) in plans:
        st.session_state[key] = wanted
    left, right = st.columns(2)
    chosen = left.selectbox(
        ctx.t("kept_plan.which"),
        [NEW, *plans],
        format_func=lambda number: ctx.t("kept_plan.new") if number == NEW else plan_name(ctx, plans[number]),
        key=key,
    )
    if chosen != NEW:
        return plans[chosen], 0
    points = right.number_input(
        ctx.t("kept_plan.stay_close"), 0, 100_000, 0, 10, help=ctx.t("kept_plan.stay_close_help"), key="trials.close"
    )
    return None, int(points)


def plan_name(ctx: Context, plan: KeptPlan) -> str:
    """Name a kept plan by its number, when it was kept, by whom and for how many."""
    code = "kept_plan.choice_dated" if plan.dated else "kept_plan.choice"
    return ctx.t(code, id=plan.key, at=plan.made_at.strftime("%Y-%m-%d %H:%M"), by=plan.made_by, placed=plan.placed)


def plan_notes(ctx: Context, view: PlanView) -> None:
    """Say what is agreed but can no longer be, and who changes against a kept plan and why."""
    if view.held_up:
        lines = "\n".join(f"- {plain(line)}" for line in view.held_up_lines(ctx.language))
        st.warning(f"{plain(ctx.t('held_up.title', count=len(view.held_up)))}\n\n{lines}")
    if view.since is None:
        return
    if view.opened:
        st.info(plain(ctx.t("kept_plan.opened", id=view.since.plan.key)))
    changes = view.since.changes
    heading = ctx.t("kept_plan.changes", id=view.since.plan.key, count=len(changes))
    if not changes:
        st.caption(plain(heading))
        return
    with st.expander(plain(heading)):
        st.markdown("\n".join(f"- {plain(change_text(view, view, change, ctx.language))}" for change in changes))
