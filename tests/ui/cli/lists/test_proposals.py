"""`sonae proposals`: the work list by view, and what can no longer be in red."""

from dataclasses import replace

import pytest

from casebook.records import Facility
from desk.proposals import VIEWS
from tests.desk.proposals.world import make
from ui.settings import casebook
from words.say import say


def test_an_empty_list_is_an_empty_list(shell):
    assert shell.json("proposals") == []
    shell.ok("proposals")


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
