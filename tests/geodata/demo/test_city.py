"""The demonstration's outlines tile the city; its towns and offices lie in their wards."""

from typing import Any

import geopandas as gpd
from shapely.geometry import Point

from geodata.areas import check_wards
from geodata.demo.city import OFFICES, make_city


def test_everything_lies_in_its_ward(outlines: gpd.GeoDataFrame) -> None:
    city = make_city(2021)
    shapes = outlines.set_index("ward").geometry
    places: list[Any] = [*city.towns, *city.centres, *city.facilities]
    for one in places:
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
