"""Maps: the one place that knows folium, and the one place where text from data meets HTML (escaped)."""

from geodata.maps.base import BaseDrawn, add_base
from geodata.maps.layers import (
    MOST_LABELS,
    MOST_MARKERS,
    Map,
    add_areas,
    add_catchments,
    add_cells,
    add_gaps,
    add_lines,
    add_points,
    add_rings,
    base_map,
    spread_apart,
)
from geodata.maps.sketch import Spot, sketch
from geodata.maps.symbols import SYMBOLS, Symbol, symbol_image, symbol_kind, symbol_svg

__all__ = [
    "MOST_LABELS",
    "MOST_MARKERS",
    "SYMBOLS",
    "BaseDrawn",
    "Map",
    "Spot",
    "Symbol",
    "add_areas",
    "add_base",
    "add_catchments",
    "add_cells",
    "add_gaps",
    "add_lines",
    "add_points",
    "add_rings",
    "base_map",
    "sketch",
    "spread_apart",
    "symbol_image",
    "symbol_kind",
    "symbol_svg",
]
