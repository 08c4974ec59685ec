"""Several at work at once lose nothing, and whoever is killed in mid-sentence leaves all or nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from casebook.errors import ChangedMeanwhileError, NotReadyError
from casebook.records import Audit, Person
from tests.casebook.writing_process import end_of, start
from tests.conftest import NOW


def test_two_processes_writing_at_once_lose_nothing(url, open_book):
    writers = [start(url, name, 25) for name in ("one", "two")]
    assert [end_of(writer) for writer in writers] == [0, 0]
    book = open_book(url)
    assert len(book.all(Person)) == 100
    entries = book.all(Audit)
    assert len(entries) == 100
    assert {entry.who for entry in entries} == {"one", "two"}


def test_threads_that_share_a_casebook_lose_nothing(book):
    def write(number):
        with book.writing("test") as writer:
            return writer.add(Person(code_name=f"A-{number}"))

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(write, range(40)))
    assert len(set(keys)) == 40
    assert len(book.all(Person)) == len(book.all(Audit)) == 40


def test_a_process_killed_in_mid_transaction_leaves_nothing(url, open_book):
    assert end_of(start(url, "gone", 1, "killed")) == 9
    book = open_book(url)
    assert (book.all(Person), book.all(Audit)) == ([], [])
    with book.writing("test") as writer:
        writer.add(Person(code_name="life goes on"))


def test_a_process_killed_after_its_transaction_leaves_all(url, open_book):
    assert end_of(start(url, "gone", 1, "killed after")) == 9
    book = open_book(url)
    assert (len(book.all(Person)), len(book.all(Audit))) == (2, 2)


def test_a_change_prepared_before_somebody_wrote_is_refused(book, url, open_book):
    other, revision = open_book(url), book.revision()
    with other.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    with pytest.raises(ChangedMeanwhileError), book.writing("test", since=revision) as writer:
        writer.add(Person(code_name="A-002"))
    assert [person.code_name for person in book.all(Person)] == ["A-001"]


def test_a_change_prepared_on_what_still_holds_is_taken(book):
    with book.writing("test", since=book.revision()) as writer:
        writer.add(Person(code_name="A-001"))
    with book.writing("test", since=book.revision()) as writer:
        writer.add(Person(code_name="A-002"))
    assert len(book.all(Person)) == 2


def test_of_two_changes_prepared_on_the_same_state_only_one_is_taken(book):
    revision, refused = book.revision(), []

    def write(number):
        try:
            with book.writing("test", since=revision) as writer:
                writer.add(Person(code_name=f"A-{number}"))
        except ChangedMeanwhileError:
            refused.append(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert len(refused) == 3
    assert len(book.all(Person)) == 1


def test_readers_go_on_reading_what_was_while_somebody_writes(book, url, open_book):
    reader = open_book(url)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
        assert reader.all(Person) == []
        assert reader.revision() == 0
    assert len(reader.all(Person)) == 1


def test_a_writer_who_waits_too_long_is_told_so(sqlite_url, open_book, monkeypatch):
    """What patience there is is shortened here."""
    monkeypatch.setattr("casebook.turns.queue.PATIENCE_S", 0.05)
    book, other = open_book(sqlite_url), open_book(sqlite_url)
    impatient = threading.Event()

    def shorten(connection, *_):
        connection.execute("PRAGMA busy_timeout = 50")
        impatient.set()

    import sqlalchemy as sa

    sa.event.listen(other._engine, "checkout", shorten)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
        with pytest.raises(NotReadyError) as caught, other.writing("test"):
            pass
    assert impatient.is_set()
    assert caught.value.code == "casebook.write_failed"
    assert book.all(Audit)[0].at == NOW
