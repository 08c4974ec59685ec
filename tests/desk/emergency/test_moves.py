"""A stay is extended, goes on elsewhere, or two guests change places: all of it is written, or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook import vocabulary as v
from casebook.errors import ConflictError, NotFoundError
from casebook.records import AdmissionGround, Audit, Consultation, ExitPlan, ExitTask, Facility, PairRule, Stay
from desk.emergency.calls import end_call
from desk.emergency.exits import tasks_due
from desk.emergency.moves import extend, move, swap
from desk.emergency.rooms import board, leave, plan_exit
from tests.conftest import TODAY
from tests.desk.emergency.world import admit, refused
from tests.optional import present

DAY = timedelta(days=1)


@pytest.fixture
def stay(book, place):
    return admit(book, place, 0, place.base)


def test_a_stay_is_extended_and_nothing_else_of_its_plan_changes(book, stay):
    plan_exit(book, ExitPlan(stay_id=stay, step="trial", medicine="朝食後"), today=TODAY)
    extend(book, stay, TODAY + 7 * DAY, today=TODAY)
    [plan] = book.all(ExitPlan)
    assert (plan.expected_until, plan.step, plan.medicine) == (TODAY + 7 * DAY, "trial", "朝食後")
    assert book.all(Audit)[-1].what == "extend emergency stay"


def test_two_who_extend_to_different_days_are_told(book, stay):
    [read] = book.all(ExitPlan)
    extend(book, stay, TODAY + DAY, today=TODAY, read=read)
    with pytest.raises(ConflictError):
        extend(book, stay, TODAY + 2 * DAY, today=TODAY, read=read)
    assert book.all(ExitPlan)[0].expected_until == TODAY + DAY


def test_no_day_that_is_past_and_no_stay_that_is_over(book, stay):
    past = refused(book, lambda: extend(book, stay, TODAY - DAY, today=TODAY))
    assert past == [("expected_until", "exit.until_past")]
    leave(book, stay, TODAY, today=TODAY)
    assert refused(book, lambda: extend(book, stay, TODAY, today=TODAY)) == ["exit.left_already"]


def test_a_move_ends_one_stay_and_begins_the_other_with_plan_and_ground(book, place, stay):
    plan_exit(book, ExitPlan(stay_id=stay, next_facility_id=place.outside, handover="書面"), today=TODAY)
    with book.writing("before") as writer:
        writer.add(AdmissionGround(stay_id=stay, ground="abuse_9", decided_by="x", decided_on=TODAY))
        writer.add(ExitTask(stay_id=stay, task=v.EXIT_TASKS[0]))
    revision = book.revision()
    there = move(book, stay, place.outside, TODAY, today=TODAY, agreed=True)
    here, after = book.one(Stay, stay), book.one(Stay, there)
    assert (here.end_on, here.residence_after) == (TODAY, "facility")
    assert (after.facility_id, after.start_on, after.end_on) == (place.outside, TODAY, None)
    assert (after.kind, after.person_id, after.residence_before) == ("emergency", place.people[0], "facility")
    [plan] = book.all(ExitPlan)
    assert (plan.stay_id, plan.handover, plan.next_facility_id) == (there, "書面", None)
    assert [one.stay_id for one in book.all(AdmissionGround)] == [stay, there]
    assert [one.stay_id for one in book.all(ExitTask)] == [there]
    assert tasks_due(book, TODAY + 40 * DAY) == []  # nobody left
    rows = [one for one in book.all(Audit) if one.id > revision]
    assert {one.what for one in rows} == {"move emergency stay"}
    assert {one.entity for one in rows} == {"stay", "exit_plan", "exit_task", "admission_ground"}
    found = board(book, TODAY)
    assert ([one.key for one in found.elsewhere], found.bases[0].free) == ([there], 2)
    assert move(book, there, place.base, TODAY, today=TODAY)


def test_the_call_stays_with_the_stay_that_it_led_to(book, place):
    ended = end_call(book, place.call(place.people[0], at=place.base), today=TODAY)
    move(book, present(ended.stay_id), place.outside, TODAY, today=TODAY, agreed=True)
    assert [one.stay_id for one in book.all(Consultation)] == [ended.stay_id]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({}, [("place_agreed", "exit.not_agreed")]),
        ({"to": "base"}, [("facility_id", "exit.same_place")]),
        ({"agreed": True, "on": TODAY + DAY}, [("moved_on", "input.not_in_future")]),
        ({"agreed": True, "on": TODAY - 6 * DAY}, [("moved_on", "exit.before_start")]),
        ({"agreed": True, "never": True}, ["call.never"]),
        ({"agreed": True, "status": "closed"}, ["call.closed"]),
    ],
)
def test_what_cannot_be_of_a_move_is_named_and_nothing_is_written(book, place, stay, what, expected):
    with book.writing("before") as writer:
        if what.get("never"):
            writer.add(PairRule(person_id=place.people[0], facility_id=place.outside, kind="never"))
        writer.change(replace(writer.one(Facility, place.outside), status=what.get("status", "open")))
    to, on = getattr(place, what.get("to", "outside")), what.get("on", TODAY)
    assert refused(book, lambda: move(book, stay, to, on, today=TODAY, agreed=what.get("agreed", False))) == expected


def test_a_full_base_takes_somebody_from_elsewhere_only_when_that_is_said(book, place, stay):
    admit(book, place, 1, place.base)
    guest = admit(book, place, 2, place.outside)
    assert refused(book, lambda: move(book, guest, place.base, TODAY, today=TODAY)) == ["call.full"]
    assert move(book, guest, place.base, TODAY, today=TODAY, allow_over=True)


def test_only_an_emergency_stay_that_lasts_moves_to_a_place_that_is_there(book, place, stay):
    with pytest.raises(NotFoundError):
        move(book, stay, 99, TODAY, today=TODAY)
    leave(book, stay, TODAY, today=TODAY)
    assert refused(book, lambda: move(book, stay, place.outside, TODAY, today=TODAY)) == ["exit.left_already"]


def test_two_guests_change_places_however_full_they_are(book, place, stay):
    admit(book, place, 1, place.base)
    guest = admit(book, place, 2, place.outside)
    plans = {one.stay_id: one.id for one in book.all(ExitPlan)}
    before = board(book, TODAY)
    one, other = swap(book, stay, guest, TODAY, today=TODAY, agreed=True)
    assert (book.one(Stay, one).facility_id, book.one(Stay, other).facility_id) == (place.outside, place.base)
    assert {one.id: one.stay_id for one in book.all(ExitPlan)} | {plans[stay]: one, plans[guest]: other} == {
        row.id: row.stay_id for row in book.all(ExitPlan)
    }
    after = board(book, TODAY)
    assert after.bases[0].in_use == before.bases[0].in_use == 2
    assert [guest.code_name for guest in after.elsewhere] == ["P-0"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("silent", [("place_agreed", "exit.not_agreed")]),
        ("same", [("swap_with", "exit.same_place")]),
        ("early", [("moved_on", "exit.before_start")]),
        ("never", ["call.never"]),
    ],
)
def test_what_cannot_be_of_a_swap_is_named_and_nothing_is_written(book, place, stay, what, expected):
    guest = admit(book, place, 1, place.base if what == "same" else place.outside)
    if what == "never":
        with book.writing("before") as writer:
            writer.add(PairRule(person_id=place.people[0], facility_id=place.outside, kind="never"))
    on = TODAY - 6 * DAY if what == "early" else TODAY
    assert refused(book, lambda: swap(book, stay, guest, on, today=TODAY, agreed=what != "silent")) == expected
