"""Trying another way: edits on top of a plan's input, the plan they lead to, and both plans side by side."""

from dataclasses import dataclass, replace

from desk.plan.edits import Edits, with_imagined
from desk.plan.problem import by_name
from desk.plan.trials import PlanView, view_of
from matching.errors import MatchingError
from matching.pairs import Constraints, impossible
from matching.trials import Comparison, Scenario, apply, compare, plan_scenario


@dataclass(frozen=True)
class SideBySide:
    """A plan, the one that the edits lead to, and what differs."""

    name: str
    edits: Edits
    old: PlanView
    new: PlanView
    comparison: Comparison


def try_edits(view: PlanView, name: str, edits: Edits) -> SideBySide:
    """Plan anew with the edits, and lay the new plan beside the old; nothing is written.

    Raises
    ------
    DeskError
        If the edits cannot be: a locked pair breaks a hard rule, more locks than places, a number that is none.
    """
    source, added = with_imagined(view.source, edits.imagined, view.made_on)
    constraints = view.plan.constraints
    scenario = Scenario(
        name=name,
        locks=edits.locks,
        forbids=edits.forbids | constraints.forbids,
        keep=constraints.keeps,
        places=edits.places,
        closed=edits.closed,
        confirmed=edits.confirmed,
        added=added,
        weights=edits.weights,
        tiers=edits.tiers,
        stay_close=edits.stay_close or constraints.stay_close,
        aim=edits.aim,
        draw=edits.draw,
    )
    try:
        # What is agreed where the edits leave no place for it shows who would have to be asked anew.
        released = impossible(apply(view.source.problem, scenario), Constraints(keeps=constraints.keeps))
        scenario = replace(scenario, keep=frozenset(constraints.keeps - released.keys()))
        base = view.plan.pairs if edits.stay_close else constraints.base
        plan = plan_scenario(view.source.problem, scenario, base)
    except MatchingError as error:
        raise by_name(source, error) from error
    new = view_of(source, plan, view.period, view.made_on)
    return SideBySide(name, edits, view, new, compare(view.plan, plan))
