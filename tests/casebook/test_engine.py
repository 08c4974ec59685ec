"""Opening a database: what is none is said so."""

import stat
from pathlib import Path

import pytest

from casebook import sqlite_file
from casebook.engine import check_ahead, connect, create
from casebook.sqlite_file import look, require_whole
from tests.casebook.databases import open_at, refusal


def test_no_file_is_said_to_be_no_casebook_and_none_is_made(tmp_path):
    path = tmp_path / "nobody.db"
    assert refusal(lambda: open_at(f"sqlite:///{path}")).code == "casebook.not_there"
    assert not path.exists()


def test_an_empty_file_is_said_to_be_no_casebook(tmp_path):
    (tmp_path / "empty.db").touch()
    assert refusal(lambda: open_at(f"sqlite:///{tmp_path / 'empty.db'}")).code == "casebook.not_there"


@pytest.mark.parametrize("url", ["", "sonae.db", "mysql://somebody@somewhere/sonae", "nonsense://x", "sqlite"])
def test_what_is_no_address_of_a_database_is_a_clear_error(url):
    assert refusal(lambda: open_at(url)).code in {"casebook.bad_address", "casebook.unreachable", "casebook.not_there"}


def test_a_password_is_never_shown():
    for url in (
        "postgresql://sonae:geheim@127.0.0.1:1/sonae",
        "nonsense://sonae:geheim@x/y",
        "mysql://u:geheim@h:wrong/y",
    ):
        error = refusal(lambda url=url: open_at(url))
        assert "geheim" not in str(error)


def test_a_server_that_does_not_answer_is_a_clear_error():
    url = "postgresql://sonae@127.0.0.1:1/sonae?connect_timeout=1"
    assert refusal(lambda: open_at(url)).code == "casebook.unreachable"
    assert refusal(lambda: create(url)).code == "casebook.unreachable"


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("拝啓\n" * 1000, encoding="utf-8")
    assert refusal(lambda: open_at(f"sqlite:///{path}")).code == "casebook.damaged"
    assert refusal(lambda: create(f"sqlite:///{path}")).code == "casebook.damaged"


def test_what_was_found_ahead_stands_only_while_the_file_is_as_it_was(sqlite_url, open_book, tmp_path):
    open_book(sqlite_url).close()
    path = tmp_path / "book.db"
    check_ahead(sqlite_url)
    assert require_whole(path) == look(path)
    check_ahead(sqlite_url)
    sqlite_file._begun[path].result()
    path.write_text("拝啓\n" * 1000, encoding="utf-8")
    assert refusal(lambda: open_at(sqlite_url)).code == "casebook.damaged"
    check_ahead(sqlite_url)
    assert refusal(lambda: open_at(sqlite_url)).code == "casebook.damaged"


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path):
    assert refusal(lambda: create(f"sqlite:///{tmp_path / 'nowhere' / 'book.db'}")).code == "casebook.unreachable"


def test_sqlite_is_opened_with_one_file_foreign_keys_and_patience(sqlite_url, monkeypatch):
    monkeypatch.setattr("casebook.engine.SYNCHRONOUS", "EXTRA")
    engine = connect(sqlite_url)
    with engine.connect() as connection:
        asked = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    engine.dispose()
    assert asked == ["delete", 3, 1, 15_000]


def test_the_casebook_is_one_file_when_closed(sqlite_url, open_book, tmp_path):
    """Whoever copies the file of a closed casebook has all of it."""
    book = open_book(sqlite_url)
    assert book.revision() == 0
    book.close()
    assert [path.name for path in Path(tmp_path).iterdir()] == ["book.db"]
    assert stat.S_ISREG((tmp_path / "book.db").stat().st_mode)
