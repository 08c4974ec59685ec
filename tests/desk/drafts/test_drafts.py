"""What is typed is kept for everybody at the desk; of two who type into one draft, the second is told."""

from dataclasses import replace

import pytest

from casebook.errors import NotAllowedError
from casebook.records import Audit, Consent, Draft, NamedReader, Person, SupportTeamMember
from casebook.roles import Actor
from desk.drafts.drafts import MovedOnError, close, finish, keep, new_draft, open_drafts, take_over
from desk.errors import InvalidInputError
from tests.conftest import COORDINATOR, NOW, TODAY

OTHER = Actor("もう一人", "coordinator")
OFFICE = "ひろせ相談室"
TYPED = {"description": "父が倒れた", "who": 0}


@pytest.fixture
def person(book):
    with book.writing("before") as writer:
        return writer.add(Person(code_name="P-1"))


def begin(book, person=None, kind="call"):
    return keep(book, new_draft(book, kind, NOW), TYPED, person)


def test_each_change_is_one_more_version_with_one_row_of_the_audit_and_moves_no_revision(book, person):
    before, rows = book.revision(), len(book.all(Audit))
    first = begin(book)
    second = keep(book, first, {**TYPED, "who": person}, person)
    assert (first.version, second.version) == (1, 2)
    [one] = open_drafts(book, "call")
    assert one == second
    assert (one.typed_by, one.opened_at, one.person_id, one.content["who"]) == (COORDINATOR.name, NOW, person, person)
    assert [entry.entity for entry in book.all(Audit)[rows:]] == ["draft"] * 2
    assert book.revision() == before
    with book.writing("import x", since=before) as writer:  # what was prepared before is not held up by it
        assert writer.revision() == before


def test_another_sees_it_takes_it_over_and_the_first_is_told(sqlite_url, book, open_book):
    first = begin(book)
    beside = open_book(sqlite_url, OTHER)
    [seen] = open_drafts(beside, "call")
    assert (seen.typed_by, seen.content) == (COORDINATOR.name, TYPED)
    mine = take_over(beside, seen)
    mine = keep(beside, mine, {**TYPED, "reason": "caregiver_ill"}, None)
    for late in (lambda: keep(book, first, {}, None), lambda: close(book, first, "x"), lambda: take_over(book, first)):
        with pytest.raises(MovedOnError) as told:
            late()
        assert (told.value.code, told.value.params["who"]) == ("draft.moved_on", OTHER.name)
    assert open_drafts(book, "call") == [mine]
    assert take_over(book, mine).typed_by == COORDINATOR.name


def test_it_is_closed_with_a_reason_that_the_audit_has(book):
    draft = begin(book)
    for reason in (" ", "\u202e"):
        with pytest.raises(InvalidInputError):
            close(book, draft, reason)
    close(book, draft, "間違い電話")
    assert open_drafts(book, "call") == []
    changed, removed = book.all(Audit)[-2:]
    assert (changed.after["closed_because"], removed.action) == ("間違い電話", "delete")
    with pytest.raises(MovedOnError) as told:
        keep(book, draft, TYPED, None)
    assert told.value.code == "draft.gone"


def test_it_goes_with_what_is_recorded_or_stays(book):
    draft = begin(book)
    later = keep(book, draft, {}, None)

    def record(read: Draft) -> None:
        with book.writing("test") as writer:
            writer.add(Person(code_name="P-9"))
            finish(writer, read)

    with pytest.raises(MovedOnError):
        record(draft)
    assert book.all(Person, code_name="P-9") == []
    assert open_drafts(book, "call") == [later]
    record(later)
    assert book.all(Draft) == []


def test_a_draft_about_a_restricted_file_is_there_for_whom_the_file_is(sqlite_url, book, open_book, person):
    with book.writing("restrict") as writer:
        for name in (COORDINATOR.name, "第三の人"):
            writer.add(NamedReader(person_id=person, name=name, named_by=COORDINATOR.name, named_at=NOW))
    begin(book, person)
    assert open_drafts(open_book(sqlite_url, OTHER), "call") == []


def test_an_office_keeps_what_it_types_about_its_own_and_sees_no_call_of_the_desk(sqlite_url, book, open_book, person):
    begin(book, person)
    office = open_book(sqlite_url, Actor("相談員", "consultation_office", OFFICE))
    new = begin(office, kind="person")
    with pytest.raises(NotAllowedError):
        keep(office, new_draft(office, "person", NOW), TYPED, person)
    with book.writing("share") as writer:
        writer.add(SupportTeamMember(person_id=person, agency=OFFICE))
        agreed = Consent(person_id=person, given_by="person", form="oral", given_on=TODAY)
        writer.add(replace(agreed, scope="matching_and_sharing"))
    hers = begin(office, person, "person")
    assert office.all(Draft) == [new, hers]
    close(office, hers, "x")
