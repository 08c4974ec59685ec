"""`sonae readiness`, and the aim of plans on the command line: one JSON document, or sentences in both languages."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from typer.testing import CliRunner

from desk.period import coming_quarter
from desk.plan.trials import plan_trials
from desk.plan.why import options
from desk.readiness.chances import read_chances
from desk.readiness.options import by_group, month_ends, over_time, read_readiness, tally
from desk.readiness.promise import promise
from matching.policy import AIMS, aiming, load_policy
from matching.trials.check_record import check_record
from tests.optional import present
from tests.ui.conftest import DAY
from ui import settings as settings_module
from ui.cli.app import app
from words.say import say

LEVELS = ("0", "1", "2+")


def ran(*words: str):
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def document(*words: str):
    return json.loads(ran(*words, "--json"))


def levels(counts):
    return dict(zip(LEVELS, counts, strict=True))


@pytest.fixture
def plans(demo):
    return {aim: plan_trials(demo, coming_quarter(DAY), aiming(load_policy(), aim), DAY) for aim in AIMS}


def test_the_document_holds_what_is_counted(demo):
    view = read_readiness(demo, DAY, load_policy())
    found, chances = document("readiness"), present(read_chances(demo, view))
    assert found["chance"] == chances.average(view.counts)
    assert {one["facility"]: one["people"] for one in found["beds"]} == {
        key: count for key, count in chances.counting.items() if count
    }
    assert list(found) == [
        "day", "people", "counts", "by_ward", "by_tier", "by_need", "chance", "trend",
        "trend_by_ward", "trend_by_tier", "trend_by_need", "about_to_lose", "persons", "beds",
    ]  # fmt: skip
    assert (found["day"], found["people"]) == ("2026-11-22", len(view.counts))
    assert found["counts"] == levels(tally(view.counts.values()))
    for group in ("ward", "tier", "need"):
        assert found[f"by_{group}"] == {key: levels(counts) for key, counts in by_group(view, group).items()}
    trend = over_time(view, month_ends(DAY))
    assert found["trend"] == [{"day": day.isoformat(), **levels(counts)} for day, counts in trend.items()]
    for group in ("ward", "tier", "need"):
        last = {key: rows[-1] for key, rows in found[f"trend_by_{group}"].items()}
        assert {key: {**row, "day": DAY.isoformat()} for key, row in last.items()} == last
        assert last == {
            key: {"day": DAY.isoformat(), **levels(counts)} for key, counts in by_group(view, group).items()
        }
    [losing] = view.losing
    assert found["about_to_lose"] == [
        {
            "person": losing.person.key,
            "code_name": losing.person.person.code_name,
            "facilities": list(losing.facility_ids),
            "last_day": losing.last_day.isoformat(),
        }
    ]
    assert {one["id"]: len(one["options"]) for one in found["persons"]} == view.counts
    for one in found["persons"][::10]:
        assert set(one) == {"id", "code_name", "tier", "ward", "options", "chance", "ways"}
        assert one["chance"] == asdict(chances.of(one["id"]))
        ways = [(way["kind"], way["facility"], way["rule"], way["metres"]) for way in one["ways"]]
        assert ways == [(way.kind, way.facility_id, way.rule, way.metres) for way in view.ways(one["id"])]


@pytest.mark.parametrize("aim", AIMS)
def test_with_the_plan_it_promises_what_the_plan_brings(plans, aim):
    told = document("readiness", "--with-plan", "--aim", aim)["promise"]
    found = promise(plans[aim])
    assert (told["aim"], told["day"]) == (aim, found.day.isoformat())
    assert (told["before"], told["after"]) == (levels(found.before), levels(found.after))
    assert {one["person"]: (one["facility"], one["options"]) for one in told["gained"]} == dict(found.gained)
    later = document("readiness", "--with-plan", "--period", "2027-04/2027-06")["promise"]
    assert (later["aim"], later["day"]) == ("cost", "2027-06-30")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_speaks_to_people(demo, language, monkeypatch):
    monkeypatch.setenv("SONAE_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "160")
    settings_module.settings.cache_clear()
    told = ran("readiness", "--with-plan")
    assert say("readiness.cli_title", language, day=DAY, count=95) in told
    assert say("readiness.column_2", language) in told
    assert "泉区" in told
    assert say("promise.line", language, day=date(2027, 3, 31), before=39, after=29, gained=20) in told


def test_an_empty_casebook_gives_zeros(at):
    ran("init")
    found = document("readiness")
    assert (found["people"], found["counts"], found["persons"]) == (0, dict.fromkeys(LEVELS, 0), [])
    ran("readiness", "--with-plan")
    assert ran("readiness").strip() == say("readiness.empty_facilities", "ja")


def test_a_plan_with_an_aim_is_that_of_the_desk_and_passes_the_check(plans, tmp_path):
    path = tmp_path / "plan.json"
    found = document("plan", "--aim", "readiness", "--dump", str(path))
    assert found["policy"]["scope"]["aim"] == "readiness"
    assert found["assignments"] == plans["readiness"].record["assignments"]
    assert sum(found["objective"]["gained"]["first"].values()) == sum(plans["readiness"].plan.gained[:3])
    assert found["readiness"]["after"] == levels(promise(plans["readiness"]).after)
    check_record(json.loads(path.read_text(encoding="utf-8")))
    gaining = next(one.person_id for one in plans["readiness"].plan.assignments if one.gain == 1)
    assert say("reason.gain_first", "en") in found["reasons"][str(gaining)]["en"]
    assert "gained" not in document("plan")["objective"]


def costs_a_first(plan, person):
    regrets = [one.alternative.regret for one in options(plan, person)]
    return any(regret is not None and sum(regret.gained[:3]) < 0 for regret in regrets)


def test_why_and_whatif_take_an_aim(plans):
    plan = plans["readiness"]
    one = next(one for one in plan.suggestions if one.assignment.gain == 1 and costs_a_first(plan, one.person))
    found = document("why", one.person.person.code_name, "--aim", "readiness")
    assert say("reason.gain_first", "ja") in found["reasons"]["ja"]
    regrets = [other["regret"] for other in found["alternatives"] if other["regret"]]
    assert any(sum(regret["gained"]["first"].values()) < 0 for regret in regrets)
    fewer = say("why.gain_first_fewer", "en", tier=one.person.tier, count=1)
    assert any(fewer in other["text"]["en"] for other in found["alternatives"])
    side = document("whatif", "--aim", "readiness", "--tier", f"{one.person.person.code_name}=1")
    assert set(side["old"]) == {"gained", "placed_by_tier", "cost", "home_metres", "readiness"}
    assert side["old"]["readiness"]["after"] == levels(promise(plan).after)


def test_whatif_can_try_the_other_aim(plans):
    side = document("whatif", "--try-aim", "readiness")
    assert "gained" not in side["old"]
    assert side["new"]["cost"] == plans["readiness"].plan.cost
    assert side["new"]["readiness"]["after"] == levels(promise(plans["readiness"]).after)
    assert side["edits"]["aim"] == "readiness"


def test_an_aim_that_there_is_not_is_refused(demo):
    assert CliRunner().invoke(app, ["plan", "--aim", "fame"]).exit_code == 2
