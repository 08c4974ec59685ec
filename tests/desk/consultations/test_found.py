"""Calls are found by whatever was said of them, and by who may see them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.records import Consent, SupportTeamMember
from casebook.roles import Actor
from desk.city import read_city
from desk.consultations import Wanted, matching, read_lines
from desk.correcting import cancel
from desk.emergency import Enquired, end_call
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import make_place


@pytest.fixture
def called(book):
    """Return a casebook with three calls: one admitted, one of somebody else with advice, one of somebody unknown."""
    place = make_place(book)
    first, second = place.people[:2]
    calls = (
        place.call(first, at=place.base, description="母親がｺﾛﾅで入院"),
        replace(place.call(second), received_at=NOW - timedelta(days=3), source="medical", reason="discharge"),
        replace(
            place.call(),
            received_at=NOW - timedelta(days=2),
            enquiries=(Enquired(place.outside, NOW, "no_answer", note="明朝ＦＡＸする"),),
        ),
    )
    keys = [end_call(book, one, today=TODAY).consultation_id for one in calls]
    return book, place, keys


def lines(book):
    return read_lines(book, read_city(book, TODAY))


def test_each_call_is_one_line_with_who_took_it_the_newest_first(called):
    book, _, (admitted, discharged, unknown) = called
    found = lines(book)
    assert [one.key for one in found] == [admitted, unknown, discharged]
    assert [one.code_name for one in found] == ["P-0", None, "P-1"]
    assert [(one.ward, one.taken_by, one.telephoned) for one in found] == [("青葉区", "担当者", n) for n in (2, 1, 2)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), (0, 2, 1)),
        (Wanted(first=TODAY), (0,)),
        (Wanted(last=TODAY - timedelta(days=2)), (2, 1)),
        (Wanted(source="medical"), (1,)),
        (Wanted(reason="discharge"), (1,)),
        (Wanted(result="admitted"), (0,)),
        (Wanted(ward="青葉区", result="advice"), (2, 1)),
        (Wanted(ward="泉区"), ()),
        (Wanted(taken_by="担当者", words="コロナ"), (0,)),
        (Wanted(words="ｆａｘ　明朝"), (2,)),
        (Wanted(words="p-1"), (1,)),
        (Wanted(words="コロナ FAX"), ()),
        (Wanted(words="満室 police"), ()),
    ],
)
def test_calls_are_found_by_each_condition_and_by_what_was_said(called, wanted, found):
    book, _, keys = called
    assert [one.key for one in matching(lines(book), wanted)] == [keys[number] for number in found]


def test_others_find_the_calls_of_their_own_people_and_nobody_finds_what_was_cancelled(called):
    book, place, keys = called
    with book.writing("before") as writer:
        agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": "matching_and_sharing"}
        writer.add(Consent(person_id=place.people[1], given_on=TODAY, **agreed))
        writer.add(SupportTeamMember(person_id=place.people[1], agency="ひろせ"))
    office = book.opened_for(Actor("相談員", "consultation_office", "ひろせ"))
    assert [(one.key, one.taken_by) for one in lines(office)] == [(keys[1], "担当者")]
    cancel(book, lines(book)[0].call, "二重")
    assert [one.key for one in lines(book)] == [keys[2], keys[1]]
