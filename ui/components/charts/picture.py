"""The one way to show a still drawing: as large as it is at most, and said in words for whoever does not see it."""

import base64
from html import escape

import segno
import streamlit as st


def show_picture(svg: str, said: str) -> None:
    """Show a drawing given as SVG; ``said`` is what it shows, in words."""
    _show(f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", said)


def show_code(address: str, said: str) -> None:
    """Show an address as a code that a telephone reads."""
    _show(segno.make(address, error="m").svg_data_uri(scale=4, light="white"), said)


def _show(source: str, said: str) -> None:
    st.html(f'<img class="sonae-picture" src="{escape(source)}" alt="{escape(said)}">')
