"""The work list: what is due comes first; each proposal is asked about what its facility has not said and she needs."""

from datetime import date, timedelta

from casebook.records import FacilityCondition, Person, Proposal
from desk.city import read_city
from desk.plan import plan_input
from desk.policy import load_policy
from desk.proposals.several import follow_up
from desk.proposals.tasks import PATIENCE_DAYS, VIEWS, counts, tasks
from tests.conftest import TODAY
from tests.desk.proposals.test_in_the_way import change
from tests.desk.proposals.world import BOOKED, make, way_to

SOON = date(2026, 12, 1)


def listed(world, today=TODAY):
    book = world.book
    source = plan_input(book, today, load_policy(), today)
    found = tasks(book, read_city(book, today), source.problem, today)
    return [task for task in found if task.key in world.proposals]


def test_what_is_due_comes_first_then_tiers_and_what_is_over_last(shared_book):
    world = make(shared_book, [9], [(0, person, 0) for person in range(5)])
    waiting, urgent, other, booked, over = world.proposals
    with shared_book.writing("before") as writer:
        person = writer.one(Person, world.people[1])
        writer.change(Person(id=person.id, code_name=person.code_name, tier_override=1, tier_override_reason="x"))
    world.step(waiting, "asked")
    world.to(booked, *way_to("booked"))
    world.step(over, "released")
    assert listed(world)[0].key == urgent
    day = TODAY + timedelta(days=PATIENCE_DAYS)
    assert [one.key for one in listed(world) if one.is_due(TODAY)] == []
    first = listed(world, day)[0]
    assert (first.key, first.due_on, first.is_due(day)) == (waiting, day, True)
    follow_up(shared_book, [shared_book.one(Proposal, other)], None, SOON - timedelta(days=9))
    assert [one.key for one in listed(world)][:2] == [other, urgent]
    assert {one.key for one in listed(world, BOOKED[1]) if one.is_due(BOOKED[1])} == {waiting, booked, other}
    assert [one.key for one in listed(world)][-1] == over
    assert listed(world)[-1].last.to_status == "released"


def test_each_view_holds_what_it_says_and_counts_it(shared_book):
    world = make(shared_book, [9], [(0, person, 0) for person in range(9)])
    for proposal, status in zip(world.proposals, ("suggested", "asked", "no_answer", "accepted", "booked", "done", "broken_off", "declined", "released"), strict=True):  # fmt: skip
        world.to(proposal, *way_to(status))
    found = listed(world)
    held = {name: {one.proposal.status for one in found if view(one, TODAY)} for name, view in VIEWS.items()}
    assert held["to_ask"] == {"suggested"}
    assert held["waiting"] == {"asked", "no_answer"}
    assert held["open"] | held["over"] | held["let_go"] == held["all"]
    assert counts(found, TODAY)["all"] == 9


def test_a_facility_is_asked_what_it_has_not_said_as_far_as_it_matters(shared_book):
    world = make(shared_book, [1], [(0, 0, 0)])
    change(world, Person, wheelchair=True, severe_behaviour=False, sex="female")
    asked = listed(world)[0].questions
    assert {"wheelchair", "sex", "offers_trial"} <= set(asked)
    assert "severe_behaviour" not in asked
    change(world, FacilityCondition, wheelchair=True, sexes="any")
    assert not {"wheelchair", "sex"} & set(listed(world)[0].questions)
    world.step(world.proposals[0], "released")
    assert listed(world)[0].questions == ()
