"""GeoJSON (RFC 7946) read as data and nothing else: no reference in it is followed, no other format is guessed."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.findings import unreadable
from geodata.reading.files import NamedBytes, decode
from geodata.reading.limits import MAX_COLUMNS

# RFC 7946 knows one system; files of before name theirs: "urn:ogc:def:crs:EPSG::6668".
_UNSAID = "EPSG:4326"
_NAMED = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?(EPSG|OGC):[\w.]*?:?(\w+)", re.IGNORECASE)


def read_geojson(file: NamedBytes) -> gpd.GeoDataFrame:
    """Return the features of a collection, of one feature, or of a bare geometry.

    Returns
    -------
    GeoDataFrame
        A column a property, as it stands in the file; ``geometry`` is None where there is none or it cannot be built.
        The CRS is the one named, by its authority and code; WGS 84 where none is, None where the file says null.

    Raises
    ------
    UnreadableFile
        It is no GeoJSON, has no feature or too many properties, or names its system in another way.
    """
    try:
        document = json.loads(decode(file).text)
    except ValueError:  # also a number of thousands of digits
        raise unreadable(file.name, "areas.not_readable") from None
    features = _features(document)
    if not features:
        raise unreadable(file.name, "areas.not_readable")
    rows = [feature["properties"] if isinstance(feature.get("properties"), dict) else {} for feature in features]
    names = dict.fromkeys(name for row in rows for name in row)
    if len(names) > MAX_COLUMNS:
        raise unreadable(file.name, "table.too_many_columns", count=len(names), limit=MAX_COLUMNS)
    # One that is called as we call the shapes would take their place.
    frame = pd.DataFrame({name: [row.get(name) for row in rows] for name in names if name != "geometry"}, dtype=object)
    shapes = gpd.GeoSeries([_shape(feature.get("geometry")) for feature in features], crs=_system(file.name, document))
    return gpd.GeoDataFrame(frame, index=shapes.index, geometry=shapes)


def _features(document: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(document, dict):
        return []
    if document.get("type") != "FeatureCollection":
        one = document if document.get("type") == "Feature" else {"geometry": document}
        return [one] if _shape(one.get("geometry")) is not None else []
    listed = document.get("features")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return []
    return listed


def _shape(geometry: Any) -> BaseGeometry | None:
    """Build a shape; a ring that is not closed is closed."""
    if not isinstance(geometry, dict):
        return None
    try:
        shape = shapely.geometry.shape(geometry)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, shapely.errors.ShapelyError):
        return None
    return shape if isinstance(shape, BaseGeometry) else None


def _system(name: str, document: Mapping[str, Any]) -> pyproj.CRS | None:
    if "crs" not in document:
        return pyproj.CRS(_UNSAID)
    if document["crs"] is None:
        return None
    try:
        named = _NAMED.fullmatch(document["crs"]["properties"]["name"])
        if named:
            return pyproj.CRS.from_authority(named[1].upper(), named[2])
    except (LookupError, TypeError, pyproj.exceptions.CRSError):
        pass
    raise unreadable(name, "areas.crs_not_known")
