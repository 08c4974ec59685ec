"""What withdrawing consents and closing a file touch is told, as it is; what touches nothing says nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.records import Adoption, Consent, Draft, Person, Proposal, SharingGround, Stay, SupportTeamMember
from casebook.vocabulary import LEGAL_GROUNDS
from desk.city import PersonForm, person_files, save_person
from desk.consequences import of_changing_consent, of_closing_person, of_saving_person
from tests.conftest import NOW, TODAY
from tests.desk.consequences.told import told
from tests.desk.proposals.world import ONE, QUARTER, make, way_to
from words.say import LANGUAGES, say

DAY = timedelta(days=1)


@pytest.fixture
def world(little):
    """Return one person whose consent covers sharing, and one suggestion."""
    world = make(little, [1], ONE)
    with little.writing("before") as writer:
        (consent,) = writer.all(Consent)
        writer.change(replace(consent, scope="matching_and_sharing", given_on=TODAY - DAY))
        writer.change(replace(writer.one(Person, world.people[0]), city="仙台市", ward="青葉区"))
    return world


def add(world, *records):
    with world.book.writing("meanwhile") as writer:
        for one in records:
            writer.add(one)


def form(world, **typed):
    [file] = person_files(world.book, TODAY, world.people[0])
    status = typed.pop("status", file.person.status)
    return PersonForm(replace(file.person, status=status), file, **typed)


def withdrawing(world, **typed):
    return told(of_saving_person(world.book, form(world, withdraw_consents_on=TODAY, **typed), TODAY))


def closing(world):
    found = of_saving_person(world.book, form(world, status="closed"), TODAY)
    assert found == of_closing_person(world.book, world.people[0], TODAY)
    return told(found)


def test_what_rests_on_a_consent_is_told_before_it_is_cancelled_or_corrected(world):
    [consent] = world.book.all(Consent)
    touched = withdrawing(world)
    assert touched
    moved = [None, replace(consent, person_id=0), replace(consent, given_on=TODAY + DAY)]
    for after in moved:
        assert told(of_changing_consent(world.book, consent, after, TODAY)) == touched
    assert of_changing_consent(world.book, consent, replace(consent, note="口頭"), TODAY) == ()


def test_what_ends_nothing_touches_nothing(world):
    assert told(of_saving_person(world.book, form(world, status="watching"), TODAY)) == []
    new = Consent(person_id=0, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing")
    assert withdrawing(world, new_consent=new) == []
    assert of_saving_person(world.book, PersonForm(Person(code_name="new")), TODAY) == ()
    world.step(world.proposals[0], "released")
    with world.book.writing("meanwhile") as writer:
        writer.change(replace(writer.all(Consent)[0], scope="matching"))
    assert withdrawing(world) == closing(world) == []


@pytest.mark.parametrize("status", ["suggested", "asked", "no_answer", "accepted", "booked"])
def test_each_proposal_on_its_way_is_told_and_stays_as_it_is(world, status):
    world.to(world.proposals[0], *(("asked", "no_answer") if status == "no_answer" else way_to(status)))
    for found in (withdrawing(world), closing(world)):
        (line,) = [one for one in found if one[0].startswith("proposal")]
        assert line == ("proposal_dated" if status == "booked" else "proposal", f"then_{status}")
    save_person(world.book, form(world, status="closed", withdraw_consents_on=TODAY), TODAY)
    assert world.status(world.proposals[0]) == status


def test_a_stay_that_was_booked_and_is_over_only_waits_for_its_outcome(world):
    world.to(world.proposals[0], *way_to("booked"))
    with world.book.writing("meanwhile") as writer:
        old = writer.one(Proposal, world.proposals[0])
        writer.change(replace(old, start_on=TODAY - 3 * DAY, end_on=TODAY - DAY))
    assert not [one for one in closing(world) if one[0].startswith("proposal")]


def test_a_place_in_an_adopted_plan_is_told_until_the_period_is_over(world):
    plan: dict[str, Any] = {"plan_id": world.plans[0], "period_start": QUARTER[0], "period_end": QUARTER[1]}
    add(world, Adoption(**plan, adopted_at=NOW, adopted_by="x"))
    assert ("plan", "then_plan_withdrawn") in withdrawing(world)
    assert ("plan", "then_plan_closed") in closing(world)
    late = of_closing_person(world.book, world.people[0], QUARTER[1] + DAY)
    assert "plan" not in [what for what, _ in told(late)]


def test_a_stay_goes_on_and_one_that_began_today_then_needs_a_ground(world):
    key, site = world.people[0], world.facilities[0]
    add(world, Stay(person_id=key, facility_id=site, kind="emergency", start_on=TODAY))
    assert ("stay", "then_stay_unfounded") in withdrawing(world)
    assert ("stay", "then_stay") in closing(world)
    with world.book.writing("meanwhile") as writer:
        writer.change(replace(writer.all(Stay)[0], end_on=TODAY))
    assert "stay" not in [what for what, _ in closing(world)]


def test_what_another_is_typing_about_her_stays_open(world):
    key = world.people[0]
    typed: dict[str, Any] = {"opened_at": NOW, "changed_at": NOW, "person_id": key}
    me = world.book.actor.name
    add(world, Draft(kind="call", typed_by="x", **typed), Draft(kind="exit", typed_by="x", **typed))
    add(world, Draft(kind="person", typed_by=me, subject=key, **typed))
    assert [one for one in withdrawing(world) if one[0] in ("call", "draft")] == [
        ("call", "then_call"),
        ("draft", "then_draft"),
    ]
    assert ("call", "then_call_closed") in closing(world)


def test_who_saw_the_file_by_consent_sees_it_no_more_and_on_a_ground_still(world):
    key = world.people[0]
    world.step(world.proposals[0], "asked")
    add(world, *(SupportTeamMember(person_id=key, agency=name) for name in ("計画相談A", "計画相談B")))
    ground: dict[str, Any] = {"ground": LEGAL_GROUNDS[0], "reason": "通報", "decided_by": "x", "decided_on": TODAY}
    add(world, SharingGround(person_id=key, shared_with="計画相談B", **ground))
    shares = [one for one in withdrawing(world) if not one[0].startswith("proposal")]
    hidden, seen = "then_hidden", "then_seen"
    expected = [("office", hidden), ("office", seen), ("ward", hidden), ("asked", hidden), ("ground", "then_ground")]
    assert shares == expected
    shares = [one for one in closing(world) if not one[0].startswith("proposal")]
    expected = [("office", seen), ("office", seen), ("ward", seen), ("asked", "then_seen_account")]
    assert shares == [*expected, ("ground", "then_ground")]


def test_a_consent_to_matching_that_takes_the_place_of_a_wider_one_ends_only_the_sharing(world):
    new = Consent(person_id=0, given_by="person", form="oral", given_on=TODAY)
    assert withdrawing(world, new_consent=new) == [("ward", "then_hidden")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_names_both_and_what_happens(world, language):
    sentence = say(of_closing_person(world.book, world.people[0], TODAY)[0], language)
    assert world.book.one(Person, world.people[0]).code_name in sentence
    assert say("consequences.then_suggested", language) in sentence
