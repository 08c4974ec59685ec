"""Joint support as a page: a case is begun, reported, ended; a month is taken as a paper; an advice visit is recorded."""

import pytest

from casebook.engine import create
from casebook.records import AdviceVisit, JointCase, JointReport
from desk.joint import month_before
from tests.ui.conftest import DAY, show
from words.say import LANGUAGES


def view(name, language="ja", **asked):
    page = show("joint", language)
    page.session_state["joint.view"] = name
    for one, value in asked.items():
        page.query_params[one] = str(value)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_with_nothing_in_it(at, language):
    create(at)
    for name in ("cases", "month", "visits"):
        page = view(name, language)
        assert not page.exception
        assert [one.value for one in page.error] == []


def test_a_case_is_begun_reported_and_ended(demo):
    page = view("cases")
    key = "joint_case.new.0"
    page.selectbox(key=f"{key}.person").set_value(10).run()
    page.text_input(key=f"{key}.core_centre").set_value("*基幹*").run()
    page.text_input(key=f"{key}.begun_on").set_value(f"{month_before(DAY):%Y/%m/%d}").run()
    page.multiselect(key=f"{key}.hard_by").set_value(["8050"]).run()
    page.button(key=f"{key}.save").click().run()
    case = demo.all(JointCase)[-1]
    assert (case.person_id, case.core_centre, case.hard_by) == (10, "*基幹*", {"8050": True})
    page = view("cases", case=case.id)
    assert page.header[0].value.endswith("\\*基幹\\*")
    report = f"joint_report.{case.id}.0"
    page.text_area(key=f"{report}.done").set_value("訪問した").run()
    page.button(key=f"{report}.save").click().run()
    assert [(one.month, one.done) for one in demo.all(JointReport, joint_case_id=case.id)] == [
        (month_before(DAY), "訪問した")
    ]
    end = f"joint_case.{case.id}.0.end"
    page.selectbox(key=f"{end}.ending").set_value("base_alone").run()
    page.button(key=f"{end}.save").click().run()
    assert (demo.one(JointCase, case.id).ended_on, demo.one(JointCase, case.id).ending) == (DAY, "base_alone")
    assert [one.value for one in page.error] == []


def test_a_month_shows_its_reports_and_what_is_missing(demo):
    page = view("month")
    assert not page.exception
    assert len(page.subheader) == 2
    assert [one.value for one in page.error] == []


def test_a_visit_is_recorded(demo):
    page = view("visits")
    key = "advice_visit.new.0"
    page.selectbox(key=f"{key}.office").set_value("見本相談支援事業所 ふもと").run()
    page.selectbox(key=f"{key}.kind").set_value("system").run()
    page.button(key=f"{key}.save").click().run()
    visit = demo.all(AdviceVisit)[-1]
    assert (visit.office, visit.kind, visit.person_id, visit.visited_on) == (
        "見本相談支援事業所 ふもと",
        "system",
        None,
        DAY,
    )
    page = view("visits", visit=visit.id)
    assert page.header[0].value.endswith("見本相談支援事業所 ふもと")
