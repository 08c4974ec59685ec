"""What to know tonight and whom to call: kept as typed, in its order, and never lost between two who write."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casebook.errors import ConflictError, NotAllowedError, NotFoundError
from casebook.records import CareNote, Consent, ContactPerson, Person, SupportTeamMember
from casebook.roles import Actor
from desk.city import (
    call_earlier,
    put_back,
    read_care,
    remove_contact_person,
    save_care,
    save_contact_person,
)
from desk.errors import InvalidInputError
from tests.conftest import TODAY


@pytest.fixture
def person(book):
    with book.writing("before") as writer:
        return writer.add(Person(code_name="A-1"))


def test_two_who_write_the_same_note_lose_nothing_of_each_other(book, person):
    blank = read_care(book, person).note
    first = save_care(book, replace(blank, medicine="朝1錠", checked_on=TODAY, checked_by="x"), blank, TODAY)
    assert save_care(book, replace(blank, calms="電車の本"), blank, TODAY) == first
    note = read_care(book, person).note
    assert (note.medicine, note.calms, note.checked_on, note.seizures) == ("朝1錠", "電車の本", TODAY, None)
    with pytest.raises(ConflictError):
        save_care(book, replace(blank, medicine="夜2錠"), blank, TODAY)
    with pytest.raises(InvalidInputError) as caught:
        save_care(book, replace(note, checked_on=date(2099, 1, 1)), note, TODAY)
    assert [one.field for one in caught.value.faults] == ["checked_on"]
    assert read_care(book, person).note == note


def test_whom_to_call_is_kept_in_order_taken_out_and_put_back_where_she_was(book, person):
    for relation in ("母", "兄", "叔母"):
        save_contact_person(book, ContactPerson(person_id=person, relation=relation, phone="０２２ー０００ー００００"))
    contacts = read_care(book, person).contacts
    assert [one.phone for one in contacts] == ["022-000-0000"] * 3
    call_earlier(book, contacts[2])
    call_earlier(book, read_care(book, person).contacts[0])  # first already
    assert [one.relation for one in read_care(book, person).contacts] == ["母", "叔母", "兄"]
    aunt = read_care(book, person).contacts[1]
    remove_contact_person(book, aunt)
    with pytest.raises(NotFoundError):
        remove_contact_person(book, aunt)
    assert [one.relation for one in read_care(book, person).contacts] == ["母", "兄"]
    put_back(book, aunt)
    assert [one.relation for one in read_care(book, person).contacts] == ["母", "叔母", "兄"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"relation": None}, "full_name"), ({"phone": "母に聞く"}, "phone"), ({"phone": "119"}, "phone")],
)
def test_who_nobody_is_and_what_no_telephone_is_are_refused_at_their_fields(book, person, wrong, field):
    with pytest.raises(InvalidInputError) as caught:
        save_contact_person(book, replace(ContactPerson(person_id=person, relation="母"), **wrong))
    assert [one.field for one in caught.value.faults] == [field]
    assert read_care(book, person).contacts == ()


def test_only_who_sees_her_file_knows_her_care(book, person):
    agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "given_on": TODAY, "scope": "matching_and_sharing"}
    with book.writing("before") as writer:
        writer.add(SupportTeamMember(person_id=person, agency="ひろせ"))
        writer.add(Consent(person_id=person, **agreed))
        writer.add(CareNote(person_id=person, medicine="朝1錠"))
        writer.add(ContactPerson(person_id=person, relation="母"))
    office = book.opened_for(Actor("x", "consultation_office", "ひろせ"))
    assert read_care(office, person) == read_care(book, person)
    save_contact_person(office, ContactPerson(person_id=person, relation="兄"))
    for other in (Actor("x", "consultation_office", "ほか"), Actor("x", "planner"), Actor("x", "facility", "1")):
        stranger = book.opened_for(other)
        assert (stranger.all(CareNote), stranger.all(ContactPerson)) == ([], [])
        with pytest.raises((NotAllowedError, NotFoundError)):
            save_contact_person(stranger, ContactPerson(person_id=person, relation="姉"))
    assert book.opened_for(Actor("x", "planner")).counting().all(CareNote) == []
