"""Where distances come from stands beside the plan, in the page and in the record; imports of every kind are explained."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from desk import importing
from tests.ui.conftest import button, show
from ui import settings as settings_module
from ui.cli.app import app
from ui.pages.imports import NARROWED
from words.say import say


@pytest.fixture
def by(demo, monkeypatch):
    """Name a travel in the settings."""

    def setting(value):
        monkeypatch.setenv("SONAE_TRAVEL", value)
        settings_module.settings.cache_clear()

    return setting


@pytest.fixture
def roads(tmp_path):
    """Return two junctions far from the city, and a road between them."""
    nodes = pd.DataFrame({"id": ["a", "b"], "lon": [141.5, 141.51], "lat": [39.0, 39.0]})
    nodes.to_csv(tmp_path / "roads_nodes.csv", index=False)
    pd.DataFrame({"u": ["a"], "v": ["b"], "metres": [900]}).to_csv(tmp_path / "roads.csv", index=False)
    return tmp_path / "roads.csv"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_of_the_plan_says_where_distances_come_from(by, roads, language):
    def captions():
        page = button(show("trials", language), say("trials.run", language))
        return [one.value.replace("\\", "") for one in page.caption]

    assert say("travel.by_straight", language) in captions()
    by(f"roads:{roads}")
    said = next(one for one in captions() if "roads.csv" in one)
    # No road of the file comes near: every way is unknown, and said to be.
    assert say("travel.by_roads", language, name="roads.csv") in said
    assert say("travel.unreached", language, count=0).partition("0")[2] in said


def test_the_record_of_a_plan_names_the_file(by, roads):
    by(f"roads:{roads}")
    record = json.loads(run("plan", "--json").stdout)
    assert record["travel"] == {"kind": "roads", "name": "roads.csv"}


@pytest.mark.parametrize(
    ("value", "told"),
    [("walk", "SONAE_TRAVEL"), ("roads:", "SONAE_TRAVEL"), ("table:/nowhere/ways.csv", "ways.csv")],
)
def test_a_travel_that_cannot_be_is_a_sentence(by, value, told):
    by(value)
    done = run("plan")
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_page_says_it_too(by):
    by("table:/nowhere/ways.csv")
    page = button(show("trials"), say("trials.run", "ja"))
    assert "ways.csv" in page.error[0].value.replace("\\", "")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", importing.KINDS)
def test_every_kind_of_import_is_explained(demo, kind, language):
    page = show("imports", language).selectbox[0].select(kind).run()
    assert not page.exception
    assert not page.error
    asked = [one.label for one in page.text_input if one.label != say("search.label", language)]
    assert asked == ([say("imports.city", language)] if kind in NARROWED else [])
