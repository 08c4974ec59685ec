"""Whoever comes back is told what was written since she said that she had read it all; and what was left for her."""

from datetime import timedelta

import pytest

from casebook.book import Casebook
from casebook.records import Consultation, ReadMark, ShiftNote
from casebook.roles import Actor
from desk.errors import InvalidInputError
from desk.today import leave_note, mark_read, since_last, since_lines
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def at(book: Casebook, moment, name="担当者") -> Casebook:
    """Open the casebook for somebody at another time."""
    return Casebook(book._engine, Actor(name, "coordinator"), lambda: moment)


def call(book: Casebook, moment) -> None:
    with at(book, moment).writing("test") as writer:
        writer.add(Consultation(received_at=moment - 5 * HOUR, source="police", result="advice"))


def test_each_is_told_what_was_written_since_her_own_mark(book):
    call(book, NOW)
    mark_read(at(book, NOW + HOUR), NOW + HOUR)
    call(book, NOW + 2 * HOUR)
    later = NOW + 3 * HOUR
    assert len(since_last(at(book, later), later).calls) == 1
    other = since_last(at(book, later, "ほかの人"), later)
    assert len(other.calls) == 2
    assert since_lines(other, "ja") == ["緊急の相談：2"]
    mark_read(at(book, later), later)
    assert since_last(at(book, later), later + HOUR).calls == ()
    assert len(book.all(ReadMark)) == 1


def test_a_note_is_there_for_the_next_until_it_was_read(book):
    leave_note(at(book, NOW), " 2号室は21時に服薬 ", NOW)
    other = at(book, NOW + HOUR, "ほかの人")
    assert [one.note for one in since_last(other, NOW + HOUR).notes] == ["2号室は21時に服薬"]
    mark_read(other, NOW + HOUR)
    assert since_last(other, NOW + 2 * HOUR).notes == ()
    with pytest.raises(InvalidInputError):
        leave_note(book, "  ", NOW)
    assert len(book.all(ShiftNote)) == 1
    later = NOW + timedelta(days=91)
    leave_note(at(book, later), "次", later)
    assert [one.note for one in book.all(ShiftNote)] == ["次"]
