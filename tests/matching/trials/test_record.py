"""The plan record: sound and checkable from outside, and tampering does not go unnoticed."""

import contextlib
import copy
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
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
from matching.trials.record import plan_record
from tests.matching.strategies import POLICY, START, lenient_problems, problems

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """Three people for two facilities with one place each, one person without consent, one private place."""
    people = tuple(Person(id=number, tier=tier, consent=number != 4) for number, tier in enumerate((2, 1, 3, 1), 1))
    facilities = (
        Facility(id=100, service_code="24", places=1),
        Facility(id=101, service_code="24", places=1),
        Facility(id=102, service_code="24", private=True),
    )
    metres = np.array([[1000, 2000, 0], [1000, 4000, 0], [500, 500, 0], [0, 0, 0]], dtype=np.int32)
    problem = Problem(people, facilities, (), metres, metres, {}, START, POLICY)
    return json.loads(json.dumps(plan_record(make_plan(problem), "2027-01/2027-03")))


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


def _swap(record: dict[str, Any]) -> None:
    """Give each of the two placed people the other's facility: possible, but dearer."""
    first, second = record["assignments"]
    first["facility"], second["facility"] = second["facility"], first["facility"]
    cost = {(one["person"], one["facility"]): one["cost"] for one in record["candidates"]}
    for one in record["assignments"]:
        one["cost"] = cost[one["person"], one["facility"]]
    record["objective"]["cost"] = first["cost"] + second["cost"]


def _favour(record: dict[str, Any]) -> None:
    """Place the person of tier 3 instead of the one of tier 2, correctly added up."""
    cost = {(one["person"], one["facility"]): one["cost"] for one in record["candidates"]}
    record["assignments"][0] = {"person": 3, "facility": 101, "cost": cost[3, 101]}
    record["unplaced"][0]["person"] = 1
    record["objective"] = {
        "placed_by_tier": {"1": 1, "2": 0, "3": 1},
        "cost": sum(one["cost"] for one in record["assignments"]),
    }


def _leave_out(record: dict[str, Any]) -> None:
    """Leave a placed person out, correctly added up."""
    gone = record["assignments"].pop(0)
    record["unplaced"].append({"person": gone["person"], "reason": "places_taken"})
    record["objective"]["cost"] -= gone["cost"]
    record["objective"]["placed_by_tier"]["2"] -= 1


TAMPERING: dict[str, Change] = {
    "a dearer plan": _swap,
    "a lower tier served first": _favour,
    "somebody left out": _leave_out,
    "a cost that is not the sum of its terms": lambda r: r["candidates"][0].update(cost=1),
    "a cheaper term": lambda r: r["candidates"][0]["terms"].update(ward=0),
    "a negative term": lambda r: r["candidates"][0]["terms"].update(ward=-5),
    "a cost as a float": lambda r: r["candidates"][0].update(cost=float(r["candidates"][0]["cost"])),
    "an assignment with another cost": lambda r: r["assignments"][0].update(cost=0),
    "an assignment that is no candidate": lambda r: r["candidates"].pop(1),
    "a person twice": lambda r: r["people"].append(r["people"][0]),
    "a candidate twice": lambda r: r["candidates"].append(r["candidates"][0]),
    "somebody placed twice": lambda r: r["assignments"].append(r["assignments"][0]),
    "somebody missing": lambda r: r["unplaced"].pop(),
    "somebody placed and unplaced": lambda r: r["unplaced"].append({"person": 1, "reason": "places_taken"}),
    "a wrong reason": lambda r: r["unplaced"][0].update(reason="no_eligible_facility"),
    "one place more": lambda r: r["facilities"][0].update(places=2, spread_costs=[0, 0]),
    "one place less": lambda r: r["facilities"][0].update(places=0, spread_costs=[]),
    "places that differ from the spread costs": lambda r: r["facilities"][0].update(places=2),
    "falling spread costs": lambda r: r["facilities"][0].update(places=2, spread_costs=[5, 0]),
    "another total": lambda r: r["objective"].update(cost=0),
    "other counts": lambda r: r["objective"]["placed_by_tier"].update({"1": 2}),
    "another tier": lambda r: r["people"][0].update(tier=4),
    "an unknown facility": lambda r: r["candidates"][0].update(facility=999),
    "another format": lambda r: r.update(format="sonae-plan/2"),
    "no objective": lambda r: r.pop("objective"),
    "candidates that are no list": lambda r: r.update(candidates={}),
}


@pytest.mark.parametrize("change", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_caught(record: dict[str, Any], change: Change) -> None:
    tampered = copy.deepcopy(record)
    change(tampered)
    with pytest.raises(RecordError):
        check_record(tampered)


@pytest.mark.parametrize("nonsense", [None, [], "plan", {}])
def test_nonsense_is_no_record(nonsense: Any) -> None:
    with pytest.raises(RecordError, match=r"record\.format"):
        check_record(nonsense)


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


@pytest.mark.parametrize(("change", "verdict"), [(lambda _: None, "optimal"), (_swap, "not optimal")])
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
def test_the_outside_check_confirms_plans_of_both_aims_and_finds_a_gain_given_up(
    tmp_path_factory: pytest.TempPathFactory, problem: Problem, aim: str, fix: bool
) -> None:
    problem = replace(problem, policy=aiming(POLICY, aim))
    plan = make_plan(problem)
    pairs = [(one.person_id, one.facility_id) for one in plan.assignments]
    if fix and pairs:
        plan = make_plan(problem, constraints=Constraints(locks=frozenset(pairs[:1])))
    file = tmp_path_factory.getbasetemp() / "outside.json"
    record = plan_record(plan, "2027-01/2027-03")
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
    _swap(record)
    record["objective"]["gained"]["first"] = {"1": 0, "2": 1, "3": 0}
    assert record["objective"]["cost"] < dearer
    assert outside_verdict(record, tmp_path / "plan.json", monkeypatch) == "not optimal"
    with pytest.raises(RecordError):
        check_record(record)
