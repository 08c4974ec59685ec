"""What was asked for and done is on record; stop of use takes somebody out of plans, lists and calls at once."""

import pytest

from casebook.records import Consent, Person, Proposal, RightsRequest
from desk.errors import DeskError, InvalidInputError
from desk.plan import plan_input
from desk.policy import load_policy
from desk.rights.requests import finish, open_requests, record, stop_use
from tests.conftest import COORDINATOR, TODAY
from words.texts import CONTROL


def test_a_request_is_recorded_answered_once_and_with_words(lived) -> None:
    book, mine = lived.book, lived.people[0]
    key = record(
        book, RightsRequest(person_id=mine, kind="correction", asked_on=TODAY, asked_by="person", what="住所が違う")
    )
    assert key in [one.id for one in open_requests(book)]
    with pytest.raises(DeskError):
        finish(book, key, " ")
    finish(book, key, "町名を改めた")
    answered = book.one(RightsRequest, key)
    assert (answered.done, answered.done_by) == ("町名を改めた", COORDINATOR.name)
    with pytest.raises(DeskError):
        finish(book, key, "もう一度")
    assert key not in [one.id for one in open_requests(book)]
    hidden = RightsRequest(person_id=mine, kind="correction", asked_on=TODAY, asked_by="person", what="あ\u202eい")
    assert CONTROL.search(hidden.what or "")
    with pytest.raises(InvalidInputError):
        record(book, hidden)


def test_after_a_stop_nobody_plans_for_her_and_what_was_open_is_let_go(lived) -> None:
    book, (mine, other) = lived.book, lived.people

    def planned() -> set[int]:
        return {one.id for one in plan_input(book, TODAY, load_policy(), TODAY).problem.people if one.consent}

    assert planned() == {mine, other}
    stop_use(book, mine, TODAY, "person", today=TODAY, what="使わないでほしい")
    assert planned() == {other}
    assert book.one(Person, mine).status == "closed"
    assert not any(one.valid_on(TODAY) for one in book.all(Consent, person_id=mine))
    assert {one.status for one in book.all(Proposal, person_id=mine)} == {"released"}
    assert [one.kind for one in book.all(RightsRequest, person_id=mine) if one.done_at] == ["stop"]
    assert {one.status for one in book.all(Proposal, person_id=other)} == {"suggested"}
