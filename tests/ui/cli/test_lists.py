"""`sonae facilities`, `sonae people` and `sonae proposals`."""

from dataclasses import replace

import pytest

from casebook.records import Facility
from desk.proposals import VIEWS
from tests.desk.proposals.world import make
from ui.settings import casebook
from words.say import say

FACILITY_KEYS = {"id", "office_number", "service_code", "name", "ward", "lat", "lon", "capacity"}


def test_a_name_that_looks_like_markup_is_printed_as_it_is(filled):
    filled.ok("import", "people", filled.write("more.csv", "仮名\n[bold]B-001[/bold]\n[/nonsense]\n"), "--commit")
    told = filled.ok("people")
    assert "[bold]" in told
    assert "[/nonsense]" in told


def test_facilities_are_listed_with_unknown_as_null(filled):
    rows = filled.json("facilities", "--service", "24")
    assert all(set(row) >= FACILITY_KEYS for row in rows)
    assert [(row["office_number"], row["capacity"]) for row in rows] == [("0415100001", 4), ("0415100002", None)]
    assert {row["ward"] for row in rows} == {"青葉区"}
    assert {(row["lat"], row["lon"], row["vacancy"]) for row in rows} == {(None, None, None)}
    assert filled.json("facilities", "--service", "33") == []
    assert "24" in filled.ok("facilities", "--service", "33")


def test_people_are_listed_with_what_is_known(filled):
    rows = filled.json("people")
    assert [row["code_name"] for row in rows] == [f"A-{number:03}" for number in range(1, 8)]
    assert [row["consent_valid"] for row in rows] == [True] * 6 + [False]
    assert {row["medical_care"] for row in rows} == {None}


def test_lists_for_people_are_in_their_words(filled):
    told = filled.ok("facilities")
    assert "定員" in told
    assert "4.0" not in told
    told = filled.ok("people")
    assert "支援中" in told
    assert not {"active", "True", "code_name"} & set(told.split())


@pytest.mark.parametrize("words", [["facilities"], ["people"], ["proposals"]])
def test_an_empty_list_is_an_empty_list(shell, words):
    assert shell.json(*words) == []
    shell.ok(*words)


@pytest.fixture
def carried_out(shell):
    """Return the command on a casebook with a proposal that was accepted, and one that waits to be asked about."""
    world = make(casebook(), [2], [(0, 0, 0), (0, 1, 0)])
    world.to(world.proposals[0], "asked", "accepted")
    return shell, world


def test_the_work_list_is_printed_by_view_with_what_is_to_ask(carried_out):
    shell, world = carried_out
    rows = shell.json("proposals")
    assert [row["id"] for row in rows] == world.proposals
    assert {row["status"]: row["no_longer"] for row in rows} == {"accepted": [], "suggested": []}
    assert "offers_trial" in rows[1]["questions"]
    assert (rows[0]["last_step"]["to"], rows[1]["last_step"]) == ("accepted", None)
    assert [row["id"] for row in shell.json("proposals", "--view", "to_ask")] == world.proposals[1:]
    assert say("proposal_status.accepted", "ja") in shell.ok("proposals")
    for view in VIEWS:
        shell.ok("proposals", "--view", view)


def test_what_can_no_longer_be_is_told_with_why(carried_out):
    shell, world = carried_out
    with world.book.writing("meanwhile") as writer:
        site = writer.one(Facility, world.facilities[0])
        writer.change(replace(site, status="closed"))
    assert [row["no_longer"] for row in shell.json("proposals", "--view", "to_date")] == [["refused.closed"]]
    assert say("refused.closed", "ja") in shell.run("proposals").stderr


def test_a_view_that_is_not_there_is_told_with_those_that_are(carried_out):
    shell, _ = carried_out
    assert "to_ask" in shell.fails("proposals", "--view", "x")
