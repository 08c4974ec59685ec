"""What lies beneath everything on a map: coast, rivers, roads, railways, stations; drawn light, on a canvas of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium

from geodata.coordinates import STEPS_A_DEGREE
from geodata.maps.drawn import Drawn
from geodata.maps.texts import safe, script_text, without_tags

PANE, AREAS_PANE = "base", "areas"
_HEIGHTS: Mapping[str, int] = {AREAS_PANE: 240, PANE: 250}
"""Where the panes lie: below Leaflet's own, of which the lowest with drawings is at 400."""
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "coast": {"color": "#6f9ac2", "weight": 1.5},
    "river": {"color": "#8db7dd", "weight": 1.5},
    "road": {"color": "#d9b27c", "weight": 1.5},
    "rail": {"color": "#8a8a8a", "weight": 2},
    "station": {},
}

NAMED_FROM = 13
"""The zoom from which stations have their names."""


@dataclass(frozen=True)
class BaseDrawn:
    """A layer of the base map, ready to be drawn.

    Attributes
    ----------
    kind
        coast, river, road, rail or station.
    label, credit
        What it is called where it is switched on and off, and where it is from.
    shapes
        JSON, in whole steps of a degree; see `geodata.sources.base_map`.
    """

    kind: str
    label: str
    credit: str
    shapes: str


class _Base(Drawn):
    def __init__(self, layers: Sequence[BaseDrawn], heading: str) -> None:
        super().__init__("base", {"heading": heading, "step": STEPS_A_DEGREE, "named": NAMED_FROM})
        # Shapes are JSON already, and many.
        self.data = f'{self.data[:-1]},"layers":[{",".join(_written(layer) for layer in layers)}]}}'


def _written(layer: BaseDrawn) -> str:
    look = {"kind": layer.kind, "look": _LOOKS[layer.kind], "label": safe(layer.label), "credit": safe(layer.credit)}
    return f'{script_text(look)[:-1]},"shapes":{without_tags(layer.shapes)}}}'


def add_panes(drawn: folium.Map) -> None:
    """Make room beneath what is drawn: for areas, and above them for the base map."""
    for name, height in _HEIGHTS.items():
        folium.map.CustomPane(name, height).add_to(drawn)


def add_base(drawn: folium.Map, layers: Sequence[BaseDrawn], heading: str) -> None:
    """Draw the base map, with a box to switch its layers on and off, which the browser remembers.

    Parameters
    ----------
    heading
        Of the box.
    """
    if layers:
        _Base(layers, heading).add_to(drawn)
