"""A call is read with all that was said, and what comes after it may tell whose it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.errors import NotFoundError
from casebook.records import Consultation
from desk.consultations import later_calls, read_call
from desk.emergency import end_call
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import make_place
from tests.optional import present


def test_a_call_is_read_with_its_needs_telephone_calls_and_admission(book):
    place = make_place(book)
    ended = end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    call = read_call(book, ended.consultation_id)
    assert (present(call.stay).id, call.taken_by) == (ended.stay_id, "担当者")
    assert (present(call.plan).step, present(call.need).age) == ("assessment", 41)
    assert [one.note for one in call.enquiries] == ["満室", "満室"]
    with pytest.raises(NotFoundError):
        read_call(book, 999)


def test_the_later_calls_are_offered_the_next_one_first(book):
    place = make_place(book)

    def made(days, person=None):
        call = replace(place.call(person), received_at=NOW - timedelta(days=days))
        return end_call(book, call, today=TODAY).consultation_id

    made(9, place.people[0])
    unknown = made(5)
    last, next_one = made(1, place.people[0]), made(3, place.people[1])
    nobody = made(2)
    found = later_calls(book, book.one(Consultation, unknown))
    assert [one.id for one in found] == [next_one, nobody, last]
