// Labels: one is written where no other one and no sign stands, beside its place if need be; the first before the later.
function (map, data) {
    var beside = [[0, 0], [0, -24], [0, 24], [48, 0], [-48, 0], [0, -44], [0, 44], [60, -30], [-60, -30]];
    map.createPane("labels").style.zIndex = 590;  // beneath the signs, so that no label takes a press
    var made = data.rows.map(function (row) {
        var icon = L.divIcon({html: map.sonae.said(row[2]), iconSize: [0, 0], className: "sonae-label"});
        return L.marker([row[1], row[0]], {icon: icon, pane: "labels", keyboard: false, interactive: false}).addTo(map);
    });
    function free(box, others) {
        return !others.some(function (other) {
            return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
        });
    }
    function boxes(selector) {
        return Array.from(map.getContainer().querySelectorAll(selector), function (one) { return one.getBoundingClientRect(); });
    }
    function room() {
        var signs = boxes(".sonae-sign, .sonae-heap"), written = [];
        made.forEach(function (one) {
            var span = one.getElement().firstChild;
            span.style.left = span.style.top = "0";
            var box = span.getBoundingClientRect();
            function moved(by) { return new DOMRect(box.x + by[0], box.y + by[1], box.width, box.height); }
            var possible = beside.filter(function (by) { return free(moved(by), written); });
            var by = possible.find(function (one) { return free(moved(one), signs); }) || possible[0];
            span.style.visibility = by ? "visible" : "hidden";
            if (!by) { return; }
            span.style.left = by[0] + "px";
            span.style.top = by[1] + "px";
            written.push(moved(by));
        });
    }
    map.on("zoomend moveend", function () { L.Util.requestAnimFrame(room); });  // after the signs
    L.Util.requestAnimFrame(room);
}
