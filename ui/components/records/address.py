"""What is asked for in a page's address, so that a filtered list or a record can be kept as a bookmark and sent."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from ui.components.pick import labels
from ui.context import Context

Option = TypeVar("Option", int, str)


def asked_number(name: str) -> int | None:
    """Return a number that the address asks for; None if it asks for none, or for no number."""
    asked = st.query_params.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def ask_for(name: str, value: object) -> None:
    """Put what is asked for into the address, or take it out where nothing is."""
    if value is None or value == "":
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != str(value):
        st.query_params[name] = str(value)


def choice(
    ctx: Context, page: str, name: str, label: str, options: Sequence[Option], word: Callable[[Option], str]
) -> Option | None:
    """Ask for one of several, or for all; it stands in the address under ``name``."""
    key = f"{page}.{name}"
    if key not in st.session_state:
        asked = st.query_params.get(name)
        st.session_state[key] = next((one for one in options if str(one) == asked), None)
    elif st.session_state[key] not in options:
        st.session_state[key] = None
    every: list[Option | None] = [None]
    every += options
    named = labels(every, lambda one: ctx.t("common.all") if one is None else word(one))
    chosen: Option | None = st.selectbox(label, every, format_func=named, key=key, placeholder=ctx.t("common.all"))
    ask_for(name, chosen)
    return chosen


def day(page: str, name: str, label: str) -> date | None:
    """Ask for a day; it stands in the address under ``name`` as 2026-12-01."""
    key = f"{page}.{name}"
    if key not in st.session_state:
        st.session_state[key] = _day(st.query_params.get(name, ""))
    chosen = st.date_input(label, key=key, format="YYYY/MM/DD", min_value=date(1950, 1, 1))
    ask_for(name, chosen)
    return chosen


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
