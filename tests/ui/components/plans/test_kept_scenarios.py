"""Kept scenarios on the page."""

import pytest

from casebook.book import Casebook
from casebook.records import Plan, Scenario
from desk.period import coming_quarter
from desk.plan.edits import Edits
from desk.plan.kept_scenarios import drop_scenario, keep_edits
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView, plan_trials
from desk.readiness.promise import promise
from matching.policy import load_policy
from tests.ui.conftest import DAY, adopt, button, show, tables
from ui.settings import now
from words.say import say


@pytest.fixture
def view(demo: Casebook) -> PlanView:
    return plan_trials(demo, coming_quarter(DAY), load_policy(), DAY)


def closing(view: PlanView) -> Edits:
    """Return edits that change what the plan does to readiness, though its policy stays the same."""
    for one in view.suggestions:
        edits = Edits(closed=frozenset({one.facility.key}))
        if promise(try_edits(view, "x", edits).new).after[0] != promise(view).after[0]:
            return edits
    raise AssertionError


def test_a_press_is_for_the_scenario_that_was_shown_and_each_has_its_own_figures(
    demo: Casebook, view: PlanView
) -> None:
    edits = closing(view)
    shown, other = (
        keep_edits(demo, view.period, view.aim, "a", edits, now()),
        keep_edits(demo, view.period, view.aim, "b", edits, now()),
    )
    page = button(show("trials"), say("trials.run", "ja"))
    page.session_state["trials.view"] = "scenario"
    page.run()
    ready = promise(try_edits(view, "x", edits).new).after[0]
    assert list(tables(page)[-1].iloc[:, 5]) == [promise(view).after[0], ready, ready]
    assert page.selectbox(key="kept.chosen").value == shown
    drop_scenario(demo, shown)
    page = button(page, say("kept.drop", "ja"))
    assert not page.exception
    assert [one.id for one in demo.all(Scenario)] == [other]
    assert page.selectbox(key="kept.chosen").value == other
    adopt(page)
    assert [one.adopted_on for one in demo.all(Scenario)] == [DAY]
    assert len(demo.all(Plan)) == 1
