"""Who is served: placed and travel of a plan by ward, tier, need, age group and sex."""

from dataclasses import dataclass

import numpy as np

from matching.problem import Person, needs_of, waits
from matching.trials import TrialPlan

DIMENSIONS = ("ward", "tier", "need", "age_group", "sex")
AGE_GROUPS = ((18, "age_group.under_18"), (40, "age_group.18_to_39"), (65, "age_group.40_to_64"))
OLDEST = "age_group.65_and_over"


@dataclass(frozen=True)
class Served:
    """One group of people in a plan.

    Attributes
    ----------
    dimension
        One of `DIMENSIONS`; its words are `fairness.…`.
    group
        Ward, tier, word code of a need or an age group, or sex; None where it is unknown. A person may have several
        needs, and is counted with each.
    people, placed
        All who consent, and those with a suggestion.
    metres, measured
        Metres from home in all, and of how many of the placed the distance is known.
    """

    dimension: str
    group: str | int | None
    people: int
    placed: int
    metres: int
    measured: int


@dataclass(frozen=True)
class Waiting:
    """Those who consent and were left out by the last two plans or more.

    Attributes
    ----------
    people, eligible, placed
        How many they are, how many of them could go somewhere, and how many have a suggestion.
    points
        What the policy lets others of their tier cost on top, so that it is their turn.
    """

    people: int
    eligible: int
    placed: int
    points: int


def waiting(plan: TrialPlan) -> Waiting:
    """Return what the plan does for those whose turn it is."""
    rows = np.flatnonzero([waits(person) for person in plan.problem.people])
    return Waiting(
        people=len(rows),
        eligible=int(np.count_nonzero(np.diff(plan.candidates.start)[rows])),
        placed=int(np.count_nonzero(plan.solution.assigned[rows] < plan.network.facilities)),
        points=plan.problem.policy.weights.left_out_twice,
    )


def fairness(plan: TrialPlan) -> tuple[Served, ...]:
    """Return the table of a plan, dimension by dimension; in each the largest group comes first."""
    groups: dict[tuple[str, str | int | None], list[int]] = {}
    for row, person in enumerate(plan.problem.people):
        if person.consent:
            for key in _groups(person):
                groups.setdefault(key, []).append(row)
    served = [_served(plan, dimension, group, rows) for (dimension, group), rows in groups.items()]
    return tuple(sorted(served, key=lambda one: (DIMENSIONS.index(one.dimension), -one.people, str(one.group))))


def _groups(person: Person) -> list[tuple[str, str | int | None]]:
    return [
        ("ward", person.ward),
        ("tier", person.tier),
        *(("need", need) for need in needs_of(person) if need not in {"need.female", "need.male"}),
        ("age_group", _age_group(person.ages)),
        ("sex", person.sex),
    ]


def _age_group(ages: tuple[int, ...]) -> str | None:
    """Return the one group of all ages that are possible; None where there are two."""
    groups = {next((group for below, group in AGE_GROUPS if age < below), OLDEST) for age in ages}
    return groups.pop() if len(groups) == 1 else None


def _served(plan: TrialPlan, dimension: str, group: str | int | None, rows: list[int]) -> Served:
    assigned, outside = plan.solution.assigned, plan.network.facilities
    placed = [row for row in rows if assigned[row] < outside]
    metres = [int(plan.problem.home_metres[row, assigned[row]]) for row in placed]
    known = [way for way in metres if way >= 0]
    return Served(
        dimension=dimension,
        group=group,
        people=len(rows),
        placed=len(placed),
        metres=sum(known),
        measured=len(known),
    )
