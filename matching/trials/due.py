"""The promise to people of tier 1 that they wait no longer while a place fits: who is due, and why it cannot be kept."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from matching.pairs import fixed_facilities
from matching.problem import is_due
from matching.trials.plan import TrialPlan


@dataclass(frozen=True)
class TooFew:
    """Facilities that are all full, of people who are due and could go nowhere else (Hall's condition).

    Attributes
    ----------
    facilities
        Ids of all that any of the people could use.
    places
        How many of their places are not fixed; there are as many `people` on them.
    people, without
        Ids of those who have the places, and of those who are due and have none: so many more places it would take.
    """

    facilities: tuple[int, ...]
    places: int
    people: tuple[int, ...]
    without: tuple[int, ...]


@dataclass(frozen=True)
class Due:
    """Who would wait longer than promised if left out of a plan.

    Attributes
    ----------
    people, placed
        Ids of all of them, and of those with a suggestion.
    too_few
        Why the others who could go somewhere have none: all of them are in one of these.
    nowhere
        Ids of those for whom no facility is eligible.
    """

    people: tuple[int, ...]
    placed: tuple[int, ...]
    too_few: tuple[TooFew, ...]
    nowhere: tuple[int, ...]


def due_of(plan: TrialPlan) -> Due:
    """Return who is due in a plan, and what keeps the promise from being kept.

    Whoever is due comes before everybody, and those who can be placed together are a transversal matroid. So from
    somebody who is due and has no place, moves lead only to facilities full of people who are due as well.
    """
    people, assigned, outside = plan.problem.people, plan.solution.assigned, plan.network.facilities
    due = [row for row, person in enumerate(people) if is_due(person, plan.problem.policy)]
    fixed = fixed_facilities(plan.problem, plan.constraints).keys()
    short: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row in due:
        if assigned[row] == outside and (reached := _reached(plan, row, fixed)):
            short[reached].append(row)
    ids = [one.id for one in plan.problem.facilities]
    too_few = []
    for facilities, without in short.items():
        inside = [row for row in np.flatnonzero(np.isin(assigned, facilities)).tolist() if row not in fixed]
        named = tuple(people[row].id for row in inside), tuple(people[row].id for row in without)
        too_few.append(TooFew(tuple(ids[one] for one in facilities), len(inside), *named))
    lacking = {person for one in too_few for person in one.without}
    placed = tuple(people[row].id for row in due if assigned[row] < outside)
    everybody = tuple(people[row].id for row in due)
    nowhere = tuple(one for one in everybody if one not in placed and one not in lacking)
    return Due(everybody, placed, tuple(too_few), nowhere)


def _reached(plan: TrialPlan, person: int, fixed: AbstractSet[int]) -> tuple[int, ...]:
    """Return the facilities that moves could free for somebody."""
    network = plan.network

    def could(row: int) -> list[int]:
        own: list[int] = network.facility[network.start[row] : network.start[row + 1]].tolist()
        return own

    ahead = could(person)
    reached = set(ahead)
    while ahead:
        for guest in np.flatnonzero(plan.solution.assigned == ahead.pop()).tolist():
            further = set() if guest in fixed else set(could(guest)) - reached
            ahead += further
            reached |= further
    return tuple(sorted(reached))
