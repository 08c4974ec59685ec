"""The board of the base's rooms holds against a plain recount; exits are planned, changed and done."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.errors import NotFoundError
from casebook.records import Consent, ExitPlan, Facility, FreeBed, Person, Plan, Proposal, Stay
from casebook.roles import Actor
from desk.city.yearly import room_use
from desk.emergency.calls import end_call, most_rooms
from desk.emergency.rooms import LONG_STAY_DAYS, SHOWN_AFTER, board, leave, plan_exit
from desk.emergency.tonight import Who, tonight
from desk.errors import DeskError, InvalidInputError
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import everything, make_place
from tests.optional import present
from words.say import say
from words.zone import TOKYO

DAY = timedelta(days=1)


@pytest.fixture
def stay(book, place):
    """Return the id of a stay at the base that began ten days ago."""
    call = place.call(place.people[0], at=place.base, start_on=TODAY - 10 * DAY, received_at=NOW - 10 * DAY)
    return end_call(book, call, today=TODAY).stay_id


def told(book):
    return [one.code for one in board(book, TODAY).bases[0].guests[0].notices]


def only(book, day=TODAY):
    (guest,) = board(book, day).bases[0].guests
    return guest


def codes(book):
    return [one.code for one in board(book, TODAY).notices]


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(0, 4), st.booleans()),
        st.tuples(st.just("leave"), st.integers(0, 4), st.booleans()),
        st.just(("night", 0, False)),
    ),
    max_size=25,
)


@settings(max_examples=20)
@given(rooms=st.one_of(st.none(), st.integers(1, 3)), operations=OPERATIONS)
def test_rooms_are_counted_as_by_hand(shared_book, rooms, operations):
    place = make_place(shared_book, rooms, people=5, named=f"R{len(shared_book.all(Facility))}")
    today = TODAY - 20 * DAY
    stays: list[list[Any]] = []  # [person, first, last or None, key], kept by hand
    expected: str | None
    for what, who, flag in operations:
        there = [one for one in stays if one[1] <= today and (one[2] is None or one[2] > today)]
        if what == "night":
            today = min(TODAY, today + DAY)
        elif what == "call":
            at = datetime.combine(today, time(8), TOKYO)
            call = place.call(place.people[who], at=place.base, start_on=today, received_at=at, allow_over=flag)
            call = replace(call, enquiries=())
            if any(one[0] == who and (one in there or one[1] == today) for one in stays):
                expected = "call.in_stay"
            else:
                expected = "call.full" if rooms is not None and len(there) >= rooms and not flag else None
            if expected:
                with pytest.raises(DeskError, match=expected):
                    end_call(shared_book, call, today=today)
            else:
                stays.append([who, today, None, end_call(shared_book, call, today=today).stay_id])
        elif who < len(there) and (day := today - flag * DAY) >= there[who][1]:
            leave(shared_book, there[who][3], day, today=today)
            there[who][2] = day
        (base,) = [one for one in board(shared_book, today).bases if one.facility.id == place.base]
        in_use = sum(first <= today and (last is None or last > today) for _, first, last, _ in stays)
        counted = {key for _, first, last, key in stays if first <= today and (last is None or last >= today)}
        assert {guest.key for guest in base.guests} == counted
        assert base.in_use == in_use
        assert base.free == (None if rooms is None else max(0, rooms - in_use))
        assert {guest.days for guest in base.guests} <= set(range(1, 22))
        expected = "room.unknown" if rooms is None else "room.over" if in_use > rooms else None
        expected = expected or {0: "room.full", 1: "room.last_free"}.get(present(rooms) - in_use)
        assert [one.code for one in base.notices] == [code for code in (expected,) if code]


@pytest.mark.parametrize(("role", "scope"), [("ward_office", "青葉区"), ("planner", None), ("core_centre", "基幹")])
def test_a_room_is_taken_whoever_may_see_who_is_in_it(sqlite_url, open_book, role, scope):
    book = open_book(sqlite_url)
    place = make_place(book)
    for person in place.people[:2]:
        end_call(book, place.call(person, at=place.base), today=TODAY)
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Person, place.people[0]), ward="青葉区"))
        agreed: dict[str, Any] = {
            "given_by": "person",
            "form": "oral",
            "scope": "matching_and_sharing",
            "given_on": TODAY,
        }
        writer.add(Consent(person_id=place.people[0], **agreed))
        writer.add(FreeBed(facility_id=place.outside, night=TODAY, beds=3))
        stay: dict[str, Any] = {"person_id": place.people[2], "facility_id": place.outside, "start_on": TODAY}
        writer.add(Stay(kind="emergency", **stay))
    seen = open_book(sqlite_url, Actor("x", role, scope))
    (base,) = board(seen, TODAY).bases
    assert (base.in_use, base.free, [one.code for one in base.notices]) == (2, 0, ["room.full"])
    names = {guest.code_name for guest in base.guests}
    assert (names, base.unseen) == (({"P-0"}, 1) if role == "ward_office" else (set(), 2))
    view = tonight(seen, Who(), NOW, load_policy())
    assert [line.beds.free for line in view.places if line.file.key == place.outside] == [2]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9))), max_size=6),
    st.integers(0, 9),
)
def test_the_most_rooms_at_once_are_those_of_the_fullest_night(spans, since):
    stays = [
        Stay(person_id=1, facility_id=1, kind="emergency", start_on=TODAY + first * DAY, end_on=last)
        for first, last in ((first, None if more is None else TODAY + (first + more) * DAY) for first, more in spans)
    ]
    nights = [TODAY + number * DAY for number in range(since, 20)]
    most = max(
        sum(one.start_on <= night and (not one.end_on or night < one.end_on) for one in stays) for night in nights
    )
    assert most_rooms(stays, TODAY + since * DAY) == most


def test_the_board_counts_each_day_as_the_yearly_review_does(book, place):
    first = TODAY - 20 * DAY
    with book.writing("before") as writer:
        for person, (start, length) in zip(place.people, ((0, 5), (3, None), (8, 1)), strict=True):
            end = None if length is None else first + (start + length) * DAY
            known = {"person_id": person, "facility_id": place.base, "kind": "emergency"}
            writer.add(Stay(start_on=first + start * DAY, end_on=end, **known))
    counted = sum(len(board(book, first + number * DAY).bases[0].guests) for number in range(21))
    assert counted == room_use(book, 2026, TODAY).room_days == 6 + 18 + 2


def test_without_a_base_there_is_no_board(book):
    found = board(book, TODAY)
    assert (found.bases, found.elsewhere, found.left, found.notices) == ((), (), (), ())


def test_a_guest_is_shown_with_her_days_and_an_empty_plan_if_none_was_made(book, place):
    with book.writing("before") as writer:
        writer.add(Stay(person_id=place.people[0], facility_id=place.base, kind="emergency", start_on=TODAY - 2 * DAY))
    guest = only(book)
    assert (guest.code_name, guest.days, guest.in_room) == ("P-0", 3, True)
    assert (guest.plan.id, guest.plan.step, guest.next_place, guest.trials) == (None, "assessment", None, ())


def test_stays_elsewhere_are_shown_beside_the_base(book, place):
    end_call(book, place.call(place.people[0], at=place.outside), today=TODAY)
    found = board(book, TODAY)
    assert [guest.facility.name for guest in found.elsewhere] == ["けやき"]
    assert (found.bases[0].guests, found.bases[0].free) == ((), 2)


def test_who_left_is_shown_for_a_while(book, stay):
    leave(book, stay, TODAY - DAY, today=TODAY)
    for day, shown in ((TODAY, 1), (TODAY - DAY + SHOWN_AFTER, 1), (TODAY + SHOWN_AFTER, 0)):
        found = board(book, day)
        assert (len(found.left), found.bases[0].guests, found.bases[0].free) == (shown, (), 2)


def test_who_left_today_is_counted_for_today_and_her_room_is_free_tonight(book, stay):
    leave(book, stay, TODAY, today=TODAY)
    (base,) = board(book, TODAY).bases
    assert (len(base.guests), base.in_use, base.free) == (1, 0, 2)


def test_a_long_stay_and_one_beyond_its_expected_end_are_named(book, place, stay):
    plan_exit(book, ExitPlan(stay_id=stay, expected_until=TODAY), today=TODAY)
    assert codes(book) == ["room.last_free"]
    plan_exit(book, ExitPlan(stay_id=stay, expected_until=TODAY - DAY), today=TODAY)
    assert codes(book) == ["room.last_free", "room.overdue"]
    known = {"person_id": place.people[1], "facility_id": place.base, "kind": "emergency"}
    for days, long in ((LONG_STAY_DAYS, False), (LONG_STAY_DAYS + 1, True)):
        with book.writing("before") as writer:
            key = writer.add(Stay(start_on=TODAY - (days - 1) * DAY, **known))
        assert ("room.long_stay" in codes(book)) is long
        leave(book, key, TODAY, today=TODAY)
    assert "room.long_stay" not in codes(book)


def test_an_exit_plan_is_changed_and_stays_one(book, place, stay):
    before = book.all(ExitPlan)
    plan = ExitPlan(
        stay_id=stay,
        expected_until=TODAY + 20 * DAY,
        step="trial",
        next_residence="group_home",
        next_facility_id=place.outside,
        handover="夜は明かりをつけておく",
        note="見学済み",
    )
    key = plan_exit(book, plan, today=TODAY)
    assert [key] == [one.id for one in before]
    assert book.all(ExitPlan) == [replace(plan, id=key)]
    assert only(book).next_place.name == "けやき"


def test_trials_at_the_next_place_since_she_came_are_shown(book, place, stay):
    plan_exit(book, ExitPlan(stay_id=stay, next_facility_id=place.outside), today=TODAY)
    with book.writing("before") as writer:
        known = {"person_id": place.people[0], "kind": "trial"}
        for facility, days in ((place.outside, 11), (place.outside, 10), (place.outside, 2), (place.base, 2)):
            writer.add(Stay(facility_id=facility, start_on=TODAY - days * DAY, **known))
        writer.add(Stay(person_id=place.people[1], facility_id=place.outside, kind="trial", start_on=TODAY))
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", period_start=TODAY, period_end=TODAY, policy_name="p", policy_version="1",
                policy_sha256="0", solver="x", placed=0, cost=0, record={},
            ),
        )  # fmt: skip
        for person, status in zip(place.people, ("booked", "asked", "asked"), strict=True):
            writer.add(
                Proposal(plan_id=plan, person_id=person, facility_id=place.outside, cost=1, status=status),
            )
    guest = only(book)
    assert [one.start_on for one in guest.trials] == [TODAY - 10 * DAY, TODAY - 2 * DAY]
    assert [one.status for one in guest.proposals] == ["booked"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"step": "flown"}, ("step", "call.not_listed")),
        ({"step": "moved"}, ("step", "exit.moved_when_left")),
        ({"next_residence": "moon"}, ("next_residence", "call.not_listed")),
        ({"expected_until": TODAY - 11 * DAY}, ("expected_until", "call.until_before_start")),
    ],
)
def test_what_cannot_be_kept_of_an_exit_is_named(book, stay, more, expected):
    before = everything(book)
    with pytest.raises(InvalidInputError) as refused:
        plan_exit(book, ExitPlan(stay_id=stay, **more), today=TODAY)
    assert [(one.field, one.code) for one in refused.value.faults] == [expected]
    assert everything(book) == before


def test_an_exit_belongs_to_an_emergency_stay_that_is_there(book, place):
    with book.writing("before") as writer:
        known = {"person_id": place.people[0], "facility_id": place.base, "start_on": TODAY}
        trial = writer.add(Stay(kind="trial", **known))
    for job in (
        lambda: plan_exit(book, ExitPlan(stay_id=trial), today=TODAY),
        lambda: leave(book, trial, TODAY, today=TODAY),
    ):
        with pytest.raises(DeskError, match=r"exit\.not_emergency"):
            job()
    for job in (
        lambda: plan_exit(book, ExitPlan(stay_id=99), today=TODAY),
        lambda: leave(book, 99, TODAY, today=TODAY),
    ):
        with pytest.raises(NotFoundError):
            job()


def test_the_next_place_must_be_there(book, stay):
    with pytest.raises(NotFoundError):
        plan_exit(book, ExitPlan(stay_id=stay, next_facility_id=99), today=TODAY)


def test_leaving_ends_the_stay_and_the_plan_says_so(book, place, stay):
    plan_exit(book, ExitPlan(stay_id=stay, step="trial", handover="書面"), today=TODAY)
    leave(book, stay, TODAY - DAY, today=TODAY, residence_after="group_home", outcome="mixed", note="家族が同行")
    ended = book.one(Stay, stay)
    assert (ended.end_on, ended.residence_after, ended.outcome, ended.note) == (
        TODAY - DAY, "group_home", "mixed", "家族が同行",
    )  # fmt: skip
    (plan,) = book.all(ExitPlan)
    assert (plan.step, plan.handover) == ("moved", "書面")


def test_a_handover_can_be_written_after_she_left(book, stay):
    leave(book, stay, TODAY, today=TODAY)
    plan_exit(book, ExitPlan(stay_id=stay, step="assessment", handover="後から渡した"), today=TODAY)
    (plan,) = book.all(ExitPlan)
    assert (plan.step, plan.handover) == ("moved", "後から渡した")


@pytest.mark.parametrize(
    ("day", "more", "expected"),
    [
        (TODAY - 11 * DAY, {}, ("end_on", "exit.before_start")),
        (TODAY + DAY, {}, ("end_on", "input.not_in_future")),
        (TODAY, {"outcome": "fine"}, ("outcome", "call.not_listed")),
        (TODAY, {"residence_after": "moon"}, ("residence_after", "call.not_listed")),
    ],
)
def test_what_cannot_be_kept_of_leaving_is_named(book, stay, day, more, expected):
    before = everything(book)
    with pytest.raises(InvalidInputError) as refused:
        leave(book, stay, day, today=TODAY, **more)
    assert [(one.field, one.code) for one in refused.value.faults] == [expected]
    assert everything(book) == before


def test_nobody_leaves_twice(book, stay):
    leave(book, stay, TODAY, today=TODAY)
    with pytest.raises(DeskError, match=r"exit\.left_already"):
        leave(book, stay, TODAY, today=TODAY)


def test_an_end_that_was_foreseen_can_be_set_right(book, stay):
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Stay, stay), end_on=TODAY + 3 * DAY))
    assert only(book).in_room
    leave(book, stay, TODAY, today=TODAY)
    assert book.one(Stay, stay).end_on == TODAY


def test_a_closed_base_gives_no_rooms_but_its_guests_are_not_lost(book, place, stay):
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Facility, place.base), status="closed"))
    found = board(book, TODAY)
    assert found.bases == ()
    assert [guest.key for guest in found.elsewhere] == [stay]


def test_a_trial_at_the_next_place_that_nobody_has_asked_for_is_told(book, place, stay):
    plan_exit(book, ExitPlan(stay_id=stay, step="trial"), today=TODAY)
    assert told(book) == ["exit.no_place_yet"]
    plan_exit(book, ExitPlan(stay_id=stay, step="trial", next_facility_id=place.outside), today=TODAY)
    assert told(book) == ["exit.no_trial_yet"]
    assert "けやき" in say("exit.no_trial_yet", "ja", **only(book).notices[0].params)
    plan_exit(book, ExitPlan(stay_id=stay, step="next_place", next_facility_id=place.outside), today=TODAY)
    assert told(book) == []
    plan_exit(book, ExitPlan(stay_id=stay, step="trial", next_facility_id=place.outside), today=TODAY)
    with book.writing("before") as writer:
        trial = {"person_id": place.people[0], "facility_id": place.outside, "kind": "trial"}
        writer.add(Stay(start_on=TODAY - DAY, end_on=TODAY, **trial))
    assert told(book) == []
