"""The public facilities of a municipality."""

from geodata.municipality import check_digit
from geodata.sources.public_facilities import read_public_facilities
from tests.geodata.sources.published import HALL, PUBLIC_HEADER, table


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
