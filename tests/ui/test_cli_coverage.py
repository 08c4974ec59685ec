"""`sonae coverage` prints the figures that the desk measures."""

import json
import math

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from desk.coverage import LEVELS, MEASURES, coverage_of, read_ground, soles
from matching.policy import load_policy
from tests.ui.conftest import DAY
from ui.cli import app


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["coverage", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_each_level_has_the_desks_figures_and_nothing_is_null_but_the_unknown(demo: Casebook) -> None:
    ground = read_ground(demo, DAY, load_policy())
    for level in LEVELS:
        document = json.loads(run("--by", level, "--within", "3000", "--json"))
        found = coverage_of(ground, level, 3000)
        assert (document["by"], document["day"]) == (level, "2026-11-22")
        assert [one["key"] for one in document["areas"]] == list(found.values.index)
        assert document["areas"][-1]["label"] is None
        for one in document["areas"]:
            for code, value in found.values.loc[one["key"]].items():
                assert one["values"][code] == (None if math.isnan(value) else value)
        for code in ("people", "short_stay", "no_option", "stays"):
            assert document["city"][code] == sum(one["values"][code] for one in document["areas"])
    assert [one["facility"] for one in document["only_facilities"]] == [one.facility_id for one in soles(ground, 3000)]


def test_each_measure_says_what_it_is_in_both_languages(demo: Casebook) -> None:
    document = json.loads(run("--json"))
    assert set(document["measures"]) == set(document["areas"][0]["values"]) <= set(MEASURES)
    for one in document["measures"].values():
        assert set(one) == {"unit", "name", "definition", "source"}
        assert all(one[topic][language] for topic in ("name", "definition", "source") for language in ("ja", "en"))
    assert document["measures"]["people"]["unit"] == "people"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_people_read_a_table(demo: Casebook, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr("ui.cli_coverage.settings", lambda: type("S", (), {"language": language}))
    printed = run("--measure", "people", "--measure", "metres_1")
    assert {"ja": "地域が不明", "en": "Area unknown"}[language] in printed
    assert {"ja": "不明", "en": "unknown"}[language] in printed
    assert "青葉区" in printed
    assert "30" in printed
