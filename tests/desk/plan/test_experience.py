"""What earlier plans teach: who was left out of them in a row, with dates or without."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.records import Plan, Proposal, Stay
from desk.period import parse_period
from desk.plan.adopting import put_adoption
from desk.plan.experience import left_out_in_a_row
from tests.conftest import NOW
from tests.desk.proposals.world import make

QUARTERS = [parse_period(text) for text in ("2026-07/2026-09", "2026-10/2026-12")]
NEXT = date(2027, 1, 1)
PERSON = 7


def keep(book, period, minutes=0, *, placed=(), unplaced=(), dated=None):
    """Keep and adopt a plan of which only the record matters; ``dated``: who has dates, if it has any."""
    record: dict[str, Any] = {
        "assignments": [{"person": person} for person in placed],
        "unplaced": [{"person": person, "reason": reason} for person, reason in unplaced],
    }
    if dated is not None:
        record["dates"] = {"stays": [{"person": person} for person in dated]}
    plan = Plan(
        made_at=NOW + timedelta(minutes=minutes), made_by="x", period_start=period.start, period_end=period.end,
        policy_name="p", policy_version="1", policy_sha256="0", solver="x", placed=0, cost=0, record=record,
    )  # fmt: skip
    with book.writing("before") as writer:
        key = writer.add(plan)
        put_adoption(writer, key, period, [], plan.made_at)
    return key


@pytest.fixture
def book(url, open_book):
    return open_book(url)


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ({"placed": [PERSON]}, None),
        ({"placed": [PERSON], "dated": [PERSON]}, None),
        ({"placed": [PERSON], "dated": []}, 2),  # a place, and no night for it
        ({"unplaced": [(PERSON, "places_taken")], "dated": [PERSON]}, None),  # the dates made room
        ({"unplaced": [(PERSON, "places_taken")], "dated": []}, 2),
        ({"unplaced": [(PERSON, "no_eligible_facility")]}, 2),
        ({"unplaced": [(PERSON, "no_consent")], "dated": []}, 1),
        ({}, 1),
    ],
)
def test_who_was_left_out_of_two_plans_in_a_row(book, last, count):
    keep(book, QUARTERS[0], unplaced=[(PERSON, "places_taken")])
    keep(book, QUARTERS[1], **last)
    assert left_out_in_a_row(book, NEXT).get(PERSON) == count


def test_of_a_period_the_adopted_plan_counts_and_later_periods_do_not(book):
    keep(book, QUARTERS[0], 1, placed=[PERSON])
    keep(book, QUARTERS[0], 5, unplaced=[(PERSON, "places_taken")])
    keep(book, parse_period("2027-01/2027-03"), unplaced=[(PERSON, "places_taken")])
    assert left_out_in_a_row(book, NEXT) == {PERSON: 1}


@pytest.mark.parametrize(("status", "count"), [("done", None), ("asked", None), ("declined", 1), ("suggested", 1)])
def test_whose_trial_is_done_or_whose_place_is_held_was_not_left_out(book, status, count):
    """The period was planned anew after the trial: she is not in the last plan."""
    world = make(book, [1], [(0, 0, 0)], [(QUARTERS[1].start, QUARTERS[1].end)])
    (person,) = world.people
    keep(book, QUARTERS[0], unplaced=[(person, "places_taken")])
    with book.writing("before") as writer:
        writer.change(Proposal(id=world.proposals[0], plan_id=world.plans[0], person_id=person,
                               facility_id=world.facilities[0], cost=1, status=status))  # fmt: skip
    keep(book, QUARTERS[1], 1)
    assert left_out_in_a_row(book, NEXT).get(person) == count


@pytest.mark.parametrize(
    ("began", "count"),
    [(date(2026, 6, 30), 2), (date(2026, 9, 30), 1), (date(2026, 10, 2), None), (NEXT, 2)],
)
def test_a_trial_that_began_ends_the_wait_planned_or_not(book, began, count):
    world = make(book, [1], [(0, 0, 0)], [(QUARTERS[1].start, QUARTERS[1].end)])
    (person,) = world.people
    for period in QUARTERS:
        keep(book, period, unplaced=[(person, "places_taken")])
    with book.writing("before") as writer:
        writer.add(Stay(person_id=person, facility_id=world.facilities[0], kind="trial", start_on=began))
    assert left_out_in_a_row(book, NEXT).get(person) == count
