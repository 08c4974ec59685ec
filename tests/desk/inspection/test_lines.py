"""What an entry says is said in words, whatever it is about."""

import pytest

from casebook.mapping import KINDS, table_of
from words.say import known


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_its_word(kind):
    assert known(f"audit.entity.{table_of(kind).name}")
