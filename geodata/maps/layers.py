"""The layers of a map, text from data escaped.

One GeoJSON layer a kind, never a marker object a row; nothing is loaded from outside unless the
background tiles are asked for. Frames come in EPSG:6668; Leaflet draws their degrees as they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import shapely

from geodata.areas import Bounds, main_bounds, middles
from geodata.coordinates import JGD2011
from geodata.maps.base import AREAS_PANE, add_panes
from geodata.maps.drawn import Drawn, script
from geodata.maps.texts import safe
from geodata.shading import Shading
from geodata.travel import metric_crs

Map = folium.Map
GSI_TILES = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
GSI_CREDIT = "地理院タイル"
PLAIN = "#f4f4f4"
FALLBACK_CENTRE = (38.27, 140.87)
MOST_LABELS = 80
"""Beyond so many areas their labels would hide each other, and are shown on hovering."""


@dataclass(frozen=True)
class Frame:
    """What stands around a map.

    Attributes
    ----------
    key
        Of the map; what the page is told of it is told under this. Nothing is told where it is empty.
    label
        What the map is, for readers who do not see it.
    zoom
        What the buttons are called that go closer and farther away.
    """

    key: str = ""
    label: str = "map"
    zoom: tuple[str, str] = ("+", "-")


def base_map(
    areas: gpd.GeoDataFrame,
    *,
    js: Sequence[tuple[str, str]],
    css: Sequence[tuple[str, str]],
    background_tiles: bool = False,
    view: Bounds | None = None,
    frame: Frame = Frame(),
) -> folium.Map:
    """Return an empty map that opens on a view, else on the areas without what of them lies far out at sea.

    Where the address of the page around it says a place and a zoom, it opens there.

    Parameters
    ----------
    areas
        Polygons, EPSG:6668; may be empty.
    js, css
        (name, address) of Leaflet's files, and of the typeface's, on the own server.
    background_tiles
        Draw 地理院タイル under everything; loads pictures from outside.
    view
        West, south, east, north.
    """
    folium.Map.default_js = list(js)
    folium.Map.default_css = list(css)
    drawn = folium.Map(
        location=FALLBACK_CENTRE,
        zoom_start=11,
        tiles=GSI_TILES if background_tiles else None,
        attr=GSI_CREDIT if background_tiles else None,
        prefer_canvas=True,
        zoom_snap=0.25,
    )
    if view is None and len(areas):
        view = main_bounds(areas)
    bounds = None if view is None else [[view[1], view[0]], [view[3], view[2]]]
    told = {"key": frame.key, "label": frame.label, "zoom": frame.zoom, "bounds": bounds, "style": script("frame.css")}
    Drawn("frame", told).add_to(drawn)
    add_panes(drawn)
    return drawn


def add_areas(
    drawn: folium.Map,
    areas: gpd.GeoDataFrame,
    label: Callable[[str], str],
    shading: Shading | None = None,
    at: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Draw ward outlines, each with its label always shown (so that colour is not the only sign) unless there are many.

    Parameters
    ----------
    areas
        Columns ``ward`` and geometry, EPSG:6668.
    label
        Gives the text shown for a ward.
    at
        Where it is written (longitude, latitude), else in the ward's middle.
    """
    if not len(areas):
        return
    outlines = gpd.GeoDataFrame({"ward": areas["ward"]}, geometry=areas.geometry)

    def style(feature: Mapping[str, Any]) -> dict[str, Any]:
        fill = shading.colour(feature["properties"]["ward"]) if shading else PLAIN
        return {"fillColor": fill, "fillOpacity": 0.75, "color": "#4d4d4d", "weight": 1.5}

    labels = {ward: label(ward) for ward in outlines["ward"]}
    if len(outlines) > MOST_LABELS:
        hidden = outlines.assign(label=[safe(labels[ward]) for ward in outlines["ward"]])
        tooltip = folium.GeoJsonTooltip(fields=["label"], labels=False, sticky=True)
        folium.GeoJson(_geojson(hidden), name="areas", style_function=style, tooltip=tooltip).add_to(drawn)
        return
    folium.GeoJson(_geojson(outlines), name="areas", style_function=style, pane=AREAS_PANE).add_to(drawn)
    _add_labels(drawn, outlines.geometry, [labels[ward] for ward in outlines["ward"]], outlines["ward"].map(at or {}))


def add_cells(
    drawn: folium.Map,
    areas: gpd.GeoDataFrame,
    shading: Shading,
    *,
    written: bool = False,
    at: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Draw many areas as one layer, each with a text on hovering.

    Parameters
    ----------
    areas
        Columns ``id``, ``what`` (what the id is of), ``key`` (that of the shading), ``label``, and polygons in
        EPSG:6668; rows without an outline are left out.
    written
        Write the texts on the areas as well: there is room for them where areas are few.
    at
        By key where a text is written, as of `add_areas`.
    """
    placed = areas[areas.geometry.notna()]
    if not len(placed):
        return
    shade = {row.id: shading.colour(row.key) for row in placed.itertuples()}
    cells = placed[["id", "what", "geometry"]].assign(label=[safe(text) for text in placed["label"]])

    def style(feature: Mapping[str, Any]) -> dict[str, Any]:
        fill = shade[feature["properties"]["id"]]
        return {"fillColor": fill, "fillOpacity": 0.75, "color": "#4d4d4d", "weight": 0.75}

    folium.GeoJson(
        _geojson(cells),
        name="cells",
        style_function=style,
        tooltip=folium.GeoJsonTooltip(fields=["label"], labels=False, sticky=True),
    ).add_to(drawn)
    if written:
        _add_labels(drawn, cells.geometry, placed["label"], placed["key"].map(at or {}))


def add_gaps(drawn: folium.Map, areas: gpd.GeoDataFrame) -> None:
    """Outline areas with thick dashes on white, which stand out from every shade; neighbours have one outline in common."""
    outlines = areas.geometry.dropna()
    if not len(outlines):
        return
    # On a grid of a tenth of a metre, so that no slivers stay between neighbours; as lines, since a polygon would take
    # the clicks on what lies under it.
    joined = gpd.GeoDataFrame(geometry=[shapely.union_all(outlines, grid_size=1e-6).boundary], crs=areas.crs)
    for colour, width, dash in (("#ffffff", 5, None), ("#000000", 3, "8 6")):
        look = {"fill": False, "color": colour, "weight": width, "dashArray": dash}
        folium.GeoJson(_geojson(joined), name="gaps", style_function=lambda _, look=look: look).add_to(drawn)


def add_rings(drawn: folium.Map, lon: float, lat: float, metres: Mapping[float, str]) -> None:
    """Draw circles around a point: radius in metres -> text on hovering."""
    place = gpd.GeoSeries([shapely.Point(lon, lat)], crs=JGD2011)
    flat = place.to_crs(metric_crs(place.total_bounds))
    rings = gpd.GeoDataFrame(
        {"label": [safe(text) for text in metres.values()]},
        geometry=[flat.buffer(radius, quad_segs=24).boundary.iloc[0] for radius in metres],
        crs=flat.crs,
    ).to_crs(place.crs)
    folium.GeoJson(
        _geojson(rings),
        name="rings",
        style_function=lambda _: {"color": "#b3003b", "weight": 2.5, "dashArray": "2 5"},
        tooltip=folium.GeoJsonTooltip(fields=["label"], labels=False, sticky=True),
    ).add_to(drawn)


def _add_labels(drawn: folium.Map, areas: gpd.GeoSeries, texts: Iterable[str], at: pd.Series) -> None:
    """Write a text on each area, where it is said to be written, else in its middle."""
    rows = [
        (*(place if isinstance(place, tuple) else (middle.x, middle.y)), str(text))
        for place, middle, text in zip(at, middles(areas), texts, strict=True)
    ]
    Drawn("labels", {"rows": rows}).add_to(drawn)


def add_catchments(drawn: folium.Map, catchments: gpd.GeoDataFrame) -> None:
    """Draw the catchments of community care centres; column ``label``."""
    if not len(catchments):
        return
    labelled = catchments[["label", "geometry"]].assign(label=[safe(text) for text in catchments["label"]])
    folium.GeoJson(
        _geojson(labelled),
        name="catchments",
        style_function=lambda _: {"fill": True, "fillOpacity": 0.02, "color": "#6a3d9a", "weight": 1, "dashArray": "4"},
        tooltip=folium.GeoJsonTooltip(fields=["label"], labels=False, sticky=True),
    ).add_to(drawn)


def add_outlines(drawn: folium.Map, outlines: gpd.GeoDataFrame) -> None:
    """Outline where something lies that is known no closer: dashed, and a little darker than around it."""
    placed = outlines[outlines.geometry.notna()]
    if len(placed):
        look = {"color": "#4d4d4d", "weight": 1.5, "dashArray": "3 5", "fillColor": "#4d4d4d", "fillOpacity": 0.08}
        shapes = gpd.GeoDataFrame(geometry=placed.geometry)
        layer = folium.GeoJson(_geojson(shapes), name="about", style_function=lambda _: look, interactive=False)
        layer.add_to(drawn)


def _geojson(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    collection: dict[str, Any] = frame.to_geo_dict(drop_id=False)
    return collection
