"""Why a plan is as it is, told by name."""

import pytest

from desk.errors import DeskError
from desk.plan.trials import PlanView
from desk.plan.why import (
    explain_pair,
    find_facility,
    find_person,
    options,
    pair_sentences,
    place_gains,
    regret_text,
    shortage_text,
    shortages,
)
from tests.desk.plan.planned import unplaced
from tests.optional import present
from words.say import catalogue, say


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
