"""An answer holds for whom it was given; what says nothing of the person holds for everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.records import EmergencyNeed, Enquiry
from desk.emergency.calls import end_call
from desk.emergency.enquiries import Enquired
from desk.emergency.given import asks_again, still_holds, to_ask_again, waiting
from desk.errors import DeskError
from desk.plan.experience import emergency_answers
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import NEED, make_place

YES = Enquired(1, NOW, "accepted")
FULL = Enquired(2, NOW, "declined", "facility_full")
NOT_HER = Enquired(3, NOW, "declined", "facility_condition_not_met")
NOBODY_THERE = Enquired(4, NOW, "no_answer")


def test_what_rested_on_the_person_is_asked_again_and_what_did_not_stays():
    changed = to_ask_again((YES, FULL, NOT_HER, NOBODY_THERE), "other_person")
    assert [one.given_for for one in changed] == ["other_person", None, "other_person", None]
    assert set(waiting(changed)) == {1, 3}
    assert to_ask_again(changed, "other_needs") == changed  # for whom it was given first


def test_a_facility_that_says_so_or_was_asked_again_waits_no_longer():
    changed = to_ask_again((YES, NOT_HER), "other_needs")
    held = still_holds(changed, 1)
    assert held[0] == YES
    assert set(waiting(held)) == {3}
    assert waiting((*held, replace(YES, facility_id=3))) == {}


@pytest.mark.parametrize(
    ("more", "again"),
    [({"age": 41}, True), ({"medical_care": {"tube": True}}, True), ({"wheelchair": False}, True),
     ({"other_needs": "人見知り"}, False), ({"ward": "泉区", "city": "仙台市"}, False), ({}, False)],
)  # fmt: skip
def test_needs_on_which_an_answer_rests_are_asked_again(more, again):
    before = EmergencyNeed(consultation_id=0, age=40)
    assert asks_again(before, replace(before, **more)) is again


def test_an_answer_for_another_admits_nobody_is_kept_and_tells_nothing_of_the_person(book):
    place = make_place(book)
    said = Enquired(place.outside, NOW, "accepted", given_for="other_person")
    call = place.call(place.people[0], at=place.outside, enquiries=(said,))
    with pytest.raises(DeskError) as refused:
        end_call(book, call, today=TODAY)
    assert refused.value.code == "call.not_accepted"
    again = replace(said, at=NOW + timedelta(minutes=1), given_for=None)
    end_call(book, replace(call, enquiries=(said, again)), today=TODAY)
    assert [one.given_for for one in book.all(Enquiry)] == ["other_person", None]
    assert [one.person_id for one in emergency_answers(book)] == [None, place.people[0]]
    assert NEED.age is not None
