"""Care services and public facilities: the published columns, shared services, codes of six digits."""

from unicodedata import normalize

import pandas as pd
import pytest

from geodata.findings import UnreadableFile
from geodata.sources import care, public_facilities
from geodata.sources.care import read_care
from tests.geodata.sources.published import CARE_HEADER, HALL, OFFICE, PUBLIC_HEADER, table


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
