"""Corporations that were asked to open offices are counted once each, by what they run and what came of it last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook import vocabulary as v
from casebook.records import CorporationVisit
from casebook.roles import Actor
from desk.capacity import asked_in, by_code, corporations, record_corporation_visit
from desk.errors import InvalidInputError
from desk.period import span
from tests.conftest import TODAY
from tests.desk.capacity.paper import INSURERS, NURSES, RESULTS, visits


def test_the_papers_table_of_corporations_follows_from_the_visits():
    found = corporations(asked_in(visits(), span(2019)))
    assert len(found) == NURSES + INSURERS == 12
    kinds = by_code(v.CORPORATION_KINDS, (one.kind for one in found))
    assert {kind: count for kind, count in kinds.items() if count} == {
        "home_nursing": NURSES,
        "care_insurance": INSURERS,
    }
    assert by_code(v.CORPORATION_RESULTS, (one.result for one in found)) == RESULTS
    assert asked_in(visits(), span(2020)) == []


def test_a_corporation_that_is_visited_again_counts_once_with_what_was_known_last():
    first, *_ = visits()
    again = replace(first, visited_on=date(2019, 12, 1), corporation="法人１", kind=None, result="not_possible")
    silent = replace(again, visited_on=date(2020, 2, 1), result=None, corporation="法人1 ")
    [one] = corporations([silent, again, first])
    assert (one.name, one.kind, one.result, len(one.visits)) == ("法人1 ", "home_nursing", "not_possible", 3)
    assert by_code(("next_year",), [None, "next_year"]) == {"next_year": 1, None: 1}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"corporation": " "}, "corporation"),
        ({"visited_on": TODAY + timedelta(1)}, "visited_on"),
        ({"corporation": "法" * 201}, "corporation"),
    ],
)
def test_what_cannot_be_kept_of_a_visit_is_said(little, wrong, field):
    visit = CorporationVisit(visited_on=TODAY, corporation="法人")
    with pytest.raises(InvalidInputError) as refused:
        record_corporation_visit(little, replace(visit, **wrong), TODAY)
    assert [one.field for one in refused.value.faults] == [field]
    assert little.all(CorporationVisit) == []


def test_what_corporations_said_is_told_to_planners_alone(little):
    visit = CorporationVisit(visited_on=TODAY, corporation="法人", opinions="人員の余裕がない")
    record_corporation_visit(little, visit, TODAY)
    planner, ward = Actor("計画", "planner"), Actor("区", "ward_office", "青葉区")
    assert [one.opinions for one in little.opened_for(planner).all(CorporationVisit)] == ["人員の余裕がない"]
    assert little.opened_for(ward).all(CorporationVisit) == []
