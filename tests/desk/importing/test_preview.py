"""What an import would do, and doing it in one transaction."""

from dataclasses import replace
from typing import cast

import pytest

from casebook.errors import ChangedMeanwhileError, RefusedError
from casebook.records import Person
from desk import importing
from geodata.reading.files import NamedBytes
from tests.conftest import TODAY

PEOPLE = NamedBytes("people.csv", "仮名\r\nB-001\r\nB-002\r\nB-003\r\n".encode())


def test_a_preview_writes_nothing_and_a_commit_writes_what_it_said(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    assert (book.revision(), book.all(Person)) == (0, [])
    assert importing.commit(book, preview) == preview.counts
    assert [person.code_name for person in book.all(Person)] == ["B-001", "B-002", "B-003"]


def test_a_commit_is_refused_after_somebody_else_wrote(book, sqlite_url, open_book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    other = open_book(sqlite_url)
    with other.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    with pytest.raises(ChangedMeanwhileError):
        importing.commit(book, preview)
    assert [person.code_name for person in book.all(Person)] == ["A-001"]


def test_a_preview_is_committed_once(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    importing.commit(book, preview)
    with pytest.raises(ChangedMeanwhileError):
        importing.commit(book, preview)
    assert len(book.all(Person)) == 3


def test_when_the_database_refuses_in_the_middle_nothing_is_written(book):
    preview = importing.preview(book, "people", [PEOPLE], TODAY)
    last = preview.changes[-1]
    broken = replace(
        preview,
        changes=[*preview.changes, replace(last, record=replace(cast("Person", last.record), code_name="B-001"))],
    )
    with pytest.raises(RefusedError):
        importing.commit(book, broken)
    assert (book.revision(), book.all(Person)) == (0, [])


def test_when_what_hangs_on_a_record_is_refused_the_record_is_not_written_either(book):
    columns = "仮名,同意者,同意の方法,同意日\r\nB-001,本人,口頭,2026-05-01\r\n"
    preview = importing.preview(book, "people", [NamedBytes("people.csv", columns.encode())], TODAY)
    (change,) = preview.changes
    ((name, consent),) = change.attached
    twice = replace(change, attached=((name, consent), (name, consent)))
    with pytest.raises(RefusedError):
        importing.commit(book, replace(preview, changes=[twice]))
    assert (book.revision(), book.all(Person)) == (0, [])
