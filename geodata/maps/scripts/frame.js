// What every map has: it fills its frame, opens where the page's address says, tells the page where it was moved to,
// and holds its legend. The other scripts find here (map.sonae) what is chosen, and how a text from data is written.
function (map, data) {
    var page = window.parent, asked = new URLSearchParams(), moved = false, box = map.getContainer(), heard = [], placed = false;
    var waiting = [];
    try { asked = new URLSearchParams(page.location.search); } catch (error) { page = window; }
    var style = document.createElement("style");
    style.textContent = data.style;
    document.head.appendChild(style);
    box.style.height = "100vh";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", data.label);
    map.attributionControl.setPrefix(false);
    map.zoomControl.getContainer().querySelectorAll("a").forEach(function (button, at) {
        button.title = data.zoom[at];
        button.setAttribute("aria-label", data.zoom[at]);
    });
    function said(text) {  // a text node: names are no markup
        var span = document.createElement("span");
        span.textContent = text;
        return span;
    }
    function list(entries) {
        var lines = document.createElement("ul");
        entries.forEach(function (entry) {
            var line = document.createElement("li"), sign = document.createElement(entry.image ? "img" : "span");
            if (entry.image) { sign.src = entry.image; sign.alt = ""; } else { sign.style.background = entry.shade; }
            line.append(sign, said(entry.text));
            lines.append(line);
        });
        return lines;
    }
    function legend(drawn) {
        var control = L.control({position: "bottomleft"});
        control.onAdd = function () {
            var folded = document.createElement("details"), head = document.createElement("summary");
            folded.className = "sonae-legend leaflet-control";
            folded.open = window.innerWidth >= 600;
            head.textContent = drawn.heading;
            folded.append(head, list(drawn.symbols));
            if (drawn.shades.length) { folded.append(said(drawn.title), list(drawn.shades)); }
            L.DomEvent.disableClickPropagation(folded);
            L.DomEvent.disableScrollPropagation(folded);
            return folded;
        };
        control.addTo(map);
    }
    function tell(change) {
        if (data.key) { page.postMessage(L.extend({sonae: data.key}, change), window.location.origin); }
    }
    function reachable(marker, label) {  // by key, as by mouse
        return marker.on("add", function () {
            var element = marker.getElement();
            element.setAttribute("aria-label", label);
            element.addEventListener("keydown", function (event) {
                if (event.key === "Enter" || event.key === " ") {
                    event.preventDefault();
                    marker.fire("click", {latlng: marker.getLatLng()}, true);
                }
            });
        });
    }
    map.sonae = {
        said: said,
        legend: legend,
        tell: tell,
        reachable: reachable,
        asked: asked,
        chosen: null,
        whenPlaced: function (does) { if (placed) { does(); } else { waiting.push(does); } },
        whenChosen: function (does) { heard.push(does); }
    };
    window.addEventListener("message", function (event) {
        if (event.origin !== window.location.origin || !event.data || event.data.sonaeChosen === undefined) { return; }
        map.sonae.chosen = event.data.sonaeChosen;
        heard.forEach(function (does) { does(map.sonae.chosen, event.data.first && asked.has("at")); });
    });
    var at = /^(-?\d+\.?\d*),(-?\d+\.?\d*),(\d+\.?\d*)$/.exec(asked.get("at") || "");
    function place() {
        if (at) {
            map.setView([at[1], at[2]], at[3], {animate: false});
        } else if (data.bounds) {
            map.fitBounds(data.bounds, {animate: false, padding: [8, 8]});
        }
        placed = true;
        waiting.splice(0).forEach(function (does) { does(); });
    }
    map.invalidateSize(false);
    function room() { return map.getSize().x > 50 && map.getSize().y > 50; }
    if (room()) { place(); } else {  // a frame that is still folded has no place in which bounds could be seen
        map.on("resize", function () { if (!placed && room()) { place(); } });
    }
    // From the first touch on: where a map opens by itself is no place that anybody chose.
    box.addEventListener("pointerdown", function () {
        moved = true;
        // Before Leaflet does, which would have the page scroll beneath the press.
        if (!box.contains(document.activeElement)) { box.focus({preventScroll: true}); }
    }, true);
    box.addEventListener("keydown", function () { moved = true; }, true);
    box.addEventListener("wheel", function () { moved = true; }, {capture: true, passive: true});
    map.on("moveend", function () {
        var centre = map.getCenter();
        if (moved && placed) { tell({at: [centre.lat.toFixed(5), centre.lng.toFixed(5), map.getZoom()].join(",")}); }
    });
    window.setTimeout(function () { tell({ready: true}); }, 0);
}
