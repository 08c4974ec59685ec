"""Two plans side by side: who changes and why, who gains or loses a place, and what it comes to."""

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.pairs import Constraints, Pair
from matching.solving import TIERS
from matching.trials.plan import TrialPlan
from matching.trials.record import draw_of

JOINED, LOCKED, AGREED, FORBIDDEN, NOT_ELIGIBLE, NEWLY_ELIGIBLE, TIER, PLACES, DRAWN, FOLLOWS = (
    "joined",
    "locked",
    "agreed",
    "forbidden",
    "not_eligible",
    "newly_eligible",
    "tier",
    "places",
    "drawn",
    "follows",
)
CAUSES = (JOINED, LOCKED, AGREED, FORBIDDEN, NOT_ELIGIBLE, NEWLY_ELIGIBLE, TIER, PLACES, DRAWN, FOLLOWS)


@dataclass(frozen=True)
class Reassignment:
    """Somebody whose suggestion differs; None stands for having none.

    Attributes
    ----------
    causes
        What was changed about this very pair, as codes of `CAUSES` (words `change.…`): the person was not there
        before, the new pair is fixed by hand or agreed since, the old one is forbidden or no longer eligible (as none
        is for somebody who takes no part any more), the new one was not eligible before, the person's tier differs, the
        places of either facility differ; where none of this holds `drawn` if the lot is another and the plan as good as
        before, or else `follows`: it only follows from changes elsewhere.
    """

    person_id: int
    old_facility: int | None
    new_facility: int | None
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """One plan in figures; metres are from home, of those placed at a known distance, `gained` is by `GAINS`, `nights` in hundredths a year."""

    gained: tuple[int, ...]
    nights: int
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

    changes: tuple[Reassignment, ...]
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    old: Totals
    new: Totals


def compare(old: TrialPlan, new: TrialPlan) -> Comparison:
    """Lay a new plan beside an old one; people or facilities may be in one of them only."""
    was, now = old.pairs, new.pairs
    changes = changes_from(facts_of(old), was, new)
    return Comparison(
        changes=changes,
        gains=tuple(one.person_id for one in changes if one.person_id not in was),
        loses=tuple(one.person_id for one in changes if one.person_id not in now),
        old=_totals(old),
        new=_totals(new),
    )


def changes_since(record: Mapping[str, Any], was: Mapping[int, int], plan: TrialPlan) -> tuple[Reassignment, ...]:
    """Return which people of a plan are suggested elsewhere than in an earlier plan, of which only its record is left.

    Parameters
    ----------
    record
        As `matching.trials.record.plan_record` wrote it.
    was
        Facility id by person id: the record's assignments, or where its dates led.
    """
    eligible: dict[int, list[int]] = {}
    for pair in record["candidates"]:
        eligible.setdefault(pair["person"], []).append(pair["facility"])
    objective = record["objective"]
    before = Facts(
        tier={one["id"]: one["tier"] for one in record["people"]},
        places={one["id"]: one["places"] for one in record["facilities"]},
        fixed={(one["person"], one["facility"]) for one in record.get("fixed", ())},
        eligible=lambda person: eligible.get(person, ()),
        lot=draw_of(record),
        objective=(*(objective["placed_by_tier"][str(tier)] for tier in TIERS), objective["cost"]),
    )
    taking_part = {person.id for person in plan.problem.people}
    return changes_from(before, {person: place for person, place in was.items() if person in taking_part}, plan)


@dataclass(frozen=True)
class Facts:
    """What must be known of a plan to say why another differs, by ids; ``eligible`` gives the facilities of a person."""

    tier: Mapping[int, int]
    places: Mapping[int | None, int]
    fixed: AbstractSet[Pair]
    eligible: Callable[[int], Collection[int]]
    lot: int | None
    objective: tuple[int, ...]


def facts_of(plan: TrialPlan) -> Facts:
    """Return a plan's facts, which do not hold on to the plan."""
    people, row = plan.problem.people, plan.problem.person_rows
    sites = [facility.id for facility in plan.problem.facilities]
    # As small as it can be: facts outlive their plan, in every session that looks at one.
    start, column = plan.candidates.start, plan.candidates.facility.astype(np.min_scalar_type(len(sites)))

    def eligible(person: int) -> list[int]:
        first, last = start[row[person]], start[row[person] + 1]
        return [sites[site] for site in column[first:last].tolist()]

    return Facts(
        tier={one.id: one.tier for one in people},
        places=dict(zip(sites, map(len, plan.spread), strict=True)),
        fixed=plan.constraints.fixed,
        eligible=eligible,
        lot=plan.problem.draw,
        objective=(*(plan.placed_by_tier[tier] for tier in TIERS), plan.cost),
    )


def changes_from(before: Facts, was: Mapping[int, int], plan: TrialPlan) -> tuple[Reassignment, ...]:
    """Return who is suggested elsewhere in a plan than in an earlier one, of which its facts are left.

    Parameters
    ----------
    was
        Facility id by person id in the earlier plan.
    """
    after, now = facts_of(plan), plan.pairs
    differ = sorted(person for person in was.keys() | now.keys() if was.get(person) != now.get(person))
    return tuple(
        Reassignment(person, old, new, _causes(before, after, plan.constraints, person, (old, new)))
        for person in differ
        for old, new in [(was.get(person), now.get(person))]
    )


def _causes(
    before: Facts, after: Facts, constraints: Constraints, person: int, places: tuple[int | None, int | None]
) -> tuple[str, ...]:
    if person not in before.tier:
        return (JOINED,)
    if person not in after.tier:
        return (NOT_ELIGIBLE,)
    old, new = places
    touched = {old, new} & before.places.keys() & after.places.keys()
    forbidden = (person, old) in constraints.forbids
    fresh = (person, new) not in before.fixed
    holds = {
        LOCKED: fresh and (person, new) in constraints.locks,
        AGREED: fresh and (person, new) in constraints.keeps,
        FORBIDDEN: forbidden,
        NOT_ELIGIBLE: old is not None and not forbidden and old not in after.eligible(person),
        NEWLY_ELIGIBLE: new is not None and new not in before.eligible(person),
        TIER: before.tier[person] != after.tier[person],
        PLACES: any(before.places[facility] != after.places[facility] for facility in touched),
    }
    drawn = before.lot != after.lot and before.objective == after.objective  # no lot makes a plan better or worse
    return tuple(code for code in CAUSES if holds.get(code)) or (DRAWN if drawn else FOLLOWS,)


def _totals(plan: TrialPlan) -> Totals:
    ways = [
        int(plan.problem.home_metres[person, facility])
        for person, facility in enumerate(plan.solution.assigned.tolist())
        if facility < plan.network.facilities
    ]
    return Totals(
        gained=plan.gained,
        nights=plan.nights,
        placed_by_tier={tier: plan.placed_by_tier[tier] for tier in TIERS},
        cost=plan.cost,
        home_metres=sum(way for way in ways if way >= 0),
        unknown_distances=sum(way < 0 for way in ways),
    )
