"""Scenarios kept under names: read back as they were, compared, adopted, each with its audit."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casebook.book import Casebook
from casebook.errors import CasebookError, ChangedMeanwhileError, NotFoundError
from casebook.records import Audit, FacilityCondition, Plan, Proposal, Scenario
from desk.errors import DeskError
from desk.period import coming_quarter, parse_period
from desk.plan.adopting import keep_adopted
from desk.plan.edits import Edits, Imagined
from desk.plan.kept_scenarios import adopt, compare_all, drop_scenario, edits_of, keep_edits, scenarios_of
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView, plan_trials
from desk.plan.why import near_miss_texts
from desk.proposals.proposals import move
from matching.policy import load_policy
from tests.conftest import copied
from tests.optional import present
from words.say import say

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def book(demo_template, tmp_path) -> Casebook:
    return copied(demo_template, tmp_path)


@pytest.fixture
def view(book) -> PlanView:
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


def first_left_out(view: PlanView) -> int:
    return next(one.person.key for one in view.left_out if one.unplaced.reason == "places_taken")


def test_a_scenario_is_kept_read_back_replaced_and_dropped(book, view):
    edits = Edits(tiers={first_left_out(view): 1})
    key = keep_edits(book, view.period, view.aim, "  一人を先に ", edits, NOW)
    [kept] = scenarios_of(book, view.period)
    assert (kept.name, kept.made_by, edits_of(kept)) == ("一人を先に", "担当者", replace(edits, aim="cost"))
    other = Edits(stay_close=9, tiers={1: 2})
    with pytest.raises(DeskError, match="name_taken"):
        keep_edits(book, view.period, view.aim, "一人を先に", other, NOW)
    assert keep_edits(book, view.period, view.aim, "一人を先に", other, NOW, instead=True) == key
    assert [edits_of(one).stay_close for one in scenarios_of(book, view.period)] == [9]
    drop_scenario(book, key)
    assert scenarios_of(book, view.period) == []
    actions = [one.action for one in book.all(Audit) if one.entity == "scenario"]
    assert actions == ["insert", "update", "delete"]


@pytest.mark.parametrize(("name", "edits"), [("", Edits(stay_close=1, tiers={1: 1})), ("空", Edits())])
def test_a_nameless_or_empty_scenario_is_refused_and_writes_nothing(book, view, name, edits):
    before = book.revision()
    with pytest.raises(DeskError):
        keep_edits(book, view.period, view.aim, name, edits, NOW)
    assert book.revision() == before


def test_all_scenarios_are_compared_and_one_that_cannot_be_says_why(book, view):
    base = next(key for key, file in view.source.facilities.items() if file.facility.is_base)
    keep_edits(book, view.period, view.aim, "a", Edits(tiers={first_left_out(view): 1}), NOW)
    keep_edits(book, view.period, view.aim, "b", Edits(locks=frozenset({(first_left_out(view), base)})), NOW)
    good, bad = compare_all(book, view)
    assert good.side is not None
    assert good.side.comparison.gains
    assert bad.side is None
    assert bad.error is not None


def test_adopting_keeps_the_tried_plan_and_marks_the_scenario(book, view):
    keep_edits(book, view.period, view.aim, "a", Edits(tiers={first_left_out(view): 1}), NOW)
    [line] = compare_all(book, view)
    key = adopt(book, line.scenario, present(line.side), NOW)
    plan = book.one(Plan, key)
    tried = {(one.person_id, one.facility_id) for one in present(line.side).new.plan.assignments}
    assert plan.placed == len(tried)
    assert {(one.person_id, one.facility_id) for one in book.all(Proposal, plan_id=key)} == tried
    assert [one.adopted_on for one in book.all(Scenario)] == [TODAY]


@pytest.mark.parametrize("meanwhile", ["dropped", "kept anew"])
def test_a_scenario_that_is_another_by_now_is_not_adopted_and_no_plan_is_kept(book, view, meanwhile):
    key = keep_edits(book, view.period, view.aim, "a", Edits(tiers={first_left_out(view): 1}), NOW)
    [line] = compare_all(book, view)
    refused: type[CasebookError] = ChangedMeanwhileError
    if meanwhile == "dropped":
        drop_scenario(book, key)
        refused = NotFoundError
    else:
        keep_edits(
            book, view.period, view.aim, "a", Edits(stay_close=9, tiers={first_left_out(view): 2}), NOW, instead=True
        )
    before = book.revision()
    with pytest.raises(refused):
        adopt(book, line.scenario, present(line.side), NOW)
    assert book.revision() == before


def test_a_scenario_that_somebody_else_adopted_already_is_adopted_once(book, view):
    keep_edits(book, view.period, view.aim, "a", Edits(tiers={first_left_out(view): 1}), NOW)
    [line] = compare_all(book, view)
    key = adopt(book, line.scenario, present(line.side), NOW)
    proposals = book.all(Proposal)
    assert adopt(book, line.scenario, present(line.side), NOW) == key
    assert book.all(Proposal) == proposals


def test_each_period_has_its_own_scenario_of_a_name(book, view):
    edits = Edits(tiers={first_left_out(view): 1})
    keep_edits(book, view.period, view.aim, "案1", edits, NOW)
    keep_edits(book, parse_period("2027-04/2027-06"), "cost", "案1", Edits(stay_close=9, tiers={1: 2}), NOW)
    assert [edits_of(one).tiers for one in scenarios_of(book, view.period)] == [edits.tiers]
    assert len(book.all(Scenario)) == 2


def test_an_adopted_scenario_is_not_replaced_and_is_the_only_one_of_its_period(book, view):
    edits = Edits(tiers={first_left_out(view): 1})
    for name in "ab":
        keep_edits(book, view.period, view.aim, name, edits, NOW)
    keep_edits(book, parse_period("2027-04/2027-06"), "cost", "a", edits, NOW)
    later = next(one for one in book.all(Scenario) if one.period_start > view.period.start)
    with book.writing("before") as writer:
        writer.change(replace(later, adopted_on=TODAY))
    for line in compare_all(book, view):
        adopt(book, line.scenario, present(line.side), NOW)
    assert [(one.name, one.adopted_on) for one in scenarios_of(book, view.period)] == [("a", None), ("b", TODAY)]
    assert book.one(Scenario, later.id).adopted_on == TODAY
    with pytest.raises(DeskError, match="adopted_stays"):
        keep_edits(book, view.period, view.aim, "b", edits, NOW, instead=True)


def refusal_of(book, view, edits):
    side = try_edits(view, "a", edits)
    scenario = book.one(Scenario, keep_edits(book, view.period, view.aim, "a", edits, NOW))
    before = book.revision()
    with pytest.raises(DeskError) as caught:
        adopt(book, scenario, side, NOW)
    assert book.revision() == before
    return caught.value


def test_a_plan_on_places_that_only_the_scenario_has_is_not_adopted(book, view):
    person = first_left_out(view)
    site = next(one.facility_id for one in view.plan.unplaced if one.person_id == person for one in one.holders)
    full = next(one for one in view.suggestions if one.facility.key == site)
    error = refusal_of(book, view, Edits(places={site: 9}, locks=frozenset({(person, site)})))
    assert error.code == "scenario.rests_on_tried"
    assert f"{view.person_name(person)} → {full.facility.facility.name}" in error.params["pairs"]


def test_a_plan_on_a_yes_that_the_casebook_knows_as_no_is_not_adopted(book, view):
    one = next(one for one in view.suggestions if book.all(FacilityCondition, facility_id=one.facility.key))
    with book.writing("before") as writer:
        [condition] = writer.all(FacilityCondition, facility_id=one.facility.key)
        writer.change(replace(condition, offers_trial=False))
    today = plan_trials(book, view.period, load_policy(), TODAY)
    pair = (one.person.key, one.facility.key)
    edits = Edits(confirmed={(pair[1], "offers_trial"): True}, locks=frozenset({pair}))
    assert refusal_of(book, today, edits).code == "scenario.rests_on_tried"


def test_a_closed_facility_may_be_tried_though_a_place_there_is_asked_for_but_not_adopted(book, view):
    keep_adopted(book, view, NOW)
    asked = book.all(Proposal)[0]
    move(book, asked.id, "asked", today=TODAY, assumed_places=1)
    today = plan_trials(book, view.period, load_policy(), TODAY)
    edits = Edits(closed=frozenset({asked.facility_id}))
    side = try_edits(today, "a", edits)
    assert asked.person_id in {one.person_id for one in side.comparison.changes}
    error = refusal_of(book, today, edits)
    assert error.code == "scenario.leaves_agreed"
    assert today.person_name(asked.person_id) in error.params["pairs"]


def test_a_plan_on_an_imagined_facility_is_not_adopted(book, view):
    person = view.source.people[first_left_out(view)].person
    imagined = Imagined("未来の家", "24", person.city, person.ward, person.town, 5)
    keep_edits(book, view.period, view.aim, "新設", Edits(imagined=(imagined,)), NOW)
    [line] = compare_all(book, view)
    before = book.revision()
    with pytest.raises(DeskError, match="imagined"):
        adopt(book, line.scenario, present(line.side), NOW)
    assert book.revision() == before


@pytest.mark.parametrize("language", ["ja", "en"])
def test_near_misses_are_told_by_name(view, language):
    texts = near_miss_texts(view, language)
    assert texts
    assert all("{" not in text and "rule." not in text for text in texts)
    assert not [text for text in texts if say("trials.nobody", language) in text]
