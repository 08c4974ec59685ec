"""Where imported rows lie."""

from collections import Counter
from dataclasses import replace
from typing import cast

import pytest

from casebook.records import Facility, Town
from desk import importing
from desk.city import facility_files, save_facility
from tests.desk.importing.wamnet_editions import (
    ADDRESS,
    LAT,
    LON,
    MUNICIPALITY,
    NAME,
    NEXT,
    NO,
    NUMBER,
    by_number,
    edition,
)


def test_an_office_without_coordinates_is_placed_as_surely_as_its_address_allows(sendai, published, take):
    rows = [dict(row) for row in published[:2]]
    rows[0] |= {
        NUMBER: "0415100011",
        ADDRESS: "国分町三丁目7番1号",
        "事業所住所（市区町村）": "宮城県仙台市青葉区",
        LAT: "",
        LON: "",
    }
    rows[1] |= {
        NUMBER: "0415100012",
        ADDRESS: "どこにもない町1-1",
        "事業所住所（市区町村）": "宮城県仙台市青葉区",
        LAT: "",
        LON: "",
    }
    preview = take(sendai, "wamnet", edition(rows), city="仙台市")
    town, ward = by_number(sendai, "0415100011"), by_number(sendai, "0415100012")
    assert (town.located_at, ward.located_at) == ("town", "ward")
    assert {"place.matched", "place.town_unknown"} <= {problem.code for problem in preview.problems}


def test_an_office_that_nothing_places_is_kept_without_a_point(book, published, take):
    preview = take(book, "wamnet", edition([{**published[0], LAT: "", LON: ""}]))
    (facility,) = book.all(Facility)
    assert (facility.lat, facility.lon, facility.located_at) == (None, None, "none")
    assert "place.city_unknown" in {problem.code for problem in preview.problems}


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("宮城県石巻市", "中央二丁目1番1号"),
        ("福島県福島市", "荒井一丁目2番"),
        ("神奈川県横浜市青葉区", "奈良町1757-3"),
        ("神奈川県横浜市泉区", "八乙女中央5-18-15"),
    ],
)
def test_an_office_of_another_city_is_not_placed_in_ours(sendai, published, place, address):
    """Towns and wards of the same name are in many cities."""
    row = {**published[0], MUNICIPALITY: place, ADDRESS: address, NUMBER: "1310400001", LAT: "", LON: ""}
    preview = importing.preview(sendai, "wamnet", [edition([row])], NEXT)
    (change,) = [change for change in preview.changes if change.status == "new"]
    office = cast("Facility", change.record)
    assert (office.lat, office.located_at) == (None, "none")
    (note,) = [problem for problem in preview.problems if problem.code.startswith("place.")]
    assert (note.code, note.params["city"]) == ("place.city_unknown", place[: place.index("市") + 1])


def test_how_surely_an_address_was_understood_is_told(sendai, published):
    rows = [
        {
            **published[0],
            MUNICIPALITY: f"宮城県仙台市{ward}",
            ADDRESS: address,
            NUMBER: f"041510001{key}",
            LAT: "",
            LON: "",
        }
        for key, (ward, address) in enumerate(
            [
                ("青葉区", "中央"),
                ("若林区", "荒井1-2"),
                ("若林区", "荒井1番2"),
                ("青葉区", "中央五丁目1"),
                ("青葉区", "大倉字大原新田16-51"),
            ]
        )
    ]
    preview = importing.preview(sendai, "wamnet", [edition(rows)], NEXT)
    notes = [one for one in preview.problems if one.code.startswith("place.")]
    assert [(one.code, one.params["town"], one.params["rest"]) for one in notes] == [
        ("place.chome_unclear", "中央", ""),
        ("place.chome_assumed", "荒井一丁目", ""),
        ("place.matched", "荒井", ""),
        ("place.chome_unclear", "中央", ""),
        ("place.rest_unknown", "大倉", "大原新田16-51"),
    ]


def test_a_blank_point_is_no_news_as_long_as_the_address_stays(sendai, published, take):
    """An edition with an office's coordinates left out knows less than the one before, not something else."""
    known = by_number(sendai, published[0][NUMBER])
    blank = {**published[0], LAT: "", LON: ""}
    preview = take(sendai, "wamnet", edition([blank, *published[1:]]), city="仙台市", on=NEXT)
    assert preview.counts["unchanged"] == 63
    told = {problem.code for problem in preview.problems if problem.row == 2}
    assert told & {"import.point_kept", "coordinate.missing"} == {"import.point_kept"}
    assert not [problem for problem in preview.problems if problem.code.startswith("place.")]
    assert (by_number(sendai, published[0][NUMBER]).lat, known.located_at) == (known.lat, "office")
    moved = {**blank, ADDRESS: "八乙女中央五丁目1番1号"}
    take(sendai, "wamnet", edition([moved, *published[1:]], "next_24.csv"), city="仙台市", on=NEXT)
    assert by_number(sendai, published[0][NUMBER]).located_at == "town"


HALL_POINT = {LAT: "38.25", LON: "140.83"}
AOBA = "宮城県仙台市青葉区"


def at_the_hall(published, *addresses, start=0):
    """Return offices of 青葉区 on one point, with these addresses."""
    return [
        {
            **published[0],
            **HALL_POINT,
            NUMBER: f"04151{start + key:05}",
            NAME: f"見本{start + key}",
            NO: f"A{start + key}",
            MUNICIPALITY: AOBA,
            ADDRESS: address,
        }
        for key, address in enumerate(addresses)
    ]


def levels(book):
    return [(one.located_at, one.lon) for one in sorted(book.all(Facility), key=lambda one: one.office_number or "")]


def test_a_point_of_three_addresses_is_known_to_the_town_or_ward_only(little, published, take):
    rows = at_the_hall(published, "国分町一丁目2-3", "知らない町1-1", "（以下省略）", "知らない町1-1 サンハイツ2階")
    preview = take(little, "wamnet", edition(rows))
    assert levels(little) == [("town", 140.85), ("ward", 140.83), ("ward", 140.83), ("ward", 140.83)]
    (note,) = [one for one in preview.problems if one.code == "import.point_shared"]
    assert (note.params["count"], note.params["towns"], note.params["wards"]) == (4, 1, 3)
    assert note.params["rows"] == "2、3、4、5"
    assert take(little, "wamnet", edition(rows)).counts["unchanged"] == 4


def test_one_building_and_two_addresses_are_a_point(little, published, take):
    rows = at_the_hall(published, "国分町一丁目2-3", "国分町1-2-3 2階", "国分町1丁目2番3号　301", "国分町一丁目2-4")
    preview = take(little, "wamnet", edition(rows))
    assert {level for level, _ in levels(little)} == {"office"}
    assert not [one for one in preview.problems if one.code.startswith("import.point_")]


@pytest.mark.parametrize("addresses", [["以下省略"], ["仙台市青葉区"], ["－"]])
def test_an_address_that_is_withheld_has_no_point_of_its_own(little, published, take, addresses):
    preview = take(little, "wamnet", edition(at_the_hall(published, *addresses)))
    assert levels(little) == [("ward", 140.83)]
    assert [one.code for one in preview.problems if one.code.startswith("import.point_")] == [
        "import.point_of_no_address"
    ]


@pytest.mark.parametrize("parts", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_the_order_in_which_editions_come_makes_no_difference(little, published, take, parts):
    """What came first is judged anew by what comes after it; at the ward's level it is a witness for that."""
    rows = at_the_hall(published, "（以下省略）", "知らない町1-1", "国分町一丁目2-3", "しらない2-2")
    for part in parts:
        take(little, "wamnet", edition([rows[part]], f"part{part}_24.csv"))
    assert levels(little) == [("ward", 140.83), ("ward", 140.83), ("town", 140.85), ("ward", 140.83)]


def test_a_point_that_a_coordinator_corrected_stays(little, published, take):
    rows = at_the_hall(published, "国分町一丁目2-3", "知らない町1-1", "以下省略")
    take(little, "wamnet", edition(rows[:1]))
    (file,) = facility_files(little)
    save_facility(little, replace(file.facility, lat=38.26, lon=140.84), file.condition, file)
    take(little, "wamnet", edition(rows))
    assert levels(little) == [("office", 140.84), ("ward", 140.83), ("ward", 140.83)]


def test_a_point_far_from_the_town_of_its_address_is_none(little, published, take):
    with little.writing("before") as writer:
        for key in range(8):
            writer.add(
                Town(
                    city="仙台市", ward="青葉区", name=f"町{'一二三四五六七八'[key]}", lat=38.25, lon=140.86 + key / 500
                )
            )
    near, far = at_the_hall(published, "国分町一丁目2-3", "中央1-1")
    near |= {LON: "140.851"}
    preview = take(little, "wamnet", edition([near, far]))
    assert levels(little) == [("office", 140.851), ("town", 140.86)]
    (note,) = [one for one in preview.problems if one.code == "import.point_far"]
    assert (note.row, note.params) == (3, {"town": "中央", "km": "2.6"})


def test_a_ward_of_osaka_whatever_comes_first(book, reference_data, take):
    places = reference_data / "places"
    take(book, "areas", places / "areas" / "N03-21_27_210101.json")
    take(book, "towns", places / "towns" / "大阪府" / "大阪市平野区.json")
    for code in ("33", "24"):
        take(book, "wamnet", places / "wamnet" / f"osaka_hirano_{code}.csv")
    found = Counter(one.located_at for one in book.all(Facility))
    assert (found["office"], found["ward"] + found["town"]) == (20, 36)
