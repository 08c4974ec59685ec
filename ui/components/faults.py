"""What has to be mended before something can be saved, field by field."""

from collections.abc import Sequence

import streamlit as st

from desk.errors import Fault
from ui.components.text import plain
from ui.context import Context


def show_faults(ctx: Context, faults: Sequence[Fault]) -> None:
    """List the faults under one heading."""
    lines = [
        "- " + ctx.pair(plain(ctx.t(f"field.{fault.field}")), plain(ctx.t(fault.code, **fault.params)))
        for fault in faults
    ]
    st.error(ctx.t("common.not_saved") + "\n\n" + "\n".join(lines))
