"""Areas: neighbours, the ward of a point, and points that disagree with their stated ward."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from geodata.areas import check_wards, far_off, main_bounds, main_parts, middles, neighbours, ward_of
from geodata.sources.n03 import read_areas
from geodata.sources.wamnet import read_wamnet

# 0.0001° of longitude is 8.7 m here.
MADE = gpd.GeoDataFrame(
    {"city": "見本市", "name": ["西区", "東区", "離区"]},
    geometry=[box(140.0, 38.0, 140.1, 38.1), box(140.1003, 38.0, 140.2, 38.1), box(140.21, 38.0, 140.3, 38.1)],
    crs="EPSG:6668",
)


def points(*rows, city="見本市"):
    wards, lons, lats = zip(*rows, strict=True)
    data = {"ward": wards, "city": city, "source_file": "a.csv", "source_row": range(2, len(rows) + 2)}
    return gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(lons, lats), crs="EPSG:6668")


def test_the_wards_of_sendai_touch_these(reference_data):
    areas = read_areas(reference_data / "areas" / "sendai_wards_n03_2021.geojson").frame
    assert neighbours(areas) == {
        "青葉区": {"泉区", "宮城野区", "若林区", "太白区"},
        "宮城野区": {"泉区", "青葉区", "若林区"},
        "若林区": {"宮城野区", "青葉区", "太白区"},
        "太白区": {"青葉区", "若林区"},
        "泉区": {"青葉区", "宮城野区"},
    }


def test_a_small_gap_between_outlines_does_not_part_neighbours():
    assert neighbours(MADE) == {"西区": {"東区"}, "東区": {"西区"}, "離区": frozenset()}
    assert neighbours(MADE, within_metres=5)["西区"] == frozenset()
    assert neighbours(MADE.iloc[:0]) == {}


@pytest.mark.parametrize("crs", [6668, 6691, 3857])
def test_the_ward_of_a_point_is_found_in_any_crs(crs):
    areas = MADE.to_crs(crs)
    assert ward_of(140.05, 38.05, areas) == "西区"
    assert ward_of(140.15, 38.05, areas) == "東区"
    assert ward_of(140.5, 38.05, areas) is None


def test_all_offices_of_sendai_lie_in_their_stated_ward(reference_data):
    areas = read_areas(reference_data / "areas" / "sendai_wards_n03_2021.geojson").frame
    codes = ("21", "24", "32", "33", "34", "53", "54", "61")
    offices = read_wamnet([reference_data / "wamnet" / f"sendai_{code}.csv" for code in codes]).frame
    assert len(offices) == 230
    assert check_wards(offices, areas) == []
    assert {
        ward_of(point.x, point.y, areas) == ward for point, ward in zip(offices.geometry, offices["ward"], strict=True)
    } == {True}


def test_a_disagreement_a_border_and_the_sea_are_told_apart():
    frame = points(
        ("東区", 140.05, 38.05), ("東区", 140.1002, 38.05), ("西区", 140.205, 38.05), ("西区", 140.05, 38.05)
    )
    found = check_wards(frame, MADE)
    assert [(problem.row, problem.code, problem.severity) for problem in found] == [
        (2, "ward.disagrees", "note"),
        (3, "ward.on_border", "note"),
        (4, "ward.outside", "note"),
    ]
    assert found[0].params == {"stated": "東区", "found": "西区"}
    assert found[2].params["nearest"] == "東区"
    assert found[2].params["metres"] == pytest.approx(438, abs=5)


def test_points_that_cannot_be_judged_are_left_alone():
    frame = points(("遠区", 140.5, 38.05), (None, 140.5, 38.05), ("西区", float("nan"), float("nan")))
    assert check_wards(frame, MADE) == []
    assert check_wards(frame, MADE.iloc[:0]) == []


def test_a_point_of_another_city_inside_an_area_disagrees():
    assert [problem.code for problem in check_wards(points(("遠区", 140.05, 38.05)), MADE)] == ["ward.disagrees"]


def test_a_ward_of_another_city_with_the_same_name_is_not_ours():
    """青葉区 is in 仙台市 and in 横浜市: an office there is not judged by the outline of the one here."""
    far = points(("西区", 139.5, 35.5), city="別の市")
    assert check_wards(far, MADE) == []
    inside = points(("西区", 140.05, 38.05), city="別の市")
    (problem,) = check_wards(inside, MADE)
    assert (problem.code, problem.params) == ("ward.disagrees", {"stated": "別の市西区", "found": "見本市西区"})


def test_two_cities_with_a_ward_of_one_name_are_told_apart_where_both_are_known():
    other = MADE.assign(city="別の市", geometry=MADE.geometry.translate(xoff=1))
    both = gpd.GeoDataFrame(pd.concat([MADE, other], ignore_index=True), crs=MADE.crs)
    assert check_wards(points(("西区", 140.05, 38.05)), both) == []
    assert check_wards(points(("西区", 141.05, 38.05), city="別の市"), both) == []
    (problem,) = check_wards(points(("西区", 141.05, 38.05)), both)
    assert problem.params == {"stated": "見本市西区", "found": "別の市西区"}


def island(lon: float, lat: float, size: float = 0.1) -> shapely.Polygon:
    return box(lon, lat, lon + size, lat + size)


SOUTH = gpd.GeoDataFrame(
    {
        "city": ["那覇市", "石垣市", "竹富町", "南大東村"],
        "name": ["那覇市", "石垣市", "竹富町", "南大東村"],
    },
    geometry=[
        island(127.66, 26.18, 0.06),
        # With rocks far to the north that nobody lives on.
        MultiPolygon([island(123.5, 25.7, 0.02), island(124.1, 24.3, 0.2), island(124.55, 25.9, 0.01)]),
        MultiPolygon(
            [
                island(123.77, 24.05, 0.02),
                island(124.0, 24.2, 0.02),
                island(123.7, 24.25, 0.2),
                island(124.1, 24.2, 0.02),
            ]
        ),
        island(131.2, 25.8, 0.05),
    ],
    crs="EPSG:6668",
)


def test_the_point_of_a_town_of_many_islands_is_on_its_largest():
    for name, largest in (("石垣市", island(124.1, 24.3, 0.2)), ("竹富町", island(123.7, 24.25, 0.2))):
        [middle] = middles(SOUTH[SOUTH["name"] == name].geometry)
        assert largest.contains(middle)
        assert ward_of(middle.x, middle.y, SOUTH) == name


def test_rocks_far_out_do_not_set_the_scale_of_a_city_but_a_third_of_a_prefecture_does():
    assert main_bounds(SOUTH[SOUTH["name"] == "石垣市"])[1:] == pytest.approx((24.3, 124.3, 24.5))
    west, south, east, north = main_bounds(SOUTH)
    assert west == pytest.approx(123.7, abs=0.1)
    assert (south, east, north) == pytest.approx((24.05, 131.25, 26.24), abs=0.2)


def test_one_village_of_many_does_not_set_the_scale_of_a_prefecture():
    squares = [island(139 + x / 10, 35 + y / 10) for x in range(8) for y in range(8)]
    areas = gpd.GeoDataFrame(geometry=[*squares, island(142.1, 27.0), island(153.98, 24.28, 0.01)], crs="EPSG:6668")
    assert main_bounds(areas) == pytest.approx((139, 35, 139.8, 35.8))
    assert main_bounds(areas.iloc[-1:]) == pytest.approx((153.98, 24.28, 153.99, 24.29))


PARTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.1, 0.2, 0.4])), min_size=1, max_size=6
)


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_every_area_has_its_main_part_its_point_in_it_and_some_bounds(areas):
    # Parts of a row of degrees each, so that no two areas overlap.
    shapes = [
        shapely.union_all([island(125 + x / 4, 24 + row + 0.1, size) for x, _, size in parts])
        for row, parts in enumerate(areas)
    ]
    frame = gpd.GeoDataFrame({"name": range(len(shapes))}, geometry=shapes, crs="EPSG:6668")
    largest, points = main_parts(frame.geometry), middles(frame.geometry)
    for shape, part, point in zip(shapes, largest, points, strict=True):
        assert part.area == max(one.area for one in shapely.get_parts(shape).tolist())
        assert part.contains(point)
    west, south, east, north = main_bounds(frame)
    whole = frame.total_bounds
    assert whole[0] <= west < east <= whole[2]
    assert whole[1] <= south < north <= whole[3]
    assert main_bounds(frame.iloc[::-1]) == (west, south, east, north)


@pytest.mark.parametrize("prefecture", ["08", "11", "13", "14", "22", "26", "27"])
def test_the_point_of_no_municipality_lies_in_another(reference_data, prefecture):
    areas = read_areas(reference_data / "places" / "areas" / f"N03-21_{prefecture}_210101.json").frame
    hits = areas.sindex.query(middles(areas.geometry), predicate="intersects")
    assert [pair for pair in hits.T.tolist() if pair[0] != pair[1]] == []


def test_the_islands_of_tokyo_do_not_set_its_scale(reference_data):
    areas = read_areas(reference_data / "places" / "areas" / "N03-21_13_210101.json").frame
    west, south, east, north = main_bounds(areas)
    assert (round(west), round(east), round(north)) == (139, 140, 36)
    assert south > 32


def test_a_point_far_from_the_municipality_that_it_states_is_not_that_of_its_address():
    west, east = box(140.8, 38.2, 140.9, 38.3), box(140.9, 38.2, 141.0, 38.3)
    areas = gpd.GeoDataFrame(
        {"city": ["仙台市", "仙台市", "名取市"], "name": ["青葉区", "泉区", "名取市"]},
        geometry=[west, east, box(140.8, 38.1, 140.9, 38.2)],
        crs="EPSG:6668",
    )
    rows = [
        ("仙台市", "青葉区", 140.85, 38.25, False, None),
        ("仙台市", "青葉区", 140.905, 38.25, False, "ward.disagrees"),  # 440 m over the border
        ("仙台市", "青葉区", 140.95, 38.25, False, "ward.disagrees"),
        ("仙台市", "青葉区", 137.18, 36.0, True, "ward.outside"),
        ("仙台市", None, 140.95, 38.25, False, None),
        ("仙台市", None, 140.85, 38.15, True, "ward.disagrees"),
        ("仙台市", None, 137.18, 36.0, True, None),
        ("名取市", None, 140.85, 38.15, False, None),
        ("名取市", None, 140.85, 38.25, True, "ward.disagrees"),
        ("いわき市", None, 140.85, 38.25, True, "ward.disagrees"),
        ("いわき市", None, 140.85, 37.05, False, None),
        ("仙台市", "青葉区", None, None, False, None),
    ]
    data = {
        "city": [row[0] for row in rows],
        "ward": [row[1] for row in rows],
        "source_file": "f",
        "source_row": range(len(rows)),
    }
    points = [None if row[2] is None or row[3] is None else Point(row[2], row[3]) for row in rows]
    frame = gpd.GeoDataFrame(data, geometry=points, crs="EPSG:6668")
    assert far_off(frame, areas).tolist() == [row[4] for row in rows]
    told = {problem.row: problem.code for problem in check_wards(frame, areas)}
    assert [told.get(index) for index in range(len(rows))] == [row[5] for row in rows]
    assert not far_off(frame, areas.iloc[:0]).any()
