"""Maps: text from data is harmless, points at one place come apart, areas are one layer."""

import json
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geodata.demo.outlines import ward_outlines
from geodata.maps import (
    MOST_LABELS,
    SYMBOLS,
    BaseDrawn,
    Key,
    add_about,
    add_areas,
    add_base,
    add_catchments,
    add_cells,
    add_gaps,
    add_legend,
    add_lines,
    add_points,
    add_rings,
    base_map,
    spread_apart,
    symbol_kind,
    symbol_svg,
)
from geodata.maps.drawn import Drawn, script
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


def scripted(drawn: folium.Map, name: str) -> list[dict[str, Any]]:
    """Return what was handed to the scripts of a name."""
    parts = (one for one in drawn._children.values() if isinstance(one, Drawn))
    return [json.loads(one.data) for one in parts if one.script == script(f"{name}.js")]


def drawn_html(drawn: folium.Map) -> str:
    return drawn.get_root().render()


def own_map(areas: gpd.GeoDataFrame | None = None) -> folium.Map:
    frame = ward_outlines() if areas is None else areas
    return base_map(frame, js=[("leaflet", "/app/leaflet.js")], css=[("leaflet", "/app/leaflet.css")])


def test_no_name_reaches_a_layer_that_takes_markup_as_it_is() -> None:
    drawn = own_map()
    add_catchments(drawn, gpd.GeoDataFrame({"label": [EVIL]}, geometry=[box(140, 38, 141, 39)], crs=CRS))
    cells = gpd.GeoDataFrame(
        {"id": [0], "what": ["area"], "key": [EVIL], "label": [EVIL]}, geometry=[box(140, 38, 141, 39)], crs=CRS
    )
    add_cells(drawn, cells, Shading.of({EVIL: 1.0}))
    add_rings(drawn, 140.9, 38.2, {1000: EVIL})
    html = drawn_html(drawn)
    assert EVIL not in html
    assert "\\u003cimg src=x" not in html.lower()
    assert html.count("\\u0026lt;img src=x") + html.count("&lt;img src=x") >= 3


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
    add_points(drawn, "{count}", points_at([]))
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
    add_points(drawn, "{count}", here, here.assign(kind="centre", what="centre"), points_at([]))
    [points] = scripted(drawn, "points")
    assert len({tuple(row[:2]) for row in points["rows"]}) == 2
    assert {(points["kinds"][row[2]], points["whats"][row[3]]) for row in points["rows"]} == {
        ("24", "facility"),
        ("centre", "centre"),
    }


def test_each_kind_has_its_own_shape_and_colour() -> None:
    assert len({symbol.shape for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert len({symbol.colour for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert all(symbol_svg(kind).startswith("<svg") for kind in SYMBOLS)
    assert symbol_kind("21") == "other"


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


def test_no_name_on_any_part_that_a_script_draws_is_markup() -> None:
    evil, drawn = "</script>" + EVIL + "\u2028&", own_map()
    add_points(drawn, evil, points_at([(140.9, 38.2)], evil))
    line = {"id": [1], "label": [evil], "to_confirm": [True]}
    add_lines(drawn, gpd.GeoDataFrame(line, geometry=[LineString([(140, 38), (141, 38)])], crs=CRS))
    add_areas(drawn, ward_outlines(), lambda _: evil)
    add_about(drawn, "facilities", [(1, 140.9, 38.2, 3, evil)])
    add_legend(drawn, evil, [Key(evil, image="data:")], evil, [Key(evil, shade="#fff")])
    html = drawn_html(drawn)
    assert EVIL not in html
    assert html.count("</script>") == html.count("<script")
    for name in ("frame", "points", "about", "labels", "lines", "legend"):  # names are text nodes
        assert script(f"{name}.js").count("innerHTML") == (name == "points")


def test_points_spread_apart_by_as_much_wherever_they_are() -> None:
    places = [(124.1, 24.3), (124.1, 24.3), (145.6, 43.3), (145.6, 43.3), (139.7, 35.7)]
    moved = spread_apart(points_at(places))
    away = straight_metres(np.array(places), np.column_stack([moved.geometry.x, moved.geometry.y]), 1000).diagonal()
    assert away.tolist() == pytest.approx([40, 40, 40, 40, 0], abs=1)


def test_a_place_that_is_a_guess_is_hollow() -> None:
    drawn = own_map()
    add_points(drawn, "", points_at([(140.9, 38.2), (140.8, 38.2)]).assign(rough=[False, True]))
    [points] = scripted(drawn, "points")
    assert [row[5] for row in points["rows"]] == [0, 1]
    for kind in SYMBOLS:
        assert symbol_svg(kind) != symbol_svg(kind, hollow=True)
        assert 'fill="#ffffff"' in symbol_svg(kind, hollow=True)
    assert 'fill="#ffffff"' in points["svg"]["24.rough"]


def test_labels_of_many_areas_are_shown_on_hovering() -> None:
    for count, written in ((MOST_LABELS, True), (MOST_LABELS + 1, False)):
        areas = squares(count + 1).iloc[:-1].assign(ward=[str(at) for at in range(count)])
        drawn = own_map(areas)
        add_areas(drawn, areas, lambda ward: f"{ward}{EVIL}")
        assert bool(scripted(drawn, "labels")) is written
        assert EVIL not in drawn_html(drawn)


def test_a_map_shows_the_areas_without_what_lies_far_out_at_sea() -> None:
    squares_and_rock = [*(box(139 + at / 10, 35, 139.1 + at / 10, 35.1) for at in range(60)), box(153.9, 24, 154, 24.1)]
    drawn = own_map(gpd.GeoDataFrame(geometry=squares_and_rock, crs=CRS))
    (south, west), (north, east) = scripted(drawn, "frame")[0]["bounds"]
    assert (west, south, round(east), north) == (139, 35, 145, 35.1)


def test_a_name_of_the_base_map_is_no_markup_and_its_lines_are_as_written() -> None:
    drawn = own_map()
    station = BaseDrawn("station", EVIL, EVIL, json.dumps([[f"</script>{EVIL}", 1, 2]]))
    add_base(drawn, [BaseDrawn("rail", "鉄道", "出典", "[[14080000,3820000,-5,7]]"), station], "背景")
    html = drawn_html(drawn)
    assert '"shapes":[[14080000,3820000,-5,7]]' in html
    assert EVIL not in html
    assert f"</script>{EVIL[:4]}" not in html
