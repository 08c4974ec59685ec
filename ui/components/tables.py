"""One way to show a table: without an index, described for readers who do not see it, unknown said in words."""

from typing import Literal

import pandas as pd
import streamlit as st

from ui.context import Context


def show_table(ctx: Context, frame: pd.DataFrame, alt: str, *, height: Literal["auto", "content"] = "auto") -> None:
    """Show a table that is only read."""
    st.dataframe(frame, hide_index=True, alt=alt, placeholder=ctx.t("common.unknown"), height=height)
