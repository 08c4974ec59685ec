"""What lies beneath everything on a map: coast, rivers, roads, railways, stations; drawn light, on a canvas of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from geodata.coordinates import STEPS_A_DEGREE
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

# A name in data becomes a text on the canvas, or a text node: never markup.
_SCRIPT = """
{% macro script(this, kwargs) %}
(function (map, layers, heading, step, named) {
    var canvas = L.canvas({pane: "base"}), key = "sonae.base_map.off", off = [], boxes = {};
    try { off = JSON.parse(localStorage.getItem(key)) || []; } catch (error) { off = []; }
    function line(steps) {
        var x = 0, y = 0, corners = [];
        for (var at = 0; at < steps.length; at += 2) {
            x += steps[at];
            y += steps[at + 1];
            corners.push([y / step, x / step]);
        }
        return corners;
    }
    var Station = L.CircleMarker.extend({
        _updatePath: function () {
            var on = this._renderer._ctx, at = this._point;
            if (!this._renderer._drawing || this._empty() || map.getZoom() < named - 1) { return; }
            on.save();
            on.fillStyle = "#ffffff";
            on.strokeStyle = "#6b6b6b";
            on.lineWidth = 1.5;
            on.fillRect(at.x - 3.5, at.y - 3.5, 7, 7);
            on.strokeRect(at.x - 3.5, at.y - 3.5, 7, 7);
            if (this.options.written) {
                on.font = "11px sans-serif";
                on.textBaseline = "middle";
                on.lineWidth = 3;
                on.strokeStyle = "#ffffff";
                on.fillStyle = "#5a5a5a";
                on.strokeText(this.options.name, at.x + 7, at.y);
                on.fillText(this.options.name, at.x + 7, at.y);
            }
            on.restore();
        }
    });
    function room(stations) {  // a name is written where no other one stands
        var taken = [], zoom = map.getZoom();
        stations.eachLayer(function (one) {
            var at = map.project(one.getLatLng(), zoom), width = 12 * one.options.name.length;
            var free = zoom >= named && !taken.some(function (other) {
                return Math.abs(other.y - at.y) < 14 && at.x < other.x + other.width + 12 && other.x < at.x + width + 12;
            });
            one.options.written = free;
            if (free) { taken.push({x: at.x, y: at.y, width: width}); }
        });
    }
    function made(layer) {
        if (layer.kind !== "station") {
            var look = L.extend({renderer: canvas, interactive: false, pane: "base", attribution: layer.credit}, layer.look);
            return L.polyline(layer.shapes.map(line), look);
        }
        var stations = L.layerGroup([], {attribution: layer.credit});
        stations.getAttribution = function () { return layer.credit; };
        layer.shapes.forEach(function (one) {
            new Station([one[2] / step, one[1] / step], {
                renderer: canvas, interactive: false, pane: "base", radius: 60, name: one[0]
            }).addTo(stations);
        });
        map.on("zoomend", function () { room(stations); });
        map.whenReady(function () { room(stations); });
        return stations;
    }
    layers.forEach(function (layer) {
        boxes[layer.label] = made(layer);
        boxes[layer.label].kind = layer.kind;
        if (off.indexOf(layer.kind) < 0) { boxes[layer.label].addTo(map); }
    });
    map.attributionControl.setPrefix(false).getContainer().style.fontSize = "11px";
    var control = L.control.layers(null, boxes).addTo(map);
    var toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
    toggle.title = heading;
    toggle.setAttribute("aria-label", heading);
    map.on("overlayadd overlayremove", function (change) {
        off = off.filter(function (kind) { return kind !== change.layer.kind; });
        if (change.type === "overlayremove") { off.push(change.layer.kind); }
        try { localStorage.setItem(key, JSON.stringify(off)); } catch (error) { off = off; }
    });
})({{ this._parent.get_name() }}, {{ this.layers }}, {{ this.heading }}, {{ this.step }}, {{ this.named }});
{% endmacro %}
"""
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


class _Base(MacroElement):
    _template = Template(_SCRIPT)

    def __init__(self, layers: Sequence[BaseDrawn], heading: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "base"
        self.layers = f"[{','.join(_written(layer) for layer in layers)}]"
        self.heading, self.step, self.named = script_text(heading), STEPS_A_DEGREE, NAMED_FROM


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
