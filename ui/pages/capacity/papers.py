"""The council's paper of the fiscal year, to be taken as PDF and as DOCX."""

import streamlit as st

from desk.capacity import made, read_capacity
from ui.components.layout.papers import paper_files
from ui.components.text import plain
from ui.context import Context


def papers(ctx: Context) -> None:
    """Offer the paper of this fiscal year."""
    capacity = read_capacity(ctx.book, ctx.today)
    st.markdown(f"**{plain(ctx.t('capacity.paper'))}**")
    paper_files(
        ctx,
        lambda form: ctx.t(f"capacity.form_{form}"),
        f"sonae-capacity-{ctx.today}",
        lambda form: made(form, capacity, ctx.language, ctx.today),
        what="capacity",
        key="capacity",
    )
