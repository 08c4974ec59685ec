"""Restricted files, for administrators: by their numbers, with who is named in them, and one more reader where they have left."""

import pandas as pd
import streamlit as st

from casebook.roles import LEAST_NAMED
from desk.city import Restricted, name_another, possible_readers, restricted_files
from ui.components.form import after_saving, saving
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.settings import now


def restricted_panel(ctx: Context) -> None:
    """Show which files are restricted to whom, and name one more reader."""
    st.caption(ctx.t("restricted.hint"))
    files = {one.person_id: one for one in restricted_files(ctx.book)}
    if not files:
        st.info(ctx.t("restricted.none"))
        return
    if few := [key for key, one in files.items() if len(one.present) < LEAST_NAMED]:
        st.warning(plain(ctx.t("restricted.few", files=ctx.join(map(str, few)), count=len(few))))
    show_table(ctx, _frame(ctx, files), ctx.t("accounts.tab_restricted"))
    left, right = st.columns(2)
    key = left.selectbox(ctx.t("restricted.file"), list(files), key="restricted.file")
    free = [name for name in possible_readers(ctx.book) or () if name not in files[key].named]
    name = right.selectbox(ctx.t("restricted.reader"), free, key=f"restricted.reader.{key}")
    if st.button(ctx.t("restricted.name"), disabled=name is None):
        with saving(ctx):
            name_another(ctx.book, key, name, now())
            after_saving(ctx.t("common.saved"))


def _frame(ctx: Context, files: dict[int, Restricted]) -> pd.DataFrame:
    rows = [(one.person_id, ctx.join(one.named), ctx.join(one.present)) for one in files.values()]
    columns = ctx.t("restricted.file"), ctx.t("restricted.named"), ctx.t("restricted.present")
    return pd.DataFrame(rows, columns=list(columns))
