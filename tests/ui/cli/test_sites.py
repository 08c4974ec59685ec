"""`sonae sites` prints the places that the desk chooses."""

import json
from dataclasses import asdict
from itertools import cycle

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Person, Town
from desk.coverage.sites import AMONG, DEMANDS, MODELS, find_sites
from matching.policy import load_policy
from tests.ui.conftest import DAY
from ui import settings as settings_module
from ui.cli.app import app
from ui.settings import casebook
from words.say import say


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["sites", *words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("among", "demand"), list(zip(AMONG, cycle(DEMANDS), strict=False)))
def test_the_document_has_the_desks_figures(demo: Casebook, model: str, among: str, demand: str) -> None:
    asked = ("--new", "2", "--radius", "3000", "--model", model, "--among", among, "--demand", demand)
    document = json.loads(run(*asked, "--json"))
    found = find_sites(demo, DAY, load_policy(), model=model, new=2, radius_m=3000, among=among, demand=demand)
    assert document["sites"] == [asdict(site) for site in found.sites]
    assert (document["covered_before"], document["covered_after"]) == (found.before.covered, found.after.covered)
    assert (document["model"], document["radius"], document["demand"]) == (model, 3000, demand)
    assert document["new"] == found.new
    assert document["proven"] is True
    assert document["travel"] == {"kind": "straight", "unreached": 0}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_table_names_each_place(demo: Casebook, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONAE_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "200")
    settings_module.settings.cache_clear()
    printed = run()
    for site in find_sites(demo, DAY, load_policy()).sites:
        assert site.label in printed
    assert {"ja": "確かめました", "en": "Proven"}[language] in printed
    assert say("travel.by_straight", language) in printed


def test_ways_that_nobody_knows_have_no_unit(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    create(at)
    with casebook(at).writing("before") as writer:
        for name, lat in (("中央", 38.25), ("本町", 38.26)):
            writer.add(Town(city="仙台市", ward="青葉区", name=name, lat=lat, lon=140.9))
        writer.add(Person(code_name="甲", city="仙台市", ward="青葉区", town="中央"))
    assert "平均 不明 → 0m、最も遠い人 不明 → 0m" in run("--new", "1")


def test_a_casebook_without_people_says_what_to_do(at: str) -> None:
    create(at)
    assert "--demand population" in run()


def test_nothing_to_add_is_said(demo: Casebook) -> None:
    assert "場所がありません" in run("--radius", "100000")


def test_what_cannot_be_asked_is_refused(demo: Casebook) -> None:
    run("--new", "0", code=2)
    run("--model", "guess", code=2)
