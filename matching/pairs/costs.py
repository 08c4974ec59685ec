"""What a pair costs: whole, non-negative terms, each one vectorised function, and the cost of crowding one facility."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Ints
from matching.policy import Policy
from matching.problem import (
    NEIGHBOUR,
    OTHER,
    SAME,
    UNKNOWN,
    UNKNOWN_WARD,
    VACANCIES,
    FacilityColumns,
    History,
    Pairs,
    Similar,
)


@dataclass(frozen=True, eq=False)
class Priced:
    """Eligible pairs with all that their cost depends on.

    Attributes
    ----------
    pairs
        The eligible pairs.
    confirm
        For each pair, the number of conditions still to be confirmed.
    history
        The past stays that count.
    similar
        The guests of each facility who are like somebody.
    policy
        The weights.
    """

    pairs: Pairs
    confirm: Ints
    history: History
    similar: Similar
    policy: Policy


def _travel(priced: Priced, metres: npt.NDArray[np.int32], per_km: int) -> Ints:
    distance = metres.astype(np.int64)
    distance[distance == UNKNOWN] = priced.policy.scope.assumed_metres
    rounded: Ints = (distance * per_km + 500) // 1000
    return rounded


def _travel_home(priced: Priced) -> Ints:
    return _travel(priced, priced.pairs.home_metres, priced.policy.weights.travel_home_per_km)


def _travel_day(priced: Priced) -> Ints:
    return _travel(priced, priced.pairs.day_metres, priced.policy.weights.travel_day_per_km)


def _ward(priced: Priced) -> Ints:
    weights = priced.policy.weights
    table = np.zeros(4, dtype=np.int64)
    table[SAME] = 0
    table[NEIGHBOUR] = weights.ward_neighbour
    table[OTHER] = weights.ward_other
    table[UNKNOWN_WARD] = weights.ward_unknown
    points: Ints = table[priced.pairs.ward]
    return points


def _past_use_person(priced: Priced) -> Ints:
    neutral = priced.policy.weights.past_person_neutral
    position, known = priced.history.find(priced.pairs.person, priced.pairs.facility)
    points = np.full(len(position), neutral, dtype=np.int64)
    points[known] = np.maximum(neutral + priced.history.change[position[known]], 0)
    return points


def _past_use_similar(priced: Priced) -> Ints:
    weights, pairs = priced.policy.weights, priced.pairs
    guests = priced.similar.count(pairs.person, pairs.facility)
    points: Ints = np.maximum(weights.past_similar_neutral - weights.past_similar_per_person * guests, 0)
    return points


def _vacancy(priced: Priced) -> Ints:
    weights = priced.policy.weights
    by_code = {"free": 0, "few": weights.vacancy_few, "full": weights.vacancy_full}
    # UNKNOWN is -1, so the last entry is the one that unknown picks.
    table = np.array([*(by_code[code] for code in VACANCIES), weights.vacancy_unknown], dtype=np.int64)
    points: Ints = table[priced.pairs.facilities.vacancy[priced.pairs.facility]]
    return points


def _unconfirmed(priced: Priced) -> Ints:
    return priced.confirm * priced.policy.weights.unconfirmed


def _not_listed(priced: Priced) -> Ints:
    """Price a facility that the newest edition no longer lists behind all that it does: it may be gone."""
    return priced.pairs.facilities.missing[priced.pairs.facility] * np.int64(priced.policy.weights.not_listed)


TERMS: Mapping[str, Callable[[Priced], Ints]] = {
    "travel_home": _travel_home,
    "travel_day": _travel_day,
    "ward": _ward,
    "past_use_person": _past_use_person,
    "past_use_similar": _past_use_similar,
    "vacancy": _vacancy,
    "unconfirmed": _unconfirmed,
    "not_listed": _not_listed,
}
"""All cost terms, in the order in which records and screens name them."""


def cost_terms(priced: Priced) -> dict[str, Ints]:
    """Return each term as a column of points, one value a pair."""
    return {name: term(priced) for name, term in TERMS.items()}


def places_used(facilities: FacilityColumns, policy: Policy) -> Ints:
    """Return the trial places a plan reckons with: those known, else what the policy assumes, without those taken.

    Fewer than none may be taken, where two share a place in turn; a facility that says it has none has none all the same.
    """
    places = np.where(facilities.places == UNKNOWN, policy.scope.assumed_places, facilities.places)
    return np.where(facilities.places == 0, 0, np.maximum(places - facilities.taken, 0))


def spread_costs(places: int, policy: Policy) -> list[int]:
    """Return what the 1st, 2nd, … trial at one facility costs on top: rising, so that stays spread."""
    return [rank * policy.weights.spread_step for rank in range(places)]
