"""The words and figures of a ward sheet."""

from desk.publication.suppression import HIDDEN
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.text import figure_text, tables


def test_gaps_in_the_workbook_are_numbers(sheet: WardSheet) -> None:
    page = tables(sheet, "ja")["市全体より手薄な項目"]
    assert len(page) == len(sheet.gaps) > 0
    assert all(isinstance(one, float) for one in page.iloc[:, 2:].to_numpy().ravel())


def test_a_hidden_an_unknown_and_a_known_figure_read_differently() -> None:
    assert len({figure_text("people", one, "ja") for one in (HIDDEN, None, 0.0, 12.0)}) == 4
