"""Joint support begins, is reported month by month and ends; by it the core centre sees whom it is about; what is missing is due."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.errors import NotAllowedError, NotFoundError
from casebook.records import Consent, JointCase, JointReport, Person
from casebook.roles import Actor
from desk.city import read_city
from desk.correcting import cancel, correct, undo
from desk.errors import InvalidInputError
from desk.joint import end_case, month_before, read_joint, record_case, record_report
from desk.timeline import person_timeline
from desk.today import due
from tests.conftest import TODAY
from tests.desk.correcting.test_correcting import last
from tests.desk.meetings.test_councils import refused

DAY = timedelta(days=1)
BEFORE = month_before(TODAY)
BEGUN = BEFORE + 9 * DAY
CENTRE = "見本基幹"
AT_CENTRE = Actor("基幹の人", "core_centre", CENTRE)


@pytest.fixture
def person(book):
    agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": "matching_and_sharing"}
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="ひろせ", status="active", city="仙台市", ward="泉区"))
        writer.add(Consent(person_id=key, given_on=TODAY, **agreed))
    return key


def a_case(person, **said):
    return replace(
        JointCase(person_id=person, core_centre="見本　基幹", begun_on=BEGUN, hard_by={"8050": True}), **said
    )


def a_report(case, month, **said):
    return replace(JointReport(joint_case_id=case, month=month, done="訪問"), **said)


def ended(book, case, on, ending="goals_met"):
    return end_case(book, replace(book.one(JointCase, case), ended_on=on, ending=ending), TODAY)


def told(book):
    return due(book, read_city(book, TODAY), None, TODAY).get("joint", [])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"core_centre": " 　"}, "core_centre"),
        ({"begun_on": TODAY + DAY}, "begun_on"),
        ({"next_on": BEGUN - DAY}, "next_on"),
        ({"ended_on": TODAY}, "ending"),
        ({"ending": "other"}, "ended_on"),
        ({"ending_note": "済"}, "ending_note"),
        ({"ended_on": BEGUN - DAY, "ending": "other"}, "ended_on"),
    ],
)
def test_what_cannot_be_kept_of_a_case_is_said(book, person, wrong, field):
    assert refused(record_case, book, a_case(person, **wrong), TODAY) == [field]
    assert book.all(JointCase) == []


def test_a_case_is_reported_once_a_month_while_it_goes_on_and_what_is_missing_is_due(book, person):
    key = record_case(book, a_case(person), TODAY)
    assert refused(record_case, book, a_case(person, begun_on=TODAY), TODAY) == ["begun_on"]
    [one] = told(book)
    assert (one.record_id, one.day, one.asked) == (key, TODAY.replace(day=1), {"case": str(key)})
    assert read_joint(book)[0].missing(TODAY) == [BEFORE]
    for wrong, field in (
        (a_report(key, month_before(BEFORE)), "month"),
        (a_report(key, BEFORE + DAY), "month"),
        (a_report(key, month_before(BEFORE).replace(year=TODAY.year + 1)), "month"),
        (a_report(key, BEFORE, done=" "), "done"),
        (a_report(key, BEFORE, next_on=BEFORE - DAY), "next_on"),
    ):
        assert field in refused(record_report, book, wrong, TODAY)
    record_report(book, a_report(key, BEFORE, next_on=TODAY), TODAY)
    assert refused(record_report, book, a_report(key, BEFORE), TODAY) == ["month"]
    [joint] = read_joint(book)
    assert (joint.missing(TODAY), joint.next_on, joint.record.core_centre, told(book)) == ([], TODAY, "見本 基幹", [])
    with pytest.raises(NotFoundError):
        record_report(book, a_report(key + 1, BEFORE), TODAY)
    assert {"joint_case", "joint_report"} <= {one.kind for one in person_timeline(book, person)}


def test_a_case_ends_once_and_never_before_its_last_report_whatever_is_corrected_or_brought_back(book, person):
    key = record_case(book, a_case(person), TODAY)
    report = record_report(book, a_report(key, TODAY.replace(day=1)), TODAY)
    before = TODAY.replace(day=1) - DAY
    assert refused(ended, book, key, before) == ["ended_on"]
    assert refused(ended, book, key, TODAY, None) == ["ending"]
    cancel(book, book.one(JointReport, report), "別の方")
    cancelled = last(book)
    ended(book, key, before)
    assert refused(ended, book, key, TODAY) == ["ended_on"]
    assert refused(undo, book, cancelled, "やはりあった") == ["month"]
    record_report(book, a_report(key, BEFORE), TODAY)  # forgotten then
    [joint] = read_joint(book)
    with pytest.raises(InvalidInputError):
        correct(book, replace(joint.record, begun_on=TODAY, ended_on=TODAY), joint.record, "誤り", today=TODAY)
    assert (joint.record.is_open, joint.next_on, joint.waits(TODAY)) == (False, None, False)
    record_case(book, a_case(person, begun_on=TODAY), TODAY)  # again, later
    assert [one.record.is_open for one in read_joint(book)] == [True, False]


def test_the_core_centre_sees_whom_it_supports_while_it_does_and_reads_alone(book, person):
    centre, office = book.opened_for(AT_CENTRE), book.opened_for(Actor("相談員", "consultation_office", CENTRE))
    assert centre.all(Person) == []
    key = record_case(book, a_case(person, core_centre=CENTRE), TODAY)
    record_report(book, a_report(key, BEFORE), TODAY)
    assert [one.id for one in centre.all(Person)] == [person]
    assert [(one.record.id, list(one.reports)) for one in read_joint(centre)] == [(key, [BEFORE])]
    assert (office.all(Person), office.all(JointCase), told(centre)) == ([], [], [])
    with pytest.raises(NotAllowedError):
        record_report(centre, a_report(key, TODAY.replace(day=1)), TODAY)
    ended(book, key, TODAY, "base_alone")
    assert (centre.all(Person), centre.all(JointReport)) == ([], [])
    correct(
        book, replace(book.one(JointCase, key), ending="handed_over"), book.one(JointCase, key), "誤り", today=TODAY
    )
    assert [one.id for one in centre.all(Person)] == [person]
    cancel(book, book.one(JointCase, key), "別の方")
    assert (centre.all(Person), book.all(JointReport)) == ([], [])
    undo(book, last(book), "本人")
    assert [one.id for one in centre.all(JointReport)] == [one.id for one in book.all(JointReport)] != []


def test_months_without_a_report_are_missing_until_the_case_ended(book, person):
    key = record_case(book, a_case(person, begun_on=date(2026, 7, 31)), TODAY)
    record_report(book, a_report(key, date(2026, 8, 1)), TODAY)
    ended(book, key, date(2026, 9, 1))
    assert read_joint(book)[0].missing(TODAY) == [date(2026, 7, 1), date(2026, 9, 1)]
