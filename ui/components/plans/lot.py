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
    """Return which lot a new plan is drawn with; `ask_draw` is where people choose."""
    last: int = st.session_state.get(LAST, FIRST_DRAW)
    typed = read_number("draw", st.session_state.get(KEY, str(last)))
    return typed if typed is not None and FIRST_DRAW <= typed <= MOST_DRAWS else last


@kept
def _drawn_at(state: State, made_of: str, language: str, _view: PlanView) -> list[str]:  # noqa: ARG001 - the key
    return leading(drawn_lines, _view, language)


def ask_draw(ctx: Context, told: list[str]) -> None:
    """Let people draw a new plan again; what holds is told as `conditions` takes it."""
    st.session_state[LAST] = chosen_draw()
    bounds = FIRST_DRAW, MOST_DRAWS
    typed = inputs.number(ctx, "draw", chosen_draw(), "trials", bounds, label=ctx.t("lot.number"))
    inputs.or_usual(ctx, typed, chosen_draw())
    told.append(ctx.t("lot.heading", draw=chosen_draw()))


def lot_panel(ctx: Context, view: PlanView) -> None:
    """Say which lot a plan is drawn with, and who is better or worse off by another than the first."""
    st.markdown(f"**{plain(ctx.t('lot.heading', draw=view.draw))}**")
    st.caption(ctx.t("lot.help"))
    if view.draw != FIRST_DRAW and not view.opened:
        st.markdown(plain(ctx.t("lot.drawn", draw=view.draw)))
        lines = _drawn_at(ctx.state, view.made_of, ctx.language, view)
        show_sentences(lines or [ctx.t("lot.nobody")], "lot", bullets=bool(lines))
