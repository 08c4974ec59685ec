"""Advice visits are kept and found by year, kind, ward and words; a ward is told of its own, and of people as it sees them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.errors import NotFoundError
from casebook.records import AdviceVisit, Person
from casebook.roles import Actor
from desk.joint import WantedVisits, matching_visits, record_advice
from desk.period import fiscal_year
from tests.conftest import TODAY
from tests.desk.meetings.test_councils import refused

DAY = timedelta(days=1)
VISIT = AdviceVisit(
    visited_on=TODAY, office="ＩＧＡＳＵ　相談", kind="case", ward="泉区", attendance=3, summary="記録の書き方"
)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"office": " 　"}, "office"),
        ({"visited_on": TODAY + DAY}, "visited_on"),
        ({"next_on": TODAY - DAY}, "next_on"),
        ({"attendance": -1}, "attendance"),
    ],
)
def test_what_cannot_be_kept_of_a_visit_is_said(book, wrong, field):
    assert refused(record_advice, book, replace(VISIT, **wrong), TODAY) == [field]
    assert book.all(AdviceVisit) == []


def test_visits_are_found_by_year_kind_ward_and_words(book):
    first = record_advice(book, VISIT, TODAY)
    second = record_advice(book, replace(VISIT, visited_on=TODAY - 400 * DAY, kind="training", ward=None), TODAY)

    def found(**wanted):
        return [one.id for one in matching_visits(book.all(AdviceVisit), WantedVisits(**wanted))]

    assert found() == [first, second]
    assert found(years=(fiscal_year(TODAY),)) == found(kinds=("case",)) == found(wards=("泉区",)) == [first]
    assert found(text="ｉｇａｓｕ 記録") == [first, second]
    assert found(text="給食") == []


def test_a_ward_is_told_of_its_visits_and_of_one_about_somebody_as_of_her(book):
    with book.writing("test") as writer:
        person = writer.add(Person(code_name="ひろせ", status="active", city="仙台市", ward="泉区"))
    keys = [
        record_advice(book, replace(VISIT, ward=ward, person_id=about), TODAY)
        for ward in ("泉区", None)
        for about in (None, person)
    ]
    ward = book.opened_for(Actor("区", "ward_office", "泉区"))
    assert [one.id for one in ward.all(AdviceVisit)] == keys[:1]  # she agreed to no sharing
    assert book.opened_for(Actor("市", "planner")).all(AdviceVisit) == []
    with pytest.raises(NotFoundError):
        record_advice(book, replace(VISIT, person_id=person + 1), TODAY)
