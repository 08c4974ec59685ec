"""The ward sheet from the command and from its buttons: the same files, refused in words."""

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from casebook.book import create
from tests.ui.conftest import PATIENCE
from ui.cli import app as cli
from words.say import say

WARD = "若林区"
STEM = f"{WARD}_2026-11-22"
LAYERS = ("areas", "catchments", "towns", "facilities")


def run(*words: object):
    return CliRunner().invoke(cli.app, [str(word) for word in words], catch_exceptions=False)


def downloads(language: str) -> None:
    from datetime import date

    from ui.context import Context, open_book
    from ui.pages.coverage.sheet import sheet_downloads
    from ui.settings import settings

    found = settings()
    sheet_downloads(Context(open_book(found.database_url), language, date(2026, 11, 22), found), "若林区")


@pytest.mark.usefixtures("demo")
def test_the_command_writes_every_format_or_those_that_are_named(tmp_path: Path) -> None:
    done = run("sheet", WARD, "--to", tmp_path / "all")
    assert done.exit_code == 0, done.output
    named = {f"{STEM}_ja.pdf", f"{STEM}_ja.xlsx", f"{STEM}.gpkg"} | {f"{STEM}_{layer}.geojson" for layer in LAYERS}
    assert {path.name for path in (tmp_path / "all").iterdir()} == named
    assert run("sheet", WARD, "--to", tmp_path / "one", "--pdf", "--lang", "en").exit_code == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == [f"{STEM}_en.pdf"]


@pytest.mark.usefixtures("demo")
def test_a_ward_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    done = run("sheet", "中央区", "--to", tmp_path / "none")
    assert done.exit_code == 1
    assert WARD in done.stderr
    assert not (tmp_path / "none").exists()


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
