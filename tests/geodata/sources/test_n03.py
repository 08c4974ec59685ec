"""Areas: every edition and format of N03, mended where need be, and nothing said that is not in the file."""

import io
import json
import zipfile
from typing import cast

import geopandas as gpd
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.n03 import read_areas

SENDAI = ["青葉区", "宮城野区", "若林区", "太白区", "泉区"]
BOWTIE = Polygon([(140.8, 38.2), (140.9, 38.3), (140.9, 38.2), (140.8, 38.3)])


def features(*rows, crs="EPSG:6668"):
    columns = ("N03_001", "N03_002", "N03_003", "N03_004", "N03_005", "N03_007", "geometry")
    return gpd.GeoDataFrame([dict(zip(columns, row, strict=True)) for row in rows], crs=crs)


def ward(name, code, shape, city="仙台市"):
    return ("宮城県", None, city, name, None, code, shape)


def geojson(frame, name="areas.geojson"):
    return NamedBytes(name, frame.to_json().encode())


def reason(source, **more):
    with pytest.raises(UnreadableFile) as caught:
        read_areas(source, **more)
    return caught.value.problem.code


def test_the_wards_of_sendai_are_areas(reference_data):
    frame = read_areas(reference_data / "areas" / "sendai_wards_n03_2021.geojson").frame
    assert list(frame["name"]) == SENDAI
    assert list(frame["code"]) == ["04101", "04102", "04103", "04104", "04105"]
    assert set(frame["city"]) == {"仙台市"}
    assert frame.crs == "EPSG:6668"
    assert frame.set_index("name").loc["宮城野区", "geometry"].geom_type == "MultiPolygon"
    assert frame.geometry.is_valid.all()


@pytest.mark.parametrize("city", ["仙台市", "宮城県仙台市", "04100", "041009"])
def test_a_city_with_wards_gives_its_wards(reference_data, city):
    reading = read_areas(reference_data / "areas" / "miyagi_n03_2021.geojson", city)
    assert list(reading.frame["name"]) == SENDAI
    assert reading.facts == {"files": 1, "rows_in": 39, "kept": 5, "rejected": 0, "filtered": 34, "areas": 5}


@pytest.mark.parametrize(
    ("city", "name"), [("石巻市", "石巻市"), ("女川町", "女川町"), ("04101", "青葉区"), ("仙台市泉区", "泉区")]
)
def test_a_municipality_or_one_ward_can_be_chosen(reference_data, city, name):
    assert list(read_areas(reference_data / "areas" / "miyagi_n03_2021.geojson", city).frame["name"]) == [name]


def test_every_municipality_of_the_prefecture_is_read_without_its_district(reference_data):
    frame = read_areas(reference_data / "areas" / "miyagi_n03_2021.geojson").frame.set_index("name")
    assert len(frame) == 39
    assert (frame.loc["女川町", "city"], frame.loc["女川町", "ward"]) == ("女川町", None)
    assert frame["ward"].notna().sum() == 5


def test_several_features_of_one_ward_become_one_area():
    reading = read_areas(
        geojson(
            features(ward("青葉区", "04101", box(140, 38, 141, 39)), ward("青葉区", "04101", box(142, 38, 143, 39)))
        )
    )
    assert reading.frame["geometry"].iloc[0].geom_type == "MultiPolygon"
    assert (reading.facts["rows_in"], reading.facts["areas"]) == (2, 1)


def test_the_editions_since_2023_hold_the_ward_in_another_column():
    rows = [("宮城県", None, None, "仙台市", "青葉区", "04101", box(140, 38, 141, 39))]
    row = read_areas(geojson(features(*rows))).frame.iloc[0]
    assert (row["city"], row["ward"], row["name"]) == ("仙台市", "青葉区", "青葉区")


def test_a_special_ward_of_tokyo_is_a_municipality():
    row = read_areas(
        geojson(features(("東京都", None, None, "新宿区", None, "13104", box(139.6, 35.6, 139.8, 35.8))))
    ).frame.iloc[0]
    assert (row["city"], row["ward"], row["name"]) == ("新宿区", None, "新宿区")


def test_an_outline_that_crosses_itself_is_mended_with_a_note():
    reading = read_areas(geojson(features(ward("泉区", "04105", BOWTIE))))
    shape = reading.frame["geometry"].iloc[0]
    assert shape.is_valid
    assert shape.area == pytest.approx(0.005)
    assert [(problem.row, problem.code, problem.severity) for problem in reading.problems] == [
        (1, "areas.mended", "note")
    ]


def test_what_has_no_polygon_or_no_code_is_rejected_and_nobodys_land_left_out():
    frame = features(
        ward("泉区", "04105", box(140, 38, 141, 39)),
        ward("青葉区", "04101", Point(140.8, 38.2)),
        ward("若林区", None, box(140, 38, 141, 39)),
        ward("所属未定地", None, box(140, 38, 141, 39), city=None),
    )
    reading = read_areas(geojson(frame))
    assert list(reading.frame["name"]) == ["泉区"]
    assert [problem.code for problem in reading.problems] == [
        "areas.unassigned",
        "areas.no_polygon",
        "areas.code_missing",
    ]
    assert list(reading.rejects["N03_004"]) == ["青葉区", "若林区"]
    facts = reading.facts
    assert facts["rows_in"] == sum(cast("int", facts[name]) for name in ("kept", "rejected", "filtered")) == 4


def test_a_geopackage_in_metres_is_brought_to_degrees(tmp_path):
    features(ward("泉区", "04105", box(140.8, 38.3, 140.9, 38.4))).to_crs(6691).to_file(tmp_path / "areas.gpkg")
    frame = read_areas(tmp_path).frame
    assert frame.crs == "EPSG:6668"
    assert frame.total_bounds == pytest.approx([140.8, 38.3, 140.9, 38.4], abs=1e-4)


@pytest.mark.parametrize("stated", ["cp932 without cpg", "utf-8 with cpg"])
def test_a_zipped_shapefile_is_read_in_its_encoding(tmp_path, stated):
    encoding = stated.split()[0]
    frame = features(ward("宮城野区", "04102", MultiPolygon([box(140, 38, 141, 39), box(142, 38, 143, 39)])))
    frame.to_file(tmp_path / "N03-21_04.shp", encoding=encoding)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part in sorted(tmp_path.iterdir()):
            if part.suffix != ".cpg" or "without" not in stated:
                packed.write(part, f"N03-20210101_04_GML/{part.name}")
        packed.writestr("N03-20210101_04_GML/N03-21_04.geojson", frame.to_json())
    reading = read_areas(NamedBytes("N03-20210101_04_GML.zip", stream.getvalue()))
    assert list(reading.frame["name"]) == ["宮城野区"]
    assert reading.frame["source_file"].iloc[0] == "N03-20210101_04_GML.zip"
    assert reading.frame.crs == "EPSG:6668"


def test_a_shapefile_without_crs_is_taken_for_jgd2011_with_a_note(tmp_path):
    features(ward("泉区", "04105", box(140.8, 38.3, 140.9, 38.4))).to_file(tmp_path / "a.shp", encoding="utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part in tmp_path.iterdir():
            if part.suffix != ".prj":
                packed.write(part, part.name)
    reading = read_areas(NamedBytes("a.zip", stream.getvalue()))
    assert [problem.code for problem in reading.problems] == ["areas.crs_assumed"]
    assert len(reading.frame) == 1


def test_areas_elsewhere_and_other_files_are_refused():
    paris = features(ward("泉区", "04105", box(2, 48, 3, 49)))
    assert reason(geojson(paris)) == "areas.outside_japan"
    assert reason(geojson(gpd.GeoDataFrame({"a": [1]}, geometry=[box(140, 38, 141, 39)]))) == "table.columns_missing"
    assert reason(NamedBytes("a.geojson", b"<html>")) == "areas.not_readable"
    assert (
        reason(NamedBytes("a.geojson", json.dumps({"type": "FeatureCollection", "features": []}).encode()))
        == "areas.not_readable"
    )
    assert reason(NamedBytes("a.zip", b"PK\x03\x04")) == "zip.damaged"
    assert reason(geojson(paris), city="041008") == "city.bad_code"


def test_a_city_that_is_not_in_the_file_is_said(reference_data):
    reading = read_areas(reference_data / "areas" / "sendai_wards_n03_2021.geojson", "石巻市")
    assert reading.frame.empty
    assert [problem.code for problem in reading.problems] == ["city.no_rows"]


def test_an_outline_is_written_alike_whatever_the_format_made_of_its_rings(tmp_path):
    hole = [(140.85, 38.35), (140.85, 38.36), (140.86, 38.36)]
    shape = Polygon([(140.8, 38.3), (140.9, 38.3), (140.9, 38.4), (140.8, 38.4)], [hole])
    turned = Polygon([*list(shape.exterior.coords)[2:-1][::-1], (140.9, 38.3), (140.8, 38.3)], [hole[::-1]])
    many = features(ward("泉区", "04105", MultiPolygon([turned])))
    many.to_file(tmp_path / "areas.gpkg")
    (one,) = read_areas(geojson(features(ward("泉区", "04105", shape)))).frame.geometry
    (other,) = read_areas(tmp_path / "areas.gpkg").frame.geometry
    assert turned.is_valid
    assert one.wkt == other.wkt


def test_a_designated_city_without_wards_is_named_in_the_column_of_its_districts():
    square = box(140.8, 38.2, 140.9, 38.3)
    rows = features(
        ("宮城県", None, "仙台市", None, None, "04100", square),
        ("宮城県", None, "牡鹿郡", "女川町", None, "04581", square),
        ("宮城県", None, "牡鹿郡", None, None, "04580", square),
        ("宮城県", None, None, None, None, "04000", square),
    ).drop(columns="N03_005")
    reading = read_areas(geojson(rows))
    assert list(zip(reading.frame["name"], reading.frame["ward"], strict=True)) == [("仙台市", None), ("女川町", None)]
    assert [(one.row, one.code, one.params["code"]) for one in reading.problems if one.row] == [
        (3, "areas.name_missing", "04580"), (4, "areas.name_missing", "04000"),
    ]  # fmt: skip
    assert list(read_areas(geojson(rows), "仙台市").frame["code"]) == ["04100"]


@pytest.mark.parametrize(
    "codes", [(4101, 4102), ("041017", "041025"), (41017, 41025), ("04101", "04102"), (4101.0, 4102)]
)
def test_a_code_is_five_digits_however_it_is_written(codes):
    rows = features(
        *(ward(name, code, box(140.8, 38.2, 140.9, 38.3)) for name, code in zip("東西", codes, strict=True))
    )
    rows["N03_004"] = ["青葉区", "宮城野区"]
    assert list(read_areas(geojson(rows)).frame["code"]) == ["04101", "04102"]


def test_a_code_with_a_wrong_check_digit_rejects_its_row():
    square = box(140.8, 38.2, 140.9, 38.3)
    reading = read_areas(geojson(features(ward("青葉区", "041018", square), ward("泉区", "04105", square))))
    assert list(reading.frame["name"]) == ["泉区"]
    assert [(one.row, one.code, one.params["code"]) for one in reading.problems] == [(1, "city.bad_code", "041018")]


def test_the_zip_of_2024_with_the_outlines_of_cities_and_prefecture_gives_the_wards(tmp_path):
    shape = box(135.7, 35.0, 135.8, 35.1)
    wards = features(
        ("京都府", None, None, "京都市", "北区", "26101", shape),
        ("京都府", None, None, "京都市", "南区", "26107", shape),
    )
    cities = features(("京都府", None, None, "京都市", None, "26100", shape))
    prefecture = wards[["N03_001", "geometry"]]
    for name, frame in (("", wards), ("_city", cities), ("_prefecture", prefecture)):
        frame.to_file(tmp_path / f"N03-20240101_26{name}.shp", encoding="utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part in tmp_path.iterdir():
            packed.write(part, part.name)
    reading = read_areas(NamedBytes("N03-20240101_26_GML.zip", stream.getvalue()), "京都市")
    assert list(zip(reading.frame["city"], reading.frame["name"], strict=True)) == [
        ("京都市", "北区"),
        ("京都市", "南区"),
    ]


def test_a_zip_with_the_shapes_of_two_prefectures_gives_both(tmp_path):
    for number, (prefecture, city, code) in enumerate((("京都府", "京都市", "26101"), ("大阪府", "大阪市", "27102"))):
        shape = box(135 + number, 35.0, 135.1 + number, 35.1)
        frame = features((prefecture, None, None, city, "北区", code, shape))
        frame.to_file(tmp_path / f"N03-20240101_2{6 + number}.shp", encoding="utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part in tmp_path.iterdir():
            packed.write(part, part.name)
    reading = read_areas(NamedBytes("N03.zip", stream.getvalue()))
    assert list(zip(reading.frame["city"], reading.frame["code"], strict=True)) == [
        ("京都市", "26101"),
        ("大阪市", "27102"),
    ]
    assert list(reading.frame["source_row"]) == [1, 2]


def test_shapes_are_there_or_missed_by_name():
    square = box(140.8, 38.2, 140.9, 38.3)
    reading = read_areas(geojson(features(ward("青葉区", "04101", None), ward("泉区", "04105", None))))
    assert [(one.row, one.value, one.code) for one in reading.problems] == [
        (1, "青葉区", "areas.no_polygon"), (2, "泉区", "areas.no_polygon"),
    ]  # fmt: skip
    away = read_areas(geojson(features(ward("青葉区", "04101", box(0, 0, 1, 1)), ward("泉区", "04105", square))))
    assert list(away.frame["name"]) == ["泉区"]
    assert [(one.row, one.value, one.code) for one in away.problems] == [(1, "青葉区", "areas.feature_outside_japan")]


def test_a_file_with_latitude_and_longitude_exchanged_is_said_once_and_read_the_other_way_on_request():
    square = box(140.8, 38.2, 140.9, 38.3)
    turned = geojson(
        features(
            ward("青葉区", "04101", box(38.2, 140.8, 38.3, 140.9)), ward("泉区", "04105", box(38, 141, 38.1, 141.1))
        )
    )
    assert reason(turned) == "coordinate.swapped_file"
    reading = read_areas(turned, swapped=True)
    assert reading.problems == []
    assert reading.frame.geometry.iloc[0].equals(square)
    right = geojson(features(ward("青葉区", "04101", square)))
    assert read_areas(right, swapped=True).frame.geometry.iloc[0].equals(square)


def test_a_ring_that_is_not_closed_is_closed():
    ring = [[140.8, 38.2], [140.9, 38.2], [140.9, 38.3], [140.8, 38.3]]
    properties = {"N03_001": "宮城県", "N03_003": "仙台市", "N03_004": "青葉区", "N03_007": "04101"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    document = {"type": "FeatureCollection", "features": [feature]}
    (shape,) = read_areas(NamedBytes("a.geojson", json.dumps(document).encode())).frame.geometry
    assert shape.equals(box(140.8, 38.2, 140.9, 38.3))
