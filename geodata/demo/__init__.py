"""The demonstration city's outlines, towns and facilities."""
