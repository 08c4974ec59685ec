"""WAM NET: each published fact holds on the real files, and each kind of damage has its clear reason."""

import csv
import io
import zipfile
from collections import Counter
from typing import cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.wamnet import COLUMNS, FRAME_COLUMNS, read_wamnet

GOOD = {
    "都道府県コード又は市区町村コード": "04100",
    "NO(※システム内の固有の番号、連番)": "A0000000001",
    "指定機関名": "仙台市",
    "法人の名称": "社会福祉法人　見本会",
    "法人番号": "",
    "サービス種別": "短期入所",
    "事業所の名称": "ショートステイ　見本",
    "事業所の名称_かな": "しょーとすてい　みほん",
    "事業所番号": "0415100000",
    "事業所住所(市区町村)": "宮城県仙台市青葉区",
    "事業所住所(番地以降)": "国分町三丁目７番１号ショートステイ　見本",
    "事業所電話番号": "022-000-0000",
    "事業所URL": "https://example.jp/",
    "事業所緯度": "38.268",
    "事業所経度": "140.869",
    "定員": "4",
}


def wamnet(*changes, name="made_24.csv", encoding="utf-8-sig", ending="\r\n"):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for index, change in enumerate(changes):
        row = {"NO(※システム内の固有の番号、連番)": f"A{index:010d}", **change}
        writer.writerow([row.get(column, GOOD.get(column, "")) for column in COLUMNS])
    return NamedBytes(name, (stream.getvalue().removesuffix("\r\n") + ending).encode(encoding))


def told(reading):
    return [(problem.row, problem.column, problem.code, problem.severity) for problem in reading.problems]


def only(reading):
    assert len(reading.frame) == 1
    return reading.frame.iloc[0]


# The real files


@pytest.mark.parametrize(
    ("code", "rows"), [("21", 3), ("24", 63), ("32", 15), ("33", 69), ("34", 6), ("53", 36), ("54", 36), ("61", 2)]
)
def test_every_sendai_file_is_read_whole(reference_data, code, rows):
    reading = read_wamnet(reference_data / "wamnet" / f"sendai_{code}.csv")
    assert len(reading.frame) == rows
    assert set(reading.frame["service_code"]) == {code}
    assert reading.facts["rejected"] == 0


def test_the_short_stays_of_sendai_stand_in_these_wards(reference_data):
    frame = read_wamnet(reference_data / "wamnet" / "national_24_202404.csv", city="仙台市").frame
    assert frame["ward"].value_counts().to_dict() == {
        "青葉区": 22,
        "宮城野区": 7,
        "若林区": 6,
        "太白区": 14,
        "泉区": 14,
    }
    assert frame["capacity"].isna().sum() == 18


@pytest.mark.parametrize("city", ["宮城県仙台市", "04100", "041009", " 仙台市 "])
def test_a_city_can_be_named_in_several_ways(reference_data, city):
    assert len(read_wamnet(reference_data / "wamnet" / "national_24_202404.csv", city=city).frame) == 63


def test_a_ward_a_prefecture_and_a_service_can_be_chosen(reference_data):
    folder = reference_data / "wamnet"
    assert len(read_wamnet(folder / "national_24_202404.csv", city="仙台市青葉区").frame) == 22
    miyagi = read_wamnet(folder / "national_24_202404.csv", city="宮城県").frame
    assert set(miyagi["prefecture"]) == {"宮城県"}
    assert set(read_wamnet(folder, city="仙台市", services={"21", "61"}).frame["service_code"]) == {"21", "61"}


def test_every_row_of_the_country_is_read(reference_data):
    reading = read_wamnet(reference_data / "wamnet" / "national_24_202404.csv")
    assert len(reading.frame) == 7498
    assert reading.rejects.empty
    assert reading.frame["capacity"].isna().sum() == reading.facts["capacity_unknown"] == 1751
    assert (reading.frame["capacity"] == 0).sum() == 47
    assert list(reading.frame.columns) == [*FRAME_COLUMNS, "geometry"]
    assert reading.frame.crs == "EPSG:6668"


def test_the_cp932_file_of_the_country_is_read_with_its_lost_dashes_named(reference_data):
    reading = read_wamnet(reference_data / "wamnet" / "national_33_2022_cp932.csv")
    assert len(reading.frame) == 10386
    assert reading.frame["capacity"].isna().all()
    assert "wamnet.dash_lost" in {problem.code for problem in reading.problems}
    assert not reading.frame["address"].dropna().str.contains(r"\d\?\d").any()


def test_no_real_name_is_taken_for_a_formula(reference_data):
    for path in (reference_data / "wamnet").glob("*.csv"):
        assert read_wamnet(path).facts["rejected"] == 0, path.name
    names = set(read_wamnet(reference_data / "wamnet" / "national_53_202503.csv").frame["name"])
    assert "+OneLife相談支援事業所" in names


def test_the_ward_comes_from_the_address_not_from_column_one_or_the_office_number(reference_data):
    frame = read_wamnet([reference_data / "wamnet" / f"sendai_{code}.csv" for code in (24, 33, 32, 34)]).frame
    assert set(frame["authority_code"]) == {"04100"}
    by_digit = {"1": "青葉区", "2": "宮城野区", "3": "若林区", "4": "太白区", "5": "泉区"}
    guessed = frame["office_number"].str[4].map(by_digit)
    assert (guessed != frame["ward"]).sum() > 0
    assert all(text.endswith(ward) for text, ward in zip(frame["municipality"], frame["ward"], strict=True))


def test_office_numbers_are_text_and_repeat_while_no_is_unique(reference_data):
    frame = read_wamnet(reference_data / "wamnet" / "national_24_202404.csv").frame
    assert frame["office_number"].str.fullmatch(r"\d{10}").all()
    assert frame["office_number"].str.startswith("0").any()
    assert not frame["office_number"].is_unique
    assert frame["edition_no"].is_unique
    services = read_wamnet(
        [reference_data / "wamnet" / f"sendai_{code}.csv" for code in (24, 32, 33, 34, 53, 54)]
    ).frame
    assert services.groupby("office_number")["service_code"].nunique().max() > 1


def test_capacity_is_blank_where_it_is_published_blank(reference_data):
    for code in (33, 53, 54, 61):
        assert read_wamnet(reference_data / "wamnet" / f"sendai_{code}.csv").frame["capacity"].isna().all()
    notes = read_wamnet(reference_data / "wamnet" / "sendai_24.csv").problems
    assert {(problem.value, problem.code) for problem in notes} >= {
        ("20", "wamnet.capacity_large"),
        ("34", "wamnet.capacity_large"),
    }


def test_several_offices_share_a_coordinate(reference_data):
    codes = ("21", "24", "32", "33", "34", "53", "54", "61")
    frame = read_wamnet([reference_data / "wamnet" / f"sendai_{code}.csv" for code in codes]).frame
    assert len(frame) == 230
    offices = frame.groupby(["lat", "lon"])["office_number"].nunique()
    assert (len(offices), (offices > 1).sum()) == (156, 17)


def test_the_office_name_is_taken_out_of_the_address_only_after_a_block(reference_data):
    frame = read_wamnet(reference_data / "wamnet" / "national_24_202404.csv").frame.set_index("name")
    assert frame.loc["札幌すぎな園", "address"] == "真栄483-3"
    rests = [
        address.removesuffix(name) for name, address in frame["address"].dropna().items() if address.endswith(name)
    ]
    assert not any(rest[-1:].isdigit() for rest in rests)


def test_text_is_uniform_and_the_original_kept(reference_data):
    frame = read_wamnet(reference_data / "wamnet" / "national_24_202404.csv").frame
    for column in ("name", "operator", "address", "phone"):
        text = frame[column].dropna()
        assert not text.str.contains(r"[０-９Ａ-Ｚ　\t]").any(), column
    assert frame["name_original"].str.contains("　").any()
    assert frame["url"].dropna().str.match(r"https?://").all()


def test_the_same_rows_in_two_files_are_noted(reference_data):
    folder = reference_data / "wamnet"
    reading = read_wamnet([folder / "sendai_24.csv", folder / "national_24_202404.csv"], city="仙台市")
    assert len(reading.frame) == 126
    twice = [problem for problem in reading.problems if problem.code == "wamnet.row_twice"]
    assert len(twice) == 63
    assert twice[0].params["other_file"] == "sendai_24.csv"


# Made files


def test_a_clean_row_becomes_these_values():
    row = only(read_wamnet(wamnet({})))
    assert row["name"] == "ショートステイ 見本"
    assert row["name_original"] == "ショートステイ　見本"
    assert row["address"] == "国分町3-7-1"
    assert (row["prefecture"], row["city"], row["ward"]) == ("宮城県", "仙台市", "青葉区")
    assert row["service_code"] == "24"
    assert row["operator_number"] is None
    assert row["capacity"] == 4
    assert (row["geometry"].x, row["geometry"].y) == (140.869, 38.268)
    assert (row["source_file"], row["source_row"]) == ("made_24.csv", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_encoding_gives_the_same_frame(encoding):
    assert only(read_wamnet(wamnet({}, encoding=encoding))).equals(only(read_wamnet(wamnet({}))))


def test_the_published_zip_and_a_folder_are_read(tmp_path):
    (tmp_path / "a_24.csv").write_bytes(wamnet({}).data)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("sfkopendata_202503_32.csv", wamnet({"サービス種別": "施設入所支援"}).data)
    frame = read_wamnet(tmp_path).frame
    assert list(frame["service_code"]) == ["24", "32"]
    assert list(frame["source_file"]) == ["a_24.csv", "b.zip/sfkopendata_202503_32.csv"]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"事業所番号": "415100000"}, "事業所番号", "wamnet.office_number_zero_lost"),
        ({"事業所番号": "4.151E+08"}, "事業所番号", "wamnet.office_number_bad"),
        ({"事業所番号": ""}, "事業所番号", "wamnet.office_number_bad"),
        ({"事業所の名称": "=cmd()"}, "事業所の名称", "cell.formula"),
        ({"法人住所(番地以降)": "+cmd|' /C calc'!A0"}, "法人住所(番地以降)", "cell.formula"),
        ({"事業所の名称": "見本\x07園"}, "事業所の名称", "cell.control_character"),
        ({"事業所の名称": "見本\x00園"}, "事業所の名称", "cell.control_character"),
        ({"事業所の名称": " "}, "事業所の名称", "cell.required"),
        ({"事業所住所(市区町村)": ""}, "事業所住所(市区町村)", "cell.required"),
        ({"事業所緯度": "140.869", "事業所経度": "38.268"}, "事業所緯度", "coordinate.swapped"),
        ({"事業所緯度": "0", "事業所経度": "140.869"}, "事業所緯度", "coordinate.outside_japan"),
        ({"事業所緯度": "48.85", "事業所経度": "2.35"}, "事業所緯度", "coordinate.outside_japan"),
        ({"事業所緯度": "北緯38度"}, "事業所緯度", "coordinate.not_a_number"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_rejected_with_its_reason(change, column, code):
    reading = read_wamnet(wamnet({}, change, {}))
    assert told(reading) == [(3, column, code, "rejected")]
    assert list(reading.frame["source_row"]) == [2, 4]
    assert reading.rejects.to_dict("records")[0] == {
        **dict.fromkeys(COLUMNS, ""),
        **GOOD,
        "NO(※システム内の固有の番号、連番)": "A0000000001",
        **change,
        "file": "made_24.csv",
        "row": "3",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"事業所緯度": "", "事業所経度": ""}, "coordinate.missing"),
        ({"定員": "0"}, "wamnet.capacity_zero"),
        ({"定員": "34"}, "wamnet.capacity_large"),
        ({"定員": "応相談"}, "wamnet.capacity_not_a_number"),
        ({"定員": "-3"}, "wamnet.capacity_not_a_number"),
        ({"定員": "6.5"}, "wamnet.capacity_not_a_number"),
        ({"定員": "9999999"}, "wamnet.capacity_too_large"),
        ({"定員": "12345人"}, "wamnet.capacity_too_large"),
        ({"サービス種別": "未来の支援"}, "wamnet.service_unknown"),
        ({"事業所URL": "javascript:alert(1)"}, "wamnet.url_left_out"),
        ({"事業所の名称": "見�本"}, "cell.lost_character"),
    ],
)
def test_a_row_with_a_doubt_is_kept_with_a_note(change, code):
    reading = read_wamnet(wamnet(change))
    assert [(problem.code, problem.severity) for problem in reading.problems] == [(code, "note")]
    assert len(reading.frame) == 1


def test_unknown_is_never_zero():
    row = only(
        read_wamnet(
            wamnet(
                {
                    "定員": "",
                    "事業所緯度": "",
                    "事業所経度": "",
                    "事業所URL": "なし",
                    "利用可能曜日特記事項(留意事項)": "--",
                }
            )
        )
    )
    assert row["capacity"] is pd.NA
    assert np.isnan(row["lat"])
    assert row["geometry"] is None
    assert row["url"] is None
    assert row["notes"] is None


def test_an_office_that_never_closes_says_so():
    assert only(read_wamnet(wamnet({"定休日": "なし"})))["closed_days"] == "なし"


def test_zero_is_kept_as_published():
    assert only(read_wamnet(wamnet({"定員": "０"})))["capacity"] == 0
    assert only(read_wamnet(wamnet({"定員": "6.0"})))["capacity"] == 6


def test_a_service_that_is_not_in_the_table_takes_its_code_from_the_file_name():
    row = only(read_wamnet(wamnet({"サービス種別": "未来の支援"}, name="sfkopendata_202503_99.csv")))
    assert (row["service_code"], row["service_name"]) == ("99", "未来の支援")
    assert only(read_wamnet(wamnet({"サービス種別": "未来の支援"}, name="x.csv")))["service_code"] is None


def test_trailing_tabs_and_spaces_are_no_reason_to_reject():
    assert only(read_wamnet(wamnet({"事業所の名称": "日本海倶楽部\t\t　\n"})))["name"] == "日本海倶楽部"


def test_a_wrong_header_names_the_missing_columns():
    data = wamnet({}).data.decode("utf-8-sig").replace("事業所番号", "番号")
    with pytest.raises(UnreadableFile) as caught:
        read_wamnet(NamedBytes("x.csv", data.encode()))
    assert caught.value.problem.code == "table.columns_missing"
    assert caught.value.problem.params["columns"] == "事業所番号"


def test_a_truncated_file_loses_only_its_last_row():
    whole = wamnet({}, {})
    reading = read_wamnet(NamedBytes("x.csv", whole.data[:-40]))
    assert told(reading) == [(3, None, "table.cut_off", "rejected")]
    assert len(reading.frame) == 1
    assert len(reading.rejects) == 1


def test_a_missing_last_line_end_is_noted():
    assert told(read_wamnet(wamnet({}, ending=""))) == [(2, None, "table.no_final_line_end", "note")]


def test_a_city_of_a_name_that_two_prefectures_have_is_said():
    rows = [
        {"事業所住所(市区町村)": "東京都府中市"},
        {"事業所住所(市区町村)": "広島県府中市"},
        {"事業所住所(市区町村)": "宮城県仙台市泉区"},
    ]
    reading = read_wamnet(wamnet(*rows), city="府中市")
    assert len(reading.frame) == 2
    assert reading.problems[-1].params["prefectures"] == "広島県、東京都"
    assert told(read_wamnet(wamnet(*rows), city="那覇市"))[-1][2] == "city.no_rows"
    with pytest.raises(UnreadableFile):
        read_wamnet(wamnet(*rows), city="041008")


CHANGES = st.sampled_from(
    [
        {},
        {"事業所番号": "1"},
        {"事業所の名称": "=A1"},
        {"事業所緯度": ""},
        {"事業所緯度": "1"},
        {"定員": "x"},
        {"事業所住所(市区町村)": "岩手県盛岡市"},
        {"事業所住所(市区町村)": ""},
    ]
)


@given(st.lists(CHANGES, max_size=8), st.sampled_from([None, "仙台市", "04100"]))
@settings(max_examples=40)
def test_no_row_is_ever_lost(changes, city):
    reading = read_wamnet(wamnet(*changes), city=city)
    facts = reading.facts
    assert facts["rows_in"] == len(changes)
    assert facts["rows_in"] == sum(cast("int", facts[name]) for name in ("kept", "rejected", "filtered"))
    assert (len(reading.frame), len(reading.rejects)) == (facts["kept"], facts["rejected"])
    rejected = Counter(problem.row for problem in reading.problems if problem.severity == "rejected")
    assert set(rejected) == {int(row) for row in reading.rejects["row"]}


def test_zero_zero_is_no_coordinate_however_it_is_written():
    reading = read_wamnet(wamnet({"事業所緯度": "0", "事業所経度": "0"}, {"事業所緯度": "0.00000", "事業所経度": "０"}))
    assert told(reading) == [(row, "事業所緯度", "coordinate.missing", "note") for row in (2, 3)]
    assert reading.frame["lat"].isna().all()
    assert reading.frame.geometry.isna().all()


def test_one_number_and_name_at_two_sites_is_said_to_be_so():
    sites = [{"事業所住所(番地以降)": "国分町三丁目７番１号"}, {"事業所住所(番地以降)": "本町1-1"}]
    reading = read_wamnet(wamnet(*sites, sites[0]))
    assert told(reading) == [(3, "事業所住所(番地以降)", "wamnet.two_sites", "note")]
    assert len(reading.frame) == 3
