"""Care services and public facilities: the published columns, shared services, codes of six digits."""

import csv
import io
from unicodedata import normalize

import pandas as pd
import pytest

from geodata.findings import UnreadableFile
from geodata.municipality import check_digit
from geodata.reading.files import NamedBytes
from geodata.sources import care, public_facilities
from geodata.sources.care import read_care
from geodata.sources.public_facilities import read_public_facilities

CARE_HEADER = (
    "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,"
    "電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,"
    "高齢者の方と障害者の方が同時一体的に利用できるサービス,介護保険の通常の指定基準を満たしている,"
    "障害福祉の通常の指定基準を満たしている,備考"
).split(",")
PUBLIC_HEADER = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_通称,POIコード,住所,方書,緯度,経度,電話番号,"
    "内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,バリアフリー情報,URL,備考"
).split(",")
OFFICE = {
    "都道府県コード又は市町村コード": "041017", "No": "1", "都道府県名": "宮城県", "市区町村名": "仙台市青葉区",
    "事業所名": "ショートステイ　見本", "サービスの種類": "短期入所生活介護", "住所": "宮城県仙台市青葉区本町３丁目７番１号",
    "緯度": "38.27", "経度": "140.87", "事業所番号": "0475100000", "定員": "10",
    "高齢者の方と障害者の方が同時一体的に利用できるサービス": "○",
}  # fmt: skip
HALL = {
    "都道府県コード又は市区町村コード": "041009", "NO": "1", "都道府県名": "宮城県", "市区町村名": "仙台市",
    "名称": "見本市民センター", "住所": "本町3-7-1", "緯度": "38.27", "経度": "140.87", "バリアフリー情報": "車いす対応",
}  # fmt: skip


def table(header, rows, name, encoding="utf-8-sig"):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, header, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return NamedBytes(name, stream.getvalue().encode(encoding))


def offices(*rows, name="jigyosho_210.csv", **more):
    return read_care(table(CARE_HEADER, [{**OFFICE, **row} for row in rows], name, **more))


def test_our_columns_are_the_published_ones():
    assert list(care.HEADERS.values()) == [normalize("NFKC", header) for header in CARE_HEADER]
    assert list(public_facilities.HEADERS.values()) == PUBLIC_HEADER


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_an_office_is_read_clean_with_what_it_was(encoding):
    (row,) = offices({}, encoding=encoding).frame.to_dict("records")
    assert (row["name"], row["name_original"]) == ("ショートステイ 見本", "ショートステイ　見本")
    assert (row["code"], row["prefecture"], row["city"], row["ward"]) == ("04101", "宮城県", "仙台市", "青葉区")
    assert (row["address"], row["office_number"], row["capacity"]) == ("本町3-7-1", "0475100000", 10)
    assert (row["service_code"], row["shared"], row["phone"]) == ("210", True, None)


def test_shared_is_said_by_a_mark_and_blank_is_unknown_never_no():
    column = "高齢者の方と障害者の方が同時一体的に利用できるサービス"
    reading = offices({}, {column: ""}, {column: "×"}, {column: "たぶん"})
    assert reading.frame["shared"].tolist() == [True, None, False, None]
    assert [(one.row, one.column, one.code, one.severity) for one in reading.problems] == [
        (5, column, "cell.not_yes_or_no", "note")
    ]


def test_the_service_is_told_by_the_file_or_else_by_its_name():
    assert offices({}, name="jigyosho_230.csv").frame["service_code"].tolist() == ["230"]
    assert offices({}, {"サービスの種類": "訪問介護"}, name="care.csv").frame["service_code"].tolist() == ["210", None]


def test_blank_capacity_is_unknown_and_bad_rows_are_kept_aside():
    reading = offices(
        {"定員": ""}, {"事業所番号": "475100000"}, {"緯度": "140.87", "経度": "38.27"}, {"事業所名": "=cmd()"}
    )
    assert reading.frame["capacity"].tolist() == [pd.NA]
    assert [one.code for one in reading.problems] == [
        "wamnet.office_number_zero_lost", "coordinate.swapped", "cell.formula",
    ]  # fmt: skip
    assert dict(reading.facts) == {"files": 1, "rows_in": 4, "kept": 1, "rejected": 3, "filtered": 0}


def test_a_city_is_chosen_by_name_or_code():
    rows = [OFFICE, {**OFFICE, "市区町村名": "石巻市", "都道府県コード又は市町村コード": "042021"}]
    file = table(CARE_HEADER, rows, "jigyosho_210.csv")
    for city in ("仙台市", "04100", "041009"):
        reading = read_care(file, city)
        assert (list(reading.frame["ward"]), reading.facts["filtered"]) == (["青葉区"], 1)
    assert [one.code for one in read_care(file, "大崎市").problems] == ["city.no_rows"]


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read_care(table(PUBLIC_HEADER, [HALL], "jigyosho_210.csv"))
    assert caught.value.problem.code == "table.columns_missing"


def test_a_public_facility_is_read_with_the_code_of_five_digits():
    (row,) = read_public_facilities(table(PUBLIC_HEADER, [HALL], "04100_public_facility.csv")).frame.to_dict("records")
    assert (row["code"], row["city"], row["ward"], row["name"]) == ("04100", "仙台市", None, "見本市民センター")
    assert (row["address"], row["accessibility"], row["remarks"]) == ("本町3-7-1", "車いす対応", None)


def test_a_code_with_a_wrong_check_digit_is_told_and_left_out():
    assert check_digit("04100") == "9"
    reading = read_public_facilities(
        table(PUBLIC_HEADER, [{**HALL, "都道府県コード又は市区町村コード": "041000"}], "p.csv")
    )
    assert reading.frame["code"].tolist() == [None]
    assert [(one.row, one.code, one.severity) for one in reading.problems] == [(2, "city.bad_code", "note")]


def test_columns_that_a_municipality_leaves_out_are_unknown():
    header = [column for column in PUBLIC_HEADER if column not in {"都道府県名", "POIコード", "URL"}]
    rows = [{key: value for key, value in HALL.items() if key in header}]
    (row,) = read_public_facilities(table(header, rows, "p.csv")).frame.to_dict("records")
    assert (row["prefecture"], row["poi_code"], row["url"], row["city"]) == (None, None, None, "仙台市")
