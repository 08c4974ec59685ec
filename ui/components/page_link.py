"""Links from one page to another, which keep the session as the navigation does."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.components.text import plain
from ui.context import Context

KEY = "app.pages"


def keep_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Remember the pages of this run by their names."""
    st.session_state[KEY] = pages


def has_page(name: str) -> bool:
    """Tell whether there is a page of that name to lead to in this run."""
    return name in st.session_state.get(KEY, {})


def page_link(name: str, label: str | None = None, **asked: str) -> None:
    """Offer the way to a page, under its own title and icon unless labelled; a page that is shown alone offers none.

    Parameters
    ----------
    asked
        What the page is asked for in its address.
    """
    if page := st.session_state.get(KEY, {}).get(name):
        st.page_link(page, label=plain(label) if label else None, query_params=asked or None)


def named_link(name: str, key: int | None, label: str) -> None:
    """Name a person or facility with the way to its page; who has no such page reads the name.

    Parameters
    ----------
    name
        ``person`` or ``facility``.
    key
        Its id; None if there is none to lead to.
    """
    if key is None or not has_page(name):
        st.markdown(plain(label))
    else:
        page_link(name, label, id=str(key))


def go(name: str, **asked: str) -> None:
    """Show a page in place of this one, asked for as by `page_link`; stays where there is none of that name."""
    if page := st.session_state.get(KEY, {}).get(name):
        st.switch_page(page, query_params=asked or None)


def page_of(ctx: Context, name: str, key: int) -> None:
    """Offer the way to the page of the person or facility that is shown."""
    page_link(name, ctx.t(f"search.open_{name}"), id=str(key))
