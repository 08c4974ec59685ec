"""One condition more at one facility: exactly what every such answer would change, for all facilities and conditions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices, Ints
from matching.emergency import POLICY, Readiness, readiness
from matching.errors import SolverError
from matching.pairs import (
    Candidates,
    allowed,
    find_candidates,
    fixed_facilities,
    places_used,
    row_starts,
    spread_costs,
    urgency,
)
from matching.problem import CONDITIONS, EMERGENCY_POLICIES, Facility, Problem, columns_of, confirm, lot_of
from matching.solving import (
    FIRST,
    SECOND,
    TIERS,
    Network,
    build_network,
    canonical,
    count_gains,
    lower_bound,
    prove,
    solve,
    total_cost,
)
from matching.trials import TrialPlan
from matching.why.alternatives import ObjectiveChange

NO_EDGE = -1
POLICIES = tuple(f"{POLICY}.{policy}" for policy in EMERGENCY_POLICIES[1:])
ANSWERS: tuple[str, ...] = (*CONDITIONS, *POLICIES)
"""All that a facility can be asked for: `matching.problem.conditions.CONDITIONS`, and a more open emergency policy."""
JUDGED_AIMS = ("cost", "readiness")
"""Aims of the plans whose effects are told: to tell what an answer does to nights averted, each would be simulated anew."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Effect:
    """What the plan and the emergency options would be if a facility said yes to one thing.

    Attributes
    ----------
    condition
        One of `ANSWERS`.
    gains, loses
        Ids of those who would have a place that have none, and the other way round; from the plan made anew.
    change
        What the new plan's objective differs by.
    options
        Ids of those who would at once have one more emergency option, without any trial.
    firsts
        Those of them who have none yet.
    readied
        Ids of those who would have an emergency option and have none, the trials of both plans that bring one to a
        plan that aims at readiness included.
    """

    facility_id: int
    condition: str
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    change: ObjectiveChange
    options: tuple[int, ...]
    firsts: tuple[int, ...]
    readied: tuple[int, ...]

    @property
    def made_ready(self) -> int:
        """How many more people would have an emergency option, the trials of a plan that aims at readiness included."""
        return len(self.firsts) + sum(self.change.gained[: len(TIERS)])


def with_yes(facility: Facility, condition: str) -> Facility:
    """Return a facility that has said yes to one of `ANSWERS`; a policy that is no more open than its own changes nothing."""
    if condition not in POLICIES:
        return confirm(facility, condition, answer=True)
    policy = condition.removeprefix(f"{POLICY}.")
    own = facility.emergency_policy
    if own is not None and EMERGENCY_POLICIES.index(own) >= EMERGENCY_POLICIES.index(policy):
        return facility
    return replace(facility, emergency_policy=policy)


def condition_effects(plan: TrialPlan, progress: Progress | None = None) -> tuple[Effect, ...]:
    """Return what each single yes would change, for every facility and every one of `ANSWERS`, by facility.

    Equal to planning anew each time. Whether, and at what cost, somebody could go to a facility depends on no other
    facility, so that one answer is put to all facilities at once and each column of the result is looked at alone. A
    column that stays as it is changes nothing. Where the plan's prices still prove it optimal with the new column
    (its cost equals their lower bound), it is; only else is it solved anew. What changes nothing at all is left out.

    Parameters
    ----------
    plan
        The plan as it is, with one of `JUDGED_AIMS`; what it had to keep is kept.
    progress
        Told how many of all conditions are done.
    """
    effects = [one for found in _by_condition(plan, progress) for one in found]
    order = plan.problem.facility_rows
    return tuple(sorted(effects, key=lambda one: (order[one.facility_id], ANSWERS.index(one.condition))))


@dataclass(frozen=True, eq=False)
class _City:
    """All pairs under one set of answers; arrays of shape (people, facilities), or of facilities.

    `cost` is `NO_EDGE` where nobody may go, or where a person's place is fixed elsewhere.
    """

    cost: Ints
    places: Ints
    ready: Readiness


@dataclass(frozen=True, eq=False)
class _Case:
    """The city with one column changed, and the network of it."""

    cost: Ints
    gain: npt.NDArray[np.int8]
    network: Network


def _by_condition(plan: TrialPlan, progress: Progress | None) -> Iterator[list[Effect]]:
    cities = {}
    for at, condition in enumerate(ANSWERS):
        facilities = tuple(with_yes(one, condition) for one in plan.problem.facilities)
        changed = [now != was for now, was in zip(facilities, plan.problem.facilities, strict=True)]
        if any(changed):
            cities[condition] = _city(plan, replace(plan.problem, facilities=facilities))
        if progress is not None:
            progress(at + 1, 2 * len(ANSWERS))
    solver = _Solver(plan, _city(plan, plan.problem), cities)
    for at, condition in enumerate(ANSWERS):
        if condition in cities:
            yield solver.effects(condition)
        if progress is not None:
            progress(len(ANSWERS) + at + 1, 2 * len(ANSWERS))


def _city(plan: TrialPlan, problem: Problem) -> _City:
    candidates = allowed(find_candidates(problem), problem, plan.constraints)
    return _City(
        _matrix(plan, candidates),
        places_used(columns_of(problem).facilities, problem.policy),
        readiness(problem),
    )


def _matrix(plan: TrialPlan, candidates: Candidates) -> Ints:
    problem = plan.problem
    cost = np.full((len(problem.people), len(problem.facilities)), NO_EDGE, dtype=np.int64)
    cost[candidates.person, candidates.facility] = candidates.cost
    for person, facility in fixed_facilities(problem, plan.constraints).items():
        own = cost[person, facility]
        cost[person] = NO_EDGE
        cost[person, facility] = own
    return cost


class _Solver:
    """The city as it is, solved, and what it would be with one column of another."""

    def __init__(self, plan: TrialPlan, now: _City, others: Mapping[str, _City]) -> None:
        self._plan, self._now, self._others = plan, now, others
        self._fixed = fixed_facilities(plan.problem, plan.constraints)
        self._level = urgency(plan.problem, self._fixed)
        self._lot = lot_of(plan.problem)
        self._tier = np.array([person.tier for person in plan.problem.people], dtype=np.int64)
        self._aims = plan.problem.policy.scope.aim == "readiness"
        cities = (now, *others.values())
        most = max((int(city.places.max(initial=0)) for city in cities), default=0)
        self._spread = spread_costs(most + 1, plan.problem.policy)
        # One price of being unplaced for all, so that prices of one network are prices of the others.
        self._dearest = max(int(city.cost.max(initial=0)) for city in cities) + self._spread[-1]
        self._assigned = plan.solution.assigned
        self._case = self._changed(now, None)
        self._prices = prove(self._case.network, self._assigned)
        self._value = self._worth(self._case, self._assigned)

    def effects(self, condition: str) -> list[Effect]:
        """Return what the answer changes at each facility that it changes anything for."""
        now, other = self._now, self._others[condition]
        touched = (now.cost != other.cost).any(axis=0) | (now.places != other.places)
        ready = now.ready.option != other.ready.option
        if self._aims:
            touched |= (ready | (now.ready.after_trial != other.ready.after_trial)).any(axis=0)
        effects = (self._effect(condition, other, int(at), planned=bool(touched[at])) for at in
                np.flatnonzero(touched | ready.any(axis=0)))  # fmt: skip
        return [one for one in effects if one is not None]

    def _effect(self, condition: str, other: _City, at: int, *, planned: bool) -> Effect | None:
        if np.count_nonzero(np.fromiter(self._fixed.values(), dtype=np.int64) == at) > other.places[at]:
            return None  # what is agreed could not be kept
        people = self._plan.problem.people
        case, assigned, change = self._case, self._assigned, ObjectiveChange(dict.fromkeys(TIERS, 0), 0)
        if planned:
            case = self._changed(other, at)
            assigned = self._solved(case.network)
            change = _difference(self._value, self._worth(case, assigned))
        outside = self._case.network.facilities
        had, has = self._assigned < outside, assigned < outside
        newly_open = other.ready.option[:, at] & ~self._now.ready.option[:, at]
        first = newly_open & (self._now.ready.options == 0)
        readied = first | (_reached(case, assigned) & (self._now.ready.options == 0))

        def ids(flags: Flags) -> tuple[int, ...]:
            return tuple(people[row].id for row in np.flatnonzero(flags).tolist())

        effect = Effect(
            facility_id=self._plan.problem.facilities[at].id,
            condition=condition,
            gains=ids(has & ~had),
            loses=ids(had & ~has),
            change=change,
            options=ids(newly_open),
            firsts=ids(first),
            readied=ids(readied & ~_reached(self._case, self._assigned)),
        )
        telling = effect.options or change.cost or any(change.gained) or any(change.placed_by_tier.values())
        return effect if telling or effect.gains or effect.loses else None

    def _changed(self, other: _City, at: int | None) -> _Case:
        """Return the city as it is but for one column."""
        cost, places, gain = self._now.cost, self._now.places, self._gains(other, at)
        if at is not None:
            cost, places = cost.copy(), places.copy()
            cost[:, at], places[at] = other.cost[:, at], other.places[at]
        person, facility = np.nonzero(cost != NO_EDGE)
        slots = [self._spread[:most] for most in places.tolist()]
        edges = facility, cost[person, facility]
        start = row_starts(person, len(cost))
        network = build_network(start, *edges, self._level, slots, self._dearest, gain[person, facility])
        return _Case(cost, gain, network)

    def _gains(self, other: _City, at: int | None) -> npt.NDArray[np.int8]:
        """Return what each trial would bring, as `matching.emergency.options.with_gains`."""
        now = self._now.ready
        if not self._aims:
            return np.zeros(now.option.shape, dtype=np.int8)
        gains, options = now.gains, now.options
        if at is not None:
            gains[:, at] = other.ready.gains[:, at]
            options = options - now.option[:, at] + other.ready.option[:, at]
        kind = np.select([options == 0, options == 1], [FIRST, SECOND], 0)
        brought: npt.NDArray[np.int8] = (gains * kind[:, np.newaxis]).astype(np.int8)
        return brought

    def _solved(self, network: Network) -> Indices:
        try:
            stays_best = lower_bound(network, self._prices) == total_cost(network, self._assigned)
        except SolverError:  # the answer takes something away that the plan uses, such as a place that was assumed
            stays_best = False
        if stays_best:
            return canonical(network, self._assigned, self._prices, self._lot)
        return solve(network, self._level, lot=self._lot).assigned

    def _worth(self, case: _Case, assigned: Indices) -> ObjectiveChange:
        """Return the objective of a plan: people placed by tier, cost, options gained."""
        placed = np.flatnonzero(assigned < case.network.facilities)
        used = placed, assigned[placed]
        load = np.bincount(assigned[placed], minlength=case.network.facilities)
        tier, gain = self._tier[placed], case.gain[used]
        return ObjectiveChange(
            {one: int(np.count_nonzero(tier == one)) for one in TIERS},
            int(case.cost[used].sum()) + sum(sum(self._spread[:guests]) for guests in load.tolist()),
            count_gains(gain, tier),
        )


def _reached(case: _Case, assigned: Indices) -> Flags:
    """Tell whose trial brings a first emergency option."""
    inside = np.flatnonzero(assigned < case.network.facilities)
    reached = np.zeros(len(assigned), dtype=np.bool_)
    reached[inside] = case.gain[inside, assigned[inside]] == FIRST
    return reached


def _difference(old: ObjectiveChange, new: ObjectiveChange) -> ObjectiveChange:
    return ObjectiveChange(
        {tier: new.placed_by_tier[tier] - old.placed_by_tier[tier] for tier in TIERS},
        new.cost - old.cost,
        tuple(after - before for before, after in zip(old.gained, new.gained, strict=True)),
    )
