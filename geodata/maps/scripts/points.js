// Points: those in view, as signs that can be reached by key; those that would lie on each other as one heap with its
// number, which a press or a closer look takes apart. What is chosen stands by itself, with a ring around it.
function (map, data) {
    var signs = L.featureGroup().addTo(map), heaps = L.layerGroup().addTo(map), shown = {}, near = 30, touch = 15, apart = 15;
    function alone(row) { return data.alone.indexOf(data.kinds[row[2]]) >= 0 || name(row) === map.sonae.chosen; }
    function name(row) { return data.whats[row[3]] + "." + row[4]; }
    function sign(row) {
        var kind = data.kinds[row[2]], size = kind === "BASE" ? 22 : 16, picture = document.createElement("div");
        picture.innerHTML = data.svg[kind + (row[5] ? ".rough" : "")];  // ours: no text from data
        picture.firstChild.setAttribute("width", size);
        picture.firstChild.setAttribute("height", size);
        var marker = L.marker([row[1], row[0]], {
            icon: L.divIcon({html: picture, iconSize: [size, size], className: "sonae-sign sonae-" + kind}),
            zIndexOffset: alone(row) ? 1000 : 0
        });
        marker.feature = {type: "Feature", properties: {what: data.whats[row[3]], id: row[4]}};
        return marker.bindTooltip(map.sonae.said(row[6]), {direction: "top", offset: [0, -8]});
    }
    function heap(rows) {
        var lat = 0, lon = 0, size = 22 + 4 * String(rows.length).length;
        rows.forEach(function (row) { lat += row[1] / rows.length; lon += row[0] / rows.length; });
        var box = L.latLngBounds(rows.map(function (row) { return [row[1], row[0]]; }));
        return L.marker([lat, lon], {
            icon: L.divIcon({html: map.sonae.said(rows.length), iconSize: [size, size], className: "sonae-heap"})
        }).on("click", function () { map.fitBounds(box, {maxZoom: 17, padding: [40, 40]}); });
    }
    function put(key, made, label, group) { shown[key] = map.sonae.reachable(made, label).addTo(group); }
    function ring() {
        Object.keys(shown).forEach(function (key) {
            shown[key].getElement().classList.toggle("sonae-chosen", key === map.sonae.chosen);
        });
    }
    function gathered(rows, zoom) {  // each with the first one that it would lie on
        var heaps = [];
        rows.forEach(function (row) {
            var at = map.project([row[1], row[0]], zoom);
            var found = zoom < apart && !alone(row) && heaps.find(function (one) {
                return one.at.distanceTo(at) < near && !alone(one.rows[0]);
            });
            if (found) { found.rows.push(row); found.touches = found.touches || found.at.distanceTo(at) < touch; return; }
            heaps.push({at: at, rows: [row], touches: false});
        });
        return heaps;
    }
    function draw() {
        var zoom = map.getZoom(), view = map.getBounds().pad(0.1), wanted = {};
        var rows = data.rows.filter(function (row) { return view.contains([row[1], row[0]]); });
        gathered(rows, zoom).forEach(function (one) {
            if (one.rows.length > 2 || one.touches) {
                wanted["heap/" + one.rows.map(name).join("/")] = one.rows;
            } else {
                one.rows.forEach(function (row) { wanted[name(row)] = row; });
            }
        });
        Object.keys(shown).forEach(function (key) {
            if (!wanted[key]) { shown[key].remove(); delete shown[key]; }
        });
        Object.keys(wanted).forEach(function (key) {
            if (shown[key]) { return; }
            if (key.indexOf("heap/") === 0) {
                put(key, heap(wanted[key]), data.heap.replace("{count}", wanted[key].length), heaps);
            } else {
                put(key, sign(wanted[key]), wanted[key][6], signs);
            }
        });
        ring();
    }
    map.on("moveend", draw);
    map.sonae.whenChosen(function (chosen, placed) {
        var row = data.rows.find(function (one) { return name(one) === chosen; });
        if (row && !placed && !map.getBounds().contains([row[1], row[0]])) { map.setView([row[1], row[0]], Math.max(14, map.getZoom())); }
        draw();
    });
    map.sonae.whenPlaced(function () {
        var places = data.rows.map(function (row) { return [row[1], row[0]]; });
        if (!map.sonae.asked.has("at") && !places.some(function (one) { return map.getBounds().contains(one); })) {
            map.fitBounds(places, {animate: false, maxZoom: 14, padding: [40, 40]});  // what was looked for lies elsewhere
        }
        draw();
    });
    return signs;
}
