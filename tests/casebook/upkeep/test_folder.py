"""A folder of copies: numbered, named by time, the last ones kept, and none exchanged for another."""

from datetime import timedelta

import pytest

from casebook.errors import NotReadyError
from casebook.upkeep import back_up, check_copy, copies_in, keep_last, last_copy, next_name, restore
from tests.conftest import KEYS, NOW


def test_numbers_tell_the_last_copy_even_when_the_clock_was_set_back(tmp_path):
    first = next_name(tmp_path, NOW)
    first.touch()
    second = next_name(tmp_path, NOW - timedelta(days=3))
    second.touch()
    assert [path.name for path in copies_in(tmp_path)] == [
        "sonae-0001-20261122-093000.backup",
        "sonae-0002-20261119-093000.backup",
    ]
    assert last_copy(tmp_path) == second


def test_the_last_ones_are_kept_and_the_proven_one_with_them(tmp_path):
    for _ in range(6):
        next_name(tmp_path, NOW).touch()
    (tmp_path / "letter.txt").touch()
    proven = copies_in(tmp_path)[1]
    gone = keep_last(tmp_path, 2, proven.name)
    assert [path.name[6:10] for path in gone] == ["0001", "0003", "0004"]
    assert [path.name[6:10] for path in copies_in(tmp_path)] == ["0002", "0005", "0006"]
    assert (tmp_path / "letter.txt").exists()
    assert next_name(tmp_path, NOW).name[6:10] == "0007"


def test_where_there_is_none_it_is_said(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotReadyError) as caught:
            last_copy(folder)
        assert caught.value.code == "copy.none_there"


def test_copies_that_were_exchanged_are_told_by_their_names(sqlite_url, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    one, other = folder / "sonae-0001-20261122-093000.backup", folder / "sonae-0002-20261123-093000.backup"
    back_up(sqlite_url, one, NOW)
    back_up(sqlite_url, other, NOW + timedelta(days=1))
    one.rename(folder / "aside")
    other.rename(one)
    (folder / "aside").rename(other)
    assert [found.message.code for found in check_copy(one, KEYS)] == ["copy.other_name"]
    with pytest.raises(NotReadyError) as caught:
        restore(sqlite_url, other, NOW)
    assert caught.value.code == "copy.other_name"
