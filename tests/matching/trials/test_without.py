"""A record without somebody: nothing of her is left in it, and what is left is as sound and as good as it says."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.problem.model import Problem
from matching.trials.check_record import check_record
from matching.trials.plan import make_plan
from matching.trials.record import plan_record
from matching.trials.without import without
from tests.matching.strategies import problems


def named(record: object) -> set[int]:
    """Return whom a record names, wherever."""
    if isinstance(record, dict):
        own = {record[name] for name in ("person", "person_id") if name in record}
        own |= {one["id"] for one in record.get("people", ()) if isinstance(one, dict)}
        own |= {one for name in ("people", "without") for one in record.get(name, ()) if isinstance(one, int)}
        return own.union(*map(named, record.values()))
    return set[int]().union(*map(named, record)) if isinstance(record, list) else set()


@settings(max_examples=60)
@given(problems(), st.data())
def test_what_is_left_is_an_optimum_of_what_is_left_and_names_nobody_else(
    problem: Problem, data: st.DataObject
) -> None:
    record = json.loads(json.dumps(plan_record(make_plan(problem), "2027-01/2027-03")))
    everybody = [one["id"] for one in record["people"]]
    gone = set(data.draw(st.lists(st.sampled_from(everybody), max_size=3))) if everybody else set()
    before = json.dumps(record)
    left = without(record, gone)
    assert json.dumps(record) == before
    assert named(left) <= set(everybody) - gone
    check_record(left)
    assert without(record, {10**6}) is record


def test_dates_lose_her_stay_and_their_counts(record: dict[str, Any]) -> None:
    stays = [{"person": one["person"], "facility": one["facility"], "arrival": "2027-01-04", "departure": "2027-01-06"}
             for one in record["assignments"]]  # fmt: skip
    objective = {name: record["objective"][name] for name in ("placed_by_tier", "cost")}
    dated = {**record, "dates": {"stays": stays, "proven": True, "objective": objective}}
    left = without(dated, {2})
    assert [one["person"] for one in left["dates"]["stays"]] == [1]
    assert left["dates"]["objective"]["placed_by_tier"] == {"1": 0, "2": 1, "3": 0}
    assert named(left) == {1, 3, 4}


@pytest.mark.parametrize("lacking", ["taken", "holders", "gained"])
def test_a_record_of_an_earlier_version_is_read_as_it_is(record: dict[str, Any], lacking: str) -> None:
    older = json.loads(json.dumps(record))
    for one in (*older["facilities"], *older["unplaced"], older["objective"]):
        one.pop(lacking, None)
    left = without(older, {1})
    assert 1 not in named(left)
    check_record(left)
