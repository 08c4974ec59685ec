// Of what no more than the ward is known: how many are somewhere in it, where most of it is built up; no sign stands for one.
// Where several kinds are so known of one ward, their boxes stand one below the other.
function (map, data) {
    var group = L.featureGroup().addTo(map), below = map.sonae.below = map.sonae.below || {};
    data.rows.forEach(function (row) {
        var place = row[0] + "," + row[1], rank = below[place] || 0, text = map.sonae.said(row[2] + "?");
        below[place] = rank + 1;
        if (data.image) {
            var sign = document.createElement("img");
            sign.src = data.image;
            sign.alt = "";
            text.prepend(sign);
        }
        var size = [data.image ? 48 : 34, 24], anchor = [size[0] / 2, 12 - 28 * rank];
        var icon = L.divIcon({html: text, iconSize: size, iconAnchor: anchor, className: "sonae-heap sonae-about"});
        var marker = L.marker([row[1], row[0]], {icon: icon, zIndexOffset: 500});
        marker.feature = {type: "Feature", properties: {what: data.what, id: row[3]}};
        map.sonae.reachable(marker, row[4]).bindTooltip(map.sonae.said(row[4]), {direction: "top"}).addTo(group);
    });
    return group;
}
