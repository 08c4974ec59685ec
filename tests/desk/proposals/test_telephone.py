"""One call, one transaction: conditions, answers, next contact; or nothing of it, with all that is in the way."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.records import FacilityCondition, PairRule, Proposal
from desk.errors import InvalidInputError
from desk.proposals.several import NotAllError
from desk.proposals.telephone import WAITING, Answer, Said, record_call
from tests.conftest import COORDINATOR, TODAY
from tests.desk.proposals.world import ASSUMED, make, refusal, undo, way_to

LATER = date(2026, 12, 1)


def call(world, *answers, **learnt):
    (known,) = world.book.all(FacilityCondition, facility_id=world.facilities[0])
    return record_call(world.book, Said(known, replace(known, **learnt)), answers, today=TODAY, assumed_places=ASSUMED)


def seen(world, number):
    return world.book.one(Proposal, world.proposals[number])


@pytest.mark.parametrize("status", WAITING)
@pytest.mark.parametrize(
    ("said", "becomes"), [("accepted", "accepted"), ("declined", "declined"), ("later", "asked"), (None, None)]
)
def test_an_answer_leads_where_it_says_from_wherever_a_proposal_waits(world, status, said, becomes):
    world.to(world.proposals[0], *way_to(status))
    reason = "facility_full" if said == "declined" else None
    call(world, Answer(seen(world, 0), said, reason, next_contact_on=LATER))
    now = seen(world, 0)
    assert now.status == (becomes or status)
    assert (now.in_charge, now.next_contact_on) == ((COORDINATOR.name, LATER) if said else (None, None))


def test_a_call_writes_conditions_answers_and_next_contact_at_once_and_refusals_make_room(shared_book):
    world = make(shared_book, [1], [(0, 0, 0), (0, 1, 0), (0, 2, 0)])
    world.step(world.proposals[0], "asked")
    call(
        world,
        Answer(seen(world, 1), "accepted", note="木曜の午後に見学"),
        Answer(seen(world, 0), "declined", "facility_condition_not_met", "wheelchair"),
        Answer(seen(world, 2), None),
        severe_behaviour=True,
    )
    assert [seen(world, number).status for number in range(3)] == ["declined", "accepted", "suggested"]
    (known,) = shared_book.all(FacilityCondition, facility_id=world.facilities[0])
    assert (known.severe_behaviour, known.wheelchair, known.confirmed_on) == (True, False, TODAY)
    assert [one.note for one in world.steps(world.proposals[1])] == [None, "木曜の午後に見学"]
    undo(world, world.proposals[1])
    (known,) = shared_book.all(FacilityCondition, facility_id=world.facilities[0])
    assert (seen(world, 1).status, known.severe_behaviour) == ("asked", True)


def test_an_answer_that_cannot_be_leaves_nothing_of_the_call(shared_book):
    world = make(shared_book, [2], [(0, 0, 0), (0, 1, 0)])
    old = seen(world, 1)
    world.step(world.proposals[1], "asked")
    revision = shared_book.revision()
    answers = Answer(seen(world, 0), "accepted"), Answer(old, "accepted")
    error = refusal(lambda: call(world, *answers, offers_trial=False), NotAllError)
    assert [one.params["why"].code for one in error.refused] == ["proposal.in_the_way", "proposal.moved_on"]
    assert refusal(lambda: call(world, age_min=9, age_max=8), InvalidInputError)
    assert shared_book.revision() == revision
    assert not shared_book.all(PairRule, facility_id=world.facilities[0])
