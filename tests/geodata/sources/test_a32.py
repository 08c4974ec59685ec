"""School districts (A32): the pieces of one district are one, crossed outlines are mended, editions differ."""

from shapely.geometry import MultiPolygon, Point, Polygon, box

from geodata.sources.a32 import read_school_districts
from tests.geodata.sources.published import district, frame, geojson, zipped

WEST, EAST = box(140.8, 38.2, 140.85, 38.3), box(140.85, 38.2, 140.9, 38.3)
BOWTIE = Polygon([(140.8, 38.2), (140.9, 38.3), (140.9, 38.2), (140.8, 38.3)])


def test_the_pieces_of_a_district_are_joined():
    rows = [district("五橋中学校", WEST), district("三条中学校", box(141, 38, 142, 39)), district("五橋中学校", EAST)]
    reading = read_school_districts(geojson(frame(rows), "A32-16_04.geojson"))
    assert list(reading.frame["name"]) == ["五橋中学校", "三条中学校"]
    assert reading.frame["geometry"].iloc[0].equals(box(140.8, 38.2, 140.9, 38.3))
    assert reading.frame.iloc[0][["code", "school_code", "founder", "source_row"]].tolist() == [
        "04101", "C104210000011", "仙台市", 1,
    ]  # fmt: skip
    assert dict(reading.facts) == {
        "files": 1, "rows_in": 3, "kept": 3, "rejected": 0, "filtered": 0, "districts": 2,
    }  # fmt: skip


def test_two_schools_of_one_name_in_two_municipalities_stay_two():
    rows = [district("第一中学校", WEST), district("第一中学校", EAST, code="04202")]
    assert len(read_school_districts(geojson(frame(rows), "a.geojson")).frame) == 2


def test_a_hole_stays_a_hole_and_an_outline_that_crosses_itself_is_mended(tmp_path):
    ring = box(140.8, 38.2, 140.9, 38.3).difference(box(140.84, 38.24, 140.86, 38.26))
    file = zipped(
        frame([district("輪中学校", ring), district("蝶中学校", MultiPolygon([BOWTIE]))]), tmp_path, "A32-16_04"
    )
    reading = read_school_districts(file)
    assert reading.frame["geometry"].iloc[0].equals(ring)
    assert reading.frame["geometry"].is_valid.all()
    assert [(one.row, one.code, one.severity) for one in reading.problems] == [(2, "areas.mended", "note")]


def test_what_has_no_name_or_no_polygon_is_rejected():
    rows = [district("点中学校", Point(140.8, 38.2)), district(None, WEST), district("五橋中学校", EAST)]
    reading = read_school_districts(geojson(frame(rows), "a.geojson"))
    assert list(reading.frame["name"]) == ["五橋中学校"]
    assert [(one.row, one.code) for one in reading.problems] == [(1, "areas.no_polygon"), (2, "cell.required")]
    assert len(reading.rejects) == 2


def test_a_file_of_which_nothing_can_be_taken_says_so_of_each_row():
    reading = read_school_districts(geojson(frame([district("点中学校", Point(140.8, 38.2))]), "a.geojson"))
    assert (len(reading.frame), len(reading.rejects)) == (0, 1)
    assert [one.code for one in reading.problems] == ["areas.no_polygon"]


def test_an_edition_with_the_name_in_a_later_column_is_understood():
    row = {
        "A32_001": 4101,
        "A32_002": "公立",
        "A32_003": "1",
        "A32_004": "C104",
        "A32_005": "五橋中学校",
        "A32_006": "五橋",
    }
    (found,) = read_school_districts(geojson(frame([{**row, "geometry": WEST}]), "a.geojson")).frame.to_dict("records")
    assert (found["name"], found["code"], found["address"]) == ("五橋中学校", "04101", "五橋")
