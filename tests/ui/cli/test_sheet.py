"""`sonae sheet`."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.records import Area, Person
from tests.ui.conftest import LAYERS, STEM, WARD
from ui.cli import app as cli


def run(*words: object):
    return CliRunner().invoke(cli.app, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.usefixtures("demo")
def test_the_command_writes_every_format_or_those_that_are_named(tmp_path: Path) -> None:
    done = run("sheet", WARD, "--to", tmp_path / "all")
    assert done.exit_code == 0, done.output
    named = {f"{STEM}_ja.pdf", f"{STEM}_ja.xlsx", f"{STEM}.gpkg"} | {f"{STEM}_{layer}.geojson" for layer in LAYERS}
    assert {path.name for path in (tmp_path / "all").iterdir()} == named
    assert run("sheet", WARD, "--to", tmp_path / "one", "--pdf", "--lang", "en").exit_code == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == [f"{STEM}_en.pdf"]


def test_a_city_beside_others_has_a_sheet_as_its_wards_have(demo: Casebook, tmp_path: Path) -> None:
    with demo.writing("beside") as writer:
        outline = demo.all(Area)[0].geometry
        writer.add(Area(code="04202", prefecture="宮城県", city="石巻市", name="石巻市", geometry=outline))
    for written, stem in (("宮城県仙台市", "仙台市"), ("石巻市", "石巻市"), (WARD, WARD)):
        done = run("sheet", written, "--to", tmp_path / stem, "--pdf", "--xlsx")
        assert done.exit_code == 0, done.output
        named = {path.name for path in (tmp_path / stem).iterdir()}
        assert named == {f"{stem}_2026-11-22_ja.pdf", f"{stem}_2026-11-22_ja.xlsx"}
    refused = run("sheet", "名取市", "--to", tmp_path / "none")
    assert (refused.exit_code, "仙台市、" in refused.stderr) == (1, True)


@pytest.mark.usefixtures("demo")
def test_a_ward_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    done = run("sheet", "中央区", "--to", tmp_path / "none")
    assert done.exit_code == 1
    assert WARD in done.stderr
    assert not (tmp_path / "none").exists()


def test_the_first_sheet_of_a_month_makes_its_edition_which_is_listed_and_withdrawn(
    demo: Casebook, tmp_path: Path
) -> None:
    assert run("sheet", "--list").output == ""
    done = run("sheet", WARD, "--to", tmp_path, "--pdf")
    assert "次の版は2026/12/01から" in done.output
    before = (tmp_path / f"{STEM}_ja.pdf").read_bytes()
    with demo.writing("they go") as writer:
        for one in demo.all(Person)[::2]:
            writer.change(replace(one, status="closed"))
    assert run("sheet", WARD, "--to", tmp_path / "again", "--pdf").exit_code == 0
    assert (tmp_path / "again" / f"{STEM}_ja.pdf").read_bytes() == before
    assert run("sheet").exit_code == 2
    assert "取下げ" in run("sheet", "--withdraw", "住所の誤り").output
    assert run("sheet", WARD, "--to", tmp_path / "none", "--pdf").exit_code == 1
    assert not (tmp_path / "none").exists()
    assert "住所の誤り" in run("sheet", "--list").output
