"""The typeface is cut so that a page needs one file, whoever is named on it can be written, and nobody sees half of it."""

from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ui import fonts
from words.say import FOLDER

FEW = {"rare": {ord("𠮷")}, "second": {ord("髙")}, "common": {*map(ord, "あいうア亜≒")}}


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fonts, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(fonts, "slices", lambda: FEW)
    return tmp_path / "vendor"


def test_all_that_sonae_says_stands_in_one_file_and_names_in_the_others() -> None:
    found = fonts.slices()
    assert sum(map(len, found.values())) == len(set().union(*found.values()))
    said = {ord(one) for path in FOLDER.glob("*.toml") for one in path.read_text(encoding="utf-8")} - {
        ord("\n"),
        0xFFFD,
    }
    assert said <= found["common"]
    assert {*map(ord, "髙﨑邊濵德")} <= found["second"]
    assert ord("𠮷") in found["rare"]


def test_a_file_has_its_letters_in_every_weight_and_the_stylesheet_says_which(vendor: Path) -> None:
    assert fonts.fonts_css() is None
    fonts.provide_fonts()
    told = fonts.fonts_css()
    assert told is not None
    sheet = vendor.parent / told
    for name, points in FEW.items():
        with TTFont(sheet.with_name(f"{name}.woff")) as font:
            assert set(font.getBestCmap()) == points - {ord("≒")}  # of what the font has not, nothing is said
            assert font["fvar"].axes[0].maxValue == 900
    assert "unicode-range: U+3042, U+3044, U+3046, U+30A2, U+4E9C;" in sheet.read_text(encoding="utf-8")
    assert sheet.with_name("OFL.txt").exists()


def test_two_who_cut_at_once_leave_one_whole_folder_and_the_next_leaves_it_alone(vendor: Path) -> None:
    with ThreadPool(2) as pool:
        pool.map(lambda _: fonts.provide_fonts(), range(2))
    [folder] = vendor.iterdir()
    assert len(list(folder.iterdir())) == len(FEW) + 2
    made = (folder / "common.woff").stat().st_mtime_ns
    fonts.provide_fonts()
    assert (folder / "common.woff").stat().st_mtime_ns == made
