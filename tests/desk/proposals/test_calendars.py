"""Calendars: typed in and kept, unknown again when cleared, and handed to the dated plan as it understands them."""

from datetime import date, timedelta

import pytest

from casebook.records import FacilityCondition, FreeBed, PersonNight, PersonWish, Stay
from desk.errors import InvalidInputError
from desk.period import parse_period
from desk.proposals.calendars import free_beds, save_beds, save_nights, wishes
from desk.proposals.pair_rules import pair_constraints
from matching.dated import calendar as model
from tests.desk.conftest import entries
from tests.desk.proposals.world import BOOKED, QUARTER, make

PERIOD = parse_period("2027-01/2027-03")
DAY = date(2027, 1, 10)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def world(shared_book):
    """Return one proposal to one office with one place, on each database."""
    return make(shared_book, [1], [(0, 0, 0)])


def kept_in(world, period):
    return pair_constraints(world.book, period).keeps


def beds_of(world, period=PERIOD):
    return next(
        (
            one
            for one in free_beds(world.book, period, kept_in(world, period))
            if one.facility_id == world.facilities[0]
        ),
        None,
    )


def wishes_of(world, period=PERIOD):
    return next(
        (one for one in wishes(world.book, period, kept_in(world, period)) if one.person_id == world.people[0]), None
    )


def exactly(world, period, nights):
    days = (period.start + timedelta(later) for later in range((period.end - period.start).days + 1))
    return model.Wishes(world.people[0], len(nights), frozenset(nights), frozenset(days) - set(nights), booked=True)


def starts_of(world):
    kept = kept_in(world, PERIOD)
    free, wished = free_beds(world.book, PERIOD, kept), wishes(world.book, PERIOD, kept)
    calendar = model.build_calendar(model.Horizon(PERIOD.start, PERIOD.end), free, wished)
    return [calendar.day(night) for night in model.set_bits(calendar.starts(world.people[0], world.facilities[0]))]


def condition(world, **said):
    (known,) = world.book.all(FacilityCondition, facility_id=world.facilities[0])
    with world.book.writing("before") as writer:
        writer.change(FacilityCondition(id=known.id, facility_id=known.facility_id, trial_places=1, **said))


def test_nothing_but_0_in_a_month_closes_those_nights_and_leaves_the_others_unknown(world):
    later = date(2027, 2, 1)
    save_beds(world.book, world.facilities[0], {DAY: 0, later: 0, later + timedelta(days=1): 1})
    known = beds_of(world)
    assert known.closed == {DAY}
    assert known.by_night == {later: 0, later + timedelta(days=1): 1}
    starts = starts_of(world)
    assert DAY not in starts
    assert NEXT in starts
    assert [day for day in starts if day.month == 2] == [later + timedelta(days=1)]


def test_beds_are_kept_changed_and_cleared(world):
    (facility,) = world.facilities
    save_beds(world.book, facility, {DAY: 2, NEXT: 0})
    assert {one.night: one.beds for one in world.book.all(FreeBed, facility_id=facility)} == {DAY: 2, NEXT: 0}
    revision = world.book.revision()
    save_beds(world.book, facility, {DAY: 2, date(2027, 2, 1): None})
    assert world.book.revision() == revision
    save_beds(world.book, facility, {DAY: 1, NEXT: None})
    assert {one.night: one.beds for one in world.book.all(FreeBed, facility_id=facility)} == {DAY: 1}
    assert {(one.what, one.action) for one in entries(world.book, revision)} == {
        ("save free beds", "update"), ("save free beds", "delete"),
    }  # fmt: skip


def test_nights_and_the_wished_length_are_kept_changed_and_cleared(world):
    (person,) = world.people
    save_nights(world.book, person, 3, {DAY: True, NEXT: False})
    assert [one.nights for one in world.book.all(PersonWish, person_id=person)] == [3]
    assert {one.night: one.suits for one in world.book.all(PersonNight, person_id=person)} == {DAY: True, NEXT: False}
    save_nights(world.book, person, None, {DAY: False, NEXT: None})
    assert world.book.all(PersonWish, person_id=person) == []
    assert {one.night: one.suits for one in world.book.all(PersonNight, person_id=person)} == {DAY: False}


@pytest.mark.parametrize(
    ("save", "field"),
    [
        (lambda world: save_beds(world.book, world.facilities[0], {DAY: 1, NEXT: -1}), "beds"),
        (lambda world: save_beds(world.book, world.facilities[0], {DAY: 1000}), "beds"),
        (lambda world: save_nights(world.book, world.people[0], 0, {DAY: True}), "nights"),
        (lambda world: save_nights(world.book, world.people[0], 8, {DAY: True}), "nights"),
    ],
)
def test_a_number_out_of_range_is_said_and_nothing_written(world, save, field):
    revision = world.book.revision()
    with pytest.raises(InvalidInputError) as caught:
        save(world)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [(field, "input.range")]
    assert world.book.revision() == revision


def test_who_has_said_nothing_is_left_out(world):
    assert beds_of(world) is None
    assert wishes_of(world) is None
    save_beds(world.book, world.facilities[0], {date(2027, 4, 1): 1})
    save_nights(world.book, world.people[0], None, {date(2027, 4, 1): True})
    assert (beds_of(world), wishes_of(world)) == (None, None)


def test_beds_of_the_period_are_those_of_its_nights(world):
    days = [date(2026, 12, 31), *QUARTER, date(2027, 4, 1)]
    save_beds(world.book, world.facilities[0], dict.fromkeys(days, 1))
    assert beds_of(world) == model.FreeBeds(world.facilities[0], by_night=dict.fromkeys(QUARTER, 1))


def test_a_month_with_an_entry_is_a_whole_list_and_the_others_stay_unknown(world):
    save_beds(world.book, world.facilities[0], {DAY: 1, NEXT: 0})
    save_nights(world.book, world.people[0], None, {date(2027, 2, 9): True, date(2027, 3, 9): False})
    march = [date(2027, 3, 1) + timedelta(later) for later in range(31) if later != 8]
    assert starts_of(world) == [DAY, date(2027, 2, 9), *march]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"longest_stay_nights": 3}, {"longest": 3}),
        ({"weekdays": {"mon": True}}, {"arrival_weekdays": frozenset(range(7))}),
        ({"weekdays": {"sat": False, "sun": False}}, {"arrival_weekdays": frozenset(range(5))}),
    ],
)
def test_what_is_known_of_a_facility_limits_its_stays_and_what_is_not_does_not(world, said, expected):
    condition(world, **said)
    assert beds_of(world) == model.FreeBeds(world.facilities[0], **expected)


@pytest.mark.parametrize(
    ("length", "suits", "expected"),
    [
        (3, {}, {"nights": 3}),
        (1, {}, {}),
        (None, {DAY: True, NEXT: False}, {"suits": frozenset({DAY}), "never": frozenset({NEXT})}),
        (2, {NEXT: False}, {"nights": 2, "never": frozenset({NEXT})}),
    ],
)
def test_wishes_are_what_was_said(world, length, suits, expected):
    save_nights(world.book, world.people[0], length, suits)
    assert wishes_of(world) == model.Wishes(world.people[0], **expected)


@pytest.mark.parametrize(
    ("start", "end", "never"),
    [
        (date(2026, 12, 30), date(2027, 1, 2), {date(2027, 1, 1)}),
        (date(2027, 3, 30), None, {date(2027, 3, 30), date(2027, 3, 31)}),
        (DAY, DAY, set()),
        (date(2026, 6, 1), date(2026, 6, 3), set()),
    ],
)
def test_the_nights_of_another_stay_do_not_suit(world, start, end, never):
    with world.book.writing("before") as writer:
        stay = {"person_id": world.people[0], "facility_id": world.facilities[0], "kind": "short_stay"}
        writer.add(Stay(**stay, start_on=start, end_on=end))
    found = wishes_of(world)
    assert (found.never if found else frozenset()) == never


def test_who_is_booked_stays_exactly_as_booked(world):
    save_beds(world.book, world.facilities[0], {DAY: 1, NEXT: 1})
    world.to(world.proposals[0], "asked", "accepted", "booked")
    save_nights(world.book, world.people[0], 5, {BOOKED[0]: False})
    assert wishes_of(world) == exactly(world, PERIOD, [DAY, NEXT])
    assert starts_of(world) == [DAY]


def test_a_booking_that_crosses_into_the_next_period_takes_its_nights_and_its_bed_there(world):
    spring = parse_period("2027-04/2027-06")
    save_beds(world.book, world.facilities[0], {date(2027, 4, 1): 2, date(2027, 4, 2): 2})
    world.to(world.proposals[0], "asked", "accepted")
    world.step(world.proposals[0], "booked", dates=(date(2027, 3, 31), date(2027, 4, 2)))
    assert wishes_of(world).suits == {date(2027, 3, 31)}
    assert wishes_of(world, spring) == model.Wishes(world.people[0], never=frozenset({date(2027, 4, 1)}))
    assert beds_of(world, spring).by_night == {date(2027, 4, 1): 1, date(2027, 4, 2): 2}


def test_a_booking_of_the_same_days_is_kept_by_a_plan_of_a_longer_period_and_its_bed_is_not_taken_twice(world):
    longer = parse_period("2026-12/2027-03")
    save_beds(world.book, world.facilities[0], {DAY: 1, NEXT: 1})
    world.to(world.proposals[0], "asked", "accepted", "booked")
    assert wishes_of(world, longer) == exactly(world, longer, [DAY, NEXT])
    assert beds_of(world, longer).by_night == {DAY: 1, NEXT: 1}


def test_a_booking_that_the_plan_does_not_keep_takes_its_bed_and_its_nights(world):
    save_beds(world.book, world.facilities[0], {DAY: 2, NEXT: 1, BOOKED[1]: 1})
    world.to(world.proposals[0], "asked", "accepted", "booked")
    (beds,) = [one for one in free_beds(world.book, PERIOD, ()) if one.facility_id == world.facilities[0]]
    (wish,) = [one for one in wishes(world.book, PERIOD, ()) if one.person_id == world.people[0]]
    assert beds.by_night == {DAY: 1, NEXT: 0, BOOKED[1]: 1}
    assert wish.never == {DAY, NEXT}


@pytest.mark.parametrize("over", ["done", "broken_off"])
def test_a_trial_that_is_over_has_used_its_bed(world, over):
    save_beds(world.book, world.facilities[0], {DAY: 1, NEXT: 1, BOOKED[1]: 1})
    world.to(world.proposals[0], "asked", "accepted", "booked", over)
    assert beds_of(world).by_night == {DAY: 0, NEXT: 0, BOOKED[1]: 1}
