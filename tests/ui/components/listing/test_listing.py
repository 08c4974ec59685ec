"""A list gives the browser text, numbers and names to lead by; what is chosen and the order stand in the address."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import PATIENCE, as_read, choose, listed, sent
from ui.components.listing.listing import Shown, of_figures, of_frame
from words.names import Named
from words.say import LANGUAGES, say

SHOWN = {
    "ja": ["い\N{REPLACEMENT CHARACTER}ろ<b>", 1200, "2026/12/02", "さん、し", "不明"],
    "en": ["い\N{REPLACEMENT CHARACTER}ろ<b>", 1200, "Dec 2, 2026", "さん, し", "Unknown"],
}


def page_with_a_list(language: str) -> None:
    from datetime import date

    import streamlit as st

    from ui.components.listing.listing import show_list
    from ui.context import Context
    from words.names import Named

    ctx = Context(None, language, date(2026, 12, 2), None)  # type: ignore[arg-type]
    names = (Named("さん", "facility", 3), Named("し", "facility", 4))
    rows = [
        (Named("い\u202eろ<b>", "person", 7), 1200, date(2026, 12, 2), names, None),
        (Named("は", "person", 8), None, date(2026, 12, 1), (), "は"),
    ]
    columns = {"who": "だれ", "count": "数", "day": "日", "where": "どこ", "other": "ほか"}
    st.text(str(show_list(ctx, columns, rows, [7, 8], "made.up", "一覧")))


def opened(language: str, **asked: str) -> AppTest:
    page = AppTest.from_function(page_with_a_list, args=(language,), default_timeout=PATIENCE)
    for name, value in asked.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_says_what_is_known_in_the_language_of_the_page(language: str) -> None:
    page = opened(language)
    assert list(listed(page).iloc[0]) == SHOWN[language]
    assert [one["number"] for one in sent(page)["columns"]] == [False, True, False, False, False]
    assert sent(page)["rows"][0][2]["by"] == "2026-12-02"
    assert sent(page)["rows"][1][1] is None


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ([1, None, 2.5], True), (["59.55", None, "3,051"], True), (["+0.5", "-1.25", "不明"], True), (["41", "59.55"], True),
        ([Shown("27", 27), Shown("3", 3)], True), ([Shown("12%", None), ""], True), (["0415100001", "0415100002"], False),
        ([Shown("2026/11/22", 739_942)], False), ([Shown("3 / 12", 3)], False), (["022-333-4444"], False), (["1.5", "あり"], False),
        ([True], False), ([None, "", "不明"], False), ([], False),
    ],
)  # fmt: skip
def test_a_column_is_of_figures_whether_they_are_numbers_or_written_with_their_places(cells, figures) -> None:
    assert of_figures(cells, "不明") == figures


def test_what_is_chosen_and_the_order_are_what_the_address_asks_for_or_nothing() -> None:
    page = opened("ja", sort="-day")
    assert (sent(page)["sort"], sent(page)["chosen"], page.text[0].value) == ("-day", None, "None")
    page = choose(page, 8)
    assert (sent(page)["chosen"], page.text[0].value) == (8, "8")
    page.session_state["made.up.wanted"] = 7
    page.run()
    assert (sent(page)["chosen"], page.text[0].value) == (7, "7")
    assert page.query_params["id"] in ("7", ["7"])
    for wrong in ("9", "x", "-7", "<b>"):
        page = opened("ja", id=wrong, sort="日")
        assert (sent(page)["sort"], sent(page)["chosen"], page.text[0].value) == ("", None, "None")
    page = opened("ja", id="9")
    assert [as_read(one.value) for one in page.info] == [say("listing.not_listed", "ja")]


def test_the_order_is_as_it_was_left_where_the_address_is_that_of_another_page() -> None:
    page = opened("ja", sort="-day")
    page.query_params.clear()
    page.query_params["sort"] = "of_another_list"
    page.run()
    assert (sent(page)["sort"], page.query_params["sort"]) in [("-day", "-day"), ("-day", ["-day"])]
    page.session_state["made.up.sort"] = ""  # as when its head is pressed until it is sorted by none
    page.query_params.clear()
    page.run()
    assert sent(page)["sort"] == ""
    assert "sort" not in page.query_params


def test_a_table_in_words_becomes_a_list_with_names() -> None:
    frame = pd.DataFrame({"だれ": ["い", "ろ"], "数": [1, None], "日": [date(2026, 1, 1), None]})
    columns, rows = of_frame(frame, {"だれ": ("person", [1, None])})
    assert columns == {"1": "だれ", "2": "数", "3": "日"}
    assert rows == [[Named("い", "person", 1), 1, date(2026, 1, 1)], [Named("ろ", "person", None), None, None]]
