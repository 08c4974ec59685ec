"""Links from one page to another, which keep the session as the navigation does."""

from collections.abc import Iterable, Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.components.text import plain
from ui.context import Context
from ui.settings import settings
from words.eras import usual_dates

KEY, DATES_KEPT = "app.pages", "dates"
"""What a session keeps: its pages by their names, and how dates are written, which the address names alike."""


def keep_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Remember the pages of this run by their names."""
    st.session_state[KEY] = pages


def has_page(name: str) -> bool:
    """Tell whether there is a page of that name to lead to in this run."""
    return name in st.session_state.get(KEY, {})


def in_language() -> dict[str, str]:
    """Return what an address says of the chosen language and dates: beside this session, a page would have what is usual here."""
    usual = settings().language
    chosen = st.session_state.get("language", usual)
    dates = st.session_state.get(DATES_KEPT, usual_dates())
    return {
        **({} if chosen == usual else {"lang": chosen}),
        **({} if dates == usual_dates() else {DATES_KEPT: dates}),
    }


def page_link(name: str, label: str | None = None, **asked: str) -> None:
    """Offer the way to a page, under its own title and icon unless labelled; a page that is shown alone offers none.

    Parameters
    ----------
    asked
        What the page is asked for in its address.
    """
    _link(name, label, asked)


def named_link(name: str, key: int | None, label: str, *, bold: bool = False) -> None:
    """Name a person or facility with the way to its page; who has no such page reads the name.

    Parameters
    ----------
    name
        ``person`` or ``facility``, or the page of another record.
    key
        Its id; None if there is none to lead to.
    """
    if key is None or not has_page(name):
        st.markdown(f"**{plain(label)}**" if bold else plain(label), width="content")
    else:
        _link(name, label, {"id": str(key)}, bold=bold)


def told_of(name: str, key: int | None, label: str, told: str) -> None:
    """Name a person or facility as `named_link` does, and beneath it what is told of it."""
    with st.container(gap=None):
        named_link(name, key, label)
        st.markdown(plain(told))


def named_row(label: str, names: Iterable[tuple[str, int | None, str]]) -> None:
    """Name several in a row behind a label, each as `named_link` does."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(label), width="content")
        for name, key, text in names:
            named_link(name, key, text)


def _link(name: str, label: str | None, asked: Mapping[str, str], *, bold: bool = False) -> None:
    if page := st.session_state.get(KEY, {}).get(name):
        said = plain(label) if label else None
        st.page_link(page, label=f"**{said}**" if bold else said, query_params={**asked, **in_language()} or None)


def go(name: str, **asked: str) -> None:
    """Show a page in place of this one, asked for as by `page_link`; stays where there is none of that name."""
    if page := st.session_state.get(KEY, {}).get(name):
        st.switch_page(page, query_params={**asked, **in_language()} or None)


def page_of(ctx: Context, name: str, key: int) -> None:
    """Offer the way to the page of the person or facility that is shown."""
    page_link(name, ctx.t(f"search.open_{name}"), id=str(key))
