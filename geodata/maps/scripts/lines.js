// Lines from a town to a facility: all where they are asked for, else only those of what is chosen.
function (map, data) {
    var group = L.featureGroup().addTo(map), lines = data.rows.map(function (row) {
        var line = L.polyline(row[0], {color: "#222222", weight: 2, opacity: 0.75, dashArray: row[4] ? "6 5" : null});
        line.ends = ["person." + row[1], "facility." + row[2]];
        line.feature = {type: "Feature", properties: {what: "line", id: row[1]}};
        return line.bindTooltip(map.sonae.said(row[3]), {sticky: true});
    });
    function draw(chosen) {
        lines.forEach(function (line) {
            if (data.all || line.ends.indexOf(chosen) >= 0) { line.addTo(group); } else { line.remove(); }
        });
    }
    map.sonae.whenChosen(draw);
    draw(map.sonae.chosen);
    return group;
}
