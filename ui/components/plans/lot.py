"""The lot among equals: draw it again, and see who is better or worse off by that."""

import streamlit as st

from desk.plan import FIRST_DRAW, MOST_DRAWS, PlanView, drawn_lines
from ui.components.text import bullets, plain
from ui.context import Context
from ui.kept import State, kept

KEY = "trials.draw"


def chosen_draw() -> int:
    """Return which lot a new plan is drawn with; `lot_panel` is where people choose."""
    return int(st.session_state.get(KEY, FIRST_DRAW))


@kept
def _drawn_at(state: State, made_of: str, language: str, _view: PlanView) -> list[str]:  # noqa: ARG001 - the key
    return drawn_lines(_view, language)


def lot_panel(ctx: Context, view: PlanView) -> None:
    """Say which lot a plan is drawn with and who is better or worse off by another than the first; let people draw a new plan again."""
    # A widget forgets its value on pages where it is not shown.
    st.session_state[KEY] = chosen_draw()
    with st.expander(plain(ctx.t("lot.heading", draw=view.draw)), expanded=view.draw != FIRST_DRAW):
        if not view.opened:
            st.number_input(ctx.t("lot.number"), FIRST_DRAW, MOST_DRAWS, key=KEY, width=200)
        st.caption(ctx.t("lot.help"))
        if view.draw != FIRST_DRAW and not view.opened:
            st.markdown(plain(ctx.t("lot.drawn", draw=view.draw)))
            lines = _drawn_at(ctx.state, view.made_of, ctx.language, view)
            st.markdown(bullets(lines) if lines else plain(ctx.t("lot.nobody")))
