"""Spellings: one key for the ways of writing a place name, and two for two names."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.spelling import alike


@pytest.mark.parametrize(
    "spellings",
    [
        ("龍ケ崎市", "龍ヶ崎市", "竜ケ崎市", "竜が崎市", "龍ｹ崎市", "龍 ヶ 崎 市"),
        ("鶴ヶ島市", "鶴ケ島市", "鶴が島市", "鶴ガ島市"),
        ("檮原町", "梼原町"),
        ("須惠町", "須恵町"),
        ("塩竈市", "塩釜市", "鹽竈市"),
        ("金澤", "金沢"),
        ("國分町", "国分町"),
        ("廣瀬", "広瀬", "廣瀨"),
        ("舘", "館"),
        ("三ツ割", "三ッ割", "三つ割", "三っ割"),
        ("丸の内", "丸ノ内", "丸之内", "丸ﾉ内"),
        ("光が丘", "光ヶ丘", "光ケ丘", "光ガ丘", "光ヵ丘"),
        ("三ヶ日町", "三か日町", "三ケ日町", "三カ日町"),
        ("ひばりが丘", "ひばりヶ丘", "ヒバリが丘"),
        ("葛\U000e0100城市", "葛城市"),
        ("千代⽥区", "千代田区"),
        ("⻑町", "長町"),
        ("かすみがうら市", "かすみヶうら市"),
        ("あけぼの町", "アケボノ町"),
    ],
)
def test_spellings_of_one_name_are_alike(spellings):
    assert len({alike(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大和", "大和町"),
        ("日の出町", "日出町"),
        ("府中市", "府中町"),
        ("柳田町カ", "柳田町ケ"),
        ("柳田町ヰ", "柳田町イ"),
        ("大坂", "大阪"),
        ("畑", "畠"),
        ("一番町", "二番町"),
        ("", "市"),
    ],
)
def test_two_names_are_two(one, other):
    assert alike(one) != alike(other)


@given(st.text("ヶケがガカか三光丘日のノ之ッツつ龍竜 澤區ァ町1", max_size=8))
def test_what_is_alike_stays_so(name):
    assert alike(alike(name)) == alike(name)


def test_no_two_municipalities_of_the_country_are_alike(reference_data):
    names = set()
    for edition in ("24_202404", "32_202503", "34_202503", "53_202503"):
        with (reference_data / "wamnet" / f"national_{edition}.csv").open(encoding="utf-8-sig") as lines:
            names |= {row["事業所住所（市区町村）"] for row in csv.DictReader(lines)}
    assert len(names) > 1000
    spelled: dict[str, set[str]] = {}
    for name in names:
        spelled.setdefault(alike(name), set()).add(name)
    assert {key: same for key, same in spelled.items() if len({name.replace("ヶ", "ケ") for name in same}) > 1} == {}
