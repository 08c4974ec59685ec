"""Asking why and trying another way, at the desk: names instead of ids, and edits that survive being kept."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.book import create, open_casebook
from casebook.roles import Actor
from desk.demo.demo import make_demo
from desk.errors import DeskError
from desk.period import coming_quarter
from desk.plan.edits import Edits, Imagined
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView, plan_trials
from desk.plan.why import (
    change_text,
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
from matching.policy import load_policy
from words.say import say

TODAY = date(2026, 11, 22)
IDS = st.integers(1, 99)
PAIRS = st.frozensets(st.tuples(IDS, IDS), max_size=4)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    url = f"sqlite:///{tmp_path_factory.mktemp('why') / 'sonae.db'}"
    create(url)
    book = open_casebook(url, Actor("test", "coordinator"), lambda: datetime(2026, 11, 22, tzinfo=UTC))
    make_demo(book, TODAY)
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


def unplaced(view: PlanView):
    return next(one.person for one in view.left_out if one.unplaced.reason == "places_taken")


def test_the_facility_a_person_has_costs_nothing_and_comes_first(view: PlanView) -> None:
    one = view.suggestions[0]
    found = options(view, one.person)
    assert found[0].chosen
    assert found[0].alternative.regret.cost == 0
    assert [option.chosen for option in found[1:]] == [False] * (len(found) - 1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_alternative_is_told_without_an_id(view: PlanView, language: str) -> None:
    person = unplaced(view)
    texts = [regret_text(view, option.alternative, language) for option in options(view, person)]
    assert len(texts) > 2
    assert all("{" not in text and text for text in texts)


def test_locking_an_alternative_costs_exactly_its_regret(view: PlanView) -> None:
    for one in view.suggestions[:5]:
        for option in options(view, one.person)[1:4]:
            if option.alternative.regret is None:
                continue
            side = try_edits(view, "試し", Edits(locks=frozenset({(one.person.key, option.facility.key)})))
            regret = option.alternative.regret
            assert side.comparison.new.cost - side.comparison.old.cost == regret.cost
            old, new = side.comparison.old.placed_by_tier, side.comparison.new.placed_by_tier
            assert {tier: new[tier] - old[tier] for tier in (1, 2, 3)} == dict(regret.placed_by_tier)


def test_a_lock_that_breaks_a_rule_is_refused_by_name(view: PlanView) -> None:
    person = unplaced(view)
    base = next(file for file in view.source.facilities.values() if file.facility.is_base)
    with pytest.raises(DeskError) as refused:
        try_edits(view, "試し", Edits(locks=frozenset({(person.key, base.key)})))
    told = say(refused.value.message, "ja")
    assert person.person.code_name in told
    assert base.facility.name in told
    assert say("rule.is_base", "ja") in told
    assert say("rule.is_base", "en") in say(refused.value.message, "en")


@pytest.mark.parametrize(
    "edits",
    [
        Edits(places={1: -1}),
        Edits(places={10**9: 1}),
        Edits(weights={"travel_home_per_km": -5}),
        Edits(weights={"no_such_weight": 1}),
        Edits(tiers={1: 4}),
        Edits(confirmed={(1, "no_such_condition"): True}),
        Edits(stay_close=-1),
    ],
)
def test_edits_that_cannot_be_are_refused_with_a_sentence_in_both_languages(view: PlanView, edits: Edits) -> None:
    with pytest.raises(DeskError) as refused:
        try_edits(view, "試し", edits)
    for language in ("ja", "en"):
        told = say(refused.value.message, language)
        assert told != refused.value.code
        assert "{" not in told


def test_an_imagined_facility_with_places_helps_somebody(view: PlanView) -> None:
    person = unplaced(view).person
    imagined = Imagined("新しい家", "24", person.city, person.ward, person.town, 5)
    side = try_edits(view, "新設", Edits(imagined=(imagined,)))
    assert sum(side.comparison.new.placed_by_tier.values()) > sum(side.comparison.old.placed_by_tier.values())
    used = [one for one in side.new.suggestions if one.facility.key == -1]
    assert used
    assert used[0].facility.facility.name == "新しい家"
    texts = [change_text(side.old, side.new, one, "ja") for one in side.comparison.changes]
    assert any("新しい家" in text for text in texts)


def test_why_not_there_gives_rules_in_words(view: PlanView) -> None:
    person = unplaced(view)
    base = next(file for file in view.source.facilities.values() if file.facility.is_base)
    told = pair_sentences(view, explain_pair(view, person, base), "ja")
    assert say("refused.is_base", "ja") in told
    assert all(not sentence.startswith(("refused.", "confirm.")) for sentence in told)


def test_every_rule_can_be_said_when_it_refuses() -> None:
    from matching.pairs.rules import RULES
    from words.say import catalogue

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


def test_where_places_are_unknown_saying_their_number_also_takes_off_the_points_of_the_question(view: PlanView) -> None:
    file, gain = next(one for one in place_gains(view) if one[0].condition.trial_places is None)
    assumed = view.plan.problem.policy.scope.assumed_places
    side = try_edits(view, "枠", Edits(places={file.key: assumed + 1}))
    guests = sum(one.facility.key == file.key for one in side.new.suggestions)
    points = guests * view.plan.problem.policy.weights.unconfirmed
    assert side.comparison.new.cost - side.comparison.old.cost == gain.cost - points
    assert points


def test_one_more_place_brings_what_it_promised(view: PlanView) -> None:
    for file, gain in [one for one in place_gains(view) if one[0].condition.trial_places is not None][:6]:
        index = [one.id for one in view.plan.problem.facilities].index(file.key)
        more = len(view.plan.spread[index]) + 1
        side = try_edits(view, "枠", Edits(places={file.key: more}))
        assert side.comparison.new.cost - side.comparison.old.cost == gain.cost
        old, new = side.comparison.old.placed_by_tier, side.comparison.new.placed_by_tier
        assert {tier: new[tier] - old[tier] for tier in (1, 2, 3)} == dict(gain.placed_by_tier)


def test_people_and_facilities_are_found_by_name_number_or_id(view: PlanView) -> None:
    one = view.suggestions[0]
    assert find_person(view, one.person.person.code_name) == find_person(view, str(one.person.key)) == one.person
    facility = one.facility.facility
    assert find_facility(view, facility.name) == find_facility(view, facility.office_number or "") == one.facility
    for find in (find_person, find_facility):
        with pytest.raises(DeskError):
            find(view, "いない")


@given(
    st.builds(
        Edits,
        locks=PAIRS,
        forbids=PAIRS,
        places=st.dictionaries(IDS, st.integers(0, 9), max_size=3),
        closed=st.frozensets(IDS, max_size=3),
        confirmed=st.dictionaries(st.tuples(IDS, st.sampled_from(["wheelchair", "age"])), st.booleans(), max_size=3),
        weights=st.dictionaries(st.sampled_from(["ward_other", "unconfirmed"]), st.integers(0, 99), max_size=2),
        tiers=st.dictionaries(IDS, st.integers(1, 3), max_size=3),
        imagined=st.just((Imagined("家", "24", None, "青葉区", None, 2),)) | st.just(()),
        stay_close=st.integers(0, 500),
    )
)
def test_edits_survive_being_written_down(edits: Edits) -> None:
    import json

    assert Edits.from_json(json.loads(json.dumps(edits.to_json()))) == edits


def test_no_edits_change_nothing(view: PlanView, tmp_path: Path) -> None:
    side = try_edits(view, "そのまま", Edits())
    assert side.comparison.changes == ()
    assert Edits().empty
    assert not Edits(closed=frozenset({1})).empty
