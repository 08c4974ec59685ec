"""Consultation capacity as a page: a count is recorded once a day, a target is set, a corporation's visit is written down."""

from datetime import date

import pytest

from casebook.engine import create
from casebook.records import CapacityCount, CapacityTarget, CorporationVisit
from casebook.roles import Actor
from tests.ui.conftest import DAY, button, show
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_with_nothing_in_it(at, language):
    create(at)
    for view in ("trend", "targets", "visits"):
        page = show("capacity", language)
        page.session_state["capacity.view"] = view
        page.run()
        assert not page.exception
        assert len(page.info) == 1


def test_a_count_a_target_and_a_visit_are_recorded(demo):
    page = show("capacity", "ja")
    key = "capacity_count.new.0"
    page.text_input(key=f"{key}.staff_hundredths").set_value("59.555").run()
    page = button(page, say("common.save", "ja"))
    assert len(demo.all(CapacityCount)) == 3
    page.text_input(key=f"{key}.staff_hundredths").set_value("５９．５５")
    page.text_input(key=f"{key}.with_plan").set_value("3,051").run()
    page = button(page, say("common.save", "ja"))
    [count] = demo.all(CapacityCount, counted_on=DAY)
    assert (count.with_plan, count.staff_hundredths, count.offices) == (3_051, 5_955, None)
    page.text_input(key="capacity_count.new.1.offices").set_value("41").run()
    page = button(page, say("common.save", "ja"))
    assert demo.all(CapacityCount, counted_on=DAY) == [count]

    page = show("capacity", "ja")
    page.session_state["capacity.view"] = "targets"
    page.run()
    page.text_input(key="capacity_target.new.0.claims_a_head").set_value("18").run()
    page = button(page, say("common.save", "ja"))
    [target] = demo.all(CapacityTarget)
    assert (target.for_on, target.claims_a_head, target.staff_hundredths) == (date(2027, 3, 31), 180, 6_000)

    page = show("capacity", "ja")
    page.session_state["capacity.view"] = "visits"
    page.run()
    page = button(page, say("common.save", "ja"))
    assert len(demo.all(CorporationVisit)) == 3
    page.text_input(key="corporation_visit.new.0.corporation").set_value("法人").run()
    page = button(page, say("common.save", "ja"))
    assert [one.corporation for one in demo.all(CorporationVisit, visited_on=DAY)] == ["法人"]
    assert not page.exception


def test_a_ward_office_is_not_shown_what_corporations_said(demo):
    ward = demo.opened_for(Actor("区", "ward_office", "青葉区"))
    assert ward.sees(CapacityCount)
    assert not ward.sees(CorporationVisit)
