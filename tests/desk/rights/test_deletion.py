"""Past its time names and texts are gone from every table, and every figure of every year is what it was."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from casebook.mapping import KINDS, kind_of, table_of
from casebook.records import Audit, Consultation, Draft, Person
from casebook.records.base import require
from desk.city.yearly import consultations_by_source, identified_by_kind, room_use, visits_by_kind
from desk.demo.demo import make_demo
from desk.drafts import MovedOnError, keep, new_draft
from desk.errors import DeskError
from desk.rights.deletion import TO_COME, delete, due, is_deleted
from desk.rights.held import held, rows_of
from tests.conftest import NOW, TODAY
from tests.desk.rights.conftest import SECRETS

LATER = date(2032, 6, 1)


def close(book, key):
    with book.writing("close") as writer:
        writer.change(replace(writer.one(Person, key), status="closed"))


def listed(book, today, person_years=5, call_years=5):
    return due(book, today, person_years=person_years, call_years=call_years, draft_days=30)


def last_day(book, person):
    """Return the last day of what is held about one person, row by row."""
    days = [date.min]
    for table, rows in rows_of(book, person).items():
        names = {one.name for one in table_of(kind_of(table)).columns if issubclass(one.type.python_type, date)}
        values = (getattr(row, name) for row in rows for name in names - set(TO_COME))
        days += [one.date() if isinstance(one, datetime) else one for one in values if one is not None]
    return max(days)


def texts(book):
    return "".join(repr(book.all(kind)) for kind in KINDS if kind is not Audit)


def test_only_closed_files_are_due_after_their_years_since_anything_happened(lived) -> None:
    book, mine = lived.book, lived.people[0]
    assert listed(book, LATER) == []
    close(book, mine)
    (one,) = listed(book, LATER)
    assert (one.kind, one.key) == ("person", mine)
    assert listed(book, one.last + timedelta(days=1)) == []
    assert listed(book, LATER, person_years=50) == []


def test_names_and_texts_go_and_those_of_others_and_the_audit_stay(lived) -> None:
    book, mine = lived.book, lived.people[0]
    name = book.one(Person, mine).code_name
    close(book, mine)
    (one,) = listed(book, LATER)
    audit = book.all(Audit)
    delete(book, one)
    left = texts(book)
    assert name not in left
    for secret in SECRETS:
        assert f"{secret}-0" not in left
        assert f"{secret}-1" in left or secret == SECRETS[11]
    assert book.all(Audit)[: len(audit)] == audit
    assert is_deleted(book.one(Person, mine))
    assert listed(book, LATER) == []
    assert held(book, mine).rows["stay"]


def test_a_file_that_was_opened_again_is_not_deleted(lived) -> None:
    book, mine = lived.book, lived.people[0]
    close(book, mine)
    (one,) = listed(book, LATER)
    with book.writing("open") as writer:
        writer.change(replace(writer.one(Person, mine), status="active"))
    revision = book.revision()
    with pytest.raises(DeskError):
        delete(book, one)
    assert book.revision() == revision


def test_a_call_about_somebody_unknown_loses_its_texts(book) -> None:
    with book.writing("before") as writer:
        call = Consultation(received_at=writer.now, source="police", result="advice", description="秘密の話")
        key = writer.add(call)
    (one,) = listed(book, LATER)
    assert (one.kind, one.key) == ("call", key)
    delete(book, one)
    assert "秘密の話" not in texts(book)
    assert listed(book, LATER) == []


def test_a_draft_about_nobody_goes_once_nobody_goes_on_with_it(book) -> None:
    with book.writing("before") as writer:
        person = writer.add(Person(code_name="P"))
    kept = [keep(book, new_draft(book, "call", NOW), {"description": "秘密の話"}, about) for about in (None, person)]
    days = timedelta(days=30)
    assert listed(book, TODAY + days - timedelta(days=1)) == []
    (one,) = listed(book, TODAY + days)
    assert (one.kind, one.key, one.last) == ("draft", kept[0].id, TODAY)
    with pytest.raises(MovedOnError):
        delete(book, replace(one, last=TODAY - days))
    delete(book, one)
    assert [draft.id for draft in book.all(Draft)] == [kept[1].id]


def test_no_figure_of_any_year_changes_whoever_is_deleted(book) -> None:
    make_demo(book, TODAY)

    def figures() -> list[object]:
        years = range(2019, 2028)
        by_kind = [
            (consultations_by_source(book, year), visits_by_kind(book, year), identified_by_kind(book, year))
            for year in years
        ]
        return [*by_kind, *(room_use(book, year, TODAY) for year in years)]

    before = figures()
    people = book.all(Person)
    with book.writing("close") as writer:
        writer.change_many([replace(one, status="closed") for one in people[::3]])
    found = listed(book, LATER, person_years=0, call_years=0)
    plain = {require(one.id): last_day(book, one) for one in book.all(Person, status="closed")}
    assert {one.key: one.last for one in found if one.kind == "person"} == plain
    assert {one.key for one in found if one.kind == "person"} >= {require(one.id) for one in people[::3]}
    for one in found[:60]:
        delete(book, one)
    assert figures() == before
