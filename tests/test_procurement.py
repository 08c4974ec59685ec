"""The table of docs/procurement.md: each row in both languages, its state held by tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "docs" / "procurement.md").read_text(encoding="utf-8").splitlines()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES if re.match(r"\| \d+ \|", line)]
MET, PARTLY, NOT = "met 適合", "partly 一部", "not 未対応"
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Return the names of all tests, and the paths of their modules."""
    names: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        names.add(path.relative_to(ROOT).as_posix())
        names |= {one.name for one in ast.parse(path.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}
    return names


def test_rows_are_numbered_and_have_all_their_cells() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) >= 20
    assert {len(row) for row in ROWS} == {7}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2])
def test_a_row_is_held_by_tests_that_exist_or_says_that_nothing_is_there(row: list[str], known: set[str]) -> None:
    _, demand_ja, demand_en, state, how_en, how_ja, tests = row
    named = re.findall(r"`([^`]+)`", tests)
    assert state in (MET, PARTLY, NOT)
    assert bool(named) is (state != NOT)
    assert not set(named) - known
    assert JAPANESE.search(demand_ja) or demand_ja == demand_en
    assert not JAPANESE.search(demand_en + how_en)
    assert JAPANESE.search(how_ja)
    assert all((demand_ja, demand_en, how_en, how_ja))
