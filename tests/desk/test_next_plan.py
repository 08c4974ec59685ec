"""The next plan obeys what was answered: declined pairs are left alone, agreed ones kept, a finished trial counts."""

from datetime import date

import pytest

from casebook.records import Consent, Facility, FacilityCondition, Person, Proposal
from desk.period import parse_period
from desk.proposals import move, take_back
from desk.trials import keep_plan, plan_trials
from matching.policy import load_policy
from tests.conftest import NOW, TODAY

PERIOD, NEXT = parse_period("2027-01/2027-03"), parse_period("2027-04/2027-06")
POLICY = load_policy(None)
BOOKED = date(2027, 1, 10), date(2027, 1, 12)


@pytest.fixture
def one(little):
    """Return a casebook with one person, an office near by, and one far off that would be second best."""
    with little.writing("before") as writer:
        for name, ward, lon in (("もみじ", "青葉区", 140.86), ("けやき", "泉区", 140.95)):
            place = {"source": "manual", "service_code": "24", "service_name": "短期入所", "located_at": "office"}
            key = writer.add(Facility(name=name, city="仙台市", ward=ward, lat=38.26, lon=lon, **place))
            writer.add(FacilityCondition(facility_id=key, offers_trial=True, trial_places=1))
        key = writer.add(Person(code_name="A-001", city="仙台市", ward="青葉区", town="国分町一丁目"))
        writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=TODAY))
    return little


def kept(book):
    keep_plan(book, plan_trials(book, PERIOD, POLICY, TODAY), NOW)
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
