"""Addresses: one way of writing, and a place that never claims more than it knows."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geodata.address import Gazetteer, kanji_number, normalise, without_block
from geodata.areas import ward_of
from geodata.sources.n03 import read_areas
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet
from geodata.travel import straight_metres

SENDAI_CODES = ("21", "24", "32", "33", "34", "53", "54", "61")


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


def made(*rows, areas=None):
    frame = gpd.GeoDataFrame(
        [dict(zip(("city", "ward", "town", "koaza", "lat", "lon"), ("仙台市", *row), strict=True)) for row in rows]
    )
    return Gazetteer(frame, areas)


AREAS = gpd.GeoDataFrame(
    {"prefecture": "宮城県", "city": "仙台市", "name": ["泉区"]},
    geometry=[box(140.8, 38.3, 140.9, 38.4)],
    crs="EPSG:6668",
)
SMALL = made(
    ("泉区", "八乙女中央一丁目", "", 38.31, 140.88),
    ("泉区", "八乙女中央五丁目", "", 38.33, 140.90),
    ("泉区", "松が丘", "", 38.34, 140.85),
    ("泉区", "朝日一丁目", "", None, None),
    ("若林区", "荒井", "", 38.24, 140.93),
    ("若林区", "荒井一丁目", "", 38.25, 140.94),
    ("若林区", "四郎丸", "", 38.20, 140.92),
    ("太白区", "四郎丸", "吹上", 38.19, 140.91),
    ("太白区", "四郎丸", "", 38.18, 140.90),
    areas=AREAS,
)


@pytest.mark.parametrize(
    "address",
    [
        "宮城県仙台市泉区八乙女中央五丁目18番15号",
        "仙台市泉区八乙女中央５丁目",
        "泉区八乙女中央5-18-15",
        "八乙女中央五丁目18番15号",
    ],
)
def test_a_town_is_found_however_it_is_written(address):
    placed = SMALL.place(address)
    assert (placed.level, placed.ward, placed.lat, placed.candidates) == ("town", "泉区", 38.33, 1)
    assert placed.code == "place.matched"


@pytest.mark.parametrize("address", ["松ヶ丘12", "松が丘12", "松ケ丘字12"])
def test_the_ways_of_writing_ga_are_one(address):
    assert SMALL.place(address).lat == 38.34


def test_a_name_in_two_wards_is_not_guessed():
    placed = SMALL.place("四郎丸12")
    assert (placed.level, placed.lat, placed.candidates, placed.code) == ("none", None, 2, "place.ambiguous")
    assert placed.params["wards"] == "太白区、若林区"
    assert SMALL.place("四郎丸12", "若林区").lat == 38.20
    assert SMALL.place("太白区四郎丸12").lat == 38.18


def test_the_longest_name_wins():
    assert SMALL.place("四郎丸字吹上3", "太白区").lat == 38.19


def test_a_town_without_its_chome_is_placed_in_the_middle_and_says_so():
    placed = SMALL.place("八乙女中央")
    assert (placed.lat, placed.candidates, placed.code) == (pytest.approx(38.32), 2, "place.chome_unclear")
    assert SMALL.place("八乙女中央9-1").code == "place.chome_unclear"


def test_a_number_that_may_be_a_block_is_said_to_be_assumed():
    assert SMALL.place("荒井1-2").code == "place.chome_assumed"
    assert SMALL.place("荒井1-2-3").code == SMALL.place("荒井一丁目2").code == "place.matched"
    assert SMALL.place("荒井12-3").lat == 38.24


def test_a_town_without_coordinates_falls_back_to_its_ward_and_says_why():
    placed = SMALL.place("朝日一丁目3")
    assert (placed.level, placed.ward, placed.code) == ("ward", "泉区", "place.town_without_coordinates")
    assert ward_of(placed.lon, placed.lat, AREAS) == "泉区"
    assert SMALL.place("どこか1", "泉区").level == "ward"


def test_what_is_not_known_is_not_placed():
    assert [(SMALL.place(text).level, SMALL.place(text).code) for text in ("", "どこか1-1", "若林区")] == [
        ("none", "place.blank"),
        ("none", "place.not_placed"),
        ("none", "place.not_placed"),
    ]
    assert SMALL.place("泉区松が丘", "若林区").code == "place.ward_conflict"


@pytest.mark.parametrize(
    "address",
    [
        "石巻市荒井1-1",
        "宮城県石巻市荒井1-1",
        "宮城県宮城郡利府町荒井1-1",
        "福岡県仙台市泉区松が丘1",
        "東京都松が丘区荒井1-1",
        "松が丘区荒井1-1",
    ],
)
def test_an_address_of_another_city_is_not_placed_here(address):
    placed = SMALL.place(address)
    assert (placed.level, placed.town, placed.code) == ("none", None, "place.city_unknown")


@pytest.mark.parametrize("address", ["荒井1-2-3", "松が丘12", "泉区松が丘12", "どこか1", ""])
def test_a_town_stands_in_the_city_that_is_stated_or_nowhere(address):
    assert SMALL.place(address, None, "仙台市").code != "place.city_unknown"
    for city, prefecture in (("石巻市", None), ("石巻市", "宮城県"), ("仙台市", "福岡県")):
        placed = SMALL.place(address, None, city, prefecture)
        assert (placed.level, placed.code) == ("none", "place.city_unknown")


TWO = Gazetteer(
    gpd.GeoDataFrame(
        [
            ("仙台市", "青葉区", "中央", "", 38.26, 140.87),
            ("横浜市", "青葉区", "奈良町", "", 35.55, 139.49),
            ("横浜市", "西区", "中央", "", 35.45, 139.62),
            ("利府町", None, "中央", "", 38.33, 140.97),
        ],
        columns=["city", "ward", "town", "koaza", "lat", "lon"],
    ),
    gpd.GeoDataFrame(
        {
            "prefecture": ["宮城県", "神奈川県", "宮城県"],
            "city": ["仙台市", "横浜市", "女川町"],
            "name": ["青葉区", "青葉区", "女川町"],
        },
        geometry=[box(140.8, 38.2, 140.9, 38.3), box(139.4, 35.5, 139.5, 35.6), box(141.4, 38.4, 141.5, 38.5)],
        crs="EPSG:6668",
    ),
)


def test_wards_of_one_name_in_two_cities_are_two_places():
    assert SMALL.place("荒井1-2-3").lat == 38.25
    assert TWO.place("どこか", "青葉区", "横浜市").lat == pytest.approx(35.55)
    assert TWO.place("どこか", "青葉区", "仙台市").lat == pytest.approx(38.25)
    assert TWO.place("どこか", "青葉区").code == "place.not_placed"
    assert TWO.place("奈良町1757-3", "青葉区", "仙台市").level == "ward"
    placed = TWO.place("中央1")
    assert (placed.code, placed.params["wards"]) == ("place.ambiguous", "仙台市青葉区、利府町、横浜市西区")
    assert [TWO.place("中央1", city=city).lat for city in ("仙台市", "横浜市", "利府町")] == [38.26, 35.45, 38.33]
    assert TWO.place("宮城県宮城郡利府町中央1").lat == 38.33
    assert TWO.place("横浜市西区中央1", city="仙台市").code == "place.ward_conflict"


def test_a_city_of_which_only_the_outline_is_known_is_placed_as_a_whole():
    placed = TWO.place("女川浜1", city="女川町")
    assert (placed.level, placed.city, placed.ward, placed.code) == ("ward", "女川町", None, "place.town_unknown")


@pytest.mark.parametrize(
    ("address", "code", "rest"),
    [
        ("松が丘1-2", "place.matched", ""),
        ("松が丘北原16-51", "place.rest_unknown", "北原16-51"),
        ("松が丘五丁目", "place.rest_unknown", "5"),
        ("八乙女中央5丁目市民会館", "place.matched", ""),
    ],
)
def test_a_part_of_the_address_that_is_not_known_is_told(address, code, rest):
    placed = SMALL.place(address)
    assert (placed.code, placed.params["rest"]) == (code, rest)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("八乙女中央五丁目18番15号", "八乙女中央5丁目"),
        ("八乙女中央5-18-15", "八乙女中央"),
        ("どこか12", "どこか"),
        ("北一条西2丁目3", "北1条西2丁目"),
        ("一番町", "一番町"),
    ],
)
def test_a_town_is_kept_without_its_block(address, town):
    assert without_block(address) == town


@given(
    st.sampled_from(["八乙女中央", "一番町", "北一条西", "十文字", "どこか"]),
    st.sampled_from(["{}丁目{}番{}号", "{}-{}-{}", "{}ー{}の{}コーポ201", "{}番地の{}-{}", "{}丁目{}-{}コーポ"]),
    st.tuples(*[st.integers(1, 99)] * 3),
)
def test_no_block_of_any_town_is_kept(town, form, block):
    kept = without_block(town + form.format(*block))
    assert kept in {normalise(town), normalise(f"{town}{block[0]}丁目")}
    assert without_block(kept) == kept


def test_every_office_of_sendai_is_placed_near_its_published_point(reference_data):
    towns = read_towns(sorted((reference_data / "towns").glob("*.json"))).frame
    areas = read_areas(reference_data / "areas" / "sendai_wards_n03_2021.geojson").frame
    offices = read_wamnet([reference_data / "wamnet" / f"sendai_{code}.csv" for code in SENDAI_CODES]).frame
    gazetteer = Gazetteer(towns, areas)
    placed = [
        gazetteer.place(*row) for row in offices[["address", "ward", "city", "prefecture"]].itertuples(index=False)
    ]
    assert Counter(place.level for place in placed) == {"town": 230}
    found = np.array([(place.lon, place.lat) for place in placed])
    metres = np.diag(straight_metres(found, offices[["lon", "lat"]].to_numpy(dtype=float), 1000))
    assert np.median(metres) < 200
    assert np.quantile(metres, 0.95) < 1500
    without_ward = [gazetteer.place(address) for address in offices["address"]]
    assert all(place.ward in {None, ward} for place, ward in zip(without_ward, offices["ward"], strict=True))
