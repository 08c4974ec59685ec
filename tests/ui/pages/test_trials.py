"""Kept plans on the page: the adopted one opens, a new one is an act of its own, adopting asks and can be taken back."""

import gc
from dataclasses import replace
from weakref import ref

from casebook.book import Casebook
from casebook.records import Plan, Proposal
from desk.period import coming_quarter, parse_period
from desk.plan.adopting import keep_adopted
from desk.plan.edits import Edits
from desk.plan.kept import kept_plans
from desk.plan.kept_scenarios import keep_edits
from desk.plan.trials import PlanView, plan_trials
from desk.plan.why import due_texts
from matching.policy import load_policy
from tests.ui.conftest import DAY, adopt, adopted_plan_page, as_read, button, listed, must, sentences, show, tables
from ui.components.plans.keeping import SHOWN
from ui.components.text import plain
from ui.kept import KEPT
from ui.pages.trials.page import VIEWS
from ui.settings import now
from words.say import say

PERIOD = coming_quarter(DAY)
WHICH = f"trials.which.{PERIOD}"


def view_of(page, name):
    page.session_state["trials.view"] = name
    page.run()
    assert not page.exception
    assert not page.error
    return page


def labels(page):
    return [one.label for one in page.button]


def states(book):
    return [one.state for one in reversed(kept_plans(book, PERIOD))]


def plans_alive() -> int:
    """Forget what the process keeps, as when somebody writes; return how many of its plans somebody else holds."""
    held = [ref(one.value.plan) for one in KEPT._values.values() if isinstance(one.value, PlanView)]
    assert held
    KEPT.clear()
    gc.collect()
    return sum(one() is not None for one in held)


def test_a_page_that_stays_open_holds_no_plan(demo: Casebook) -> None:
    page = button(show("trials"), say("trials.run", "ja"))
    assert list(page.session_state[SHOWN]) == ["trials.keep"]
    assert plans_alive() == 0
    page = button(button(page, say("trials.keep", "ja")), say("adopt.ask", "ja"))
    assert len(page.session_state[SHOWN]) == 1
    assert plans_alive() == 0
    page = button(page, say("adopt.yes", "ja"))
    assert states(demo) == ["adopted"]
    assert set(page.session_state[SHOWN]) == set()


def test_an_adopted_scenario_opens_in_every_view_is_dated_and_kept(demo: Casebook) -> None:
    adopted_plan_page()
    [plan] = demo.all(Plan)
    pair = next((one["person"], one["facility"]) for one in plan.record["candidates"])
    keep_edits(demo, PERIOD, "cost", "案1", Edits(locks=frozenset({pair}), weights={"ward_other": 0}), now())
    page = adopt(view_of(show("trials"), "scenario"))
    assert not page.exception
    assert not page.error
    assert page.selectbox(key=WHICH).value == 2
    assert states(demo) == ["replaced", "adopted"]
    adopted = {(one["person"], one["facility"]) for one in demo.one(Plan, 2).record["assignments"]}
    assert page.metric[0].value == str(len(adopted))
    for name in VIEWS:
        view_of(page, name)
    page = button(view_of(page, "dates"), say("dates.run", "ja"))
    box = page.selectbox(key="dates.edit.facility")
    page = box.select_index(0).run()
    assert not page.exception
    assert say("nights.range_save", "ja") in [one.label for one in page.button]
    suggested = view_of(page, "suggestions")
    assert any(say("dates.followed", "ja", moved=0, without=0)[:12] in one.value for one in suggested.caption)
    assert set(listed(suggested)[say("trials.column.person", "ja")])
    page = button(view_of(suggested, "dates"), say("dates.keep", "ja"))
    assert page.selectbox(key=WHICH).value == 3
    adopt(page)
    dated = demo.all(Proposal, plan_id=3)
    assert {(one.person_id, one.facility_id) for one in dated} <= adopted
    assert dated
    assert all(one.start_on for one in dated)
    assert states(demo) == ["replaced", "replaced", "adopted"]


def test_the_adopted_plan_opens_and_a_new_one_is_made_only_by_a_press_and_says_what_it_changes(demo: Casebook) -> None:
    view = plan_trials(demo, PERIOD, load_policy(), DAY)
    key = keep_adopted(demo, view, now())
    page = show("trials")
    assert page.selectbox(key=WHICH).value == key
    assert say("trials.run", "ja") not in labels(page)
    assert any(
        as_read(one.value).startswith(say("plan_state.since_adopted", "ja", by="", at="")[:8]) for one in page.caption
    )
    gone = view.suggestions[0].facility
    with demo.writing("meanwhile") as writer:
        writer.change(replace(gone.facility, status="closed"))
    page = button(button(show("trials"), say("kept_plan.make_new", "ja")), say("trials.run", "ja"))
    new = plan_trials(demo, PERIOD, load_policy(), DAY)
    assert new.since is not None
    assert new.since.changes
    assert say(new.since.message, "ja") in [as_read(one.label) for one in page.expander]
    for told in ("trials.kept", "trials.kept_already"):
        page = button(page, say("trials.keep", "ja"))
        assert say(told, "ja", id=key + 1) in [as_read(one.value) for one in page.success]
        assert page.selectbox(key=WHICH).value == key + 1
        assert states(demo) == ["adopted", "draft"]
        page = button(button(page, say("kept_plan.make_new", "ja")), say("trials.run", "ja"))
    page = button(page, say("kept_plan.back", "ja"))
    page.selectbox(key=WHICH).set_value(key + 1).run()
    before = demo.revision()
    page = button(page, say("adopt.ask", "ja"))
    assert say("adopt.yes", "ja") in labels(page)
    said = [as_read(one.value) for one in page.markdown]
    assert say("kept_plan.changes_adopted", "ja", id=key, count=len(new.since.changes)) in said
    assert set(tables(page)[0][say("adopt.column.person", "ja")])
    page = button(page, say("adopt.no", "ja"))
    assert demo.revision() == before
    page = adopt(page)
    assert states(demo) == ["replaced", "adopted"]
    next(one for one in page.text_input if one.label == must("adopt.reason")).set_value("押し間違い")
    page = button(page, say("adopt.take_back", "ja"))
    assert not page.error
    assert states(demo) == ["adopted", "draft"]


def test_a_new_plan_is_drawn_again_kept_with_its_draw_and_says_how_firm_it_is(demo: Casebook) -> None:
    page = button(show("trials"), say("trials.run", "ja"))
    page = page.text_input(key="trials.draw").set_value("2").run()
    said = [one.value for one in page.markdown]
    assert any(as_read(say("lot.drawn", "ja", draw=2)) in as_read(one) for one in said)
    page = button(page, say("trials.keep", "ja"))
    [plan] = demo.all(Plan)
    assert plan.record["lot"]["draw"] == 2
    page = button(button(view_of(page, "firm"), say("kept_plan.make_new", "ja")), say("trials.run", "ja"))
    assert page.text_input(key="trials.draw").value == "2"
    page = button(view_of(page, "firm"), say("firm.ranges_run", "ja"))
    assert not page.exception
    assert any(say("weight.ward_other", "ja", areas="wards") in str(one) for one in tables(page))


def test_whoever_waits_longer_than_promised_is_named_at_the_top_and_under_fairness(demo: Casebook) -> None:
    for period in ("2026-07/2026-09", "2026-10/2026-12", str(PERIOD)):
        view = plan_trials(demo, parse_period(period), load_policy(), DAY)
        keep_adopted(demo, view, now())
    heading, *lines = due_texts(view, "ja")
    assert lines
    page = show("trials")
    assert any(plain(heading) in one.value for one in page.warning)
    assert lines[0] in sentences(page)
    assert sentences(view_of(page, "fairness")).count(lines[0]) == 2


def test_a_kept_plan_has_its_page_for_approval_and_a_new_one_has_none(demo: Casebook) -> None:
    key = keep_adopted(demo, plan_trials(demo, PERIOD, load_policy(), DAY), now())
    offered = {f"trials.approval.{key}.{form}" for form in ("pdf", "docx")}
    page = show("trials")
    assert offered <= {one.key for one in page.get("download_button")}
    page = button(button(page, say("kept_plan.make_new", "ja")), say("trials.run", "ja"))
    assert not offered & {one.key for one in page.get("download_button")}
