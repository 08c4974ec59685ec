"""Copies of a casebook on PostgreSQL: sealed through a pipe, held against what they say, brought back whole or not at all."""

import pytest

from casebook.book import open_casebook
from casebook.errors import NotReadyError
from casebook.records import Person
from casebook.upkeep import back_up, check_copy, restore
from casebook.upkeep.reading import Copy
from casebook.upkeep.server import write
from tests.conftest import COORDINATOR, KEYS, NOW


@pytest.fixture
def copy(postgres_url, tmp_path):
    book = open_casebook(postgres_url, COORDINATOR, lambda: NOW)
    with book.writing("test") as writer:
        for number in range(3):
            writer.add(Person(code_name=f"A-{number}", note="一行目\n\\.\n\t二行目"))
    book.close()
    back_up(postgres_url, tmp_path / "copy", NOW)
    return tmp_path / "copy"


def names(url):
    book = open_casebook(url, COORDINATOR, lambda: NOW)
    found = [person.code_name for person in book.all(Person)]
    book.close()
    return found


def test_a_copy_is_looked_through_without_a_server(copy):
    assert check_copy(copy, KEYS) == []
    assert b"A-1" not in copy.read_bytes()


def test_a_copy_that_was_changed_is_not_brought_back(copy, postgres_url, tmp_path):
    written = bytearray(copy.read_bytes())
    for at, code in ((40, "copy.head_damaged"), (len(written) // 2, "copy.part_damaged"), (None, "copy.breaks_off")):
        changed = bytearray(written)
        if at is None:
            del changed[-10:]
        else:
            changed[at] ^= 1
        (tmp_path / "changed").write_bytes(changed)
        with pytest.raises(NotReadyError) as caught:
            restore(postgres_url, tmp_path / "changed", NOW)
        assert caught.value.code == code
        assert [one.message.code for one in check_copy(tmp_path / "changed", KEYS)] == [code]
    assert names(postgres_url) == ["A-0", "A-1", "A-2"]
    assert {path.name for path in tmp_path.iterdir()} == {"copy", "changed"}


def test_what_turns_out_wrong_in_mid_writing_leaves_all_as_it_was(copy, postgres_url, tmp_path):
    manifest = Copy(copy, KEYS).read(lambda _piece: None)
    assert manifest is not None
    present = set(manifest.held.rows)
    more = {**manifest.held.rows, "person": 4}
    held = type(manifest.held)(manifest.held.schema, more, manifest.held.logs)
    with pytest.raises(NotReadyError) as caught:
        write(postgres_url, Copy(copy, KEYS), held, present)
    assert "rows of person are missing" in str(caught.value.params["why"])
    (tmp_path / "short").write_bytes(copy.read_bytes()[:-10])
    with pytest.raises(NotReadyError) as caught:
        write(postgres_url, Copy(tmp_path / "short", KEYS), manifest.held, present)
    assert caught.value.code == "copy.breaks_off"
    assert names(postgres_url) == ["A-0", "A-1", "A-2"]


def test_a_copy_of_one_kind_is_not_put_into_the_other(copy, postgres_url, sqlite_url, tmp_path):
    back_up(sqlite_url, tmp_path / "other", NOW)
    for url, source in ((sqlite_url, copy), (postgres_url, tmp_path / "other")):
        with pytest.raises(NotReadyError) as caught:
            restore(url, source, NOW)
        assert caught.value.code == "copy.other_kind"
