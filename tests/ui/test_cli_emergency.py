"""`sonae emergency`: the call list as one JSON document or a table, and sentences for mistakes."""

import json

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.records import Facility, Person
from ui.cli import app

LINE = {
    "rank", "facility", "name", "phone", "service_code", "ward", "policy", "policy_met", "missing", "to_confirm",
    "last_stay", "beds", "open", "metres", "answers", "reasons",
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


@pytest.mark.parametrize("words", [["X-999"], ["S-004", "--at", "今夜"]])
def test_a_mistake_is_a_sentence(demo: Casebook, words: list[str]) -> None:
    done = run(*words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert words[-1] in done.stderr


def test_without_json_it_is_a_table_with_the_base_below(demo: Casebook) -> None:
    told = run("S-004", "--at", "2026-11-22T19:30").stdout
    [base] = [one for one in demo.all(Facility) if one.is_base]
    assert "S-004" in told
    assert base.name in told.splitlines()[-1]


def test_nothing_is_written(demo: Casebook) -> None:
    before = demo.revision()
    document("S-004")
    assert demo.revision() == before
