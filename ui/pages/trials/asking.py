"""Answers may be no: expected trials and calls beside the present plan, whom to ask next, whom to call first."""

import streamlit as st

from casebook.book import Casebook
from desk.asking import (
    AskingView,
    call_table,
    chance_table,
    compare_table,
    list_table,
    next_table,
    proof_text,
    read_asking,
)
from desk.plan import PlanView
from ui.components.listing.listing import of_frame, show_list
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from words.names import leading

KEY = "trials.asking"


@kept
def _asking_at(state: State, made_of: str, _book: Casebook, _view: PlanView) -> AskingView:  # noqa: ARG001 - the key
    return read_asking(_book, _view)


def asking_panel(ctx: Context, view: PlanView) -> None:
    """Show what asking brings beside a plan; worked out when it is opened first, and kept."""
    st.caption(ctx.t("asking.about"))
    with st.spinner(ctx.t("asking.working")):
        asking = _asking_at(ctx.state, view.made_of, ctx.book, view)
    if not asking.expected.asking.open.any():
        st.info(ctx.t("asking.nobody"))
        return
    st.markdown(f"**{plain(ctx.t('asking.compare'))}**")
    show_table(ctx, compare_table(asking, ctx.language), ctx.t("asking.compare"), unknown="–")
    st.caption(plain(" ".join(proof_text(asking, ctx.language))))
    st.markdown(f"**{plain(ctx.t('asking.calls'))}**")
    st.caption(ctx.t("asking.calls_about"))
    if asking.calls:
        show_table(ctx, leading(call_table, asking, ctx.language), ctx.t("asking.calls"))
    else:
        st.info(ctx.t("asking.no_calls"))
    st.markdown(f"**{plain(ctx.t('asking.tier_one'))}**")
    show_table(ctx, leading(chance_table, asking, ctx.language), ctx.t("asking.tier_one"))
    st.markdown(f"**{plain(ctx.t('asking.lists'))}**")
    st.caption(ctx.t("asking.most", most=asking.expected.asking.most))
    people = asking.people
    columns, rows = of_frame(
        leading(list_table, asking, ctx.language), {ctx.t("asking.column.person"): ("person", people)}
    )
    chosen = show_list(ctx, columns, rows, people, KEY, ctx.t("asking.lists"), people=people)
    if chosen is not None:
        show_table(ctx, leading(next_table, asking, chosen, ctx.language), ctx.t("asking.lists"), key="asking.next")
