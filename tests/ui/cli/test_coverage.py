"""`sonae coverage` prints the figures that the desk measures."""

import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.records import Facility
from desk.city.travel import read_travel
from desk.coverage.access import METHODS
from desk.coverage.areas import LEVELS
from desk.coverage.coverage import coverage_of, soles
from desk.coverage.measures import MEASURES, definition
from desk.coverage.snapshot import read_snapshot
from matching.policy import load_policy
from tests.ui.conftest import DAY
from ui.cli.app import app
from words.say import LANGUAGES, say


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["coverage", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_each_level_has_the_desks_figures_and_nothing_is_null_but_the_unknown(demo: Casebook) -> None:
    snapshot = read_snapshot(demo, DAY, load_policy())
    for level in LEVELS:
        document = json.loads(run("--by", level, "--within", "3000", "--json"))
        found = coverage_of(snapshot, level, 3000)
        assert (document["by"], document["day"]) == (level, "2026-11-22")
        assert [one["key"] for one in document["areas"]] == list(found.values.index)
        assert document["areas"][-1]["label"] is None
        for one in document["areas"]:
            for code, value in found.values.loc[one["key"]].items():
                assert one["values"][code] == (None if math.isnan(value) else value)
        for code in ("people", "short_stay", "no_option", "stays"):
            assert document["city"][code] == sum(one["values"][code] for one in document["areas"])
    names = {one.id: one.name for one in demo.all(Facility)}
    assert document["only_facilities"] == [
        {
            "facility": one.facility_id,
            "name": names[one.facility_id],
            "people_place": len(one.place),
            "people_option": len(one.option),
            "stays": one.stays,
        }
        for one in soles(snapshot, 3000)
    ]
    assert document["travel"] == {"kind": "straight", "unreached": 0}
    assert (document["method"], document["decay"]) == ("e2sfca", "stepped")


@pytest.mark.parametrize("method", METHODS)
def test_access_is_measured_and_defined_by_the_method(demo: Casebook, method: str) -> None:
    document = json.loads(run("--method", method, "--decay", "gaussian", "--json"))
    found = coverage_of(read_snapshot(demo, DAY, load_policy()), "ward", method=method, decay="gaussian").values
    mine = [one["values"]["access_people"] for one in document["areas"]]
    assert mine == [None if math.isnan(one) else one for one in found["access_people"]]
    said = tuple(say(definition("access_people", method, "gaussian"), language) for language in LANGUAGES)
    assert tuple(document["measures"]["access_people"]["definition"].values()) == said
    assert (document["method"], document["decay"]) == (method, None if method == "2sfca" else "gaussian")


def test_ways_that_nobody_knows_are_counted_and_make_nobody_far(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ways.csv").write_text("from_lon,from_lat,to_lon,to_lat,metres\n140,39,140.1,39,9000\n")
    travel = read_travel(f"table:{tmp_path / 'ways.csv'}")
    monkeypatch.setattr("ui.cli.coverage.travel", lambda: travel)
    document = json.loads(run("--json"))
    ways = int(document["city"]["people"]) * len(demo.all(Facility))
    assert document["travel"] == {"kind": "table", "name": "ways.csv", "unreached": ways}
    assert (document["city"]["no_place_near"], document["city"]["place_near_unknown"] > 90) == (0, True)
    assert say("travel.unreached", "ja", count=ways) in run()


def test_each_measure_says_what_it_is_in_both_languages(demo: Casebook) -> None:
    document = json.loads(run("--json"))
    assert set(document["measures"]) == set(document["areas"][0]["values"]) <= set(MEASURES)
    for one in document["measures"].values():
        assert set(one) == {"unit", "name", "definition", "source"}
        assert all(one[topic][language] for topic in ("name", "definition", "source") for language in ("ja", "en"))
    assert document["measures"]["people"]["unit"] == "people"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_people_read_a_table(demo: Casebook, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr("ui.cli.coverage.settings", lambda: type("S", (), {"language": language}))
    printed = run("--measure", "people", "--measure", "metres_1")
    assert {"ja": "地域が不明", "en": "Area unknown"}[language] in printed
    assert {"ja": "不明", "en": "unknown"}[language] in printed
    assert "青葉区" in printed
    assert "30" in printed
