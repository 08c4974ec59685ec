"""`sonae import` and `sonae template`."""

import csv
import json

import pytest
from typer.testing import CliRunner

from casebook.records import Audit, Person
from desk.importing.templates import TEMPLATES
from tests.ui.cli.shell import PEOPLE
from ui.cli import app as cli

COUNTS = {"new", "changed", "unchanged", "missing", "rejected"}
PROBLEM_KEYS = {"file", "row", "column", "value", "reason"}


def test_an_import_prints_its_counts_and_writes_only_when_told_to(shell, book):
    path = shell.write("people.csv", PEOPLE)
    told = shell.json("import", "people", path)
    counts = {"new": 6, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0}
    new = [{"id": None, "name": f"A-{number:03}"} for number in range(1, 7)]
    records = {"new": new, "changed": [], "missing": []}
    assert told == {**counts, "records": records, "successors": [], "problems": []}
    assert book.all(Person) == []
    assert shell.json("import", "people", path, "--commit") == told
    assert len(book.all(Person)) == 6
    assert {entry.who for entry in book.all(Audit)} == {"担当者"}
    again = shell.json("import", "people", path, "--commit")
    assert (again["new"], again["unchanged"]) == (0, 6)


def test_what_is_wrong_with_a_row_is_told_in_both_languages(shell):
    path = shell.write("people.csv", "仮名,生年（西暦）,備考\nA-001,1850,\nA-002,,=cmd()\n")
    told = shell.json("import", "people", path, "--rejects", shell.folder / "rejects.csv")
    assert set(told) == COUNTS | {"records", "successors", "problems"}
    assert told["rejected"] == 2
    assert all(set(problem) >= PROBLEM_KEYS for problem in told["problems"])
    assert [(one["file"], one["row"], one["column"]) for one in told["problems"]] == [
        ("people.csv", 2, "生年(西暦)"), ("people.csv", 3, "備考"),
    ]  # fmt: skip
    for one in told["problems"]:
        assert one["reason"] == f"{one['reason_ja']} / {one['reason_en']}"
        assert one["reason_ja"] != one["reason_en"]
    with (shell.folder / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["対象者コード"] for row in rows] == ["A-001", "A-002"]
    assert rows[1]["備考"] == "'=cmd()"
    for row, problem in zip(rows, told["problems"], strict=True):
        assert row["取り込めない理由"] == f"{problem['column']}：{problem['reason_ja']}"
        assert problem["reason_en"] in row["Why it was rejected"]


def test_the_rejected_rows_can_be_mended_and_handed_in_again(shell):
    path, rejects = shell.write("people.csv", "仮名,生年（西暦）\nA-001,1850\n"), shell.folder / "rejects.csv"
    shell.ok("import", "people", path, "--rejects", rejects)
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("1850", "1950"), encoding="utf-8-sig")
    told = shell.json("import", "people", rejects)
    assert (told["new"], told["problems"]) == (1, [])


def test_towns_are_narrowed_to_a_city_and_sheets_say_that_they_are_not(shell):
    towns = shell.write("仙台市泉区.json", '[{"town": "高森一丁目", "koaza": "", "lat": 38.3, "lng": 140.9}]')
    assert shell.json("import", "towns", towns, "--city", "仙台市")["new"] == 1
    other = shell.json("import", "towns", towns, "--city", "石巻市")
    assert (other["new"], [one["code"] for one in other["problems"]]) == (0, ["city.no_rows"])
    people = shell.json("import", "people", shell.write("p.csv", "仮名\nA-001\n"), "--city", "仙台市")
    assert (people["new"], [one["code"] for one in people["problems"]]) == (1, ["import.city_unused"])


@pytest.mark.parametrize(
    "kind", ["areas", "wamnet", "towns", "people", "stays", "conditions", "centres", "beds", "nights"]
)
def test_an_unreadable_file_is_one_json_document_and_exit_1(shell, kind):
    path = shell.write("page.csv", "<!DOCTYPE html><html></html>")
    done = shell.run("import", kind, path, "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert set(told) == COUNTS | {"problems"}
    assert {told[name] for name in COUNTS} == {0}
    (problem,) = told["problems"]
    assert set(problem) >= PROBLEM_KEYS
    assert "page.csv" in shell.fails("import", kind, path)


def test_an_import_without_json_is_a_table_for_people(filled):
    told = filled.ok("import", "people", filled.write("more.csv", "仮名\nB-001\nA-001\n[red]\n"))
    assert "取り込めない行" in told
    assert "--commit" in told


def test_a_row_is_a_whole_number_also_beside_a_problem_of_a_whole_file(filled):
    told = filled.ok(
        "import", "people", filled.write("more.csv", "仮名,生年（西暦）\nB-001,1850\n"), "--city", "仙台市"
    )
    assert "仙台市" in told
    assert "2.0" not in told


@pytest.mark.parametrize("kind", ["people", "wamnet", "areas"])
def test_a_file_that_is_not_there_is_a_sentence_or_one_json_document(shell, kind):
    done = shell.run("import", kind, "nowhere.csv", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"][0]["reason"]
    assert "nowhere.csv" in shell.fails("import", kind, "nowhere.csv")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_written_as_csv_and_xlsx_without_a_casebook(bare, name):
    bare.ok("template", name, "--to", bare.folder / "blank")
    assert {path.name for path in (bare.folder / "blank").iterdir()} == {f"{name}.csv", f"{name}.xlsx"}
    data = (bare.folder / "blank" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert CliRunner().invoke(cli.app, ["template", name, "--to", "-"]).stdout_bytes == data


def test_a_folder_that_cannot_be_written_is_a_sentence(bare):
    bare.write("blank", "")
    assert "blank" in bare.fails("template", "people", "--to", bare.folder / "blank" / "deeper")


def test_a_file_with_coordinates_exchanged_is_said_once_and_read_on_request(shell):
    entries = [{"town": f"高森{number}丁目", "koaza": "", "lat": 140.9, "lng": 38.3} for number in "一二三"]
    path = shell.write("仙台市泉区.json", json.dumps(entries))
    told = shell.run("import", "towns", path, "--json")
    assert (told.exit_code, [one["code"] for one in json.loads(told.stdout)["problems"]]) == (
        1,
        ["coordinate.swapped_file"],
    )
    assert "--swap-coordinates" in shell.fails("import", "towns", path)
    told = shell.json("import", "towns", path, "--swap-coordinates")
    assert (told["new"], told["problems"]) == (3, [])
