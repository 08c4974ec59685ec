"""Addresses: one way of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.address import kanji_number, normalise
from geodata.address.writing import without_front


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("八乙女中央五丁目１８番１５号", "八乙女中央5-18-15"),
        ("八乙女中央5−18−15", "八乙女中央5-18-15"),
        ("八乙女中央５ー１８ー１５", "八乙女中央5-18-15"),
        ("青山一丁目", "青山1丁目"),
        ("国見ヶ丘六丁目149番地の1", "国見ケ丘6-149-1"),
        ("国見ヶ丘六丁目149番地の1号", "国見ケ丘6-149-1"),
        ("芋沢字大竹原１２番地の１", "芋沢大竹原12-1"),
        ("大字前川字北原１２", "前川北原12"),
        ("中田町字千刈田二十三番地", "中田町千刈田23"),
        ("七北田字東裏百二十番地", "七北田東裏120"),
        ("上杉１丁目２番１号－３０２", "上杉1-2-1-302"),
        ("一番町三丁目２番１号", "一番町3-2-1"),
        ("南二条西20丁目291番地", "南2条西20-291"),
        ("篠路９条４丁目４?１２カモミール101号室", "篠路9条4-4-12カモミール101号室"),
        ("長町五丁目9番13号2階", "長町5-9-13号2階"),
        ("五橋二丁目十二の二", "五橋2-12-2"),
        ("荒井字土手　１−２　コーポ　Ａ", "荒井土手1-2コーポA"),
        ("十文字十二番", "十文字12"),
        ("大字今泉小字北原５", "今泉北原5"),
        ("葛\U000e0100城１番", "葛城1"),
    ],
)
def test_addresses_are_written_in_one_way(written, normal):
    assert normalise(written) == normal


parts = st.lists(
    st.sampled_from([*"一二三十百千〇1２３の字大丁目番地号ーー−-ヶケ町区条線 　?ァa", "丁目", "番地", "大字", "号室"]),
    max_size=12,
).map("".join)


@given(parts)
def test_normalising_twice_is_normalising_once(address):
    assert normalise(normalise(address)) == normalise(address)


def kanji(number):
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + ("" if ones == 0 else digits[ones])


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99))
def test_kanji_and_arabic_numerals_mean_the_same(chome, block, house):
    arabic = f"八乙女中央{chome}丁目{block}番{house}号"
    assert normalise(f"八乙女中央{kanji(chome)}丁目{kanji(block)}番{kanji(house)}号") == normalise(arabic)
    assert normalise(arabic) == f"八乙女中央{chome}-{block}-{house}"
    assert kanji_number(kanji(chome)) == chome


def test_kanji_numbers_are_read_by_place_too():
    assert [kanji_number(text) for text in ("一八", "百五", "千二百三十四", "二〇")] == [18, 105, 1234, 20]


@pytest.mark.parametrize(
    "code",
    ["〒980-0803", "〒９８０ー０８０３", "〒9800803", "〒 980－0803", "980-0803", "９８００８０３", "〒980", "〒"],
)
@pytest.mark.parametrize("country", ["{} ", "日本、{} ", "日本国 {}", "{}　日本、", "{}、"])
@pytest.mark.parametrize("address", ["仙台市青葉区国分町三丁目7番1号", "国分町三丁目7番1号", "宮城県仙台市"])
def test_postal_code_and_country_are_no_part_of_an_address(code, country, address):
    assert without_front(country.format(code) + address) == address


@pytest.mark.parametrize("address", ["日本橋一丁目1", "日本国花1", "12-3-405", "980番地", "", "日本"])
def test_what_only_looks_like_a_postal_code_or_a_country_stays(address):
    assert without_front(address) == address
