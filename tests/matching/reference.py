"""Slow, plain-Python references: rules and costs pair by pair, and the best plan by enumeration."""

import datetime as dt
import hashlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from matching.pairs.rules import CONFIRM, NO, YES
from matching.problem.model import DISABILITY_KINDS, MEDICAL_CARE, Facility, PastUse, Person, Problem
from tests.matching.strategies import Market


def best_plan(
    market: Market, turns: Sequence[int] | None = None, rank: Sequence[int] | None = None
) -> tuple[dict[int, int], int, list[int]]:
    """Try every plan; return the best counts, the least cost and, among those plans, the one that a lot chooses.

    In the order of `turns` everybody takes the pair that costs least of what is left, of equal ones the least by `rank`.
    """
    outside = len(market.slots)
    turns = range(len(market.edges)) if turns is None else turns
    rank = range(outside) if rank is None else rank

    def choices(plan: tuple[int, ...]) -> list[tuple[float, int]]:
        taken = [(person, plan[person]) for person in turns]
        return [(market.edges[one][at], rank[at]) if at != outside else (math.inf, 0) for one, at in taken]

    best = min((objective(market, plan), choices(plan), plan) for plan in possible_plans(market))
    (minus_placed, cost), _, plan = best
    assert all(facility <= outside for facility in plan)
    return {tier: -count for tier, count in zip((1, 2, 3), minus_placed, strict=True)}, cost, list(plan)


def possible_plans(market: Market) -> Iterator[tuple[int, ...]]:
    outside = len(market.slots)
    for plan in itertools.product(*([*edges, outside] for edges in market.edges)):
        if all(plan.count(facility) <= len(costs) for facility, costs in enumerate(market.slots)):
            yield plan


def objective(market: Market, plan: tuple[int, ...]) -> tuple[tuple[int, int, int], int]:
    outside = len(market.slots)
    placed = [(person, facility) for person, facility in enumerate(plan) if facility != outside]
    counts = [sum(market.tier[person] == tier for person, _ in placed) for tier in (1, 2, 3)]
    cost = sum(market.edges[person][facility] for person, facility in placed)
    cost += sum(sum(costs[: plan.count(facility)]) for facility, costs in enumerate(market.slots))
    return (-counts[0], -counts[1], -counts[2]), cost


def lot(problem: Problem) -> tuple[list[int], list[int]]:
    """Draw the lot of a problem in the order of ids: turns of people and ranks of facilities, by index."""
    seed = f"{problem.start}/{problem.end or problem.start}#{problem.draw}"

    def order(what: str, ids: list[int]) -> list[int]:
        return sorted(range(len(ids)), key=lambda at: hashlib.sha256(f"{seed} {what} {ids[at]}".encode()).hexdigest())

    facilities = order("facility", [one.id for one in problem.facilities])
    return order("person", [one.id for one in problem.people]), [facilities.index(at) for at in range(len(facilities))]


def verdicts(problem: Problem, person: Person, facility: Facility) -> dict[str, int]:
    """Judge one pair by every rule."""
    p, f = person, facility
    home = int(problem.home_metres[problem.people.index(p), problem.facilities.index(f)])
    trial = f.service_code in problem.policy.scope.trial_services
    return {
        "private_place": NO if f.private else YES,
        "closed": NO if f.closed else YES,
        "is_base": NO if f.is_base else YES,
        "trial_service": YES if trial or f.offers_trial else NO,
        "offers_trial": {True: YES, False: NO, None: CONFIRM}[f.offers_trial],
        "missing_from_edition": CONFIRM if f.missing_from_edition else YES,
        "no_places": CONFIRM if f.places is None else NO if f.places == 0 else YES,
        "disability_kind": _all_accepted(p.disability_kinds, f.disability_kinds, DISABILITY_KINDS),
        "support_level": _level(p, f),
        "medical_care": _all_accepted(p.medical_care, f.medical_care, MEDICAL_CARE),
        "severe_behaviour": _need(need=p.severe_behaviour, offered=f.severe_behaviour),
        "wheelchair": _need(need=p.wheelchair, offered=f.wheelchair),
        "sex": _sex(p.sex, f.sexes),
        "age": _any_age(p, f.age_min, f.age_max),
        "adult_service": _any_age(p, 18, None) if f.service_code in {"33", "34"} else YES,
        "max_distance": _near_enough(p, f, home),
        "avoid_place": _avoid(p, f),
    }


def _all_accepted(needs: frozenset[str] | None, answers: Mapping[str, bool], names: tuple[str, ...]) -> int:
    if needs is not None and any(answers.get(need) is False for need in needs):
        return NO
    return YES if all(answers.get(need) for need in (names if needs is None else needs)) else CONFIRM


def _scale(person: Person) -> str | None:
    """A scale of another age tells nothing."""
    grown = {age >= 18 for age in ([] if person.age is None else [person.age, _younger(person)])}
    return None if grown == {person.support_scale == "child"} else person.support_scale


def _younger(person: Person) -> int:
    return max(0, (person.age or 0) - person.age_from_year)


def _level(person: Person, facility: Facility) -> int:
    scale = _scale(person)
    taken = {"adult": facility.support_levels_adult, "child": facility.support_levels_child}
    every = {"adult": frozenset(range(1, 7)), "child": frozenset(range(1, 4))}
    if scale is None:
        return YES if taken == every else CONFIRM
    levels = taken[scale]
    if levels == every[scale]:
        return YES
    if levels is None or person.support_level is None:
        return CONFIRM
    return YES if person.support_level in levels else NO


def _need(*, need: bool | None, offered: bool | None) -> int:
    if need is False or offered is True:
        return YES
    return NO if need and offered is False else CONFIRM


def _sex(sex: str | None, taken: str | None) -> int:
    if taken == "any" or (taken is not None and taken == sex):
        return YES
    return CONFIRM if taken is None or sex in {None, "other"} else NO


def _any_age(person: Person, least: int | None, most: int | None) -> int:
    possible = {person.age}
    if person.age and person.age_from_year:
        possible.add(person.age - 1)
    answers = {_age(age, least, most) for age in possible}
    return answers.pop() if len(answers) == 1 else CONFIRM


def _age(age: int | None, least: int | None, most: int | None) -> int:
    if age is None or (least is None and most is None):
        return CONFIRM
    return NO if age < (least or 0) or (most is not None and age > most) else YES


def _near_enough(person: Person, facility: Facility, home: int) -> int:
    if person.max_metres is None:
        return YES
    if home == -1 or person.ward_only or facility.roughly_placed:
        return CONFIRM
    return NO if home > person.max_metres else YES


def _avoid(person: Person, facility: Facility) -> int:
    if facility.id in person.avoid or facility.ward in person.avoid_wards:
        return NO
    return CONFIRM if person.avoid_wards and facility.ward is None else YES


def terms(problem: Problem, person: Person, facility: Facility) -> dict[str, int]:
    """Price one pair."""
    weights = problem.policy.weights
    at = problem.people.index(person), problem.facilities.index(facility)
    confirm = list(verdicts(problem, person, facility).values()).count(CONFIRM)
    return {
        "travel_home": _travel(problem, int(problem.home_metres[at]), weights.travel_home_per_km),
        "travel_day": _travel(problem, int(problem.day_metres[at]), weights.travel_day_per_km),
        "ward": _ward(problem, person.ward, facility.ward),
        "past_use_person": _own_stays(problem, person, facility),
        "past_use_similar": _similar(problem, person, facility),
        "vacancy": {
            "free": 0,
            "few": weights.vacancy_few,
            "full": weights.vacancy_full,
            None: weights.vacancy_unknown,
        }[facility.vacancy],
        "unconfirmed": confirm * weights.unconfirmed,
        "not_listed": weights.not_listed if facility.missing_from_edition else 0,
    }


def _travel(problem: Problem, metres: int, per_km: int) -> int:
    metres = problem.policy.scope.assumed_metres if metres == -1 else metres
    return (metres * per_km + 500) // 1000


def _ward(problem: Problem, home: str | None, ward: str | None) -> int:
    weights = problem.policy.weights
    if home is None or ward is None:
        return weights.ward_unknown
    if home == ward:
        return 0
    near = ward in problem.neighbours.get(home, ()) or home in problem.neighbours.get(ward, ())
    return weights.ward_neighbour if near else weights.ward_other


def counted(problem: Problem, facility: Facility) -> list[PastUse]:
    return [
        stay
        for stay in problem.past_use
        if stay.facility_id == facility.id
        and stay.start < problem.start
        and _last(stay, problem.start) >= dt.date(2022, 1, 1)
    ]


def _own_stays(problem: Problem, person: Person, facility: Facility) -> int:
    weights = problem.policy.weights
    points = weights.past_person_neutral
    for stay in counted(problem, facility):
        if stay.person_id == person.id:
            change = {
                "went_well": -weights.past_person_went_well,
                "mixed": weights.past_person_mixed,
                "broken_off": weights.past_person_broken_off,
                None: -weights.past_person_unrecorded,
            }[stay.outcome]
            part = Decimal(change * _percent(problem, _last(stay, problem.start))) / 100
            points += int(part.quantize(Decimal(1), ROUND_HALF_UP))
    return max(points, 0)


def _last(stay: PastUse, day: dt.date) -> dt.date:
    """Somebody who has not left is there."""
    return stay.end or max(day, stay.start)


def _percent(problem: Problem, last: dt.date) -> int:
    half_life = problem.policy.scope.past_use_half_life_months
    if half_life == 0:
        return 100 if last >= dt.date(2026, 1, 1) else problem.policy.weights.past_person_older_percent
    half_lives = max((dt.date(2027, 1, 1) - last).days, 0) / 365.25 * 12 / half_life
    return round(100 * 0.5**half_lives)


def _similar(problem: Problem, person: Person, facility: Facility) -> int:
    weights = problem.policy.weights
    guests = {stay.person_id for stay in counted(problem, facility) if stay.outcome != "broken_off"}
    alike = [
        other
        for other in problem.people
        if other.id in guests and other.id != person.id and person.disability_kinds and other.disability_kinds
        if person.disability_kinds & other.disability_kinds
        if person.support_level is not None
        if _scale(person) is not None
        if (_scale(person), person.support_level) == (_scale(other), other.support_level)
    ]
    return max(weights.past_similar_neutral - weights.past_similar_per_person * len(alike), 0)


def knows(problem: Problem, person: Person, facility: Facility, day: dt.date) -> bool:
    """Tell whether some stay that was not broken off is recent enough, by walking back the months."""
    oldest = _months_back(day, problem.policy.scope.emergency_past_use_months)
    return any(
        stay.outcome != "broken_off" and stay.start <= day and _last(stay, day) >= oldest
        for stay in problem.past_use
        if (stay.person_id, stay.facility_id) == (person.id, facility.id)
    )


def _months_back(day: dt.date, months: int) -> dt.date:
    year, month, number = day.year, day.month, day.day
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    while True:
        try:
            return dt.date(year, month, number)
        except ValueError:
            number -= 1


def emergency_verdicts(problem: Problem, person: Person, facility: Facility, *, known: bool) -> dict[str, int]:
    """Judge one pair by the rules of an emergency."""
    policy = facility.emergency_policy
    met = {
        None: CONFIRM,
        "none": NO,
        "past_use": YES if known else NO,
        "information": YES if known or person.information else CONFIRM,
        "always": YES,
    }[policy]
    overnight = facility.service_code in problem.policy.scope.trial_services
    found = {
        "emergency_policy": met,
        "emergency_service": YES if overnight or policy in {"past_use", "information", "always"} else NO,
        "pair_never": NO if facility.id in person.never else YES,
    }
    for code, verdict in verdicts(problem, person, facility).items():
        if code not in {"private_place", "trial_service", "offers_trial", "no_places"}:
            about_the_person = code not in {"closed", "is_base", "missing_from_edition", "max_distance", "avoid_place"}
            settled = known and about_the_person and verdict == CONFIRM
            found[code] = YES if settled else verdict
    return found
