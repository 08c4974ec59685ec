"""One place more, one condition more: what either would bring at each facility, exactly, for a plan as it is."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.city import FacilityFile
from desk.plan.trials import PlanView
from matching.solving import TIERS
from matching.why import Effect, ObjectiveChange, condition_effects, one_more_place
from words.say import pair, say

ITEMS = {"disability_kind": "disability", "medical_care": "medical", "emergency_policy": "emergency_policy"}
"""Topic of the words of what a rule is asked about one by one."""


@dataclass(frozen=True)
class SiteEffects:
    """What would help at one facility.

    Attributes
    ----------
    place
        What one more trial place changes of the plan's objective.
    answers
        What each single yes changes, the most helpful first.
    """

    facility: FacilityFile
    place: ObjectiveChange
    answers: tuple[Effect, ...]


def placed(change: ObjectiveChange) -> int:
    """Return how many more people have a place."""
    return sum(change.placed_by_tier.values())


def made_ready(change: ObjectiveChange) -> int:
    """Return how many more people have a first emergency option after the trials; 0 unless the plan aims at that."""
    return sum(change.gained[: len(TIERS)])


def site_effects(view: PlanView, progress: Callable[[int, int], None] | None = None) -> dict[int, SiteEffects]:
    """Return what one place and each single condition more would bring at every facility, by its id.

    Everything equals planning anew. In a plan that aims at readiness what brings most people an emergency option
    comes first, in others what places most people.

    Parameters
    ----------
    view
        The plan as it is, with its aim.
    progress
        Told (done, total) on the way.
    """
    ready = view.aim == "readiness"

    def order(effect: Effect) -> tuple[int, ...]:
        people = (
            (-effect.made_ready, -placed(effect.change)) if ready else (-placed(effect.change), -len(effect.firsts))
        )
        return (*people, -len(effect.options), effect.change.cost)

    places = one_more_place(view.plan)
    answers: dict[int, list[Effect]] = {key: [] for key in places}
    for effect in condition_effects(view.plan, progress):
        answers[effect.facility_id].append(effect)
    return {
        key: SiteEffects(view.source.facilities[key], places[key], tuple(sorted(answers[key], key=order)))
        for key in places
    }


def answer_text(code: str, language: str) -> str:
    """Name what a facility could say yes to: a rule as a whole, or one kind of it."""
    rule, _, item = code.partition(".")
    name = say(f"rule.{rule}", language)
    return pair(name, say(f"{ITEMS[rule]}.{item}", language), language) if item else name
