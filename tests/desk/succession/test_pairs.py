"""Which offices are offered as successors: those that came when another went, at its address or under its name."""

import pytest

from casebook.records import Facility
from desk import importing
from desk.succession import likely, successors
from tests.conftest import TODAY
from tests.desk.importing.wamnet_editions import ADDRESS, MUNICIPALITY, NAME, NEXT, NUMBER, edition
from tests.optional import present


def office(name="もみじ", address="本町3-7-1", number="0415100001", **more):
    place = {
        "prefecture": "宮城県",
        "city": "仙台市",
        "ward": "青葉区",
        "service_code": "24",
        "service_name": "短期入所",
    }
    return Facility(**{**place, "source": "wamnet", "name": name, "address": address, "office_number": number, **more})


@pytest.mark.parametrize(
    ("change", "signs"),
    [
        ({"name": "けやき"}, ("address",)),
        ({"name": "けやき", "address": "本町3-7-1 見本ビル2階"}, ("address",)),
        ({"name": "けやき", "address": "本町三丁目７番１号"}, ("address",)),
        ({"address": "中央1-1"}, ("name",)),
        ({"name": "も み じ", "address": None}, ("name",)),
        ({"operator_number": "1", "address": "中央1-1"}, ("name", "operator")),
        ({"operator_number": "1"}, ("address", "name", "operator")),
        ({"name": "けやき", "operator_number": "1", "address": "中央1-1"}, None),
        ({"name": "けやき", "address": "本町3-7-11"}, None),
        ({"name": "けやき", "ward": "泉区"}, None),
        ({"city": "名取市"}, None),
        ({"prefecture": "福島県"}, None),
        ({"service_code": "33"}, None),
    ],
)
def test_an_office_of_the_service_and_municipality_at_the_address_or_of_the_name_may_follow(change, signs):
    old, new = office(operator_number="1"), office(number="0415100009", **change)
    assert [pair.signs for pair in likely([old], [new])] == ([] if signs is None else [signs])


def test_an_address_without_a_block_names_no_site():
    assert likely([office(address="青山1丁目")], [office("けやき", "青山1丁目", "0415100009")]) == []
    assert likely([office(address=None)], [office("けやき", None, "0415100009")]) == []


def test_the_successor_that_shares_most_comes_first():
    fresh = [office("けやき", number="0415100008"), office(number="0415100009")]
    assert [pair.new for pair in likely([office()], fresh)] == fresh[::-1]


def test_a_preview_tells_the_pair_and_the_casebook_keeps_offering_it(book, published, take):
    take(book, "wamnet", edition(published, "first_24.csv"))
    newer = [{**published[0], NUMBER: "0415199999", NAME: "新しい名前"}, *published[1:]]
    preview = take(book, "wamnet", edition(newer, "second_24.csv"), on=NEXT)
    (pair,) = preview.successors
    assert (pair.old.office_number, pair.new.office_number) == (published[0][NUMBER], "0415199999")
    assert "address" in pair.signs
    (kept,) = successors(book)
    assert (kept.old.name, kept.new.name, kept.signs) == (pair.old.name, pair.new.name, pair.signs)
    again = take(book, "wamnet", edition(newer, "second_24.csv"), on=NEXT)
    assert ([one.new.id for one in again.successors], len(successors(book))) == ([kept.new.id], 1)


def test_an_office_that_was_always_in_the_house_or_of_the_name_follows_nobody(book, published, take):
    house = [
        {**published[0], ADDRESS: "本町三丁目7-1", NAME: "もみじ"},
        {**published[1], MUNICIPALITY: published[0][MUNICIPALITY], ADDRESS: "本町三丁目7-1", NAME: "けやき"},
        {**published[2], MUNICIPALITY: published[0][MUNICIPALITY], NAME: "もみじ"},
    ]
    take(book, "wamnet", edition(house, "first_24.csv"))
    preview = take(book, "wamnet", edition(house[1:], "second_24.csv"), on=NEXT)
    assert (preview.counts["missing"], preview.successors, successors(book)) == (1, [], [])


def test_two_real_editions_hold_two_offices_under_a_new_number(book, reference_data):
    folder = present(reference_data / "places" / "wamnet" / "editions_24_202311.csv").parent
    for name in ("editions_24_202311.csv", "editions_24_202404.csv"):
        preview = importing.preview(book, "wamnet", [folder / name], TODAY)
        importing.commit(book, preview)
    assert [(pair.old.office_number, pair.new.office_number, pair.signs) for pair in preview.successors] == [
        ("0410700520", "0410700801", ("address",)), ("0912600160", "0912600194", ("address", "name")),
    ]  # fmt: skip
    assert len(successors(book)) == 2
