"""A paper offered as files: one to print, and one to edit on."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.documents import FORMS
from ui.context import Context
from ui.noted import download


def paper_files(
    ctx: Context,
    label: Callable[[str], str],
    stem: str,
    make: Callable[[str], bytes],
    *,
    what: str,
    key: str,
    rows: int | None = None,
    people: Collection[int] | None = None,
    place: DeltaGenerator | Any = None,
) -> None:
    """Offer a paper in each of `desk.documents.FORMS`, made once it is asked for, side by side unless a place is given.

    Parameters
    ----------
    label
        What a form is called.
    stem
        The name of the file, without its ending.
    make
        Makes the file of a form.
    what, rows, people
        As of `ui.noted.download`.
    """
    place = place or st.container(horizontal=True)
    for form in FORMS:
        download(
            ctx, place, label(form), partial(make, form), f"{stem}.{form}", what=what, rows=rows, people=people,
            key=f"{key}.{form}",
        )  # fmt: skip
