"""What passes between a map in its frame and the page: where it was moved to goes into the address, what is chosen to the map."""

import re
from functools import partial
from pathlib import Path

import streamlit as st

from ui.components.mounted import mounted
from ui.components.records.address import ask_for

ASKED = {
    "at": re.compile(r"-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?"),
    "off": re.compile(r"[a-z]*(\.[a-z]+)*"),
}
"""What the address may say of a map: latitude, longitude and zoom; and which layers of the base map are off."""


@st.fragment
def map_place(key: str, chosen: str | None) -> None:
    """Keep a map's place in the address, and tell it what is chosen; when it is moved, nothing else is run anew.

    Parameters
    ----------
    key
        Of the map.
    chosen
        What is chosen and its id: ``facility.12``.
    """
    component = mounted("map_place", Path(__file__).parent, css="map_place.css", js="map_place.js")
    with st.container(key=f"map_place.{key}"):
        component(
            key=f"{key}.place", data={"key": key, "chosen": chosen}, on_moved_change=partial(_keep, f"{key}.place")
        )


def _keep(key: str) -> None:
    told = st.session_state[key].get("moved") or {}
    for name, form in ASKED.items():
        if isinstance(value := told.get(name), str) and form.fullmatch(value):
            ask_for(name, value)
