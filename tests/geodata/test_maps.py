"""Maps: text from data is harmless, points at one place come apart, areas are one layer."""

import json

import folium
import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geodata.demo.outlines import ward_outlines
from geodata.maps import (
    SYMBOLS,
    add_areas,
    add_catchments,
    add_cells,
    add_gaps,
    add_lines,
    add_points,
    add_rings,
    base_map,
    spread_apart,
    symbol_kind,
    symbol_svg,
)
from geodata.shading import Shading
from geodata.travel import straight_metres

EVIL = "<img src=x onerror=alert(1)>"
CRS = "EPSG:6668"


def points_at(places: list[tuple[float, float]], label: str = "名前") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"id": range(len(places)), "kind": "24", "what": "facility", "label": label},
        geometry=[Point(place) for place in places],
        crs=CRS,
    )


def drawn_html(drawn: folium.Map) -> str:
    return drawn.get_root().render()


def own_map(areas: gpd.GeoDataFrame | None = None) -> folium.Map:
    frame = ward_outlines() if areas is None else areas
    return base_map(frame, js=[("leaflet", "/app/leaflet.js")], css=[("leaflet", "/app/leaflet.css")])


def test_no_name_from_data_reaches_the_map_as_markup() -> None:
    drawn = own_map()
    areas = ward_outlines()
    add_areas(drawn, areas, lambda _: EVIL)
    add_points(drawn, points_at([(140.9, 38.2)], EVIL))
    line = gpd.GeoDataFrame(
        {"id": [1], "label": [EVIL], "to_confirm": [True]}, geometry=[LineString([(140, 38), (141, 38)])], crs=CRS
    )
    add_lines(drawn, line)
    add_catchments(drawn, gpd.GeoDataFrame({"label": [EVIL]}, geometry=[box(140, 38, 141, 39)], crs=CRS))
    cells = gpd.GeoDataFrame(
        {"id": [0], "what": ["area"], "key": [EVIL], "label": [EVIL]}, geometry=[box(140, 38, 141, 39)], crs=CRS
    )
    add_cells(drawn, cells, Shading.of({EVIL: 1.0}), written=True)
    add_rings(drawn, 140.9, 38.2, {1000: EVIL})
    html = drawn_html(drawn)
    assert EVIL not in html
    assert "\\u003cimg src=x" not in html.lower()
    assert html.count("\\u0026lt;img src=x") + html.count("&lt;img src=x") >= 7


def test_nothing_is_loaded_from_outside_unless_tiles_are_asked_for() -> None:
    assert "https://" not in drawn_html(own_map()).replace("http://www.w3.org", "")
    tiled = base_map(ward_outlines(), js=[], css=[], background_tiles=True)
    assert "cyberjapandata.gsi.go.jp" in drawn_html(tiled)
    assert "地理院タイル" in json.loads(json.dumps(drawn_html(tiled), ensure_ascii=False)) or "\\u5730" in drawn_html(
        tiled
    )


def test_a_map_without_areas_still_draws() -> None:
    empty = ward_outlines().iloc[:0]
    drawn = own_map(empty)
    add_areas(drawn, empty, str)
    add_points(drawn, points_at([]))
    assert "L.map(" in drawn_html(drawn)


@given(st.lists(st.sampled_from([(140.9, 38.2), (140.8, 38.3), (140.7, 38.25)]), min_size=1, max_size=12))
def test_points_at_one_place_come_apart_and_stay_near(places: list[tuple[float, float]]) -> None:
    points = points_at(places)
    moved = spread_apart(points)
    assert len({(point.x, point.y) for point in moved.geometry}) == len(places)
    distance = moved.geometry.to_crs(6691).distance(points.geometry.to_crs(6691))
    assert distance.max() < 100
    alone = [places.count(place) == 1 for place in places]
    assert (distance[alone] == 0).all()


def test_spreading_follows_the_ids_not_the_order() -> None:
    points = points_at([(140.9, 38.2)] * 4)
    turned = spread_apart(points.iloc[::-1]).sort_values("id")
    assert turned.geometry.geom_equals_exact(spread_apart(points).geometry, 1e-9).all()


def test_a_facility_and_a_centre_at_one_place_come_apart_too() -> None:
    drawn = own_map()
    here = points_at([(140.9, 38.2)])
    add_points(drawn, here, here.assign(kind="centre", what="centre"), points_at([]))
    layers = [one for one in drawn._children.values() if isinstance(one, folium.GeoJson)]
    places = [one.data["features"][0]["geometry"]["coordinates"] for one in layers]
    assert len(places) == 2
    assert places[0] != places[1]


def test_each_kind_has_its_own_shape_and_colour() -> None:
    assert len({symbol.shape for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert len({symbol.colour for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert all(symbol_svg(kind).startswith("<svg") for kind in SYMBOLS)
    assert symbol_kind("21") == "other"


@pytest.mark.parametrize("kind", sorted(SYMBOLS))
def test_points_of_a_kind_are_one_layer(kind: str) -> None:
    drawn = own_map()
    add_points(drawn, points_at([(140.9, 38.2), (140.8, 38.2)]).assign(kind=kind))
    layers = [child for child in drawn._children.values() if isinstance(child, folium.GeoJson)]
    assert len(layers) == 1


def squares(count: int) -> gpd.GeoDataFrame:
    """Return areas in a row; the last has no outline."""
    outlines = [box(140 + number / 10, 38, 140.1 + number / 10, 38.1) for number in range(count - 1)]
    named = {"id": range(count), "what": "area", "key": [str(number) for number in range(count)], "label": "名前"}
    return gpd.GeoDataFrame(named, geometry=[*outlines, None], crs=CRS)


def layers(drawn: folium.Map) -> list[folium.GeoJson]:
    return [child for child in drawn._children.values() if isinstance(child, folium.GeoJson)]


def test_a_thousand_areas_are_one_layer_and_one_without_an_outline_is_left_out() -> None:
    drawn = own_map()
    areas = squares(1000)
    add_cells(drawn, areas, Shading.of({key: float(key) for key in areas["key"]}))
    [layer] = layers(drawn)
    assert len(layer.data["features"]) == 999


def test_neighbouring_gaps_have_one_outline_and_none_are_no_layer() -> None:
    drawn = own_map()
    add_gaps(drawn, squares(3).iloc[:0])
    add_gaps(drawn, squares(1))
    assert not layers(drawn)
    add_gaps(drawn, squares(3))
    for layer in layers(drawn):
        [outline] = layer.data["features"]
        assert outline["geometry"]["type"] == "LineString"
    assert "8 6" in drawn_html(drawn)


@given(st.integers(100, 30_000), st.floats(130, 145), st.floats(31, 44))
def test_a_ring_lies_at_its_distance(metres: int, lon: float, lat: float) -> None:
    drawn = own_map()
    add_rings(drawn, lon, lat, {metres: "輪"})
    [layer] = layers(drawn)
    [ring] = layer.data["features"]
    assert ring["geometry"]["type"] == "LineString"
    points = np.array(ring["geometry"]["coordinates"], dtype=np.float64)[:, :2]
    away = straight_metres(np.array([[lon, lat]]), points, 1000)
    assert abs(away - metres).max() <= max(2, metres / 400)
