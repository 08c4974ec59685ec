"""The plan record: sound and checkable from outside, and tampering does not go unnoticed."""

import contextlib
import copy
import dataclasses
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import RecordError
from matching.pairs.constraints import Constraints
from matching.policy import AIMS, aiming
from matching.problem.model import Facility, Person, Problem
from matching.trials.check_record import check_record
from matching.trials.plan import make_plan
from matching.trials.record import plan_record, policy_of
from matching.trials.scenario import Scenario, plan_scenario
from tests.matching.examples import city
from tests.matching.strategies import POLICY, SEEN, START, lenient_problems, problems
from tests.matching.trials.tampering import Change, swap


@settings(max_examples=90)
@given(problems())
def test_every_record_survives_json_and_passes_the_independent_check(problem: Problem) -> None:
    written = plan_record(make_plan(problem), "2027-01/2027-03")
    read = json.loads(json.dumps(written))
    assert read == written
    check_record(read)


def test_the_record_holds_what_the_format_promises(record: dict[str, Any]) -> None:
    assert record["format"] == "sonae-plan/1"
    assert record["period"] == "2027-01/2027-03"
    assert record["policy"]["sha256"] == POLICY.sha256
    assert record["people"] == [{"id": 1, "tier": 2}, {"id": 2, "tier": 1}, {"id": 3, "tier": 3}, {"id": 4, "tier": 1}]
    assert record["facilities"] == [
        {"id": 100, "places": 1, "spread_costs": [0]},
        {"id": 101, "places": 1, "spread_costs": [0]},
    ]
    assert [(one["person"], one["facility"]) for one in record["assignments"]] == [(1, 101), (2, 100)]
    assert [(one["person"], one["reason"]) for one in record["unplaced"]] == [(3, "places_taken"), (4, "no_consent")]
    assert record["objective"]["placed_by_tier"] == {"1": 1, "2": 1, "3": 0}


def outside_script() -> str:
    text = (Path(__file__).parents[3] / "docs" / "plan-format.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    return str(script)


def outside_verdict(record: dict[str, Any], plan: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the documented script in this process."""
    plan.write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["check", str(plan)])
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(outside_script(), "plan-format.md", "exec"), {})  # noqa: S102 - our own document
    return said.getvalue().strip()


@pytest.mark.parametrize(("change", "verdict"), [(lambda _: None, "optimal"), (swap, "not optimal")])
def test_the_documented_outside_check_runs_and_is_right(
    record: dict[str, Any], change: Change, verdict: str, tmp_path: Path
) -> None:
    changed = copy.deepcopy(record)
    change(changed)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(changed), encoding="utf-8")
    script = outside_script()
    done = subprocess.run([sys.executable, "-c", script, str(plan)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == verdict


@settings(max_examples=60)
@given(lenient_problems(), st.sampled_from(AIMS), st.booleans())
def test_the_outside_check_confirms_plans_of_every_aim_and_finds_a_gain_given_up(
    tmp_path_factory: pytest.TempPathFactory, problem: Problem, aim: str, fix: bool
) -> None:
    problem = replace(problem, policy=aiming(POLICY, aim), emergencies=SEEN)
    plan = make_plan(problem)
    pairs = [(one.person_id, one.facility_id) for one in plan.assignments]
    if fix and pairs:
        plan = make_plan(problem, constraints=Constraints(locks=frozenset(pairs[:1])))
    file = tmp_path_factory.getbasetemp() / "outside.json"
    record: dict[str, Any] = plan_record(plan, "2027-01/2027-03")
    with pytest.MonkeyPatch.context() as patch:
        assert outside_verdict(record, file, patch) == "optimal"
        gaining = [one for one in plan.assignments if one.gain and (one.person_id, one.facility_id) not in pairs[:1]]
        if gaining:
            gone = gaining[0]
            record["assignments"].remove({"person": gone.person_id, "facility": gone.facility_id, "cost": gone.cost})
            record["unplaced"].append({"person": gone.person_id})
            record["objective"]["cost"] -= gone.cost
            assert outside_verdict(record, file, patch) == "not optimal"


def test_the_outside_check_knows_that_gaining_comes_before_a_lower_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = (Person(id=1, tier=1, consent=True), Person(id=2, tier=2, consent=True))
    facilities = (
        Facility(id=100, service_code="24", places=1, emergency_policy="past_use"),
        Facility(id=101, service_code="24", places=1),
    )
    metres = np.array([[20_000, 1000], [1000, 20_000]], dtype=np.int32)
    problem = Problem(people, facilities, (), metres, metres, {}, START, aiming(POLICY, "readiness"))
    record = json.loads(json.dumps(plan_record(make_plan(problem), "2027-01/2027-03")))
    assert record["objective"]["gained"]["first"] == {"1": 1, "2": 0, "3": 0}
    assert [(one["person"], one["facility"]) for one in record["assignments"]] == [(1, 100), (2, 101)]
    assert outside_verdict(record, tmp_path / "plan.json", monkeypatch) == "optimal"
    check_record(record)
    dearer = record["objective"]["cost"]
    swap(record)
    record["objective"]["gained"]["first"] = {"1": 0, "2": 1, "3": 0}
    assert record["objective"]["cost"] < dearer
    assert outside_verdict(record, tmp_path / "plan.json", monkeypatch) == "not optimal"
    with pytest.raises(RecordError):
        check_record(record)


def test_the_policy_of_a_plan_is_read_back_from_its_record() -> None:
    plan = plan_scenario(city().problem, Scenario("far", weights={"travel_home_per_km": 0}, aim="readiness"))
    made, other = plan.problem.policy, city().problem.policy
    found = policy_of(json.loads(json.dumps(plan_record(plan, "x"))), other)
    assert dataclasses.replace(made, description_ja="", description_en="") == found
    assert policy_of(plan_record(city(), "x"), other) is other


def test_what_bounded_the_dates_of_a_plan_is_read_back_and_an_older_record_takes_todays() -> None:
    problem = city().problem
    own = dataclasses.replace(
        problem.policy, dates=dataclasses.replace(problem.policy.dates, lead_days=3), sha256="own"
    )
    record = json.loads(json.dumps(plan_record(make_plan(dataclasses.replace(problem, policy=own)), "x")))
    assert policy_of(record, problem.policy).dates == own.dates
    del record["policy"]["dates"]
    assert policy_of(record, problem.policy).dates == problem.policy.dates
