"""Public facilities: kept as candidates for new places, never as somewhere to stay."""

from dataclasses import replace

from casebook.records import Facility, PublicFacility
from tests.conftest import TODAY
from tests.geodata.sources.published import HALL, PUBLIC_HEADER, table


def halls(*rows, name="04100_public_facility.csv"):
    return table(PUBLIC_HEADER, [{**HALL, "NO": str(index), **row} for index, row in enumerate(rows)], name)


def test_a_public_facility_comes_once_and_is_no_facility(little, take):
    file = halls({}, {"名称": "二つ目"}, {})
    preview = take(little, "public", file)
    assert (preview.counts["new"], [one.code for one in preview.problems]) == (2, ["import.area_twice"])
    first, _ = little.all(PublicFacility)
    assert first == PublicFacility(
        id=1, city="仙台市", name="見本市民センター", address="本町3-7-1", lat=38.27, lon=140.87, located_at="office"
    )
    assert little.all(Facility) == []
    revision = little.revision()
    assert take(little, "public", file).counts["unchanged"] == 2
    assert little.revision() == revision


def test_without_coordinates_it_stands_in_the_town_of_its_address(little, take):
    nowhere = {"緯度": "", "経度": ""}
    preview = take(
        little,
        "public",
        halls(
            {**nowhere, "住所": "青葉区国分町一丁目2-3"},
            {**nowhere, "名称": "区の中", "住所": "青葉区知らない町1"},
            {**nowhere, "名称": "どこか", "住所": ""},
        ),
    )
    assert [(one.located_at, one.lon) for one in little.all(PublicFacility)][::2] == [("town", 140.85), ("none", None)]
    assert little.all(PublicFacility)[1].located_at == "ward"
    assert [one.code for one in preview.problems if one.code.startswith("place.")] == [
        "place.matched", "place.town_unknown", "place.blank",
    ]  # fmt: skip


def test_one_that_a_newer_edition_of_its_city_no_longer_has_is_marked_until_it_is_back(little, take):
    other = {"市区町村名": "石巻市", "都道府県コード又は市区町村コード": "042021"}
    take(little, "public", halls({}, {"名称": "残る"}, {**other, "名称": "よその町"}))
    assert take(little, "public", halls({"名称": "残る"}, {"名称": "新しい"})).counts["missing"] == 1
    assert {one.name: one.missing_since for one in little.all(PublicFacility)} == {
        "見本市民センター": TODAY, "残る": None, "よその町": None, "新しい": None,
    }  # fmt: skip
    take(little, "public", halls({}))
    assert little.all(PublicFacility, name="見本市民センター")[0].missing_since is None


def test_one_whose_row_was_refused_or_stood_behind_a_break_is_not_missing(little, take):
    take(little, "public", halls({}, {"名称": "残る"}))
    assert take(little, "public", halls({"緯度": "140.87", "経度": "38.27"}, {"名称": "残る"})).counts["missing"] == 0
    whole = halls({"名称": "残る"}, {"備考": "長い文"})
    cut = take(little, "public", replace(whole, data=whole.data[:-20]))
    assert cut.counts["missing"] == 0
    assert "import.missing_withheld" in {one.code for one in cut.problems}


def test_three_addresses_on_one_point_are_not_there(little, take):
    rows = ({"住所": "青葉区国分町一丁目2-3"}, {"住所": "青葉区知らない町1-1"}, {"住所": ""})
    file = halls(*({**row, "名称": f"会館{number}"} for number, row in enumerate(rows)))
    preview = take(little, "public", file)
    assert [one.located_at for one in little.all(PublicFacility)] == ["town", "ward", "ward"]
    assert "import.point_shared" in {one.code for one in preview.problems}


def test_a_point_in_another_municipality_is_told_and_the_address_places_the_building(little, take):
    row = {**HALL, "市区町村名": "仙台市青葉区", "住所": "国分町一丁目7-1", "緯度": "36.0", "経度": "137.18"}
    preview = take(little, "public", table(PUBLIC_HEADER, [row], "p.csv"))
    assert [one.code for one in preview.problems] == ["ward.outside", "place.matched"]
    (hall,) = little.all(PublicFacility)
    assert (hall.lat, hall.lon, hall.located_at) == (38.25, 140.85, "town")
