"""Whom a list was about is found by who asks about one person, and by nobody who reads the log."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.audit.whom import MANY, MOST, is_among, noted
from casebook.vault.keys import KeyText, written
from casebook.vault.vault import Vault

VAULT = Vault(KeyText(" ".join(written(name, name.encode() * 8) for name in ("oldd", "neww"))))
OTHER = Vault(KeyText(written("else", b"else" * 8)))


@given(st.sets(st.integers(1, 9999), max_size=20), st.integers(1, 9999), st.sampled_from(["oldd", "neww"]))
@settings(max_examples=30)
def test_somebody_is_found_where_she_was_and_nowhere_else_by_whichever_key(people, asked, key):
    said = noted(VAULT, key, people)
    assert is_among(VAULT, said, asked) is (asked in people)
    assert not is_among(OTHER, said, asked)


def test_two_notes_about_the_same_people_have_nothing_in_common_and_are_bounded():
    first, second = (noted(VAULT, "neww", range(1, 9)) for _ in range(2))
    marks = [{said.partition(":")[2][start : start + 8] for start in range(0, 64, 8)} for said in (first, second)]
    assert len(marks[0]) == len(marks[1]) == 8
    assert not marks[0] & marks[1]
    assert len(noted(VAULT, "neww", range(MOST))) < 9 * MOST
    assert noted(VAULT, "neww", range(MOST + 1)) == MANY
    assert is_among(VAULT, MANY, 1) is None
