"""What follows from a count is what the council's paper prints, and is unknown where a part of it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.errors import NotFoundError
from casebook.records import CapacityCount
from casebook.roles import Actor
from desk.capacity import count_for, figures, half_up, read_counts, record_count, told_figure
from desk.correcting import cancel, correct, undo
from desk.errors import InvalidInputError
from tests.conftest import TODAY
from tests.desk.capacity.paper import PRINTED, READ
from tests.desk.correcting.test_correcting import last


@pytest.mark.parametrize("count", READ, ids=lambda one: str(one.counted_on))
def test_every_figure_of_the_paper_follows_from_what_was_counted(count):
    told = {name: None if value is None else told_figure(name, value) for name, value in figures(count).items()}
    assert told == {**PRINTED[count.counted_on], "self_planned": None, "entitled": None, "plan_share": None} | {
        "claims": told["claims"],
        "self_share": None,
    }


def test_the_one_figure_that_the_paper_prints_otherwise_is_what_fewer_specialists_would_have():
    """The paper prints 58.06 cases for 3,051 people and 59.55 specialists, which are 51.23; 52.55 would have 58.06."""
    january = READ[-1]
    assert figures(january)["cases_a_head"] == 5_123
    assert figures(replace(january, staff_hundredths=5_255))["cases_a_head"] == 5_806


def test_shares_are_of_those_entitled_and_of_those_with_either_plan():
    known = CapacityCount(counted_on=TODAY, with_plan=493, self_planned=352, entitled=1_000)
    assert (figures(known)["plan_share"], figures(known)["self_share"]) == (493, 417)
    assert figures(replace(known, entitled=None))["self_share"] == 417
    assert figures(replace(known, self_planned=None))["self_share"] is None
    nobody = CapacityCount(
        counted_on=TODAY, offices=0, with_plan=0, self_planned=0, entitled=0, staff_hundredths=0, claims=3
    )
    assert {name: value for name, value in figures(nobody).items() if value is None} == dict.fromkeys(
        ("cases_a_head", "claims_a_head", "plan_share", "self_share")
    )


@pytest.mark.parametrize(
    ("some", "whole", "times", "rounded"),
    [(1, 8, 100, 13), (1, 3, 100, 33), (2, 3, 100, 67), (0, 3, 100, 0), (None, 3, 1, None), (3, 0, 1, None)],
)
def test_a_half_is_rounded_up(some, whole, times, rounded):
    assert half_up(some, whole, times) == rounded


@pytest.mark.parametrize(
    ("measure", "value", "told"),
    [("with_plan", 3_051, "3,051"), ("staff_hundredths", 5_905, "59.05"), ("plan_share", 3, "0.3")],
)
def test_a_figure_is_written_with_its_places(measure, value, told):
    assert told_figure(measure, value) == told
    assert told_figure(measure, -value, signed=True) == f"-{told}"
    assert told_figure(measure, value, signed=True) == f"+{told}"


def test_a_day_has_one_count_whether_it_is_written_corrected_or_brought_back(little):
    first = record_count(little, CapacityCount(counted_on=TODAY - timedelta(1), offices=42), TODAY)
    with pytest.raises(InvalidInputError) as refused:
        record_count(little, CapacityCount(counted_on=TODAY - timedelta(1), offices=41), TODAY)
    assert [one.field for one in refused.value.faults] == ["counted_on"]
    key = record_count(little, CapacityCount(counted_on=TODAY, offices=41), TODAY)
    kept = little.one(CapacityCount, key)
    with pytest.raises(InvalidInputError):
        correct(little, replace(kept, counted_on=TODAY - timedelta(1)), kept, "取り違え", today=TODAY)
    correct(little, replace(kept, offices=43), kept, "数え直し", today=TODAY)
    assert [one.offices for one in read_counts(little)] == [42, 43]
    cancel(little, little.one(CapacityCount, first), "重複")
    record_count(little, CapacityCount(counted_on=TODAY - timedelta(1), offices=40), TODAY)
    with pytest.raises(InvalidInputError):
        undo(little, last(little), "合っていた")
    assert [one.offices for one in read_counts(little)] == [40, 43]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"with_plan": None}, "offices"),
        ({"with_plan": -1}, "with_plan"),
        ({"staff_hundredths": 1_000_000}, "staff_hundredths"),
        ({"entitled": 99}, "entitled"),
        ({"self_planned": 1, "entitled": 100}, "entitled"),
        ({"counted_on": TODAY + timedelta(1)}, "counted_on"),
        ({"note": "=1"}, "note"),
    ],
)
def test_what_cannot_be_kept_of_a_count_is_said(little, wrong, field):
    with pytest.raises(InvalidInputError) as refused:
        record_count(little, replace(CapacityCount(counted_on=TODAY, with_plan=100), **wrong), TODAY)
    assert [one.field for one in refused.value.faults] == [field]
    assert read_counts(little) == []


def test_the_count_of_a_day_is_the_last_until_then():
    assert count_for(READ, date(2019, 12, 31)) == READ[1]
    assert count_for(READ, READ[2].counted_on) == READ[2]
    assert count_for(READ, READ[0].counted_on - timedelta(1)) is None


@pytest.mark.parametrize(
    ("role", "scope", "sees"),
    [
        ("planner", None, True),
        ("ward_office", "青葉区", True),
        ("consultation_office", "ひろせ", False),
        ("facility", "1", False),
    ],
)
def test_figures_are_told_to_planners_and_ward_offices(little, role, scope, sees):
    key = record_count(little, CapacityCount(counted_on=TODAY, offices=42), TODAY)
    reader = little.opened_for(Actor("読む人", role, scope))
    assert bool(read_counts(reader)) is sees
    if not sees:
        with pytest.raises(NotFoundError):
            reader.one(CapacityCount, key)
