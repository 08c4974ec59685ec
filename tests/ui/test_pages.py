"""Every page, in both languages, on a real temporary casebook: full, empty and missing."""

import gc
from dataclasses import is_dataclass, replace
from datetime import date
from types import FunctionType, ModuleType
from typing import Any

import pytest
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Facility, Person
from tests.optional import present
from tests.ui.conftest import (
    DAY,
    adopt,
    adopted_plan_page,
    as_read,
    bars,
    button,
    choose,
    facts,
    listed,
    must,
    primary,
    sentences,
    show,
)
from ui import shell
from ui.components.text import plain
from ui.context import Context
from ui.kept import KEPT
from ui.settings import casebook
from words.say import LANGUAGES, say

PAGES = tuple(shell.PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_demo_without_an_error(demo: Casebook, name: str, language: str) -> None:
    page = show(name, language)
    assert page.title[0].value == say(f"nav.{name}", language)
    assert not page.error
    assert not held_by_widgets(page)
    assert len(primary(page.main)) <= 1


def held_by_widgets(page: AppTest) -> set[str]:
    """Return of what the server keeps for all sessions that which this one's widgets hold on to as well.

    Streamlit keeps a widget's functions for as long as the session: a plan that is no longer true would go with it.
    """
    shared = {id(one.value) for one in KEPT._values.values()}
    state: Any = page.session_state
    while not isinstance(state, SessionState):
        state = object.__getattribute__(state, "_state")
    open_: list[object] = list(state._new_widget_state.widget_metadata.values())
    assert open_
    seen, found = set[int](), set[str]()
    while open_:
        one = open_.pop()
        if id(one) in seen or isinstance(one, type | ModuleType | Context | str | int):
            continue
        seen.add(id(one))
        if id(one) in shared and is_dataclass(one):
            found.add(type(one).__name__)
        elif isinstance(one, FunctionType):
            open_.extend((one.__closure__, one.__defaults__, one.__kwdefaults__))
        else:
            open_.extend(gc.get_referents(one))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["map", "people", "facilities", "trials", "proposals", "rooms"])
def test_an_empty_casebook_says_what_to_do(at: str, name: str, language: str) -> None:
    create(at)
    page = show(name, language)
    assert page.info
    assert not page.error


@pytest.mark.parametrize("name", ["people", "facilities"])
def test_where_there_is_nobody_yet_there_is_no_empty_list_but_the_form_for_the_first(at: str, name: str) -> None:
    create(at)
    page = show(name)
    assert say("common.ward", "ja") not in {one.label for one in page.multiselect}
    assert page.tabs[0].label == say("common.new", "ja")
    field = "code_name" if name == "people" else "name"
    next(one for one in page.text_input if one.label == must(f"field.{field}")).set_value("はじめの一つ")
    page = button(page, say("common.save", "ja"))
    assert page.success[0].value == say("common.saved", "ja")
    assert "はじめの一つ" in listed(page).to_string()


@pytest.mark.parametrize("name", PAGES)
def test_a_missing_casebook_is_a_sentence_with_the_command_to_run(at: str, name: str) -> None:
    page = show(name)
    assert "sonae init" in page.error[0].value.replace("\\", "")


def test_a_plan_is_made_kept_and_explained(demo: Casebook) -> None:
    from desk.period import coming_quarter
    from desk.plan.trials import plan_trials
    from matching.policy import load_policy

    view = plan_trials(demo, coming_quarter(DAY), load_policy(), DAY)
    page = button(show("trials"), say("trials.run", "ja"))
    assert not held_by_widgets(page)
    assert int(page.metric[0].value) > 0
    page = adopt(button(page, say("trials.keep", "ja")))
    from casebook.records import Plan, Proposal

    [plan] = demo.all(Plan)
    assert plan.placed == len(demo.all(Proposal)) > 0
    for one in view.suggestions[:2]:
        told = choose(page, one.person.key)
        assert not told.exception
        shown = "\n".join([*sentences(told), *(as_read(part.value) for part in told.markdown), *bars(told)])
        assert [reason for reason in view.reasons(one, "ja") if reason not in shown] == []


@pytest.mark.parametrize("view", ["facilities", "map", "without", "dates", "scenario", "firm", "fairness"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_of_a_plan_can_be_shown(demo: Casebook, view: str, language: str) -> None:
    page = button(show("trials", language), say("trials.run", language))
    shown = page.session_state
    shown["trials.view"] = view
    page.run()
    assert not page.exception
    assert not page.error


def test_a_person_with_faults_is_not_saved_and_each_fault_is_named(demo: Casebook) -> None:
    before = demo.revision()
    page = show("people")
    save = [one for one in page.button if one.label == say("common.save", "ja")][-1]
    page = save.click().run()
    assert say("field.code_name", "ja") in page.error[0].value
    assert f":red[{say('input.required', 'ja')}]" in [one.value for one in page.markdown]
    assert demo.revision() == before


@pytest.mark.parametrize("name", ["people", "facilities"])
def test_what_somebody_else_writes_while_a_form_is_open_is_kept(demo: Casebook, name: str) -> None:
    kind: type[Person | Facility]
    kind, other, field, typed = {
        "people": (Person, "note", "real_name", "見本 太郎"),
        "facilities": (Facility, "address", "phone", "022-000-0000"),
    }[name]
    shown = demo.all(kind)[1]
    page = show(name)
    page.session_state[f"{name}.{kind.__name__.lower()}.wanted"] = shown.id
    page.run()
    with demo.writing("meanwhile") as writer:
        writer.change(replace(shown, **dict[str, Any]({other: "別の人が書いた"})))
    next(one for one in page.text_input if one.label == say(f"field.{field}", "ja")).set_value(typed).run()
    page = button(page, say("common.save", "ja"))
    assert not page.exception
    assert page.success[0].value == say("common.saved", "ja")
    found = demo.one(kind, present(shown.id))
    assert (getattr(found, other), getattr(found, field)) == ("別の人が書いた", typed)
    afresh = {one.key: one.value for one in page.text_input}
    assert afresh[f"{kind.__name__.lower()}.{shown.id}.1.{other}"] == "別の人が書いた"


def test_a_new_person_is_saved_with_the_audit(demo: Casebook) -> None:
    page = show("people")
    name = [one for one in page.text_input if one.label == must("field.code_name")][-1]
    name.set_value("新-001")
    page = [one for one in page.button if one.label == say("common.save", "ja")][-1].click().run()
    assert not page.exception
    [saved] = [person for person in demo.all(Person) if person.code_name == "新-001"]
    assert saved.identified_on == DAY
    assert page.success[0].value == say("common.saved", "ja")


def test_two_ages_are_told_until_the_day_of_birth_is_typed_in(at: str) -> None:
    create(at)
    with casebook(at).writing("before") as writer:
        key = writer.add(Person(code_name="A-001", birth_year=1990))
    page = show("people")
    page.session_state["people.person.wanted"] = key
    page.run()
    assert "35歳か36歳" in facts(page)[say("field.age", "ja")]
    born = next(one for one in page.text_input if one.label == say("field.born_on", "ja"))
    born.set_value("平成3年11月23日").run()
    page = button(page, say("common.save", "ja"))
    assert say("input.births_differ", "ja", year="1990") in as_read(page.error[0].value)
    next(one for one in page.text_input if one.label == born.label).set_value("H2.11.23").run()
    page = button(page, say("common.save", "ja"))
    assert casebook(at).one(Person, key).born_on == date(1990, 11, 23)
    assert facts(page)[say("field.age", "ja")].startswith("35歳")


def test_a_caregiver_situation_that_is_not_known_is_told_as_unknown(at: str) -> None:
    create(at)
    with casebook(at).writing("before") as writer:
        key = writer.add(Person(code_name="A-001", birth_year=1990, support_scale="child"))
    page = show("people")
    page.session_state["people.person.wanted"] = key
    page.run()
    told = " ".join([as_read(" ".join(one.value for one in page.markdown)), *facts(page).values()])
    assert "介護者の状況 不明、リスク要因 不明" in told
    assert say("people.tier_may_be", "ja", tier=2) in told
    assert say("people.child_scale", "ja") in [one.value for one in page.warning]
    assert say("people.tiers_abuse", "ja", points=4, tier=2, first=6, second=3) in told


def test_a_facility_typed_in_by_hand_is_saved(demo: Casebook) -> None:
    page = show("facilities")
    name = [one for one in page.text_input if one.label == must("field.name")][-1]
    name.set_value("見本の家")
    page = [one for one in page.button if one.label == say("common.save", "ja")][-1].click().run()
    assert not page.exception
    [saved] = [one for one in demo.all(Facility) if one.name == "見本の家"]
    assert (saved.source, saved.capacity, saved.lat) == ("manual", None, None)


def test_names_from_data_are_not_read_as_markup(demo: Casebook) -> None:
    evil = "![x](http://example.com/x.png) [a](http://example.com) :red[b] <img src=x onerror=alert(1)>"
    with demo.writing("test") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name=evil, name=evil, ward="青葉区"))
    page = show("facilities")
    page.session_state["facilities.facility.wanted"] = key
    page.run()
    assert not page.exception
    assert evil not in "".join(one.value for one in (*page.markdown, *page.subheader))
    assert "".join(one.value for one in page.subheader) == plain(evil)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_page_is_the_only_one_on_it(demo: Casebook, language: str) -> None:
    page = show("people", language)
    other = "en" if language == "ja" else "ja"
    labels = {one.label for one in (*page.selectbox, *page.text_input, *page.multiselect, *page.button)}
    assert say("people.search", language) in labels
    assert say("people.search", other) not in labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_shows_both_plans_and_takes_its_edits_back(demo: Casebook, language: str) -> None:
    from desk.plan.edits import Edits

    page = button(show("trials", language), say("trials.run", language))
    page.session_state["trials.view"] = "scenario"
    person = demo.all(Person)[1]
    page.session_state["scenario.edits"] = Edits(tiers={present(person.id): 1}, stay_close=20)
    page.run()
    assert not page.exception
    assert any(say("scenario.beside", language) in one.value for one in page.markdown)
    for _ in range(2):
        page = button(page, say("scenario.remove", language))
    assert any(one.value == say("scenario.empty", language) for one in page.info)


def test_a_scenario_that_cannot_be_is_an_error_in_words(demo: Casebook) -> None:
    from desk.plan.edits import Edits

    page = button(show("trials"), say("trials.run", "ja"))
    page.session_state["trials.view"] = "scenario"
    base = next(one for one in demo.all(Facility) if one.is_base)
    page.session_state["scenario.edits"] = Edits(locks=frozenset({(present(demo.all(Person)[0].id), present(base.id))}))
    page.run()
    assert not page.exception
    assert base.name.split(" ")[0] in page.error[0].value.replace("\\", "")


def test_a_proposal_is_asked_accepted_and_taken_back(demo: Casebook) -> None:
    from casebook.records import Proposal

    adopted_plan_page()
    page = show("proposals")
    page = choose(page, listed(page).index[0], "proposal")
    assert primary(page.main) == [say("proposals.record", "ja")]
    page = button(page, say("proposals.record", "ja"))
    assert not page.error
    assert [one.status for one in demo.all(Proposal)].count("asked") == 1
    page = button(page, say("proposals.record", "ja"))
    assert [one.status for one in demo.all(Proposal)].count("accepted") == 1
    page = button(page, say("proposals.take_back", "ja"))
    assert page.error
    next(one for one in page.text_input if one.label == must("proposals.why_back")).set_value("電話の聞き違い")
    page = button(page, say("proposals.take_back", "ja"))
    assert not page.error
    assert [one.status for one in demo.all(Proposal)].count("asked") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_shown_with_what_it_needs(demo: Casebook, language: str) -> None:
    from casebook.records import Proposal
    from desk.proposals.steps import STEPS

    adopted_plan_page(language)
    first = demo.all(Proposal)[0]
    for status, onward in STEPS.items():
        with demo.writing("test") as writer:
            writer.change(replace(first, status=status))
        page = show("proposals", language)
        page.session_state["proposals.view"] = "all"
        page.session_state["proposals.proposal.wanted"] = first.id
        page.run()
        assert not page.exception
        assert not page.error
        for to in onward[1:]:
            page.session_state[f"proposals.{first.id}.{status}.to"] = to
            page.run()
            assert not page.exception
            assert not page.error


def test_what_does_not_fit_is_refused_beside_its_field_and_one_need_leaves_the_others_unknown(at: str) -> None:
    create(at)
    with casebook(at).writing("before") as writer:
        key = writer.add(Person(code_name="A-001", max_distance_m=900))
    page = show("people")
    page.session_state["people.person.wanted"] = key
    page.run()

    def typed(name: str, value: str) -> AppTest:
        label = say(f"field.{name}", "ja")
        return next(one for one in page.text_input if one.label == label).set_value(value).run()

    def save() -> AppTest:
        return button(page, say("common.save", "ja"))

    for name, value, why in (
        ("max_distance_m", "近く", say("cell.not_a_whole_number", "ja")),
        ("birth_year", "19611", say("input.range", "ja", least="1900", most="2100")),
        ("born_on", "昭和36年4月31日", say("cell.no_such_day", "ja")),
    ):
        typed(name, value)
        page = save()
        assert any(why in as_read(one.value) for one in page.markdown), name
        assert page.error
        assert casebook(at).one(Person, key) == Person(id=key, code_name="A-001", max_distance_m=900)
        page = typed(name, {"max_distance_m": "900"}.get(name, ""))
    care = next(one for one in page.multiselect if one.label == say("field.medical_care", "ja"))
    care.set_value(["tube_feeding"]).run()
    page = typed("max_distance_m", "５km")
    page = save()
    saved = casebook(at).one(Person, key)
    assert (saved.max_distance_m, saved.medical_care) == (5000, {"tube_feeding": True})
