"""A contact is kept whole or not at all; its next step is due until it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.records import Contact, FollowUp
from desk.contacts import awaiting, contacts_between, finish_next, record_contact, set_level
from desk.errors import DeskError, InvalidInputError
from tests.conftest import TODAY

WEEK = timedelta(days=7)
CALL = Contact(contacted_on=TODAY, kind="telephone", purpose="prevention")


def test_a_contact_is_kept_and_found_by_its_day_and_person(known):
    mine, other = known.people
    calls = [
        replace(CALL, person_id=mine, contacted_on=TODAY - WEEK, note="眠れている"),
        replace(CALL, person_id=other),
        replace(CALL, facility_id=known.facility, contacted_on=TODAY - 3 * WEEK),
    ]
    keys = [record_contact(known.book, one, TODAY) for one in calls]
    assert [one.id for one in contacts_between(known.book)] == [keys[1], keys[0], keys[2]]
    assert [one.id for one in contacts_between(known.book, TODAY - WEEK, TODAY)] == [keys[1], keys[0]]
    assert [one.note for one in contacts_between(known.book, person_id=mine)] == ["眠れている"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"person_id": None}, "person_id"),
        ({"contacted_on": TODAY + WEEK}, "contacted_on"),
        ({"next_on": TODAY - WEEK}, "next_on"),
        ({"next_step": "訪ねる"}, "next_on"),
        ({"kind": "smoke"}, "kind"),
        ({"note": "あ" * 10_001}, "note"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(known, wrong, field):
    with pytest.raises(InvalidInputError) as refused:
        record_contact(known.book, replace(CALL, **{"person_id": known.people[0], **wrong}), TODAY)
    assert {one.field for one in refused.value.faults} == {field}
    assert contacts_between(known.book) == []


def test_a_next_step_is_due_until_it_is_done(known):
    key = record_contact(known.book, replace(CALL, person_id=known.people[0], next_on=TODAY + WEEK), TODAY)
    found = contacts_between(known.book)
    assert awaiting(found, TODAY) == []
    assert [one.id for one in awaiting(found, TODAY + WEEK)] == [key]
    finish_next(known.book, key, TODAY)
    assert awaiting(contacts_between(known.book), TODAY + WEEK) == []
    with pytest.raises(DeskError):
        finish_next(known.book, key, TODAY)


def test_recording_a_contact_moves_the_follow_up_to_the_day_that_was_chosen(known):
    mine, other = known.people
    for key in known.people:
        set_level(known.book, FollowUp(person_id=key, follow_level="monthly", next_on=TODAY))
    record_contact(known.book, replace(CALL, person_id=mine), TODAY, looked_after_next=date(2026, 12, 22))
    assert {one.person_id: one.next_on for one in known.book.all(FollowUp)} == {mine: date(2026, 12, 22), other: TODAY}
