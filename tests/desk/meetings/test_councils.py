"""Meetings are planned, held and told once; what cannot be kept is said, and a ward is told of its own and the city's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.errors import NotAllowedError
from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear
from casebook.roles import Actor
from desk.correcting import cancel, correct, undo
from desk.errors import InvalidInputError
from desk.meetings import hold, meetings_held, read_sheet, record_meeting, save_plan, save_year
from tests.conftest import TODAY
from tests.desk.correcting.test_correcting import last

DAY = timedelta(days=1)
HELD = CouncilMeeting(kind="steering", held_on=TODAY, held=True, ward="泉区", attendance=9)
PLANNED = replace(HELD, held=False, attendance=None, held_on=TODAY + DAY)
YEAR = CouncilYear(fiscal_year=2026, ward="泉区")


def refused(call, *args):
    with pytest.raises(InvalidInputError) as caught:
        call(*args)
    return [one.field for one in caught.value.faults]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "other"}, "name"),
        ({"kind": "activity", "name": " 　"}, "name"),
        ({"held_on": TODAY + DAY}, "held_on"),
        ({"held": False}, "attendance"),
        ({"attendance": -1}, "attendance"),
    ],
)
def test_what_cannot_be_kept_of_a_meeting_is_said(book, wrong, field):
    assert refused(record_meeting, book, replace(HELD, **wrong), TODAY) == [field]
    assert book.all(CouncilMeeting) == []


def test_a_meeting_is_told_once_and_may_be_of_another_day_council_kind_or_name(book):
    record_meeting(book, HELD, TODAY)
    assert refused(record_meeting, book, HELD, TODAY) == ["held_on"]
    assert refused(record_meeting, book, replace(HELD, held=False, attendance=None), TODAY) == ["held_on"]
    for other in ({"ward": None}, {"kind": "general"}, {"name": "ＩＧＡＳＵ 会議"}, {"held_on": TODAY - DAY}):
        record_meeting(book, replace(HELD, **other), TODAY)
    assert refused(record_meeting, book, replace(HELD, name="IGASU　会議"), TODAY) == ["held_on"]
    assert refused(record_meeting, book, replace(HELD, ward=None), TODAY) == ["held_on"]
    assert meetings_held(book.all(CouncilMeeting), TODAY, TODAY) == {
        ("泉区", "steering"): 2, (None, "steering"): 1, ("泉区", "general"): 1,
    }  # fmt: skip


def test_a_planned_meeting_is_held_once_and_then_corrected_with_a_reason(book):
    key = record_meeting(book, PLANNED, TODAY)
    read = book.one(CouncilMeeting, key)
    record_meeting(book, HELD, TODAY)
    assert refused(hold, book, replace(read, attendance=8), read, TODAY) == ["held_on"]
    assert refused(hold, book, replace(read, held_on=TODAY), read, TODAY) == ["held_on"]
    hold(book, replace(read, held_on=TODAY - DAY, attendance=8), read, TODAY)
    held = book.one(CouncilMeeting, key)
    assert (held.held, held.attendance, held.held_on) == (True, 8, TODAY - DAY)
    assert refused(hold, book, read, read, TODAY) == ["held_on"]
    assert refused(hold, book, replace(held, attendance=7), held, TODAY) == ["held"]
    correct(book, replace(held, attendance=7), held, "数え違い", today=TODAY)
    with pytest.raises(InvalidInputError):
        correct(book, replace(held, held_on=TODAY), held, "日の誤り", today=TODAY)
    cancel(book, book.one(CouncilMeeting, key), "重複")
    record_meeting(book, replace(HELD, held_on=TODAY - DAY), TODAY)
    with pytest.raises(InvalidInputError):
        undo(book, last(book), "重複ではない")


def test_a_council_has_one_year_and_one_plan_of_a_kind(book):
    assert save_year(book, replace(YEAR, issues="移動"), YEAR) == save_year(book, replace(YEAR, main_work="研修"), YEAR)
    city = replace(YEAR, ward=None)
    assert save_year(book, city, city) == save_year(book, replace(city, issues="移動"), city)
    [year, of_city] = book.all(CouncilYear)
    assert (year.issues, year.main_work, of_city.issues) == ("移動", "研修", "移動")
    plan = CouncilPlan(council_year_id=0, kind="general", planned=1)
    assert save_plan(book, YEAR, plan) == save_plan(book, YEAR, replace(plan, planned=2, name="つどい"))
    for name in ("地域展開チーム", "IGASU"):
        save_plan(book, YEAR, replace(plan, kind="other", name=name, planned=3))
    assert [(one.name, one.planned) for one in read_sheet(book, 2026, "泉区").plans] == [
        ("つどい", 2),
        ("地域展開チーム", 3),
        ("IGASU", 3),
    ]
    assert refused(save_plan, book, YEAR, replace(plan, kind="activity", planned=1)) == ["name"]
    assert refused(save_plan, book, YEAR, replace(plan, planned=367)) == ["planned"]
    with pytest.raises(InvalidInputError):
        correct(book, replace(of_city, ward="泉区"), of_city, "区の誤り", today=TODAY)
    with pytest.raises(InvalidInputError):
        correct(book, replace(year, ward=None), year, "区の誤り", today=TODAY)
    [general, *_] = book.all(CouncilPlan)
    with pytest.raises(InvalidInputError):
        correct(book, replace(general, kind="other", name="IGASU"), general, "種別の誤り", today=TODAY)
    cancel(book, book.one(CouncilYear, year.id), "別の区")
    assert book.all(CouncilPlan) == []
    undo(book, last(book), "合っていた")
    assert len(book.all(CouncilPlan)) == 3


def test_a_ward_is_told_of_its_own_council_and_the_citys(book):
    for ward in ("泉区", "青葉区", None):
        record_meeting(book, replace(HELD, ward=ward), TODAY)
        save_plan(book, replace(YEAR, ward=ward), CouncilPlan(council_year_id=0, kind="general", planned=1))
    ward = book.opened_for(Actor("区", "ward_office", "泉区"))
    for kind in (CouncilMeeting, CouncilYear):
        assert {one.ward for one in ward.all(kind)} == {"泉区", None}
    assert len(ward.all(CouncilPlan)) == 2
    assert len(book.opened_for(Actor("市", "planner")).all(CouncilMeeting)) == 3
    for role, scope in (("facility", "1"), ("consultation_office", "ひろせ"), ("core_centre", "中央")):
        assert book.opened_for(Actor("x", role, scope)).all(CouncilMeeting) == []
    with pytest.raises(NotAllowedError):
        record_meeting(ward, replace(HELD, held_on=TODAY - DAY), TODAY)
