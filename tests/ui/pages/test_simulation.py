"""The simulation page and its command: on the demonstration, on an empty casebook, and on none."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Facility, Person
from tests.ui.conftest import PATIENCE, button, one_page, tables
from ui.components.text import plain
from words.say import LANGUAGES, catalogue, say

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
    parts, variants, days, _ = tables(page)
    assert list(parts.columns) == [say(f"simulation.column_{name}", "ja") for name in ("figure", "chance", "rates")]
    assert len(parts) == len(page.metric)
    rates = catalogue()["simulation.parts_hint"]["ja"].partition("{")[0]
    assert any(one.value.startswith(rates) for one in page.caption)
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
    assert show().text_input(key="simulation.rooms").value == str(v.BOUNDS["emergency_rooms"][1])


def test_the_result_stays_when_the_language_changes_and_goes_when_the_casebook_does(demo: Casebook) -> None:
    first = run(show())
    page = AppTest.from_function(one_page, args=("simulation", "en"), default_timeout=PATIENCE)
    page.session_state[KEPT] = first.session_state[KEPT]
    page.run()
    assert page.metric[0].value == first.metric[0].value
    observed = tables(page)[3]
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
    page.text_input(key="simulation.rate.unknown").set_value("40.0")
    page = run(page)
    assert not page.error
    assert float(page.metric[3].value) > 0.5
