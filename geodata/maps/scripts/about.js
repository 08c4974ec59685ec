// Of what no more than the ward is known: how many are somewhere in it, where most of it is built up; no sign stands for one.
function (map, data) {
    var group = L.featureGroup().addTo(map);
    data.rows.forEach(function (row) {
        var icon = L.divIcon({html: map.sonae.said(row[2] + "?"), iconSize: [34, 24], className: "sonae-heap sonae-about"});
        var marker = L.marker([row[1], row[0]], {icon: icon, zIndexOffset: 500});
        marker.feature = {type: "Feature", properties: {what: data.what, id: row[3]}};
        map.sonae.reachable(marker, row[4]).bindTooltip(map.sonae.said(row[4]), {direction: "top"}).addTo(group);
    });
    return group;
}
