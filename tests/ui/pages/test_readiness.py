"""Readiness as a page and in the plan: both languages, every input, empty, missing; what is shown is what is counted."""

from dataclasses import replace

import pytest

from casebook.engine import create
from casebook.records import Facility, FacilityCondition, Person
from desk.period import coming_quarter
from desk.plan.trials import plan_trials
from desk.readiness.chances import read_chances
from desk.readiness.options import by_group, read_readiness, tally
from desk.readiness.promise import promise
from matching.policy import AIMS, aiming, load_policy
from tests.optional import present
from tests.ui.conftest import DAY, as_read, button, listed, sentences, show, tables
from ui.settings import casebook
from words.say import LANGUAGES, say

VIEWS = ("groups", "trend", "losing", "persons")


@pytest.fixture
def view(demo):
    return read_readiness(demo, DAY, load_policy())


def shown(name, language="ja", key="readiness.view", page="readiness"):
    found = show(page, language)
    found.session_state[key] = name
    found.run()
    assert not found.exception
    assert not found.error
    return found


def text(page):
    found = (*page.markdown, *page.info, *page.warning, *page.success, *page.caption, *page.subheader)
    return as_read("\n".join(one.value for one in found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_those_of_the_casebook(demo, view, language):
    page = show("readiness", language)
    assert page.title[0].value == say("nav.readiness", language)
    counts = tally(view.counts.values())
    chances = present(read_chances(demo, view))
    average = say("chance.percent", language, percent=chances.average(view.counts))
    assert [one.value for one in page.metric] == [*(f"{count} / {len(view.counts)}" for count in counts), average]
    assert all(as_read(say(message, language)) in text(page) for message in chances.messages)
    assert page.warning[0].value == say("readiness.losing_soon", language, count=len(view.losing))
    assert say("readiness.unasked", language, count=view.unasked) in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_can_be_shown(demo, name, language):
    shown(name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_adds_up(view, language):
    page = shown("groups", language)
    for group in ("ward", "tier", "need"):
        page.selectbox(key="readiness.by").select(group).run()
        assert not page.exception
        [table] = tables(page)
        people, *levels = (table.iloc[:, index] for index in range(1, 5))
        assert (sum(levels) == people).all()
        if group != "need":
            assert tuple(level.sum() for level in levels) == tally(view.counts.values())


def test_the_trend_is_a_chart_and_a_table_and_says_what_is_todays(view):
    page = shown("trend")
    [table] = tables(page)
    assert len(table) == 13
    assert tuple(table.iloc[-1, 2:]) == tally(view.counts.values())
    assert say("readiness.trend_note", "ja") in text(page)
    n = say("common.people_count", "ja", count=len(view.counts))
    assert say("chart.told", "ja", unit="人", day=DAY, n=n) in text(page)


def test_the_trend_of_one_ward_or_tier_can_be_seen(view):
    page = shown("trend")
    for group, key in (("tier", "1"), ("ward", "泉区")):
        page.selectbox(key="readiness.trend_of").select(group).run()
        page.selectbox(key=f"readiness.trend_{group}").select(key).run()
        assert not page.exception
        [table] = tables(page)
        assert tuple(table.iloc[-1, 2:]) == by_group(view, group)[key]


def test_who_is_about_to_lose_is_listed_with_the_facility_and_the_day(view):
    table = listed(shown("losing"))
    [one] = view.losing
    row = table.iloc[0]
    assert row.iloc[0] == one.person.person.code_name
    assert row.iloc[3] == view.source.facilities[one.facility_ids[0]].facility.name
    assert row.iloc[4] == "2027/01/02"


def test_the_people_can_be_filtered_by_options_ward_and_tier(view):
    page = shown("persons")
    everyone = len(listed(page))
    assert everyone == len(view.counts)
    page.multiselect[0].set_value([0]).run()
    assert (listed(page).iloc[:, 3] == 0).all()
    assert len(listed(page)) == tally(view.counts.values())[0]
    page.multiselect[1].set_value(["泉区"]).run()
    page.multiselect[2].set_value([1]).run()
    expected = [one for one in view.problem.people if (one.ward, one.tier) == ("泉区", 1) and not view.counts[one.id]]
    assert len(listed(page)) == len(expected) > 0
    page.multiselect[0].set_value([2]).run()
    page.multiselect[1].set_value([""] if "" in page.multiselect[1].options else ["若林区"]).run()
    assert not page.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_has_options_with_reasons_and_ways_nearest_first(view, language):
    person = max(view.counts, key=lambda key: min(view.counts[key], 1) * len(view.ways(key)))
    page = shown("persons", language)
    page.session_state["readiness.person.wanted"] = person
    page.run()
    assert not page.exception
    said = text(page)
    for facility, told in view.why_options(person).items():
        assert view.source.facilities[facility].facility.name in said
        assert say(told, language) in said
    trials = [way for way in view.ways(person) if way.kind == "trial"]
    assert len(trials) > 10
    hidden = view.source.facilities[trials[-1].facility_id].facility.name
    before = said.count(hidden)
    page.checkbox[0].check().run()
    assert text(page).count(hidden) == before + 1


def test_somebody_whose_information_lacks_is_told_what_to_make(view):
    person, way = next((one, way) for one in view.counts for way in view.ways(one) if way.rule == "information")
    page = shown("persons")
    page.session_state["readiness.person.wanted"] = person
    page.run()
    for box in page.checkbox:
        box.check()
    page.run()
    assert say(view.tell(person, way).code, "ja") in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said_with_where_to_enter_it(at, language):
    create(at)
    book = casebook(at)
    assert show("readiness", language).info[0].value == say("readiness.empty_facilities", language)
    with book.writing("test") as writer:
        site = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
    assert show("readiness", language).info[0].value == say("readiness.empty_people", language)
    with book.writing("test") as writer:
        writer.add(Person(code_name="P-1"))
    page = show("readiness", language)
    assert page.info[0].value == say("readiness.empty_policies", language)
    assert not page.metric
    with book.writing("test") as writer:
        writer.add(FacilityCondition(facility_id=site, emergency_policy="past_use"))
    page = shown("persons", language)
    assert [one.value for one in page.metric] == ["1 / 1", "0 / 1", "0 / 1", say("chance.percent", language, percent=0)]


def test_a_missing_casebook_is_a_sentence_with_the_command_to_run(at):
    assert "sonae init" in show("readiness").error[0].value.replace("\\", "")


def test_names_from_data_are_not_read_as_markup(demo, view):
    person = next(key for key, count in view.counts.items() if count)
    facility = view.source.facilities[view.options(person)[0]].facility
    evil = "[a](http://example.com) :red[b] <img src=x onerror=alert(1)>"
    with demo.writing("test") as writer:
        writer.change(replace(facility, name=evil))
    page = show("readiness")
    page.session_state["readiness.view"] = "persons"
    page.session_state["readiness.person.wanted"] = person
    page.run()
    assert not page.exception
    assert evil not in "".join(one.value for one in page.markdown)
    assert evil in text(page)


def test_the_map_page_can_be_shaded_by_it(demo):
    page = show("map")
    [measure] = [one for one in page.selectbox if one.label == say("map.measure", "ja")]
    measure.select("no_option").run()
    assert not page.exception


def planned(language, aim):
    page = show("trials", language)
    page = button(page, say("trials.run", language))
    if aim == "nights":
        page = button(page, say("aims.ask_nights", language))
    page.radio[0].set_value(aim).run()
    assert not page.exception
    assert not page.error
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("aim", AIMS)
def test_the_aim_is_chosen_and_what_the_plan_promises_is_shown(demo, aim, language):
    page = planned(language, aim)
    plans = {one: plan_trials(demo, coming_quarter(DAY), aiming(load_policy(), one), DAY) for one in AIMS}
    found = promise(plans[aim])
    told = {"day": found.day, "before": found.before[0], "after": found.after[0], "gained": len(found.gained)}
    assert say("promise.line", language, **told) in text(page)
    assert say(f"trials.is_suggestion_{aim}", language) in text(page)
    page.session_state["trials.view"] = "readiness"
    page.run()
    aims, who = tables(page)
    shown = AIMS if aim == "nights" else AIMS[:2]
    assert len(aims) == 1 + len(shown)
    for row, one in enumerate(shown, start=1):
        promised = promise(plans[one])
        figures = (*promised.after, len(promised.gained), plans[one].placed, plans[one].plan.cost)
        assert tuple(aims.iloc[row, 1:7]) == figures
        assert aims.iloc[row, 0].startswith(say(f"aim.{one}", language))
    assert len(who) == len(found.gained)


def test_a_suggestion_says_what_it_gains_and_the_kept_plan_keeps_its_aim(demo):
    from casebook.records import Plan

    page = planned("ja", "readiness")
    plan = plan_trials(demo, coming_quarter(DAY), aiming(load_policy(), "readiness"), DAY)
    person = next(one.person_id for one in plan.plan.assignments if one.gain == 1)
    page.session_state["trials.person.wanted"] = person
    page.run()
    assert say("reason.gain_first", "ja") in sentences(page)
    button(page, say("trials.keep", "ja"))
    [kept] = demo.all(Plan)
    assert "readiness" in kept.policy_name
    assert kept.record["policy"]["scope"]["aim"] == "readiness"


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_aim_can_be_tried_kept_and_compared_and_stays_what_it_was(demo, language):
    page = planned(language, "cost")
    page.session_state["trials.view"] = "scenario"
    page.run()
    page.selectbox[1].select("aim").run()
    page = button(page, say("scenario.add", language))
    ready = promise(plan_trials(demo, coming_quarter(DAY), aiming(load_policy(), "readiness"), DAY))
    rows = {row.iloc[0]: row for _, row in tables(page)[0].iterrows()}
    assert rows[say("promise.after_level_0", language)].iloc[2] == ready.after[0]
    page.text_input(key="kept.name").set_value("備え").run()
    page = button(page, say("kept.keep", language))
    page.radio[0].set_value("readiness").run()
    table = tables(page)[-1]
    assert list(table.iloc[:, 1]) == [say("aim.readiness", language)] * 2
    assert list(table.iloc[:, 5]) == [ready.after[0]] * 2


def test_a_scenario_kept_with_one_aim_keeps_it_beside_a_plan_with_another(demo):
    from desk.plan.edits import Edits
    from desk.plan.kept_scenarios import compare_all, keep_edits
    from ui.settings import now

    cost, ready = (plan_trials(demo, coming_quarter(DAY), aiming(load_policy(), aim), DAY) for aim in AIMS[:2])
    person = cost.suggestions[0].person.key
    keep_edits(demo, cost.period, cost.aim, "a", Edits(tiers={person: 1}), now())
    keep_edits(demo, ready.period, ready.aim, "b", Edits(tiers={person: 1}), now())
    for view in (cost, ready):
        assert [present(line.side).new.aim for line in compare_all(demo, view)] == list(AIMS[:2])


@pytest.mark.parametrize("aim", AIMS[1:])
def test_every_view_of_a_plan_that_aims_at_more_than_the_least_burden_can_be_shown(demo, aim):
    page = planned("ja", aim)
    for name in ("facilities", "map", "without", "dates", "fairness", "scenario"):
        page.session_state["trials.view"] = name
        page.run()
        assert not page.exception
        assert not page.error
