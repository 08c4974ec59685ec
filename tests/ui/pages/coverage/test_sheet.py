"""The ward sheet from its buttons."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from casebook.engine import create
from tests.ui.conftest import PATIENCE, WARD
from words.say import say


def downloads(language: str) -> None:
    from datetime import date

    from ui.context import Context, open_book
    from ui.pages.coverage.sheet import sheet_downloads
    from ui.settings import settings

    found = settings()
    sheet_downloads(Context(open_book(found.database_url), language, date(2026, 11, 22), found), "若林区")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sheet_is_made_on_a_press_and_offered_in_four_formats(language: str) -> None:
    page = AppTest.from_function(downloads, args=(language,), default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.selectbox[0].value == WARD
    assert not page.get("download_button")
    page.button[0].click().run()
    assert not page.exception
    labels = [one.proto.label for one in page.get("download_button")]
    assert labels == [say(f"sheet.download_{kind}", language) for kind in ("pdf", "xlsx", "gpkg", "geojson")]


def test_the_layers_are_zipped_under_their_names() -> None:
    from ui.pages.coverage.sheet import zipped

    with zipfile.ZipFile(io.BytesIO(zipped({"one.geojson": b"1", "two.geojson": b"2"}))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"one.geojson": b"1", "two.geojson": b"2"}


def test_without_wards_it_says_what_to_import(at: str) -> None:
    create(at)
    page = AppTest.from_function(downloads, args=("ja",), default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.info[0].value == say("sheet.no_areas", "ja")
