"""One way to show a table: without an index, described for readers who do not see it, unknown said in words."""

from typing import Literal

import pandas as pd
import streamlit as st

from ui.context import Context


def show_table(
    ctx: Context,
    frame: pd.DataFrame,
    alt: str,
    *,
    height: Literal["auto", "content"] = "auto",
    thousands: bool = False,
) -> None:
    """Show a table that is only read, numbers with a mark between their thousands if wanted."""
    numbers = frame.select_dtypes("number").columns if thousands else ()
    form = {name: st.column_config.NumberColumn(format="localized") for name in numbers}
    unknown = ctx.t("common.unknown")
    st.dataframe(frame, hide_index=True, alt=alt, placeholder=unknown, height=height, column_config=form)
