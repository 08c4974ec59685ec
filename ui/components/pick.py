"""Choosing one row: by a searchable list that works with the keyboard, or by ticking it in a table."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from desk.export import to_csv
from ui.context import Context
from ui.noted import download

Option = TypeVar("Option")


def labels(options: Iterable[Option], name: Callable[[Option], str]) -> Callable[[Option], str]:
    """Return what options are called, for a widget's `format_func`.

    They are named now: Streamlit keeps a widget's function as long as the session, on other pages too, and with it all that
    the function knows of, be it a whole plan that is no longer true.
    """
    return {option: name(option) for option in options}.__getitem__


def choose(label: str, ids: Sequence[int], name: Callable[[int], str], key: str, placeholder: str) -> int | None:
    """Let people choose one of many; what a table or a map asked for before comes first."""
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


def table(ctx: Context, frame: pd.DataFrame, ids: Sequence[int], key: str, alt: str) -> None:
    """Show a table in which ticking a row chooses it for `choose` of the same key; it can be had as a file.

    Parameters
    ----------
    alt
        What the table holds, for readers who do not see it.
    """

    def chosen() -> None:
        rows = st.session_state[f"{key}.table"]["selection"]["rows"]
        if rows:
            st.session_state[f"{key}.wanted"] = ids[rows[0]]

    st.dataframe(
        frame,
        hide_index=True,
        on_select=chosen,
        selection_mode="single-row",
        key=f"{key}.table",
        alt=alt,
        placeholder=ctx.t("common.unknown"),
    )
    name, label = key.partition(".")[0], ctx.t("common.csv")
    # No cell of it can run anything; it is made when it is asked for.
    download(
        ctx, st, label, partial(to_csv, frame), f"{name}.csv", "text/csv", what=name, rows=len(frame), key=f"{key}.csv"
    )
