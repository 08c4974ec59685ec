"""What must hold of a plan however it was made: it is that of planning anew."""

import dataclasses

from matching.emergency.options import after_trials, readiness
from matching.errors import ConstraintError
from matching.problem.model import Facility
from matching.solving.network import TIERS
from matching.trials.plan import TrialPlan, make_plan
from matching.why.alternatives import ObjectiveChange
from matching.why.effects import ANSWERS, condition_effects, with_yes


def assert_same_plan(warm: TrialPlan, anew: TrialPlan) -> None:
    assert warm.assignments == anew.assignments
    assert warm.unplaced == anew.unplaced
    assert (warm.placed_by_tier, warm.cost, warm.spread) == (anew.placed_by_tier, anew.cost, anew.spread)
    assert warm.candidates.cost.tolist() == anew.candidates.cost.tolist()


def planned_anew(plan: TrialPlan, facility_id: int, condition: str) -> TrialPlan | None:
    facilities = tuple(
        with_yes(one, condition) if one.id == facility_id else one for one in plan.problem.facilities
    )  # fmt: skip
    try:
        return make_plan(dataclasses.replace(plan.problem, facilities=facilities), constraints=plan.constraints)
    except ConstraintError:
        return None


def check_effects(plan: TrialPlan) -> None:
    told = {(one.facility_id, one.condition): one for one in condition_effects(plan)}
    placed = {one.person_id for one in plan.assignments}
    before = readiness(plan.problem)
    for column, facility in enumerate(plan.problem.facilities):
        for condition in ANSWERS:
            other = planned_anew(plan, facility.id, condition)
            one = told.pop((facility.id, condition), None)
            if other is None:
                assert one is None
                continue
            now = {given.person_id for given in other.assignments}
            change = ObjectiveChange(
                {tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in TIERS},
                other.cost - plan.cost,
                tuple(new - old for new, old in zip(other.gained, plan.gained, strict=True)),
            )
            after = readiness(other.problem)
            more = [p.id for p, had, has in zip(plan.problem.people, before.option[:, column], after.option[:, column],
                    strict=True) if has and not had]  # fmt: skip
            if one is None:
                assert (now, change.cost, any(change.gained), more) == (placed, 0, False, [])
                continue
            assert (set(one.gains), set(one.loses)) == (now - placed, placed - now)
            assert one.change == change
            assert list(one.options) == more
            none = {p.id for p, count in zip(plan.problem.people, before.options, strict=True) if count == 0}
            assert set(one.firsts) == none & set(more)
            if plan.problem.policy.scope.aim == "readiness":
                assert set(one.readied) == ready_after(other) - ready_after(plan)
            else:
                assert one.readied == one.firsts
    assert not told


def ready_after(plan: TrialPlan) -> set[int]:
    found = after_trials(plan.problem, ((one.person_id, one.facility_id) for one in plan.assignments))
    return {person.id for person, count in zip(plan.problem.people, found.options, strict=True) if count}


def may_be_suggested(facility: Facility) -> bool:
    return not (facility.private or facility.is_base or facility.closed)


def chosen_by(plan: TrialPlan) -> dict[int, int]:
    return {one.person_id: one.facility_id for one in plan.assignments}
