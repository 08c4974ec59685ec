"""What is installed: locked by version and hash, what runs Sonae apart from what tests it, Leaflet as its makers published it."""

import ast
import base64
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from importlib.resources import files
from pathlib import Path

import pytest

from ui.assets import PACKAGE

ROOT = Path(__file__).parents[1]
LOCKS = {path.stem: path for path in (ROOT / "requirements").glob("*.lock")}
PACKAGES = ("words", "matching", "geodata", "casebook", "desk", "ui")
PUBLISHED = {  # https://leafletjs.com/download.html, integrity of 1.9.4
    "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}


def entries(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package that a lock names, each of which has a hash."""
    found: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=\S)", LOCKS[lock].read_text(encoding="utf-8").strip()):
        named = re.match(r"([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", entry)
        assert named, entry
        assert "--hash=sha256:" in entry, entry
        found.setdefault(named[1], set()).add(named[2])
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_there_are_three_locks_of_the_same_versions() -> None:
    assert set(LOCKS) == {"build", "runtime", "dev"}
    tools = entries("dev")
    for name, versions in entries("runtime").items():
        assert versions <= tools[name]


@pytest.mark.parametrize("lock", sorted(LOCKS))
def test_no_lock_names_an_address(lock: str) -> None:
    assert "://" not in LOCKS[lock].read_text(encoding="utf-8")


def test_what_only_tests_is_not_needed_to_run() -> None:
    runtime = entries("runtime")
    only = {
        "pytest",
        "hypothesis",
        "mypy",
        "ruff",
        "playwright",
        "import-linter",
        "access",
        "spopt",
        "cyclonedx-python-lib",
    }
    assert only.isdisjoint(runtime)
    assert only <= set(entries("dev"))


def imported() -> set[str]:
    """Return the names at the head of every import of the program."""
    heads = set()
    for path in (ROOT / "app.py", *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                heads |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                heads.add(node.module.partition(".")[0])
    return heads - set(PACKAGES) - sys.stdlib_module_names


def test_what_the_program_imports_is_locked_to_run_it() -> None:
    of = packages_distributions()
    runtime = entries("runtime")
    assert {head for head in imported() if not any(normal(name) in runtime for name in of.get(head, ()))} == set()


def test_what_is_installed_is_what_is_locked() -> None:
    """Of packages with one version for every Python; others choose by it."""
    single = {name: next(iter(versions)) for name, versions in entries("dev").items() if len(versions) == 1}
    here = {normal(name) for names in packages_distributions().values() for name in names}
    assert len(here & set(single)) > 100
    assert {name: version(name) for name in here & set(single) if version(name) != single[name]} == {}


def test_every_version_that_runs_sonae_was_looked_at() -> None:
    reviewed = tomllib.loads((ROOT / "requirements" / "reviewed.toml").read_text(encoding="utf-8"))
    assert {name: set(one["versions"]) for name, one in reviewed.items()} == entries("runtime")
    assert [name for name, one in reviewed.items() if not one.get("why") and not one.get("of")] == []
    assert {parent for one in reviewed.values() for parent in one.get("of", [])} <= set(reviewed)


@pytest.mark.parametrize("name", PUBLISHED)
def test_leaflet_is_what_its_makers_published(name: str) -> None:
    content = (files(PACKAGE) / "static" / PACKAGE / name).read_bytes()
    assert base64.b64encode(hashlib.sha256(content).digest()).decode() == PUBLISHED[name]


def test_the_bill_of_materials_names_what_runs_sonae_and_no_more(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "requirements/bill_of_materials.py", str(tmp_path / "bom.json")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    bom = json.loads((tmp_path / "bom.json").read_text(encoding="utf-8"))
    assert bom["bomFormat"] == "CycloneDX"
    assert bom["metadata"]["component"]["name"] == "sonae"
    named: dict[str, set[str]] = {}
    for one in bom["components"]:
        named.setdefault(one["name"], set()).add(one["version"])
    assert named == entries("runtime")
    assert all(one["hashes"] for one in bom["components"])
    assert sum("licenses" in one for one in bom["components"]) > 60


def test_nothing_is_built_when_it_is_installed() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^PIP := .*--require-hashes --only-binary :all:", makefile, re.MULTILINE)
    assert {line.split()[-1] for line in makefile.splitlines() if line.startswith("\t$(PIP)")} == {
        f"requirements/{name}.lock" for name in LOCKS
    }
