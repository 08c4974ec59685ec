"""How firm the plan is: suggestions that hang on a tie, the next best plans, and how far weights may change."""

import pandas as pd
import streamlit as st

from desk.plan import PlanView, other_lines, other_plans, range_text, weight_range, weights_of
from ui.components.listing.sentences import show_sentences
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from words.names import leading


def firm_panel(ctx: Context, view: PlanView) -> None:
    """Show how firm a plan is as a whole."""
    if view.opened:
        st.info(ctx.t("firm.opened"))
        return
    st.caption(ctx.t("firm.tab_about"))
    with st.spinner(ctx.t("trials.working")):
        of_all = list(view.firmness.values())
    tied = sum(one.tied for one in of_all if one.facility_id is not None)
    left = sum(one.tied for one in of_all if one.facility_id is None)
    st.markdown(plain(ctx.t("firm.tied_count", count=tied, all=view.placed, left=left)))
    st.markdown(f"**{plain(ctx.t('firm.others'))}**")
    with st.spinner(ctx.t("trials.working")):
        others = _others_at(ctx.state, view.made_of, ctx.language, view)
    for number, (heading, moves) in enumerate(others, start=1):
        with st.expander(plain(f"{number}. {heading}")):
            show_sentences(moves, f"other-plan-{number}")
    if not others:
        st.markdown(plain(ctx.t("firm.no_others")))
    st.markdown(f"**{plain(ctx.t('firm.ranges'))}**")
    st.caption(ctx.t("firm.ranges_hint"))
    asked = f"firm.asked.{view.made_of}"
    if st.button(ctx.t("firm.ranges_run"), key="firm.run"):
        st.session_state[asked] = True
    if st.session_state.get(asked):
        with st.spinner(ctx.t("trials.working")):
            rows = [
                (ctx.t(f"weight.{weight}"), value, _range_at(ctx.state, view.made_of, weight, None, ctx.language, view))
                for weight, value in weights_of(view).items()
            ]
        columns = [ctx.t(f"firm.column.{name}") for name in ("weight", "value", "range")]
        show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t("firm.ranges"))


def range_of_suggestion(ctx: Context, view: PlanView, person: int) -> None:
    """Let people choose a weight, and say within which values of it somebody's suggestion stays."""
    weight = st.selectbox(
        ctx.t("firm.range_of_one"),
        list(weights_of(view)),
        index=None,
        format_func=lambda name: ctx.t(f"weight.{name}"),
        placeholder=ctx.t("common.choose"),
        key=f"firm.weight.{person}",
    )
    if weight is None:
        return
    with st.spinner(ctx.t("trials.working")):
        text = _range_at(ctx.state, view.made_of, weight, person, ctx.language, view)
    st.markdown(plain(ctx.t("firm.range_told", value=weights_of(view)[weight], range=text)))


@kept
def _others_at(state: State, made_of: str, language: str, _view: PlanView) -> list[tuple[str, list[str]]]:  # noqa: ARG001 - the key
    return [leading(other_lines, _view, other, language) for other in other_plans(_view)]


@kept
def _range_at(
    state: State,  # noqa: ARG001 - the key
    made_of: str,  # noqa: ARG001 - the key
    weight: str,
    person: int | None,
    language: str,
    _view: PlanView,
) -> str:
    return range_text(weight_range(_view, weight, person), language)
