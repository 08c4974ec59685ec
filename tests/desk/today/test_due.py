"""Each thing that is due is told, once, by what is on record and the day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import (
    Consent,
    Contact,
    CouncilMeeting,
    Facility,
    FacilityCondition,
    FollowUp,
    Person,
    Proposal,
    ProposalStep,
    SharingGround,
    Stay,
)
from casebook.roles import Actor
from desk.city import read_city
from desk.demo import make_demo
from desk.today import due, flat
from desk.today.due import KINDS
from tests.conftest import NOW, TODAY
from tests.desk.proposals.world import make
from ui.shell import PAGES
from words.say import say

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def told(book: Casebook, day: date = TODAY) -> dict[str, list[date | None]]:
    return {kind: [one.day for one in some] for kind, some in due(book, read_city(book, day), None, day).items()}


@pytest.fixture
def quiet(little: Casebook) -> Casebook:
    """Return a casebook with somebody known of whom nothing is due, and a facility."""
    with little.writing("before") as writer:
        writer.add(Person(code_name="A-1", identified_on=TODAY, city="仙台市", ward="青葉区"))
        writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
    return little


def test_nothing_is_due_where_nothing_is_on_record(book, quiet):
    assert told(quiet) == {}
    assert due(book, read_city(book, TODAY), None, TODAY) == {}


GROUND: dict[str, Any] = {
    "ground": "abuse_7",
    "shared_with": "x",
    "reason": "x",
    "decided_by": "x",
    "decided_on": TODAY,
}
CALL: dict[str, Any] = {"contacted_on": TODAY - WEEK, "kind": "telephone", "purpose": "prevention"}


@pytest.mark.parametrize(
    ("record", "kind", "day"),
    [
        (Contact(person_id=1, next_on=TODAY, **CALL), "next_step", TODAY),
        (Contact(person_id=1, next_on=TODAY + DAY, **CALL), None, None),
        (Contact(facility_id=1, next_on=TODAY, next_done_on=TODAY, **CALL), None, None),
        (FollowUp(person_id=1, follow_level="monthly", next_on=TODAY - DAY), "review", TODAY - DAY),
        (Person(code_name="A-2", review_on=TODAY, identified_on=TODAY), "review", TODAY),
        (Person(code_name="A-2", review_on=TODAY, identified_on=TODAY, status="closed"), None, None),
        (Person(code_name="A-2"), "no_sheet", None),
        (Person(code_name="A-2", status="closed"), None, None),
        (Consent(person_id=1, given_by="person", form="oral", given_on=TODAY, withdrawn_on=TODAY + WEEK), "consent", TODAY + WEEK),
        (Consent(person_id=1, given_by="person", form="oral", given_on=TODAY), None, None),
        (SharingGround(person_id=1, until=TODAY + WEEK, **GROUND), "consent", TODAY + WEEK),
        (SharingGround(person_id=1, until=TODAY + 9 * WEEK, **GROUND), None, None),
        (FacilityCondition(facility_id=1, vacancy="free", vacancy_on=TODAY - WEEK, vacancy_until=TODAY - DAY), "vacancy", TODAY - DAY),
        (FacilityCondition(facility_id=1, vacancy="free", vacancy_on=TODAY, vacancy_until=TODAY), None, None),
        (Stay(person_id=1, facility_id=1, kind="trial", start_on=TODAY - WEEK, end_on=TODAY - DAY), "no_outcome", TODAY - DAY),
        (Stay(person_id=1, facility_id=1, kind="trial", start_on=TODAY - WEEK, end_on=TODAY - DAY, outcome="mixed"), None, None),
        (Stay(person_id=1, facility_id=1, kind="emergency", start_on=TODAY - 3 * WEEK, end_on=TODAY - WEEK), "exit", TODAY),
        (CouncilMeeting(kind="steering", held_on=TODAY - DAY, held=False), "meeting", TODAY - DAY),
        (CouncilMeeting(kind="steering", held_on=TODAY, held=False), None, None),
        (CouncilMeeting(kind="steering", held_on=TODAY - DAY, held=True), None, None),
    ],
)  # fmt: skip
def test_what_is_due_is_told_and_what_is_not_is_not(quiet, record, kind, day):
    with quiet.writing("test") as writer:
        writer.add(record)
    assert told(quiet) == ({} if kind is None else {kind: [day]})


def test_proposals_wait_begin_and_lack_an_outcome(book):
    world = make(book, [2], [(0, 0, 0), (0, 1, 0)])
    with book.writing("test") as writer:
        for person in writer.all(Person):
            writer.change(replace(person, identified_on=TODAY))
        asked, booked = writer.all(Proposal)[:2]
        writer.change(replace(asked, status="asked"))
        at = datetime.combine(TODAY - WEEK, NOW.timetz())
        step: dict[str, Any] = {"from_status": "suggested", "to_status": "asked", "since": 0, "who": "x"}
        writer.add(ProposalStep(proposal_id=asked.id or 0, at=at, **step))
        writer.change(replace(booked, status="booked", start_on=TODAY + DAY, end_on=TODAY + 3 * DAY))
    assert world.people
    assert told(book, TODAY - DAY) == {"begins": [TODAY + DAY]}
    assert told(book) == {"waiting": [TODAY], "begins": [TODAY + DAY]}
    assert told(book, TODAY + WEEK) == {"waiting": [TODAY], "no_outcome": [TODAY + 3 * DAY]}


def test_an_import_of_a_published_list_is_old_after_a_year(quiet):
    with quiet.writing("import areas") as writer:
        writer.add(Facility(source="wamnet", service_code="24", service_name="短期入所", name="けやき"))
    with quiet.writing("import people") as writer:
        writer.add(Person(code_name="A-3", identified_on=TODAY))
    assert told(quiet, TODAY + 364 * DAY) == {}
    assert told(quiet, TODAY + 366 * DAY) == {"import": [TODAY]}


def test_a_meeting_past_its_day_is_due_to_whoever_may_say_that_it_was_held_until_it_was_or_is_cancelled(quiet):
    meetings = [
        CouncilMeeting(kind="steering", ward="青葉区", held_on=TODAY - DAY, held=False),
        CouncilMeeting(kind="other", name="事例検討", held_on=TODAY - WEEK, held=False),
    ]
    with quiet.writing("test") as writer:
        ids = [writer.add(one) for one in meetings]
    found = due(quiet, read_city(quiet, TODAY), None, TODAY)["meeting"]
    assert [(one.page, one.asked, one.record_id) for one in found] == [
        ("meetings", {"meeting": str(key)}, key) for key in reversed(ids)
    ]
    assert [say(one.what, "ja") for one in found] == [
        "市の事例検討を開催したかの記録",
        f"青葉区の{say('meeting_kind.steering', 'ja')}を開催したかの記録",
    ]
    ward = quiet.opened_for(Actor("区", "ward_office", "青葉区"))
    assert ward.all(CouncilMeeting)
    assert "meeting" not in told(ward)
    with quiet.writing("test") as writer:
        writer.change(replace(meetings[0], id=ids[0], held=True))
        writer.remove(CouncilMeeting, ids[1])
    assert "meeting" not in told(quiet)


def test_each_line_leads_to_a_page_that_there_is(book):
    demo = make_demo(book, TODAY)
    assert demo
    found = due(book, read_city(book, TODAY), None, TODAY)
    assert {one.page for one in flat(found)} <= set(PAGES)
    assert len(found) > 4


def test_all_kinds_are_told_in_their_order(quiet):
    assert len(set(KINDS)) == len(KINDS) == 15
    with quiet.writing("test") as writer:
        writer.add(Person(code_name="A-2", review_on=TODAY))
    assert list(told(quiet)) == ["review", "no_sheet"]
