"""Choosing of many by a searchable list that works with the keyboard."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import streamlit as st

Option = TypeVar("Option")


def labels(options: Iterable[Option], name: Callable[[Option], str]) -> Callable[[Option], str]:
    """Return what options are called, for a widget's `format_func`.

    They are named now: Streamlit keeps a widget's function as long as the session, on other pages too, and with it all that
    the function knows of, be it a whole plan that is no longer true.
    """
    return {option: name(option) for option in options}.__getitem__


def choose(label: str, ids: Sequence[int], name: Callable[[int], str], key: str, placeholder: str) -> int | None:
    """Let people choose one of many; what a map or another page asked for before comes first."""
    wanted = st.session_state.pop(f"{key}.wanted", None)
    if wanted in ids:
        st.session_state[key] = wanted
    if st.session_state.get(key) not in ids:
        st.session_state[key] = None
    return st.selectbox(label, ids, index=None, format_func=labels(ids, name), key=key, placeholder=placeholder)


def choose_several(label: str, ids: Sequence[int], name: Callable[[int], str], key: str, placeholder: str) -> list[int]:
    """Let people choose several of many; those that are not among them any more are left out."""
    st.session_state[key] = [chosen for chosen in st.session_state.get(key, ()) if chosen in ids]
    return st.multiselect(label, ids, format_func=labels(ids, name), key=key, placeholder=placeholder)
