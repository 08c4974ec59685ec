"""What is aimed at for a day is set anew without what is left empty being lost, and stands beside what was counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.records import CapacityTarget
from desk.capacity import gaps, read_targets, set_target
from desk.correcting import correct
from desk.errors import InvalidInputError
from tests.conftest import TODAY
from tests.desk.capacity.paper import AIM, READ


def test_the_gap_to_the_papers_targets_is_what_was_counted_last_less_what_is_aimed_at():
    count, found = gaps(AIM, READ)
    assert count == READ[-1]
    assert [(one.measure, one.aim, one.reached, one.difference) for one in found] == [
        ("staff_hundredths", 6_955, 5_955, -1_000),
        ("claims_a_head", 170, 186, 16),
    ]


def test_a_gap_to_something_unknown_is_unknown():
    aim = CapacityTarget(for_on=TODAY, plan_share=600)
    assert [one.difference for one in gaps(aim, READ)[1]] == [None]
    count, found = gaps(aim, [])
    assert count is None
    assert [one.reached for one in found] == [None]


def test_a_target_that_is_set_anew_keeps_what_is_left_empty(little):
    first = set_target(little, replace(AIM, note="協議会"))
    again = set_target(little, CapacityTarget(for_on=AIM.for_on, claims_a_head=180, offices=45))
    assert again == first
    [kept] = read_targets(little)
    assert kept == replace(AIM, id=first, claims_a_head=180, offices=45, note="協議会")
    before = little.revision()
    set_target(little, CapacityTarget(for_on=AIM.for_on, offices=45))
    assert little.revision() == before
    set_target(little, replace(AIM, for_on=AIM.for_on + timedelta(365)))
    assert [one.for_on.year for one in read_targets(little)] == [2022, 2021]
    other = read_targets(little)[0]
    with pytest.raises(InvalidInputError):
        correct(little, replace(other, for_on=AIM.for_on), other, "取り違え", today=TODAY)
    correct(little, replace(kept, offices=None), kept, "目標としない", today=TODAY)
    assert read_targets(little)[1].offices is None


@pytest.mark.parametrize(
    ("aim", "field"),
    [
        (CapacityTarget(for_on=TODAY), "offices"),
        (CapacityTarget(for_on=TODAY, plan_share=1_001), "plan_share"),
        (CapacityTarget(for_on=TODAY, cases_a_head=-1), "cases_a_head"),
    ],
)
def test_what_cannot_be_aimed_at_is_said(little, aim, field):
    with pytest.raises(InvalidInputError) as refused:
        set_target(little, aim)
    assert [one.field for one in refused.value.faults] == [field]
    assert read_targets(little) == []
