"""Maps: the one place that knows folium, and the one place where text from data meets HTML (escaped)."""

from geodata.maps.base import BaseDrawn, add_base
from geodata.maps.layers import (
    MOST_LABELS,
    Frame,
    Map,
    add_areas,
    add_catchments,
    add_cells,
    add_gaps,
    add_outlines,
    add_rings,
    base_map,
)
from geodata.maps.marks import Key, add_about, add_legend, add_lines, add_points, spread_apart
from geodata.maps.sketch import Spot, sketch
from geodata.maps.symbols import SYMBOLS, Symbol, number_image, symbol_image, symbol_kind, symbol_svg
from geodata.maps.verbatim import render_once

__all__ = [
    "MOST_LABELS",
    "SYMBOLS",
    "BaseDrawn",
    "Frame",
    "Key",
    "Map",
    "Spot",
    "Symbol",
    "add_about",
    "add_areas",
    "add_base",
    "add_catchments",
    "add_cells",
    "add_gaps",
    "add_legend",
    "add_lines",
    "add_outlines",
    "add_points",
    "add_rings",
    "base_map",
    "number_image",
    "sketch",
    "spread_apart",
    "symbol_image",
    "symbol_kind",
    "symbol_svg",
]

render_once()
