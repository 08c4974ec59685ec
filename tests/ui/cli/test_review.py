"""`sonae review`."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.records import ReviewEdition
from casebook.roles import Actor
from ui.cli import app as cli
from ui.cli import review


def run(*words: object):
    return CliRunner().invoke(cli.app, ["review", *map(str, words)], catch_exceptions=False)


def test_a_year_is_told_counted_and_written_as_live_numbers(demo: Casebook, tmp_path: Path) -> None:
    year = "--from", "2021-04-01", "--to", "2022-03-31"
    told = run(*year)
    assert told.exit_code == 0, told.output
    assert "緊急受入れに係る相談は99件あり、うち41件" in told.output
    done = run(*year, "--json", "--xlsx", tmp_path / "review.xlsx")
    document = json.loads(done.output)
    assert document["room_use"]["room_days"] == 551
    sheet = load_workbook(tmp_path / "review.xlsx").worksheets[0]
    rows = list(sheet.values)
    assert [row[1] for row in rows[1:13]] == [one["admitted"] for one in document["table1"]]
    assert rows[13][1] == "=SUM(B2:B13)"


@pytest.mark.parametrize(
    ("role", "code"), [("planner", 0), ("ward_office:青葉区", 0), ("consultation_office:みどり", 1)]
)
def test_whoever_may_be_told_figures_of_everybody_is_told_all_and_others_none(demo, monkeypatch, role, code) -> None:
    name, _, scope = role.partition(":")
    reader = demo.opened_for(Actor("計画", name, scope or None))
    monkeypatch.setattr(review, "casebook", lambda: reader)
    told = run("--from", "2021-04-01")
    assert told.exit_code == code
    assert ("99件" in told.output) == (code == 0)


def test_a_version_for_publication_hides_says_why_and_is_read_back(demo: Casebook, tmp_path: Path) -> None:
    words = "--for-publication", "--from", "2021-04-01"
    told = run(*words, "--json")
    assert told.exit_code == 0, told.output
    document = json.loads(told.stdout)
    assert document["published"]["2021"]["table1"]["all_others"]["admitted"] == "hidden"
    (tmp_path / "told.json").write_text(told.stdout, encoding="utf-8")
    again = run(*words, "--json", "--beside", tmp_path / "told.json")
    assert json.loads(again.stdout) == document
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    refused = run(*words, "--beside", tmp_path / "other.json")
    assert refused.exit_code == 1


def test_a_version_is_kept_listed_and_opened_as_it_was(demo: Casebook) -> None:
    words = "--for-publication", "--from", "2021-04-01", "--json"
    assert "保存していません" in run(*words).stderr
    kept = run(*words, "--keep")
    assert kept.exit_code == 0, kept.output
    [edition] = demo.all(ReviewEdition)
    assert "公表用として保存した版です" in kept.stderr
    listed = run("--list").output
    assert listed.startswith(f"{edition.id}  令和3年度")
    assert run("--edition", edition.id, "--json").stdout == kept.stdout
    assert run("--edition", 99).exit_code == 1
    assert run("--from", "2021-04-01", "--keep").exit_code == 2
