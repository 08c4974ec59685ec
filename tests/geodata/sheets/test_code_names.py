"""Code names: which ways of typing are one, which are told apart, which are pointed out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.sheets import CodeNames, code_key
from geodata.text import DASHES

KNOWN = CodeNames([("A-001", 1), ("山田 一", 2), ("O-2", 3)])


@pytest.mark.parametrize(
    "name",
    ["A-001", "Ａ－００１", "A‐001", "A−001", "Aー001", "A–001", "A — 001", " A-001\u3000", "A- 001", "A\u200b-001"],
)
def test_width_dashes_and_blanks_of_any_kind_are_one(name):
    assert KNOWN.find(name) == 1
    assert KNOWN.alike(name) is None


@given(st.sampled_from(DASHES), st.sampled_from(["", " ", "\u3000", "\u00a0", "\u2003"]), st.booleans())
def test_every_dash_and_blank_gives_one_key(dash, blank, wide):
    digits = "００１" if wide else "001"
    assert code_key(f"A{blank}{dash}{blank}{digits}") == code_key("A-001")


@pytest.mark.parametrize(
    "name",
    [
        "А-001",
        "Α-001",
        "a-001",
        "A-OO1",
        "A-0０l",
        "A-00I",
        "A-00\u2170",
        "A\ufe0f-001",
        "A\U000e0100-001",
        "A 001",
        "A001",
        "A_001",
        "Ａ－ОO１",
    ],
)
def test_what_only_looks_like_a_known_name_is_pointed_out(name):
    assert KNOWN.find(name) is None
    assert KNOWN.alike(name) == "A-001"


@pytest.mark.parametrize("name", ["A-002", "A-0011", "A-01", "B-001", "A-0-01", "A-001-2", "山田 二", "", "-"])
def test_other_names_are_others(name):
    assert KNOWN.find(name) is None
    assert KNOWN.alike(name) is None


def test_numbers_that_dashes_part_elsewhere_are_no_look_alikes():
    assert CodeNames([("A1-1", 1), ("1-11", 2)]).alike("A-11") is None
    assert CodeNames([("L-1", 1), ("S-5", 1)]).alike("I-1") is None


def test_a_number_that_lost_its_zeros_looks_like_the_name_that_has_them():
    names = CodeNames([("001", 1), ("A-1", 2)])
    assert (names.alike("1"), names.alike("０1"), names.alike("A-01"), names.alike("10")) == ("001", "001", None, None)


def test_of_two_that_were_kept_with_one_key_each_is_found_by_its_own_spelling():
    names = CodeNames([("A-1", 1), ("A‐1", 2)])
    assert (names.find("A-1"), names.find("A‐1"), names.find("A−1")) == (1, 2, 1)


@given(st.text(max_size=6), st.text(max_size=6))
def test_looking_alike_is_mutual_and_nobody_looks_like_oneself(one, other):
    assert CodeNames([(one, 1)]).find(one) == 1
    assert CodeNames([(one, 1)]).alike(one) is None
    assert (CodeNames([(one, 1)]).alike(other) is None) == (CodeNames([(other, 1)]).alike(one) is None)
