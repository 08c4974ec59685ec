"""What a plan must keep: pairs that are fixed, pairs that must not be, and how dear it is to change the last plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices, Ints
from matching.errors import ConstraintError
from matching.pairs.candidates import Candidates
from matching.pairs.costs import places_used
from matching.pairs.rules import NO, RULE_CODES, judge
from matching.policy import MOST
from matching.problem import Problem, columns_of

Pair = tuple[int, int]
"""A person's id and a facility's."""
STAY_CLOSE = "stay_close"


@dataclass(frozen=True)
class Constraints:
    """Wishes that come before all tiers, and one that costs points.

    Attributes
    ----------
    locks, keeps
        Pairs that must be in the plan: chosen by hand, and already agreed with the facility. Both are hard.
    forbids
        Pairs that must not be in the plan; those of people or facilities that the problem lacks say nothing.
    stay_close
        Points for each person who is placed elsewhere than in `base`.
    base
        Person id -> facility id of the plan to stay close to.
    """

    locks: frozenset[Pair] = frozenset()
    keeps: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    stay_close: int = 0
    base: Mapping[int, int] = field(default_factory=dict)

    @property
    def fixed(self) -> frozenset[Pair]:
        """All pairs that must be in the plan."""
        return self.locks | self.keeps


NONE = Constraints()


def fixed_facilities(problem: Problem, constraints: Constraints) -> dict[int, int]:
    """Return the facility index of everyone whose pair is fixed, by person index.

    Raises
    ------
    ConstraintError
        Somebody or some facility is not in the problem, or a person is fixed at two facilities, or at a forbidden one.
    """
    row, column = problem.person_rows, problem.facility_rows
    fixed: dict[int, int] = {}
    for person, facility in sorted(constraints.fixed):
        if person not in row:
            raise ConstraintError("constraint.no_such_person", person=person, facility=facility)
        if facility not in column:
            raise ConstraintError("constraint.no_such_facility", person=person, facility=facility)
        if row[person] in fixed:
            other = problem.facilities[fixed[row[person]]].id
            raise ConstraintError("constraint.two_facilities", person=person, facility=facility, other=other)
        if (person, facility) in constraints.forbids:
            raise ConstraintError("constraint.fixed_and_forbidden", person=person, facility=facility)
        fixed[row[person]] = column[facility]
    return fixed


def check_constraints(problem: Problem, places: Ints, constraints: Constraints) -> None:
    """Check that all that is fixed can be had together.

    Parameters
    ----------
    places
        The places of each facility that the plan reckons with.

    Raises
    ------
    ConstraintError
        A fixed pair breaks a hard rule or is without consent, a facility has fewer places than fixed guests, or the
        points for staying close are no whole number in range; see also `fixed_facilities`.
    """
    points = constraints.stay_close
    if not isinstance(points, int) or isinstance(points, bool) or not 0 <= points <= MOST:
        raise ConstraintError("constraint.stay_close", value=repr(points), most=MOST)
    for error in _conflicts(problem, places, constraints).values():
        raise error


def impossible(problem: Problem, constraints: Constraints) -> dict[Pair, ConstraintError]:
    """Return the fixed pairs that cannot be had, each with the reason; all pairs of a facility with too few places.

    Raises
    ------
    ConstraintError
        See `fixed_facilities`.
    """
    if not constraints.fixed:
        return {}
    places = places_used(columns_of(problem).facilities, problem.policy)
    return _conflicts(problem, places, constraints)


def _conflicts(problem: Problem, places: Ints, constraints: Constraints) -> dict[Pair, ConstraintError]:
    fixed = fixed_facilities(problem, constraints)
    pairs = columns_of(problem).pairs(
        np.array(list(fixed), dtype=np.intp), np.array(list(fixed.values()), dtype=np.intp)
    )
    refused = judge(pairs) == NO
    guests = Counter(fixed.values())
    alone: dict[Pair, ConstraintError] = {}
    crowded: dict[Pair, ConstraintError] = {}
    for at, (row, column) in enumerate(fixed.items()):
        person, facility = problem.people[row].id, problem.facilities[column].id
        if not problem.people[row].consent:
            error = ConstraintError("constraint.no_consent", person=person, facility=facility)
            alone[person, facility] = error
        elif refused[:, at].any():
            rule = RULE_CODES[int(refused[:, at].argmax())]
            error = ConstraintError("constraint.breaks_rule", person=person, facility=facility, rule=rule)
            alone[person, facility] = error
        elif guests[column] > places[column]:
            counts = {"fixed": guests[column], "places": int(places[column])}
            crowded[person, facility] = ConstraintError("constraint.too_few_places", facility=facility, **counts)
    return {**alone, **crowded}


def allowed(candidates: Candidates, problem: Problem, constraints: Constraints) -> Candidates:
    """Return the candidates without the forbidden pairs, with the points for leaving the last plan as one more term."""
    if constraints.forbids:
        candidates = _without(candidates, problem, constraints.forbids)
    if not constraints.stay_close:
        return candidates
    column = problem.facility_rows
    last = [constraints.base.get(person.id) for person in problem.people]
    had = np.array([id_ is not None for id_ in last], dtype=np.bool_)
    where = np.array([-1 if id_ is None else column.get(id_, -1) for id_ in last], dtype=np.intp)
    leaves = had[candidates.person] & (where[candidates.person] != candidates.facility)
    points = leaves * np.int64(constraints.stay_close)
    return replace(candidates, terms=candidates.terms.having(STAY_CLOSE, points), cost=candidates.cost + points)


def urgency(problem: Problem, fixed: Mapping[int, int]) -> npt.NDArray[np.int8]:
    """Return the tier of each person, 0 for those who must be placed because their pair is fixed."""
    return np.array([0 if row in fixed else person.tier for row, person in enumerate(problem.people)], dtype=np.int8)


def open_rows(candidates: Candidates, fixed: Mapping[int, int]) -> Flags:
    """Tell which candidates are still open to the solver: of people who are fixed only that one pair."""
    place = np.full(len(candidates.start) - 1, -1, dtype=np.intp)
    place[list(fixed)] = list(fixed.values())
    own = place[candidates.person]
    is_open: Flags = (own == -1) | (own == candidates.facility)
    return is_open


def row_starts(person: Indices, people: int) -> Ints:
    """Return where the rows of each person begin in a sorted column of person indices, and the end."""
    return np.searchsorted(person, np.arange(people + 1)).astype(np.int64)


def _without(candidates: Candidates, problem: Problem, forbids: frozenset[Pair]) -> Candidates:
    width = len(problem.facilities)
    row, column = problem.person_rows, problem.facility_rows
    keys: Sequence[int] = [row[p] * width + column[f] for p, f in forbids if p in row and f in column]
    kept = ~np.isin(candidates.person.astype(np.int64) * width + candidates.facility, np.array(keys, dtype=np.int64))
    person = candidates.person[kept]
    return replace(
        candidates,
        person=person,
        facility=candidates.facility[kept],
        terms=candidates.terms.take(kept),
        cost=candidates.cost[kept],
        confirm=candidates.confirm[kept],
        start=row_starts(person, len(problem.people)),
        gain=candidates.gain[kept],
        nights=candidates.nights[kept],
    )
