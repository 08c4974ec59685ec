"""The municipality at the head of an address: with its prefecture and district, and never a part of a town's name."""

import pytest

from geodata.address.keys import address_key
from geodata.address.municipalities import Municipalities, other_municipality
from geodata.address.placed import Where

KNOWN = Municipalities.of(
    [
        Where("仙台市", "太白区"),
        Where("東京都府中市", None),
        Where("広島県府中市", None),
        Where("毛呂山町", None),
        Where("山辺町", None),
        Where("東村", None),
        Where("世田谷区", None),
        Where("横浜市", "中区"),
        Where("多可町", None),
    ],
    {"毛呂山町": {"埼玉県"}, "東村": {"沖縄県"}},
)


@pytest.mark.parametrize(
    ("address", "cities", "ward", "rest"),
    [
        ("仙台市太白区郡山五丁目", ("仙台市",), "太白区", "郡山5-"),
        ("太白区郡山五丁目", (), "太白区", "郡山5-"),
        ("府中市寿町", ("広島県府中市", "東京都府中市"), None, "寿町"),
        ("東京都府中市寿町", ("東京都府中市",), None, "寿町"),
        ("埼玉県入間郡毛呂山町岩井", ("毛呂山町",), None, "岩井"),
        ("入間郡毛呂山町岩井", ("毛呂山町",), None, "岩井"),
        ("東村山郡山辺町緑ケ丘", ("山辺町",), None, "緑ケ丘"),
        ("東村1", ("東村",), None, "1"),
        ("東京都世田谷区三軒茶屋", ("世田谷区",), None, "3軒茶屋"),
        ("多可町中区中村町", ("多可町",), None, "中区中村町"),
        ("郡山五丁目", (), None, "郡山5-"),
        ("", (), None, ""),
    ],
)
def test_the_head_of_an_address_is_read(address, cities, ward, rest):
    key = address_key(address)
    head = KNOWN.head(key)
    assert (head.cities, head.ward, key.text[head.end :]) == (cities, ward, rest)


def test_a_municipality_that_is_not_known_is_named():
    heads = [KNOWN.head(address_key(text)) for text in ("宮城県利府町中央", "山梨県府中市寿町", "福岡県毛呂山町岩井")]
    assert [head.other for head in heads] == ["宮城県", "山梨県府中市", "福岡県"]
    assert [head.elsewhere for head in heads] == [False, True, True]
    assert [other_municipality(text) for text in ("石巻市荒井", "宮城郡利府町中央", "港区芝", "中央1")] == [
        "石巻市",
        "宮城郡利府町",
        "港区",
        None,
    ]


def test_a_city_is_meant_by_any_spelling_of_its_name():
    assert KNOWN.cities_of("府中市") == ("広島県府中市", "東京都府中市")
    assert KNOWN.cities_of("府中市", "東京都") == KNOWN.cities_of("東京都府中市") == ("東京都府中市",)
    assert KNOWN.cities_of("入間郡毛呂山町") == KNOWN.cities_of("埼玉県毛呂山町") == ("毛呂山町",)
    assert KNOWN.cities_of("毛呂山町", "福岡県") == KNOWN.cities_of("石巻市") == ()
