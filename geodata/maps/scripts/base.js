// The base map: a path a kind on a canvas beneath everything. A name in data becomes a text on the canvas, or a text node.
function (map, data) {
    var layers = data.layers, step = data.step, named = data.named;
    var canvas = L.canvas({pane: "base"}), key = "sonae.base_map.off", off = [], boxes = {};
    try { off = JSON.parse(localStorage.getItem(key)) || []; } catch (error) { off = []; }
    if (map.sonae.asked.has("off")) { off = map.sonae.asked.get("off").split("."); }
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
                on.font = "11px 'Noto Sans JP', sans-serif";
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
    var control = L.control.layers(null, boxes).addTo(map);
    var toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
    toggle.title = data.heading;
    toggle.setAttribute("aria-label", data.heading);
    map.on("overlayadd overlayremove", function (change) {
        off = off.filter(function (kind) { return kind !== change.layer.kind; });
        if (change.type === "overlayremove") { off.push(change.layer.kind); }
        try { localStorage.setItem(key, JSON.stringify(off)); } catch (error) { off = off.slice(); }
        map.sonae.tell({off: off.join(".")});
    });
}
