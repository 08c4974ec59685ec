"""What stands behind a button, so that the answer comes first: settings that are rarely changed, and how figures are meant."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components.text import plain
from ui.context import Context


@contextmanager
def conditions(ctx: Context, key: str) -> Iterator[list[str]]:
    """Ask inside for settings that are rarely changed; one line beside the button says which hold.

    Yields
    ------
    list of str
        To be filled with what was chosen, in words.
    """
    told: list[str] = []
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.conditions"):
        inside = st.popover(ctx.t("layout.conditions"), icon=":material/tune:")
        line = st.empty()
    with inside:
        yield told
    if told:
        line.caption(plain(ctx.join(told)), width="content")


def explained(ctx: Context, place: DeltaGenerator) -> DeltaGenerator:
    """Return where to say how a page's figures are meant, behind a button in a place, which hands and keys reach, too."""
    return place.popover(ctx.t("layout.explained"), type="tertiary", icon=":material/help:")
