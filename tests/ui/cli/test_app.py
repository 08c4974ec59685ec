"""The `sonae` command on a real casebook: one JSON document where asked for, sentences for mistakes, exit codes."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casebook.records import Audit, Facility, Person, Plan, Proposal
from desk.importing.templates import TEMPLATES
from matching.trials.check_record import check_record
from tests.conftest import OpenBook
from ui.cli import app as cli
from ui.settings import Settings, settings

COUNTS = {"new", "changed", "unchanged", "missing", "rejected"}
FACILITY_KEYS = {"id", "office_number", "service_code", "name", "ward", "lat", "lon", "capacity"}
PROBLEM_KEYS = {"file", "row", "column", "value", "reason"}
PLAN_KEYS = {
    "format", "period", "policy", "solver", "people", "facilities", "candidates", "assignments", "unplaced", "objective",
}  # fmt: skip


class Shell:
    """Runs commands in a folder of their own, on a casebook of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'sonae.db'}"

    def run(self, *words: object):
        return CliRunner().invoke(cli.app, [str(word) for word in words], catch_exceptions=False)

    def ok(self, *words: object) -> str:
        done = self.run(*words)
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *words: object):
        return json.loads(self.ok(*words, "--json"))

    def fails(self, *words: object) -> str:
        done = self.run(*words)
        assert done.exit_code == 1, done.output
        assert "Traceback" not in done.output
        assert done.stdout == ""
        return done.stderr

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8-sig")
        return path


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Return a shell without a casebook."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SONAE_{name.upper()}", raising=False)
    shell = Shell(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SONAE_DATABASE_URL", shell.url)
    monkeypatch.setenv("SONAE_TODAY", "2026-11-22")
    monkeypatch.setenv("SONAE_ACTOR", "担当者")
    settings.cache_clear()
    yield shell
    settings.cache_clear()


@pytest.fixture
def shell(bare):
    bare.ok("init")
    return bare


@pytest.fixture
def book(shell, open_book: OpenBook):
    return open_book(shell.url)


PEOPLE = "仮名,区,リスク段階の変更,変更の理由,同意者,同意の方法,同意日\n" + "".join(
    f"A-{number:03},青葉区,{number % 3 + 1},検証,本人,口頭,2026-05-12\n" for number in range(1, 7)
)


@pytest.fixture
def filled(shell, book):
    """Return a shell whose casebook has six people, two offices and their trial places."""
    with book.writing("before") as writer:
        for number, capacity in ((1, 4), (2, None)):
            writer.add(
                Facility(
                    source="wamnet", service_code="24", service_name="短期入所", name=f"もみじ{number}", city="仙台市",
                    ward="青葉区", office_number=f"041510000{number}", capacity=capacity,
                ),
            )  # fmt: skip
    shell.ok("import", "people", shell.write("people.csv", PEOPLE + "A-007,泉区,,,,,\n"), "--commit")
    conditions = "事業所番号,体験利用,体験の受入れ枠（期間あたり）\n0415100001,○,2\n0415100002,○,1\n"
    shell.ok("import", "conditions", shell.write("conditions.csv", conditions), "--commit")
    return shell


# --- init ------------------------------------------------------------------------------------------------------


def test_init_makes_the_casebook_and_a_second_time_changes_nothing(bare):
    assert "作成" in bare.ok("init")
    before = (bare.folder / "sonae.db").read_bytes()
    bare.ok("init")
    assert (bare.folder / "sonae.db").read_bytes() == before


@pytest.mark.parametrize("words", [["facilities", "--json"], ["people"], ["plan"], ["import", "people", "p.csv"]])
def test_without_a_casebook_every_command_says_how_to_make_one(bare, words):
    bare.write("p.csv", "仮名\n")
    assert "sonae init" in bare.fails(*words)
    assert not (bare.folder / "sonae.db").exists()


def test_a_database_that_is_none_is_a_sentence(bare, monkeypatch):
    (bare.folder / "sonae.db").write_text("拝啓" * 500, encoding="utf-8")
    assert "接続できません" in bare.fails("init")
    monkeypatch.setenv("SONAE_DATABASE_URL", "nonsense://somebody:geheim@x")
    settings.cache_clear()
    assert "geheim" not in bare.fails("init")


def test_a_locked_casebook_is_a_sentence(filled, monkeypatch):
    monkeypatch.setattr("casebook.engine.BUSY_TIMEOUT_MS", 50)
    lock = sqlite3.connect(filled.folder / "sonae.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        more = filled.write("more.csv", "仮名\nC-001\n")
        assert "書き込めませんでした" in filled.fails("import", "people", more, "--commit")
    finally:
        lock.close()


@pytest.mark.parametrize(
    ("name", "value"), [("SONAE_TODAY", "yesterday"), ("SONAE_LANGUAGE", "fr"), ("SONAE_PORT", "x")]
)
def test_a_setting_that_cannot_be_read_is_a_sentence_that_names_it(bare, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    told = bare.fails("facilities")
    assert name in told
    assert value in told


def test_messages_come_in_the_language_of_the_settings(bare, monkeypatch):
    monkeypatch.setenv("SONAE_LANGUAGE", "en")
    settings.cache_clear()
    assert "There is no casebook yet" in bare.fails("people")


# --- import ----------------------------------------------------------------------------------------------------


def test_an_import_prints_its_counts_and_writes_only_when_told_to(shell, book):
    path = shell.write("people.csv", PEOPLE)
    told = shell.json("import", "people", path)
    assert told == {"new": 6, "changed": 0, "unchanged": 0, "missing": 0, "rejected": 0, "problems": []}
    assert book.all(Person) == []
    assert shell.json("import", "people", path, "--commit") == told
    assert len(book.all(Person)) == 6
    assert {entry.who for entry in book.all(Audit)} == {"担当者"}
    again = shell.json("import", "people", path, "--commit")
    assert (again["new"], again["unchanged"]) == (0, 6)


def test_what_is_wrong_with_a_row_is_told_in_both_languages(shell):
    path = shell.write("people.csv", "仮名,生年（西暦）,備考\nA-001,1850,\nA-002,,=cmd()\n")
    told = shell.json("import", "people", path, "--rejects", shell.folder / "rejects.csv")
    assert set(told) == COUNTS | {"problems"}
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
    assert [row["仮名"] for row in rows] == ["A-001", "A-002"]
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


def test_a_name_that_looks_like_markup_is_printed_as_it_is(filled):
    filled.ok("import", "people", filled.write("more.csv", "仮名\n[bold]B-001[/bold]\n[/nonsense]\n"), "--commit")
    told = filled.ok("people")
    assert "[bold]" in told
    assert "[/nonsense]" in told


@pytest.mark.parametrize("kind", ["people", "wamnet", "areas"])
def test_a_file_that_is_not_there_is_a_sentence_or_one_json_document(shell, kind):
    done = shell.run("import", kind, "nowhere.csv", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"][0]["reason"]
    assert "nowhere.csv" in shell.fails("import", kind, "nowhere.csv")


@pytest.mark.parametrize(
    "words",
    [["import", "spells", "x.csv"], ["template", "x"], ["plan", "--solver", "x"]],
)
def test_a_command_that_is_written_wrongly_is_exit_2(shell, words):
    done = shell.run(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


# --- lists -----------------------------------------------------------------------------------------------------


def test_facilities_are_listed_with_unknown_as_null(filled):
    rows = filled.json("facilities", "--service", "24")
    assert all(set(row) >= FACILITY_KEYS for row in rows)
    assert [(row["office_number"], row["capacity"]) for row in rows] == [("0415100001", 4), ("0415100002", None)]
    assert {row["ward"] for row in rows} == {"青葉区"}
    assert {(row["lat"], row["lon"], row["vacancy"]) for row in rows} == {(None, None, None)}
    assert filled.json("facilities", "--service", "33") == []
    assert "24" in filled.ok("facilities", "--service", "33")


def test_people_are_listed_with_what_is_known(filled):
    rows = filled.json("people")
    assert [row["code_name"] for row in rows] == [f"A-{number:03}" for number in range(1, 8)]
    assert [row["consent_valid"] for row in rows] == [True] * 6 + [False]
    assert {row["medical_care"] for row in rows} == {None}


def test_lists_for_people_are_in_their_words(filled):
    told = filled.ok("facilities")
    assert "定員" in told
    assert "4.0" not in told
    told = filled.ok("people")
    assert "支援中" in told
    assert not {"active", "True", "code_name"} & set(told.split())


@pytest.mark.parametrize("words", [["facilities"], ["people"]])
def test_an_empty_list_is_an_empty_list(shell, words):
    assert shell.json(*words) == []
    shell.ok(*words)


# --- templates -------------------------------------------------------------------------------------------------


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


# --- plan ------------------------------------------------------------------------------------------------------


def test_the_dumped_plan_can_be_checked_by_a_stranger(filled):
    filled.ok("plan", "--period", "2027-01/2027-03", "--dump", "plan.json")
    record = json.loads((filled.folder / "plan.json").read_text(encoding="utf-8"))
    check_record(record)
    assert set(record) >= PLAN_KEYS
    assert len(record["assignments"]) == 3
    assert Counter(one["reason"] for one in record["unplaced"]) == {"places_taken": 3, "no_consent": 1}


def test_both_solvers_give_the_same_plan(filled):
    one, other = (filled.json("plan", "--solver", solver) for solver in ("ortools", "networkx"))
    assert (one.pop("solver"), other.pop("solver")) == ("ortools", "networkx")
    assert one == other
    assert set(one["reasons"]) == {str(person["id"]) for person in one["people"]}


def test_the_coming_quarter_is_planned_when_no_period_is_given(filled):
    assert filled.json("plan")["period"] == "2027-01/2027-03"


def test_a_plan_is_kept_only_when_told_to(filled, book):
    filled.ok("plan")
    assert book.all(Plan) == []
    filled.ok("plan", "--keep")
    (plan,) = book.all(Plan)
    assert (plan.made_by, plan.placed, len(book.all(Proposal))) == ("担当者", 3, 3)


@pytest.mark.parametrize(
    "words",
    [
        ["--period", "spring"],
        ["--period", ""],
        ["--period", "2027-03/2027-01"],
        ["--policy", "nowhere.toml"],
        ["--dump", "no/such/folder/plan.json"],
    ],
)
def test_a_plan_that_cannot_be_made_is_a_sentence(filled, words):
    assert words[1].split("/")[0] in filled.fails("plan", *words)


def test_a_plan_of_nobody_is_a_plan(shell):
    record = shell.json("plan")
    check_record(record)
    assert record["assignments"] == []
    assert "sonae import wamnet" in shell.ok("plan")


# --- the whole way, as installed -------------------------------------------------------------------------------


def test_the_whole_way_on_the_real_files(bare, reference_data):
    """What reads and what plans as processes of their own, as in a shell; the output is read as a script would."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}

    def sonae(*words):
        command = [sys.executable, "-c", "from ui.cli import app; app()", *map(str, words)]
        root = Path(cli.__file__).parent.parent
        environment["PYTHONPATH"] = str(root)
        return subprocess.run(command, cwd=bare.folder, env=environment, check=True, capture_output=True).stdout

    bare.ok("init")
    assert bare.json("import", "areas", reference_data / "areas", "--city", "仙台市", "--commit")["new"] == 5
    national = reference_data / "wamnet" / "national_24_202404.csv"
    offices = json.loads(sonae("import", "wamnet", national, "--city", "仙台市", "--commit", "--json"))
    assert (offices["new"], offices["rejected"]) == (63, 0)
    rows = bare.json("facilities", "--service", "24")
    assert Counter(row["ward"] for row in rows) == {"青葉区": 22, "宮城野区": 7, "若林区": 6, "太白区": 14, "泉区": 14}
    bare.write("people.csv", PEOPLE)
    bare.ok("import", "people", "people.csv", "--commit")
    sonae("plan", "--period", "2027-01/2027-03", "--dump", "plan.json")
    record = json.loads((bare.folder / "plan.json").read_text(encoding="utf-8"))
    check_record(record)
    assert len(record["assignments"]) == 6


@pytest.fixture
def demo_shell(bare):
    """Return a shell with the demonstration in it."""
    bare.ok("demo", "--today", "2026-11-22")
    return bare


@pytest.mark.parametrize("words", [("S-002",), ("S-002", "1"), ("S-001",)])
def test_why_prints_one_json_document_with_both_languages(demo_shell, words):
    document = demo_shell.json("why", *words)
    assert set(document["reasons"]) == {"ja", "en"}
    assert ("alternatives" in document) == (len(words) == 1)
    assert demo_shell.ok("why", *words)


def test_why_tells_the_reasons_also_of_somebody_without_a_place(demo_shell):
    for row in demo_shell.json("plan")["unplaced"][:3]:
        reasons = demo_shell.json("why", row["person"])["reasons"]["ja"]
        told = demo_shell.ok("why", row["person"])
        assert reasons
        assert all(reason in told for reason in reasons)


def test_two_values_for_the_same_are_asked_about(demo_shell):
    for option, one, other in (("--places", "1=1", "1=2"), ("--tier", "S-002=1", "S-002=3")):
        assert other in demo_shell.fails("whatif", option, one, option, other)
        assert demo_shell.ok("whatif", option, one, option, one)


def test_planning_again_says_who_changes_stays_close_and_opens_what_was_kept(demo_shell):
    first = demo_shell.json("plan")
    assert first["since"] == {"plan": 1, "changes": []}
    demo_shell.ok("plan", "--keep", "--aim", "readiness")
    told = demo_shell.json("plan")["since"]
    assert told["plan"] == 2
    assert {"person", "from", "to", "causes", "text"} == set(told["changes"][0])
    assert told["changes"][0]["text"]["ja"] in demo_shell.ok("plan")
    close = demo_shell.json("plan", "--stay-close", "100000")
    assert len(close["since"]["changes"]) < len(told["changes"])
    check_record(close)
    opened = demo_shell.json("plan", "--open", "1")
    assert (opened["assignments"], opened["since"]["changes"]) == (first["assignments"], [])
    check_record(opened)
    assert "9" in demo_shell.fails("plan", "--open", "9")
    assert "-1" in demo_shell.fails("plan", "--stay-close", "-1")


def test_numbers_that_cannot_be_are_told_by_name(demo_shell, book):
    site, person = book.all(Facility)[0], book.all(Person)[0]
    said = demo_shell.fails("whatif", "--places", f"{site.id}=-1")
    assert f"「{site.name}」" in said
    said = demo_shell.fails("whatif", "--tier", f"{person.id}=9")
    assert f"「{person.code_name}」" in said


def test_whatif_prints_both_plans_and_who_changes(demo_shell):
    document = demo_shell.json("whatif", "--tier", "S-002=1", "--stay-close", "50")
    assert {"old", "new", "changes", "gains", "loses", "edits", "assignments"} <= set(document)
    assert document["new"]["placed_by_tier"]["1"] == document["old"]["placed_by_tier"]["1"] + 1
    assert "S-002" in demo_shell.ok("whatif", "--tier", "S-002=1")


def test_a_wrong_whatif_is_a_sentence_and_writes_nothing(demo_shell):
    for option in (
        ("--lock", "x"),
        ("--lock", "nobody:1"),
        ("--places", "1=many"),
        ("--places", "1=-1"),
        ("--tier", "S-002=9"),
        ("--weight", "unconfirmed=half"),
        ("--confirm", "1:wheelchair=maybe"),
        ("--stay-close", "-4"),
        ("--period", "2027-13"),
    ):
        assert demo_shell.fails("whatif", *option).strip()
