"""Every step that goes forward asks the plan's rules anew; refusing, releasing and recording what was stay possible."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.records import Consent, Facility, FacilityCondition, PairRule, Person, Plan, Proposal
from desk.city import read_city
from desk.policy import load_policy
from desk.proposals.in_the_way import no_longer
from desk.proposals.proposals import move
from desk.proposals.steps import AGREED, HELD
from matching.pairs import RULE_CODES
from tests.conftest import TODAY
from tests.desk.proposals.by_hand import set_rule
from tests.desk.proposals.world import AFTER, ASSUMED, BOOKED, ONE, make, pair, refusal, undo, way_to
from words.message import Message
from words.say import LANGUAGES, say

FORWARD = ("asked", "accepted", "booked")
NEEDING = {
    "birth_year": 2015,
    "sex": "male",
    "disability_kinds": {"mental": True},
    "medical_care": {"suction": True},
    "severe_behaviour": True,
    "wheelchair": True,
    "support_scale": "child",
    "support_level": 3,
}


def change(world, kind, **fields):
    """Change the one record of a kind in a world of one pair, or add it."""
    person, facility = pair(world)
    owner = {"person_id": person} if kind is Consent else {"facility_id": facility}
    key = {Person: person, Facility: facility}.get(kind)
    with world.book.writing("meanwhile") as writer:
        known = [writer.one(kind, key)] if key else writer.all(kind, **owner)
        if known:
            writer.change(replace(known[0], **fields))
        else:
            writer.add(kind(**owner, **fields))


def never(world, reason="facility_safety"):
    person, facility = pair(world)
    return set_rule(world.book, PairRule(person_id=person, facility_id=facility, kind="never", reason=reason))


# What somebody else may do between two steps, and the sentence that names it.
MEANWHILE = {
    "pair_never": (never, Message("proposal.pair_never", {"day": None, "reason": Message("decline.facility_safety")})),
    "facility_closed": (lambda world: change(world, Facility, status="closed"), Message("refused.closed")),
    "person_closed": (lambda world: change(world, Person, status="closed"), Message("proposal.person_closed")),
    "withdrawn": (lambda world: change(world, Consent, withdrawn_on=TODAY), Message("refused.no_consent")),
    "no_trials": (
        lambda world: change(world, FacilityCondition, offers_trial=False),
        Message("refused.offers_trial"),
    ),
    "no_places": (lambda world: change(world, FacilityCondition, trial_places=0), Message("refused.no_places")),
    "private": (lambda world: change(world, FacilityCondition, sharing="private"), Message("refused.private_place")),
    "is_base": (lambda world: change(world, Facility, is_base=True), Message("refused.is_base")),
    "service": (lambda world: change(world, Facility, service_code="11"), Message("refused.trial_service")),
    "age": (lambda world: change(world, FacilityCondition, age_min=30), Message("refused.age")),
    "sex": (lambda world: change(world, FacilityCondition, sexes="female"), Message("refused.sex")),
    "kind": (
        lambda world: change(world, FacilityCondition, disability_kinds={"mental": False}),
        Message("refused.disability_kind"),
    ),
    "care": (
        lambda world: change(world, FacilityCondition, medical_care={"suction": False}),
        Message("refused.medical_care"),
    ),
    "level": (
        lambda world: change(world, FacilityCondition, child_levels={"1": True, "3": False}),
        Message("refused.support_level"),
    ),
    "behaviour": (
        lambda world: change(world, FacilityCondition, severe_behaviour=False),
        Message("refused.severe_behaviour"),
    ),
    "wheelchair": (lambda world: change(world, FacilityCondition, wheelchair=False), Message("refused.wheelchair")),
}


@pytest.mark.parametrize("to", FORWARD)
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_came_between_is_named_at_every_step_forward_and_a_way_back_stays(shared_book, meanwhile, to):
    world = make(shared_book, [1], ONE)
    change(world, Person, **NEEDING)
    proposal = world.proposals[0]
    for step in way_to(to)[:-1]:
        world.step(proposal, step)
    happen, why = MEANWHILE[meanwhile]
    happen(world)
    revision = shared_book.revision()
    caught = refusal(lambda: world.step(proposal, to))
    assert (caught.code, caught.params["why"]) == ("proposal.in_the_way", why)
    assert shared_book.revision() == revision
    for language in LANGUAGES:
        assert say(why, language) in say(caught.message, language)
    world.step(proposal, "released")
    if to == "asked":
        undo(world, proposal)
        assert world.status(proposal) == "suggested"
    else:
        assert refusal(lambda: undo(world, proposal)).params["why"] == why


def test_all_that_is_in_the_way_is_named_at_once(world):
    change(world, Person, status="closed")
    change(world, Facility, status="closed")
    caught = refusal(lambda: world.step(world.proposals[0], "asked"))
    said = say(caught.message, "ja")
    assert say("proposal.person_closed", "ja") in said
    assert say("refused.closed", "ja") in said


def test_what_is_only_to_be_confirmed_stops_nobody(world):
    change(world, Facility, missing_since=AFTER)
    assert world.to(world.proposals[0], *way_to("booked")).proposal.status == "booked"


@pytest.mark.parametrize("status", ["asked", "accepted", "booked"])
def test_refusing_and_taking_back_are_possible_whatever_came_between(world, status):
    proposal = world.proposals[0]
    world.to(proposal, *way_to(status))
    change(world, Facility, status="closed")
    undo(world, proposal)
    assert world.status(proposal) == (way_to(status)[-2] if len(way_to(status)) > 1 else "suggested")
    if status == "accepted":
        world.step(proposal, "declined", reason="facility_other")
        undo(world, proposal)
        assert world.status(proposal) == "asked"


@pytest.mark.parametrize("to", ["done", "broken_off"])
def test_a_trial_that_took_place_is_recorded_though_the_facility_closed_since(world, to):
    world.to(world.proposals[0], *way_to("booked"))
    change(world, Facility, status="closed")
    assert world.step(world.proposals[0], to).stay is not None
    undo(world, world.proposals[0])
    assert world.status(world.proposals[0]) == "booked"


def test_a_rule_that_was_lifted_is_in_nobodys_way(world):
    from desk.proposals.pair_rules import lift_rule

    key = never(world)
    refusal(lambda: world.step(world.proposals[0], "asked"))
    lift_rule(world.book, key)
    world.step(world.proposals[0], "asked")


def test_a_pair_may_be_tried_again_from_the_day_on_that_its_rule_names(world):
    person, facility = pair(world)
    until = BOOKED[0] + timedelta(days=1)
    set_rule(
        world.book,
        PairRule(person_id=person, facility_id=facility, kind="not_before", until=until, reason="facility_full"),
    )
    proposal, before = world.proposals[0], date(2026, 12, 1)
    caught = refusal(lambda: world.step(proposal, "asked", today=before))
    assert caught.params["why"].code == "proposal.pair_not_before"
    world.step(proposal, "asked", today=until)
    world.step(proposal, "accepted", today=until)
    assert refusal(lambda: world.step(proposal, "booked", today=before)).code == "proposal.in_the_way"
    world.step(proposal, "booked", today=before, dates=(until, until + timedelta(days=1)))


def test_a_proposal_of_another_policy_is_held_to_the_services_of_that_policy(shared_book):
    world = make(shared_book, [1], ONE)
    change(world, Facility, service_code="11")
    assert refusal(lambda: world.step(world.proposals[0], "asked")).params["why"] == Message("refused.trial_service")
    policy = load_policy()
    own = replace(policy.scope, trial_services=(*policy.scope.trial_services, "11"))
    with shared_book.writing("meanwhile") as writer:
        plan = writer.one(Plan, world.plans[0])
        scope = {**vars(own), "trial_services": list(own.trial_services)}
        recorded = {"name": "own", "version": "1", "sha256": "own", "scope": scope, "weights": policy.weights.as_dict()}
        writer.change(replace(plan, record={"policy": recorded}))
    world.step(world.proposals[0], "asked")


def test_too_far_is_too_far_by_the_travel_of_the_plan(little, world):
    del world  # another casebook: this one has towns
    near = make(little, [1], ONE)
    change(near, Facility, city="仙台市", ward="泉区", lat=38.26, lon=140.95, located_at="office")
    change(near, Person, city="仙台市", ward="青葉区", town="国分町一丁目", max_distance_m=5000)
    caught = refusal(lambda: near.step(near.proposals[0], "asked"))
    assert caught.params["why"] == Message("refused.max_distance")

    def beamed(origins, destinations):
        import numpy as np

        return np.zeros((len(origins), len(destinations)), dtype=np.int32)

    move(little, near.proposals[0], "asked", today=AFTER, assumed_places=ASSUMED, travel=beamed)


def test_fewer_places_than_hold_one_stop_the_next_step(shared_book):
    world = make(shared_book, [2], [(0, 0, 0), (0, 1, 0)])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    change(world, FacilityCondition, trial_places=1)
    assert refusal(lambda: world.step(world.proposals[0], "booked")).code == "proposal.no_place"
    world.step(world.proposals[1], "released")
    world.step(world.proposals[0], "booked")


def test_a_step_meant_from_another_status_is_refused(world):
    proposal = world.proposals[0]
    seen = world.step(proposal, "asked").proposal
    world.step(proposal, "accepted")
    assert refusal(lambda: world.step(proposal, "released", seen=seen)).code == "proposal.moved_on"
    assert world.book.one(Proposal, proposal).status == "accepted"


def test_every_hard_rule_has_the_sentence_that_names_it():
    assert all(say(f"refused.{code}", language) for code in RULE_CODES for language in LANGUAGES if _refuses(code))


def _refuses(code):
    return code != "missing_from_edition"  # which is only ever to be confirmed


GONE = ("facility_closed", "person_closed", "withdrawn", "pair_never")


@pytest.mark.parametrize("status", ["asked", "accepted", "booked"])
@pytest.mark.parametrize("meanwhile", [*GONE, "wheelchair"])
def test_what_is_agreed_and_can_no_longer_be_is_found_with_why(shared_book, meanwhile, status):
    world = make(shared_book, [1], ONE)
    change(world, Person, **NEEDING)
    world.to(world.proposals[0], *way_to(status))

    def found(today=TODAY, among=AGREED):
        own = [shared_book.one(Proposal, world.proposals[0])]
        return no_longer(own, shared_book.all(PairRule), read_city(shared_book, today), today, among)

    assert found() == []
    happen, why = MEANWHILE[meanwhile]
    happen(world)
    if status == "asked" or meanwhile not in GONE:
        assert found() == []
        assert len(found(among=HELD)) == (meanwhile in GONE)  # asked, its place is held all the same
        return
    (one,) = found()
    assert (one.proposal.id, one.reasons) == (world.proposals[0], (why,))
    assert len(found(AFTER)) == (status == "accepted")  # what was booked is over by then
