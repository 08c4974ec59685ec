"""The whole way on the real files of Sendai: published data, a sheet of people, a plan that an outside solver confirms."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array
from typer.testing import CliRunner

from desk.importing.templates import PEOPLE
from geodata.sheets import write_template
from ui import settings as settings_module
from ui.cli.app import app

WARDS = ("青葉区", "宮城野区", "若林区", "太白区", "泉区")
TOWNS = {
    "青葉区": "国分町一丁目",
    "宮城野区": "榴岡一丁目",
    "若林区": "荒井",
    "太白区": "長町一丁目",
    "泉区": "泉中央一丁目",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SONAE_DATABASE_URL", f"sqlite:///{tmp_path / 'sonae.db'}")
    monkeypatch.setenv("SONAE_TODAY", "2026-11-22")
    monkeypatch.chdir(tmp_path)
    settings_module.settings.cache_clear()

    def call(*words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        return done.stdout

    yield call
    settings_module.settings.cache_clear()


def people(count: int) -> list[dict[str, object]]:
    """Return invented people all over the city, one in ten without consent."""
    rows = []
    for number in range(count):
        ward = WARDS[number % 5]
        row: dict[str, object] = {
            "code_name": f"T-{number:03d}",
            "ward": ward,
            "town": TOWNS[ward],
            "sex": ("female", "male")[number % 2],
            "birth_year": 1960 + number % 55,
            "disability_kinds": [("intellectual", "physical", "mental")[number % 3]],
            "support_scale": "adult",
            "support_level": 1 + number % 6,
            "tier_override": 1 + number % 3,
            "tier_override_reason": "試験",
            "max_distance_m": (3000, 6000, 12000)[number % 3],
        }
        if number % 10:
            row |= {"consent_given_by": "person", "consent_form": "oral", "consent_given_on": "令和8年5月12日"}
        rows.append(row)
    return rows


def outside_optimum(record: dict[str, Any]) -> tuple[list[int], int]:
    """Solve a plan's record anew with HiGHS: tier by tier the most people, then the least cost."""
    pairs = [(one["person"], one["facility"], one["cost"]) for one in record["candidates"]]
    slots = [(one["id"], cost) for one in record["facilities"] for cost in one["spread_costs"]]
    tier = {one["id"]: one["tier"] for one in record["people"]}
    sites = {site: index for index, site in enumerate(dict.fromkeys(site for site, _ in slots))}
    persons = {person: index for index, person in enumerate(tier)}
    columns = len(pairs) + len(slots)
    usable = [(person, site, cost) for person, site, cost in pairs if site in sites]
    assert len(usable) == len(pairs)
    once = coo_array(
        (np.ones(len(pairs)), ([persons[person] for person, _, _ in pairs], range(len(pairs)))),
        shape=(len(persons), columns),
    )
    held = coo_array(
        (
            np.concatenate([np.ones(len(pairs)), -np.ones(len(slots))]),
            (
                [sites[site] for _, site, _ in pairs] + [sites[site] for site, _ in slots],
                range(columns),
            ),
        ),
        shape=(len(sites), columns),
    )
    limits = [LinearConstraint(once.tocsr(), -np.inf, 1), LinearConstraint(held.tocsr(), -np.inf, 0)]
    counts = []
    for wanted in (1, 2, 3):
        chosen = np.array([float(tier[person] == wanted) for person, _, _ in pairs] + [0.0] * len(slots))
        best = milp(-chosen, constraints=limits, integrality=np.ones(columns), bounds=(0, 1))
        counts.append(round(-best.fun))
        limits.append(LinearConstraint(chosen[None, :], counts[-1], np.inf))
    cost = np.array([float(cost) for _, _, cost in pairs] + [float(cost) for _, cost in slots])
    return counts, round(milp(cost, constraints=limits, integrality=np.ones(columns), bounds=(0, 1)).fun)


def test_from_the_published_files_to_a_plan_that_another_solver_confirms(
    run, reference_data: Path, tmp_path: Path
) -> None:
    run("init")
    run("import", "areas", reference_data / "areas" / "sendai_wards_n03_2021.geojson", "--city", "仙台市", "--commit")
    imported = json.loads(run("import", "wamnet", reference_data / "wamnet", "--city", "仙台市", "--commit", "--json"))
    assert imported["new"] > 200
    run("import", "towns", *sorted((reference_data / "towns").glob("*.json")), "--commit")
    write_template(PEOPLE, tmp_path / "people.csv", "csv", people(60))
    assert json.loads(run("import", "people", "people.csv", "--commit", "--json"))["new"] == 60

    offices = json.loads(run("facilities", "--service", "24", "--json"))
    assert [Counter(one["ward"] for one in offices)[ward] for ward in WARDS] == [22, 7, 6, 14, 14]
    assert sum(one["capacity"] is None for one in offices) == 18

    run("plan", "--period", "2027-01/2027-03", "--dump", "plan.json")
    record = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert sum(one["reason"] == "no_consent" for one in record["unplaced"]) == 6
    placed = record["objective"]["placed_by_tier"]
    counts, cost = outside_optimum(record)
    assert [placed["1"], placed["2"], placed["3"]] == counts
    assert record["objective"]["cost"] == cost
    assert sum(counts) > 40

    run("plan", "--period", "2027-01/2027-03", "--solver", "networkx", "--dump", "second.json")
    second = json.loads((tmp_path / "second.json").read_text(encoding="utf-8"))
    assert second["assignments"] == record["assignments"]
