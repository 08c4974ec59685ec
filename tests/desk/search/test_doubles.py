"""Likely doubles are those that a plain comparison of everybody with everybody finds, for the reasons that it has."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.records import Person
from desk.search.doubles import doubles, likely_the_same, reasons

HOME: dict[str, Any] = {"birth_year": 1961, "sex": "female", "city": "仙台市", "ward": "青葉区", "town": "国分町一丁目"}


def codes(one, other):
    return [message.code.removeprefix("doubles.") for message in reasons(one, other)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (HOME, HOME, ["home"]),
        (HOME, {**HOME, "birth_year": None}, []),
        ({"real_name": "齋藤 花子"}, {"real_name": "斉藤花子"}, ["real_name"]),
        ({"real_name": "佐藤花子"}, {"real_name": "佐藤花代"}, ["real_name"]),
        ({"real_name": "佐藤花子"}, {"real_name": "佐藤花子美"}, ["real_name"]),
        ({"real_name": "佐藤花子", "birth_year": 1961}, {"real_name": "佐藤花子", "birth_year": 1990}, []),
        ({"real_name": "林花"}, {"real_name": "森花"}, []),
        ({"kana": "サトウ ハナコ"}, {"kana": "さとうはなこ"}, ["kana"]),
        ({"real_name": None}, {"real_name": None}, []),
    ],
)
def test_what_speaks_for_one_person(one, other, why):
    assert codes(Person(code_name="甲", **one), Person(code_name="乙", **other)) == why


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("A-001", "A-002", False),
        ("もみじさん", "もみじさま", True),
        ("Ａ－００１", "A001", True),
        ("A-011", "A-01", False),
    ],
)
def test_numbers_of_code_names_tell_people_apart(one, other, alike):
    assert bool(codes(Person(code_name=one), Person(code_name=other))) == alike


def test_a_file_is_no_double_of_itself():
    known = Person(id=1, code_name="甲", **HOME)
    assert likely_the_same(known, [known]) == []
    [double] = likely_the_same(Person(code_name="乙", **HOME), [known])
    assert (double.first, [message.code for message in double.why]) == (known, ["doubles.home"])


NAMES = st.none() | st.text("あいう沢澤", max_size=6)
PEOPLE = st.lists(
    st.builds(
        Person,
        code_name=st.text("xyab1", min_size=1, max_size=6),
        real_name=NAMES,
        kana=NAMES,
        birth_year=st.none() | st.sampled_from([1961, 1962]),
        sex=st.none() | st.just("female"),
        town=st.none() | st.just("国分町一丁目"),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_everybody_compared_with_everybody_finds_the_same(people):
    people = [replace(one, id=at) for at, one in enumerate(people, start=1)]
    plain = {(one.id, other.id): why for one, other in combinations(people, 2) if (why := reasons(one, other))}
    assert {(one.first.id, one.second.id): one.why for one in doubles(people)} == plain
