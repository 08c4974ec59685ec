"""Whom or what the address of a page asks for, so that it can be linked to, bookmarked and sent."""

from collections.abc import Collection

import streamlit as st

from ui.components.page_link import page_link
from ui.components.records.address import asked_number
from ui.context import Context

ASKED = "id"


def addressed(ctx: Context, ids: Collection[int], listed: str) -> int | None:
    """Return which one ``?id=`` in the address asks for; else say how to find one.

    Of one that there is not, and of one that is not the reader's to see, the same is said.

    Parameters
    ----------
    ids
        Those that the reader may see.
    listed
        The page that lists them.
    """
    found = asked_number(ASKED)
    if found in ids:
        return found
    asked = ASKED in st.query_params
    (st.warning if asked else st.info)(ctx.t("search.nobody_there" if asked else "search.choose"))
    page_link(listed)
    return None
