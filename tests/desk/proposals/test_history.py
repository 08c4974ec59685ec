"""What has happened to proposals, and what waits for somebody."""

from desk.proposals.history import history, information_wanted
from tests.desk.proposals.world import QUARTER, decline, make, undo


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
