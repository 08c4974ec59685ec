"""Offices that may have a new number: each pair with what they share, and what entered records do, in one press."""

import streamlit as st

from casebook.records.base import require
from desk import succession
from desk.succession import Successor
from ui.components.form import after_saving, saving
from ui.components.text import plain
from ui.context import Context

LAST = "succession.last"


def offer_successors(ctx: Context) -> None:
    """Offer each pair to move or to keep, and the last move to be taken back."""
    pairs = succession.successors(ctx.book) if ctx.book.plays("coordinator") else []
    if last := st.session_state.get(LAST):
        _take_back(ctx, *last)
    if not pairs:
        return
    with st.expander(ctx.t("succession.title", count=len(pairs)), expanded=True):
        st.markdown(plain(ctx.t("succession.about")))
        for pair in pairs:
            _offer(ctx, pair)


def pair_text(ctx: Context, pair: Successor) -> str:
    """Say which office may follow which, and why."""
    signs = ctx.join(ctx.t(f"succession.sign_{sign}") for sign in pair.signs)
    old, new = (ctx.aside(one.name, one.office_number or "") for one in (pair.old, pair.new))
    return ctx.t("succession.pair", old=old, new=new, signs=signs)


def _offer(ctx: Context, pair: Successor) -> None:
    old, new = require(pair.old.id), require(pair.new.id)
    text, move, keep = st.columns([6, 1, 1], vertical_alignment="center")
    text.markdown(plain(pair_text(ctx, pair)))
    names = {"old": pair.old.name, "new": pair.new.name}
    if move.button(ctx.t("succession.move"), key=f"succession.move.{old}.{new}", type="primary"):
        with saving(ctx):
            moved = succession.move(ctx.book, old, new)
            said = [ctx.t("succession.moved", **names), ctx.t("succession.counted", count=sum(moved.moved.values()))]
            if moved.kept:
                said.append(ctx.t("succession.kept", count=sum(moved.kept.values())))
            st.session_state[LAST] = (old, new, pair.old.name, pair.new.name)
            after_saving(" ".join(said))
    if keep.button(ctx.t("succession.keep"), key=f"succession.keep.{old}.{new}"):
        with saving(ctx):
            succession.let_go(ctx.book, old)
            after_saving(ctx.t("succession.kept_with", name=pair.old.name))


def _take_back(ctx: Context, old: int, new: int, old_name: str, new_name: str) -> None:
    if st.button(plain(ctx.t("succession.undo", old=old_name)), key=f"succession.undo.{old}.{new}"):
        with saving(ctx):
            succession.undo(ctx.book, old, new)
            st.session_state.pop(LAST)
            after_saving(ctx.t("succession.undone", old=old_name, new=new_name))
