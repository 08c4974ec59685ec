"""What has happened to proposals, and what waits for somebody."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.proposals.history import history, information_wanted, overdue, stalled
from tests.desk.proposals.world import BOOKED, QUARTER, decline, make, undo


def test_a_proposal_is_stalled_once_so_many_days_have_passed_since_it_was_asked_last(url, open_book):
    days = iter(range(100))
    book = open_book(url)
    book._clock = lambda: datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo")) + timedelta(days=next(days))
    world = make(book, [3], [(0, 0, 0), (0, 1, 0), (0, 2, 0)])
    book._clock = lambda: datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("UTC"))  # the 21st in Tokyo
    world.to(world.proposals[0], "asked")
    world.to(world.proposals[1], "asked", "accepted")
    book._clock = lambda: datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    world.to(world.proposals[2], "asked", "no_answer", "asked")
    today = date(2026, 12, 5)
    assert [(one.proposal.id, one.asked_on, one.days) for one in stalled(book, today, 10)] == [
        (world.proposals[0], date(2026, 11, 21), 14), (world.proposals[2], date(2026, 11, 25), 10),
    ]  # fmt: skip
    assert [one.days for one in stalled(book, today, 14)] == [14]
    assert stalled(book, today, 15) == []


def test_a_booking_whose_days_are_past_is_overdue_until_somebody_says_how_it_went(shared_book):
    world = make(shared_book, [2], [(0, 0, 0), (0, 1, 0)])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")

    def found(day):
        return [one.id for one in overdue(shared_book, day) if one.id in world.proposals]

    first, second = world.proposals
    world.step(first, "booked", dates=(date(2027, 2, 1), date(2027, 2, 3)))
    world.step(second, "booked")
    assert [found(day) for day in (BOOKED[1], BOOKED[1] + timedelta(days=1))] == [[], [second]]
    assert found(date(2027, 2, 4)) == [second, first]
    world.step(second, "broken_off")
    assert found(date(2027, 2, 4)) == [first]


def test_information_is_wanted_until_the_pair_moves_on(shared_book):
    world = make(shared_book, [2], [(0, 0, 0), (1, 0, 0)], [QUARTER] * 2)
    decline(world, "facility_information_missing")
    assert world.proposals[0] in {event.proposal.id for event in information_wanted(shared_book)}
    world.step(world.proposals[1], "asked")
    assert world.proposals[0] not in {event.proposal.id for event in information_wanted(shared_book)}


def test_the_history_of_a_person_is_every_step_in_its_order(shared_book):
    world = make(shared_book, [2, 2], [(0, 0, 0), (1, 0, 1), (0, 1, 0)], [QUARTER] * 2)
    first, second, others = world.proposals
    world.step(first, "asked")
    world.step(second, "asked")
    world.step(others, "asked")
    undo(world, first)
    told = [
        (event.proposal.id, event.step.from_status, event.step.to_status)
        for event in history(shared_book, world.people[0])
    ]
    assert told == [
        (first, "suggested", "asked"), (second, "suggested", "asked"), (first, "asked", "suggested"),
    ]  # fmt: skip
