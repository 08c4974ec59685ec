"""One condition away: which single condition of a facility, relaxed or confirmed, would help or hurt whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags
from matching.pairs import RULE_CODES, RULES, judge_whole
from matching.problem import CONDITIONS, Problem, columns_of, confirm
from matching.solving import TIERS
from matching.trials import TrialPlan, compare, due_of, make_plan
from matching.why.alternatives import ObjectiveChange

RELAX, CONFIRM = "relax", "confirm"
MOST = 10
"""So many of each kind are planned anew, the most promising first."""
Open = dict[tuple[int, int], npt.NDArray[np.int32]]
"""(facility index, rule index) -> indices of people; parts of one array, since they are a million in all."""


@dataclass(frozen=True)
class NearMiss:
    """One condition of a facility, and what the plan would be if it were otherwise.

    Attributes
    ----------
    kind
        `relax`: the facility refuses by this rule; if it took everybody in this respect, `people` would be eligible.
        `confirm`: it is not known for `people` whether the rule is met; if the answer were no, they could not go.
    people
        Ids of those concerned; of `confirm` only when somebody is suggested there subject to it.
    gains, loses
        Who would have a place that has none, and who would have none that has one; from a plan made anew.
    change
        What the new plan's objective differs by.
    """

    kind: str
    facility_id: int
    rule: str
    people: tuple[int, ...]
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    change: ObjectiveChange


def near_misses(plan: TrialPlan, most: int = MOST) -> tuple[NearMiss, ...]:
    """Return the conditions worth asking a facility about, those that place most people by tier first.

    Conditions that facilities could relax are tried in the order of the people without a place who would become
    eligible, by tier, then of all who would. Conditions to confirm are tried where suggestions depend on them, those
    on which most people's do first. Each is planned anew, so what it brings is exact; those by which nobody gains or
    loses a place or an emergency option are left out, whatever they cost.

    Parameters
    ----------
    plan
        The plan as it is.
    most
        How many conditions of each kind are tried.
    """
    relaxed = [_relaxed(plan, *one) for one in _promising(plan, refused_alone(plan.problem), most)]
    refused = [_refused(plan, *one) for one in _doubtful(plan, most)]
    telling = [one for one in (*relaxed, *refused) if one.gains or one.loses or any(one.change.gained)]
    return tuple(sorted(telling, key=_order))


def refused_alone(problem: Problem) -> Open:
    """Find the pairs that one rule alone keeps apart, where the rule is a condition of the facility."""
    return possible_and_refused_alone(problem)[1]


def possible_and_refused_alone(problem: Problem) -> tuple[Flags, Open]:
    """Tell, shape (people, facilities), which pairs no rule keeps apart, and find those that one alone does."""
    askable = np.array([rule.negotiable and rule.code in CONDITIONS for rule in RULES])
    consent = np.array([person.consent for person in problem.people], dtype=np.bool_)
    possible = np.zeros((len(problem.people), len(problem.facilities)), dtype=np.bool_)
    found: list[npt.NDArray[np.int32]] = [np.zeros((2, 0), dtype=np.int32)]
    for block in judge_whole(columns_of(problem)):
        possible[block.rows] = (block.refused == 0) & consent[block.rows, np.newaxis]
        alone = (np.bitwise_count(block.refused) == 1) & consent[block.rows, np.newaxis]
        person, facility = np.nonzero(alone)
        rule = np.log2(block.refused[person, facility]).astype(np.int32)
        keys = facility * len(RULES) + rule
        found.append(np.stack([keys, person + block.rows.start]).astype(np.int32)[:, askable[rule]])
    keys, people = np.concatenate(found, axis=1)
    del found
    order = np.argsort(keys, kind="stable")
    keys, people = keys[order], people[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    groups = np.split(people, first[1:])
    alone_by = zip(keys[first].tolist(), groups, strict=bool(len(keys)))
    return possible, {divmod(key, len(RULES)): group for key, group in alone_by}


def _promising(plan: TrialPlan, refused: Open, most: int) -> Iterable[tuple[int, int, list[int]]]:
    placed = plan.solution.assigned < plan.network.facilities

    tiers = np.array([person.tier for person in plan.problem.people], dtype=np.int64)

    def order(item: tuple[tuple[int, int], npt.NDArray[np.int32]]) -> tuple[int, ...]:
        waiting = tiers[item[1][~placed[item[1]]]].tolist()
        return (*(-waiting.count(tier) for tier in TIERS), -len(item[1]), *item[0])

    return [(facility, rule, people.tolist()) for (facility, rule), people in sorted(refused.items(), key=order)[:most]]


def _doubtful(plan: TrialPlan, most: int) -> Iterable[tuple[int, int, list[int]]]:
    """Find the conditions to confirm on which suggestions depend, with everybody whose eligibility does."""
    candidates, fixed = plan.candidates, plan.constraints.fixed
    people, facilities = plan.problem.people, plan.problem.facilities
    suggested = plan.solution.assigned[candidates.person] == candidates.facility
    counts: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero(suggested & (candidates.confirm != 0)).tolist():
        person, facility = int(candidates.person[row]), int(candidates.facility[row])
        if (people[person].id, facilities[facility].id) not in fixed:
            for rule in range(len(RULES)):
                if int(candidates.confirm[row]) >> rule & 1:
                    counts[facility, rule] = counts.get((facility, rule), 0) + 1
    chosen = sorted(counts, key=lambda key: (-counts[key], key))[:most]
    return [
        (
            facility,
            rule,
            candidates.person[(candidates.facility == facility) & (candidates.confirm >> rule & 1 == 1)].tolist(),
        )
        for facility, rule in chosen
    ]


def _relaxed(plan: TrialPlan, facility: int, rule: int, people: list[int]) -> NearMiss:
    facilities = list(plan.problem.facilities)
    facilities[facility] = confirm(facilities[facility], RULE_CODES[rule], answer=True)
    other = make_plan(replace(plan.problem, facilities=tuple(facilities)), plan.solver, plan.constraints)
    return _near_miss(RELAX, plan, other, facility, rule, people)


def _refused(plan: TrialPlan, facility: int, rule: int, people: list[int]) -> NearMiss:
    pairs = {(plan.problem.people[person].id, plan.problem.facilities[facility].id) for person in people}
    forbids = plan.constraints.forbids | (pairs - plan.constraints.fixed)
    other = make_plan(plan.problem, plan.solver, replace(plan.constraints, forbids=forbids))
    return _near_miss(CONFIRM, plan, other, facility, rule, people)


def _near_miss(kind: str, plan: TrialPlan, other: TrialPlan, facility: int, rule: int, people: list[int]) -> NearMiss:
    comparison = compare(plan, other)
    return NearMiss(
        kind=kind,
        facility_id=plan.problem.facilities[facility].id,
        rule=RULE_CODES[rule],
        people=tuple(plan.problem.people[person].id for person in people),
        gains=comparison.gains,
        loses=comparison.loses,
        change=ObjectiveChange(
            {tier: other.placed_by_tier[tier] - plan.placed_by_tier[tier] for tier in TIERS},
            other.cost - plan.cost,
            tuple(new - old for new, old in zip(other.gained, plan.gained, strict=True)),
            other.nights - plan.nights,
            len(due_of(other).placed) - len(due_of(plan).placed),
        ),
    )


def _order(near_miss: NearMiss) -> tuple[object, ...]:
    change = near_miss.change
    changed = [abs(count) for count in (change.due, *change.gained, *(change.placed_by_tier[tier] for tier in TIERS))]
    return (
        near_miss.kind != RELAX,
        *(-count for count in changed),
        -abs(near_miss.change.nights),
        near_miss.change.cost,
        near_miss.facility_id,
        near_miss.rule,
    )
