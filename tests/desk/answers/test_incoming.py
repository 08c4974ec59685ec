"""What comes in changes nothing; a coordinator takes it over through the steps that she would have taken, or leaves it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.book import Casebook
from casebook.errors import NotAllowedError
from casebook.records import Consent, FacilityCondition, FreeBed, IncomingAnswer, Proposal, ProposalStep
from casebook.roles import Actor
from desk.answers import add_link, incoming
from desk.answers.incoming import TooManyError, receive, set_aside, take, waiting
from desk.errors import DeskError
from desk.proposals.several import NotAllError
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.proposals.world import ASSUMED
from words.say import LANGUAGES, say

FORM = "a form's own mark"


def sent(world, link, *answers):
    receive(world.book, link, FORM, answers)
    return [one.key for one in of(world, link)]


def of(world, link):
    """Return what waits of a link: the casebook is shared."""
    return [one for one in waiting(world.book) if one.answer.link_id == link.id]


def taken(world, key):
    return take(world.book, key, today=TODAY, assumed_places=ASSUMED)


def yes(world, number=0, said="accepted", **more):
    return "proposal", {"proposal": world.proposals[number], "said": said, **more}


def test_what_comes_in_waits_and_nothing_else_changes(asked_world, link):
    book = asked_world.book
    before = book.all(Proposal), book.all(FacilityCondition), book.all(FreeBed)
    sent(asked_world, link, yes(asked_world), ("vacancy", {"vacancy": "full"}), ("beds", {"2026-12-01": 0}))
    assert (book.all(Proposal), book.all(FacilityCondition), book.all(FreeBed)) == before
    assert {one.state for one in book.all(IncomingAnswer, link_id=link.id)} == {"waiting"}


def test_the_same_form_twice_is_one_answer_and_another_one_is_another(asked_world, link):
    book, answer = asked_world.book, [yes(asked_world)]
    assert receive(book, link, FORM, answer)
    revision = book.revision()
    assert not receive(book, link, FORM, answer)
    assert book.revision() == revision
    assert receive(book, link, FORM, [yes(asked_world, said="later")])  # what was changed on the way back is not lost
    assert receive(book, link, "another form", answer)


def test_taken_over_is_what_a_call_would_have_written(asked_world, link):
    book, site = asked_world.book, asked_world.facilities[0]
    parts = (
        yes(asked_world),
        ("vacancy", {"vacancy": "few"}),
        ("beds", {"2026-12-01": 2, "2026-12-02": 0}),
        ("conditions", {"trial_places": 5, "accepts_mental": False, "emergency_policy": "past_use"}),
        ("remark", {"text": "木曜に見学できます"}),
    )
    for key in sent(asked_world, link, *parts):
        taken(asked_world, key)
    assert of(asked_world, link) == []
    assert book.one(Proposal, asked_world.proposals[0]).status == "accepted"
    (known,) = book.all(FacilityCondition, facility_id=site)
    assert (known.vacancy, known.vacancy_on, known.confirmed_on) == ("few", NOW.date(), TODAY)
    assert (known.trial_places, known.emergency_policy, known.wheelchair) == (5, "past_use", True)
    assert known.disability_kinds == {"physical": True, "mental": False}
    assert [(bed.night, bed.beds) for bed in book.all(FreeBed, facility_id=site)] == [
        (date(2026, 12, 1), 2),
        (date(2026, 12, 2), 0),
    ]
    assert {(one.state, one.decided_by) for one in book.all(IncomingAnswer, link_id=link.id)} == {
        ("taken", COORDINATOR.name)
    }


def test_ask_me_is_a_call_to_make_today_and_no_a_refusal(asked_world, link):
    for key in sent(asked_world, link, yes(asked_world, said="later")):
        taken(asked_world, key)
    now = asked_world.book.one(Proposal, asked_world.proposals[0])
    assert (now.status, now.next_contact_on) == ("asked", TODAY)
    for key in sent(asked_world, link, yes(asked_world, said="declined", reason="facility_full")):
        taken(asked_world, key)
    assert asked_world.status(asked_world.proposals[0]) == "declined"


def test_after_a_withdrawal_a_yes_is_not_taken_and_still_waits(asked_world, link):
    (key,) = sent(asked_world, link, yes(asked_world))
    book = asked_world.book
    with book.writing("withdraw") as writer:
        (consent,) = writer.all(Consent, person_id=asked_world.people[0])
        writer.change(replace(consent, withdrawn_on=TODAY))
    revision = book.revision()
    with pytest.raises(NotAllError):
        taken(asked_world, key)
    assert book.revision() == revision
    assert [one.key for one in of(asked_world, link)] == [key]


def test_of_another_facility_or_of_a_step_that_is_past_nothing_is_taken(asked_world, link):
    book = asked_world.book
    (key,) = sent(asked_world, link, yes(asked_world))
    asked_world.step(asked_world.proposals[0], "accepted")
    with pytest.raises(DeskError) as caught:
        taken(asked_world, key)
    assert caught.value.code == "proposal.moved_on"
    with pytest.raises(NotAllowedError):
        receive(book, replace(link, facility_id=asked_world.facilities[1]), FORM, [yes(asked_world, 1)])
    strange, _ = add_link(book, asked_world.facilities[1], TODAY)
    receive(book, strange, FORM, [yes(asked_world, 1)])
    with pytest.raises(DeskError):
        taken(asked_world, of(asked_world, strange)[-1].key)
    assert len(book.all(ProposalStep, proposal_id=asked_world.proposals[1])) == 1


def test_it_is_decided_once_and_set_aside_with_a_reason(asked_world, link):
    (key,) = sent(asked_world, link, ("remark", {"text": "。"}))
    with pytest.raises(DeskError):
        set_aside(asked_world.book, key, "  ")
    set_aside(asked_world.book, key, "電話で取り消された")
    answer = asked_world.book.one(IncomingAnswer, key)
    assert (answer.state, answer.reason) == ("set_aside", "電話で取り消された")
    for again in (lambda: set_aside(asked_world.book, key, "x"), lambda: taken(asked_world, key)):
        with pytest.raises(DeskError) as caught:
            again()
        assert caught.value.params == {"who": COORDINATOR.name}


def test_a_link_brings_no_more_in_an_hour_than_anybody_reads(asked_world, link, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_AN_HOUR", 2)
    sent(asked_world, link, ("remark", {"text": "1"}), ("remark", {"text": "2"}))
    with pytest.raises(TooManyError):
        receive(asked_world.book, link, "another", [("remark", {"text": "3"})])
    later = Casebook(asked_world.book._engine, COORDINATOR, lambda: NOW + timedelta(hours=1))
    assert receive(later, link, "another", [("remark", {"text": "3"})])
    monkeypatch.setattr(incoming, "MOST_WAITING", 3)
    monkeypatch.setattr(incoming, "MOST_AN_HOUR", 9)
    with pytest.raises(TooManyError):
        receive(later, link, "one more", [("remark", {"text": "4"})])


def test_what_waits_is_said_in_both_languages_without_a_name(asked_world, link):
    sent(
        asked_world,
        link,
        yes(asked_world, said="declined", reason="facility_full"),
        ("vacancy", {"vacancy": "few"}),
        ("beds", {"2026-12-01": 2}),
        (
            "conditions",
            {
                "offers_trial": True,
                "medical_oxygen": False,
                "sexes": "any",
                "adult_level_1": False,
                "adult_level_2": True,
            },
        ),
        ("remark", {"text": "{braces} & *stars*"}),
    )
    for language in LANGUAGES:
        said = [say(line, language) for one in of(asked_world, link) for line in one.lines]
        assert len(said) == 9
        assert any(str(asked_world.proposals[0]) in one for one in said)
        assert "{braces} & *stars*" in said[-1]


@pytest.mark.parametrize("role", ["consultation_office", "ward_office", "planner", "somebody"])
def test_nobody_but_coordinators_sees_what_came_in(asked_world, link, role):
    sent(asked_world, link, yes(asked_world))
    book = Casebook(asked_world.book._engine, Actor("x", role, "青葉区"), lambda: NOW)
    assert (waiting(book), book.all(IncomingAnswer)) == ([], [])
