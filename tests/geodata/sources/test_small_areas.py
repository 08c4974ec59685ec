"""Small areas of the census: one town a KEY_CODE, its people counted once, unknown where nothing is said."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from geodata.sources.small_areas import census_day, read_small_areas
from tests.geodata.sources.published import frame, geojson, small_area, zipped

NAME = "A002005212020DDSWC04101.geojson"


def pieces(*populations, key="04101001001"):
    return [
        small_area(key, "青葉町", box(140.8 + 0.02 * i, 38.2, 140.81 + 0.02 * i, 38.21 + 0.001 * i), population)
        for i, population in enumerate(populations)
    ]


def read(rows, name=NAME, **more):
    return read_small_areas(geojson(frame(rows), name), **more)


def test_several_pieces_of_a_town_are_one_town_with_a_point_in_the_largest():
    (town,) = read(pieces(100, 0, 0)).frame.to_dict("records")
    assert (town["population"], town["pieces"], town["households"]) == (100, 3, 10)
    assert (town["area_code"], town["prefecture"], town["city"], town["ward"], town["town"]) == (
        "04101", "宮城県", "仙台市", "青葉区", "青葉町",
    )  # fmt: skip
    assert 140.84 < town["lon"] < 140.85
    assert town["counted_on"] == date(2020, 10, 1)
    assert len(town["geometry"].geoms) == 3


@given(st.integers(0, 10_000), st.integers(1, 4), st.booleans())
@settings(max_examples=12)  # each is read in a process of its own
def test_people_are_counted_once_in_either_way_of_writing_them(population, count, repeated):
    numbers = [population] * count if repeated else [population, *[0] * (count - 1)]
    assert read(pieces(*numbers)).frame["population"].tolist() == [population]


def test_pieces_that_disagree_leave_the_count_unknown_with_a_note():
    reading = read(pieces(100, 60))
    assert reading.frame["population"].isna().all()
    assert [(one.code, one.severity) for one in reading.problems] == [("towns.pieces_disagree", "note")]


def test_what_is_not_said_is_unknown_and_zero_is_zero():
    found = read([*pieces(None), *pieces(0, key="04101001002")]).frame["population"]
    assert found[0] is pd.NA
    assert found[1] == 0


@pytest.mark.parametrize("cell", [-5, 2.5, "約50", "-5"])
def test_a_count_that_is_none_rejects_its_row_and_leaves_the_town_of_unknown_count(cell):
    for rows in (pieces(cell), pieces(cell, 0, key="04101001002"), pieces(0, cell, key="04101001002")):
        reading = read([*rows, *pieces(7, key="04101001003")])
        assert [one for one in reading.frame["population"].tolist() if one is not pd.NA] == [7]
        assert [(one.row, one.column, one.value, one.code) for one in reading.problems] == [
            (1 + [row["JINKO"] for row in rows].index(cell), "JINKO", str(cell), "towns.not_a_count")
        ]
        assert (len(reading.rejects), reading.facts["rejected"]) == (1, 1)


def test_a_secret_count_is_unknown():
    assert read(pieces("X")).frame["population"].isna().all()
    assert read(pieces("X")).problems == []


def test_water_and_nameless_areas_are_left_out_and_other_cities_on_request():
    rows = [
        *pieces(5), small_area("041019990", None, box(140, 38, 141, 39), 0),
        small_area("041019991", "沖", box(141, 38, 142, 39), 0, hcode=8154),
        small_area("04202001001", "門脇", box(141, 38, 142, 39), 7, ward="石巻市"),
    ]  # fmt: skip
    reading = read(rows, city="仙台市")
    assert list(reading.frame["town_original"]) == ["青葉町"]
    assert (reading.facts["filtered"], reading.facts["towns"]) == (3, 1)


def test_the_published_zip_is_read_and_a_ring_keeps_its_point_inside(tmp_path):
    ring = Polygon(box(140.8, 38.2, 140.9, 38.3).exterior, [box(140.82, 38.22, 140.88, 38.28).exterior.coords])
    file = zipped(frame([small_area("04101001001", "輪の町", ring, 9)]), tmp_path, "r2ka04101")
    (town,) = read_small_areas(file).frame.itertuples()
    assert ring.contains(Point(town.lon, town.lat))
    assert (town.population, town.counted_on) == (9, date(2020, 10, 1))


def test_a_code_that_lost_its_zero_gets_it_back():
    rows = [{**pieces(1)[0], "KEY_CODE": 4101001001}]
    assert read(rows).frame["key_code"].tolist() == ["04101001001"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("A002005212015DDSWC04101.zip", date(2015, 10, 1)),
        ("h27ka04101.zip", date(2015, 10, 1)),
        ("R2ka04.zip", date(2020, 10, 1)),
        ("towns.zip", None),
        ("2020_towns.zip", None),
    ],
)
def test_the_census_is_told_by_the_name_of_the_file(name, day):
    assert census_day(name) == day
