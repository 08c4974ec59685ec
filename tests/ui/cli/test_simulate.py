"""`sonae simulate`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from desk.simulation.years import READINESS, SimulationChoice, known_places, run_city
from matching.simulation.erlang import erlang_b
from tests.conftest import TODAY
from ui import settings as settings_module
from ui.cli.app import app
from words.say import LANGUAGES, catalogue, say


def simulated(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["simulate", *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_command_gives_the_bare_loss_system_without_any_casebook(at: str) -> None:
    found = simulated("--offered-load", "2.1", "--no-outside", "--rooms", "4", "--years", "200", "--seed", "7")
    blocked = found["blocked_share"]
    assert blocked["erlang_b"] == pytest.approx(erlang_b(4, 2.1))
    assert blocked["low"] <= blocked["erlang_b"] <= blocked["high"]
    assert blocked["confidence"] == 0.99
    assert list(found["days_by_rooms"]) == ["0", "1", "2", "3", "4"]
    assert sum(days["mean"] for days in found["days_by_rooms"].values()) == pytest.approx(365)
    assert not Path(at.removeprefix("sqlite:///")).exists()


def test_the_command_simulates_the_casebooks_city_alike_with_the_same_seed(demo: Casebook) -> None:
    words = ("--rooms", "4", "--years", "20", "--seed", "7")
    found = simulated(*words)
    assert found == simulated(*words)
    assert found != simulated(*words[:-1], "8")
    assert {"outside_share", "nowhere", "days_full", "arrivals", "mean_rooms", "inputs"} <= found.keys()
    assert found["inputs"]["casebook"]["first"] == "2021-04-09"
    assert found["inputs"]["length"]["shape"] == "empirical"
    chance, rates = found["parts"]["chance"]["arrivals"], found["parts"]["rates"]["arrivals"]
    assert found["arrivals"]["low"] < min(chance["low"], rates["low"])
    assert found["arrivals"]["high"] > max(chance["high"], rates["high"])


def test_the_command_and_the_page_meet_the_same_luck(demo: Casebook) -> None:
    found = simulated("--rooms", "4", "--years", "20", "--seed", "7")
    known = {name: known_places(demo, TODAY, name) for name in READINESS}
    run = run_city(demo, TODAY, SimulationChoice(rooms=4), known, "today", 20, 7)
    for name in ("days_full", "nowhere", "outside_share"):
        assert found[name]["mean"] == getattr(run.found[run.chosen], name).mean


def test_the_command_takes_other_lengths_rates_and_clusters(demo: Casebook) -> None:
    words = ("--years", "20", "--length", "fixed", "--mean-stay", "5", "--cluster", "2", "--rooms", "6")
    found = simulated(*words, "--rate", "1=0", "--rate", "2=0", "--rate", "3=0", "--rate", "unknown=73")
    assert found["inputs"]["offered_load"] == pytest.approx(1)
    assert found["parts"]["rates"] is None
    assert (found["inputs"]["cluster"], found["rooms"]) == (2, 6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_speaks_to_people(demo: Casebook, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONAE_LANGUAGE", language)
    settings_module.settings.cache_clear()
    result = CliRunner().invoke(app, ["simulate", "--years", "20", "--no-outside"])
    assert result.exit_code == 0
    assert say("simulation.cli_erlang", language, value="").rstrip() in result.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rate", "4=1"), "simulation.not_a_rate"),
        (("--rate", "1"), "simulation.not_a_rate"),
        (("--confidence", "2"), "simulation.confidence"),
        (("--rooms", "100000000"), "simulation.most_rooms"),
        (("--years", "1000000000"), "simulation.most_years"),
        (("--rooms", "900", "--years", "900000"), "simulation.too_many_days"),
        (("--rate", "unknown=1000000000"), "simulation.too_many_calls"),
        (("--offered-load", "10000000"), "simulation.too_many_calls"),
        (("--offered-load", "1", "--rate", "1=3"), "cli.not_together"),
        (("--offered-load", "1", "--readiness", "plan"), "cli.not_together"),
        (("--no-outside", "--readiness", "plan"), "cli.not_together"),
    ],
)
def test_the_command_says_what_it_cannot_read(demo: Casebook, words: tuple[str, ...], code: str) -> None:
    result = CliRunner().invoke(app, ["simulate", "--years", "2", *words])
    assert result.exit_code == 1
    pattern = re.sub(r"\\{\w+\\}", ".*", re.escape(catalogue()[code]["ja"]))
    assert re.search(pattern, result.output)
