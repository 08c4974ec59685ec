"""The lot among equals: draw it again, and see who is better or worse off by that."""

import streamlit as st

from desk.plan import FIRST_DRAW, MOST_DRAWS, PlanView, drawn_lines
from desk.typed import read_number
from ui.components import inputs
from ui.components.listing.sentences import show_sentences
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from words.names import leading

KEY, LAST = "trials.draw", "trials.draw.last"
"""Of the field, which Streamlit forgets where it is not shown, and of what was in it last."""


def chosen_draw() -> int:
    """Return which lot a new plan is drawn with; `lot_panel` is where people choose."""
    last: int = st.session_state.get(LAST, FIRST_DRAW)
    typed = read_number("draw", st.session_state.get(KEY, str(last)))
    return typed if typed is not None and FIRST_DRAW <= typed <= MOST_DRAWS else last


@kept
def _drawn_at(state: State, made_of: str, language: str, _view: PlanView) -> list[str]:  # noqa: ARG001 - the key
    return leading(drawn_lines, _view, language)


def lot_panel(ctx: Context, view: PlanView) -> None:
    """Say which lot a plan is drawn with and who is better or worse off by another than the first; let people draw a new plan again."""
    st.session_state[LAST] = chosen_draw()
    with st.expander(plain(ctx.t("lot.heading", draw=view.draw)), expanded=view.draw != FIRST_DRAW):
        if not view.opened:
            with st.container(width=200):
                bounds = FIRST_DRAW, MOST_DRAWS
                typed = inputs.number(ctx, "draw", chosen_draw(), "trials", bounds, label=ctx.t("lot.number"))
                inputs.or_usual(ctx, typed, chosen_draw())
        st.caption(ctx.t("lot.help"))
        if view.draw != FIRST_DRAW and not view.opened:
            st.markdown(plain(ctx.t("lot.drawn", draw=view.draw)))
            lines = _drawn_at(ctx.state, view.made_of, ctx.language, view)
            show_sentences(lines or [ctx.t("lot.nobody")], "lot", bullets=bool(lines))
