"""A casebook that remembers hands out what one that reads anew does, whatever is written in between and by whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.book import Casebook, open_casebook
from casebook.memory import NOT_KEPT
from casebook.records import Consent, Facility, Person, PersonAvoid, Plan, Stay, SupportTeamMember
from casebook.roles import Actor
from casebook.vocabulary import CONSENT_BY, CONSENT_FORMS
from tests.conftest import COORDINATOR, NOW

KINDS = (Person, Facility, Consent, Stay, PersonAvoid, SupportTeamMember)
OFFICE = Actor("職員", "consultation_office", "見本相談")


def remembering(url: str, actor: Actor = COORDINATOR) -> Casebook:
    return open_casebook(url, actor, lambda: NOW, remembers=True)


def same(one: Casebook, other: Casebook) -> bool:
    return one.moment() == other.moment() and all(one.all(kind) == other.all(kind) for kind in KINDS)


def test_what_is_remembered_is_what_is_there(url, open_book):
    """Six writes of every sort, by another casebook; after each, all kinds are read twice."""
    for actor in (COORDINATOR, OFFICE, Actor("計画", "planner")):
        writing, plain, book = open_book(url), open_book(url, actor), remembering(url, actor)
        assert same(book, plain)
        with writing.writing("test") as writer:
            person = writer.add(Person(code_name=f"A-{actor.role}"))
            place = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        assert same(book, plain)
        with writing.writing("test") as writer:
            writer.add(SupportTeamMember(person_id=person, agency="見本相談"))
            consent = writer.add(
                Consent(
                    person_id=person,
                    given_by=CONSENT_BY[0],
                    form=CONSENT_FORMS[0],
                    given_on=NOW.date(),
                    scope="matching_and_sharing",
                )
            )
        assert same(book, plain)
        with writing.writing("test") as writer:
            stay = writer.add(Stay(person_id=person, facility_id=place, kind="trial", start_on=date(2026, 11, 1)))
        assert same(book, plain)
        with writing.writing("test") as writer:
            writer.change(replace(writer.one(Consent, consent), withdrawn_on=NOW.date()))
        assert same(book, plain)
        with writing.writing("test") as writer:
            writer.remove(Stay, stay)
        assert same(book, plain)
        book.close()


def test_a_kind_is_read_again_only_when_its_table_was_written_to(sqlite_url, open_book):
    book, writing = remembering(sqlite_url), open_book(sqlite_url)
    with writing.writing("test") as writer:
        key = writer.add(Person(code_name="A"))
    first = book.all(Person)
    with writing.writing("test") as writer:
        writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
    assert book.all(Person)[0] is first[0]
    with writing.writing("test") as writer:
        writer.change(Person(id=key, code_name="B"))
    assert [person.code_name for person in book.all(Person)] == ["B"]
    book.all(Person).clear()  # the list is the caller's own
    assert len(book.all(Person)) == 1
    book.close()


def test_another_file_at_the_same_address_is_read_anew(sqlite_url, open_book):
    """The last audit row is known by its time too: a copy put back has rows of the same numbers."""
    book, writing = remembering(sqlite_url), open_book(sqlite_url)
    with writing.writing("test") as writer:
        writer.add(Person(code_name="A"))
    assert len(book.all(Person)) == 1
    with sa.create_engine(sqlite_url).begin() as connection:
        for (trigger,) in connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
        connection.execute(sa.update(t.audit).values(at=NOW - timedelta(days=1)))
        connection.execute(sa.update(t.person).values(code_name="B"))
    assert [person.code_name for person in book.all(Person)] == ["B"]
    book.close()


def test_who_counts_remembers_apart_from_whom_she_counts_for(sqlite_url, open_book):
    with open_book(sqlite_url).writing("test") as writer:
        writer.add(Person(code_name="A"))
    planner = remembering(sqlite_url, Actor("計画", "planner"))
    assert planner.all(Person) == []
    assert len(planner.counting().all(Person)) == 1
    assert planner.counting() is planner.counting()
    assert planner.all(Person) == []
    planner.close()


@pytest.mark.parametrize("kind", NOT_KEPT)
def test_large_rows_are_not_kept(kind):
    assert kind.__name__ in {"AccessLog", "Audit", Plan.__name__}
