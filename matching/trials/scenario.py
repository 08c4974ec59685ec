"""What if: a problem with some things changed by hand, planned anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from matching.errors import ScenarioError
from matching.pairs import Constraints, Pair
from matching.policy import aiming, reweighted
from matching.problem import MOST_PLACES, UNKNOWN_METRES, Facility, Person, Problem, confirm
from matching.trials.plan import TrialPlan, make_plan


@dataclass(frozen=True)
class AddedFacility:
    """An imagined facility, and whole metres to it by person id; who is not named is at an unknown distance."""

    facility: Facility
    home_metres: Mapping[int, int] = field(default_factory=dict)
    day_metres: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """Changes to try, under a name; an empty one changes nothing.

    Attributes
    ----------
    locks, forbids, keep
        Pairs (person id, facility id): chosen by hand, never to be suggested, already agreed.
    places
        Facility id -> places in the period.
    closed
        Ids of facilities that take nobody.
    confirmed
        (facility id, condition) -> yes or no; conditions are those of `matching.problem.conditions.CONDITIONS`.
    added
        Imagined facilities.
    weights
        Weight of the policy -> points.
    tiers
        Person id -> tier.
    stay_close
        Points for each person placed elsewhere than in the plan that it is to stay close to.
    aim
        What the plan is to aim at, one of `matching.policy.AIMS`; None for the aim of the problem's policy.
    draw
        Which lot is drawn among equal people; None for that of the problem.
    """

    name: str
    locks: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    confirmed: Mapping[tuple[int, str], bool] = field(default_factory=dict)
    added: tuple[AddedFacility, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    keep: frozenset[Pair] = frozenset()
    stay_close: int = 0
    aim: str | None = None
    draw: int | None = None


CHANGING = ("places", "closed", "confirmed", "added", "weights", "tiers", "aim", "draw")
"""Fields of a scenario that make another problem; the others are about pairs of the same one."""


def apply(problem: Problem, scenario: Scenario) -> Problem:
    """Return the problem as the scenario has it; the problem itself stays as it is.

    A scenario that only locks, forbids or keeps pairs leaves the very same problem, so that all that was worked out
    of it holds on.

    Raises
    ------
    ScenarioError
        A person, facility or condition is unknown, or a number is none or out of range.
    PolicyError
        A weight is unknown or no whole number in range, or there is no such aim.
    ProblemError
        An added facility is not valid, or has the id of another.
    """
    _check(problem, scenario)
    if not any(getattr(scenario, field) for field in CHANGING):
        return problem
    policy = reweighted(problem.policy, scenario.weights, scenario.name)
    facilities = tuple(_changed(facility, scenario) for facility in problem.facilities)
    people = tuple(
        replace(person, tier=scenario.tiers[person.id]) if person.id in scenario.tiers else person
        for person in problem.people
    )
    return replace(
        problem,
        people=people,
        facilities=(*facilities, *(_changed(one.facility, scenario) for one in scenario.added)),
        home_metres=_widened(problem.home_metres, people, [one.home_metres for one in scenario.added]),
        day_metres=_widened(problem.day_metres, people, [one.day_metres for one in scenario.added]),
        policy=policy if scenario.aim is None else aiming(policy, scenario.aim),
        draw=problem.draw if scenario.draw is None else scenario.draw,
    )


def constraints_of(scenario: Scenario, base: Mapping[int, int] | None = None) -> Constraints:
    """Return what a plan of the scenario must keep; `base` is the plan that it may be told to stay close to, by ids."""
    return Constraints(
        locks=scenario.locks,
        keeps=scenario.keep,
        forbids=scenario.forbids,
        stay_close=scenario.stay_close,
        base=base or {},
    )


def plan_scenario(problem: Problem, scenario: Scenario, base: Mapping[int, int] | None = None) -> TrialPlan:
    """Make the plan of a scenario.

    Parameters
    ----------
    problem
        The problem before the changes.
    scenario
        The changes.
    base
        The plan to stay close to: facility id by person id.

    Raises
    ------
    MatchingError
        The scenario cannot be applied, or what it fixes cannot be kept; nothing is changed.
    """
    return make_plan(apply(problem, scenario), constraints=constraints_of(scenario, base))


def _check(problem: Problem, scenario: Scenario) -> None:
    if not scenario.name.strip():
        raise ScenarioError("scenario.no_name")
    people = {person.id for person in problem.people}
    facilities = {facility.id for facility in (*problem.facilities, *(one.facility for one in scenario.added))}
    pairs = scenario.locks | scenario.forbids | scenario.keep
    ways = [way for one in scenario.added for way in (*one.home_metres.items(), *one.day_metres.items())]
    people_named = {*(person for person, _ in pairs), *scenario.tiers, *(person for person, _ in ways)}
    places_named = {*(facility for _, facility in pairs), *scenario.places, *scenario.closed}
    places_named |= {facility for facility, _ in scenario.confirmed}
    for person in sorted(people_named - people):
        raise ScenarioError("scenario.no_such_person", person=person)
    for facility in sorted(places_named - facilities):
        raise ScenarioError("scenario.no_such_facility", facility=facility)
    for facility, places in scenario.places.items():
        _whole("scenario.places_not_whole", places, 0, MOST_PLACES, facility=facility)
    for person, tier in scenario.tiers.items():
        _whole("scenario.tier_not_whole", tier, 1, 3, person=person)
    for person, metres in ways:
        _whole("scenario.metres_not_whole", metres, UNKNOWN_METRES, int(np.iinfo(np.int32).max), person=person)


def _whole(code: str, value: object, least: int, most: int, **of: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ScenarioError(code, **of, value=repr(value), least=least, most=most)


def _changed(facility: Facility, scenario: Scenario) -> Facility:
    for (id_, condition), answer in sorted(scenario.confirmed.items()):
        if id_ == facility.id:
            facility = confirm(facility, condition, answer)
    return replace(
        facility,
        places=scenario.places.get(facility.id, facility.places),
        closed=facility.closed or facility.id in scenario.closed,
    )


def _widened(
    metres: npt.NDArray[np.int32], people: tuple[Person, ...], added: list[Mapping[int, int]]
) -> npt.NDArray[np.int32]:
    columns = [[one.get(person.id, UNKNOWN_METRES) for person in people] for one in added]
    new = np.array(columns, dtype=np.int32).reshape(len(added), len(people)).T
    return np.concatenate([metres, new], axis=1)
