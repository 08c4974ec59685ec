"""What changes no record is noted all the same, whoever does it; what was worked out from the records stays true."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from casebook import vocabulary as v
from casebook.book import Casebook, open_casebook
from casebook.errors import NotReadyError, RefusedError
from casebook.records import AccessLog, Audit, Person
from casebook.roles import Actor
from tests.conftest import COORDINATOR, NOW


def as_(book, role, name="読む人"):
    return Casebook(book._engine, Actor(name, role, "青葉区"), lambda: NOW)


def test_who_may_not_write_is_noted_too_and_the_revision_stays(book):
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="A-001"))
    revision, kept = book.revision(), book.all(Person)
    for role in (*v.ROLES, "nobody yet"):
        as_(book, role).note("person_read", entity="person", entity_id=key, detail={"page": "people"})
    assert (book.revision(), book.all(Person), len(book.all(Audit))) == (revision, kept, 1)
    noted = book.all(AccessLog)
    what = {"kind": "person_read", "entity": "person", "entity_id": key, "detail": {"page": "people"}}
    assert replace(noted[0], link=None) == AccessLog(id=1, at=NOW, who="読む人", role="coordinator", **what)
    assert [one.role for one in noted] == [*v.ROLES, "nobody yet"]


def test_a_note_of_a_change_is_written_with_it_or_not_at_all(book):
    with book.writing("test") as writer:
        writer.note("export", detail={"rows": 3})
        writer.add(Person(code_name="A-001"))
    with pytest.raises(RefusedError), book.writing("test") as writer:  # noqa: PT012 - the note is what is not to stay
        writer.note("export")
        writer.add(Person(code_name="A-001"))
    assert [(one.kind, one.detail, one.entity) for one in book.all(AccessLog)] == [("export", {"rows": 3}, None)]


def test_what_is_not_on_the_list_is_a_mistake_of_the_program(book):
    with pytest.raises(ValueError, match="ACCESS_KINDS"):
        book.note("peeped")
    assert book.all(AccessLog) == []


@pytest.mark.parametrize("statement", ["UPDATE access_log SET who = 'x'", "DELETE FROM access_log"])
def test_notes_can_be_neither_changed_nor_deleted(book, statement):
    book.note("sign_in")
    with pytest.raises(sa.exc.IntegrityError, match="audit_is_append_only"), book._engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_the_auditor_sees_the_notes_and_no_records(book):
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-001"))
    book.note("sign_in")
    auditor = as_(book, "auditor")
    assert [one.kind for one in auditor.all(AccessLog)] == ["sign_in"]
    assert (auditor.all(Person), {(one.before, one.after) for one in auditor.all(Audit)}) == ([], {(None, None)})
    assert as_(book, "planner").all(AccessLog) == []


def test_where_the_file_is_gone_nothing_is_noted_and_it_is_said(sqlite_url, open_book, tmp_path):
    book = open_book(sqlite_url)
    (tmp_path / "book.db").unlink()
    with pytest.raises(NotReadyError) as caught:
        book.note("sign_in")
    assert caught.value.code == "casebook.gone"


def test_what_another_of_this_process_wrote_is_not_checked_anew(sqlite_url, monkeypatch):
    first, second = (open_casebook(sqlite_url, COORDINATOR, lambda: NOW) for _ in range(2))
    checked: list[object] = []
    monkeypatch.setattr("casebook.ground.require_whole", checked.append)
    for number in range(3):
        first.note("sign_in")
        second.note("sign_out")
        with first.writing("test") as writer:
            writer.add(Person(code_name=f"A-{number}"))
    assert checked == []
    first.close()
    second.close()
