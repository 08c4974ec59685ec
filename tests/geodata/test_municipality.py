"""Municipalities: prefecture, city and ward from official texts and codes."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.municipality import (
    PREFECTURES,
    SHARED_NAMES,
    Municipality,
    area_code,
    bare_city,
    check_digit,
    each_place,
    local_government_code,
    place_key,
)
from geodata.sources.wamnet import read_wamnet


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


@pytest.mark.parametrize("name", sorted(SHARED_NAMES))
def test_a_name_that_repeats_in_japan_is_kept_with_its_prefecture(name):
    assert Municipality.parse(f"某県{name}").city == f"某県{name}"  # no prefecture: as it is written
    assert Municipality.parse(f"福島県{name}").city == f"福島県{name}"
    assert bare_city(f"福島県{name}") == name
    assert Municipality.parse(name).city == name


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("東京都府中市", "東京都府中市"),
        ("北海道中川郡池田町", "北海道池田町"),
        ("安芸郡府中町", "府中町"),
        ("北海道古宇郡泊村", "泊村"),
        ("北海道国後郡泊村", "国後郡泊村"),
        ("埼玉県 入間郡 毛呂山町", "毛呂山町"),
    ],
)
def test_a_municipality_has_one_name_however_much_of_it_is_said(text, city):
    assert Municipality.parse(text).city == city


def test_spellings_of_one_municipality_are_one_place():
    assert Municipality.parse("茨城県龍ヶ崎市").covers(Municipality.parse("茨城県龍ケ崎市"))
    assert Municipality.parse("府中市").covers(Municipality.parse("東京都府中市"))
    assert Municipality.parse("府中市").covers(Municipality.parse("広島県府中市"))


@pytest.mark.parametrize("text", ["毛呂山町、越生町", "毛呂山町,越生町", "毛呂山町;越生町、", " 毛呂山町 、\n越生町"])
def test_several_places_are_taken_apart(text):
    assert each_place(text) == ["毛呂山町", "越生町"]


def test_nothing_is_no_place():
    assert each_place(None) == each_place("") == each_place("、") == []


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


def test_the_one_city_that_is_told_from_another_by_its_kanji_is_no_spelling_of_it():
    assert place_key("鹿嶋市") != place_key("鹿島市")
    assert place_key("茨城県鹿嶋市") != place_key("鹿島市")
    assert place_key("龍ヶ崎市") == place_key("竜ケ崎市")


def test_no_two_municipalities_of_the_nation_are_taken_for_one(reference_data):
    prefectures = defaultdict(set)
    for path in sorted((reference_data / "wamnet").glob("national_*.csv")):
        frame = read_wamnet(path).frame
        for prefecture, city in frame[["prefecture", "city"]].dropna().drop_duplicates().itertuples(index=False):
            prefectures[place_key(city)].add(prefecture)
    assert len(prefectures) > 1400
    assert [key for key, named in prefectures.items() if len(named) > 1] == []
