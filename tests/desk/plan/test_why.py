"""Why a plan is as it is, told by name."""

import pytest

from desk.errors import DeskError
from desk.plan.trials import PlanView, plan_trials, suggestion_table
from desk.plan.why import (
    explain_pair,
    find_facility,
    find_person,
    firm_sentences,
    options,
    other_lines,
    other_plans,
    pair_sentences,
    place_gains,
    range_text,
    regret_text,
    shortage_text,
    shortages,
)
from matching.policy import load_policy
from matching.why import WeightRange
from tests.conftest import TODAY
from tests.desk.plan.planned import unplaced
from tests.desk.plan.test_keeping import PERIOD
from tests.optional import present
from words.say import LANGUAGES, catalogue, say


def test_the_facility_a_person_has_costs_nothing_and_comes_first(view: PlanView) -> None:
    one = view.suggestions[0]
    found = options(view, one.person)
    assert found[0].chosen
    assert present(found[0].alternative.regret).cost == 0
    assert [option.chosen for option in found[1:]] == [False] * (len(found) - 1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_alternative_is_told_without_an_id(view: PlanView, language: str) -> None:
    person = unplaced(view)
    texts = [regret_text(view, option.alternative, language) for option in options(view, person)]
    assert len(texts) > 2
    assert all("{" not in text and text for text in texts)


def test_why_not_there_gives_rules_in_words(view: PlanView) -> None:
    person = unplaced(view)
    base = next(file for file in view.source.facilities.values() if file.facility.is_base)
    told = pair_sentences(view, explain_pair(view, person, base), "ja")
    assert say("refused.is_base", "ja") in told
    assert all(not sentence.startswith(("refused.", "confirm.")) for sentence in told)


def test_every_rule_can_be_said_when_it_refuses() -> None:
    from matching.pairs.rules import RULES

    never_refuse = {"missing_from_edition"}
    assert [rule.code for rule in RULES if f"refused.{rule.code}" not in catalogue()] == sorted(never_refuse)


def test_shortages_and_gains_are_told_by_name(view: PlanView) -> None:
    found = shortages(view)
    assert found
    for one in found:
        assert len(one.people) > one.places
        for language in ("ja", "en"):
            assert all("{" not in text for text in shortage_text(view, one, language))
    gains = place_gains(view)
    assert gains
    assert any(sum(gain.placed_by_tier.values()) == 1 for _, gain in gains)


def test_people_and_facilities_are_found_by_name_number_or_id(view: PlanView) -> None:
    one = view.suggestions[0]
    assert find_person(view, one.person.person.code_name) == find_person(view, str(one.person.key)) == one.person
    facility = one.facility.facility
    assert find_facility(view, facility.name) == find_facility(view, facility.office_number or "") == one.facility
    for find in (find_person, find_facility):
        with pytest.raises(DeskError):
            find(view, "いない")


def test_a_tie_is_marked_and_told_with_what_else_is_as_good(two):
    view = plan_trials(two, PERIOD, load_policy(), TODAY)
    for one in view.suggestions:
        assert view.firm_mark(one.person.key, "ja") == "＝ 差なし（抽選）"
        for language in LANGUAGES:
            (told,) = firm_sentences(view, one.person.key, language)
            other = next(name for name in ("もみじ", "けやき") if name != one.facility.facility.name)
            assert other in told
    (heading, moves), *_ = [other_lines(view, other, "ja") for other in other_plans(view)]
    assert (heading, len(moves)) == ("＝ 差なし（負担も人数も同じ）（変わる人：2人）", 2)


def test_of_every_suggestion_it_is_said_how_firm_it_is_in_both_languages(view):
    column = suggestion_table(view, "ja")[say("trials.column.firm", "ja")]
    assert all(column)
    for person, one in view.firmness.items():
        for language in LANGUAGES:
            told = firm_sentences(view, person, language)
            assert told
            assert "{" not in "".join(told)
        if one.slack and one.facility_id is not None:
            assert f"{one.slack / 20:.1f} km" in firm_sentences(view, person, "en")[1]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (WeightRange("ward_other", 80, 76, 82, open_below=False, open_above=False), "76 to 82"),
        (WeightRange("ward_other", 80, 0, 82, open_below=True, open_above=False), "up to 82"),
        (WeightRange("ward_other", 80, 76, 800, open_below=False, open_above=True), "76 or more (looked at up to 800)"),
        (WeightRange("ward_other", 80, 0, 800, open_below=True, open_above=True), "anything (looked at up to 800)"),
        (WeightRange("travel_home_per_km", 200, 100, 300, open_below=True, open_above=True), "at least 100 to 300"),
    ],
)  # fmt: skip
def test_a_range_says_only_the_ends_that_were_found(found, told):
    assert range_text(found, "en") == told
