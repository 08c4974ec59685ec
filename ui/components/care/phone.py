"""Telephone numbers that can be tapped."""

import streamlit as st

from desk.telephone import tel_address
from ui.components.text import plain
from ui.context import Context


def phone_button(ctx: Context, text: str | None, key: str) -> None:
    """Show a number as a button that telephones; as it is where it is no number, and say so where none is known."""
    address = tel_address(text)
    with st.container(key=f"phone_{key}", width="content"):
        if text and address:
            st.link_button(f"**{plain(text)}**", address, icon=":material/call:")
        else:
            st.markdown(plain(text or ctx.t("emergency.no_phone")))
