"""A proposal on its way: each step possible or refused, all that follows in one transaction, and the last one revocable."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError
from casebook.records import Audit, Consent, FacilityCondition, PairRule, Proposal, ProposalStep, Stay
from desk.errors import DeskError
from desk.period import Period
from desk.proposals.history import history, information_wanted, overdue, stalled
from desk.proposals.pair_rules import CONDITIONS, FOLLOWS, lift_rule, pair_constraints, rules_in_force, set_rule
from desk.proposals.proposals import readiness, renew, take_back
from desk.proposals.steps import AGREED, HELD, OPEN, STEPS, TAKEN
from tests.conftest import NOW, TODAY
from tests.desk.carrying_out import AFTER, ASSUMED, BOOKED, QUARTER, everything, make, way_to
from words.say import catalogue

ONE = [(0, 0, 0)]
LEGAL = [(here, to) for here, onward in STEPS.items() for to in onward]


def refusal(call, error=DeskError):
    with pytest.raises(error) as caught:
        call()
    return caught.value


def nothing_written(book, call, error=DeskError):
    revision = book.revision()
    found = refusal(call, error)
    assert book.revision() == revision
    return found.code


def undo(world, proposal, reason="間違えたため", **more):
    return take_back(world.book, proposal, reason, assumed_places=ASSUMED, **more)


@pytest.fixture
def world(shared_book):
    """Return one proposal to one office with one place, on each database."""
    return make(shared_book, [1], ONE)


# --- the way ---------------------------------------------------------------------------------------------------


def test_the_table_of_steps_knows_every_status_and_leads_everywhere():
    assert set(STEPS) == set(v.PROPOSAL_STATUS)
    assert {to for onward in STEPS.values() for to in onward} == set(v.PROPOSAL_STATUS) - {"suggested"}


@pytest.mark.parametrize("to", v.PROPOSAL_STATUS)
@pytest.mark.parametrize("here", v.PROPOSAL_STATUS)
def test_a_step_is_taken_with_its_record_or_refused_with_what_is_possible(world, here, to):
    proposal = world.proposals[0]
    if way_to(here):
        world.to(proposal, *way_to(here))
    before = len(world.steps(proposal))
    if to not in STEPS[here]:
        assert nothing_written(world.book, lambda: world.step(proposal, to)) == f"proposal.from_{here}"
        return
    revision = world.book.revision()
    assert world.step(proposal, to, note="電話で確認").proposal == world.book.one(Proposal, proposal)
    assert world.status(proposal) == to
    step = world.steps(proposal)[before]
    assert len(world.steps(proposal)) == before + 1
    assert (step.from_status, step.to_status, step.who, step.at, step.note, step.taken_back, step.since) == (
        here, to, "担当者", NOW, "電話で確認", False, revision,
    )  # fmt: skip
    entries = [entry for entry in world.book.all(Audit) if entry.id > revision]
    assert {entry.what for entry in entries} == {f"proposal {to}"}
    assert [(entries[0].entity, entries[0].action), (entries[-1].entity, entries[-1].action)] == [
        ("proposal", "update"), ("proposal_step", "insert"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", v.PROPOSAL_STATUS)
def test_every_status_says_what_is_possible_from_there(status):
    assert f"proposal.from_{status}" in catalogue()


@pytest.mark.parametrize(("here", "to"), LEGAL)
def test_a_step_taken_back_leaves_everything_as_it_was_and_both_on_record(world, here, to):
    book, proposal = world.book, world.proposals[0]
    if way_to(here):
        world.to(proposal, *way_to(here))
    before, steps = everything(book), len(world.steps(proposal))
    world.step(proposal, to)
    assert undo(world, proposal) == book.one(Proposal, proposal)
    assert everything(book) == before
    done, undone = world.steps(proposal)[steps:]
    assert (done.from_status, done.to_status, done.taken_back) == (here, to, True)
    assert (undone.from_status, undone.to_status, undone.taken_back, undone.note) == (to, here, True, "間違えたため")
    world.step(proposal, to)
    assert world.status(proposal) == to


def test_all_steps_can_be_taken_back_one_by_one(world):
    proposal, before = world.proposals[0], everything(world.book)
    way = ["asked", "no_answer", "asked", "accepted", "booked", "done"]
    world.to(proposal, *way)
    for _ in way:
        undo(world, proposal)
    assert everything(world.book) == before
    assert nothing_written(world.book, lambda: undo(world, proposal)) == "proposal.nothing_to_take_back"


@pytest.mark.parametrize("reason", ["", "  "])
def test_taking_back_needs_a_reason(world, reason):
    world.step(world.proposals[0], "asked")
    assert nothing_written(world.book, lambda: undo(world, world.proposals[0], reason)) == "proposal.why_taken_back"


def test_two_who_take_back_the_same_step_take_back_one(world):
    proposal = world.proposals[0]
    world.to(proposal, "asked", "accepted")
    seen = world.steps(proposal)[-1].id
    undo(world, proposal, step=seen)
    again = nothing_written(world.book, lambda: undo(world, proposal, step=seen))
    assert (again, world.status(proposal)) == ("proposal.moved_meanwhile", "asked")


def test_a_proposal_that_is_not_there_is_not_found(world):
    nothing_written(world.book, lambda: world.step(10**6, "asked"), NotFoundError)


def test_only_coordinators_move_proposals(world):
    book = Casebook(world.book._engine, replace(world.book.actor, role="ward_office", scope="青葉区"), lambda: NOW)
    other = replace(world, book=book)
    nothing_written(world.book, lambda: other.step(world.proposals[0], "asked"), NotAllowedError)
    nothing_written(world.book, lambda: undo(other, world.proposals[0]), NotAllowedError)


# --- what a step needs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "to", "details", "code"),
    [
        ("asked", "declined", {"reason": None}, "proposal.reason_needed"),
        ("asked", "declined", {"reason": "weather"}, "proposal.reason_needed"),
        ("asked", "declined", {"reason": "facility_condition_not_met"}, "proposal.condition_needed"),
        ("asked", "declined", {"reason": "facility_condition_not_met", "condition": "x"}, "proposal.condition_needed"),
        ("asked", "declined", {"condition": "wheelchair"}, "proposal.does_not_go_with_step"),
        ("asked", "accepted", {"reason": "person_wish"}, "proposal.does_not_go_with_step"),
        ("asked", "accepted", {"dates": BOOKED}, "proposal.does_not_go_with_step"),
        ("booked", "broken_off", {"outcome": "mixed"}, "proposal.does_not_go_with_step"),
        ("booked", "done", {"outcome": "broken_off"}, "proposal.outcome"),
        ("accepted", "booked", {"dates": None}, "proposal.dates_needed"),
        ("accepted", "booked", {"dates": (date(2027, 1, 10), date(2027, 1, 10))}, "proposal.nights"),
        ("accepted", "booked", {"dates": (date(2027, 1, 10), date(2027, 1, 18))}, "proposal.nights"),
        ("accepted", "booked", {"dates": (date(2027, 1, 12), date(2027, 1, 10))}, "proposal.nights"),
        ("accepted", "booked", {"dates": (date(2026, 12, 31), date(2027, 1, 2))}, "proposal.outside_period"),
        ("accepted", "booked", {"dates": (date(2027, 4, 1), date(2027, 4, 2))}, "proposal.outside_period"),
        ("booked", "done", {"today": date(2027, 1, 11)}, "proposal.not_over"),
        ("booked", "done", {"dates": (date(2027, 1, 12), date(2027, 1, 11))}, "proposal.not_over"),
    ],
)  # fmt: skip
def test_a_step_that_lacks_or_brings_something_is_refused(world, here, to, details, code):
    world.to(world.proposals[0], *way_to(here))
    assert nothing_written(world.book, lambda: world.step(world.proposals[0], to, **details)) == code


def test_a_stay_may_begin_on_the_last_day_of_the_period_and_end_after_it(world):
    dates = date(2027, 3, 31), date(2027, 4, 7)
    world.to(world.proposals[0], "asked", "accepted")
    booked = world.step(world.proposals[0], "booked", dates=dates).proposal
    assert (booked.start_on, booked.end_on) == dates


@pytest.mark.parametrize("to", ["asked", "accepted", "booked"])
def test_nobody_is_asked_for_without_a_consent_that_holds(world, to):
    way = way_to(to)[:-1]
    if way:
        world.to(world.proposals[0], *way)
    (consent,) = world.book.all(Consent, person_id=world.people[0])
    with world.book.writing("withdrawn") as writer:
        writer.change(replace(consent, withdrawn_on=AFTER))
    assert nothing_written(world.book, lambda: world.step(world.proposals[0], to)) == "proposal.no_consent"
    world.step(world.proposals[0], "released")


# --- places and people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "fit"), [(0, 0), (1, 1), (2, 2), (None, ASSUMED)])
def test_no_more_are_asked_than_there_are_places(shared_book, said, fit):
    world = make(shared_book, [said], [(0, person, 0) for person in range(3)])
    for proposal in world.proposals[:fit]:
        world.step(proposal, "asked")
    for proposal in world.proposals[fit:]:
        assert nothing_written(shared_book, lambda one=proposal: world.step(one, "asked")) == "proposal.no_place"


@pytest.mark.parametrize(("status", "free"), [(one, one not in TAKEN) for one in v.PROPOSAL_STATUS])
def test_a_place_is_free_again_once_it_is_neither_held_nor_used(shared_book, status, free):
    world = make(shared_book, [1], [(0, 0, 0), (0, 1, 0)])
    first, second = world.proposals
    if way_to(status):
        world.to(first, *way_to(status))
    if free:
        world.step(second, "asked")
    else:
        assert nothing_written(shared_book, lambda: world.step(second, "asked")) == "proposal.no_place"


def test_a_place_given_away_meanwhile_is_not_brought_back(shared_book):
    world = make(shared_book, [1], [(0, 0, 0), (0, 1, 0)])
    first, second = world.proposals
    world.to(first, "asked", "no_answer")
    world.step(second, "asked")
    assert nothing_written(shared_book, lambda: undo(world, first)) == "proposal.no_place"
    undo(world, second)
    undo(world, first)
    assert world.status(first) == "asked"


@pytest.mark.parametrize(
    ("period", "shares"),
    [
        ((date(2027, 4, 1), date(2027, 6, 30)), False),
        ((date(2027, 3, 1), date(2027, 4, 30)), True),
        ((date(2027, 2, 1), date(2027, 2, 28)), True),
    ],
)
def test_periods_that_share_a_day_share_places_and_agreements(shared_book, period, shares):
    two = make(shared_book, [1], [(0, 0, 0), (1, 1, 0)], [QUARTER, period])
    two.step(two.proposals[0], "asked")
    if shares:
        assert nothing_written(shared_book, lambda: two.step(two.proposals[1], "asked")) == "proposal.no_place"
    else:
        two.step(two.proposals[1], "asked")
    one = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER, period])
    one.to(one.proposals[0], "asked", "accepted")
    assert (one.status(one.proposals[1]) == "released") is shares


def test_places_are_counted_by_the_day_where_periods_overlap_in_part(shared_book):
    """January and March never meet: with two places the whole quarter can be asked for beside both, but only once."""
    january, march = (date(2027, 1, 1), date(2027, 1, 31)), (date(2027, 3, 1), date(2027, 3, 31))
    world = make(shared_book, [2], [(0, 0, 0), (1, 1, 0), (2, 2, 0), (2, 3, 0)], [january, march, QUARTER])
    for proposal in world.proposals[:3]:
        world.step(proposal, "asked")
    assert nothing_written(shared_book, lambda: world.step(world.proposals[3], "asked")) == "proposal.no_place"


def test_an_agreement_releases_the_persons_other_open_proposals_and_nobody_elses(shared_book):
    world = make(shared_book, [2, 2, 2], [(0, 0, 0), (1, 0, 1), (2, 0, 2), (0, 1, 0)], [QUARTER] * 3)
    mine, asked, suggested, others = world.proposals
    world.to(asked, "asked")
    world.to(others, "asked")
    world.to(mine, "asked")
    before = everything(shared_book)
    released = world.step(mine, "accepted").released
    assert [one.id for one in released] == [asked, suggested]
    assert [world.status(one) for one in world.proposals] == ["accepted", "released", "released", "asked"]
    assert [len(world.steps(one)) for one in world.proposals] == [2, 2, 1, 1]
    undo(world, mine)
    assert everything(shared_book) == before
    assert [step.taken_back for step in world.steps(suggested)] == [True, True]


def test_two_agreements_in_one_period_are_refused(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER] * 2)
    first, second = world.proposals
    world.to(first, "asked", "accepted")
    assert nothing_written(shared_book, lambda: undo(world, second)) == "proposal.one_agreement"
    world.step(first, "released")
    undo(world, second)
    world.to(second, "asked", "accepted")
    assert nothing_written(shared_book, lambda: undo(world, first)) == "proposal.one_agreement"


def test_an_agreement_is_not_taken_back_once_what_it_released_has_moved_on(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER] * 2)
    first, second = world.proposals
    world.to(first, "asked", "accepted", "released")
    undo(world, second)
    world.step(second, "released")
    undo(world, first)
    assert nothing_written(shared_book, lambda: undo(world, first)) == "proposal.moved_meanwhile"


def test_a_later_plan_may_suggest_beside_an_agreement_and_a_booking_can_still_be_taken_back(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER] * 2)
    first, second = world.proposals
    with shared_book.writing("as if it came later") as writer:
        later = writer.one(Proposal, second)
        writer.change(replace(later, status="released"))
    world.to(first, "asked", "accepted")
    with shared_book.writing("as if it came later") as writer:
        writer.change(later)
    assert nothing_written(shared_book, lambda: world.step(second, "asked")) == "proposal.one_agreement"
    assert [one.id for one in world.step(first, "booked").released] == [second]
    undo(world, first)
    assert (world.status(first), world.status(second)) == ("accepted", "suggested")


def test_what_a_chain_of_periods_brings_back_is_held_against_every_agreement(shared_book):
    """The quarter meets February and spring, which do not meet each other."""
    february, spring = (date(2027, 2, 1), date(2027, 2, 28)), (date(2027, 3, 1), date(2027, 5, 31))
    world = make(shared_book, [3], [(0, 0, 0), (1, 0, 0), (2, 0, 0)], [QUARTER, february, spring])
    quarter, first, last = world.proposals
    world.step(quarter, "asked")
    world.to(first, "asked", "accepted")
    world.to(last, "asked", "accepted")
    assert nothing_written(shared_book, lambda: undo(world, first)) == "proposal.one_agreement"


def test_a_new_plan_releases_what_nobody_acted_on_and_leaves_alone_whose_place_is_held(shared_book):
    april = date(2027, 4, 1), date(2027, 4, 30)
    suggestions = [(0, 0, 0), (0, 1, 0), (0, 2, 0), (1, 3, 0)]
    world = make(shared_book, [4], suggestions, [QUARTER, april])
    world.step(world.proposals[1], "asked")
    world.to(world.proposals[2], "asked", "no_answer")
    with shared_book.writing("keep plan") as writer:
        held = renew(writer, *QUARTER)
    assert held & set(world.people) == {world.people[1]}
    assert [world.status(one) for one in world.proposals] == ["released", "asked", "released", "suggested"]
    assert [step.to_status for step in world.steps(world.proposals[0])] == ["released"]
    undo(world, world.proposals[0])
    assert world.status(world.proposals[0]) == "suggested"


# --- what follows ----------------------------------------------------------------------------------------------


def decline(world, reason, **more):
    world.step(world.proposals[0], "asked")
    return world.step(world.proposals[0], "declined", reason=reason, **more)


def on(day):
    return Period(day, day)


def pair(world):
    return world.people[0], world.facilities[0]


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
    for proposal, reason in zip(world.proposals, (first, then), strict=True):
        world.step(proposal, "asked")
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
    assert nothing_written(world.book, lambda: set_rule(world.book, undated)) == "pair_rule.day_needed"
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
    lift_rule(shared_book, rules_in_force(shared_book, world.people[0], TODAY)[0].id)
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


# --- past use --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "details", "outcome"),
    [
        ("done", {"outcome": "went_well"}, "went_well"),
        ("done", {"outcome": "mixed"}, "mixed"),
        ("done", {"outcome": None}, None),
        ("broken_off", {}, "broken_off"),
    ],
)
def test_a_finished_trial_becomes_past_use(world, to, details, outcome):
    world.to(world.proposals[0], "asked", "accepted", "booked")
    stay = world.step(world.proposals[0], to, note="夜もよく眠れた", **details).stay
    person, facility = pair(world)
    assert world.book.all(Stay, person_id=person) == [stay]
    assert stay == Stay(
        id=stay.id, person_id=person, facility_id=facility, kind="trial", start_on=BOOKED[0], end_on=BOOKED[1],
        outcome=outcome, note="夜もよく眠れた",
    )  # fmt: skip


def test_a_trial_has_the_days_it_really_took(world):
    world.to(world.proposals[0], "asked", "accepted", "booked")
    moved = world.step(world.proposals[0], "broken_off", dates=(BOOKED[0], BOOKED[0]))
    assert (moved.stay.start_on, moved.stay.end_on, moved.proposal.end_on) == (BOOKED[0], BOOKED[0], BOOKED[0])
    undo(world, world.proposals[0])
    assert world.book.one(Proposal, world.proposals[0]).end_on == BOOKED[1]


def test_a_stay_that_somebody_wrote_down_already_is_completed_and_not_doubled(world):
    person, facility = pair(world)
    with world.book.writing("import stays") as writer:
        stay = Stay(person_id=person, facility_id=facility, kind="trial", start_on=BOOKED[0], residence_before="home")
        key = writer.add(stay)
    world.to(world.proposals[0], "asked", "accepted", "booked", "done")
    assert world.book.all(Stay, person_id=person) == [replace(stay, id=key, end_on=BOOKED[1], outcome="went_well")]
    undo(world, world.proposals[0])
    assert world.book.all(Stay, person_id=person) == [replace(stay, id=key)]


@pytest.mark.parametrize(
    ("policy", "to", "code"),
    [
        ("past_use", "done", "readiness.past_use"),
        ("past_use", "broken_off", "readiness.broken_off"),
        ("none", "done", "readiness.none"),
        ("information", "done", "readiness.information"),
        ("always", "broken_off", "readiness.always"),
        (None, "done", "readiness.unknown"),
    ],
)
def test_after_a_trial_the_emergency_policy_says_what_it_means_for_the_person(world, policy, to, code):
    (condition,) = world.book.all(FacilityCondition, facility_id=world.facilities[0])
    with world.book.writing("before") as writer:
        writer.change(replace(condition, emergency_policy=policy))
    world.to(world.proposals[0], "asked", "accepted", "booked")
    assert readiness("past_use", world.book.all(Stay, person_id=world.people[0])) == "readiness.no_past_use"
    assert world.step(world.proposals[0], to).readiness == code
    assert code in catalogue()


# --- lists -----------------------------------------------------------------------------------------------------


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


# --- whatever happens ------------------------------------------------------------------------------------------

FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)
SPRING = date(2027, 3, 1), date(2027, 5, 31)
PERIODS = [QUARTER, QUARTER, FEBRUARY, SPRING]
SUGGESTIONS = [(plan, person, (plan + person) % 2) for plan in range(len(PERIODS)) for person in range(3)]
ACTIONS = st.tuples(
    st.integers(0, len(SUGGESTIONS) - 1), st.sampled_from([*v.PROPOSAL_STATUS, "accepted", "asked", "asked", "back"])
)
DATES = {QUARTER: BOOKED, FEBRUARY: (date(2027, 2, 3), date(2027, 2, 5)), SPRING: (date(2027, 3, 8), date(2027, 3, 9))}
PLACES = [1, 2]
IN_PLAY = set(OPEN) - {"suggested"}


def check_world(world):
    proposals = [world.book.one(Proposal, key) for key in world.proposals]
    spans = {key: PERIODS[world.plans.index(key)] for key in world.plans}
    for office, places in zip(world.facilities, PLACES, strict=True):
        for month in range(1, 6):
            day = date(2027, month, 15)
            taken = [one for one in proposals if one.facility_id == office and one.status in TAKEN]
            assert sum(spans[one.plan_id][0] <= day <= spans[one.plan_id][1] for one in taken) <= places
    for one, other in combinations(proposals, 2):
        (start, end), (first, last) = spans[one.plan_id], spans[other.plan_id]
        if one.person_id == other.person_id and start <= last and first <= end:
            assert not (one.status in AGREED and other.status in IN_PLAY)
            assert not (other.status in AGREED and one.status in IN_PLAY)
    for one in proposals:
        here = "suggested"
        for step in world.steps(one.id):
            if not step.taken_back:
                assert step.from_status == here
                here = step.to_status
        assert here == one.status
        assert (one.start_on is not None) == any(
            step.to_status == "booked" and not step.taken_back for step in world.steps(one.id)
        )


@given(st.lists(ACTIONS, max_size=30))
@settings(max_examples=20)
def test_whatever_is_tried_in_whatever_order_no_rule_is_broken(shared_book, actions):
    world = make(shared_book, PLACES, SUGGESTIONS, PERIODS)
    for index, action in actions:
        proposal, revision = world.proposals[index], shared_book.revision()
        before = len(shared_book.all(ProposalStep))
        booked = {"dates": DATES[PERIODS[SUGGESTIONS[index][0]]]} if action == "booked" else {}
        try:
            if action == "back":
                undo(world, proposal)
            else:
                world.step(proposal, action, today=date(2027, 6, 1), **booked)
        except (DeskError, ChangedMeanwhileError):
            assert shared_book.revision() == revision
        else:
            written = [entry for entry in shared_book.all(Audit) if entry.id > revision]
            inserted = [entry for entry in written if (entry.entity, entry.action) == ("proposal_step", "insert")]
            changed = [entry for entry in written if (entry.entity, entry.action) == ("proposal", "update")]
            assert len(shared_book.all(ProposalStep)) == before + len(inserted)
            assert len(inserted) == len(changed) > 0
        check_world(world)
