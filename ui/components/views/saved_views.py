"""The views of a list that one keeps: the way to each, and the present one under a name."""

from collections.abc import Mapping
from zlib import crc32

import streamlit as st

from casebook.records import SavedView
from casebook.records.base import require
from desk.views import keep_view, own_views, remove_view, rename_view
from ui.components.form import after_saving, form_key, saving
from ui.components.page_link import in_language
from ui.components.text import plain
from ui.context import Context

FORM = "saved_view"


def saved_views(ctx: Context, page: str, *chosen: str, counted: str = "") -> None:
    """Say how much a list holds, and beside it offer the views of it that one keeps, and to keep the present one.

    Parameters
    ----------
    page
        By its name.
    chosen
        Under what the address says which row is chosen, beside ``id``: a view is of the list, not of one record.
    counted
        The sentence that says how much there is.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        if counted:
            st.caption(plain(counted))
        if not ctx.book.may("add", SavedView):
            return
        own = own_views(ctx.book, page)
        asked = {one: st.query_params.get_all(one) for one in st.query_params if one not in {"id", "lang", *chosen}}
        label = ctx.t("views.own", count=len(own)) if own else ctx.t("views.keep")
        # Another key is another popover, and closed: once a view is followed or kept, nothing covers the list.
        key = f"{page}.views.{crc32(repr((asked, own)).encode())}"
        with st.popover(label, icon=":material/bookmark:", key=key):
            for view in own:
                st.button(
                    plain(view.name), key=f"{page}.views.{view.id}", type="tertiary", on_click=_follow, args=(view,)
                )
            form = f"{form_key(FORM, None)}.{page}"
            _keep(ctx, form, page, asked)
            if own:
                _change(ctx, form, own)


def _follow(view: SavedView) -> None:
    st.query_params.from_dict({**view.parameters, **in_language()})


def _keep(ctx: Context, form: str, page: str, asked: Mapping[str, list[str]]) -> None:
    name = st.text_input(ctx.t("views.name"), key=f"{form}.name")
    if st.button(ctx.t("views.keep"), key=f"{form}.keep"):
        with saving(ctx):
            keep_view(ctx.book, page, name, asked)
            after_saving(ctx.t("common.saved"), FORM)


def _change(ctx: Context, form: str, own: list[SavedView]) -> None:
    names = {require(view.id): view.name for view in own}
    st.divider()
    which = st.selectbox(ctx.t("views.which"), list(names), format_func=names.__getitem__, key=f"{form}.which")
    name = st.text_input(ctx.t("views.new_name"), key=f"{form}.{which}.new_name")
    with st.container(horizontal=True):
        renamed = st.button(ctx.t("views.rename"), key=f"{form}.rename")
        removed = st.button(ctx.t("views.remove"), key=f"{form}.remove")
    if renamed or removed:
        with saving(ctx):
            if renamed:
                rename_view(ctx.book, which, name)
            else:
                remove_view(ctx.book, which)
            after_saving(ctx.t("common.saved"), FORM)
