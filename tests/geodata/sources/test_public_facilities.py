"""The public facilities of a municipality."""

import pytest

from geodata.findings import UnreadableFile
from geodata.municipality import check_digit
from geodata.sources.public_facilities import read_public_facilities
from tests.geodata.sources.published import HALL, PUBLIC_HEADER, table
from tests.optional import present


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


STANDARD_HEADER = (
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,"
    "所在地_市区町村,所在地_町字,所在地_番地以下,建物名等（方書）,緯度,経度,電話番号,URL,備考"
).split(",")
STANDARD_HALL = {
    "全国地方公共団体コード": "041009", "ID": "4.1009E+14", "地方公共団体名": "宮城県仙台市", "名称": "見本市民センター",
    "所在地_連結表記": "宮城県仙台市青葉区国分町三丁目7-1", "緯度": "38.26", "経度": "140.87",
}  # fmt: skip


def test_a_list_of_the_present_standard_is_read():
    told = {
        **STANDARD_HALL,
        "所在地_都道府県": "宮城県",
        "所在地_市区町村": "仙台市青葉区",
        "所在地_全国地方公共団体コード": "41017",
    }
    reading = read_public_facilities(table(STANDARD_HEADER, [told, STANDARD_HALL], "p.csv"))
    assert reading.problems == []
    places = reading.frame[["code", "prefecture", "city", "ward", "address"]].values.tolist()
    assert places[0] == ["04101", "宮城県", "仙台市", "青葉区", "国分町3-7-1"]
    assert places[1] == ["04100", "宮城県", "仙台市", None, "青葉区国分町3-7-1"]
    assert read_public_facilities(table(STANDARD_HEADER, [told], "p.csv"), "青葉区").frame.empty
    assert len(read_public_facilities(table(STANDARD_HEADER, [told], "p.csv"), "仙台市").frame) == 1


def test_a_list_of_other_buildings_is_named_and_one_of_other_things_refused_by_its_name():
    header = [*STANDARD_HEADER, "災害種別_洪水"]
    reading = read_public_facilities(table(header, [STANDARD_HALL], "e.csv"))
    assert [(one.code, one.params["listed"]) for one in reading.problems] == [
        ("public.other_buildings", "指定緊急避難場所一覧")
    ]
    with pytest.raises(UnreadableFile) as caught:
        read_public_facilities(table([*PUBLIC_HEADER, "小児対応設備の有無"], [HALL], "a.csv"))
    assert caught.value.problem.params == {"listed": "AED設置箇所一覧"}


def test_the_list_of_a_city_as_it_is_published_is_read(reference_data):
    path = present(reference_data / "places" / "public" / "382019_evacuation_space.csv")
    reading = read_public_facilities(path)
    assert (len(reading.frame), reading.facts["rejected"]) == (390, 0)
    assert set(zip(reading.frame["code"], reading.frame["city"], strict=True)) == {("38201", "松山市")}
    assert not reading.frame["address"].str.contains("松山市").any()


@pytest.mark.parametrize("code", ["041009", "41009", "4100", "41009.0", "4.1009E+04"])
def test_a_code_that_lost_its_zero_is_the_code(code):
    reading = read_public_facilities(
        table(PUBLIC_HEADER, [{**HALL, "都道府県コード又は市区町村コード": code}], "p.csv")
    )
    assert (reading.frame["code"].tolist(), reading.problems) == (["04100"], [])


def test_coordinates_exchanged_in_every_row_are_said_once_and_turned_on_request():
    turned = [{**HALL, "緯度": "140.87", "経度": "38.27"}, {**HALL, "名称": "別館", "緯度": "140.88", "経度": "38.28"}]
    with pytest.raises(UnreadableFile) as caught:
        read_public_facilities(table(PUBLIC_HEADER, turned, "p.csv"))
    assert caught.value.problem.code == "coordinate.swapped_file"
    reading = read_public_facilities(table(PUBLIC_HEADER, [*turned, {**HALL, "名称": "正"}], "p.csv"), swapped=True)
    assert reading.problems == []
    assert reading.frame[["lat", "lon"]].values.tolist() == [[38.27, 140.87], [38.28, 140.88], [38.27, 140.87]]
    one = read_public_facilities(table(PUBLIC_HEADER, [*turned[:1], {**HALL, "名称": "正"}], "p.csv"))
    assert [(problem.row, problem.code) for problem in one.problems] == [(2, "coordinate.swapped")]
