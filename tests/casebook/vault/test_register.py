"""A casebook is opened with its own keys alone; with others nothing is read or written, and it is said why."""

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.book import open_casebook
from casebook.engine import connect
from casebook.errors import NotReadyError
from casebook.records import Person
from casebook.vault.keys import KeyFile
from casebook.vault.register import current, enrol, enrolled
from casebook.vault.vault import vault_of
from tests.conftest import COORDINATOR, KEYS, NOW


def refusal(url, keys):
    with pytest.raises(NotReadyError) as caught:
        open_casebook(url, COORDINATOR, lambda: NOW, keys=keys)
    return caught.value.code


@pytest.fixture
def others(tmp_path):
    made = KeyFile(tmp_path / "other.key")
    made.make()
    return made


def test_a_lost_key_and_a_wrong_one_are_told(url, tmp_path, others):
    assert refusal(url, KeyFile(tmp_path / "nowhere.key")) == "vault.no_file"
    assert refusal(url, others) == "vault.key_missing"
    others.path.write_text(others.path.read_text().replace(others.read().newest, KEYS.read().newest))
    assert refusal(url, others) == "vault.key_wrong"


def test_nothing_is_written_once_the_key_is_gone(sqlite_url, others):
    own = KEYS.path.read_text()
    others.path.write_text(own)
    book = open_casebook(sqlite_url, COORDINATOR, lambda: NOW, keys=others)
    others.path.write_text(f"a1:{'A' * 43}=")
    with pytest.raises(NotReadyError) as caught, book.writing("test") as writer:
        writer.add(Person(code_name="A-001", note="x"))
    assert caught.value.code == "vault.key_missing"
    others.path.write_text(own)
    assert book.all(Person) == []
    book.close()


def test_the_key_that_was_enrolled_last_is_written_with(sqlite_url, others):
    others.path.write_text(KEYS.path.read_text())
    name = others.add()
    book = open_casebook(sqlite_url, COORDINATOR, lambda: NOW, keys=others)
    engine = connect(sqlite_url, keys=others)
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="A-001", note="x"))
    with engine.begin() as connection:
        assert current(connection, vault_of(connection)) == KEYS.read().newest
        enrol(connection, vault_of(connection), name)
        assert enrolled(connection) == [KEYS.read().newest, name]
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-002", note="y"))
    with engine.begin() as connection:
        notes = connection.execute(sa.select(t.person.c.note).order_by(t.person.c.id)).scalars().all()
    assert [note.split(":")[1] for note in notes] == [KEYS.read().newest, name]
    assert [one.note for one in book.all(Person)] == ["x", "y"]
    assert book.one(Person, key).note == "x"
    book.close()
    engine.dispose()


def test_a_casebook_that_names_no_key_is_not_opened(url):
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.delete(t.vault_key))
    engine.dispose()
    assert refusal(url, None) == "vault.no_keys"
