"""After a proposal came to nothing its plan proposes another facility; nobody has two, whatever is taken back."""

import pytest

from casebook.records import Facility, FacilityCondition, Proposal
from desk.proposals.instead import CAME_TO_NOTHING, Instead, propose
from desk.proposals.steps import STEPS
from tests.desk.proposals.test_in_the_way import change
from tests.desk.proposals.world import AFTER, ASSUMED, ONE, make, nothing_written, undo, way_to


def instead(world, office=1, others=()):
    seen = world.book.one(Proposal, world.proposals[0])
    moved = [Instead(one, site, 3) for one, site in others]
    return propose(world.book, Instead(seen, world.facilities[office], 7), moved, today=AFTER, assumed_places=ASSUMED)


@pytest.mark.parametrize("status", STEPS)
def test_only_what_came_to_nothing_is_replaced(shared_book, status):
    world = make(shared_book, [1, 1], ONE)
    world.to(world.proposals[0], *way_to(status))
    if status not in CAME_TO_NOTHING:
        assert nothing_written(shared_book, lambda: instead(world)) == "proposal.still_stands"
        return
    new = shared_book.one(Proposal, instead(world))
    old = shared_book.one(Proposal, world.proposals[0])
    assert (new.plan_id, new.person_id, new.facility_id) == (old.plan_id, old.person_id, world.facilities[1])
    assert (new.status, new.cost, old.status) == ("suggested", 7, "released" if status == "no_answer" else status)
    assert nothing_written(shared_book, lambda: instead(world)) == "proposal.another_instead"
    assert nothing_written(shared_book, lambda: undo(world, world.proposals[0])) == "proposal.another_instead"
    world.step(new.id, "released")
    undo(world, world.proposals[0])
    assert world.status(world.proposals[0]) != old.status


def test_it_must_be_possible_and_have_a_place_left(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (0, 1, 1)])
    world.step(world.proposals[0], "declined", reason="facility_full")
    world.step(world.proposals[1], "asked")
    assert nothing_written(shared_book, lambda: instead(world)) == "proposal.no_place"
    world.step(world.proposals[1], "released")
    with shared_book.writing("meanwhile") as writer:
        (condition,) = writer.all(FacilityCondition, facility_id=world.facilities[1])
        writer.change(FacilityCondition(id=condition.id, facility_id=condition.facility_id, offers_trial=False))
    assert nothing_written(shared_book, lambda: instead(world)) == "proposal.in_the_way"
    change(world, Facility, status="closed")  # the one that refused does not matter any more
    with shared_book.writing("meanwhile") as writer:
        writer.change(condition)
    instead(world)


def test_suggestions_that_make_room_move_in_the_same_step_or_nothing_does(shared_book):
    world = make(shared_book, [1, 1, 1], [(0, 0, 0), (0, 1, 1), (0, 2, 2)])
    world.step(world.proposals[0], "declined", reason="facility_full")
    elsewhere, gone = (shared_book.one(Proposal, key) for key in world.proposals[1:])
    moved = [(elsewhere, world.facilities[2]), (gone, None)]
    new = instead(world, others=moved)
    assert [world.status(key) for key in world.proposals] == ["declined", "released", "released"]
    assert shared_book.one(Proposal, new).facility_id == world.facilities[1]
    [other] = shared_book.all(Proposal, person_id=world.people[1], status="suggested")
    assert (other.facility_id, other.cost) == (world.facilities[2], 3)
    world.step(new, "released")
    assert nothing_written(shared_book, lambda: instead(world, others=moved)) == "proposal.moved_on"
