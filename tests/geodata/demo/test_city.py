"""The demonstration's outlines tile the city; its towns and offices lie in their wards."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import Point

from geodata.areas import check_wards, neighbours
from geodata.demo.city import OFFICES, make_city
from geodata.demo.outlines import CREDIT, ward_outlines

WARDS = ["青葉区", "宮城野区", "若林区", "太白区", "泉区"]


@pytest.fixture(scope="module")
def outlines() -> gpd.GeoDataFrame:
    return ward_outlines()


def test_five_valid_wards_with_few_points_to_three_decimals(outlines: gpd.GeoDataFrame) -> None:
    assert list(outlines["ward"]) == WARDS
    assert outlines.geometry.is_valid.all()
    assert outlines["schematic"].all()
    assert set(outlines["credit"]) == {CREDIT}
    for shape in outlines.geometry:
        points = list(shape.exterior.coords)
        assert len(points) - 1 <= 52
        assert all(round(value, 3) == value for point in points for value in point)


def test_the_wards_tile_the_city_without_gap_or_overlap(outlines: gpd.GeoDataFrame) -> None:
    flat = outlines.to_crs(6691)
    whole = flat.union_all()
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert flat.area.sum() == pytest.approx(whole.area, rel=1e-9)


def test_neighbours_are_those_of_the_real_city(outlines: gpd.GeoDataFrame, reference_data: Path) -> None:
    real = gpd.read_file(reference_data / "areas" / "sendai_wards_n03_2021.geojson").rename(columns={"N03_004": "name"})
    assert neighbours(outlines) == neighbours(real)


def test_a_sketch_looks_like_the_ward_but_is_not_its_outline(outlines: gpd.GeoDataFrame, reference_data: Path) -> None:
    real = gpd.read_file(reference_data / "areas" / "sendai_wards_n03_2021.geojson").set_index("N03_004").to_crs(6691)
    for ward, shape in outlines.to_crs(6691).set_index("ward").geometry.items():
        other = real.geometry[ward]
        assert 0.85 < shape.intersection(other).area / shape.union(other).area < 0.99


def test_everything_lies_in_its_ward(outlines: gpd.GeoDataFrame) -> None:
    city = make_city(2021)
    shapes = outlines.set_index("ward").geometry
    for one in (*city.towns, *city.centres, *city.facilities):
        assert shapes[one.ward].contains(Point(one.lon, one.lat)), one
    points = gpd.GeoDataFrame(
        {
            "ward": [one.ward for one in city.facilities],
            "city": "仙台市",
            "source_file": "demo",
            "source_row": range(len(city.facilities)),
        },
        geometry=[Point(one.lon, one.lat) for one in city.facilities],
        crs="EPSG:6668",
    )
    assert [one for one in check_wards(points, outlines) if one.code == "ward.disagrees"] == []


def test_the_city_is_seeded_and_its_names_and_numbers_differ() -> None:
    city = make_city(2021)
    assert city == make_city(2021)
    assert city != make_city(7)
    assert len({one.name for one in city.facilities}) == len(city.facilities) == sum(map(sum, OFFICES.values()))
    assert len({one.office_number for one in city.facilities}) == len(city.facilities)
    assert len({(one.lat, one.lon) for one in city.facilities}) < len(city.facilities)
    assert len({one.name for one in city.towns}) == len(city.towns)
