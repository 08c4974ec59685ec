"""Telephone numbers that can be tapped."""

import re
import unicodedata

import streamlit as st

from ui.components.text import plain
from ui.context import Context

_FIRST = re.compile(r"\+?\d[\d\s()‐‑‒–—―−ー.\-]*")
DIGITS = range(9, 16)
"""So many digits a number has: 9 in Japan without an area code that begins with 0, 15 at most anywhere (ITU-T E.164)."""


def tel_address(text: str | None) -> str | None:
    """Return the `tel:` address of the first number in a text, made of its digits alone; None where there is none."""
    found = _FIRST.search(unicodedata.normalize("NFKC", text or ""))
    digits = re.sub(r"\D", "", found[0]) if found else ""
    if found is None or len(digits) not in DIGITS:
        return None
    return f"tel:{'+' if found[0].startswith('+') else ''}{digits}"


def phone_button(ctx: Context, text: str | None, key: str) -> None:
    """Show a number as a button that telephones; as it is where it is no number, and say so where none is known."""
    address = tel_address(text)
    with st.container(key=f"phone_{key}", width="content"):
        if text and address:
            st.link_button(f"**{plain(text)}**", address, icon=":material/call:")
        else:
            st.markdown(plain(text or ctx.t("emergency.no_phone")))
