"""The files of a ward sheet."""

import io

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import shapely

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage.measures import MEASURES
from desk.ward_sheet.files import FORMATS, sheet_files
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.text import tables
from tests.desk.ward_sheet.conftest import City, sheets_today


def test_nobody_is_named_and_no_place_that_is_not_public(city: City, sheet: WardSheet) -> None:
    people = [one.code_name for one in city[0].all(Person)]
    for kind in ("xlsx", "gpkg", "geojson"):
        files = sheet_files(sheet, [kind], "ja").values()
        told = "".join(_cells(one) if kind == "xlsx" else one.decode("utf-8", "ignore") for one in files)
        assert not [one for one in (*people, "知られたくない所", "なじみの喫茶店") if one in told]
        assert sheet.layers["facilities"]["name"].iloc[0] in told


def _cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row)


def test_layers_come_back_from_geopackage_as_they_were(sheet: WardSheet, tmp_path) -> None:
    path = tmp_path / "sheet.gpkg"
    path.write_bytes(next(iter(sheet_files(sheet, ["gpkg"], "ja").values())))
    assert {name for name, _ in pyogrio.list_layers(path)} == set(sheet.layers)
    for name, frame in sheet.layers.items():
        _assert_same(gpd.read_file(path, layer=name), frame)


def test_layers_come_back_from_geojson_with_their_reference_system(sheet: WardSheet, tmp_path) -> None:
    for name, content in sheet_files(sheet, ["geojson"], "en").items():
        path = tmp_path / "layer.geojson"
        path.write_bytes(content)
        _assert_same(gpd.read_file(path), sheet.layers[name.removesuffix(".geojson").rsplit("_", 1)[1]])


def _assert_same(read: gpd.GeoDataFrame, written: gpd.GeoDataFrame) -> None:
    assert read.crs.to_epsg() == 6668
    assert sorted(read.columns) == sorted(written.columns)
    apart = shapely.hausdorff_distance(read.geometry.to_numpy(), written.geometry.to_numpy())
    assert np.nanmax(apart) < 1e-6  # degrees: what GeoJSON rounds away
    for column in written.columns.drop("geometry"):
        if column in MEASURES:
            pd.testing.assert_series_equal(read[column].astype(float), written[column].astype(float))
        elif column != "capacity":
            assert read[column].fillna("").tolist() == written[column].fillna("").tolist()


def test_the_workbook_holds_every_figure_and_runs_no_formula(sheet: WardSheet) -> None:
    book = openpyxl.load_workbook(io.BytesIO(next(iter(sheet_files(sheet, ["xlsx"], "en").values()))))
    assert book.sheetnames == list(tables(sheet, "en"))
    figures = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(figures) == len(sheet.lines)
    assert {row[3] for row in figures} >= {95, "x"}
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def test_the_files_of_two_languages_do_not_overwrite_each_other(sheet: WardSheet) -> None:
    japanese, english = (set(sheet_files(sheet, ["pdf", "xlsx"], language)) for language in ("ja", "en"))
    assert not japanese & english


def test_a_ward_with_nothing_in_it_has_its_sheet_in_every_format(little: Casebook, tmp_path) -> None:
    sheet = sheets_today(little)["泉区"]
    assert not sheet.layers["facilities"].shape[0]
    files = sheet_files(sheet, FORMATS, "ja")
    assert len(files) == 3 + len(sheet.layers)
    path = tmp_path / "empty.gpkg"
    path.write_bytes(next(content for name, content in files.items() if name.endswith("gpkg")))
    assert {name for name, _ in pyogrio.list_layers(path)} == set(sheet.layers)
