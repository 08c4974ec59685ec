"""How firm: the slack of a suggestion is that of forbidding it and planning anew, and at the slack it is a tie."""

import dataclasses

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import ConstraintError
from matching.pairs.constraints import Constraints
from matching.policy import AIMS, aiming
from matching.problem.model import Problem
from matching.solving.network import TIERS
from matching.trials.plan import TrialPlan, make_plan
from matching.why.alternatives import ObjectiveChange
from matching.why.firmness import firmness
from tests.matching.examples import CAREFREE, WELCOMING, plan_of
from tests.matching.strategies import constrained
from tests.optional import present


def change(plan: TrialPlan, other: TrialPlan) -> ObjectiveChange:
    return ObjectiveChange(
        {tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in TIERS},
        other.cost - plan.cost,
        tuple(new - old for new, old in zip(other.gained, plan.gained, strict=True)),
    )


@settings(max_examples=60)
@given(constrained(), st.sampled_from(AIMS))
def test_without_a_suggestion_the_best_plan_loses_what_planning_anew_loses(
    given: tuple[Problem, Constraints], aim: str
) -> None:
    problem, constraints = given
    plan = make_plan(dataclasses.replace(problem, policy=aiming(problem.policy, aim)), constraints=constraints)
    found, pairs = firmness(plan), plan.pairs
    assert found.keys() >= pairs.keys()
    for person, facility in pairs.items():
        one = found[person]
        assert (one.facility_id, one.fixed) == (facility, (person, facility) in constraints.fixed)
        if one.fixed:
            assert (one.slack, one.tied, one.change) == (None, False, None)
            continue
        without = dataclasses.replace(constraints, forbids=constraints.forbids | {(person, facility)})
        other = make_plan(plan.problem, constraints=without)
        assert present(one.change) == change(plan, other)
        same = not any(one.change.gained) and not any(one.change.placed_by_tier.values()) if one.change else False
        assert one.slack == (present(one.change).cost if same else None)
        moved = {move.person_id: move.to_facility for move in one.moves}
        after = {**dict.fromkeys(found), **pairs, **moved}
        again = make_plan(plan.problem, constraints=dataclasses.replace(
            without, locks=frozenset((key, site) for key, site in after.items() if site is not None) - constraints.keeps,
        ))  # fmt: skip
        assert (again.placed_by_tier, again.cost, again.gained) == (other.placed_by_tier, other.cost, other.gained)


@settings(max_examples=40)
@given(constrained(), st.sampled_from(AIMS))
def test_of_somebody_without_a_place_it_is_what_the_best_plan_with_one_loses(
    given: tuple[Problem, Constraints], aim: str
) -> None:
    problem, constraints = given
    plan = make_plan(dataclasses.replace(problem, policy=aiming(problem.policy, aim)), constraints=constraints)
    for person, one in firmness(plan).items():
        if one.facility_id is not None:
            continue
        row, tries = plan.problem.person_rows[person], []
        for at in plan.candidates.facility[plan.candidates.start[row] : plan.candidates.start[row + 1]].tolist():
            pair = (person, plan.problem.facilities[at].id)
            try:
                other = make_plan(
                    plan.problem, constraints=dataclasses.replace(constraints, locks=constraints.locks | {pair})
                )
            except ConstraintError:
                continue
            tries.append(change(plan, other))
        key = [(*(-count for count in c.gained), *(-c.placed_by_tier[t] for t in TIERS), c.cost) for c in tries]
        assert one.change == (tries[key.index(min(key))] if tries else None)


def test_one_place_for_two_equals_hangs_on_the_lot_for_both_and_says_so() -> None:
    plan = plan_of([dataclasses.replace(CAREFREE, id=number) for number in (1, 2)], [WELCOMING])
    found = firmness(plan)
    assert [found[number].tied for number in (1, 2)] == [True, True]
    assert {found[number].facility_id for number in (1, 2)} == {None, 100}


def test_up_to_its_slack_a_pair_may_become_dearer_and_beyond_it_does_not_stay() -> None:
    far = dataclasses.replace(WELCOMING, id=101)

    def plan(metres: int) -> TrialPlan:
        problem = plan_of([CAREFREE], [WELCOMING, far], 0).problem
        return make_plan(dataclasses.replace(problem, home_metres=np.array([[metres, 5000]], dtype=np.int32)))

    slack = present(firmness(plan(1000))[1].slack)
    assert slack == 80
    assert firmness(plan(1000))[1].instead == 101
    assert [plan(1000 + 50 * points).pairs[1] for points in (slack - 1, slack + 1)] == [100, 101]
    assert firmness(plan(5000))[1].tied


def test_what_is_held_by_counts_is_moved_by_no_points() -> None:
    plan = plan_of(
        [dataclasses.replace(CAREFREE, id=1, tier=1), dataclasses.replace(CAREFREE, id=2, tier=3)], [WELCOMING]
    )
    first, second = firmness(plan).values()
    assert (first.slack, second.slack) == (None, None)
    assert present(first.change).placed_by_tier == {1: -1, 2: 0, 3: 1}
    assert first.instead is None
