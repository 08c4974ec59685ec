"""Every test module stands where the module that it tests stands, under its name."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("matching", "geodata", "casebook", "desk", "ui")
# What a test of several modules together is about.
TOGETHER = {
    "casebook/test_concurrency.py": "several processes on one casebook",
    "desk/emergency/test_calls_killed.py": "calls and leaving, killed between two writes",
    "desk/importing/test_files.py": "broken files of every kind, given to every import",
    "desk/plan/test_next_plan.py": "from proposals that moved on to the plan after",
    "desk/proposals/test_proposals_at_once.py": "several processes that move proposals",
    "matching/dated/test_schedule_fixed.py": "dates of a plan with fixed and forbidden pairs, from plan to explanation",
    "matching/trials/test_aim.py": "the aim of readiness, from the gains to record, alternatives and dates",
    "matching/trials/test_taken.py": "places taken already, from the plan to effects and shortage",
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
