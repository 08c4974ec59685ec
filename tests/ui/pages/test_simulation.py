"""The simulation page and its command: on the demonstration, on an empty casebook, and on none."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from casebook import vocabulary as v
from casebook.book import Casebook, create
from casebook.records import Facility, Person
from desk.simulation.years import READINESS, SimulationChoice, known_places, run_city
from matching.simulation.erlang import erlang_b
from tests.conftest import TODAY
from tests.ui.conftest import PATIENCE, button, one_page
from ui import settings as settings_module
from ui.cli.app import app
from ui.components.text import plain
from words.say import catalogue, say

LANGUAGES = ("ja", "en")
KEPT = "simulation.run"


def show(language: str = "ja") -> AppTest:
    page = AppTest.from_function(one_page, args=("simulation", language), default_timeout=PATIENCE)
    page.session_state["simulation.years"] = 50
    page.run()
    assert not page.exception
    return page


def run(page: AppTest, language: str = "ja") -> AppTest:
    page = button(page, say("simulation.run", language))
    assert not page.exception
    return page


def test_the_demonstration_is_simulated_with_intervals_variants_and_observed_years(demo: Casebook) -> None:
    page = run(show())
    assert not page.error
    assert [one.label for one in page.metric] == [
        say(f"simulation.metric_{name}", "ja") for name in ("full", "nowhere", "outside", "mean", "blocked")
    ]
    variants, days, _ = (one.value for one in page.dataframe)
    assert len(variants) == 8
    assert {"3", "4", "5", "6"} == set(variants[say("simulation.column_rooms", "ja")])
    assert len(days) == 5
    page.selectbox(key="simulation.year").select_index(3).run()
    assert not page.exception
    assert not page.error


def test_a_base_with_as_many_rooms_as_the_database_takes_can_be_simulated(demo: Casebook) -> None:
    [base] = [one for one in demo.all(Facility) if one.emergency_rooms]
    with demo.writing("test") as writer:
        writer.change(replace(base, emergency_rooms=v.BOUNDS["emergency_rooms"][1]))
    assert show().number_input(key="simulation.rooms").value == v.BOUNDS["emergency_rooms"][1]


def test_the_result_stays_when_the_language_changes_and_goes_when_the_casebook_does(demo: Casebook) -> None:
    first = run(show())
    page = AppTest.from_function(one_page, args=("simulation", "en"), default_timeout=PATIENCE)
    page.session_state[KEPT] = first.session_state[KEPT]
    page.run()
    assert page.metric[0].value == first.metric[0].value
    observed = page.dataframe[2].value
    missing = "not published"
    assert list(observed["Observed"])[:5] == ["70", missing, missing, missing, "30 (4 rooms: 29, 5 rooms: 1)"]
    assert list(observed["Poisson"])[:5] == ["81", "122", "92", "46", "24"]
    told = " ".join(one.value.replace("\\", "") for one in page.markdown)
    assert "fewer days were empty (70 observed, 81 expected)" in told
    assert "(30 observed, 24 expected)" in told
    assert "between 0.76 and 1.05" in told
    assert "Of 217 admissions on record, 0 were outside the base." in told
    with demo.writing("test") as writer:
        writer.add(Person(code_name="新しい人"))
    page.run()
    assert not page.metric
    assert page.info[0].value == say("simulation.hint", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_casebook_says_what_to_do(at: str, language: str) -> None:
    create(at)
    page = show(language)
    assert page.info[0].value == say("simulation.empty", language)


def test_an_empty_casebook_takes_given_rates(at: str) -> None:
    create(at)
    page = run(show())
    assert page.error[0].value == plain(say("simulation.no_rates", "ja"))
    page.number_input(key="simulation.rate.unknown").set_value(40.0)
    page = run(page)
    assert not page.error
    assert float(page.metric[3].value) > 0.5


def simulated(*words: str) -> dict:
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
