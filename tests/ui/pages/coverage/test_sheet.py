"""The ward sheet from its buttons."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Facility
from tests.ui.conftest import PATIENCE, WARD, tables
from ui.components.text import plain
from words.say import say


def downloads(language: str) -> None:
    from datetime import date

    from ui.context import Context, open_book
    from ui.pages.coverage.sheet import sheet_downloads
    from ui.pressed import showing
    from ui.settings import settings

    found = settings()
    with showing():
        sheet_downloads(Context(open_book(found.database_url), language, date(2026, 11, 22), found), "若林区")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sheet_is_made_on_a_press_and_offered_in_four_formats(language: str) -> None:
    page = AppTest.from_function(downloads, args=(language,), default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.selectbox[0].value == WARD
    assert not page.get("download_button")
    assert plain(say("sheet.first", language, next=date(2026, 12, 1))) in [one.value for one in page.caption]
    page.button(key="sheet.make").click().run()
    assert not page.exception
    labels = [one.proto.label for one in page.get("download_button")]
    assert labels == [say(f"sheet.download_{kind}", language) for kind in ("pdf", "xlsx", "gpkg", "geojson")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_says_what_changed_since_and_lets_a_coordinator_withdraw(demo: Casebook, language: str) -> None:
    page = AppTest.from_function(downloads, args=(language,), default_timeout=PATIENCE).run()
    page.button(key="sheet.make").click().run()
    with demo.writing("they close") as writer:
        for one in demo.all(Facility, ward=WARD)[::2]:
            writer.change(replace(one, status="closed"))
    page.run()
    assert not page.exception
    assert page.get("download_button")
    printed = tables(page)[0]
    assert say("sheet.column.printed", language) in printed.columns
    assert len(printed)
    page.text_input(key="sheet.reason").input("住所の誤り").run()
    page.button(key="sheet.withdraw").click().run()
    assert not page.exception
    assert page.warning[0].value == plain(say("sheet.withdrawn", language, next=date(2026, 12, 1)))
    assert not page.get("download_button")


def test_the_layers_are_zipped_under_their_names() -> None:
    from ui.pages.coverage.sheet import zipped

    with zipfile.ZipFile(io.BytesIO(zipped({"one.geojson": b"1", "two.geojson": b"2"}))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"one.geojson": b"1", "two.geojson": b"2"}


def test_without_wards_it_says_what_to_import(at: str) -> None:
    create(at)
    page = AppTest.from_function(downloads, args=("ja",), default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.info[0].value == say("sheet.no_areas", "ja")
