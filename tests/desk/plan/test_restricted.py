"""Restricted files and what is made of everybody: the same plan whoever makes it, and no place given twice."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.book import Casebook
from casebook.records import FreeBed, NamedReader, Plan, Proposal
from casebook.roles import Actor
from desk.errors import DeskError
from desk.period import Period
from desk.plan.adopting import keep_adopted
from desk.plan.kept import adopted_plan, kept_plans
from desk.plan.trials import plan_trials
from desk.proposals.calendars import free_beds
from desk.proposals.proposals import move
from matching.policy import load_policy
from matching.trials import check_record
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.conftest import add_person
from tests.optional import present

NAMED, OTHER = COORDINATOR, Actor("ほかの人", "coordinator")
PERIOD = Period(date(2027, 1, 1), date(2027, 3, 31))
POLICY = load_policy()


def as_(book: Casebook, actor: Actor) -> Casebook:
    return Casebook(book._engine, actor, lambda: NOW)


@pytest.fixture
def agreed(offices: Casebook) -> Casebook:
    """Return the little city with three people; the first has agreed to the one place of the first office."""
    with offices.writing("before") as writer:
        add_person(writer, "限定")
    keep_adopted(offices, plan_trials(offices, PERIOD, POLICY, TODAY), NOW)
    with offices.writing("booked") as writer:
        [proposal] = writer.all(Proposal)
        assert (proposal.person_id, proposal.facility_id) == (1, 1)
        booked = replace(proposal, status="booked", start_on=PERIOD.start, end_on=PERIOD.start.replace(day=3))
        writer.change(booked)
        for name in ("乙", "丙"):
            add_person(writer, name)
        writer.add(FreeBed(facility_id=1, night=PERIOD.start, beds=1))
    return offices


def restrict(book: Casebook) -> None:
    with book.writing("restrict") as writer:
        for name in (NAMED.name, "もう一人"):
            writer.add(NamedReader(person_id=1, name=name, named_by=NAMED.name, named_at=NOW))


def placed(book: Casebook) -> set[tuple[int, int]]:
    view = plan_trials(book, PERIOD, POLICY, TODAY)
    return {(one.person.key, one.facility.key) for one in view.suggestions}


def test_a_plan_is_the_same_whoever_makes_it_and_gives_no_place_that_is_taken(agreed: Casebook) -> None:
    before = placed(agreed)
    assert (1, 1) in before
    restrict(agreed)
    for actor in (NAMED, OTHER):
        book = as_(agreed, actor)
        assert placed(book) == before - {(1, 1)}
        [free] = free_beds(book, PERIOD, ())
        assert free.by_night[PERIOD.start] == 0


def test_a_plan_that_was_kept_before_is_read_without_her_by_who_is_not_named_and_proven_by_both(
    agreed: Casebook,
) -> None:
    keep_adopted(agreed, plan_trials(agreed, PERIOD, POLICY, TODAY), NOW)
    [before, first] = kept_plans(agreed, PERIOD)
    restrict(agreed)
    named, other = (kept_plans(as_(agreed, actor), PERIOD) for actor in (NAMED, OTHER))
    assert named == [before, first]
    for whole, seen in zip(named, other, strict=True):
        check_record(whole.record)
        check_record(seen.record)
        assert seen.pairs == {person: place for person, place in whole.pairs.items() if person != 1}
        assert (seen.placed, whole.placed) == (len(seen.pairs), len(whole.pairs))
        assert {one["id"] for one in seen.record["people"]} == {one["id"] for one in whole.record["people"]} - {1}
    assert first.placed - other[1].placed == 1
    assert adopted_plan(as_(agreed, OTHER), PERIOD) == other[0]


def test_nobody_is_booked_into_a_place_that_is_taken_without_saying_by_whom(agreed: Casebook) -> None:
    restrict(agreed)
    other = as_(agreed, OTHER)
    with other.writing("suggest") as writer:
        [plan] = writer.all(Plan)
        key = writer.add(Proposal(plan_id=present(plan.id), person_id=2, facility_id=1, cost=1, status="asked"))
    with pytest.raises(DeskError) as caught:
        move(other, key, "accepted", today=TODAY, assumed_places=1)
    assert caught.value.code == "proposal.no_place"
    assert caught.value.params == {"facility": "もみじ", "places": 1}
