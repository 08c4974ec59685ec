"""Thousands of points on one map: drawn on its canvas, those that would lie on each other as one heap with its number."""

import geopandas as gpd
import numpy as np
from branca.element import MacroElement
from jinja2 import Template

from geodata.maps.symbols import PATHS, SYMBOLS
from geodata.maps.texts import script_text

# A marker is an element of the page for each point: thousands take many seconds, and hide each other.
_SCRIPT = """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = (function (map, data) {
    var heaps = L.featureGroup(), width = 46, apart = 15, half = 8;
    var Shape = L.CircleMarker.extend({
        _updatePath: function () {
            if (this._renderer._drawing && !this._empty()) { this.options.paint(this._renderer._ctx, this._point); }
        }
    });
    function symbol(kind, hollow) {
        var outline = new Path2D(data.paths[kind]), colour = data.colours[kind], scale = kind === "BASE" ? 1.4 : 1;
        return function (on, at) {
            on.save();
            on.translate(at.x - half * scale, at.y - half * scale);
            on.scale(scale, scale);
            on.lineWidth = hollow ? 2 : 1;
            on.fillStyle = hollow ? "#ffffff" : colour;
            on.strokeStyle = hollow ? colour : "#ffffff";
            on.fill(outline);
            on.stroke(outline);
            on.restore();
        };
    }
    function number(count, radius) {
        return function (on, at) {
            on.save();
            on.beginPath();
            on.arc(at.x, at.y, radius, 0, 2 * Math.PI);
            on.fillStyle = "#ffffff";
            on.fill();
            on.lineWidth = 2;
            on.strokeStyle = "#1a1a1a";
            on.stroke();
            on.fillStyle = "#1a1a1a";
            on.font = "bold 12px sans-serif";
            on.textAlign = "center";
            on.textBaseline = "middle";
            on.fillText(String(count), at.x, at.y);
            on.restore();
        };
    }
    function said(text) {  // a text node: names are no markup
        var span = document.createElement("span");
        span.textContent = text;
        return span;
    }
    function single(row) {
        var kind = data.kinds[row[2]];
        var shape = new Shape([row[1], row[0]], {radius: half, paint: symbol(kind, row[5])});
        shape.feature = {type: "Feature", properties: {what: data.whats[row[3]], id: row[4]}};
        return shape.bindTooltip(function () { return said(row[6]); });
    }
    function heap(rows) {
        var box = L.latLngBounds(rows.map(function (row) { return [row[1], row[0]]; })), lat = 0, lon = 0;
        rows.forEach(function (row) { lat += row[1] / rows.length; lon += row[0] / rows.length; });
        var radius = 10 + 2 * String(rows.length).length;
        var shape = new Shape([lat, lon], {radius: radius, paint: number(rows.length, radius)});
        return shape.on("click", function () { map.fitBounds(box, {maxZoom: 17, padding: [40, 40]}); });
    }
    function draw() {
        var zoom = map.getZoom(), cells = new Map(), last = zoom >= apart;
        data.rows.forEach(function (row) {
            var at = map.project([row[1], row[0]], zoom);
            var key = last ? row : Math.floor(at.x / width) + "/" + Math.floor(at.y / width);
            if (!cells.has(key)) { cells.set(key, []); }
            cells.get(key).push(row);
        });
        heaps.clearLayers();
        cells.forEach(function (rows) {
            if (rows.length > 2) { heap(rows).addTo(heaps); } else { rows.forEach(function (row) { single(row).addTo(heaps); }); }
        });
    }
    map.on("zoomend", draw);
    map.whenReady(draw);
    return heaps.addTo(map);
})({{ this._parent.get_name() }}, {{ this.data }});
{% endmacro %}
"""


class Heaps(MacroElement):
    """A layer of points.

    Parameters
    ----------
    points
        Columns ``id``, ``kind`` (of `SYMBOLS`), ``what`` (what the id is of), ``label``, ``rough`` (drawn hollow), and
        point geometry in EPSG:6668.
    """

    _template = Template(_SCRIPT)

    def __init__(self, points: gpd.GeoDataFrame) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "heaps"
        self.count = len(points)
        kinds, whats = sorted(set(points["kind"])), sorted(set(points["what"]))
        columns = (
            np.round(points.geometry.x.to_numpy(), 6).tolist(),
            np.round(points.geometry.y.to_numpy(), 6).tolist(),
            [kinds.index(kind) for kind in points["kind"].tolist()],
            [whats.index(what) for what in points["what"].tolist()],
            points["id"].astype(int).tolist(),
            points["rough"].astype(int).tolist(),
            points["label"].astype(str).tolist(),
        )
        rows = list(zip(*columns, strict=True))
        paths = {kind: PATHS[SYMBOLS[kind].shape] for kind in kinds}
        colours = {kind: SYMBOLS[kind].colour for kind in kinds}
        self.data = script_text({"kinds": kinds, "whats": whats, "paths": paths, "colours": colours, "rows": rows})
