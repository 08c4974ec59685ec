"""The `sonae` command on a real casebook: one JSON document where asked for, sentences for mistakes, exit codes."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from matching.trials.check_record import check_record
from tests.conftest import KEYS
from tests.ui.cli.shell import PEOPLE
from ui.cli import app as cli
from ui.settings import settings
from words.say import say

ROOT = Path(__file__).parents[3]
MAPS, TABLES, PLANS = ("geopandas", "shapely", "pyproj", "folium"), ("pandas", "pyarrow"), ("numba", "ortools", "scipy")
RUN = """
import json, sys
from ui.cli.app import app
found = {}
for words in json.loads(sys.argv[1]):
    try:
        app(words, standalone_mode=False)
    except SystemExit:
        pass
    found[words[0]] = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps(found))
"""


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
    assert "壊れています" in bare.fails("init")
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


@pytest.mark.parametrize(
    "words",
    [["import", "spells", "x.csv"], ["template", "x"], ["plan", "--solver", "x"]],
)
def test_a_command_that_is_written_wrongly_is_exit_2(shell, words):
    done = shell.run(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_the_whole_way_on_the_real_files(bare, reference_data):
    """What reads and what plans as processes of their own, as in a shell; the output is read as a script would."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "SONAE_KEY_FILE": str(KEYS.path)}

    def sonae(*words):
        command = [sys.executable, "-c", "from ui.cli.app import app; app()", *map(str, words)]
        root = Path(cli.__file__).parents[2]
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


@pytest.mark.parametrize("language", ["ja", "en"])
def test_beyond_this_machine_nothing_is_served(bare, monkeypatch, language):
    monkeypatch.setenv("SONAE_LANGUAGE", language)
    settings.cache_clear()
    everywhere = "0.0.0.0"  # noqa: S104 - it is refused
    sentence = say("server.needs_sign_in", language, host=everywhere)
    assert sentence in bare.fails("serve", "--host", everywhere)
    monkeypatch.setenv("SONAE_HOST", everywhere)
    settings.cache_clear()
    assert sentence in bare.fails("serve")
    assert not (bare.folder / "sonae.db").exists()


def loaded(commands, libraries):
    """Return which of some libraries are there after each of some commands, all of one process."""
    given = [json.dumps(commands), json.dumps(libraries)]
    done = subprocess.run([sys.executable, "-c", RUN, *given], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_lists_copies_and_accounts_load_nothing_of_maps_tables_and_plans(filled):
    copy = str(filled.folder / "copy.sealed")
    commands = [["--help"], ["people"], ["facilities"], ["backup", copy], ["key", "list"], ["account", "list"]]
    assert loaded(commands, [*MAPS, *TABLES, *PLANS, "holidays", "streamlit"]) == {words[0]: [] for words in commands}


def test_finding_loads_no_map_and_no_plan(filled):
    assert loaded([["find", "A-001"]], [*MAPS, *PLANS]) == {"find": []}
