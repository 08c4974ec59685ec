"""The city as it is: what can be chosen from it."""

from casebook.book import Casebook
from casebook.records import Town
from desk.city.city import read_city
from tests.conftest import TODAY


def test_towns_are_those_of_a_ward_or_of_a_municipality_without_wards(little: Casebook) -> None:
    assert read_city(little, TODAY).town_names("泉区") == ["中央"]
    assert read_city(little, TODAY).town_names(None) == []
    with little.writing("a city without wards") as writer:
        writer.add(Town(city="鶴ヶ島市", ward="", name="脚折町"))
    assert read_city(little, TODAY).town_names("鶴ヶ島市") == ["脚折町"]


def test_of_a_single_municipality_the_towns_need_no_ward_to_be_said(book: Casebook) -> None:
    with book.writing("a city without wards") as writer:
        writer.add(Town(city="鶴ヶ島市", ward="", name="脚折町"))
        writer.add(Town(city="鶴ヶ島市", ward="", name="上広谷"))
    assert read_city(book, TODAY).town_names(None) == ["上広谷", "脚折町"]
