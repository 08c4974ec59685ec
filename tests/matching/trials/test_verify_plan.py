"""The outside verifier: it confirms every plan, and of records with one changed number rejects all that matter."""

import ast
import contextlib
import copy
import datetime as dt
import importlib
import io
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.answers import expected_plan, expected_record
from matching.dated import Horizon, schedule_plan
from matching.pairs import Constraints
from matching.policy import AIMS, STANDARD, aiming
from matching.problem import Facility, PastUse, Person, Problem
from matching.trials import make_plan, plan_record, sealed
from matching.trials.check_record import check_record
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import POLICY, START, constrained, waited
from tests.matching.trials.tampering import TAMPERING, Change, swap

DOCS = Path(__file__).parents[3] / "docs"
sys.path.append(str(DOCS))
VERIFIER = importlib.import_module("verify_plan")
END = dt.date(2027, 3, 31)
PLANS, EACH = 20, 50
PREMISES = (
    r"people\.n\.waited",  # but for who is due, and whose turn it is
    r"facilities\.n\.(id|offered|taken)",  # of one that nobody could use, or with no place left either way
    r"candidates\.n\.(facility|gain|nights)",
    r"fixed\.n\.person",  # another who is there
    r"forbidden\.n\.(person|facility)",
    r"unplaced\.n\.removed\.\w+",  # within the number of facilities
    r"unplaced\.n\.misses\.n\.(facility|metres)",
    r"dates\.stays\.n\.person",  # somebody else of the tier who could be there at the same cost
)
"""What a plan is made from: nothing else in the record says it, and where it leaves the plan the best it tells no lie of it."""


def made(luck: random.Random, aim: str) -> dict[str, Any]:
    """Return the record of a small dated plan: some find no place, some waited, are fixed, or must not be somewhere."""
    people = tuple(
        replace(
            CAREFREE,
            id=one,
            tier=luck.choice((1, 1, 2, 3)),
            consent=luck.random() < 0.9,
            left_out=luck.choice((0, 1, 2, 3)),
            wheelchair=luck.random() < 0.2,
        )
        for one in range(1, 8)
    )
    facilities = tuple(
        replace(
            WELCOMING,
            id=one,
            places=luck.choice((None, 0, 1, 2)),
            taken=luck.choice((0, 0, 1)),
            wheelchair=luck.random() < 0.5,
            emergency_policy=luck.choice(("past_use", "none", "always")),
            private=one == 106,
        )
        for one in range(100, 107)
    )
    ways = np.array(luck.choices((500, 1500, 4000, 9000), k=2 * 49), dtype=np.int32).reshape(2, 7, 7)
    past = (PastUse(1, 100, "trial", dt.date(2026, 5, 1), dt.date(2026, 5, 2), "went_well"),)
    problem = Problem(people, facilities, past, ways[0], ways[1], {}, START, aiming(POLICY, aim), end=END)
    pairs = list(make_plan(problem).pairs.items())
    constraints = Constraints(frozenset(pairs[:1]), frozenset(pairs[1:2]), frozenset(pairs[2:4]))
    plan = make_plan(problem, constraints=constraints)
    dated = schedule_plan(plan, Horizon(START, END), (), (), 5.0)
    stays = [
        {
            "person": one.person_id,
            "facility": one.facility_id,
            "arrival": str(one.arrival),
            "departure": str(one.departure),
        }
        for one in dated.stays
    ]
    by_tier = dict(zip("123", dated.objective.placed_by_tier, strict=True))
    objective = {"placed_by_tier": by_tier, "cost": dated.objective.cost}
    record = plan_record(plan, "2027-01/2027-03")
    return dict(json.loads(json.dumps({**record, "dates": {"stays": stays, "proven": True, "objective": objective}})))


def numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return where each number of a record stands."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield path
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from numbers(one, (*path, key))


def changed(record: dict[str, Any], path: tuple[Any, ...], by: int) -> dict[str, Any]:
    record = copy.deepcopy(record)
    inner: Any = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += by
    return record


def test_of_a_thousand_records_with_one_changed_number_all_that_matter_are_rejected() -> None:
    luck = random.Random(1)  # noqa: S311 - plans, no secrets
    found: list[str] = []
    for index in range(PLANS):
        record = made(luck, AIMS[index % len(AIMS)])
        whole = sealed(record)
        assert VERIFIER.verify(whole, STANDARD) == []
        for path in luck.sample(list(numbers(record)), EACH):
            by = luck.choice((-1, 1, 1, 2, 100))
            assert VERIFIER.verify(changed(whole, path, by), STANDARD)
            other = changed(record, path, by)  # as by somebody who seals it again
            if not VERIFIER.verify(other, STANDARD):
                found.append(".".join("n" if isinstance(key, int) else key for key in path))
                check_record(other)
    assert [name for name in found if not any(re.fullmatch(premise, name) for premise in PREMISES)] == []
    assert len(found) < 50


@settings(max_examples=60)
@given(constrained(), st.data(), st.sampled_from(AIMS))
def test_every_plan_is_confirmed(given_: tuple[Problem, Constraints], data: st.DataObject, aim: str) -> None:
    problem, constraints = given_
    problem = replace(data.draw(waited(st.just(problem))), policy=aiming(problem.policy, aim))
    record = plan_record(make_plan(problem, constraints=constraints), "2027-01/2027-03")
    assert VERIFIER.verify(json.loads(json.dumps(sealed(record)))) == []


def test_it_knows_that_gaining_comes_before_a_lower_cost() -> None:
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
    assert VERIFIER.verify(record) == []
    dearer = record["objective"]["cost"]
    swap(record)
    record["objective"]["gained"]["first"] = {"1": 0, "2": 1, "3": 0}
    assert record["objective"]["cost"] < dearer
    assert "better plan" in VERIFIER.verify(record)[0]


@pytest.mark.parametrize("change", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_named(record: dict[str, Any], change: Change) -> None:
    tampered = copy.deepcopy(record)
    change(tampered)
    assert VERIFIER.verify(tampered)


@pytest.mark.parametrize("nonsense", [None, [], "plan", {}, {"format": "sonae-plan/1"}])
def test_nonsense_is_no_record(nonsense: Any) -> None:
    assert VERIFIER.verify(nonsense)


def test_it_says_what_it_checked_and_where_a_fault_is(record: dict[str, Any], tmp_path: Path) -> None:
    plan, record = tmp_path / "plan.json", copy.deepcopy(record)
    for cost, code, last in ((0, 0, "ok"), (1, 1, "objective: ")):
        record["objective"]["cost"] += cost
        plan.write_text(json.dumps(record), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            assert VERIFIER.main(str(plan), str(STANDARD)) == code
        lines = said.getvalue().splitlines()
        assert lines[0].startswith("checked: ")
        assert lines[-1].startswith(last)


def test_a_record_of_before_is_checked_as_far_as_it_goes(record: dict[str, Any]) -> None:
    record = copy.deepcopy(record)
    for name, keys in (("people", ["waited"]), ("facilities", ["offered", "taken"]), ("unplaced", ["tier"])):
        record[name] = [{key: value for key, value in one.items() if key not in keys} for one in record[name]]
    del record["forbidden"]
    assert VERIFIER.verify(record) == []


def test_it_is_short_and_needs_nothing_of_sonae() -> None:
    for name in ("verify_plan.py", "verify_parts.py", "verify_expected.py"):
        source = (DOCS / name).read_text(encoding="utf-8")
        assert len(source.splitlines()) < 300
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
        used = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in nodes}
        tops = {str(one).partition(".")[0] for one in used}
        assert tops - sys.stdlib_module_names <= {"networkx", "verify_parts", "verify_expected"}


def test_asking_is_replayed_and_of_its_numbers_all_that_matter_are_held() -> None:
    people = [replace(CAREFREE, id=one, tier=one) for one in (1, 2, 3)]
    facilities = [replace(WELCOMING, id=one) for one in (100, 101)]
    plan = plan_of(people, facilities)
    plan = make_plan(plan.problem, constraints=Constraints(keeps=frozenset({(3, 101)})))
    chance = np.array([400_000, 300_000, 500_000, 600_000, 200_000, 700_000], dtype=np.int64)
    for agreed in ({}, {3: 101}):
        block = expected_record(expected_plan(plan, chance, agreed))
        record = json.loads(json.dumps({**plan_record(plan, "2027-01/2027-03"), "expected": block}))
        assert VERIFIER.verify(record) == []
        # The mean over all answers draws none, nobody asks so often, and what is agreed leaves no place to ask for.
        idle = {"seed", "most_asks", *(("chances",) if agreed else ())}
        for path in numbers(block, ("expected",)):
            if path[1] not in idle and path[-1] != "price":  # other prices that prove the bound prove it as well
                assert VERIFIER.verify(changed(record, path, 9)), path
    record["expected"]["runs"] = 2000
    assert VERIFIER.verify(record)
