"""Councils that met and trainings are counted by council and kind; nothing is known of trainings until one is recorded."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.records import CouncilMeeting, RegionalIssue, TrainingEvent
from casebook.roles import Actor
from desk.meetings import record_event, record_meeting
from desk.period import span
from desk.review import beside, read_review, row_word
from tests.conftest import TODAY

DAY = date(2025, 6, 1)
HELD = CouncilMeeting(kind="steering", held_on=DAY, held=True, ward="泉区")


def test_meetings_that_were_held_are_counted_by_council_and_kind(little):
    others = ({"held_on": date(2025, 7, 1)}, {"kind": "general"}, {"ward": None}, {"held_on": date(2024, 7, 1)})
    for other in ({}, *others, {"held_on": date(2025, 8, 1), "held": False}):
        record_meeting(little, replace(HELD, **other), TODAY)
    review = read_review(little, span(2025), TODAY)
    table = review.tables["councils"]
    assert {cell: count for cell, count in table.counts.items() if count} == {
        ("泉区", "general"): 1, ("泉区", "steering"): 2, ("泉区", "total"): 3,
        ("city", "steering"): 1, ("city", "total"): 1,
    }  # fmt: skip
    assert [row_word(table, row, "ja") for row in table.rows] == ["泉区", "市"]
    assert list(beside(review, "councils", "ja").iloc[0, -2:]) == [3, 1]
    planner = read_review(little.opened_for(Actor("市", "planner")), span(2025), TODAY).tables["councils"]
    assert (planner.counts, planner.behind) == (table.counts, {})


@pytest.mark.parametrize(("name", "row"), [("functions", "training"), ("survey", "trainings")])
def test_nothing_is_known_of_trainings_until_one_is_recorded(little, name, row):
    assert read_review(little, span(2025), TODAY).count(name, row, "count") is None
    event = TrainingEvent(kind="training", title="研修", held_on=date(2024, 6, 1))
    record_event(little, event, TODAY)
    assert read_review(little, span(2025), TODAY).count(name, row, "count") == 0
    for kind in ("training", "practice_report"):
        record_event(little, replace(event, held_on=DAY, kind=kind), TODAY)
    review = read_review(little, span(2025), TODAY)
    assert review.count(name, row, "count") == 1
    assert [review.count("trainings", kind, "times") for kind in ("training", "practice_report")] == [1, 1]


def test_issues_are_counted_by_theme_and_what_was_open_raised_and_ended_is_what_stays_open(little):
    known: dict[str, Any] = {"title": "課題", "theme": "8050"}
    first, end = span(2025)
    day = timedelta(days=1)
    for on, ended in (
        (first - day, None), (first - day, first - day), (first - day, first), (first, end), (end, None), (end + day, None),
    ):  # fmt: skip
        ending: dict[str, Any] = {"ended_on": ended, "ending": ended and "済"}
        with little.writing("test") as writer:
            writer.add(RegionalIssue(**known, raised_on=on, **ending))
    table = read_review(little, span(2025), TODAY).tables["issues"]
    assert [table.counts["8050", one] for one in ("at_start", "raised", "ended", "at_end")] == [2, 2, 2, 2]
    assert sum(count or 0 for count in table.counts.values()) == 8
