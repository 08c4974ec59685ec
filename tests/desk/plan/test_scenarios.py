"""Asking why and trying another way, at the desk: names instead of ids, and edits that survive being kept."""

from pathlib import Path

import pytest

from desk.errors import DeskError
from desk.plan.edits import Edits, Imagined
from desk.plan.scenarios import try_edits
from desk.plan.trials import PlanView
from desk.plan.why import (
    change_text,
    options,
    place_gains,
)
from tests.desk.plan.planned import unplaced
from words.say import say


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


def test_no_edits_change_nothing(view: PlanView, tmp_path: Path) -> None:
    side = try_edits(view, "そのまま", Edits())
    assert side.comparison.changes == ()
    assert Edits().empty
    assert not Edits(closed=frozenset({1})).empty
