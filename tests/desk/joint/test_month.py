"""The paper of a month has every case that went on, with its report or with the word that there is none."""

from datetime import timedelta

import pytest

from casebook.records import JointCase, JointReport, Person
from desk.city import read_city
from desk.documents import FORMS, texts
from desk.joint import made, month_before, paper, read_month
from tests.conftest import TODAY
from words.say import LANGUAGES, say

MONTH = month_before(TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_has_its_cases_and_says_which_reports_are_missing(little, language):
    with little.writing("test") as writer:
        for name, begun, done in (("J-1", MONTH, "面談した。"), ("J-2", MONTH, None), ("J-3", TODAY, None)):
            key = writer.add(Person(code_name=name, status="active"))
            case = writer.add(JointCase(person_id=key, core_centre="基幹", begun_on=begun, hard_by={"abuse": True}))
            if done:
                writer.add(JointReport(joint_case_id=case, month=MONTH, done=done))
    cases = read_month(little, read_city(little, TODAY), MONTH)
    assert [(one.name, one.report is None) for one in cases] == [("J-1", False), ("J-2", True)]
    told = "\n".join(texts(paper(MONTH, cases, language, TODAY)).values())
    assert "面談した。" in told
    assert told.count(say("joint.no_report", language)) == 1
    assert say("joint_reason.abuse", language) in told
    assert "J-3" not in told
    before = read_month(little, read_city(little, TODAY), month_before(MONTH - timedelta(days=40)))
    assert say("joint.none_in_month", language) in "\n".join(texts(paper(MONTH, before, language, TODAY)).values())


def test_the_reports_leave_in_both_forms(little):
    assert set(FORMS) == {"docx", "pdf"}
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert made(form, MONTH, [], "ja", TODAY).startswith(begins)
