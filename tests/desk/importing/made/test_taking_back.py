"""An import is taken back to the letter, or what was built upon it is named and nothing is touched."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from casebook.book import Casebook
from casebook.mapping import KINDS
from casebook.records import AccessLog, Audit, Consent, FacilityCondition, Person, Stay
from casebook.roles import Actor
from desk import importing
from desk.errors import DeskError
from desk.importing import imports_made, take_back_import, taking_back
from tests.conftest import NOW, TODAY
from tests.desk.importing.filled_sheets import OFFICE, sheet


@pytest.fixture
def ticking(book):
    """Return the casebook with a clock of its log that goes on, and an office."""
    numbers = count()
    own = Casebook(book._engine, book.actor, lambda: NOW, lambda: NOW + timedelta(seconds=next(numbers)))
    with own.writing("before") as writer:
        writer.add(OFFICE)
        writer.add(Person(code_name="B-001", caregiver="single", note="前から"))
    return own


def take(book, kind, *rows):
    importing.commit(book, importing.preview(book, kind, [sheet(kind, *rows)], TODAY))
    return imports_made(book)[0]


def rows(book):
    return {kind: book.all(kind) for kind in KINDS if kind not in (Audit, AccessLog)}


PEOPLE = (
    {"code_name": "A-001", "lead_agency": "ひろせ", "real_name": "佐藤花子"},
    {"code_name": "B-001", "caregiver": "夫婦・複数"} | {"note": "取り込み", "lead_agency": "ひろせ"},
)


def people(book):
    return take(book, "people", PEOPLE[0], {**PEOPLE[1], "caregiver": ""})


def test_what_came_goes_and_what_was_changed_is_as_before(ticking):
    before = rows(ticking)
    made = people(ticking)
    assert rows(ticking) != before
    found = taking_back(ticking, made)
    assert found.in_the_way == ()
    assert (found.rows["person", "insert"], found.rows["person", "update"]) == (1, 1)
    assert take_back_import(ticking, made) == found
    assert rows(ticking) == before
    [again] = imports_made(ticking)
    assert again.taken_back
    with pytest.raises(DeskError, match="taken_back_already"):
        take_back_import(ticking, again)
    people(ticking)
    assert [one.taken_back for one in imports_made(ticking)] == [False, True]


def built(writer, what):
    one = next(one for one in writer.all(Person) if one.code_name == "A-001")
    match what:
        case "edited":
            writer.change(replace(one, note="電話で聞いた"))
        case "consent":
            agreed = Consent(person_id=one.id or 0, given_by="person", form="oral", given_on=TODAY, scope="matching")
            writer.add(agreed)
        case "gone":
            writer.change(replace(next(one for one in writer.all(Person) if one.code_name == "B-001"), note="また"))


@pytest.mark.parametrize(
    ("what", "code"), [("edited", "changed_since"), ("consent", "rests_on"), ("gone", "changed_since")]
)
def test_what_was_built_upon_an_import_is_named_and_keeps_it(ticking, what, code):
    made = people(ticking)
    with ticking.writing("edit person") as writer:
        built(writer, what)
    before = rows(ticking)
    assert [one.code for one in taking_back(ticking, made).in_the_way] == [f"imports.{code}"]
    with pytest.raises(DeskError, match="built_upon"):
        take_back_import(ticking, made)
    assert rows(ticking) == before


def test_a_later_import_is_taken_back_before_an_earlier_one(ticking):
    first = people(ticking)
    stay = {"code_name": "A-001", "office_number": OFFICE.office_number, "start_on": "2026-06-01"}
    second = take(ticking, "stays", {**stay, "service_code": OFFICE.service_code, "kind": "短期入所"})
    assert [one.code for one in taking_back(ticking, first).in_the_way] == ["imports.rests_on"]
    take_back_import(ticking, second)
    assert ticking.all(Stay) == []
    take_back_import(ticking, first)
    assert [one.code_name for one in ticking.all(Person)] == ["B-001"]
    assert ticking.all(FacilityCondition) == []


def test_who_does_not_see_the_log_is_told_of_no_import(ticking):
    people(ticking)
    assert imports_made(ticking.opened_for(Actor("相談員", "consultation_office", "ひろせ"))) == []
