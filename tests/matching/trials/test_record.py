"""The plan record: sound and checkable from outside, and tampering does not go unnoticed."""

import dataclasses
import json
from typing import Any

from hypothesis import given, settings

from matching.problem.model import Problem
from matching.trials.check_record import check_record
from matching.trials.plan import make_plan
from matching.trials.record import plan_record, policy_of
from matching.trials.scenario import Scenario, plan_scenario
from tests.matching.examples import city
from tests.matching.strategies import POLICY, problems


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
    assert record["people"] == [{"id": one, "tier": tier, "waited": 0} for one, tier in enumerate((2, 1, 3, 1), 1)]
    counts = {"offered": 1, "taken": 0, "places": 1, "spread_costs": [0]}
    assert record["facilities"] == [{"id": 100, **counts}, {"id": 101, **counts}]
    assert [(one["person"], one["facility"]) for one in record["assignments"]] == [(1, 101), (2, 100)]
    assert [(one["person"], one["reason"]) for one in record["unplaced"]] == [(3, "places_taken"), (4, "no_consent")]
    assert record["objective"]["placed_by_tier"] == {"1": 1, "2": 1, "3": 0}


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
