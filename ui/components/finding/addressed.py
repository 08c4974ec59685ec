"""Whom or what the address of a page asks for, so that it can be linked to, bookmarked and sent."""

from collections.abc import Callable, Collection

import streamlit as st

from ui.components.pick import labels
from ui.components.text import plain
from ui.context import Context

ASKED = "id"


def addressed(ctx: Context, page: str, ids: Collection[int], name: Callable[[int], str], label: str) -> int | None:
    """Return which one ``?id=`` in the address asks for; beside it another can be chosen, and is in the address then.

    Of one that there is not, and of one that is not the reader's to see, the same is said.

    Parameters
    ----------
    ids
        Those that the reader may see.
    """
    asked = st.query_params.get(ASKED)
    found = {str(one): one for one in ids}.get(asked or "")
    options = sorted(ids, key=name)
    chosen = st.selectbox(
        plain(label),
        options,
        index=None if found is None else options.index(found),
        format_func=labels(options, name),
        key=f"{page}.asked.{asked}",
        placeholder=ctx.t("common.choose"),
    )
    if chosen is not None and chosen != found:
        st.query_params[ASKED] = str(chosen)
        st.rerun()
    if found is None:
        (st.info if asked is None else st.warning)(ctx.t("search.choose" if asked is None else "search.nobody_there"))
    return found
