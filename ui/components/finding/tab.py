"""What the browser's tab and its history call a page."""

import streamlit as st

from words.say import say

PRODUCT = "Sonae"


def name_tab(language: str, page: str, whom: str | None = None) -> None:
    """Name the tab after a page.

    Parameters
    ----------
    whom
        The code name of whom a record's page is about, or a facility's name. The browser's history keeps it: no
        real name.
    """
    parts = [whom, say(f"nav.{page}", language), PRODUCT]
    st.set_page_config(page_title=" · ".join(part for part in parts if part))
