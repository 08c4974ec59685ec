"""Two plans side by side: who changes, and why."""

import dataclasses
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.constraints import Constraints
from matching.problem.model import Problem
from matching.trials.compare import CAUSES, changes_since, compare
from matching.trials.plan import make_plan
from matching.trials.record import plan_record
from matching.trials.scenario import Scenario, plan_scenario
from tests.matching.examples import CAREFREE, WELCOMING, city, plan_of
from tests.matching.strategies import problems
from words.say import catalogue


def test_two_plans_side_by_side_say_who_changes_and_why() -> None:
    old = city()
    new = plan_scenario(
        old.problem, Scenario("other", locks=frozenset({(3, 100)}), forbids=frozenset({(2, 101)})), old.pairs
    )
    told = compare(old, new)
    assert [(one.person_id, one.old_facility, one.new_facility, one.causes) for one in told.changes] == [
        (1, 100, 101, ("follows",)),
        (2, 101, None, ("forbidden",)),
        (3, None, 100, ("locked",)),
    ]
    assert (told.gains, told.loses) == ((3,), (2,))
    assert (told.old.placed_by_tier, told.new.placed_by_tier) == ({1: 1, 2: 1, 3: 0}, {1: 1, 2: 0, 3: 1})
    assert (told.old.home_metres, told.new.unknown_distances) == (2000, 0)


def test_somebody_who_takes_no_part_any_more_loses_what_they_had() -> None:
    second = dataclasses.replace(CAREFREE, id=CAREFREE.id + 1)
    told = compare(plan_of([CAREFREE, second], [WELCOMING]), plan_of([second], [WELCOMING]))
    (gone,) = [one for one in told.changes if one.person_id == CAREFREE.id]
    assert (gone.new_facility, gone.causes) == (None, ("not_eligible",))
    assert told.loses == (CAREFREE.id,)


@settings(max_examples=30)
@given(problems(), problems(), st.data())
def test_the_record_of_a_plan_tells_who_changes_as_the_plan_itself_does(
    one: Problem, other: Problem, data: st.DataObject
) -> None:
    old, new = make_plan(one), make_plan(data.draw(st.sampled_from([one, other])))
    there = {person.id for person in new.problem.people}
    told = tuple(change for change in compare(old, new).changes if change.person_id in there)
    assert changes_since(json.loads(json.dumps(plan_record(old, "x"))), old.pairs, new) == told


def test_whoever_was_not_in_the_former_plan_has_joined_and_who_is_agreed_since_is_told_so() -> None:
    old = city()
    record: dict[str, Any] = plan_record(old, "x")
    fewer = {**record, "people": record["people"][1:]}
    new = make_plan(old.problem, constraints=Constraints(keeps=frozenset({(2, 100)})))
    told = {one.person_id: one.causes for one in changes_since(fewer, {2: 101}, new)}
    assert told == {1: ("joined",), 2: ("agreed",)}


def test_every_cause_has_its_words() -> None:
    assert {f"change.{cause}" for cause in CAUSES} <= set(catalogue())


def test_who_is_elsewhere_by_another_lot_alone_is_told_so() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, id=number) for number in (1, 2)], [WELCOMING])
    draws = (make_plan(plan.problem.drawing(draw)) for draw in range(2, 30))
    other = next(one for one in draws if one.pairs != plan.pairs)
    assert {one.causes for one in compare(plan, other).changes} == {("drawn",)}
    record = plan_record(plan, "2027-01/2027-03")
    old = {key: value for key, value in record.items() if key != "lot"}
    for before in (record, old):
        assert {one.causes for one in changes_since(before, plan.pairs, other)} == {("drawn",)}
    worse = make_plan(other.problem, constraints=Constraints(forbids=frozenset(other.pairs.items())))
    assert all("drawn" not in one.causes for one in compare(other, worse).changes)
