"""Every test module stands where the module that it tests stands, under its name."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("matching", "geodata", "casebook", "desk", "ui")
# What a test of several modules together is about.
TOGETHER = {
    "casebook/test_concurrency.py": "several processes on one casebook",
    "desk/correcting/test_every_kind.py": "every kind of record, from its making to its figures",
    "desk/emergency/test_calls_killed.py": "calls and leaving, killed between two writes",
    "desk/importing/test_files.py": "broken files of every kind, given to every import",
    "casebook/upkeep/test_killed.py": "whatever keeps a casebook, killed in the midst of it",
    "desk/importing/test_workbooks.py": "workbooks as people make them, from the sheet to the casebook",
    "desk/plan/test_lot.py": "another lot, from the plan to what is kept of it",
    "desk/plan/test_next_plan.py": "from proposals that moved on to the plan after",
    "desk/plan/test_restricted.py": "restricted files, from the plan to its places, figures and sheets",
    "desk/proposals/test_proposals_at_once.py": "several processes that move proposals",
    "desk/publication/test_attacks.py": "all papers published so far, laid side by side",
    "desk/publication/test_beside_sheets.py": "reviews and ward sheets, laid side by side",
    "desk/ward_sheet/test_attack.py": "all papers of a day, laid side by side",
    "matching/dated/test_schedule_fixed.py": "dates of a plan with fixed and forbidden pairs, from plan to explanation",
    "matching/trials/test_aim.py": "the aim of readiness, from the gains to record, alternatives and dates",
    "matching/trials/test_taken.py": "places taken already, from the plan to effects and shortage",
    "matching/trials/test_verify_plan.py": "the verifier of docs/, on records of plans",
    "ui/test_hostile_texts.py": "hostile strings in every column of text, on every page",
    "ui/components/drafts/test_long_forms.py": "each form that is kept, from the first input to the saved record",
    "ui/test_stages.py": "every page, after each stage of setting a casebook up",
    "ui/test_theme.py": "the tokens of the theme, and what the style sheet colours",
    "ui/test_travel.py": "a file of travel times, on pages and from the command",
}


def test_every_test_module_stands_beside_the_module_that_it_tests() -> None:
    found = {
        path.relative_to(ROOT / "tests") for name in PACKAGES for path in (ROOT / "tests" / name).rglob("test_*.py")
    }
    astray = []
    for path in found:
        module = ROOT / path.with_name(path.name.removeprefix("test_"))
        if not module.exists() and not module.with_suffix("").is_dir():
            astray.append(path.as_posix())
    assert sorted(astray) == sorted(TOGETHER)


def test_every_test_is_run() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    there = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    assert {name.removeprefix("tests/") for name in options["testpaths"]} == there


def sources(top: str) -> list[Path]:
    return [path for path in sorted((ROOT / top).rglob("*.py")) if "migrations" not in path.parts]


@pytest.mark.parametrize("top", ["desk", "matching"])
def test_a_package_is_entered_by_its_door(top: str) -> None:
    """Other packages take from a package what its ``__init__`` names; within it, modules know each other."""
    past = []
    for path in (path for folder in ("ui", "desk", "matching") for path in sources(folder)):
        parts = path.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.ImportFrom) and node.module):
                continue
            names = node.module.split(".")
            if names[0] == top and len(names) > 2 and tuple(names[:2]) != parts[:2]:
                past.append(f"{path.relative_to(ROOT)}: {node.module}")
    assert past == []


@pytest.mark.parametrize(
    "door",
    [path for top in ("desk", "matching") for path in (ROOT / top).glob("*/__init__.py")],
    ids=lambda path: path.parent.name,
)
def test_a_door_names_what_it_gives(door: Path) -> None:
    tree = ast.parse(door.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    taken = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert not taken or "__all__ = " in door.read_text(encoding="utf-8")


def test_no_package_has_many_modules_and_no_module_many_lines() -> None:
    modules = [path for top in (*PACKAGES, "words") for path in sources(top)]
    folders = {path.parent for path in modules}
    assert [
        str(folder) for folder in folders if len([one for one in folder.glob("*.py") if one.stem != "__init__"]) > 15
    ] == []
    assert [str(path) for path in modules if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []
