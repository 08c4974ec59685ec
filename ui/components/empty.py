"""What a page says when there is nothing to show yet, and what to do about it."""

import streamlit as st

from ui.context import Context


def empty_state(ctx: Context, code: str = "common.empty") -> None:
    """Say what is missing and where to get it."""
    st.info(ctx.t(code))
