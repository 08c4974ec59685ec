"""Headings: found wherever they stand, and never in a row of data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.reading.headings import Headings, find_heading, first_heading

WANTED = Headings(("仮名", "区", "受入れ:身体障害", "備考"), required=("仮名",))
other = st.text(alphabet="甲乙丙1○× ", max_size=4)


@given(
    st.lists(st.lists(other, max_size=5), max_size=4),
    st.permutations(["仮名", " 区", "備\n考", "自作"]),
    st.lists(st.lists(other, min_size=4, max_size=4), max_size=4),
)
def test_the_row_with_the_headings_is_found_below_any_title_in_any_order(above, headings, below):
    rows = dict(enumerate([*above, headings, *below], 1))
    heading = find_heading(rows, WANTED)
    assert heading is not None
    assert (heading.first, heading.last, heading.found) == (len(above) + 1, len(above) + 1, 3)
    assert sorted(heading.names) == sorted(["仮名", "区", "備考", "自作"])


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("仮名*", "仮名"),
        ("※区", "区"),
        ("区（必須）", "区"),
        ("【必須】仮名", "仮名"),
        ("備　考", "備考"),
        ("受入れ：身体障害", "受入れ:身体障害"),
        ("区_x000D_\n", "区"),
        ("区名", "区名"),
    ],
)
def test_marks_and_blanks_are_no_part_of_a_heading(cell, name):
    heading = find_heading({1: ["仮名", cell]}, WANTED)
    assert heading is not None
    assert heading.names[1] == name


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {1: ["甲"]},
        {1: ["項目", "必須"], 2: ["仮名", "必須"]},
        {number: ["甲"] for number in range(1, 30)} | {30: ["仮名", "区"]},
    ],
)
def test_a_word_among_others_is_no_heading(rows):
    assert find_heading(rows, WANTED) is None


def test_groups_name_the_columns_below_them():
    rows = {3: ["仮名", "受入れ", "", "住まい"], 4: ["", "身体障害", "知的障害", "区"], 5: ["A", "○", "×", "泉区"]}
    heading = find_heading(rows, WANTED)
    assert heading is not None
    assert (heading.first, heading.last) == (3, 4)
    assert heading.names == ["仮名", "受入れ:身体障害", "知的障害", "区"]


@pytest.mark.parametrize(
    ("rows", "row"), [({1: ["題"], 2: ["a", "b"], 3: ["1", "2"]}, 2), ({1: ["a"], 2: ["1"]}, 1), ({}, None)]
)
def test_of_an_unknown_table_the_first_row_as_wide_as_the_sheet_is_the_heading(rows, row):
    heading = first_heading(rows)
    assert (heading.last if heading else None) == row
