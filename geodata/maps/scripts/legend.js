function (map, data) { map.sonae.legend(data); }
