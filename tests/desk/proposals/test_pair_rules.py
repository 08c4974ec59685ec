"""What a refusal or a rule means for the pairs of the next plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook import vocabulary as v
from casebook.errors import ChangedMeanwhileError, RefusedError
from casebook.records import FacilityCondition, PairRule
from desk.period import Period
from desk.proposals.history import information_wanted
from desk.proposals.pair_rules import CONDITIONS, FOLLOWS, lift_rule, pair_constraints, rules_in_force
from desk.proposals.steps import HELD
from tests.conftest import TODAY
from tests.desk.proposals.by_hand import set_rule
from tests.desk.proposals.world import AFTER, ONE, QUARTER, decline, make, nothing_written, on, pair, undo, way_to
from tests.optional import present
from words.say import catalogue


def test_every_reason_says_what_follows():
    assert set(FOLLOWS) == set(v.DECLINE_REASONS)
    assert {one.kind for one in FOLLOWS.values()} >= set(v.PAIR_RULES)
    assert {f"follow.{one.kind}" for one in FOLLOWS.values()} <= set(catalogue())
    assert all((one.days > 0) == (one.kind == "not_before") for one in FOLLOWS.values())


@pytest.mark.parametrize("reason", v.DECLINE_REASONS)
def test_the_next_plan_obeys_a_refusal_for_as_long_as_it_says(world, reason):
    condition = "medical_care.suction" if reason == "facility_condition_not_met" else None
    rule = decline(world, reason, condition=condition).rule
    follow = FOLLOWS[reason]
    assert [one.kind for one in world.book.all(PairRule, person_id=world.people[0])] == [
        follow.kind for _ in [1] if follow.kind in v.PAIR_RULES
    ]
    until = AFTER + timedelta(days=follow.days)
    forbidden = [
        pair(world) in pair_constraints(world.book, on(day)).forbids for day in (AFTER, until, date(2099, 1, 1))
    ]
    expected = {"never": [True, True, True], "not_before": [True, False, False]}.get(follow.kind, [False] * 3)
    assert forbidden == expected
    assert rule is None or rule.reason == reason
    wanted = [event.proposal.id for event in information_wanted(world.book)]
    assert (world.proposals[0] in wanted) is (reason == "facility_information_missing")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_that_was_not_met_is_known_to_be_refused(shared_book, condition, known):
    world = make(shared_book, [1 if known else None], ONE)
    decline(world, "facility_condition_not_met", condition=condition)
    (found,) = shared_book.all(FacilityCondition, facility_id=world.facilities[0])
    name, _, item = condition.partition(".")
    if item:
        assert getattr(found, {"disability_kind": "disability_kinds"}.get(name, name)) == {item: False}
    else:
        assert getattr(found, name) is False
    assert (found.confirmed_on, found.trial_places) == (AFTER, 1 if known else None)
    undo(world, world.proposals[0])
    left = shared_book.all(FacilityCondition, facility_id=world.facilities[0])
    assert left == ([FacilityCondition(id=found.id, facility_id=world.facilities[0], trial_places=1)] if known else [])


@pytest.mark.parametrize(
    ("first", "then", "kind", "days"),
    [
        ("facility_full", "person_health", "not_before", 90),
        ("person_health", "facility_full", "not_before", 90),
        ("facility_full", "person_wish", "never", 0),
        ("person_wish", "facility_full", "never", 0),
    ],
)
def test_a_rule_never_becomes_milder(shared_book, first, then, kind, days):
    world = make(shared_book, [2], [(0, 0, 0), (1, 0, 0)], [QUARTER] * 2)
    for proposal in world.proposals:
        world.step(proposal, "asked")
    for proposal, reason in zip(world.proposals, (first, then), strict=True):
        before = shared_book.all(PairRule, person_id=world.people[0])
        world.step(proposal, "declined", reason=reason)
    (rule,) = shared_book.all(PairRule, person_id=world.people[0])
    assert (rule.kind, rule.until) == (kind, AFTER + timedelta(days=days) if days else None)
    undo(world, world.proposals[1])
    assert shared_book.all(PairRule, person_id=world.people[0]) == before


def test_what_was_changed_by_hand_since_is_not_undone(world):
    decline(world, "facility_full")
    (rule,) = world.book.all(PairRule, person_id=world.people[0])
    set_rule(world.book, replace(rule, id=None, kind="never", until=None))
    nothing_written(world.book, lambda: undo(world, world.proposals[0]), ChangedMeanwhileError)


def test_a_rule_by_hand_takes_the_place_of_the_one_there_was_and_can_be_lifted(world):
    person, facility = pair(world)
    rule = PairRule(person_id=person, facility_id=facility, kind="never", note="本人の希望")
    key = set_rule(world.book, rule)
    dated = replace(rule, kind="not_before", until=date(2027, 5, 1))
    assert set_rule(world.book, dated) == key
    assert world.book.all(PairRule, person_id=person) == [replace(dated, id=key)]
    undated = replace(dated, until=None)
    nothing_written(world.book, lambda: set_rule(world.book, undated), RefusedError)
    lift_rule(world.book, key)
    assert pair(world) not in pair_constraints(world.book, on(TODAY)).forbids


def test_rules_in_force_are_those_that_still_hold_the_longest_first_until_they_are_lifted(shared_book):
    world = make(shared_book, [1] * 4, ONE)
    kept_apart = PairRule(person_id=world.people[0], facility_id=0, kind="not_before")
    days = [TODAY + timedelta(days=1), None, TODAY, TODAY + timedelta(days=9)]
    for site, until in zip(world.facilities, days, strict=True):
        set_rule(
            shared_book, replace(kept_apart, facility_id=site, kind="not_before" if until else "never", until=until)
        )

    def sites():
        return [world.facilities.index(one.facility_id) for one in rules_in_force(shared_book, world.people[0], TODAY)]

    assert sites() == [1, 3, 0]
    lift_rule(shared_book, present(rules_in_force(shared_book, world.people[0], TODAY)[0].id))
    assert sites() == [3, 0]
    assert {(world.people[0], world.facilities[site]) for site in (3, 0)} == {
        one for one in pair_constraints(shared_book, on(TODAY)).forbids if one[0] == world.people[0]
    }


@pytest.mark.parametrize("status", v.PROPOSAL_STATUS)
def test_a_plan_keeps_the_pairs_whose_place_is_held(world, status):
    if way_to(status):
        world.to(world.proposals[0], *way_to(status))
    for day, kept in ((QUARTER[0], True), (QUARTER[1], True), (AFTER, False), (date(2026, 12, 31), False)):
        assert (pair(world) in pair_constraints(world.book, on(day)).keeps) is (kept and status in HELD)


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (date(2026, 12, 1), date(2027, 2, 28), True),
        (date(2027, 3, 31), date(2027, 6, 30), True),
        (date(2026, 12, 1), date(2027, 6, 30), True),
        (date(2026, 10, 1), date(2026, 12, 31), False),
    ],
)
def test_a_pair_is_kept_by_the_plan_of_every_period_that_shares_a_day(world, start, end, kept):
    world.step(world.proposals[0], "asked")
    assert (pair(world) in pair_constraints(world.book, Period(start, end)).keeps) is kept


def test_of_two_places_held_for_one_person_a_plan_keeps_the_one_that_has_come_further(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER, (date(2027, 1, 1), date(2027, 1, 31))])
    (person,), (first, second) = world.people, world.facilities

    def kept():
        return {pair for pair in pair_constraints(shared_book, Period(*QUARTER)).keeps if pair[0] == person}

    world.step(world.proposals[1], "asked")
    world.step(world.proposals[0], "asked")
    assert kept() == {(person, second)}
    world.step(world.proposals[0], "accepted")
    assert kept() == {(person, first)}


def test_what_is_agreed_is_kept_until_it_is_released_whatever_the_rule(world):
    person, facility = pair(world)
    world.to(world.proposals[0], "asked", "accepted")
    set_rule(world.book, PairRule(person_id=person, facility_id=facility, kind="never"))
    assert pair(world) not in pair_constraints(world.book, Period(*QUARTER)).forbids
    world.step(world.proposals[0], "released")
    constraints = pair_constraints(world.book, Period(*QUARTER))
    assert (pair(world) in constraints.forbids, pair(world) in constraints.keeps) == (True, False)
