"""The page of visits, in both languages: every view full and empty, a visit recorded with what was learnt; and `sonae visits`."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from casebook.engine import create
from casebook.records import Facility, FacilityCondition, Visit
from desk.city.yearly import visits_by_kind
from tests.desk.readiness.little_city import fill
from tests.ui.conftest import DAY, as_read, button, listed, sentences, show, tables
from ui.cli.app import app
from ui.settings import casebook
from words.say import LANGUAGES, say

VIEWS = ("list", "round", "record", "year")


@pytest.fixture
def book(at):
    create(at)
    return casebook(at)


@pytest.fixture
def sites(book):
    return fill(book)[0]


def view(name, language="ja", **state):
    page = show("visits", language)
    page.session_state["visits.view"] = name
    for key, value in state.items():
        page.session_state[f"visits.{key}"] = value
    page.run()
    assert not page.exception
    return page


def text(page):
    found = (*page.markdown, *page.info, *page.warning, *page.header, *page.success, *page.error)
    return "\n".join([as_read("\n".join(one.value for one in found)), *sentences(page)])


def field(page, kind, code):
    return next(one for one in getattr(page, kind) if one.label == say(code, "ja"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_of_the_demo_stands_without_an_error(demo, name, language):
    page = view(name, language)
    assert page.title[0].value == say("nav.visits", language)
    assert not page.error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "code"),
    [("list", "visits.no_facilities"), ("round", "visits.no_facilities"), ("year", "visits.none_this_year")],
)
def test_an_empty_casebook_says_what_to_do(book, name, code, language):
    page = view(name, language)
    assert page.info[0].value == say(code, language)
    assert not page.error


def test_facilities_without_people_say_that_people_are_missing(book):
    with book.writing("test") as writer:
        writer.add(Facility(source="manual", service_code="24", service_name="x", name="だれもいない"))
    assert say("visits.no_people", "ja") in text(view("list"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_facility_tells_for_whom_and_what_to_ask(book, sites, language):
    key = sites["緊急は断る"]
    page = view("list", language, **{"facility.wanted": key})
    told = text(page)
    assert say("visits.refused", language, rule=say("rule.medical_care", language)) in told
    assert "い" in told
    assert say("visits.never", language) in told


def test_names_from_data_are_not_read_as_markup(book):
    evil = "![x](http://example.com/x.png) <img src=x onerror=alert(1)>"
    fill(book)
    with book.writing("test") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name="x", name=evil, phone=evil))
        writer.add(Visit(visited_on=DAY, kind="other", facility_id=key, note=evil))
    page = view("list", **{"facility.wanted": key})
    assert evil not in "".join(one.value for one in (*page.markdown, *page.header))
    assert text(page).count(evil) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("aim", ["cost", "readiness"])
def test_what_one_place_or_one_yes_brings_is_worked_out_when_asked(book, sites, language, aim):
    page = view("list", language, **{"facility.wanted": sites["たずねていない"], "aim": aim})
    page = button(page, say("visits.effects_run", language))
    assert not page.exception
    assert say(f"visits.place_{aim}", language, count=0) in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_is_told_with_its_length_and_with_whom_it_leaves_out(book, sites, language):
    page = view("round", language, stops=[sites[name] for name in ("緊急は断る", "場所不明")])
    told = text(page)
    assert say("visits.unplaced", language, facility="場所不明") in told
    assert "km" in told


def test_without_a_place_of_the_base_the_page_says_where_the_round_begins(book):
    with book.writing("test") as writer:
        key = writer.add(
            Facility(
                source="manual",
                service_code="24",
                service_name="x",
                name="家",
                lat=38.2,
                lon=140.9,
                located_at="office",
            )
        )
    assert say("visits.no_base", "ja") in text(view("round", stops=[key]))


def test_a_visit_is_recorded_with_the_conditions_learnt(book, sites):
    key = sites["たずねていない"]
    page = view("list", **{"facility.wanted": key})
    page = button(page, say("visits.record_this", "ja"))
    assert page.session_state["visits.record"] == key
    field(page, "text_area", "visits.said").set_value("見学はいつでもよい")
    field(page, "checkbox", "visits.with_conditions").check()
    page.run()
    field(page, "selectbox", "field.wheelchair").set_value(True)
    page = button(page, say("common.save", "ja"))
    assert page.success[0].value == say("common.saved", "ja")
    (visit,) = book.all(Visit)
    assert (visit.facility_id, visit.kind, visit.visited_on) == (key, "short_stay", DAY)
    assert visit.note == "見学はいつでもよい"
    (condition,) = book.all(FacilityCondition, facility_id=key)
    assert (condition.wheelchair, condition.offers_trial, condition.confirmed_on) == (True, None, DAY)


def test_a_visit_to_nowhere_is_refused_in_words_and_to_a_place_it_is_kept(book):
    page = button(view("record"), say("common.save", "ja"))
    assert say("field.place", "ja") in page.error[0].value.replace("\\", "")
    assert book.all(Visit) == []
    field(page, "text_input", "field.place").set_value("見本の宿")
    field(page, "selectbox", "field.visit_kind").set_value("guest_house")
    page = button(page, say("common.save", "ja"))
    assert not page.error
    assert visits_by_kind(book, 2026) == {"guest_house": 1}


def test_the_year_stands_beside_the_last_one(book, sites):
    with book.writing("test") as writer:
        for days, kind in ((0, "group_home"), (1, "short_stay"), (2, "short_stay"), (365, "group_home")):
            day = DAY - timedelta(days)
            writer.add(Visit(visited_on=day, kind=kind, facility_id=sites["緊急は断る"], note="続けて話す"))
    page = view("year")
    counts = tables(page)[0].set_index(say("field.visit_kind", "ja"))
    assert counts.loc[say("visit_kind.short_stay", "ja")].tolist() == [2, 0]
    assert counts.loc[say("visit_kind.group_home", "ja")].tolist() == [1, 1]
    assert counts.loc[say("visits.sum", "ja")].tolist() == [3, 1]
    assert len(listed(page, 1)) == 3


def test_the_command_tells_the_same_list(book, sites):
    run = CliRunner().invoke(app, ["visits", "--json", "--top", "2", "--effects"])
    told = json.loads(run.output)
    assert told["facilities"] == 5
    assert [one["name"] for one in told["leads"]] == ["たずねていない", "場所不明"]
    first = told["leads"][0]
    assert first["without_option"] == {"count": 2, "names": ["あ", "い"]}
    assert first["last_visit"] is None
    assert {"effects_cost", "effects_readiness"} <= first.keys()
    assert any(one["made_ready"] > 0 for one in first["effects_readiness"]["answers"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_a_table(book, sites, language, monkeypatch):
    from ui import settings

    monkeypatch.setenv("SONAE_LANGUAGE", language)
    settings.settings.cache_clear()
    run = CliRunner().invoke(app, ["visits", "--top", "1", "--effects"], env={"COLUMNS": "200"})
    assert run.exit_code == 0
    assert say("visits.cli_title", language, day=DAY, count=5) in run.output
    assert "場所不明" not in run.output
    plain, effects = run.output.split(say("visits.effects", language))
    assert say("emergency_policy.past_use", language) not in plain
    assert say("emergency_policy.past_use", language) in effects


def test_a_narrow_terminal_cuts_no_name(book, sites):
    run = CliRunner().invoke(app, ["visits", "--top", "1"], env={"COLUMNS": "60"})
    assert "…" not in run.output
