"""The city as it is: what can be chosen from it."""

import numpy as np
import numpy.typing as npt

from casebook.book import Casebook
from casebook.records import Town
from desk.city.city import MOST_WAYS, read_city
from desk.city.travel import Floats
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


def test_ways_are_worked_out_once_and_only_the_last_are_kept(book: Casebook) -> None:
    city, asked = read_city(book, TODAY), []

    def travel(origins: Floats, destinations: Floats) -> npt.NDArray[np.int32]:
        asked.append(len(origins))
        return np.full((len(origins), len(destinations)), len(origins), dtype=np.int32)

    ends = np.zeros((3, 2))
    many = [np.full((count, 2), 140.0) for count in range(1, MOST_WAYS + 2)]
    first = city.ways(travel, many[0], ends)
    assert city.ways(travel, many[0].copy(), ends.copy()) is first
    assert [city.ways(travel, origins, ends).shape for origins in many] == [(len(origins), 3) for origins in many]
    assert asked == [1, 2, 3, 4, 5]
    assert city.ways(travel, many[0], ends).tolist() == first.tolist()
    assert asked[-1] == 1
