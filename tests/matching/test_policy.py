"""Policies: the standard one is valid, and each mistake in a file is named by key, value and what is allowed."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from matching.errors import PolicyError
from matching.policy import ADDED, STANDARD, aiming, load_policy, reweighted
from tests.matching.strategies import POLICY, READINESS

TEXT = STANDARD.read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_standard_policy_names_itself_and_the_file_it_came_from() -> None:
    policy = load_policy()
    assert (policy.name, policy.version) == ("standard", "9")
    assert policy.sha256 == hashlib.sha256(STANDARD.read_bytes()).hexdigest()
    assert policy.scope.trial_services == ("24", "33", "34", "WH")


def test_a_copy_with_another_weight_is_another_policy(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, TEXT.replace("unconfirmed = 15", "unconfirmed = 0")))
    assert policy.weights.unconfirmed == 0
    assert policy.sha256 != load_policy().sha256


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("unconfirmed = 15", "unconfirmed = -1", "policy.not_whole", "weights.unconfirmed"),
        ("unconfirmed = 15", "unconfirmed = 1.5", "policy.not_whole", "weights.unconfirmed"),
        ("unconfirmed = 15", "unconfirmed = true", "policy.not_whole", "weights.unconfirmed"),
        ("unconfirmed = 15", 'unconfirmed = "15"', "policy.not_whole", "weights.unconfirmed"),
        ("unconfirmed = 15", "unconfirmed = 1_000_001", "policy.not_whole", "weights.unconfirmed"),
        ("unconfirmed = 15", "", "policy.missing_key", "weights.unconfirmed"),
        ("lead_days = 14", "lead_days = 367", "policy.not_whole", "dates.lead_days"),
        ("holidays_left_out = true", "holidays_left_out = 1", "policy.not_a_switch", "dates.holidays_left_out"),
        ("receive_per_day = 1", "receive_per_week = 1", "policy.unknown_key", "dates.receive_per_week"),
        ("unconfirmed = 15", "unconfirmed = 15\nkindness = 1", "policy.unknown_key", "weights.kindness"),
        (
            "past_person_older_percent = 50",
            "past_person_older_percent = 101",
            "policy.not_whole",
            "weights.past_person_older_percent",
        ),
        ("assumed_places = 1 ", "assumed_places = 0 ", "policy.not_whole", "scope.assumed_places"),
        (
            "past_use_recent_months = 12",
            "past_use_recent_months = 61",
            "policy.not_whole",
            "scope.past_use_recent_months",
        ),
        ('["24", "33", "34", "WH"]', "[24]", "policy.service_list", "scope.trial_services"),
        ('["24", "33", "34", "WH"]', "[]", "policy.service_list", "scope.trial_services"),
        ('name = "standard"', 'name = ""', "policy.not_text", "name"),
        ('version = "9"', "version = 9", "policy.not_text", "version"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, code: str, key: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(PolicyError) as caught:
        load_policy(written(tmp_path, TEXT.replace(old, new)))
    assert caught.value.code == code
    assert caught.value.params["key"] == key


def test_a_policy_of_version_1_does_without_what_was_added_later(tmp_path: Path) -> None:
    added = [key for keys in ADDED.values() for key in keys]
    text = "\n".join(line for line in TEXT.splitlines() if line.split(" ")[0] not in added)
    policy = load_policy(written(tmp_path, text))
    assert policy.scope.past_use_half_life_months == 0
    assert (policy.weights.left_out_twice, policy.weights.acceptance) == (0, 0)
    assert policy.weights == replace(load_policy().weights, left_out_twice=0, acceptance=0, not_listed=0)


def test_a_section_that_is_a_value_is_named(tmp_path: Path) -> None:
    text = TEXT.replace("[weights]", "[unused]").replace("[scope]", "weights = 1\n[scope]")
    with pytest.raises(PolicyError, match="unknown_key"):
        load_policy(written(tmp_path, text))
    with pytest.raises(PolicyError, match="not_a_section"):
        load_policy(written(tmp_path, text[: text.index("[unused]")]))


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="not_toml"):
        load_policy(written(tmp_path, "<html>"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="unreadable"):
        load_policy(tmp_path / "none.toml")


def test_an_aim_that_does_not_exist_is_named() -> None:
    with pytest.raises(PolicyError, match="no_such_aim"):
        aiming(POLICY, "fame")
    assert aiming(POLICY, "cost") is POLICY
    assert aiming(READINESS, "cost") is POLICY
    assert READINESS.sha256 != POLICY.sha256


def test_another_aim_of_changed_weights_has_them_too() -> None:
    changed = reweighted(READINESS, {"spread_step": 7}, "spread")
    assert aiming(changed, "cost").weights.spread_step == 7
    assert aiming(aiming(changed, "cost"), "readiness") is changed
