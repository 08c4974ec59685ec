"""The next plan obeys what was answered: declined pairs are left alone, agreed ones kept, a finished trial counts."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.records import Facility, Person, Proposal
from desk.period import parse_period
from desk.plan.adopting import keep_adopted
from desk.plan.trials import plan_trials
from desk.proposals.proposals import move, take_back
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person

PERIOD, NEXT = parse_period("2027-01/2027-03"), parse_period("2027-04/2027-06")
POLICY = load_policy(None)
BOOKED = date(2027, 1, 10), date(2027, 1, 12)


@pytest.fixture
def one(offices):
    """Return a casebook with one person, an office near by, and one far off that would be second best."""
    with offices.writing("before") as writer:
        add_person(writer, "A-001")
    return offices


def kept(book):
    keep_adopted(book, plan_trials(book, PERIOD, POLICY, TODAY), NOW)
    return book.all(Proposal)[-1].id


def steps(book, proposal, *statuses, **more):
    for status in statuses:
        details = more if status == statuses[-1] else {}
        move(book, proposal, status, today=date(2027, 2, 1), assumed_places=POLICY.scope.assumed_places, **details)


def names(book, period=PERIOD):
    return [one.facility.facility.name for one in plan_trials(book, period, POLICY, TODAY).suggestions]


def test_a_pair_that_was_declined_is_not_suggested_until_it_may_be(one):
    assert names(one) == ["もみじ"]
    proposal = kept(one)
    steps(one, proposal, "asked", "declined", reason="facility_full")
    assert names(one) == ["けやき"]
    assert names(one, NEXT) == ["もみじ"]
    take_back(one, proposal, "聞き違い", assumed_places=1)
    assert names(one) == ["もみじ"]


def test_a_condition_that_was_refused_is_known_to_the_next_plan(one):
    steps(one, kept(one), "asked", "declined", reason="facility_condition_not_met", condition="offers_trial")
    assert names(one) == ["けやき"]


def test_what_is_agreed_stays_though_another_would_be_nearer_now(one):
    steps(one, kept(one), "asked", "declined", reason="facility_full")
    second = kept(one)
    steps(one, second, "asked", "accepted")
    assert names(one) == ["けやき"]
    assert names(one, NEXT) == ["もみじ"]
    steps(one, second, "released")
    assert names(one) == ["けやき"]


def test_a_finished_trial_is_past_use_for_the_next_plan(one):
    proposal = kept(one)
    steps(one, proposal, "asked", "accepted")
    steps(one, proposal, "booked", dates=BOOKED)
    steps(one, proposal, "done", outcome="went_well")
    view = plan_trials(one, NEXT, POLICY, TODAY)
    assert [(use.kind, use.outcome, use.start, use.end) for use in view.plan.problem.past_use] == [
        ("trial", "went_well", *BOOKED),
    ]


def another(book, name="A-002"):
    with book.writing("before") as writer:
        add_person(writer, name)


def pairs(view):
    return [(one.person.person.code_name, one.facility.facility.name) for one in view.suggestions]


def test_whose_trial_is_done_takes_no_more_part_in_the_period_and_her_place_is_gone(one):
    proposal = kept(one)
    steps(one, proposal, "asked", "accepted")
    steps(one, proposal, "booked", dates=BOOKED)
    steps(one, proposal, "done", outcome="went_well")
    another(one)
    view = plan_trials(one, PERIOD, POLICY, TODAY)
    assert pairs(view) == [("A-002", "けやき")]
    assert [file.person.code_name for file in view.source.served] == ["A-001"]
    keep_adopted(one, view, NOW)
    steps(one, one.all(Proposal)[-1].id, "asked")
    after = plan_trials(one, NEXT, POLICY, TODAY)
    assert (len(pairs(after)), after.source.served) == (2, ())


def test_a_trial_that_was_broken_off_may_be_tried_again(one):
    proposal = kept(one)
    steps(one, proposal, "asked", "accepted")
    steps(one, proposal, "booked", dates=BOOKED)
    steps(one, proposal, "broken_off")
    assert pairs(plan_trials(one, PERIOD, POLICY, TODAY)) == [("A-001", "もみじ")]


@pytest.mark.parametrize("period", ["2026-12/2027-01", "2027-03/2027-05", "2026-12/2027-05", "2027-02"])
def test_what_is_booked_stays_in_the_plan_of_every_period_that_meets_it(one, period):
    proposal = kept(one)
    steps(one, proposal, "asked", "accepted")
    steps(one, proposal, "booked", dates=BOOKED)
    another(one, "A-000")
    view = plan_trials(one, parse_period(period), POLICY, TODAY)
    assert sorted(pairs(view)) == [("A-000", "けやき"), ("A-001", "もみじ")]
    keep_adopted(one, view, NOW)
    new = one.all(Proposal, status="suggested")
    assert [one.one(Person, made.person_id).code_name for made in new] == ["A-000"]
    steps(one, new[0].id, "asked")


def test_a_place_held_for_somebody_whose_file_is_closed_is_not_given_to_another(one):
    steps(one, kept(one), "asked")
    (person,) = one.all(Person)
    with one.writing("before") as writer:
        writer.change(replace(person, status="closed"))
    another(one)
    assert pairs(plan_trials(one, PERIOD, POLICY, TODAY)) == [("A-002", "けやき")]


def test_two_who_hold_one_place_in_turn_are_both_kept_by_a_plan_over_both_their_periods(one):
    another(one)
    for month, name in (("2027-01", "A-001"), ("2027-02", "A-002")):
        keep_adopted(one, plan_trials(one, parse_period(month), POLICY, TODAY), NOW)
        by_name = {one.one(Person, made.person_id).code_name: made for made in one.all(Proposal, status="suggested")}
        site = one.all(Facility, name="もみじ")[0].id
        with one.writing("before") as writer:
            writer.change(replace(by_name[name], facility_id=site))
        steps(one, by_name[name].id, "asked")
    assert sorted(pairs(plan_trials(one, PERIOD, POLICY, TODAY))) == [("A-001", "もみじ"), ("A-002", "もみじ")]
