"""The ward sheet of the demonstration: what is on it, what must not be, and its files opened again."""

import io
import re
import zlib
from base64 import a85decode
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from reportlab.graphics.shapes import String
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from casebook.book import Casebook, create, open_casebook
from casebook.records import Facility, FacilityCondition, Person, Visit
from desk.coverage.measures import MEASURES
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.demo.demo import make_demo
from desk.errors import DeskError
from desk.ward_sheet.disclosure import Release, release
from desk.ward_sheet.files import FORMATS, sheet_files
from desk.ward_sheet.pdf import sheet_pdf, trend_chart
from desk.ward_sheet.sheet import HIDDEN, WardSheet, read_sheet, sheet_of
from desk.ward_sheet.text import figure_text, gap_text, tables
from matching.policy import load_policy
from tests.conftest import COORDINATOR, NOW, TODAY

LIMIT = 10
WARD = "青葉区"
EVIL = "<b>=SUM(A1)&amp;"
City = tuple[Casebook, Snapshot, Release]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Return the demonstration with a private place, one written by hand, and one whose name is markup."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sheet') / 'sonae.db'}"
    create(url)
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    make_demo(book, TODAY)
    place = {"service_code": "24", "service_name": "短期入所", "city": "仙台市", "ward": WARD, "lat": 38.26, "lon": 140.87,
             "located_at": "office"}  # fmt: skip
    with book.writing("test") as writer:
        key = writer.add(Facility(source="demo", name="知られたくない所", **place))
        writer.add(FacilityCondition(facility_id=key, sharing="private"))
        writer.add(Facility(source="manual", name="なじみの喫茶店", **place))
        writer.add(Facility(source="demo", name=EVIL, phone="022-000-0000", corrected_fields="phone", **place))
    snapshot = read_snapshot(book, TODAY, load_policy())
    return book, snapshot, release(snapshot, LIMIT)


@pytest.fixture(scope="module")
def sheet(city: City) -> WardSheet:
    return sheet_of(city[0], city[2], WARD, LIMIT)


def test_ward_and_city_stand_side_by_side_and_no_small_count_of_people_does(sheet: WardSheet) -> None:
    by_code = {line.code: line for line in sheet.lines}
    assert by_code["people"].city == 95
    assert by_code["population"].ward == 58760
    for line in sheet.lines:
        if MEASURES[line.code].people:
            for figure in (line.ward, line.city):
                assert figure in (HIDDEN, 0) or figure >= LIMIT


def test_a_gap_is_told_of_what_is_shown_and_is_worse_than_the_city(sheet: WardSheet) -> None:
    shown = {line.code for line in sheet.lines if HIDDEN not in (line.ward, line.city)}
    assert sheet.gaps
    for gap in sheet.gaps:
        assert gap.code in shown
        assert (gap.ward < gap.city) == (MEASURES[gap.code].gap == "low")
        assert gap_text(gap, "ja") != gap_text(gap, "en")


def test_the_trend_has_twelve_months_and_today_and_ends_as_the_figures_say(sheet: WardSheet) -> None:
    by_code = {line.code: line for line in sheet.lines}
    assert len(sheet.trend.days) == 13
    assert sheet.trend.days[-1] == TODAY
    for side in ("ward", "city"):
        people, none = (getattr(by_code[code], side) for code in ("people", "no_option"))
        last = sheet.trend.ready[side][-1]
        assert last == (HIDDEN if HIDDEN in (people, none) else round(100 * (people - none) / people))


def test_visits_are_counted_in_their_month(city: City, sheet: WardSheet) -> None:
    since, shown = date(2025, 11, 1), {one.id for one in city[2].snapshot.problem.facilities}
    visits = [one for one in city[0].all(Visit) if one.facility_id in shown]
    assert sum(sheet.trend.visits["city"]) == sum(since <= one.visited_on <= TODAY for one in visits) > 0


def test_who_was_identified_is_hidden_where_few(city: City, sheet: WardSheet) -> None:
    book = city[0]
    last = sum(date(2025, 11, 22) < one.identified_on <= TODAY for one in book.all(Person) if one.identified_on)
    assert sheet.identified["city"][0] in (last, HIDDEN)
    for figures in sheet.identified.values():
        assert all(one in (HIDDEN, 0) or one >= LIMIT for one in figures)


def test_only_published_facilities_of_the_ward_and_the_base_are_there(city: City, sheet: WardSheet) -> None:
    found = sheet.layers["facilities"]
    names = set(found["name"])
    assert not {"知られたくない所", "なじみの喫茶店"} & names
    assert "BASE" in set(found["kind"])
    assert found.loc[found["name"] == EVIL, "phone"].isna().all()
    other = {one.name for one in city[0].all(Facility) if one.ward != WARD}
    assert not other & names


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


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pdf_is_one_page_of_a4_whatever_there_is_to_say(sheet: WardSheet, language: str) -> None:
    crowded = replace(sheet, lines=sheet.lines * 3, credits=("出典" * 60,))
    for one in (sheet, crowded):
        content = sheet_pdf(one, language)
        assert len(re.findall(rb"/Type /Page\b", content)) == 1
        assert b"HeiseiKakuGo-W5" in content
    assert sheet_pdf(sheet, language) == sheet_pdf(sheet, language)


def test_the_pdf_tells_the_figures(sheet: WardSheet) -> None:
    (stream,) = re.findall(rb"stream\n(.*?)endstream", sheet_pdf(sheet, "ja"), re.DOTALL)
    drawn = zlib.decompress(a85decode(b"<~" + stream.strip(), adobe=True))
    for told in ("58,760", "市全体より手薄な項目"):
        assert formatted(told) in drawn


@pytest.mark.parametrize(
    ("of_ward", "of_city", "told"),
    [
        ([None] * 13, [None] * 13, {"区 不明", "市 不明"}),
        ([None, *[HIDDEN] * 12], [None] * 13, {"区 x", "市 不明"}),
        ([50.0] * 13, [52.0] * 13, {"区", "市"}),
        ([52.0] * 13, [50.0] * 13, {"区", "市"}),
        ([HIDDEN] * 13, [0.0] * 13, {"区 x", "市"}),
    ],
)
def test_the_ends_of_a_trend_are_told_apart_and_unknown_is_not_hidden(sheet: WardSheet, of_ward, of_city, told) -> None:
    drawn = trend_chart(sheet, {"ward": of_ward, "city": of_city}, 100.0, "ja")
    labels = {one.text: one.y for one in drawn.contents if isinstance(one, String) and one.text[0] in "区市"}
    assert set(labels) == told
    assert abs(np.subtract(*labels.values())) >= 6


def test_gaps_in_the_workbook_are_numbers(sheet: WardSheet) -> None:
    page = tables(sheet, "ja")["市全体より手薄な項目"]
    assert len(page) == len(sheet.gaps) > 0
    assert all(isinstance(one, float) for one in page.iloc[:, 2:].to_numpy().ravel())


def test_the_files_of_two_languages_do_not_overwrite_each_other(sheet: WardSheet) -> None:
    japanese, english = (set(sheet_files(sheet, ["pdf", "xlsx"], language)) for language in ("ja", "en"))
    assert not japanese & english


def formatted(text: str) -> bytes:
    """Return a text as the PDF's strings hold it."""
    return UnicodeCIDFont("HeiseiKakuGo-W5").formatForPdf(text).encode("latin-1")


def test_a_hidden_an_unknown_and_a_known_figure_read_differently() -> None:
    assert len({figure_text("people", one, "ja") for one in (HIDDEN, None, 0.0, 12.0)}) == 4


def test_a_ward_that_is_not_there_is_refused(little: Casebook, book: Casebook) -> None:
    with pytest.raises(DeskError, match="no_such_ward"):
        read_sheet(little, "中央区", TODAY, load_policy(), LIMIT)


def test_without_wards_there_is_no_sheet(book: Casebook) -> None:
    with pytest.raises(DeskError, match="no_wards"):
        read_sheet(book, WARD, TODAY, load_policy(), LIMIT)


def test_a_ward_with_nothing_in_it_has_its_sheet_in_every_format(little: Casebook, tmp_path) -> None:
    sheet = read_sheet(little, "泉区", TODAY, load_policy(), LIMIT)
    assert not sheet.layers["facilities"].shape[0]
    files = sheet_files(sheet, FORMATS, "ja")
    assert len(files) == 3 + len(sheet.layers)
    path = tmp_path / "empty.gpkg"
    path.write_bytes(next(content for name, content in files.items() if name.endswith("gpkg")))
    assert {name for name, _ in pyogrio.list_layers(path)} == set(sheet.layers)
