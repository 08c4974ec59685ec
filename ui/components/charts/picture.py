"""The one way to show a still drawing: as large as it is at most, and said in words for whoever does not see it."""

import base64
from html import escape

import segno
import streamlit as st


def show_picture(svg: str, said: str, *, narrow: str | None = None) -> None:
    """Show a drawing given as SVG; ``said`` is what it shows, in words, ``narrow`` the same drawn for a narrow window."""
    if narrow is None:
        st.html(_image(_address(svg), said))
    else:
        st.html(_image(_address(svg), said, "wide") + _image(_address(narrow), said, "narrow"))


def show_code(address: str, said: str) -> None:
    """Show an address as a code that a telephone reads."""
    st.html(_image(segno.make(address, error="m").svg_data_uri(scale=4, light="white"), said))


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _image(source: str, said: str, window: str = "any") -> str:
    return f'<img class="sonae-picture sonae-{window}" src="{escape(source)}" alt="{escape(said)}">'
