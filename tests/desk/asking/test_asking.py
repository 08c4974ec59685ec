"""What asking brings beside a plan of two people and two offices: in tables, with what is agreed, after answers."""

import json
from datetime import date
from typing import Any

import pytest

from casebook.records import Proposal
from desk.asking import (
    call_table,
    chance_table,
    compare_table,
    expected_block,
    list_table,
    proof_text,
    read_asking,
)
from desk.period import parse_period
from desk.plan import plan_trials
from desk.plan.adopting import keep_adopted
from desk.proposals import move
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.conftest import add_person
from words.say import LANGUAGES, say

PERIOD, POLICY = parse_period("2027-01/2027-03"), load_policy()


@pytest.fixture
def two(offices):
    with offices.writing("before") as writer:
        for name in ("A-001", "A-002"):
            add_person(writer, name, tier_override=1, tier_override_reason="試験")
    return offices


def read(book):
    return read_asking(book, plan_trials(book, PERIOD, POLICY, TODAY))


def block_of(book) -> dict[str, Any]:
    return expected_block(read(book))


def steps(book, *statuses, **more):
    for status in statuses:
        details = more if status == statuses[-1] else {}
        move(book, 1, status, today=date(2027, 1, 5), assumed_places=1, **details)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_case_is_exact_and_everybody_has_somebody_to_ask_next(two, language):
    asking = read(two)
    table = compare_table(asking, language)
    trials = table[say("asking.column.trials", language)].tolist()
    assert trials == sorted(trials)
    assert say("asking.exact", language) in proof_text(asking, language)
    assert len(chance_table(asking, language)) == 2
    lists = list_table(asking, language)
    assert all("1. " in one and "2. " in one for one in lists[say("asking.column.next", language)])
    calls = call_table(asking, language)
    assert set(calls[say("asking.column.place", language)]) == {"もみじ", "けやき"}
    json.dumps(expected_block(asking))


def test_who_was_asked_comes_first_and_who_has_a_yes_needs_no_call(two):
    keep_adopted(two, plan_trials(two, PERIOD, POLICY, TODAY), NOW)
    steps(two, "asked")
    person = two.one(Proposal, 1).person_id
    block = block_of(two)
    assert [one["person"] for one in block["asked"]] == [person]
    assert person not in {one.person_id for one in read(two).calls}
    steps(two, "accepted")
    block = block_of(two)
    assert [one["person"] for one in block["agreed"]] == [person]
    assert block["chance"][str(person)] == 1_000_000


def test_a_no_lowers_the_chance_of_that_facility(two):
    keep_adopted(two, plan_trials(two, PERIOD, POLICY, TODAY), NOW)
    steps(two, "asked", "declined", reason="facility_full")
    site = two.one(Proposal, 1).facility_id
    asking = read(two)
    at = {key: chance for row in range(2) for key, chance in asking.to_ask(row)}
    assert at[site] < min(chance for key, chance in at.items() if key != site)
