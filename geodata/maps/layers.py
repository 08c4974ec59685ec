"""The layers of a map, text from data escaped.

One GeoJSON layer a kind, never a marker object a row; nothing is loaded from outside unless the
background tiles are asked for. Frames come in EPSG:6668; Leaflet draws their degrees as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.areas import main_bounds, middles
from geodata.coordinates import JGD2011
from geodata.maps.base import AREAS_PANE, add_panes
from geodata.maps.heaps import Heaps
from geodata.maps.symbols import SYMBOLS, symbol_svg
from geodata.maps.texts import safe
from geodata.shading import Shading
from geodata.travel import metric_crs

Map = folium.Map
GSI_TILES = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
GSI_CREDIT = "地理院タイル"
SPREAD_METRES = 40
METRES_A_DEGREE = 111_000.0
"""Of latitude, roughly: enough for spreading signs apart."""
PLAIN = "#f4f4f4"
FALLBACK_CENTRE = (38.27, 140.87)
MOST_MARKERS = 1000
"""Beyond so many points they are drawn on the canvas, in heaps (`geodata.maps.heaps`)."""
MOST_LABELS = 80
"""Beyond so many areas their labels would hide each other, and are shown on hovering."""


def base_map(
    areas: gpd.GeoDataFrame,
    *,
    js: Sequence[tuple[str, str]],
    css: Sequence[tuple[str, str]],
    background_tiles: bool = False,
) -> folium.Map:
    """Return an empty map that shows the areas, without what of them lies far out at sea.

    Parameters
    ----------
    areas
        Polygons, EPSG:6668; may be empty.
    js, css
        (name, address) of Leaflet's files on the own server.
    background_tiles
        Draw 地理院タイル under everything; loads pictures from outside.
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
    add_panes(drawn)
    if len(areas):
        west, south, east, north = main_bounds(areas)
        drawn.fit_bounds([[south, west], [north, east]])
    return drawn


def add_areas(
    drawn: folium.Map,
    areas: gpd.GeoDataFrame,
    label: Callable[[str], str],
    shading: Shading | None = None,
) -> None:
    """Draw ward outlines, each with its label always shown (so that colour is not the only sign) unless there are many.

    Parameters
    ----------
    areas
        Columns ``ward`` and geometry, EPSG:6668.
    label
        Gives the text shown for a ward.
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
    _add_labels(drawn, outlines.rename(columns={"ward": "id"}), labels)


def add_cells(drawn: folium.Map, areas: gpd.GeoDataFrame, shading: Shading, *, written: bool = False) -> None:
    """Draw many areas as one layer, each with a text on hovering.

    Parameters
    ----------
    areas
        Columns ``id``, ``what`` (what the id is of), ``key`` (that of the shading), ``label``, and polygons in
        EPSG:6668; rows without an outline are left out.
    written
        Write the texts on the areas as well: there is room for them where areas are few.
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
        _add_labels(drawn, cells[["id", "geometry"]], dict(zip(placed["id"], placed["label"], strict=True)))


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


def _add_labels(drawn: folium.Map, areas: gpd.GeoDataFrame, labels: Mapping[Any, str]) -> None:
    """Write a text on each area (column ``id``): a marker of its own, since a layer shows one tooltip at a time."""
    width, height = 130, 20
    texts = {
        key: (
            '<span style="background:rgba(255,255,255,.85);color:#1a1a1a;font-size:12px;padding:1px 4px">'
            f"{safe(text)}</span>"
        )
        for key, text in labels.items()
    }
    icon = folium.DivIcon(html="", icon_size=(width, height), icon_anchor=(width // 2, height // 2), class_name="sonae")
    folium.GeoJson(
        _geojson(areas.set_geometry(middles(areas.geometry))),
        name="labels",
        marker=folium.Marker(icon=icon, keyboard=False, interactive=False),
        style_function=lambda feature: {
            "html": f'<div style="text-align:center;white-space:nowrap">{texts[feature["properties"]["id"]]}</div>'
        },
    ).add_to(drawn)


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


def add_points(drawn: folium.Map, *points: gpd.GeoDataFrame) -> None:
    """Draw points, one layer a kind, those at one coordinate spread apart; thousands in heaps on the canvas.

    Parameters
    ----------
    points
        Columns ``id``, ``kind`` (of `SYMBOLS`), ``what`` (what the id is of), ``label`` (shown on
        hovering), perhaps ``rough`` (drawn hollow: the place is a guess), and point geometry in EPSG:6668; rows
        without a place are left out.
    """
    there = [frame[~(frame.geometry.isna() | frame.geometry.is_empty)] for frame in points]
    there = [frame.assign(rough=frame.get("rough", False)) for frame in there if len(frame)]
    if not there:
        return
    placed = spread_apart(pd.concat(there, ignore_index=True))
    if len(placed) > MOST_MARKERS:
        Heaps(placed).add_to(drawn)
        return
    for (kind, rough), rows in sorted(
        placed.groupby(["kind", "rough"]), key=lambda group: (list(SYMBOLS).index(group[0][0]), group[0][1])
    ):
        _add_markers(drawn, str(kind), rows[["id", "what", "label", "geometry"]], rough=bool(rough))


def _add_markers(drawn: folium.Map, kind: str, rows: gpd.GeoDataFrame, *, rough: bool) -> None:
    size = 22 if kind == "BASE" else 16
    icon = folium.DivIcon(
        html=symbol_svg(kind, size, hollow=rough),
        icon_size=(size, size),
        icon_anchor=(size // 2, size // 2),
        class_name="sonae",
    )
    folium.GeoJson(
        _geojson(rows.assign(label=[safe(text) for text in rows["label"]])),
        name=kind,
        # keyboard=False: hundreds of nameless tab stops help nobody; the list beside the map is the way in.
        marker=folium.Marker(icon=icon, keyboard=False, z_index_offset=1000 if kind in ("BASE", "site") else 0),
        tooltip=folium.GeoJsonTooltip(fields=["label"], labels=False),
    ).add_to(drawn)


def add_lines(drawn: folium.Map, lines: gpd.GeoDataFrame) -> None:
    """Draw lines with an end each; columns ``id``, ``label``, ``to_confirm`` (drawn dashed)."""
    if not len(lines):
        return
    labelled = lines[["id", "label", "to_confirm", "geometry"]].assign(
        what="line",
        label=[safe(text) for text in lines["label"]],
    )

    def style(feature: Mapping[str, Any]) -> dict[str, Any]:
        dash = "6 5" if feature["properties"]["to_confirm"] else None
        return {"color": "#222222", "weight": 2, "opacity": 0.75, "dashArray": dash}

    folium.GeoJson(
        _geojson(labelled),
        name="lines",
        style_function=style,
        tooltip=folium.GeoJsonTooltip(fields=["label"], labels=False, sticky=True),
    ).add_to(drawn)


def spread_apart(points: gpd.GeoDataFrame, metres: float = SPREAD_METRES) -> gpd.GeoDataFrame:
    """Move points that share a coordinate onto a small circle around it, in the order of what they are and their ids."""
    if len(points) < 2:
        return points
    place = pd.Series(shapely.to_wkb(shapely.set_precision(points.geometry.values, 1e-6)), index=points.index)
    size = place.groupby(place).transform("size").to_numpy()
    if (size == 1).all():
        return points
    ordered = points.assign(_place=place).sort_values(["what", "id"])
    turn = ordered.groupby("_place").cumcount().reindex(points.index).to_numpy()
    angle = 2 * np.pi * turn / size
    radius = np.where(size > 1, metres * np.maximum(1, size / 6), 0)
    # In degrees where each point is: a metric zone fits one part of the country only.
    lon, lat = points.geometry.x.to_numpy(), points.geometry.y.to_numpy()
    north = radius / METRES_A_DEGREE
    moved = gpd.points_from_xy(
        lon + north * np.sin(angle) / np.cos(np.radians(lat)), lat + north * np.cos(angle), crs=points.crs
    )
    return points.set_geometry(moved)


def _geojson(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    collection: dict[str, Any] = frame.to_geo_dict(drop_id=False)
    return collection
