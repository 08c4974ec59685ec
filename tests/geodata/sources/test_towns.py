"""Towns: each published format, with what is unknown left unknown."""

import json

import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from openpyxl import Workbook

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.towns import read_town_population, read_towns

MLIT = (
    '"都道府県コード","都道府県名","市区町村コード","市区町村名","大字町丁目コード","大字町丁目名","緯度","経度",'
    '"原典資料コード","大字・字・丁目区分コード"\r\n'
    '"04","宮城県","04104","仙台市太白区","041040001001","青山一丁目","38.240266","140.856149","0","3"\r\n'
    '"04","宮城県","04581","牡鹿郡女川町","045810001000","大字鷲神浜","140.44","38.44","0","1"\r\n'
    '"04","宮城県","04202","石巻市","042020001000","大字湊","","","0","1"\r\n'
)


def reason(source):
    with pytest.raises(UnreadableFile) as caught:
        read_towns(source)
    return caught.value.problem.code


def towns(entries, name="仙台市青葉区.json", folders=()):
    return NamedBytes(name, json.dumps(entries).encode(), folders)


ENTRY = {"town": "一番町三丁目", "koaza": "", "lat": 38.261, "lng": 140.872}


def test_the_towns_of_sendai_are_read_with_their_wards(reference_data):
    reading = read_towns(sorted((reference_data / "towns").glob("*.json")))
    frame = reading.frame
    assert len(frame) == 2195
    assert frame["ward"].nunique() == 5
    assert [(problem.code, problem.severity) for problem in reading.problems] == [
        ("towns.coordinate_missing", "note")
    ] * 5
    assert frame["lat"].isna().sum() == frame.geometry.isna().sum() == 5
    assert frame["population"].isna().all()
    wards = frame.groupby("town")["ward"].nunique()
    assert sorted(wards[wards > 1].index) == ["四郎丸", "土樋1丁目", "茂庭"]


def test_the_population_of_towns_is_read_with_full_codes(reference_data):
    frame = read_town_population(reference_data / "towns" / "sendai_town_population_2020.csv").frame
    assert len(frame) == 949
    assert frame["ward"].value_counts().to_dict() == {
        "青葉区": 275,
        "太白区": 188,
        "宮城野区": 172,
        "泉区": 170,
        "若林区": 144,
    }
    assert frame["code"].str.fullmatch(r"0410[1-5]\d{7}").all()
    assert frame["population"].sum() == 1_054_307


def test_every_town_with_a_population_is_a_known_town(reference_data):
    known = read_towns(sorted((reference_data / "towns").glob("*.json"))).frame
    counted = read_town_population(reference_data / "towns" / "sendai_town_population_2020.csv").frame
    assert set(zip(counted["ward"], counted["town"], strict=True)) <= set(
        zip(known["ward"], known["town"], strict=True)
    )


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_location_reference_files_are_read(encoding):
    reading = read_towns(NamedBytes("04_2023.csv", MLIT.encode(encoding)))
    first, last = reading.frame.iloc[0], reading.frame.iloc[-1]
    assert (first["prefecture"], first["city"], first["ward"]) == ("宮城県", "仙台市", "太白区")
    assert (first["town"], first["town_original"], first["code"]) == ("青山1丁目", "青山一丁目", "041040001001")
    assert (last["city"], last["ward"], last["town"]) == ("石巻市", None, "湊")
    assert np.isnan(last["lat"])
    assert last["population"] is pd.NA
    assert [(problem.row, problem.code) for problem in reading.problems] == [
        (3, "coordinate.swapped"),
        (4, "towns.coordinate_missing"),
    ]
    assert list(reading.rejects["大字町丁目名"]) == ["大字鷲神浜"]


def test_towns_of_one_city_can_be_chosen():
    reading = read_towns(NamedBytes("04.csv", MLIT.encode()), city="仙台市")
    assert list(reading.frame["ward"]) == ["太白区"]
    assert reading.facts == {"files": 1, "rows_in": 3, "kept": 1, "rejected": 1, "filtered": 1}


@pytest.mark.parametrize(
    ("name", "folders", "place"),
    [
        ("仙台市青葉区.json", (), (None, "仙台市", "青葉区")),
        ("仙台市青葉区.json", ("ja", "宮城県"), ("宮城県", "仙台市", "青葉区")),
        ("青葉区.json", ("data", "仙台市"), (None, "仙台市", "青葉区")),
        ("石巻市.json", ("宮城県",), ("宮城県", "石巻市", None)),
        ("新宿区.json", ("東京都",), ("東京都", "新宿区", None)),
    ],
)
def test_the_municipality_stands_in_the_name_of_the_file_or_its_folders(name, folders, place):
    row = read_towns(towns([ENTRY], name, folders)).frame.iloc[0]
    assert (row["prefecture"], row["city"], row["ward"]) == place


def test_a_file_that_names_no_municipality_or_is_no_list_of_towns_is_refused():
    assert reason(towns([ENTRY], "towns.json")) == "towns.municipality_unknown"
    assert reason(towns({"a": 1})) == "towns.not_readable"
    assert reason(towns([{"name": "x"}])) == "towns.not_readable"
    assert reason(NamedBytes("仙台市.json", b"[{]")) == "towns.not_readable"
    assert reason(NamedBytes("x.csv", b"a,b\n1,2\n")) == "table.columns_missing"


def test_a_town_that_a_spreadsheet_would_run_is_rejected():
    reading = read_towns(towns([ENTRY, {**ENTRY, "town": "=cmd()"}]))
    assert [(problem.row, problem.code) for problem in reading.problems] == [(2, "cell.formula")]
    assert len(reading.frame) == len(reading.rejects) == 1


def test_the_second_edition_of_town_lists_is_read_with_its_points():
    entries = [
        {"machiaza_id": "0001001", "oaza_cho": "笹屋町", "chome": "一丁目", "chome_n": 1, "point": [135.746, 35.0278]},
        {"machiaza_id": "0002000", "oaza_cho": "相生町", "koaza": "東", "point": [135.769, 35.0311]},
        {"machiaza_id": "0003000", "koaza": "愛染寺", "point": None},
    ]
    reading = read_towns(towns({"meta": {"updated": 1}, "data": entries}, "京都市上京区.json", ("京都府",)))
    assert reading.frame[["prefecture", "ward", "town_original", "koaza"]].to_numpy().tolist() == [
        ["京都府", "上京区", "笹屋町一丁目", ""], ["京都府", "上京区", "相生町", "東"], ["京都府", "上京区", "愛染寺", ""],
    ]  # fmt: skip
    assert reading.frame[["lat", "lon"]].to_numpy()[:2].tolist() == [[35.0278, 135.746], [35.0311, 135.769]]
    assert [(one.row, one.code) for one in reading.problems] == [(3, "towns.coordinate_missing")]
    index = {"meta": {}, "data": [{"code": 260002, "pref": "京都府", "cities": []}]}
    assert reason(towns(index, "京都市上京区.json")) == "towns.not_readable"


def test_towns_are_read_from_a_workbook_as_from_the_csv(tmp_path):
    header = ["都道府県名", "市区町村名", "大字町丁目コード", "大字町丁目名", "緯度", "経度"]
    row = ["宮城県", "仙台市青葉区", "041010001001", "国分町一丁目", "38.262", "140.870"]
    book = Workbook()
    sheet = book.create_sheet("towns", 0)
    for cells in (header, row):
        sheet.append(cells)
    book.save(tmp_path / "towns.xlsx")
    (tmp_path / "towns.csv").write_text("\n".join(map(",".join, (header, row))) + "\n", encoding="utf-8")
    frames = [read_towns(tmp_path / f"towns.{form}").frame.drop(columns="source_file") for form in ("xlsx", "csv")]
    assert_geodataframe_equal(*frames)
    assert len(read_towns(tmp_path).frame) == 2  # both files of the folder
