"""The coverage page: the figures of the casebook, both languages, every view, gaps, and what is missing in words."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casebook.engine import create
from casebook.records import Area, Facility, FacilityCondition, Scenario
from desk.coverage.areas import LEVELS, MUNICIPALITY
from desk.coverage.compare import PAST, values_of
from desk.coverage.coverage import loads, read_coverage
from desk.coverage.measures import MEASURES, definition
from desk.coverage.sites import AMONG, MODELS, find_sites
from desk.coverage.snapshot import read_snapshot
from desk.plan.edits import Edits
from matching.policy import load_policy
from tests.ui.conftest import DAY, PATIENCE, as_read, button, choose, listed, sentences, show, tables
from ui.settings import casebook
from words.say import LANGUAGES, say

VIEWS = ("measures", "scenario", "sites", "sheet")


def shown(language="ja", **state):
    page = show("coverage", language)
    for key, value in state.items():
        page.session_state[f"coverage.{key}"] = value
    page.run()
    assert not page.exception
    assert not page.error
    return page


def text(page):
    found = (*page.markdown, *page.info, *page.warning, *page.success, *page.caption, *page.subheader)
    return as_read("\n".join(one.value for one in found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", [level for level in LEVELS if level != MUNICIPALITY])
def test_the_figures_are_those_of_the_casebook_and_the_gaps_come_first(demo, level, language):
    page = shown(language, level=level, measure="no_option")
    assert page.title[0].value == say("nav.coverage", language)
    found = read_coverage(demo, DAY, load_policy(), level)
    frame = listed(page)
    assert len(frame) == len(found.areas)
    assert frame.iloc[:, 2].sum() == found.values["no_option"].sum()
    values = values_of(found, "no_option")
    worst = max(value for value in values.values() if value is not None)
    gap = say("coverage.gap", language)
    marked = frame[frame.iloc[:, 1] == gap]
    assert list(frame.iloc[: len(marked), 1]) == [gap] * len(marked)
    assert (marked.iloc[:, 2] == worst).any()
    assert say("coverage.outlined", language, count=len(marked)) in text(page)
    assert frame.iloc[-1, 0] == say("coverage.unknown", language)


@pytest.mark.parametrize("way", ["one", "beside", "difference", "year"])
def test_a_measure_of_every_unit_can_be_shown_in_every_comparison(demo, way):
    there = read_coverage(demo, DAY, load_policy(), "ward").values.columns
    page = shown("en", compare=way)
    for code in {MEASURES[code].unit: code for code in there}.values():
        page.selectbox(key="coverage.measure").select(code).run()
        assert not page.exception
        assert not page.error
        assert say(MEASURES[code].definition, "en") in text(page)
        if way == "year":
            assert (say("coverage.no_past", "en", names="").strip() in text(page)) == (code not in PAST)


def test_the_map_page_shades_by_the_same_figures_and_what_nobody_asked_is_unknown(demo):
    page = show("map")
    [measure] = [one for one in page.selectbox if one.label == say("map.measure", "ja")]
    wards = len(demo.all(Area))
    with demo.writing("nobody asked") as writer:
        for one in writer.all(FacilityCondition):
            writer.change(replace(one, emergency_policy=None))
    measure.select("emergency").run()
    assert not page.exception
    [legend] = [one for one in page.get("html") if "sonae-legend" in one.proto.body]
    unknown = f"{say('common.unknown', 'ja')}（{say('map.areas_count', 'ja', count=wards)}）"
    assert unknown in legend.proto.body
    assert legend.proto.body.count(say("map.areas_count", "ja", count=wards)) == 1


def test_access_is_measured_as_it_is_chosen_and_defined_so(demo):
    page = shown("en", level="ward", measure="access_people")
    page.selectbox(key="coverage.method").select("3sfca").run()
    page.selectbox(key="coverage.decay").select("gaussian").run()
    assert not page.exception
    found = read_coverage(demo, DAY, load_policy(), "ward", method="3sfca", decay="gaussian").values["access_people"]
    figures = [one for one in listed(page).iloc[:, 2] if one != say("common.unknown", "en")]
    assert sorted(figures) == sorted(found.dropna().round(2))
    assert say(definition("access_people", "3sfca", "gaussian"), "en") in text(page)
    page.selectbox(key="coverage.method").select("2sfca").run()
    assert page.selectbox(key="coverage.decay").disabled
    page.selectbox(key="coverage.measure").select("people").run()
    assert not page.exception
    assert "coverage.method" not in [one.key for one in page.selectbox]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_whence_the_distances_are_and_who_depends_on_whom(demo, language):
    page = shown(language, level="ward")
    assert say("travel.by_straight", language) in text(page)
    frame = listed(page, 1)
    found = loads(read_snapshot(demo, DAY, load_policy()))
    names = {one.id: one.name for one in demo.all(Facility)}
    assert frame.iloc[:, 0].tolist() == [names[one.facility_id] for one in found]
    assert frame.iloc[:, 1:].to_numpy().tolist() == [
        [len(one.place), len(one.option), one.alone, one.stays] for one in found
    ]


def test_a_threshold_says_what_a_gap_is(demo):
    page = shown(measure="no_option", level="ward")
    page.text_input(key="coverage.threshold.no_option").set_value("6").run()
    frame = listed(page)
    marked = frame[frame.iloc[:, 1] != ""]
    assert (marked.iloc[:, 2] >= 6).all()
    assert (frame[frame.iloc[:, 1] == ""].iloc[:, 2] < 6).all()
    assert len(marked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_has_all_its_figures_with_definition_unit_and_source(demo, language):
    page = choose(shown(language, level="ward"), 0, "ward")
    found = read_coverage(demo, DAY, load_policy(), "ward")
    assert page.subheader[0].value == found.areas["label"][0]
    frame = tables(page)[0]
    assert list(frame.iloc[:, 0]) == [say(MEASURES[code].name, language) for code in found.values.columns]
    (told,) = (one.markdown[0].value.replace("\\", "") for one in page.expander)
    for code in found.values.columns:
        assert say(MEASURES[code].definition, language) in told
        assert say(MEASURES[code].source, language) in told
    assert frame.iloc[0, 1] == str(int(found.values["people"].iloc[0]))
    page = choose(page, len(found.areas) - 1, "ward")
    assert page.subheader[0].value == say("coverage.unknown", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_facility_changes_the_measures_and_the_scenario_is_kept_and_loaded(demo, language):
    site = next(one for one in demo.all(Facility) if one.service_code == "24" and one.status != "closed")
    page = shown(language, view="scenario")
    assert any(one.value == say("coverage.scenario_empty", language) for one in page.info)
    page.session_state["scenario.edits"] = Edits(closed=frozenset({site.id}))
    page.session_state["coverage.measure"] = "short_stay"
    page.run()
    assert not page.exception
    city, wards = tables(page)
    row = city[city.iloc[:, 0] == say(MEASURES["short_stay"].name, language)].iloc[0]
    assert int(row.iloc[1]) - int(row.iloc[2]) == 1
    assert row.iloc[3] == "-1"
    assert list(wards.iloc[:, 3]).count("-1") == 1
    page.text_input(key="coverage.kept.name").set_value("ひとつ閉じる")
    page = button(page, say("kept.keep", language))
    [kept] = demo.all(Scenario)
    assert kept.name == "ひとつ閉じる"
    page.session_state["scenario.edits"] = Edits()
    page = button(page.run(), say("kept.load", language))
    assert not page.exception
    assert any(site.name in line for line in sentences(page))


def test_a_scenario_that_cannot_be_is_an_error_in_words_and_without_a_name_it_is_not_kept(demo):
    page = shown(view="scenario")
    page.session_state["scenario.edits"] = Edits(closed=frozenset({10**6}))
    page.run()
    assert not page.exception
    assert page.error
    page.session_state["scenario.edits"] = Edits(closed=frozenset({demo.all(Facility)[0].id}))
    page = button(page.run(), say("kept.keep", "ja"))
    assert page.error[0].value == say("scenario.no_name", "ja")
    assert not demo.all(Scenario)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said_with_what_to_do(at, language):
    create(at)
    book = casebook(at)
    assert show("coverage", language).info[0].value == say("coverage.empty_areas", language)
    outline = "POLYGON ((140.8 38.2, 140.9 38.2, 140.9 38.3, 140.8 38.3, 140.8 38.2))"
    place: dict[str, Any] = {"city": "仙台市", "geometry": outline, "prefecture": "宮城県"}
    with book.writing("test") as writer:
        writer.add(Area(code="04101", name="青葉区", **place))
    assert show("coverage", language).info[0].value == say("coverage.empty_facilities", language)
    with book.writing("test") as writer:
        writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ", ward="青葉区"))
    page = shown(language, level="ward")
    assert page.info[0].value == say("coverage.empty_people", language)
    for level in ("town", "catchment"):
        page = shown(language, level=level)
        assert page.info[-1].value == say(f"coverage.empty_{level}", language)
    for view in VIEWS:
        shown(language, view=view, level="ward")


def test_names_from_data_are_not_read_as_markup(demo):
    evil = "![x](http://example.com/x.png) <img src=x onerror=alert(1)>"
    area = demo.all(Area)[0]
    with demo.writing("test") as writer:
        writer.change(replace(area, name=evil, credit=evil))
    page = choose(shown(level="ward"), 0, "ward")
    assert evil not in "".join(one.value for one in (*page.markdown, *page.subheader, *page.caption))
    assert evil in text(page)


def as_reader(url, role):
    from casebook.book import open_casebook
    from casebook.roles import Actor
    from ui.context import Context
    from ui.pages.coverage.page import page
    from ui.settings import now, settings

    book = open_casebook(url, Actor(name="読む人", role=role, scope="青葉区"), now)
    page(Context(book, "ja", now().date(), settings()))


@pytest.mark.parametrize(("role", "sheets"), [("ward_office", 1), ("planner", 1), ("consultation_office", 0)])
def test_nobody_but_a_coordinator_sees_small_counts_but_ward_and_city_have_the_sheet(demo, at, role, sheets):
    page = AppTest.from_function(as_reader, args=(at, role), default_timeout=PATIENCE).run()
    assert not page.exception
    assert [one.value for one in page.info] == [say("coverage.coordinators", "ja")]
    assert not tables(page)
    assert [one.label for one in page.selectbox] == [say("sheet.choose_ward", "ja")] * sheets


@pytest.mark.parametrize("language", LANGUAGES)
def test_municipalities_can_be_chosen_where_a_city_with_wards_is_beside_another(demo, language):
    page = shown(language)
    one_city = page.selectbox(key="coverage.level").options
    assert len(one_city) == len(LEVELS) - 1
    with demo.writing("beside") as writer:
        outline = demo.all(Area)[0].geometry
        writer.add(Area(code="04202", prefecture="宮城県", city="石巻市", name="石巻市", geometry=outline))
    page = shown(language, level=MUNICIPALITY, measure="people")
    assert len(page.selectbox(key="coverage.level").options) == len(LEVELS)
    frame = listed(page)
    assert sorted(frame.iloc[:-1, 0]) == ["仙台市", "石巻市"]
    assert frame.iloc[:, 2].sum() == 95
    page = shown(language, view="sheet")
    assert page.selectbox(key="sheet.ward").label == say("sheet.choose_ward", language)
    assert page.selectbox(key="sheet.ward").options[0] == "仙台市"
    page = button(page.selectbox(key="sheet.ward").select("仙台市").run(), say("sheet.make", language))
    assert not page.exception
    assert len(page.get("download_button")) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_new_places_are_those_of_the_command_and_can_be_tried(demo, language):
    page = button(shown(language, view="sites"), say("coverage.sites_run", language))
    assert not page.exception
    assert not page.error
    found = find_sites(demo, DAY, load_policy())
    places, reach = tables(page)
    assert list(places.iloc[:, 1]) == [one.label for one in found.sites]
    assert list(places.iloc[:, 2]) == [one.adds for one in found.sites]
    assert list(reach.iloc[0, 1:]) == [found.before.covered, found.after.covered]
    assert say("coverage.proven", language) in text(page)
    page = button(page, say("coverage.sites_try", language))
    assert not page.exception
    city = tables(page)[0]
    row = city[city.iloc[:, 0] == say(MEASURES["short_stay"].name, language)].iloc[0]
    assert row.iloc[3] == f"+{len(found.sites)}"


@pytest.mark.parametrize(
    ("model", "among"), [*((model, AMONG[0]) for model in MODELS), *((MODELS[0], among) for among in AMONG[1:])]
)
def test_every_model_can_be_asked_and_a_changed_question_is_asked_anew(demo, model, among):
    page = button(shown("en", view="sites", model=model, among=among), say("coverage.sites_run", "en"))
    assert not page.exception
    assert not page.error
    page.text_input(key="coverage.radius_m").set_value("3km").run()
    assert page.info[-1].value == say("coverage.sites_empty", "en")
