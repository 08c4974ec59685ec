"""The town of a home: nothing of the block, the building or a name is kept, whatever the notation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.address import normalise, without_block


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("八乙女中央五丁目18番15号", "八乙女中央5丁目"),
        ("八乙女中央5-18-15", "八乙女中央"),
        ("どこか12", "どこか"),
        ("北一条西2丁目3", "北1条西2丁目"),
        ("新町字北原12番地の3 メゾン新町201号室", "新町北原"),
        ("新町三の七の一", "新町"),
        ("新町七番地", "新町"),
        ("新町３丁目７番１号コーポ花", "新町3丁目"),
        ("新町字北原甲123番地乙", "新町北原"),
        ("新町字北原乙百二十三番地", "新町北原"),
        ("新町字北原イ-5", "新町北原"),
        ("新町第19地割10-54", "新町"),
        ("新町字北原123番地（メゾン新町）", "新町北原"),
        ("新町字北原123番地先", "新町北原"),
        ("新町字北原123田中方", "新町北原"),
        ("新町字北原、コーポ花", "新町北原"),
        ("新町字北原 No.5 ハイツ", "新町北原"),
        ("新町字北原123番地 TEL022-000-0000", "新町北原"),
        ("〒980-0001 新町字北原123", "新町北原"),
        ("新町三〇二", "新町"),
        ("新町一二三", "新町"),
        ("新町三ー七ー一", "新町"),
        ("新町無番地", "新町"),
        ("新町拾弐番地", "新町"),
        ("新町字北原百弐拾五番", "新町北原"),
        ("新町①ー②", "新町"),
        ("新町Ⅲー５", "新町"),
        ("新町北原住宅3号棟", "新町"),
        ("新町字北原自宅", "新町"),
        ("新町 三丁目 7 - 1", "新町"),
        ("新町メゾン新町201", "新町"),
        ("新町さくらハイツ", "新町"),
        ("新町花荘201", "新町"),
        ("新町田中様方", "新町"),
        ("新町 田中", "新町"),
        ("北原田中様方", ""),
        ("大字 北原 12", "北原"),
        ("東十二丁目第19地割10-54", "東12丁目"),
        ("平岸2条17-1-34", "平岸2条"),
        ("南1西5", "南1西5"),
        ("北２４西４ー１ー１", "北24西4"),
        ("北三十五条東5-1-7-102", "北35条東"),
        ("烏丸通二条上る蒔絵屋町282", "蒔絵屋町"),
        ("四条通寺町東入二丁目御旅町51", "御旅町"),
        ("12-3", ""),
        ("", ""),
    ],
)
def test_a_town_is_kept_without_its_block(address, town):
    assert without_block(address) == town


@pytest.mark.parametrize(
    "town",
    [
        *(
            "一番町",
            "一番町三丁目",
            "十二番丁",
            "二十人町",
            "八乙女中央5丁目",
            "三条町",
            "千代田町",
            "百石町",
            "十文字",
        ),
        *(
            "四郎丸",
            "五橋",
            "六丁の目中町",
            "三の丸",
            "一の宮町",
            "三ツ割",
            "八ッ場",
            "二ッ家",
            "三ヶ日",
            "七北田",
            "九十九",
        ),
        *(
            "ニッカ",
            "泉パークタウン",
            "つつじが丘",
            "枚方",
            "北方",
            "三宅",
            "本荘",
            "函館",
            "大宅",
            "城山台二丁",
            "字北原",
        ),
    ],
)
def test_a_town_that_stands_alone_is_kept_whole(town):
    assert without_block(town) == normalise(town)


def test_the_places_before_a_town_are_left_out_where_they_are_known():
    assert without_block("宮城県仙台市青葉区新町三の七", "仙台市", "青葉区") == "新町"
    assert without_block("埼玉県入間郡毛呂山町岩井1", "毛呂山町") == "岩井"
    assert without_block("龍ケ崎市佐貫3の1", "茨城県龍ヶ崎市", None) == "佐貫"
    assert without_block("泉区", "仙台市", "泉区") == "泉区"


def kanji(number):
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + ("" if ones == 0 else digits[ones])


TOWNS = [
    "八乙女中央",
    "新町",
    "新町字北原",
    "一番町",
    "北一条西",
    "十文字",
    "二十人町",
    "三条町",
    "千代田町",
    "百石町",
    "三ツ割",
]
TOWNS += ["どこか", "松ヶ丘", "ニッカ", "六丁の目中町", "篠ノ井", "枚方"]
CHOME = ["{}丁目{}番{}号", "{}丁目{}-{}", "{}丁目{}の{}"]
BLOCKS = [
    "{}-{}-{}",
    "{}ー{}の{}",
    "{}番地の{}-{}",
    "{}番{}号{}",
    "{}の{}の{}",
    "{}番地{}",
    "{}番地先",
    "{}番",
    "第{}地割{}",
]
BLOCKS += [
    "甲{}-{}",
    "乙{}番地丙",
    "イ-{}",
    "ロ{}番地",
    "字{}",
    "No.{}",
    "A-{}",
    " {}-{}-{}",
    "　{}番地",
    "({}-{})",
    "#{}",
    "{}街区{}",
]
HOUSES = [
    "",
    "コーポ花201",
    " メゾン新町２０１号室",
    "（ハイツ）",
    "、花荘",
    "田中様方",
    " 田中方",
    "花ビル3F",
    " TEL022-000-0000",
    "電話022",
]


@settings(max_examples=300)
@given(
    st.sampled_from(TOWNS),
    st.sampled_from(CHOME + BLOCKS),
    st.tuples(*[st.integers(1, 99)] * 3),
    st.sampled_from([str, kanji, lambda number: str(number).translate({48 + one: 0xFF10 + one for one in range(10)})]),
    st.sampled_from(HOUSES),
)
def test_no_block_of_any_town_is_kept(town, form, block, written, house):
    kept = without_block(town + form.format(*map(written, block)) + house)
    whole = normalise(f"{town}{block[0]}丁目") if form in CHOME else normalise(town)
    # 「字一田中様方」 may be 一, or somebody's 一田: there, less is kept.
    assert whole == kept or (written is kanji and "方" in house and whole.startswith(kept))
    assert without_block(kept) == kept


@given(st.sampled_from(TOWNS), st.sampled_from([house for house in HOUSES if house]))
def test_no_building_or_name_is_kept_without_a_block_either(town, house):
    kept = without_block(town + house)
    assert normalise(town).startswith(kept)


@settings(max_examples=500)
@given(st.text("新町三七十百〇1２番地号丁目条の-ー字大甲イ方様 、A(コーポ荘タウン郡市区通上下るル東入", max_size=12))
def test_what_is_kept_of_anything_has_nothing_more_to_cut(address):
    kept = without_block(address)
    assert without_block(kept) == kept
