"""Editions of N03 made for a test."""

import json

import shapely

from geodata.reading.files import NamedBytes


def n03(city: str, *features: tuple[str, str, str], prefecture: str = "静岡県") -> NamedBytes:
    """Return an edition as GeoJSON: ward ("" without), code and WKT of each feature."""
    listed = [
        {
            "type": "Feature",
            "properties": {
                "N03_001": prefecture,
                "N03_002": None,
                "N03_003": city if ward else None,
                "N03_004": ward or city,
                "N03_007": code,
            },
            "geometry": json.loads(shapely.to_geojson(shapely.from_wkt(wkt))),
        }
        for ward, code, wkt in features
    ]
    return NamedBytes("N03.geojson", json.dumps({"type": "FeatureCollection", "features": listed}).encode())
