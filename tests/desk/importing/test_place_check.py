"""Wards and towns as people write them into sheets."""

import pytest

from casebook.records import Area, PersonAvoid, Town
from tests.desk.conftest import square
from tests.desk.importing.filled_sheets import codes, person, sheet


def test_without_imported_wards_none_is_called_unknown_whatever_earlier_rows_avoid(book, take):
    rows = [{"code_name": "B-001", "avoid_wards": "仙台市青葉区"}, {"code_name": "B-002", "ward": "北区"}]
    assert codes(take(book, "people", sheet("people", *rows)), "note") == []


def test_a_town_that_only_one_ward_has_gives_the_ward(little, take):
    take(little, "people", sheet("people", {"code_name": "B-001", "town": "国分町１丁目"}))
    found = person(little, "B-001")
    assert (found.city, found.ward, found.town) == ("仙台市", "青葉区", "国分町1丁目")


@pytest.mark.parametrize(
    ("cells", "code", "ward"),
    [
        ({"town": "中央"}, "import.town_ambiguous", None),
        ({"town": "中央", "ward": "泉区"}, None, "泉区"),
        ({"town": "どこか", "ward": "泉区"}, "import.unknown_town", "泉区"),
        ({"town": "どこか"}, "import.unknown_town_nowhere", None),
        ({"ward": "北区"}, "import.unknown_ward", "北区"),
        ({"ward": "泉区", "city": "横浜市"}, "import.unknown_ward", "泉区"),
        ({"ward": "青葉区", "avoid_wards": "どこか区"}, "import.unknown_ward", "青葉区"),
        ({"ward": "青葉区", "avoid_wards": "泉区、仙台市青葉区"}, None, "青葉区"),
    ],
)
def test_a_doubtful_place_is_kept_with_a_note_and_never_guessed(little, take, cells, code, ward):
    preview = take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    assert codes(preview, "note") == ([code] if code else [])
    assert person(little, "B-001").ward == ward


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"ward": "仙台市青葉区"}, ("仙台市", "青葉区", None)),
        ({"ward": "宮城県仙台市泉区", "town": "中央１－１８－１５"}, ("仙台市", "泉区", "中央")),
        ({"city": "宮城県仙台市泉区"}, ("仙台市", "泉区", None)),
        ({"city": "泉区"}, ("仙台市", "泉区", None)),
        ({"city": "泉区", "town": "中央"}, ("仙台市", "泉区", "中央")),
        ({"town": "宮城県仙台市青葉区国分町1丁目7-1"}, ("仙台市", "青葉区", "国分町一丁目")),
        ({"ward": "青葉区", "town": "国分町1-7-1コーポ201"}, ("仙台市", "青葉区", "国分町一丁目")),
        ({"ward": "青葉区", "town": "国分町１丁目"}, ("仙台市", "青葉区", "国分町1丁目")),
        ({"ward": "青葉区", "town": "国分町3-7-1"}, ("仙台市", "青葉区", "国分町")),
        ({"ward": "泉区", "town": "どこか5-18-15"}, ("仙台市", "泉区", "どこか")),
        ({"town": "中央5-18"}, (None, None, "中央")),
        ({"city": "横浜市", "ward": "青葉区", "town": "国分町1丁目7"}, ("横浜市", "青葉区", "国分町1丁目")),
    ],
)
def test_no_more_than_the_town_of_an_address_is_kept(little, take, cells, kept):
    preview = take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    found = person(little, "B-001")
    assert (found.city, found.ward, found.town) == kept
    cut = [one for one in preview.problems if one.code == "import.town_only"]
    assert len(cut) == (cells.get("town") not in {kept[2], None, "国分町１丁目"})
    assert all(one.params["town"] == kept[2] for one in cut)


def test_without_imported_towns_no_block_is_kept_either(book, take):
    take(
        book, "people", sheet("people", {"code_name": "B-001", "ward": "青葉区", "town": "八乙女中央５丁目１８－１５"})
    )
    assert person(book, "B-001").town == "八乙女中央5丁目"


@pytest.fixture
def around(book):
    """Return a casebook with a special ward, a city and a town without wards, and two wards of one name."""
    with book.writing("before") as writer:
        for prefecture, city, ward in (
            ("東京都", "世田谷区", None),
            ("埼玉県", "鶴ヶ島市", None),
            ("埼玉県", "毛呂山町", None),
            ("神奈川県", "横浜市", "緑区"),
            ("神奈川県", "相模原市", "緑区"),
            ("東京都", "東京都府中市", None),
        ):
            name = ward or city
            writer.add(
                Area(code=f"{city}{name}", prefecture=prefecture, city=city, name=name, geometry=square(139, 35))
            )
        for city, town in (("世田谷区", "三軒茶屋一丁目"), ("鶴ヶ島市", "大字町屋"), ("毛呂山町", "大字川角")):
            writer.add(Town(city=city, name=town, lat=35.05, lon=139.05))
        for city in ("横浜市", "相模原市"):
            writer.add(Town(city=city, ward="緑区", name="中山町", lat=35.05, lon=139.05))
    return book


@pytest.mark.parametrize(
    ("city", "ward", "town", "kept"),
    [
        ("東京都", "世田谷区", "三軒茶屋一丁目", ("世田谷区", None, "三軒茶屋一丁目")),
        (None, "世田谷区", "三軒茶屋一丁目", ("世田谷区", None, "三軒茶屋一丁目")),
        ("世田谷区", "世田谷区", None, ("世田谷区", None, None)),
        ("東京都世田谷区", None, None, ("世田谷区", None, None)),
        (None, "東京都世田谷区", None, ("世田谷区", None, None)),
        (None, None, "東京都世田谷区三軒茶屋1-2-3", ("世田谷区", None, "三軒茶屋一丁目")),
        ("埼玉県", "鶴ヶ島市", "大字町屋", ("鶴ヶ島市", None, "大字町屋")),
        ("鶴ケ島市", None, "町屋", ("鶴ヶ島市", None, "町屋")),
        ("鶴ヶ島市", "鶴ヶ島市", None, ("鶴ヶ島市", None, None)),
        ("入間郡", "毛呂山町", "川角", ("毛呂山町", None, "川角")),
        ("入間郡毛呂山町", None, None, ("毛呂山町", None, None)),
        ("埼玉県入間郡毛呂山町", None, None, ("毛呂山町", None, None)),
        ("埼玉県 入間郡", "毛呂山町", None, ("毛呂山町", None, None)),
        ("横浜市", "緑区", None, ("横浜市", "緑区", None)),
        (None, "横浜市緑区", "中山町", ("横浜市", "緑区", "中山町")),
        (None, None, "神奈川県相模原市緑区中山町5", ("相模原市", "緑区", "中山町")),
        ("府中市", None, None, ("東京都府中市", None, None)),
    ],
)
def test_a_municipality_is_one_however_its_cells_are_filled(around, take, city, ward, town, kept):
    preview = take(around, "people", sheet("people", {"code_name": "B-1", "city": city, "ward": ward, "town": town}))
    found = person(around, "B-1")
    assert (found.city, found.ward, found.town) == kept
    assert set(codes(preview, "note")) <= {"import.town_only"}


def test_a_ward_of_two_cities_is_kept_with_a_note_that_names_both(around, take):
    preview = take(around, "people", sheet("people", {"code_name": "B-1", "ward": "緑区"}))
    (note,) = preview.problems
    assert note.code == "import.area_ambiguous"
    assert note.params["known"] == "横浜市緑区、相模原市緑区"
    assert (person(around, "B-1").city, person(around, "B-1").ward) == (None, "緑区")


def test_which_fuchu_is_meant_is_not_guessed_where_two_are_known(around, take):
    with around.writing("before") as writer:
        writer.add(
            Area(code="34208", prefecture="広島県", city="広島県府中市", name="広島県府中市", geometry=square(133, 34))
        )
    rows = [{"code_name": "F-1", "city": "広島県府中市"}, {"code_name": "F-2", "city": "府中市"}]
    preview = take(around, "people", sheet("people", *rows))
    assert codes(preview, "note") == ["import.area_ambiguous"]
    assert [person(around, name).city for name in ("F-1", "F-2")] == ["広島県府中市", "府中市"]


@pytest.mark.parametrize(
    "cells", [{"city": "埼玉県", "ward": "東京都世田谷区"}, {"city": "鶴ヶ島市", "ward": "横浜市緑区"}]
)
def test_cells_that_name_two_places_are_refused(around, take, cells):
    preview = take(around, "people", sheet("people", {"code_name": "B-1", **cells}))
    assert codes(preview, "rejected") == ["import.places_differ"]


def test_a_place_to_avoid_is_kept_by_the_label_that_no_other_has(around, take):
    rows = {"code_name": "B-1", "city": "横浜市", "ward": "緑区", "avoid_wards": "緑区、相模原市緑区、入間郡毛呂山町"}
    take(around, "people", sheet("people", rows))
    assert [one.ward for one in around.all(PersonAvoid)] == ["横浜市緑区", "相模原市緑区", "毛呂山町"]


@pytest.mark.parametrize("house", ["", "コーポ花201", "（メゾン花）", " 田中様方", "田中方", " TEL022-000-0000"])
@pytest.mark.parametrize(
    "block",
    [
        "三の七の一",
        "七番地",
        "12番地先",
        "甲123",
        "イ-5",
        "第19地割10-54",
        "３丁目７番１号",
        "12ー3ー405",
        " No.5",
        "123番地乙",
    ],
)
@pytest.mark.parametrize("prefix", ["", "day_"])
def test_nothing_of_a_house_is_kept_of_an_unknown_town(little, take, block, house, prefix):
    cells = {f"{prefix}city": "仙台市", f"{prefix}ward": "青葉区", f"{prefix}town": f"新町字北原{block}{house}"}
    take(little, "people", sheet("people", {"code_name": "B-001", **cells}))
    kept = getattr(person(little, "B-001"), f"{prefix}town")
    assert kept in {"新町北原", "新町北原3丁目"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("〒980-0803 仙台市青葉区国分町一丁目7番1号", "国分町一丁目"),
        ("９８０ー０８０３　宮城県仙台市青葉区国分町1-7-1", "国分町一丁目"),
        ("日本、〒980-0803 宮城県仙台市青葉区国分町１丁目７−１", "国分町一丁目"),
        ("國分町一丁目", "國分町一丁目"),
        ("国分町一の七の一", "国分町一丁目"),
        ("仙台市青葉区新町七番地", "新町"),
    ],
)
def test_a_town_is_kept_whatever_stands_before_it(little, take, written, kept):
    take(little, "people", sheet("people", {"code_name": "B-001", "city": "仙台市", "ward": "青葉区", "town": written}))
    assert person(little, "B-001").town == kept
