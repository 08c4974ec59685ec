"""Issues are raised, passed up, and ended after their last step; where they rest is due; a ward is told of its own."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.errors import NotAllowedError, NotFoundError
from casebook.records import IssueCase, Person, RegionalIssue, RegionalIssueStep
from casebook.roles import Actor
from desk.city import read_city
from desk.correcting import cancel, correct, undo
from desk.errors import InvalidInputError
from desk.meetings import RESTS, end_issue, link_case, read_issues, record_issue, record_step
from desk.today import due
from tests.conftest import TODAY
from tests.desk.correcting.test_correcting import last
from tests.desk.meetings.test_councils import refused

DAY = timedelta(days=1)
RAISED = TODAY - 100 * DAY
ISSUE = RegionalIssue(title="ＩＧＡＳＵ　移動", theme="transport", raised_on=RAISED, ward="泉区", in_charge="緑川")


def a_step(issue, on, **said):
    return RegionalIssueStep(regional_issue_id=issue, taken_on=on, action="聞き取り", **said)


def ended(book, issue, on, how="市の事業になった。"):
    return end_issue(book, replace(book.one(RegionalIssue, issue), ended_on=on, ending=how), TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " 　"}, "title"),
        ({"raised_on": TODAY + DAY}, "raised_on"),
        ({"ended_on": TODAY}, "ending"),
        ({"ending": "済"}, "ended_on"),
        ({"ended_on": RAISED - DAY, "ending": "済"}, "ended_on"),
    ],
)
def test_what_cannot_be_kept_of_an_issue_is_said(book, wrong, field):
    assert refused(record_issue, book, replace(ISSUE, **wrong), TODAY) == [field]
    assert book.all(RegionalIssue) == []


def test_steps_pass_an_issue_up_and_never_down_within_its_days(book):
    key = record_issue(book, ISSUE, TODAY)
    assert (read_issues(book)[0].level, read_issues(book)[0].record.title) == ("ward", "IGASU 移動")
    for wrong, field in (
        ({"on": RAISED - DAY}, "taken_on"),
        ({"on": TODAY + DAY}, "taken_on"),
        ({"on": TODAY, "next_on": TODAY - DAY}, "next_on"),
    ):
        assert refused(record_step, book, a_step(key, **wrong), TODAY) == [field]
    record_step(book, a_step(key, TODAY - 9 * DAY, passed_to="city", next_on=TODAY), TODAY)
    assert refused(record_step, book, a_step(key, TODAY, passed_to="city"), TODAY) == ["passed_to"]
    assert refused(record_step, book, a_step(key, RAISED, passed_to="prefecture"), TODAY) == ["passed_to"]
    assert (read_issues(book)[0].level, read_issues(book)[0].next_on) == ("city", TODAY)
    record_step(book, a_step(key, TODAY - DAY, passed_to="prefecture"), TODAY)
    assert (read_issues(book)[0].level, read_issues(book)[0].next_on) == ("prefecture", None)
    city = replace(book.one(RegionalIssue, key), ward=None)
    with pytest.raises(InvalidInputError):
        correct(book, city, book.one(RegionalIssue, key), "市の課題", today=TODAY)
    with pytest.raises(NotFoundError):
        record_step(book, a_step(key + 1, TODAY), TODAY)


def test_an_issue_is_never_ended_before_its_last_step_whatever_is_corrected_or_brought_back(book):
    key = record_issue(book, ISSUE, TODAY)
    step = record_step(book, a_step(key, TODAY - DAY), TODAY)
    assert refused(ended, book, key, TODAY - 2 * DAY) == ["ended_on"]
    assert refused(ended, book, key, TODAY, None) == ["ending"]
    cancel(book, book.one(RegionalIssueStep, step), "別の課題")
    cancelled = last(book)
    ended(book, key, TODAY - 2 * DAY)
    assert refused(ended, book, key, TODAY) == ["ended_on"]
    assert refused(undo, book, cancelled, "やはりあった") == ["taken_on"]
    assert refused(record_step, book, a_step(key, TODAY), TODAY) == ["taken_on"]
    record_step(book, a_step(key, TODAY - 2 * DAY), TODAY)  # forgotten then
    [issue] = read_issues(book)
    early = replace(issue.record, ended_on=TODAY - 3 * DAY)
    with pytest.raises(InvalidInputError):
        correct(book, early, issue.record, "日付の誤り", today=TODAY)
    assert not issue.is_open


def test_an_issue_at_rest_is_due_until_a_step_or_its_end(little):
    key = record_issue(little, replace(ISSUE, raised_on=TODAY - RESTS), TODAY)
    [told] = due(little, read_city(little, TODAY), None, TODAY)["issue"]
    assert (told.record_id, told.day, told.asked) == (key, TODAY, {"view": "issues", "issue": str(key)})
    assert "issue" not in due(little, read_city(little, TODAY - DAY), None, TODAY - DAY)
    record_step(little, a_step(key, TODAY), TODAY)
    assert "issue" not in due(little, read_city(little, TODAY), None, TODAY)
    assert "issue" in due(little, read_city(little, TODAY), None, TODAY + RESTS)
    ended(little, key, TODAY)
    assert "issue" not in due(little, read_city(little, TODAY), None, TODAY + RESTS)


def test_cases_are_linked_once_go_with_the_issue_and_are_told_as_their_people_are(book):
    keys = {ward: record_issue(book, replace(ISSUE, ward=ward), TODAY) for ward in ("泉区", "青葉区", None)}
    with book.writing("test") as writer:
        person = writer.add(Person(code_name="ひろせ", status="active", city="仙台市", ward="泉区"))
    for key in keys.values():
        link_case(book, IssueCase(regional_issue_id=key, person_id=person))
        assert refused(link_case, book, IssueCase(regional_issue_id=key, person_id=person)) == ["person_id"]
    planner = book.opened_for(Actor("市", "planner"))
    ward = book.opened_for(Actor("区", "ward_office", "泉区"))
    assert Counter(one.record.ward for one in read_issues(planner)) == {"泉区": 1, "青葉区": 1, None: 1}
    assert {one.record.ward for one in read_issues(ward)} == {"泉区", None}
    for reader in (planner, ward):  # nobody agreed to sharing
        assert reader.all(IssueCase) == []
        assert len(reader.counting().all(IssueCase, regional_issue_id=keys[None])) == 1
        with pytest.raises(NotAllowedError):
            record_issue(reader, ISSUE, TODAY)
    cancel(book, book.one(RegionalIssue, keys[None]), "重なり")
    assert len(book.all(IssueCase)) == 2
    undo(book, last(book), "重なりでない")
    assert len(book.all(IssueCase)) == 3
