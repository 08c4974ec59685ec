"""Wards and towns as people write them into sheets."""

import pytest

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
