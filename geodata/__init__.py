"""WHERE: published formats, addresses, areas, travel, maps and the demo city."""
