"""The lot among equals, told: who is better or worse off by another draw than the first."""

from desk.plan.trials import PlanView
from matching.trials import TrialPlan, compare, make_plan
from words.say import say

FIRST_DRAW = 1


def drawn_lines(view: PlanView, language: str) -> list[str]:
    """Say who is suggested elsewhere than by the first draw, and what their own pair costs then and now.

    None of a plan of the first draw, and none of one that was kept: its pairs are no longer up to the lot.
    """
    plan = view.plan
    if view.draw == FIRST_DRAW or view.opened:
        return []
    first = make_plan(plan.problem.drawing(FIRST_DRAW), plan.solver, plan.constraints)
    lines = []
    for change in compare(first, plan).changes:
        before, after = _points(first, change.person_id), _points(plan, change.person_id)
        better = after is not None and (before is None or after < before)
        code = "lot.same" if before == after else "lot.better" if better else "lot.worse"
        sides = {
            "before": view.facility_name(change.old_facility, language),
            "after": view.facility_name(change.new_facility, language),
        }
        points = {"points_before": before, "points_after": after}
        lines.append(say(code, language, person=view.person_name(change.person_id), **sides, **points))
    return lines


def _points(plan: TrialPlan, person: int) -> int | None:
    return next((one.cost for one in plan.assignments if one.person_id == person), None)
