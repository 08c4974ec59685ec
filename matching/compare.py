"""Two plans side by side: who changes and why, who gains or loses a place, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.network import TIERS
from matching.plan import TrialPlan

LOCKED, FORBIDDEN, NOT_ELIGIBLE, NEWLY_ELIGIBLE, TIER, PLACES, FOLLOWS = (
    "locked",
    "forbidden",
    "not_eligible",
    "newly_eligible",
    "tier",
    "places",
    "follows",
)
CAUSES = (LOCKED, FORBIDDEN, NOT_ELIGIBLE, NEWLY_ELIGIBLE, TIER, PLACES, FOLLOWS)


@dataclass(frozen=True)
class Change:
    """Somebody whose suggestion differs; None stands for having none.

    Attributes
    ----------
    causes
        What was changed about this very pair, as codes of `CAUSES` (words `change.…`): the new pair is fixed, the
        old one is forbidden or no longer eligible, the new one was not eligible before, the person's tier differs,
        the places of either facility differ; `follows` if it only follows from changes elsewhere.
    """

    person_id: int
    old_facility: int | None
    new_facility: int | None
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """One plan in figures; metres are from home, of those placed at a known distance, `gained` is by `GAINS`."""

    gained: tuple[int, ...]
    placed_by_tier: Mapping[int, int]
    cost: int
    home_metres: int
    unknown_distances: int


@dataclass(frozen=True)
class Comparison:
    """Two plans beside each other.

    Attributes
    ----------
    changes
        Everyone whose suggestion differs, by id; their number is the number of pairs changed.
    gains, loses
        Who has a place only in the new plan, and who only in the old.
    """

    changes: tuple[Change, ...]
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    old: Totals
    new: Totals


def compare(old: TrialPlan, new: TrialPlan) -> Comparison:
    """Lay a new plan beside an old one; people or facilities may be in one of them only."""
    was = {one.person_id: one.facility_id for one in old.assignments}
    now = {one.person_id: one.facility_id for one in new.assignments}
    differ = sorted(person for person in was.keys() | now.keys() if was.get(person) != now.get(person))
    before, after = _Facts(old), _Facts(new)
    return Comparison(
        changes=tuple(
            Change(person, was.get(person), now.get(person), _causes(before, after, person, was, now))
            for person in differ
        ),
        gains=tuple(person for person in differ if person not in was),
        loses=tuple(person for person in differ if person not in now),
        old=_totals(old),
        new=_totals(new),
    )


class _Facts:
    """What is asked of a plan again and again, by ids."""

    def __init__(self, plan: TrialPlan) -> None:
        problem = plan.problem
        self.constraints = plan.constraints
        self.tier = {person.id: person.tier for person in problem.people}
        sizes = map(len, plan.spread)
        self.places: dict[int | None, int] = dict(zip((one.id for one in problem.facilities), sizes, strict=True))
        self._row = {person.id: index for index, person in enumerate(problem.people)}
        self._ids = [facility.id for facility in problem.facilities]
        self._candidates = plan.candidates

    def eligible(self, person: int) -> set[int]:
        if person not in self._row:
            return set()
        start, row = self._candidates.start, self._row[person]
        return {self._ids[facility] for facility in self._candidates.facility[start[row] : start[row + 1]].tolist()}


def _causes(
    before: _Facts, after: _Facts, person: int, was: Mapping[int, int], now: Mapping[int, int]
) -> tuple[str, ...]:
    old, new = was.get(person), now.get(person)
    touched = {old, new} & before.places.keys() & after.places.keys()
    forbidden = (person, old) in after.constraints.forbids
    fixed = after.constraints.fixed - before.constraints.fixed
    holds = {
        LOCKED: (person, new) in fixed,
        FORBIDDEN: forbidden,
        NOT_ELIGIBLE: old is not None and not forbidden and old not in after.eligible(person),
        NEWLY_ELIGIBLE: new is not None and new not in before.eligible(person),
        TIER: before.tier.get(person) != after.tier.get(person),
        PLACES: any(before.places[facility] != after.places[facility] for facility in touched),
    }
    return tuple(code for code in CAUSES if holds.get(code)) or (FOLLOWS,)


def _totals(plan: TrialPlan) -> Totals:
    ways = [
        int(plan.problem.home_metres[person, facility])
        for person, facility in enumerate(plan.solution.assigned.tolist())
        if facility < plan.network.facilities
    ]
    return Totals(
        gained=plan.gained,
        placed_by_tier={tier: plan.placed_by_tier[tier] for tier in TIERS},
        cost=plan.cost,
        home_metres=sum(way for way in ways if way >= 0),
        unknown_distances=sum(way < 0 for way in ways),
    )
