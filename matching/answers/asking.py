"""Whom one can ask for whom and how likely a yes is: what a plan of asking is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matching.arrays import Flags, Indices, Ints
from matching.trials import TrialPlan

MILLION = 1_000_000
"""Chances and expected numbers are whole millionths, so that anyone reckons the same."""
NO_PAIR = -1


@dataclass(frozen=True, eq=False)
class Asking:
    """Everybody in a plan, the places it reckons with, and every pair that may be asked.

    Attributes
    ----------
    person_id, tier
        One value a person.
    facility_id, places
        One value a facility.
    person, facility, chance
        Of each pair who, where, and the chance of a yes in millionths; ordered by person, then facility.
    start
        The pairs of person p are rows `start[p]` to `start[p + 1]`.
    agreed, asked
        Row of the pair that has its yes already, and of the one that is asked before all others (agreed to be asked,
        or chosen by hand), one value a person; `NO_PAIR` for none.
    most
        Asks for one person at the most.
    """

    person_id: Ints
    tier: Ints
    facility_id: Ints
    places: Ints
    person: Indices
    facility: Indices
    chance: Ints
    start: Ints
    agreed: Indices
    asked: Indices
    most: int

    def __len__(self) -> int:
        return len(self.person)

    @property
    def free(self) -> Ints:
        """Places that are not agreed away, one value a facility."""
        gone = self.facility[self.agreed[self.agreed != NO_PAIR]]
        return self.places - np.bincount(gone, minlength=len(self.places))

    @property
    def open(self) -> Flags:
        """Whether anything is to be asked for somebody, one value a person."""
        return np.asarray((self.agreed == NO_PAIR) & (np.diff(self.start) > 0), dtype=np.bool_)


class Lists(NamedTuple):
    """Whom to ask for whom, in which order.

    Attributes
    ----------
    order
        People in the order in which they ask within a round; whoever has nothing to ask may be missing.
    start, row
        The list of person p is the pairs `row[start[p]:start[p + 1]]`, the first to ask first; the pair that is
        asked before all others is not in it.
    """

    order: Indices
    start: Ints
    row: Indices


def asking(plan: TrialPlan, chance: Ints, agreed: Mapping[int, int]) -> Asking:
    """Return what can be asked beside a plan.

    Parameters
    ----------
    plan
        Its fixed pairs are asked before all others.
    chance
        Chance of a yes of each candidate, in millionths.
    agreed
        Facility id by person id where the yes is there already; other pairs than the fixed say nothing.
    """
    problem, candidates = plan.problem, plan.candidates
    first = np.full(len(problem.people), NO_PAIR, dtype=np.intp)
    done = first.copy()
    for person_id, facility_id in plan.constraints.fixed:
        person = problem.person_rows[person_id]
        rows = done if agreed.get(person_id) == facility_id else first
        rows[person] = candidates.row(person, problem.facility_rows[facility_id])
    return Asking(
        person_id=np.array([one.id for one in problem.people], dtype=np.int64),
        tier=np.array([one.tier for one in problem.people], dtype=np.int64),
        facility_id=np.array([one.id for one in problem.facilities], dtype=np.int64),
        places=np.array([len(costs) for costs in plan.spread], dtype=np.int64),
        person=candidates.person,
        facility=candidates.facility,
        chance=chance,
        start=candidates.start,
        agreed=done,
        asked=first,
        most=problem.policy.scope.asks_per_person or max(len(problem.facilities), 1),
    )


def lists_by(asking: Asking, worth: Ints | np.ndarray, order: Indices | None = None) -> Lists:
    """Return lists of every open pair by falling worth, then by facility; people by tier, then by `order` or id.

    Parameters
    ----------
    worth
        One value a pair.
    order
        People in the order wanted within a tier; by id if None.
    """
    by_worth = np.lexsort((asking.facility, -np.asarray(worth, dtype=np.float64), asking.person))
    rows = by_worth[asking.open[asking.person[by_worth]]]
    rows = rows[rows != asking.asked[asking.person[rows]]]
    count = np.bincount(asking.person[rows], minlength=len(asking.tier))
    people = np.arange(len(asking.tier), dtype=np.intp) if order is None else order
    people = people[asking.open[people]]
    return Lists(
        order=people[np.argsort(asking.tier[people], kind="stable")],
        start=np.concatenate(([0], np.cumsum(count))).astype(np.int64),
        row=rows.astype(np.intp),
    )
