"""Where people and facilities are: a ward of another city is another place, whatever it is called."""

from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Area, Town
from desk.city.places import NOWHERE, read_places
from tests.desk.conftest import square


@pytest.mark.parametrize(
    ("city", "ward", "label"),
    [
        ("仙台市", "青葉区", "青葉区"),
        (None, "青葉区", "青葉区"),
        ("横浜市", "青葉区", "横浜市青葉区"),
        ("横浜市", "港北区", "横浜市港北区"),
        (None, "港北区", "港北区"),
        ("石巻市", None, "石巻市"),
        (None, None, None),
    ],
)
def test_a_ward_is_named_alone_in_its_own_city_only(little, city, ward, label):
    assert read_places(little).label(city, ward) == label


def test_without_any_area_wards_are_known_by_their_names(book):
    with book.writing("before") as writer:
        writer.add(Town(city="仙台市", ward="青葉区", name="国分町一丁目", lat=38.25, lon=140.85))
    places = read_places(book)
    assert places.label("仙台市", "青葉区") == places.label(None, "青葉区") == "青葉区"
    assert places.at(None, "青葉区", "国分町1丁目") == places.at("仙台市", "青葉区", "国分町一丁目") != NOWHERE


def test_where_two_cities_have_a_ward_of_one_name_both_are_named_with_their_city(little):
    with little.writing("before") as writer:
        writer.add(
            Area(code="14117", prefecture="神奈川県", city="横浜市", name="青葉区", geometry=square(139.4, 35.5))
        )
        writer.add(Town(city="横浜市", ward="青葉区", name="中央", lat=35.55, lon=139.45))
    places = read_places(little)
    assert set(places.areas["ward"]) == {"仙台市青葉区", "泉区", "横浜市青葉区"}
    assert [places.at(city, "青葉区", "中央").lat for city in ("仙台市", "横浜市")] == [38.25, 35.55]
    assert places.at(None, "青葉区", "中央") == NOWHERE


def test_outlines_that_ask_for_no_credit_stand_beside_others_that_do(little: Casebook) -> None:
    with little.writing("drawn") as writer:
        area: dict[str, Any] = {"prefecture": "宮城県", "city": "仙台市", "geometry": square(141.0, 38.2)}
        writer.add(Area(code="04199", name="南区", credit="国土数値情報", **area))
    assert read_places(little).credits == ["国土数値情報"]
