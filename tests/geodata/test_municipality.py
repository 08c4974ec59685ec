"""Municipalities: prefecture, city and ward from official texts and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.municipality import PREFECTURES, Municipality, area_code, check_digit, local_government_code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("宮城県仙台市青葉区", ("宮城県", "仙台市", "青葉区")),
        ("仙台市", (None, "仙台市", None)),
        ("宮城県", ("宮城県", None, None)),
        ("宮城県牡鹿郡女川町", ("宮城県", "女川町", None)),
        ("東京都新宿区", ("東京都", "新宿区", None)),
        ("三重県四日市市", ("三重県", "四日市市", None)),
        ("千葉県市川市", ("千葉県", "市川市", None)),
        ("奈良県大和郡山市", ("奈良県", "大和郡山市", None)),
        ("北海道余市郡余市町", ("北海道", "余市町", None)),
        ("京都府京都市中京区", ("京都府", "京都市", "中京区")),
        ("", (None, None, None)),
    ],
)
def test_a_text_is_split_into_prefecture_city_and_ward(text, parts):
    place = Municipality.parse(text)
    assert (place.prefecture, place.city, place.ward) == parts


def test_there_are_forty_seven_prefectures():
    assert len(set(PREFECTURES)) == 47


def test_a_city_covers_its_wards_and_no_city_that_only_ends_alike():
    sendai = Municipality.parse("仙台市")
    assert sendai.covers(Municipality.parse("宮城県仙台市泉区"))
    assert not sendai.covers(Municipality.parse("鹿児島県薩摩川内市"))
    assert not Municipality.parse("津市").covers(Municipality.parse("岡山県津山市"))
    assert not Municipality.parse("広島県府中市").covers(Municipality.parse("東京都府中市"))


@pytest.mark.parametrize(("code", "digit"), [("04100", "9"), ("13101", "6"), ("01100", "2"), ("04101", "7")])
def test_the_check_digit_is_that_of_the_official_list(code, digit):
    assert check_digit(code) == digit


def test_a_six_digit_code_with_a_wrong_check_digit_is_no_code():
    assert local_government_code("041009") == local_government_code("04100") == "04100"
    assert local_government_code("041008") is None
    assert local_government_code("仙台市") is None


codes = st.builds(lambda prefecture, number: f"{prefecture:02d}{number:03d}", st.integers(1, 47), st.integers(100, 799))


@given(codes)
def test_a_code_is_read_from_whatever_a_spreadsheet_made_of_it(code):
    prefecture = PREFECTURES[int(code[:2]) - 1]
    six = code + check_digit(code)
    for written in (code, six, str(int(code)), str(int(six)), f"{int(six)}.0", f"{int(code):,}", f"{int(six):.5E}"):
        assert area_code(written, prefecture) == code
    assert area_code(code) == area_code(six) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("41009", "04100"), ("4.1009E+04", "04100"), ("4100", "04100"), ("41017", "04101"), ("40002", "04000"),
     ("41201", "41201"), ("041018", None), ("", None), ("仙台市", None), ("1.5", None), ("１３１０１６", "13101")],
)  # fmt: skip
def test_where_no_prefecture_is_named_there_must_be_such_a_municipality(written, code):
    assert area_code(written) == code
