"""The next best plans are those of enumeration, in order, each another."""

import dataclasses
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.constraints import Constraints
from matching.policy import AIMS, aiming
from matching.problem.learning import is_due
from matching.problem.model import Problem
from matching.trials.plan import TrialPlan, make_plan
from matching.why.alternatives import ObjectiveChange
from matching.why.near_best import near_best
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import SEEN, constrained, waited


def worths(plan: TrialPlan) -> list[tuple[int, ...]]:
    """Return what each possible plan is judged by, the best first, from the plan's own candidates."""
    candidates, outside = plan.candidates, len(plan.problem.facilities)
    fixed = {plan.problem.person_rows[p]: plan.problem.facility_rows[f] for p, f in plan.constraints.fixed}
    rows = [range(int(a), int(b)) for a, b in itertools.pairwise(candidates.start)]
    offers = [
        [row for row in of if person not in fixed or candidates.facility[row] == fixed[person]]
        + ([] if person in fixed else [None])
        for person, of in enumerate(rows)
    ]
    found = []
    for chosen in itertools.product(*offers):
        used = [row for row in chosen if row is not None]
        load = [sum(int(candidates.facility[row]) == at for row in used) for at in range(outside)]
        if any(count > len(costs) for count, costs in zip(load, plan.spread, strict=True)):
            continue
        tiers = [plan.problem.people[int(candidates.person[row])].tier for row in used]
        gains = [(int(candidates.gain[row]), tier) for row, tier in zip(used, tiers, strict=True)]
        nights = sum(int(candidates.nights[row]) for row in used)
        cost = sum(int(candidates.cost[row]) for row in used)
        cost += sum(sum(costs[:count]) for count, costs in zip(load, plan.spread, strict=True))
        due = sum(is_due(plan.problem.people[int(candidates.person[row])], plan.problem.policy) for row in used)
        found.append((
            -due,
            *(-gains.count((kind, tier)) for kind in (1, 2) for tier in (1, 2, 3)),
            -nights,
            *(-tiers.count(tier) for tier in (1, 2, 3)),
            cost,
        ))  # fmt: skip
    return sorted(found)


def key(change: ObjectiveChange) -> tuple[int, ...]:
    return (
        -change.due,
        *(-one for one in change.gained),
        -change.nights,
        *(-change.placed_by_tier[tier] for tier in (1, 2, 3)),
        change.cost,
    )


@settings(max_examples=40)
@given(constrained(), st.sampled_from(AIMS), st.integers(1, 7), st.data())
def test_they_are_as_good_as_the_best_of_enumeration_and_each_is_another(
    given: tuple[Problem, Constraints], aim: str, most: int, data: st.DataObject
) -> None:
    problem, constraints = given
    problem = data.draw(waited(st.just(problem)))
    plan = make_plan(
        dataclasses.replace(problem, policy=aiming(problem.policy, aim), emergencies=SEEN), constraints=constraints
    )
    best, *others = worths(plan)
    found = near_best(plan, most)
    assert [key(one.change) for one in found] == [
        tuple(new - old for new, old in zip(other, best, strict=True)) for other in others[:most]
    ]
    assert len({one.moves for one in found} | {()}) == len(found) + 1
    for one in found:
        assert all(plan.pairs.get(move.person_id) == move.from_facility for move in one.moves)


def test_of_two_equals_at_one_place_the_other_way_round_comes_next() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, id=number) for number in (1, 2)], [WELCOMING])
    first, second = near_best(plan)
    assert (key(first.change), len(first.moves)) == ((0,) * 12, 2)
    assert second.change.placed_by_tier == {1: -1, 2: 0, 3: 0}
