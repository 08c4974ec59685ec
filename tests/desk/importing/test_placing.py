"""Where imported rows lie."""

from typing import cast

import pytest

from casebook.records import Facility
from desk import importing
from tests.desk.importing.wamnet_editions import ADDRESS, LAT, LON, MUNICIPALITY, NEXT, NUMBER, by_number, edition


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
