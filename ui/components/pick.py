"""Choosing one row: by a searchable list that works with the keyboard, or by ticking it in a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def untick(key: str) -> None:
    """Take all ticks from the table of this key, from the next run on."""
    st.session_state[f"{key}.turns"] = st.session_state.get(f"{key}.turns", 0) + 1


def table(
    ctx: Context,
    frame: pd.DataFrame,
    ids: Sequence[int],
    key: str,
    alt: str,
    *,
    csv: bool = True,
    several: str | None = None,
    widths: Mapping[str, int] | None = None,
    people: Sequence[int] | None = None,
) -> None:
    """Show a table in which ticking a row chooses it for `choose` of the same key.

    Parameters
    ----------
    alt
        What the table holds, for readers who do not see it.
    csv
        Offer it as a file, in which no cell can run anything; made when it is asked for.
    several
        Key of a `choose_several` that gets all rows that are ticked; None if only one can be.
    widths
        Pixels of columns that are to be wider or narrower than their contents make them.
    people
        Who is in it, by id; None if it is about nobody.
    """
    # Ticks go with a new key: rows that were done with would otherwise leave theirs to those that follow.
    ticked = f"{key}.table.{turns}" if (turns := st.session_state.get(f"{key}.turns")) else f"{key}.table"

    def chosen() -> None:
        rows = st.session_state[ticked]["selection"]["rows"]
        if several is not None:
            st.session_state[several] = [ids[row] for row in rows]
        if len(rows) == 1:
            st.session_state[f"{key}.wanted"] = ids[rows[0]]

    st.dataframe(
        frame,
        hide_index=True,
        on_select=chosen,
        selection_mode="single-row" if several is None else "multi-row",
        key=ticked,
        alt=alt,
        column_config={name: st.column_config.Column(width=width) for name, width in (widths or {}).items()},
        placeholder=ctx.t("common.unknown"),
    )
    if csv:
        name = key.partition(".")[0]
        csv_of = partial(to_csv, frame)
        label = ctx.t("common.csv")
        download(
            ctx,
            st,
            label,
            csv_of,
            f"{name}.csv",
            "text/csv",
            what=name,
            rows=len(frame),
            people=people,
            key=f"{key}.csv",
        )
