"""Addresses: a place that never claims more than it knows, however they are written."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from geodata.address import Gazetteer
from geodata.areas import ward_of
from geodata.sources.n03 import read_areas
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet
from geodata.travel import straight_metres

SENDAI_CODES = ("21", "24", "32", "33", "34", "53", "54", "61")


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


def test_a_city_without_wards_is_placed_as_a_ward_is_and_says_so():
    areas = gpd.GeoDataFrame(
        {"prefecture": "埼玉県", "city": ["鶴ヶ島市", "川越市"], "name": ["鶴ヶ島市", "川越市"]},
        geometry=[box(139.3, 35.9, 139.4, 36.0), box(139.4, 35.9, 139.5, 36.0)],
        crs=6668,
    )
    known = made(("泉区", "松が丘", "", 38.34, 140.85), areas=areas)
    for written in (
        known.place("", city="鶴ケ島市"),
        known.place("脚折1", city="鶴ヶ島市"),
        known.place("埼玉県鶴ヶ島市"),
    ):
        assert (written.level, written.city, written.code) == ("ward", "鶴ヶ島市", "place.town_unknown")
        assert written.params["ward"] == "鶴ヶ島市"


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


def towns(*rows):
    return gpd.GeoDataFrame(
        [(city, ward, town, "", lat, 140.0 + lat / 10) for lat, (city, ward, town) in enumerate(rows, 1)],
        columns=["city", "ward", "town", "koaza", "lat", "lon"],
    )


COUNTRY = Gazetteer(
    towns(
        ("仙台市", "太白区", "郡山五丁目"),
        ("仙台市", "太白区", "東郡山一丁目"),
        ("仙台市", "若林区", "大和町五丁目"),
        ("大和町", None, "吉岡"),
        ("毛呂山町", None, "岩井西一丁目"),
        ("龍ヶ崎市", None, "佐貫一丁目"),
        ("世田谷区", None, "三軒茶屋一丁目"),
        ("東京都府中市", None, "寿町三丁目"),
        ("広島県府中市", None, "広谷町"),
        ("多可町", None, "中区中村町"),
        ("横浜市", "中区", "本町"),
        ("札幌市", "中央区", "南一条西五丁目"),
        ("札幌市", "中央区", "大通西一丁目"),
        ("札幌市", "北区", "北二十四条西四丁目"),
        ("札幌市", "豊平区", "平岸二条十七丁目"),
        ("札幌市", "白石区", "本通四丁目南"),
        ("札幌市", "白石区", "本郷通二丁目"),
        ("札幌市", "白石区", "本郷通二条十丁目"),
        ("京都市", "中京区", "蒔絵屋町"),
        ("京都市", "中京区", "二条通"),
        ("京都市", "上京区", "元四丁目"),
        ("京都市", "上京区", "薮之内町"),
        ("京都市", "下京区", "二丁目御旅町"),
        ("京都市", "下京区", "大宮三丁目"),
        ("京都市", "東山区", "山田町"),
        ("京都市", "北区", "紫野宮西町"),
        ("花巻市", None, "東十二丁目"),
        ("盛岡市", None, "永井"),
        ("八幡平市", None, "大更第1地割"),
        ("佐賀市", None, "西与賀町字今津乙"),
        ("東吾妻町", None, "大字三島"),
        ("羽咋市", None, "柳田町ヒ"),
        ("新潟市", "北区", "東栄町"),
        ("新潟市", "北区", "東栄町二丁目"),
        ("堺市", "南区", "城山台二丁"),
        ("西尾市", None, "吉良町小山田"),
        ("四日市市", None, "諏訪栄町"),
        ("市川市", None, "市川南一丁目"),
        ("富山市", None, "金澤廣國"),
        ("盛岡市", None, "三ツ割"),
    )
)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("仙台市太白区郡山五丁目1番1号", "郡山五丁目"),
        ("宮城県仙台市太白区東郡山一丁目1-1", "東郡山一丁目"),
        ("太白区郡山5-1-1", "郡山五丁目"),
        ("〒982-0003 仙台市太白区郡山五丁目1", "郡山五丁目"),
        ("９８２ー０００３　宮城県仙台市太白区郡山五丁目1", "郡山五丁目"),
        ("大和町5-1-1", "大和町五丁目"),
        ("宮城県黒川郡大和町吉岡1", "吉岡"),
        ("大和町吉岡1", "吉岡"),
        ("入間郡毛呂山町岩井西1-2-3", "岩井西一丁目"),
        ("埼玉県毛呂山町岩井西1-2-3", "岩井西一丁目"),
        ("竜ケ崎市佐貫1-2-3", "佐貫一丁目"),
        ("龍ｹ崎市佐貫１丁目", "佐貫一丁目"),
        ("東京都世田谷区三軒茶屋1-2-3", "三軒茶屋一丁目"),
        ("東京都府中市寿町3-3", "寿町三丁目"),
        ("広島県府中市広谷町959", "広谷町"),
        ("兵庫県多可郡多可町中区中村町123", "中区中村町"),
        ("札幌市南1西5", "南一条西五丁目"),
        ("札幌市中央区南１条西５丁目３２７", "南一条西五丁目"),
        ("大通西1丁目", "大通西一丁目"),
        ("北海道札幌市北区北24西4", "北二十四条西四丁目"),
        ("北24条西4丁目1-1", "北二十四条西四丁目"),
        ("平岸2条17-1-34", "平岸二条十七丁目"),
        ("平岸2-17-1-34", "平岸二条十七丁目"),
        ("本通4丁目南5-7", "本通四丁目南"),
        ("京都市中京区烏丸通二条上る蒔絵屋町282", "蒔絵屋町"),
        ("京都市中京区二条通烏丸西入蒔絵屋町282", "蒔絵屋町"),
        ("京都市上京区元誓願寺通り千本東入ル元四丁目424-1", "元四丁目"),
        ("京都市上京区下立売通新町西入薮ノ内町", "薮之内町"),
        ("京都市下京区四条通寺町東入二丁目御旅町51", "二丁目御旅町"),
        ("京都市下京区大宮通丹波口下ル大宮三丁目18", "大宮三丁目"),
        ("京都市東山区新宮川筋五条上る二丁目山田町500", "山田町"),
        ("京都市北区紫野宮西町19-1（堀川通鞍馬口上ル）", "紫野宮西町"),
        ("京都市中京区西堀川通蒔絵屋町28", "蒔絵屋町"),
        ("岩手県花巻市東十二丁目第１９地割１０－５４", "東十二丁目"),
        ("花巻市東12丁目19地割10-54", "東十二丁目"),
        ("盛岡市永井23地割12", "永井"),
        ("大更1地割5", "大更第1地割"),
        ("佐賀市西与賀町大字今津乙64", "西与賀町字今津乙"),
        ("群馬県吾妻郡東吾妻町三島ヰ6697", "大字三島"),
        ("羽咋市柳田町ヒヱ145番地1", "柳田町ヒ"),
        ("新潟市北区東栄町2番12", "東栄町"),
        ("新潟市北区東栄町二番地12", "東栄町"),
        ("新潟市北区東栄町2丁目12", "東栄町二丁目"),
        ("堺市南区城山台2丁1-1", "城山台二丁"),
        ("堺市南区城山台2-1-1", "城山台二丁"),
        ("西尾市吉良町小山田市場32", "吉良町小山田"),
        ("三重県四日市市諏訪栄町1", "諏訪栄町"),
        ("千葉県市川市市川南1-1", "市川南一丁目"),
        ("富山市金沢広国1", "金澤廣國"),
        ("三ッ割1", "三ツ割"),
        ("三つ割字前1", "三ツ割"),
    ],
)
def test_a_town_is_found_in_every_way_of_writing_of_the_country(address, town):
    assert COUNTRY.place(address).town == town


@pytest.mark.parametrize(
    ("address", "stated", "city"),
    [
        ("寿町3-3", {"city": "東京都府中市"}, "東京都府中市"),
        ("府中市寿町3-3", {"prefecture": "東京都"}, "東京都府中市"),
        ("寿町3-3", {"city": "府中市", "prefecture": "東京都"}, "東京都府中市"),
        ("東京都府中市寿町3-3", {"city": "府中市"}, "東京都府中市"),
        ("広谷町1", {"city": "広島県府中市"}, "広島県府中市"),
        ("佐貫1-2-3", {"city": "龍ケ崎市"}, "龍ヶ崎市"),
        ("佐貫1-2-3", {"city": "龍ケ崎市", "prefecture": "茨城県"}, "龍ヶ崎市"),
        ("岩井西1-2-3", {"city": "入間郡毛呂山町"}, "毛呂山町"),
        ("三軒茶屋1-2-3", {"city": "世田谷区", "prefecture": "東京都"}, "世田谷区"),
        ("大和町5-1-1", {"city": "仙台市"}, "仙台市"),
        ("中区中村町1", {"city": "多可町"}, "多可町"),
    ],
)
def test_a_city_is_told_by_its_name_with_or_without_prefecture_and_district(address, stated, city):
    placed = COUNTRY.place(address, **stated)
    assert (placed.level, placed.city) == ("town", city)


def test_a_city_whose_name_two_prefectures_have_is_never_guessed():
    for placed in (COUNTRY.place("府中市寿町3-3"), COUNTRY.place("寿町3-3", city="府中市")):
        assert (placed.level, placed.town, placed.code) == ("none", None, "place.ambiguous")
        assert placed.params["wards"] == "広島県府中市、東京都府中市"
    assert COUNTRY.place("寿町3-3", city="広島県府中市").level != "town"
    assert COUNTRY.place("寿町3-3", prefecture="広島県").level != "town"
    assert COUNTRY.place("山梨県府中市寿町3-3").code == "place.city_unknown"


@pytest.mark.parametrize(
    "address",
    [
        "京都市中京区二条通烏丸上る別の町5",
        "京都市中京区二条通烏丸下ル",
        "仙台市太白区郡里5",
        "札幌市北区北25西4",
        "城山台3丁1-1",
    ],
)
def test_a_town_that_is_not_known_is_not_replaced_by_another(address):
    assert COUNTRY.place(address).level != "town"


def test_a_city_that_towns_and_areas_spell_in_two_ways_is_one():
    areas = gpd.GeoDataFrame(
        {"prefecture": ["茨城県"], "city": ["龍ケ崎市"], "name": ["龍ケ崎市"]},
        geometry=[box(140.1, 35.9, 140.3, 36.0)],
        crs="EPSG:6668",
    )
    gazetteer = Gazetteer(towns(("龍ヶ崎市", None, "佐貫一丁目")), areas)
    for city in ("龍ケ崎市", "龍ヶ崎市", "茨城県竜ケ崎市"):
        placed = gazetteer.place("佐貫1-2-3", city=city)
        assert (placed.level, placed.city) == ("town", "龍ヶ崎市")
        assert gazetteer.place("どこか1", city=city).level == "ward"
    assert gazetteer.place("佐貫1-2-3", city="龍ケ崎市", prefecture="千葉県").code == "place.city_unknown"


def test_a_short_form_that_may_mean_two_towns_is_told():
    placed = COUNTRY.place("本郷通2-10-5")
    assert (placed.level, placed.town, placed.code) == ("none", None, "place.ambiguous")
    assert placed.params["wards"] == "本郷通二丁目、本郷通二条十丁目"
    assert COUNTRY.place("本郷通2条10-5").town == "本郷通二条十丁目"
    assert COUNTRY.place("本郷通2丁目5").town == "本郷通二丁目"
    assert COUNTRY.place("平岸2-17-1").code == "place.chome_assumed"
    assert COUNTRY.place("平岸2-17-1-34").code == "place.matched"


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
