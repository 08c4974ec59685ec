"""`sonae emergency`: the call list as one JSON document or a table, and sentences for mistakes."""

import json
from datetime import datetime

import pytest
from typer.testing import CliRunner

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.engine import create
from casebook.records import EmergencyNeed, Facility, FacilityCondition, Person
from desk.emergency.tonight import Who, tonight
from matching.policy import load_policy
from tests.optional import present
from ui.cli.app import app
from ui.settings import casebook, settings
from words.say import say

LINE = {
    "rank", "standing", "facility", "name", "phone", "service_code", "ward", "missing_since", "policy", "policy_met", "missing",
    "against_wishes", "to_confirm", "last_stay", "still_known", "sheet", "vacancy", "vacancy_on", "beds", "open", "day_off", "metres",
    "metres_to_confirm", "answers",
    "reasons",
}  # fmt: skip


def run(*words: str):
    return CliRunner().invoke(app, ["emergency", *words], catch_exceptions=False)


def document(*words: str):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_person_gets_a_ranked_list_with_reasons_in_both_languages(demo: Casebook) -> None:
    told = document("S-004", "--at", "2026-11-22T19:30")
    assert (told["code_name"], told["at"]) == ("S-004", "2026-11-22T19:30:00+09:00")
    assert demo.one(Person, told["person"]).code_name == "S-004"
    assert [one["rank"] for one in told["lines"]] == list(range(1, len(told["lines"]) + 1))
    facilities = {one.id: one for one in demo.all(Facility)}
    for line in told["lines"]:
        assert set(line) == LINE
        assert set(line["beds"]) == {"free", "known_on"}
        assert set(line["answers"]) == {"asked", "accepted"}
        assert line["reasons"]["ja"]
        assert len(line["reasons"]["ja"]) == len(line["reasons"]["en"])
        assert not facilities[line["facility"]].is_base
    assert set(told["base"]) >= {"id", "name", "rooms", "in_use", "free"}
    assert facilities[told["base"]["id"]].is_base
    assert told["bases"] == [told["base"]]


def test_the_hour_decides_who_is_inside_its_hours(demo: Casebook) -> None:
    def hours(at):
        return {one["facility"]: one["open"] for one in document("S-004", "--at", at)["lines"]}

    noon, night = hours("2026-11-20T12:00"), hours("2026-11-20T23:00")
    assert any(noon[key] and night[key] is False for key in noon)
    assert document("S-004", "--at", "2026-11-20T03:00Z")["at"] == "2026-11-20T12:00:00+09:00"


def test_somebody_without_a_file_is_described(demo: Casebook) -> None:
    told = document("--ward", "泉区", "--age", "30", "--sex", "female")
    assert (told["person"], told["code_name"]) == (None, None)
    assert all(one["metres"] is not None and one["last_stay"] is None for one in told["lines"])
    assert all("age" not in one["to_confirm"] or one["service_code"] for one in told["lines"])


def test_the_needs_of_somebody_without_a_file_can_be_said(demo: Casebook) -> None:
    words = "--ward 泉区 --age 30 --sex female --kind mental --kind physical --level adult:6 --care none"
    told = document(*words.split(), "--behaviour", "--no-wheelchair")
    expected = EmergencyNeed(
        consultation_id=0, city="仙台市", ward="泉区", age=30, sex="female", support_scale="adult", support_level=6,
        disability_kinds={kind: kind in ("mental", "physical") for kind in v.DISABILITY_KINDS},
        medical_care=dict.fromkeys(v.MEDICAL_CARE, False), severe_behaviour=True, wheelchair=False,
    )  # fmt: skip
    at = datetime.fromisoformat(told["at"])
    places = tonight(demo, Who(None, expected), at, load_policy()).places
    assert [one["facility"] for one in told["lines"]] == [place.file.key for place in places]
    assert len(told["lines"]) < len(document("--ward", "泉区")["lines"])


def test_what_a_line_knows_of_the_sheet_and_the_vacancy_is_that_of_the_file(demo: Casebook) -> None:
    told = document("S-012", "--at", "2026-11-22T19:30")
    file = demo.one(Person, told["person"])
    marked = {one.facility_id: one.vacancy_on for one in demo.all(FacilityCondition) if one.vacancy_on}
    for line in told["lines"]:
        assert line["sheet"] == present(file.identified_on).isoformat()
        assert line["vacancy_on"] == (marked[line["facility"]].isoformat() if line["facility"] in marked else None)
        if line["policy"] == "information" and not line["still_known"]:
            assert line["policy_met"]


@pytest.mark.parametrize(
    "words",
    [
        ["X-999"],
        ["S-004", "--at", "今夜"],
        ["S-004", "--at", "0001-01-01T00:00"],
        ["S-004", "--at", "9999-12-31T23:59"],
        ["--ward", "無い区"],
        ["--level", "adult:7"],
        ["--level", "4"],
    ],
)
def test_a_mistake_is_a_sentence(demo: Casebook, words: list[str]) -> None:
    done = run(*words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert words[-1] in done.stderr


def test_without_json_it_is_the_base_and_a_table_below(demo: Casebook) -> None:
    told = run("S-004", "--at", "2026-11-22T19:30").stdout
    [base] = [one for one in demo.all(Facility) if one.is_base]
    assert "S-004" in told
    assert base.name in told.partition("┏")[0]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_empty_casebook_says_what_to_do(at: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONAE_LANGUAGE", language)
    settings.cache_clear()
    create(at)
    assert run("--age", "30").stdout.strip() == say("emergency.empty", language)
    with casebook(at).writing("test") as writer:
        writer.add(Facility(source="manual", service_code="24", service_name="x", name="x", status="closed"))
    assert say("emergency.cli_nobody", language) in run("--age", "30", "--ward", "どこか").stdout


def test_nothing_is_written(demo: Casebook) -> None:
    before = demo.revision()
    document("S-004")
    assert demo.revision() == before
