"""Care centres as published, and the school districts that become their catchments."""

from dataclasses import replace

import pytest
import shapely
from shapely.geometry import Point, box

from casebook.records import Centre, Town
from desk import importing
from desk.city.city import read_city
from tests.conftest import TODAY
from tests.geodata.sources.published import district, frame, geojson, welfare

WEST, EAST = box(140.8, 38.2, 140.855, 38.3), box(140.855, 38.2, 140.9, 38.3)


def centres(*rows):
    return geojson(frame(list(rows)), "P14-15_04.geojson")


def districts(*rows):
    return geojson(frame(list(rows)), "A32-16_04.geojson")


@pytest.fixture
def known(little):
    with little.writing("before") as writer:
        writer.add(
            Centre(
                city="仙台市", ward="青葉区", name="国分町 地域包括支援センター", catchment="五橋中学校区、三条中学校区"
            )
        )
        writer.add(Centre(city="仙台市", ward="青葉区", name="広瀬地域包括支援センター", phone="022-000-0000"))
    return little


def test_published_centres_come_once(little, take):
    file = centres(
        welfare("けやき地域包括支援センター", Point(140.85, 38.25)),
        welfare("町の真ん中", Point(140.86, 38.25), accuracy="3"),
        welfare("県の真ん中", Point(140.9, 38.3), accuracy="5"),
    )
    assert take(little, "p14", file).counts["new"] == 3
    first, town, prefecture = little.all(Centre)
    assert (first.city, first.ward, first.address, first.lat, first.located_at) == (
        "仙台市", "青葉区", "本町3-7-1", 38.25, "office",
    )  # fmt: skip
    assert (town.located_at, prefecture.located_at, prefecture.lat) == ("town", "none", None)
    revision = little.revision()
    assert take(little, "p14", file).counts["unchanged"] == 3
    assert little.revision() == revision


def test_what_a_coordinator_entered_stays_and_only_blanks_are_filled(known, take):
    take(known, "p14", centres(welfare("広瀬 地域包括支援センター", Point(140.81, 38.21), place="仙台市泉区")))
    centre = known.all(Centre)[1]
    assert (centre.name, centre.ward, centre.phone, centre.address, centre.lat) == (
        "広瀬地域包括支援センター", "青葉区", "022-000-0000", "本町3-7-1", 38.21,
    )  # fmt: skip
    assert len(known.all(Centre)) == 2


def test_a_centre_that_stands_twice_is_taken_once(little, take):
    row = welfare("けやき", Point(140.85, 38.25))
    preview = take(little, "p14", centres(row, row))
    assert (preview.counts["new"], [one.code for one in preview.problems]) == (1, ["import.area_twice"])


def test_districts_become_the_outline_of_the_centre_that_names_the_school(known, take):
    half = box(140.7, 38.2, 140.8, 38.3)
    file = districts(
        district("仙台市立五橋中学校", WEST),
        district("三条中学校", half),
        district("広瀬中学校", EAST),
        district("遠い中学校", box(141, 38, 142, 39)),
    )
    preview = take(known, "a32", file)
    first, second = known.all(Centre)
    assert shapely.from_wkt(first.outline).equals(WEST.union(half))
    assert shapely.from_wkt(second.outline).equals(EAST)
    assert {town.name: town.centre_id for town in known.all(Town, ward="青葉区")} == {"国分町一丁目": 1, "中央": 2}
    assert [(one.code, one.value) for one in preview.problems] == [("import.district_of_no_centre", "遠い中学校")]
    revision = known.revision()
    assert take(known, "a32", file).counts["unchanged"] == 2
    assert known.revision() == revision


def test_a_town_stays_with_the_centre_that_a_coordinator_gave_it(known, take):
    with known.writing("before") as writer:
        writer.change(replace(known.all(Town, name="国分町一丁目")[0], centre_id=2))
    preview = take(known, "a32", districts(district("五橋中学校", WEST)))
    assert known.all(Town, name="国分町一丁目")[0].centre_id == 2
    assert [one.code for one in preview.problems] == ["import.town_kept_by_centre"]


def test_a_district_that_two_centres_claim_is_given_to_neither(known, take):
    with known.writing("before") as writer:
        writer.add(Centre(city="仙台市", name="もう一つ", catchment="五橋中学校区"))
    preview = take(known, "a32", districts(district("五橋中学校", WEST)))
    assert [one.code for one in preview.problems] == ["import.district_ambiguous"]
    assert [one.outline for one in known.all(Centre)] == [None] * 3


def test_only_districts_of_the_city_are_meant(known):
    file = districts(district("五橋中学校", WEST), district("広瀬中学校", EAST, code="04105"))
    for city, count in (("仙台市", 2), ("仙台市泉区", 1), ("石巻市", 0), ("04101", 1)):
        assert len(importing.preview(known, "a32", [file], TODAY, city=city).changes) == count


def test_the_map_shows_the_outline_and_cuts_the_others_at_it(known, take):
    with known.writing("before") as writer:
        for town in known.all(Town, ward="青葉区"):
            writer.change(replace(town, centre_id=2))
    take(known, "a32", districts(district("五橋中学校", WEST)))
    shapes = read_city(known, TODAY).catchments().set_index("centre_id")
    assert list(shapes["label"]) == ["国分町 地域包括支援センター", "広瀬地域包括支援センター"]
    assert shapes.geometry[1].equals(WEST)
    assert shapes.geometry[1].intersection(shapes.geometry[2]).area == pytest.approx(0)
    assert shapes.geometry[2].area == pytest.approx(box(140.855, 38.2, 140.9, 38.3).area, rel=0.01)


def test_centres_of_three_addresses_on_one_point_are_known_to_the_town_or_ward(little, take):
    """Only those whose point is published as exact are taken for more than their town."""
    hall = Point(140.83, 38.25)
    rows = [("甲", "国分町一丁目2-3", "1"), ("乙", "知らない町1-1", "1"), ("丙", "", "1"), ("丁", "知らない町5-5", "3")]
    file = centres(*(welfare(name, hall, accuracy=accuracy, address=address) for name, address, accuracy in rows))
    preview = take(little, "p14", file)
    assert [one.located_at for one in little.all(Centre)] == ["town", "ward", "ward", "town"]
    (note,) = [one for one in preview.problems if one.code == "import.point_shared"]
    assert note.params["count"] == 3


def test_a_centre_whose_point_is_far_from_its_ward_is_placed_by_its_address(little, take):
    rows = [
        welfare("近い地域包括支援センター", Point(140.85, 38.25), address="国分町一丁目7-1"),
        welfare("遠い地域包括支援センター", Point(137.18, 36.0), address="国分町一丁目7-1"),
    ]
    preview = take(little, "p14", geojson(frame(rows), "p14.geojson"))
    assert [(one.row, one.code) for one in preview.problems] == [(2, "ward.outside"), (2, "place.matched")]
    near, far = little.all(Centre)
    assert (near.lat, near.located_at) == (38.25, "office")
    assert (far.lat, far.lon, far.located_at) == (38.25, 140.85, "town")
