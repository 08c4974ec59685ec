"""The sketched wards of the demonstration."""

from pathlib import Path

import geopandas as gpd
import pytest

from geodata.areas import neighbours
from geodata.demo.outlines import CREDIT
from tests.geodata.demo.conftest import WARDS


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
