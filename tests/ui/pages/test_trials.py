"""Kept plans on the page: the last is compared with, any can be opened in every view, an adopted one is."""

from casebook.book import Casebook
from casebook.records import Plan, Proposal
from desk.period import coming_quarter
from desk.plan.edits import Edits
from desk.plan.kept_scenarios import keep_edits
from tests.ui.conftest import DAY, button, show
from ui.pages.trials.page import VIEWS
from ui.settings import now
from words.say import say


def view_of(page, name):
    page.session_state["trials.view"] = name
    page.run()
    assert not page.exception
    assert not page.error
    return page


def test_an_adopted_plan_opens_in_every_view_is_dated_and_kept(demo: Casebook) -> None:
    page = button(button(show("trials"), say("trials.run", "ja")), say("trials.keep", "ja"))
    assert any("番号1" in one.value and "0人" in one.value for one in page.caption)
    [plan] = demo.all(Plan)
    pair = next((one["person"], one["facility"]) for one in plan.record["candidates"])
    period = coming_quarter(DAY)
    keep_edits(demo, period, "cost", "案1", Edits(locks=frozenset({pair}), weights={"ward_other": 0}), now())
    page = button(view_of(page, "scenario"), say("kept.adopt", "ja"))
    assert not page.exception
    assert page.selectbox(key=f"trials.which.{period}").value == 2
    adopted = {(one["person"], one["facility"]) for one in demo.one(Plan, 2).record["assignments"]}
    assert page.metric[0].value == str(len(adopted))
    for name in VIEWS:
        view_of(page, name)
    page = button(view_of(page, "dates"), say("dates.run", "ja"))
    box = page.selectbox(key="dates.edit.facility")
    page = box.select_index(0).run()
    assert not page.exception
    assert say("nights.range_save", "ja") in [one.label for one in page.button]
    page = button(page, say("dates.keep", "ja"))
    dated = demo.all(Proposal, plan_id=3)
    assert {(one.person_id, one.facility_id) for one in dated} <= adopted
    assert all(one.start_on for one in dated)
    page.selectbox(key=f"trials.which.{period}").set_value(0).run()
    page.number_input(key="trials.close").set_value(100_000).run()
    assert not page.exception
