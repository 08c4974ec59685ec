"""What a change rests on: others about the same wait, others go on beside it, and the log has all of it in order."""

from contextlib import ExitStack
from dataclasses import replace

import pytest
import sqlalchemy as sa

from casebook.audit.proof import verify
from casebook.errors import ChangedMeanwhileError, NotReadyError
from casebook.records import Audit, Consultation, Enquiry, Facility, FreeBed, Person, Proposal
from tests.conftest import NOW, TODAY


def people(book, count=3):
    with book.writing("before") as writer:
        return writer.add_many([Person(code_name=f"P-{number}") for number in range(count)])


def impatient(book):
    """Let nobody wait for a lock."""
    sa.event.listen(book._engine, "begin", lambda connection: connection.exec_driver_sql("SET lock_timeout = 50"))
    return book


def rename(writer, key, note):
    writer.change(replace(writer.one(Person, key), note=note))


def test_changes_about_different_people_go_on_side_by_side_and_the_log_has_both(postgres_url, open_book):
    one, other = impatient(open_book(postgres_url)), impatient(open_book(postgres_url))
    first, second, _ = people(one)
    with ExitStack() as both:
        a = both.enter_context(one.writing("a", about=[(Person, first)]))
        rename(a, first, "a")
        with other.writing("b", about=[(Person, second)]) as b:
            rename(b, second, "b")
        rename(a, first, "aa")
    assert [entry.what for entry in one.all(Audit)[-3:]] == ["b", "a", "a"]
    assert verify(postgres_url).faults == ()


@pytest.mark.parametrize("about", [lambda key: [(Person, key)], lambda _: None], ids=["the same", "the whole casebook"])
def test_whoever_is_about_the_same_or_about_everything_waits(postgres_url, open_book, about):
    one, other = impatient(open_book(postgres_url)), impatient(open_book(postgres_url))
    first, *_ = people(one)
    with one.writing("a", about=[(Person, first)]) as a:
        rename(a, first, "a")
        with pytest.raises(NotReadyError), other.writing("b", about=about(first)):
            pytest.fail("nobody waited")
    with one.writing("whole"), pytest.raises(NotReadyError), other.writing("b", about=[(Person, first)]):
        pytest.fail("nobody waited")


def test_who_asks_how_far_the_log_goes_has_its_end_to_herself(postgres_url, open_book):
    one, other = open_book(postgres_url), impatient(open_book(postgres_url))
    first, second, _ = people(one)
    with one.writing("a", about=[(Person, first)]) as a:
        since = a.revision()
        with pytest.raises(NotReadyError), other.writing("b", about=[(Person, second)]) as b:
            rename(b, second, "b")
        rename(a, first, "a")
        assert [entry.entity_id for entry in a.entries(since, a.revision())] == [first]


def test_no_row_of_anybody_else_is_changed_or_added(book):
    first, second, _ = people(book)
    with book.writing("before") as writer:
        site = writer.add(Facility(source="manual", service_code="24", service_name="x", name="けやき"))
        bed = writer.add(FreeBed(facility_id=site, night=TODAY, beds=1))
    tries = (
        lambda writer: rename(writer, second, "x"),
        lambda writer: writer.add(FreeBed(facility_id=site, night=NOW.date().replace(day=1), beds=1)),
        lambda writer: writer.remove(FreeBed, bed),
        lambda writer: writer.require_about(Proposal, 1),
    )
    for tried in tries:
        with pytest.raises(ChangedMeanwhileError), book.writing("a", about=[(Person, first)]) as writer:
            tried(writer)
    assert [one.note for one in book.all(Person)] == [None] * 3


def test_what_comes_into_being_is_ones_own_and_what_belongs_to_it_too(book):
    with book.writing("before") as writer:
        site = writer.add(Facility(source="manual", service_code="24", service_name="x", name="けやき"))
    with book.writing("a", about=[(Person, "new")]) as writer:
        person = writer.add(Person(code_name="new"))
        rename(writer, person, "x")
        call = writer.add(Consultation(received_at=NOW, source="police", result="advice", person_id=person))
        writer.add(Enquiry(consultation_id=call, facility_id=site, at=NOW, answer="accepted"))
    assert [entry.entity for entry in book.all(Audit)[1:]] == ["person", "person", "consultation", "enquiry"]


def test_what_was_tried_in_vain_is_not_in_the_log(book, url):
    first, *_ = people(book)
    with book.writing("a", about=[(Person, first)]) as writer:
        rename(writer, first, "kept")
        with pytest.raises(ZeroDivisionError), writer.trying():  # noqa: PT012 - all of it is taken back
            rename(writer, first, "not kept")
            writer.revision()
            1 / 0  # noqa: B018
        with writer.trying():
            rename(writer, first, "kept, too")
    assert [(entry.after or {})["id"] for entry in book.all(Audit, what="a")] == [first] * 2
    assert book.one(Person, first).note == "kept, too"
    assert verify(url).faults == ()
