"""A proposal on its way: each step possible or refused, all that follows in one transaction, and the last one revocable."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.errors import CasebookError, ChangedMeanwhileError, NotFoundError
from casebook.records import Audit, Consent, FacilityCondition, Proposal, ProposalStep, Stay
from casebook.roles import Actor
from desk.errors import DeskError
from desk.proposals.proposals import readiness, renew
from desk.proposals.steps import AGREED, OPEN, STEPS, TAKEN
from tests.conftest import NOW
from tests.desk.proposals.world import (
    AFTER,
    ASSUMED,
    BOOKED,
    QUARTER,
    everything,
    make,
    nothing_written,
    pair,
    refusal,
    undo,
    way_to,
)
from words.message import Message
from words.say import catalogue

LEGAL = [(here, to) for here, onward in STEPS.items() for to in onward]


# --- the way ---------------------------------------------------------------------------------------------------


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
    book = Casebook(world.book._engine, Actor("区役所", "ward_office", "青葉区"), lambda: NOW)
    other = replace(world, book=book)
    nothing_written(world.book, lambda: other.step(world.proposals[0], "asked"), CasebookError)
    nothing_written(world.book, lambda: undo(other, world.proposals[0]), DeskError)


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
    caught = refusal(lambda: world.step(world.proposals[0], to))
    assert (caught.code, caught.params["why"]) == ("proposal.in_the_way", Message("refused.no_consent"))
    world.step(world.proposals[0], "released")


# --- places and people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "fit"), [(0, 0), (1, 1), (2, 2), (None, ASSUMED)])
def test_no_more_are_asked_than_there_are_places(shared_book, said, fit):
    world = make(shared_book, [said], [(0, person, 0) for person in range(3)])
    for proposal in world.proposals[:fit]:
        world.step(proposal, "asked")
    for proposal in world.proposals[fit:]:
        code = nothing_written(shared_book, lambda one=proposal: world.step(one, "asked"))
        assert code == ("proposal.in_the_way" if said == 0 else "proposal.no_place")


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
@settings(max_examples=10)
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
