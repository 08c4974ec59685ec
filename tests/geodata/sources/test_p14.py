"""Welfare facilities (P14): care centres with how exactly their point is known, other classes when asked."""

import pytest
from shapely.geometry import Point

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.p14 import located_at, read_welfare
from tests.geodata.sources.published import frame, geojson, welfare, zipped

HERE = Point(140.87, 38.27)


@pytest.fixture
def rows():
    return [
        welfare("見本地域包括支援センター", HERE),
        welfare("見本老人短期入所", HERE, small="020501"),
        welfare("町の真ん中", HERE, accuracy="3", place="仙台市泉区", code="04105"),
        welfare("となりの市", HERE, place="石巻市", code="04202"),
        welfare("=1+1", HERE),
        welfare("位置のない所", None),
    ]


def test_care_centres_of_a_city_are_kept_with_what_is_wrong_told(rows):
    reading = read_welfare(geojson(frame(rows), "P14-15_04.geojson"), city="仙台市")
    found = reading.frame
    assert list(found["name"]) == ["見本地域包括支援センター", "町の真ん中"]
    assert found.iloc[0][["code", "prefecture", "city", "ward", "address", "accuracy"]].tolist() == [
        "04101", "宮城県", "仙台市", "青葉区", "本町3-7-1", 1,
    ]  # fmt: skip
    assert (found.crs, found["lat"].iloc[0], found["lon"].iloc[0]) == ("EPSG:6668", 38.27, 140.87)
    assert [(one.row, one.code, one.severity) for one in reading.problems] == [
        (5, "cell.formula", "rejected"), (6, "welfare.no_point", "rejected"), (3, "welfare.inexact", "note"),
    ]  # fmt: skip
    assert list(reading.rejects["P14_008"]) == ["=1+1", "位置のない所"]
    assert dict(reading.facts) == {"files": 1, "rows_in": 6, "kept": 2, "rejected": 2, "filtered": 2}


def test_a_file_of_other_classes_alone_says_so(rows):
    reading = read_welfare(geojson(frame(rows), "a.geojson"), classes={"0301"})
    assert [(one.code, one.severity, one.params) for one in reading.problems] == [
        ("welfare.other_classes", "note", {"classes": "0301", "count": 6})
    ]


def test_other_classes_come_on_request_large_middle_or_small(rows):
    for classes in ({"02"}, {"0205"}, {"020501"}):
        assert list(read_welfare(geojson(frame(rows), "a.geojson"), classes=classes).frame["name"]) == [
            "見本老人短期入所"
        ]


def test_the_published_zip_is_read_in_cp932(rows, tmp_path):
    file = zipped(frame(rows[:3]), tmp_path, "P14-15_04")
    assert list(read_welfare(file).frame["name"]) == ["見本地域包括支援センター", "町の真ん中"]


@pytest.mark.parametrize(("city", "kept"), [("04100", 2), ("041017", 1), ("泉区", 0), ("石巻市", 1)])
def test_a_city_is_named_or_given_by_its_code(rows, city, kept):
    assert len(read_welfare(geojson(frame([*rows[:1], *rows[2:4]]), "a.geojson"), city).frame) == kept


def test_a_point_says_how_exactly_it_is_known():
    assert [located_at(accuracy) for accuracy in (None, 1, 2, 3, 4, 5)] == [
        "office", "office", "office", "town", "ward", "none",
    ]  # fmt: skip


def test_other_files_are_refused():
    with pytest.raises(UnreadableFile) as caught:
        read_welfare(geojson(frame([{"name": "x", "geometry": HERE}]), "a.geojson"))
    assert caught.value.problem.code == "table.columns_missing"
    with pytest.raises(UnreadableFile):
        read_welfare(NamedBytes("a.geojson", b"{}"))
    with pytest.raises(UnreadableFile):
        read_welfare(geojson(frame([welfare("パリ", Point(2.3, 48.8))]), "a.geojson"))


@pytest.mark.parametrize(("bad", "code"), [(Point(0, 0), "outside_japan"), (Point(38.27, 140.87), "swapped")])
def test_one_point_elsewhere_is_rejected_by_itself(bad, code):
    rows = [welfare("国分町", HERE), welfare("片平", HERE), welfare("川前", bad)]
    reading = read_welfare(geojson(frame(rows), "a.geojson"))
    assert list(reading.frame["name"]) == ["国分町", "片平"]
    assert [(one.row, one.value, one.code) for one in reading.problems] == [(3, "川前", f"areas.feature_{code}")]
    assert list(reading.rejects["P14_008"]) == ["川前"]


def test_one_point_elsewhere_of_another_prefecture_says_nothing_of_ours():
    away = {**welfare("いわき", Point(0, 0), place="いわき市", code="07204"), "P14_001": "福島県"}
    reading = read_welfare(geojson(frame([welfare("国分町", HERE), away]), "a.geojson"), "仙台市")
    assert (list(reading.frame["name"]), reading.problems, reading.facts["filtered"]) == (["国分町"], [], 1)
