"""What a press writes: done once, for what was shown; what is refused is said in words, and nothing is lost by it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.errors import CasebookError, ChangedMeanwhileError, NotAllowedError, NotFoundError, NotReadyError
from casebook.records import Facility, FreeBed, Person, PersonNight, Plan, Scenario
from desk.errors import DeskError, InvalidInputError, fault
from desk.period import coming_quarter
from desk.plan.edits import Edits
from desk.plan.kept_scenarios import drop_scenario, keep_edits
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView, plan_trials
from desk.proposals.calendars import save_beds, save_nights
from desk.readiness.promise import promise
from matching.policy import load_policy
from tests.ui.conftest import DAY, button, show
from ui import shell
from ui.components.text import plain
from ui.context import Context
from ui.settings import now
from words.say import say

GONE = NotFoundError("casebook.not_found", entity="scenario", id=7)
REFUSALS = [
    (InvalidInputError([fault("code_name", "input.required")]), "input.required", {}),
    (DeskError("scenario.no_name"), "scenario.no_name", {}),
    (GONE, GONE.code, GONE.params),
    (ChangedMeanwhileError("casebook.changed_meanwhile"), "casebook.changed_meanwhile", {}),
    (NotReadyError("casebook.write_failed", why="locked"), "casebook.write_failed", {"why": "locked"}),
]


def one_save(ctx, error) -> None:
    import streamlit as st

    from ui.components.form import saving

    st.text_input("typed", key="typed")
    with saving(ctx):
        raise error
    st.caption("the page goes on")


@pytest.mark.parametrize(("error", "code", "params"), REFUSALS, ids=[code for _, code, _ in REFUSALS])
def test_whatever_refuses_a_save_is_said_and_the_page_goes_on(book: Casebook, error, code, params) -> None:
    page = AppTest.from_function(one_save, args=(Context(book, "ja", DAY, None), error)).run()
    assert not page.exception
    assert plain(say(code, "ja", **params)) in page.error[0].value
    assert page.caption[0].value == "the page goes on"


@pytest.mark.parametrize(
    ("error", "titled"),
    [
        (NotReadyError("casebook.write_failed", why="locked"), True),
        (GONE, False),
        (NotAllowedError("casebook.may_not_write", name="山田"), False),
        (ChangedMeanwhileError("casebook.changed_meanwhile"), False),
    ],
)
def test_only_a_casebook_that_is_not_ready_cannot_be_opened(
    at: str, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, error: CasebookError, titled: bool
) -> None:
    def refused(_ctx: Context) -> None:
        raise error

    Path(at.removeprefix("sqlite:///")).write_bytes(sqlite_template.read_bytes())
    monkeypatch.setitem(shell.PAGES, "map", (refused, ""))
    [told] = show("map").error
    assert plain(say(error.message, "ja")) in told.value
    assert (say("error.no_casebook", "ja") in told.value) is titled


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
    assert list(page.dataframe[-1].value.iloc[:, 5]) == [promise(view).after[0], ready, ready]
    assert page.selectbox(key="kept.chosen").value == shown
    drop_scenario(demo, shown)
    page = button(page, say("kept.drop", "ja"))
    assert not page.exception
    assert [one.id for one in demo.all(Scenario)] == [other]
    assert page.selectbox(key="kept.chosen").value == other
    button(page, say("kept.adopt", "ja"))
    assert [one.adopted_on for one in demo.all(Scenario)] == [DAY]
    assert len(demo.all(Plan)) == 1


def both_calendars(url, facility, person):
    from datetime import date

    from ui.components.night_forms import beds_form, nights_form
    from ui.context import Context, open_book

    ctx = Context(open_book(url), "ja", date(2026, 11, 22), None)
    beds_form(ctx, facility)
    nights_form(ctx, person)


def test_what_was_typed_into_calendars_outlives_what_others_write_and_overwrites_nothing(
    demo: Casebook, at: str
) -> None:
    facility, person = demo.all(Facility)[0].id, demo.all(Person)[0].id
    first = demo.all(PersonNight, person_id=person)
    page = AppTest.from_function(both_calendars, args=(at, facility, person)).run()
    editors = [one.proto.id for one in page.dataframe]
    page.number_input[0].set_value(4)
    save_beds(demo, facility, {DAY: 3})
    page.run()
    assert [one.proto.id for one in page.dataframe] == editors
    assert page.number_input[0].value == 4
    save_nights(demo, person, 7, {DAY: False})
    page.run()
    assert page.number_input[0].value == 7
    button(page, say("common.save", "ja"))  # the beds: nothing was typed
    assert [one.beds for one in demo.all(FreeBed, facility_id=facility, night=DAY)] == [3]
    page.button[1].click().run()
    known = {one.night: one.suits for one in demo.all(PersonNight, person_id=person)}
    assert known == {**{one.night: one.suits for one in first}, DAY: False}
    assert [one.proto.id for one in page.dataframe] != editors
