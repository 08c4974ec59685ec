"""What is in a sheet without consent, and what is left out of it."""

import pytest

from casebook import vocabulary as v
from desk.person_sheets import (
    BLOCKS,
    covered,
    left_out,
)


@pytest.mark.parametrize("kind", v.PERSON_SHEETS)
def test_without_consent_a_sheet_says_what_is_said_on_the_telephone_and_the_rest_is_named(book, kind):
    shared = kind == "intake"  # the desk's own
    assert (left_out(kind, shared=False) == ()) == shared
    assert {*covered(kind, shared=False), *left_out(kind, shared=False)} == set(BLOCKS[kind])
    assert shared or "who" in left_out(kind, shared=False)
    assert covered(kind, shared=True) == BLOCKS[kind]
