"""Nights of a booking: a bed for everybody, nobody in two places, what suits; what nobody has said stands in no way."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.records import FacilityCondition, Proposal, Stay
from desk.errors import DeskError
from desk.proposals.calendars import save_beds, save_nights
from desk.proposals.proposals import take_back
from desk.proposals.steps import DATED
from tests.desk.proposals.world import AFTER, ASSUMED, BOOKED, QUARTER, make
from words.message import Message
from words.say import say

SPRING = date(2027, 4, 1), date(2027, 6, 30)
FIRST, NEXT = BOOKED[0], BOOKED[0] + timedelta(days=1)


def refused(world, proposal, **more):
    """Return with what words a booking is refused, and that nothing was written."""
    revision = world.book.revision()
    with pytest.raises(DeskError) as caught:
        world.step(proposal, "booked", **more)
    assert world.book.revision() == revision
    return caught.value


def undo_refused(world, proposal):
    with pytest.raises(DeskError) as caught:
        take_back(world.book, proposal, "間違い", assumed_places=ASSUMED)
    return caught.value.code


def condition(world, **said):
    (known,) = world.book.all(FacilityCondition, facility_id=world.facilities[0])
    with world.book.writing("before") as writer:
        writer.change(FacilityCondition(id=known.id, facility_id=known.facility_id, trial_places=1, **said))


@pytest.fixture
def two(shared_book):
    """Two people agreed at one office with two places."""
    world = make(shared_book, [2], [(0, 0, 0), (0, 1, 0)])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    return world


@pytest.fixture
def one(shared_book):
    """One person agreed at one office; there is another office."""
    world = make(shared_book, [1, 1], [(0, 0, 0)])
    world.to(world.proposals[0], "asked", "accepted")
    return world


def test_a_bed_is_booked_once_a_night(two):
    save_beds(two.book, two.facilities[0], {FIRST: 2, NEXT: 1, BOOKED[1]: 1})
    first, second = two.proposals
    two.step(first, "booked")
    error = refused(two, second)
    assert error.code == "proposal.no_bed"
    told = {"night": NEXT, "beds": 1, "others": 1}
    assert told.items() <= error.params.items()
    assert error.params["facility"]
    two.step(second, "booked", dates=(BOOKED[1], BOOKED[1] + timedelta(days=1)))


@pytest.mark.parametrize("over", ["done", "broken_off"])
def test_a_bed_that_was_used_is_not_booked_for_the_same_night_again(two, over):
    save_beds(two.book, two.facilities[0], {FIRST: 1, NEXT: 2})
    first, second = two.proposals
    two.to(first, "booked", over)
    assert refused(two, second).code == "proposal.no_bed"


def test_where_beds_are_unknown_only_places_count(two):
    save_beds(two.book, two.facilities[0], {date(2027, 2, 1): 0})
    for proposal in two.proposals:
        two.step(proposal, "booked")


def test_a_blank_night_of_a_month_with_numbers_has_no_bed(two):
    save_beds(two.book, two.facilities[0], {FIRST: 2})
    error = refused(two, two.proposals[0])
    assert (error.code, error.params["night"], error.params["beds"]) == ("proposal.no_bed", NEXT, 0)
    across = date(2027, 1, 31), date(2027, 2, 2)
    save_beds(two.book, two.facilities[0], {across[0]: 1})
    two.step(two.proposals[0], "booked", dates=across)


def test_a_bed_given_away_meanwhile_is_not_brought_back(two):
    save_beds(two.book, two.facilities[0], {FIRST: 1, NEXT: 1})
    first, second = two.proposals
    two.to(first, "booked", "done")
    take_back(two.book, first, "間違い", assumed_places=ASSUMED)
    two.step(first, "released")
    two.step(second, "booked")
    assert undo_refused(two, first) == "proposal.no_bed"
    two.step(second, "released")
    take_back(two.book, first, "間違い", assumed_places=ASSUMED)
    assert undo_refused(two, second) == "proposal.no_bed"


def test_a_night_that_does_not_suit_is_not_booked(one):
    save_nights(one.book, one.people[0], None, {NEXT: False, BOOKED[1]: False, date(2027, 2, 1): True})
    error = refused(one, one.proposals[0])
    assert (error.code, error.params["night"]) == ("proposal.night_unsuited", NEXT)
    near = tuple(FIRST - timedelta(days=back) for back in (3, 2, 1))
    assert error.params["nearest"] == Message("proposal.nearest", {"days": near})
    save_nights(one.book, one.people[0], None, {NEXT: None})
    one.step(one.proposals[0], "booked")


@pytest.mark.parametrize(
    ("start", "end", "there", "fits"),
    [
        (FIRST, NEXT, False, False),
        (NEXT, None, False, False),
        (date(2027, 1, 2), date(2027, 3, 1), False, False),
        (date(2026, 12, 1), None, False, True),  # nobody knows how long it will last
        (date(2027, 1, 2), FIRST, False, True),
        (BOOKED[1], None, False, True),
        (FIRST, BOOKED[1], True, True),
    ],
)
def test_nobody_is_booked_where_a_stay_has_them_elsewhere(one, start, end, there, fits):
    with one.book.writing("before") as writer:
        site = one.facilities[0 if there else 1]
        stay = Stay(person_id=one.people[0], facility_id=site, kind="emergency", start_on=start, end_on=end)
        writer.add(stay)
    if fits:
        one.step(one.proposals[0], "booked")
    else:
        error = refused(one, one.proposals[0])
        assert (error.code, error.params["night"]) == ("proposal.elsewhere", max(start, FIRST))


def test_a_booking_that_crosses_into_the_next_period_keeps_its_nights_there(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER, SPRING])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    first, second = world.proposals
    world.step(first, "booked", dates=(date(2027, 3, 30), date(2027, 4, 3)))
    assert refused(world, second, dates=(date(2027, 4, 2), date(2027, 4, 4))).code == "proposal.elsewhere"
    world.step(second, "booked", dates=(date(2027, 4, 3), date(2027, 4, 4)))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"longest_stay_nights": 1}, "proposal.too_long"),
        ({"longest_stay_nights": 2}, None),
        ({"weekdays": {"sun": False}}, "proposal.arrival_day"),
        ({"weekdays": {"mon": False, "sat": True}}, None),
    ],
)
def test_a_facilitys_longest_stay_and_days_of_arrival_are_kept(one, said, code):
    assert FIRST.strftime("%a") == "Sun"
    condition(one, **said)
    if code is None:
        one.step(one.proposals[0], "booked")
    else:
        assert refused(one, one.proposals[0]).code == code


@pytest.mark.parametrize(
    ("to", "dates", "code"),
    [
        ("done", (date(2026, 5, 1), date(2026, 5, 2)), "proposal.outside_period"),
        ("done", (date(2027, 1, 10), date(2027, 1, 18)), "proposal.nights"),
        ("done", (date(2027, 1, 10), date(2027, 1, 10)), "proposal.nights"),
        ("broken_off", (date(2026, 12, 31), date(2027, 1, 1)), "proposal.outside_period"),
        ("broken_off", (date(2027, 1, 10), date(2027, 2, 18)), "proposal.nights"),
        ("broken_off", (date(2027, 1, 10), date(2027, 1, 10)), None),
        ("done", (date(2027, 3, 31), date(2027, 4, 1)), None),
    ],
)
def test_a_trial_that_is_over_lay_in_its_period_and_was_no_longer_than_a_trial(one, to, dates, code):
    one.step(one.proposals[0], "booked")
    if code is None:
        one.step(one.proposals[0], to, dates=dates, today=AFTER)
        return
    with pytest.raises(DeskError) as caught:
        one.step(one.proposals[0], to, dates=dates, today=AFTER)
    assert caught.value.code == code


def test_a_refused_day_of_arrival_names_the_weekdays_that_work_and_the_nearest_days(one):
    condition(one, weekdays={"sun": False, "mon": False, "tue": True, "fri": False})
    error = refused(one, one.proposals[0])
    near = [FIRST + timedelta(days=offset) for offset in (-1, 2, -3)]  # Saturday, Tuesday, Thursday
    assert error.params["nearest"] == Message("proposal.nearest", {"days": tuple(sorted(near))})
    assert "火、水、木、土" in say(error.message, "ja")
    assert "Tue, Wed, Thu, Sat" in say(error.message, "en")
    for day in near:
        one.step(one.proposals[0], "booked", dates=(day, day + timedelta(days=2)))


def test_where_no_day_of_the_period_would_do_that_is_said(one):
    condition(one, weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), False))
    error = refused(one, one.proposals[0])
    assert error.params["nearest"] == Message("proposal.nearest_none")
    assert say("common.none", "ja") in say(error.message, "ja")


def test_a_booked_stay_gets_other_dates_by_one_step_that_is_held_and_taken_back_like_any(one):
    proposal, other = one.proposals[0], (date(2027, 2, 2), date(2027, 2, 4))
    seen = one.step(proposal, "booked").proposal
    save_beds(one.book, one.facilities[0], {date(2027, 2, 2): 1, date(2027, 2, 3): 0})
    assert refused(one, proposal, dates=BOOKED).code == "proposal.same_dates"
    assert refused(one, proposal, dates=other).code == "proposal.no_bed"
    save_beds(one.book, one.facilities[0], {date(2027, 2, 3): 1})
    moved = one.step(proposal, "booked", dates=other, seen=seen, note="本人が風邪をひいたため").proposal
    assert (moved.status, moved.start_on, moved.end_on) == ("booked", *other)
    assert refused(one, proposal, dates=(NEXT, BOOKED[1]), seen=seen).code == "proposal.moved_on"
    take_back(one.book, proposal, "聞き違い", assumed_places=ASSUMED)
    assert one.book.one(Proposal, proposal) == seen


PEOPLE, NIGHTS = 3, [date(2027, 1, 30) + timedelta(days=offset) for offset in range(4)]
BEDS = st.lists(st.one_of(st.none(), st.integers(0, 2)), min_size=len(NIGHTS), max_size=len(NIGHTS))
BOOKINGS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 3), st.integers(1, 3)), max_size=8)


@given(BEDS, BOOKINGS)
@settings(max_examples=15)
def test_a_booking_is_refused_exactly_when_a_night_has_no_bed_left(shared_book, beds, bookings):
    world = make(shared_book, [PEOPLE], [(0, person, 0) for person in range(PEOPLE)])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    known = dict(zip(NIGHTS, beds, strict=True))
    save_beds(shared_book, world.facilities[0], known)
    listed = {night.month for night, count in known.items() if count}
    left = {night: count or 0 for night, count in known.items() if night.month in listed or count == 0}
    for person, offset, length in bookings:
        proposal = world.proposals[person]
        if world.status(proposal) != "accepted":
            continue
        nights = [NIGHTS[0] + timedelta(days=offset + more) for more in range(length)]
        dates = nights[0], nights[-1] + timedelta(days=1)
        if all(left.get(night, 0 if night.month in listed else 1) for night in nights):
            world.step(proposal, "booked", dates=dates)
            left = {night: count - (night in nights) for night, count in left.items()}
        else:
            assert refused(world, proposal, dates=dates).code == "proposal.no_bed"
    guests = [one for one in shared_book.all(Proposal, facility_id=world.facilities[0]) if one.status in DATED]
    for night, count in known.items():
        assert count is None or sum(one.start_on <= night < one.end_on for one in guests) <= count
