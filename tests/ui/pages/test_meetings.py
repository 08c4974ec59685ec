"""Meetings and trainings as a page: planned, held, a year's numbers and texts typed, its sheet taken, a training recorded."""

from datetime import timedelta

import pytest

from casebook.engine import create
from casebook.records import (
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    IssueCase,
    RegionalIssue,
    RegionalIssueStep,
    TrainingEvent,
)
from desk.meetings import record_meeting
from tests.ui.conftest import DAY, button, show
from words.say import LANGUAGES, say

SAVE = say("common.save", "ja")


def view(name, language="ja", **asked):
    page = show("meetings", language)
    page.session_state["meetings.view"] = name
    for one, value in asked.items():
        page.query_params[one] = str(value)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_with_nothing_in_it(at, language):
    create(at)
    for name in ("councils", "year", "events", "issues"):
        page = view(name, language)
        assert not page.exception
        assert [one.value for one in page.error] == []


def test_a_meeting_is_planned_and_held_and_a_training_recorded(demo):
    planned = CouncilMeeting(kind="general", name="*つどい*", held_on=DAY - timedelta(days=2), held=False, ward="泉区")
    key = record_meeting(demo, planned, DAY)
    page = view("councils", meeting=key)
    assert page.header[0].value.startswith("\\*つどい\\*")
    page.text_input(key=f"council_meeting.{key}.0.attendance").set_value("31").run()
    page.button(key=f"council_meeting.{key}.0.save").click().run()
    held = demo.one(CouncilMeeting, key)
    assert (held.held, held.attendance, held.name) == (True, 31, "*つどい*")

    before = len(demo.all(TrainingEvent))
    page = view("events")
    for field, value in (("title", "実践報告"), ("starts", "13:30"), ("ends", "16:00"), ("attendance", "")):
        page.text_input(key=f"training_event.new.0.{field}").set_value(value).run()
    page = button(page, SAVE)
    event = demo.all(TrainingEvent)[-1]
    assert (event.title, event.hours, event.attendance, event.ward) == ("実践報告", "13:30〜16:00", None, None)
    assert len(demo.all(TrainingEvent)) == before + 1


def test_a_years_numbers_and_texts_are_typed(demo):
    page = view("year", year=2030, ward="泉区")
    year = page.session_state["meetings.year"]
    key = f"council_plan.{year}.泉区.new.0"
    page.selectbox(key=f"{key}.kind").set_value("steering").run()
    page.button(key=f"{key}.save").click().run()
    assert demo.all(CouncilYear, fiscal_year=int(year), ward="泉区") == []  # a number is asked for
    page.text_input(key=f"{key}.steering.planned").set_value("12").run()
    page.button(key=f"{key}.save").click().run()
    texts = f"council_year.{year}.泉区.new.0"
    page.text_area(key=f"{texts}.issues").set_value("移動の手段").run()
    page.button(key=f"{texts}.save").click().run()
    [said] = demo.all(CouncilYear, fiscal_year=int(year), ward="泉区")
    assert said.issues == "移動の手段"
    assert demo.all(CouncilPlan, council_year_id=said.id)[0].planned == 12
    assert [one.value for one in page.error] == []


def test_an_issue_is_recorded_linked_taken_up_and_ended(demo):
    assert not view("issues").exception
    page = view("issues")
    page.text_input(key="regional_issue.new.0.title").set_value("*通院*の足").run()
    page.button(key="regional_issue.new.0.save").click().run()
    issue = demo.all(RegionalIssue)[-1]
    page = view("issues", issue=issue.id)
    assert page.header[0].value == "\\*通院\\*の足"
    page.selectbox(key=f"issue_case.{issue.id}.0.person").set_value(3).run()
    page.button(key=f"issue_case.{issue.id}.0.save").click().run()
    assert [one.person_id for one in demo.all(IssueCase, regional_issue_id=issue.id)] == [3]
    step = f"regional_issue_step.{issue.id}.0"
    page.text_area(key=f"{step}.action").set_value("聞き取り").run()
    page.button(key=f"{step}.save").click().run()
    assert [one.action for one in demo.all(RegionalIssueStep, regional_issue_id=issue.id)] == ["聞き取り"]
    end = f"regional_issue.{issue.id}.0.end"
    page.text_area(key=f"{end}.ending").set_value("市の事業になった").run()
    page.button(key=f"{end}.save").click().run()
    assert demo.one(RegionalIssue, issue.id).ended_on == DAY
    assert [one.value for one in page.error] == []
