"""Several proposals at once: all or none, all that is in the way is named; who follows up stays when a step is taken back."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.errors import ConflictError
from casebook.records import Proposal
from desk.errors import InvalidInputError
from desk.proposals.several import NotAllError, ask_all, follow_up
from tests.conftest import TODAY
from tests.desk.proposals.world import ASSUMED, make, refusal, undo
from words.say import LANGUAGES, say

LATER = date(2026, 12, 1)


def ask(world, *numbers, **follow):
    seen = [world.book.one(Proposal, world.proposals[number]) for number in numbers]
    ask_all(world.book, [replace(one, **follow) for one in seen], today=TODAY, assumed_places=ASSUMED)


def test_all_are_asked_in_one_transaction_with_who_and_when(shared_book):
    world = make(shared_book, [2, 1], [(0, 0, 0), (0, 1, 0), (0, 2, 1)])
    ask(world, 0, 1, 2, in_charge="佐藤", next_contact_on=LATER)
    found = [shared_book.one(Proposal, key) for key in world.proposals]
    assert {(one.status, one.in_charge, one.next_contact_on) for one in found} == {("asked", "佐藤", LATER)}
    undo(world, world.proposals[0])
    first = shared_book.one(Proposal, world.proposals[0])
    assert (first.status, first.in_charge, first.next_contact_on) == ("suggested", "佐藤", LATER)


def test_if_one_cannot_be_asked_none_is_and_each_is_named_with_why(shared_book):
    world = make(shared_book, [1, 1], [(0, 0, 0), (0, 1, 0), (0, 2, 1), (0, 3, 0)])
    world.step(world.proposals[3], "released")
    revision = shared_book.revision()
    error = refusal(lambda: ask(world, 0, 1, 2, 3), NotAllError)
    assert [one.params["why"].code for one in error.refused] == ["proposal.no_place", "proposal.from_released"]
    for language in LANGUAGES:
        assert all(say(one, language) in say(error.message, language) for one in error.refused)
    assert shared_book.revision() == revision


def test_what_moved_on_since_it_was_shown_is_not_asked_twice(world):
    seen = world.book.one(Proposal, world.proposals[0])
    world.step(world.proposals[0], "asked")
    error = refusal(lambda: ask_all(world.book, [seen], today=TODAY, assumed_places=ASSUMED), NotAllError)
    assert error.refused[0].params["why"].code == "proposal.moved_on"


def test_who_follows_up_is_written_merged_and_bounded(world):
    seen = world.book.one(Proposal, world.proposals[0])
    follow_up(world.book, [seen], "佐藤", None)
    world.step(world.proposals[0], "asked")  # another's step does not stand in the way
    follow_up(world.book, [replace(seen, in_charge="佐藤")], "佐藤", LATER)
    now = world.book.one(Proposal, world.proposals[0])
    assert (now.status, now.in_charge, now.next_contact_on) == ("asked", "佐藤", LATER)
    with pytest.raises(ConflictError):
        follow_up(world.book, [seen], "鈴木", None)
    for wrong in (
        {"in_charge": "x" * 201, "next_contact_on": None},
        {"in_charge": None, "next_contact_on": date(1, 1, 1)},
    ):
        with pytest.raises(InvalidInputError):
            follow_up(world.book, [now], **wrong)
    assert world.book.one(Proposal, world.proposals[0]) == now
