"""What a call leaves behind, and what cannot be kept of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.errors import NotAllowedError, NotFoundError
from casebook.records import Consultation, EmergencyNeed, Enquiry, ExitPlan, Facility, Person, Stay
from casebook.roles import Actor
from desk.emergency.calls import (
    Admission,
    EmergencyCall,
    end_call,
    most_rooms,
    new_code_name,
)
from desk.emergency.enquiries import Enquired
from desk.errors import DeskError, InvalidInputError
from desk.readiness.options import read_readiness
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import NEED, everything, make_place

DAY = timedelta(days=1)


def faults(book, call):
    before = everything(book)
    with pytest.raises(InvalidInputError) as refused:
        end_call(book, call, today=TODAY)
    assert everything(book) == before
    return [(one.field, one.code) for one in refused.value.faults]


def refusal(book, call, error=DeskError):
    before = everything(book)
    with pytest.raises(error) as refused:
        end_call(book, call, today=TODAY)
    assert everything(book) == before
    return refused.value.code


def test_an_admission_of_somebody_unknown_writes_all_of_it(book, place):
    call = place.call(at=place.base, expected_until=TODAY + 7 * DAY, residence_before="home", description="父の入院")
    ended = end_call(book, call, today=TODAY)
    person = book.one(Person, ended.person_id)
    assert (person.code_name, person.birth_year, person.sex, person.ward) == ("緊急-1", 1985, "male", "青葉区")
    assert (person.disability_kinds, person.wheelchair) == ({"intellectual": True}, False)
    assert (person.status, person.identified_on, person.support_level) == ("active", None, None)
    stay = book.one(Stay, ended.stay_id)
    assert (stay.person_id, stay.facility_id, stay.kind) == (person.id, place.base, "emergency")
    assert (stay.start_on, stay.end_on, stay.residence_before) == (TODAY, None, "home")
    (plan,) = book.all(ExitPlan)
    assert (plan.stay_id, plan.expected_until, plan.step) == (stay.id, TODAY + 7 * DAY, "assessment")
    (consultation,) = book.all(Consultation)
    assert consultation == Consultation(
        id=ended.consultation_id,
        received_at=call.received_at,
        source="police",
        result="admitted",
        person_id=person.id,
        description="父の入院",
        reason="abuse_suspected",
        urgency="today",
        stay_id=stay.id,
    )
    (need,) = book.all(EmergencyNeed)
    assert need == replace(NEED, id=need.id, consultation_id=consultation.id)
    kept = book.all(Enquiry)
    assert [(one.consultation_id, one.facility_id, one.answer, one.reason, one.note) for one in kept] == [
        (consultation.id, place.outside, "declined", "facility_full", "満室"),
    ] * 2


def test_advice_leaves_no_stay_and_makes_no_file(book, place):
    ended = end_call(book, place.call(), today=TODAY)
    assert (ended.stay_id, ended.person_id) == (None, None)
    (consultation,) = book.all(Consultation)
    assert (consultation.result, consultation.person_id) == ("advice", None)
    assert not book.all(Stay)
    assert len(book.all(Person)) == len(place.people)


def test_the_file_of_somebody_known_stays_as_it_is(book, place):
    before = book.all(Person)
    ended = end_call(book, place.call(place.people[0], at=place.outside), today=TODAY)
    assert ended.person_id == place.people[0]
    assert book.all(Person) == before
    assert book.one(Stay, ended.stay_id).facility_id == place.outside


def test_a_call_of_few_words_is_kept_with_the_rest_unknown(book, place):
    end_call(book, EmergencyCall(NOW, "person"), today=TODAY)
    (one,) = book.all(Consultation)
    assert (one.reason, one.urgency, one.description, one.person_id) == (None, None, None, None)
    assert not book.all(EmergencyNeed)
    assert not book.all(Enquiry)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"source": "fax"}, ("source", "call.not_listed")),
        ({"reason": "x"}, ("reason", "call.not_listed")),
        ({"urgency": "x"}, ("urgency", "call.not_listed")),
        ({"received_at": NOW + timedelta(minutes=6)}, ("received_at", "call.time_in_future")),
        ({"need": replace(NEED, age=131)}, ("age", "input.range")),
        ({"need": replace(NEED, support_level=3)}, ("support_scale", "input.level_needs_scale")),
        ({"need": replace(NEED, support_scale="child", support_level=4)}, ("support_level", "input.range")),
        ({"enquiries": (Enquired(2, NOW + timedelta(hours=1), "no_answer"),)}, ("at", "call.time_in_future")),
        ({"enquiries": (Enquired(2, NOW - timedelta(minutes=91), "no_answer"),)}, ("at", "call.before_call")),
        ({"enquiries": (Enquired(2, NOW - 9 * DAY, "no_answer"),)}, ("at", "call.before_call")),
        ({"enquiries": (Enquired(2, NOW.replace(tzinfo=None), "no_answer"),)}, ("at", "call.zone_missing")),
        ({"received_at": NOW.replace(tzinfo=None)}, ("received_at", "call.zone_missing")),
        ({"description": "x" * 10_001}, ("description", "cell.too_long")),
        ({"need": replace(NEED, other_needs="x" * 10_001)}, ("other_needs", "cell.too_long")),
        ({"enquiries": (Enquired(2, NOW, "no_answer", note="x" * 10_001),)}, ("note", "cell.too_long")),
        ({"enquiries": (Enquired(2, NOW, "perhaps"),)}, ("answer", "call.not_listed")),
        ({"enquiries": (Enquired(2, NOW, "declined"),)}, ("reason", "call.reason_with_refusal")),
        ({"enquiries": (Enquired(2, NOW, "accepted", "facility_full"),)}, ("reason", "call.reason_with_refusal")),
        ({"enquiries": (Enquired(2, NOW, "declined", "tired"),)}, ("reason", "call.not_listed")),
    ],
)
def test_what_cannot_be_kept_of_a_call_is_named(book, place, more, expected):
    assert faults(book, place.call(**more)) == [expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"start_on": TODAY + DAY}, ("start_on", "input.not_in_future")),
        ({"start_on": TODAY - DAY}, ("start_on", "call.starts_before_call")),
        ({"expected_until": TODAY - DAY}, ("expected_until", "call.until_before_start")),
        ({"residence_before": "moon"}, ("residence_before", "call.not_listed")),
        ({"name": " "}, ("code_name", "input.required")),
        ({"name": "P-1"}, ("code_name", "input.taken")),
        ({"need": replace(NEED, age=129)}, ("birth_year", "input.range")),
    ],
)
def test_what_cannot_be_kept_of_an_admission_is_named(book, place, more, expected):
    assert faults(book, place.call(at=place.base, **more)) == [expected]


def test_a_level_that_cannot_be_is_named_once(book, place):
    need = replace(NEED, support_scale="adult", support_level=7)
    assert faults(book, place.call(at=place.base, need=need)) == [("support_level", "input.range")]


def test_a_clock_a_little_ahead_is_no_fault(book, place):
    end_call(book, place.call(received_at=NOW + timedelta(minutes=4)), today=TODAY)


def test_an_admission_long_after_the_call_is_that_of_another_call(book, place):
    long_ago = {"at": place.base, "received_at": NOW - 60 * DAY, "enquiries": ()}
    assert faults(book, place.call(**long_ago)) == [("start_on", "call.starts_long_after")]
    end_call(book, place.call(**long_ago, start_on=TODAY - 53 * DAY), today=TODAY)


def test_somebody_whose_support_had_ended_is_supported_again_when_taken_in(book, place):
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Person, place.people[0]), status="closed"))
    end_call(book, place.call(place.people[0]), today=TODAY)
    assert book.one(Person, place.people[0]).status == "closed"
    end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    assert book.one(Person, place.people[0]).status == "active"
    assert place.people[0] in read_readiness(book, TODAY, load_policy()).counts


def test_yesterdays_call_can_be_written_today(book, place):
    call = place.call(at=place.base, received_at=NOW - DAY, start_on=TODAY - DAY)
    assert book.one(Stay, end_call(book, call, today=TODAY).stay_id).start_on == TODAY - DAY


def test_nobody_is_in_two_emergency_stays(book, place):
    end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    assert refusal(book, place.call(place.people[0], at=place.outside)) == "call.in_stay"


def test_who_left_in_the_morning_can_come_again_in_the_evening(book, place):
    with book.writing("before") as writer:
        known: dict[str, Any] = {"person_id": place.people[0], "kind": "emergency"}
        writer.add(Stay(facility_id=place.base, start_on=TODAY - DAY, end_on=TODAY, **known))
    end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    assert len(book.all(Stay)) == 2


def test_a_facility_outside_has_to_agree_first_and_its_last_word_counts(book, place):
    said = [Enquired(place.outside, NOW - timedelta(minutes=minutes), answer) for minutes, answer in
            ((9, "accepted"), (5, "no_answer"))]  # fmt: skip
    for enquiries in ((), said, said[::-1], (Enquired(place.base, NOW, "accepted"),)):
        call = place.call(place.people[0], at=place.outside, enquiries=tuple(enquiries))
        assert refusal(book, call) == "call.not_accepted"
    again = Enquired(place.outside, NOW, "accepted")
    end_call(book, place.call(place.people[0], at=place.outside, enquiries=(again, *said)), today=TODAY)


def test_a_closed_place_takes_nobody(book, place):
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Facility, place.base), status="closed"))
    assert refusal(book, place.call(at=place.base)) == "call.closed"


def test_a_full_base_takes_nobody_unless_told_so(book, place):
    for person in place.people[:2]:
        end_call(book, place.call(person, at=place.base), today=TODAY)
    assert refusal(book, place.call(at=place.base)) == "call.full"
    end_call(book, place.call(at=place.base, allow_over=True), today=TODAY)
    assert len(book.all(Stay)) == 3


def test_a_room_left_today_is_free_tonight(book):
    place = make_place(book, rooms=1)
    with book.writing("before") as writer:
        known: dict[str, Any] = {"person_id": place.people[0], "kind": "emergency"}
        writer.add(Stay(facility_id=place.base, start_on=TODAY - 5 * DAY, end_on=TODAY, **known))
    end_call(book, place.call(at=place.base), today=TODAY)


def test_a_room_that_was_taken_since_is_not_given_for_yesterday(book):
    place = make_place(book, rooms=1)
    end_call(book, place.call(at=place.base), today=TODAY)
    late = place.call(place.people[0], at=place.base, received_at=NOW - DAY, start_on=TODAY - DAY)
    assert refusal(book, late) == "call.full"


def test_a_base_that_has_not_said_how_many_rooms_it_has_is_not_called_full(book):
    place = make_place(book, rooms=None, people=4)
    for person in place.people:
        end_call(book, place.call(person, at=place.base), today=TODAY)


def test_somebody_or_somewhere_that_is_not_there_is_not_found(book, place):
    assert refusal(book, place.call(99), NotFoundError) == "casebook.not_found"
    assert refusal(book, place.call(at=99), NotFoundError) == "casebook.not_found"
    enquiries = (Enquired(99, NOW, "no_answer"),)
    assert refusal(book, place.call(enquiries=enquiries), NotFoundError) == "casebook.not_found"


def test_who_only_reads_ends_no_call(sqlite_url, book, place, open_book):
    office = open_book(sqlite_url, Actor("x", "consultation_office", "みどり"))
    call = EmergencyCall(NOW, "police", admission=Admission(place.base, TODAY, new_code_name="x"))
    assert refusal(office, call, NotAllowedError) == "casebook.may_not_write_this"


def test_a_code_name_is_proposed_that_nobody_has(book, place):
    names = []
    for _ in range(3):
        names.append(new_code_name(book, TODAY))
        end_call(book, place.call(at=place.base, name=names[-1], allow_over=True), today=TODAY)
    assert names == ["緊急-20261122-1", "緊急-20261122-2", "緊急-20261122-3"]


def test_nobody_takes_no_room():
    assert most_rooms([], TODAY) == 0
