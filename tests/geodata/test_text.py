"""Text: uniform, checked for what no cell should hold, safe for a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.text import (
    SHORT,
    UNTIDY,
    bare_cell,
    dangers,
    each,
    marks,
    safe_cell,
    signs_alike,
    tidy,
    tidy_lines,
)
from words.texts import has_control, would_run

cells = st.text(alphabet=st.characters(codec="utf-16"), max_size=12) | st.text(
    alphabet="ー゛゜かｶﾞ　 \t\r\n１Ａ㈱=+-@＝'|(あ字\x00\x07\u202e\u200b\ufffd", max_size=8
)


@pytest.mark.parametrize(
    ("typed", "uniform"),
    [
        ("Ｈｅａｌｉｎｇ\u3000Ｂａｙ\t\t", "Healing Bay"),
        ("ｻﾆｰｽﾎﾟｯﾄ", "サニースポット"),
        ("りう゛うぇる", "りゔうぇる"),
        ("\ufeff 仙台市\u200b ", "仙台市"),
        ("１行目\r\n２行目", "1行目 2行目"),
    ],
)
def test_text_is_made_uniform(typed, uniform):
    assert tidy(typed) == uniform


@given(cells)
def test_tidying_twice_is_tidying_once(cell):
    assert tidy(tidy(cell)) == tidy(cell)


@pytest.mark.parametrize("text", ["ショート〜つむぎ〜", "ピース−１", "ホーム‖あかり", "ステイ…はるか—", "¢£¬"])
def test_what_cp932_holds_of_a_text_is_to_a_comparison_the_same(text):
    jis = {"〜": "～", "−": "－", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢"}
    windows = text.translate(str.maketrans(jis)).encode("cp932").decode("cp932")
    assert windows != text
    assert signs_alike(windows) == signs_alike(text)


def test_a_long_vowel_is_no_dash():
    assert signs_alike("ピース") != signs_alike("ピ−ス")


@given(cells | st.text(alphabet="〜～~−－-‐—―‖∥¢￠…⋯・·¥\\ー", max_size=8))
def test_the_form_of_comparison_is_its_own_form_and_that_of_the_tidy_text(text):
    assert signs_alike(signs_alike(text)) == signs_alike(text) == signs_alike(tidy(text))


@given(st.lists(cells, max_size=6))
def test_tidying_many_is_tidying_each(values):
    assert each(values, tidy_lines) == [tidy(value) for value in values]


@given(st.lists(cells, max_size=6))
def test_a_cell_that_is_not_marked_untidy_is_tidy(values):
    for value, mark in zip(values, marks(values), strict=True):
        assert mark & UNTIDY or tidy(value) == value
        assert mark & (UNTIDY | SHORT) or len(value.encode("utf-16-le")) > 8


@given(st.lists(cells, max_size=6))
def test_looking_at_all_cells_at_once_finds_what_looking_at_each_finds(values):
    one_by_one = [(index, code) for index, value in enumerate(values) for _, code in dangers([value])]
    assert dangers(values) == one_by_one
    assert {index for index, code in one_by_one if code == "cell.control_character"} == {
        index for index, value in enumerate(values) if has_control(value)
    }


@pytest.mark.parametrize(
    "text",
    [
        "=cmd()",
        "=1+1",
        " =A1",
        '="x"',
        "＝cmd()",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-cmd(1)",
        "=+A1",
        "\t=HYPERLINK(1)",
        "-2+3+cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-1+SUM(A1)",
    ],
)
def test_what_a_spreadsheet_would_run_is_found(text):
    assert would_run(text)


@pytest.mark.parametrize(
    "text",
    [
        "+OneLife相談支援事業所",
        "@REVE",
        "--",
        "-",
        "------------",
        "+81-22-000-0000",
        "-5",
        "=",
        "＝＝",
        "A=B",
        "",
        "-1階(東)",
    ],
)
def test_harmless_names_and_numbers_are_left_alone(text):
    assert not would_run(text)


@given(cells)
def test_the_guard_of_a_cell_can_be_taken_off_again(text):
    assert bare_cell(safe_cell(text)) == text


@given(cells)
def test_a_guarded_cell_starts_with_no_sign_unless_it_is_a_number(text):
    guarded = safe_cell(text)
    assert (
        not guarded.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) or float(guarded) is not None
    )
