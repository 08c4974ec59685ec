"""Real processes on one database: a call is written whole or not at all, and the last room is given once."""

import itertools
from collections import Counter
from functools import partial

import pytest

from casebook.records import Audit, Consultation, EmergencyNeed, Enquiry, ExitPlan, Person, Stay
from desk.emergency.calls import end_call
from desk.emergency.rooms import board, leave, plan_exit
from tests.conftest import TODAY
from tests.desk.emergency.processes import at_once
from tests.desk.emergency.world import everything, make_place
from tests.optional import present


@pytest.fixture
def book(url, open_book):
    return open_book(url)


def ending(call):
    return partial(end_call, call=call, today=TODAY)


def killed_everywhere(url, book, job):
    """Do a job, killed before each of its writes in turn, until it gets through; return how often it was killed.

    After each death the casebook holds exactly what it held before.
    """
    before = everything(book)
    for number in itertools.count(1):
        (ended,) = at_once(url, [job], killed_at=number)
        if ended is not None:
            return number - 1
        assert everything(book) == before
    raise AssertionError


def written(book):
    kinds = (Person, Stay, ExitPlan, Consultation, EmergencyNeed, Enquiry)
    return {kind: len(book.all(kind)) for kind in kinds}


def test_a_call_killed_between_any_two_writes_leaves_all_or_nothing(url, book):
    place = make_place(book, people=0)
    before = book.revision()
    # Six kinds of records, the audit rows of all, how far the log goes, and the commit; some drivers send rows one by one.
    assert killed_everywhere(url, book, ending(place.call(at=place.base))) >= 6 + 3
    assert written(book) == {Person: 1, Stay: 1, ExitPlan: 1, Consultation: 1, EmergencyNeed: 1, Enquiry: 2}
    entries = [one for one in book.all(Audit) if one.id > before]
    assert Counter(one.what for one in entries) == {"emergency call": 7}
    assert {one.entity for one in entries} == {
        "person", "stay", "exit_plan", "consultation", "emergency_need", "enquiry"
    }  # fmt: skip


def test_leaving_killed_between_any_two_writes_leaves_all_or_nothing(url, book):
    place = make_place(book)
    stay = present(end_call(book, place.call(at=place.base), today=TODAY).stay_id)
    assert killed_everywhere(url, book, partial(leave, stay_id=stay, end_on=TODAY, today=TODAY)) == 2 * 2 + 2
    assert book.one(Stay, stay).end_on == TODAY
    assert [one.step for one in book.all(ExitPlan)] == ["moved"]


def test_all_fight_for_the_last_room_and_exactly_one_gets_it(url, book):
    place = make_place(book, rooms=2, people=6)
    end_call(book, place.call(at=place.base), today=TODAY)
    said = at_once(url, [ending(place.call(person, at=place.base)) for person in place.people])
    assert Counter(one for one in said if one == "call.full") == {"call.full": 5}
    assert len(book.all(Stay)) == len(book.all(ExitPlan)) == len(book.all(Consultation)) == 2
    assert board(book, TODAY).bases[0].free == 0


def test_one_person_is_taken_in_once_and_a_code_name_is_given_once(url, book):
    place = make_place(book, rooms=9, people=1)
    known, unknown = place.call(place.people[0], at=place.base), place.call(at=place.base)
    said = at_once(url, [ending(known)] * 3 + [ending(unknown)] * 3)
    assert (said.count("call.in_stay"), said.count("input.taken")) == (2, 2)
    assert len(book.all(Person)) == len(book.all(Stay)) == 2


def test_a_stay_is_left_once_and_has_one_plan(url, book):
    place = make_place(book)
    stay = present(end_call(book, place.call(at=place.base), today=TODAY).stay_id)
    plan = ExitPlan(stay_id=stay, handover="書面")
    said = at_once(
        url,
        [partial(leave, stay_id=stay, end_on=TODAY, today=TODAY)] * 3 + [partial(plan_exit, plan=plan, today=TODAY)],
    )
    assert said.count("exit.left_already") == 2
    (kept,) = book.all(ExitPlan)
    assert (kept.step, kept.handover) == ("moved", "書面")
