"""The commands that the documents name are run, and what they link to exists."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from desk.importing import KINDS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
HANDBOOK = ROOT / "docs" / "handbook.en.md"
NAMED = {
    "wards.geojson": "areas/sendai_wards_n03_2021.geojson",
    "wamnet.csv": "wamnet/sendai_24.csv",
    "prefecture.geojson": "places/areas/N03-21_11_210101.json",
    "入間郡毛呂山町.json": "places/towns/埼玉県/入間郡毛呂山町.json",
    "offices.csv": "places/wamnet/iruma_24.csv",
}
TOWNS = "都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度,原典資料コード,大字・字・丁目区分コード\n"

DONE = "this command is done"
ONE_AFTER_ANOTHER = f"""
import json, sys
from ui.cli.app import app
for words in json.loads(sys.argv[1]):
    try:
        app(words)
    except SystemExit as end:
        if end.code:
            sys.exit(f"sonae {{' '.join(words)}}: {{end.code}}")
    print("{DONE}", file=sys.stderr)
"""
"""One process for all: most of the time of a command is Python's start."""


def commands(document: Path) -> list[list[str]]:
    """Return the commands of each block."""
    blocks = re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    return [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in blocks]


@pytest.mark.parametrize("block", [0, 1], ids=["wards", "no wards"])
def test_the_commands_of_the_readme_run_in_their_order(tmp_path: Path, reference_data: Path, block: int) -> None:
    for file, real in NAMED.items():
        (tmp_path / file).write_bytes((reference_data / real).read_bytes())
    row = "04,宮城県,04101,仙台市青葉区,041010001001,国分町一丁目,38.262,140.870,0,3\n"
    (tmp_path / "towns.csv").write_bytes((TOWNS + row).encode("cp932"))
    environment = {**os.environ, "SONAE_DATABASE_URL": f"sqlite:///{tmp_path / 'sonae.db'}"}
    found = commands(ROOT / "README.md")[block]
    assert len(found) >= 6
    lines = [shlex.split(line) for line in found]
    sonae = [words[1:] for words in lines if words[0] == "sonae"]
    scripts = [words[1:] for words in lines if words[0] == "python"]
    assert len(sonae) + len(scripts) == len(lines)
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(sonae)],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stderr.count(DONE) == len(sonae)
    for script, *arguments in scripts:
        told = subprocess.run(
            [sys.executable, ROOT / script, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stdout.splitlines()[-1:]) == (0, ["ok"]), told.stderr
    assert list(tmp_path.glob("毛呂山町_*.xlsx" if block else "plan.json"))


def test_both_readmes_and_both_handbooks_name_the_same_commands() -> None:
    assert commands(ROOT / "README.md") == commands(ROOT / "README.ja.md")
    assert commands(HANDBOOK) == commands(HANDBOOK.with_name("handbook.ja.md"))


def test_the_commands_of_the_handbook_run_on_the_demonstration(tmp_path: Path) -> None:
    found = [shlex.split(line)[1:] for block in commands(HANDBOOK) for line in block]
    environment = {**os.environ, "SONAE_DATABASE_URL": f"sqlite:///{tmp_path / 'sonae.db'}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps([["demo"], *found])],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stderr.count(DONE) == len(found) + 1
    assert (tmp_path / "link.pdf").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_and_script_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [one for one in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE) if f"\n{one}:" not in makefile] == []
    assert [one for one in re.findall(r"benchmarks/\w+\.py", text) if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_every_kind_of_import_stands_in_the_table_of_both_readmes(name: str) -> None:
    rows = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    named = re.findall(r"`(\w+)`", " ".join(row.split("|")[3] for row in rows if row.count("|") == 4))
    assert set(KINDS) <= set(named)
    assert set(KINDS) <= set(named)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_of_the_code_that_is_named_exists(document: Path) -> None:
    named = re.findall(
        r"`((?:ui|desk|geodata|matching|casebook|words|tests)/[\w/.]*)`", document.read_text(encoding="utf-8")
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_of_each_feature_it_is_said_where_it_is_changed_in_three_files_at_most() -> None:
    text = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    table = text.partition("## What one changes where")[2].partition("##")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 13
    assert all(1 <= len(re.findall(r"`\w[\w/]*\.\w+`", row)) <= 3 for row in rows)
