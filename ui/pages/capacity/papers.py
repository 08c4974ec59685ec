"""The council's paper of the fiscal year, to be taken as DOCX and as PDF."""

import streamlit as st

from desk.capacity import FORMS, made, read_capacity
from ui.components.text import plain
from ui.context import Context
from ui.noted import download

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def papers(ctx: Context) -> None:
    """Offer the paper of this fiscal year."""
    capacity = read_capacity(ctx.book, ctx.today)
    st.markdown(f"**{plain(ctx.t('capacity.paper'))}**")
    with st.container(horizontal=True):
        for form in FORMS:
            download(
                ctx,
                st,
                ctx.t(f"capacity.form_{form}"),
                lambda form=form: made(form, capacity, ctx.language, ctx.today),  # type: ignore[misc]
                f"sonae-capacity-{ctx.today}.{form}",
                MIME[form],
                what="capacity",
                key=f"capacity.{form}",
            )
