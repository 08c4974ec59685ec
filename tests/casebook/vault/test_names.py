"""Sealed names are found whole and word by word, however they are spelt, by who may see them."""

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.book import Casebook
from casebook.records import Person
from casebook.roles import Actor
from casebook.vault.names import folded
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("佐藤 花子", {"A-1"}), ("佐藤花子", {"A-1"}), ("佐藤", {"A-1", "A-2"}), ("花子", {"A-1"}), ("花", set()),
        ("サトウ", {"A-3"}), ("ｻﾄｳ", {"A-3"}), ("さとう　はなこ", {"A-3"}), ("MARIA", {"A-4"}), ("", set()), ("鈴木", set()),
    ],
)  # fmt: skip
def test_names_are_found_whole_and_by_word(book, word, found):
    names = ("佐藤　花子", "佐藤・太郎", "さとう ハナコ", "Maria Santos", None)
    with book.writing("add") as writer:
        writer.add_many([Person(code_name=f"A-{n}", real_name=name) for n, name in enumerate(names, start=1)])
    assert {one.code_name for one in book.named(Person, "real_name", word)} == found
    outside = Casebook(book._engine, Actor("x", "consultation_office", "みどり"), lambda: NOW)
    assert outside.named(Person, "real_name", word) == []


def test_what_was_changed_or_removed_is_found_no_more(book):
    with book.writing("add") as writer:
        key = writer.add(Person(code_name="A-1", real_name="佐藤"))
    with book.writing("edit") as writer:
        writer.change(Person(id=key, code_name="A-1", real_name="田中"))
    assert book.named(Person, "real_name", "佐藤") == []
    assert len(book.named(Person, "real_name", "田中")) == 1
    with book.writing("remove") as writer:
        writer.remove(Person, key)
    with book._engine.connect() as connection:
        assert connection.execute(sa.select(t.name_index)).all() == []


def test_spellings_are_folded():
    assert folded(" ﾔﾏﾀﾞ　Taro ") == "やまだ taro"
