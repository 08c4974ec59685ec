"""How each kind is drawn: a shape and a colour, full where the place is known and hollow where it is not exactly."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """How a kind is drawn: a shape and a colour, so that neither has to be told from the other alone."""

    shape: str
    colour: str


# Okabe and Ito's palette (2008), which colour-blind readers tell apart; each kind has its own shape besides.
SYMBOLS: Mapping[str, Symbol] = {
    "BASE": Symbol("star", "#000000"),
    "24": Symbol("circle", "#0072b2"),
    "33": Symbol("square", "#d55e00"),
    "32": Symbol("triangle", "#009e73"),
    "34": Symbol("diamond", "#aa3377"),
    "WH": Symbol("pentagon", "#8c6d00"),
    "centre": Symbol("cross", "#6a3d9a"),
    "person": Symbol("ring", "#1a1a1a"),
    "site": Symbol("drop", "#b3003b"),
    "resource": Symbol("heart", "#7a3b00"),
    "other": Symbol("bar", "#555555"),
}
PATHS: Mapping[str, str] = {
    "circle": "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
    "square": "M2.5 2.5h11v11h-11Z",
    "triangle": "M8 1.5 15 14H1Z",
    "diamond": "M8 1 15 8 8 15 1 8Z",
    "pentagon": "M8 1 15 6.2 12.4 14.5H3.6L1 6.2Z",
    "star": "M8 .8l2.2 4.7 5 .6-3.7 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.8 6.1l5-.6Z",
    "cross": "M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6Z",
    "ring": "M3.5 8a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
    "drop": "M8 15.5C4 10.5 2.5 8.3 2.5 6a5.5 5.5 0 0 1 11 0c0 2.3-1.5 4.5-5.5 9.5Z",
    "heart": "M8 15C2.8 10.6 1 8.3 1 5.6A3.7 3.7 0 0 1 8 3.9a3.7 3.7 0 0 1 7 1.7c0 2.7-1.8 5-7 9.4Z",
    "bar": "M2 5.5h12v5H2Z",
}
"""Each shape's outline in a square of 16, as SVG and a canvas take it."""


def symbol_svg(kind: str, size: int = 16, *, hollow: bool = False) -> str:
    """Return a kind's symbol as inline SVG, for the map and for the legend beside it; `hollow` where a place is a guess."""
    symbol = SYMBOLS.get(kind, SYMBOLS["other"])
    look = f'fill="{symbol.colour}" stroke="#ffffff" stroke-width="1"'
    if symbol.shape == "ring":
        look = f'fill="{symbol.colour}" fill-opacity=".25" stroke="{symbol.colour}" stroke-width="2"'
    if hollow:
        look = f'fill="#ffffff" stroke="{symbol.colour}" stroke-width="2"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16" '
        f'aria-hidden="true" {look}><path d="{PATHS[symbol.shape]}"/></svg>'
    )


def symbol_image(kind: str, *, hollow: bool = False) -> str:
    """Return a kind's symbol as the address of a picture (a data URI), for pages that let no SVG through."""
    return _image(symbol_svg(kind, hollow=hollow))


def number_image(*, dashed: bool) -> str:
    """Return the picture of a heap, or of the dashed box in which those stand of whom no more than the ward is known."""
    text, dash, corner = ("?", ' stroke-dasharray="3 2"', 3) if dashed else ("3", "", 7)
    return _image(
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
        f'<rect x="1" y="1" width="14" height="14" rx="{corner}" fill="#fff" stroke="#1a1a1a" stroke-width="1.5"{dash}/>'
        f'<text x="8" y="12" font-size="10" font-weight="700" text-anchor="middle" fill="#1a1a1a">{text}</text></svg>'
    )


def _image(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def symbol_kind(service_code: str) -> str:
    """Return under which symbol a service is drawn."""
    return service_code if service_code in SYMBOLS else "other"
