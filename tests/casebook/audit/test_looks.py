"""Looks are noted behind whoever looks; none is lost but with a process that is killed in that moment."""

import subprocess
import sys

import pytest

from casebook.audit import looks
from casebook.audit.proof import verify
from casebook.errors import NotReadyError
from casebook.records import AccessLog, Person

LOOKER = """
import os, sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from casebook.roles import Actor
from casebook.book import open_casebook
from casebook.vault.keys import KeyFile

keys = KeyFile(Path(os.environ["SONAE_KEY_FILE"]))
now = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
book = open_casebook(sys.argv[1], Actor("x", "planner"), lambda: now, keys=keys)
book.note_look("search")
"""


def noted(book):
    return [one.entity_id for one in book.all(AccessLog)]


def test_a_look_waits_for_nobody_who_writes_and_is_noted_afterwards(url, open_book):
    book, other = open_book(url), open_book(url)
    with other.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
        for key in (1, 2):
            book.note_look("person_read", entity="person", entity_id=key)
    book.flush()
    assert noted(other) == [1, 2]
    assert verify(url).faults == ()


def test_what_cannot_be_written_waits_and_goes_in_with_the_next_and_too_many_stop(
    sqlite_url, open_book, monkeypatch, tmp_path
):
    monkeypatch.setattr(looks, "MOST_WAITING", 2)
    monkeypatch.setattr(looks, "GATHER_S", 60)
    book = open_book(sqlite_url)
    book._looks._at_work = True  # nobody writes behind us
    path = tmp_path / "book.db"
    path.rename(tmp_path / "away.db")
    for key in (1, 2):
        book.note_look("person_read", entity="person", entity_id=key)
        with pytest.raises(NotReadyError):
            book.flush()
    with pytest.raises(NotReadyError) as caught:
        book.note_look("search")
    assert caught.value.code == "audit.too_many_wait"
    (tmp_path / "away.db").rename(path)
    book.close()
    assert noted(open_book(sqlite_url)) == [1, 2]


def test_a_process_that_ends_has_written_its_looks(sqlite_url, open_book):
    subprocess.run([sys.executable, "-c", LOOKER, sqlite_url], check=True)
    assert [one.kind for one in open_book(sqlite_url).all(AccessLog)] == ["search"]
