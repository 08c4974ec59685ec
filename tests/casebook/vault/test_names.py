"""Sealed names are found whole and word by word, however they are spelt, by who may see them."""

from hashlib import sha256
from unicodedata import normalize

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.book import Casebook
from casebook.records import Person
from casebook.roles import Actor
from casebook.vault import names
from casebook.vault.names import folded
from casebook.vault.variants import FORMS, GROUPS
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


def test_a_name_is_found_by_its_reading_too(book):
    with book.writing("add") as writer:
        writer.add(Person(code_name="A-1", real_name="佐藤 花子", kana="サトウ ハナコ"))
    assert [one.code_name for one in book.named(Person, "kana", "さとう")] == ["A-1"]


@pytest.mark.parametrize(
    "spellings",
    [
        (" ﾔﾏﾀﾞ　Taro ", "やまだ taro"),
        ("斉藤", "斎藤", "齋藤", "齊藤"), ("高橋", "髙橋"), ("山崎", "山﨑", "山嵜"), ("渡辺", "渡邉", "渡邊", "渡邉\U000e0101"),
        ("吉田", "𠮷田"), ("中沢", "中澤"), ("浜口", "濱口", "濵口"), ("桜井", "櫻井"), ("小島", "小嶋", "小嶌"), ("佐々木", "佐佐木"),
        ("しょうた", "シヨウタ", "ｼｮｳﾀ"), ("いっさ", "ゐっさ"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_folded_alike(spellings):
    assert len({folded(one) for one in spellings}) == 1
    assert folded(folded(spellings[0])) == folded(spellings[0])


def test_each_form_of_a_character_stands_in_one_group_and_unicode_does_not_exchange_it_already():
    forms = [form for group in GROUPS for form in group]
    assert len(forms) == len(set(forms))
    assert [form for form in forms if normalize("NFKC", form) != form] == []
    assert {chr(form) for form in FORMS}.isdisjoint(FORMS.values())


def test_a_folding_that_was_changed_has_a_migration_that_keeps_the_index_anew():
    """Names that were kept by the old one would be found no more: write a migration as 0025, then the new sum here."""
    assert sha256(repr(sorted(names._LIKE.items())).encode()).hexdigest()[:16] == "13a8b819a9826c99"
