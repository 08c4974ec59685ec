"""An independent check of a plan record: from the record alone, with SciPy's matching algorithms."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from matching.errors import RecordError
from matching.problem import METHOD, MOST_DRAWS
from matching.solving import GAIN_NAMES, GAINS, count_gains
from matching.trials.record import FORMAT

EXACT = 2**53
"""SciPy matches in double precision, which holds every whole number up to this."""


@dataclass(frozen=True)
class _Record:
    tier: dict[int, int]
    spread: dict[int, list[int]]
    cost: dict[tuple[int, int], int]
    placed: dict[int, int]
    reason: dict[int, str]
    placed_by_tier: dict[int, int]
    total: int
    fixed: dict[int, int]
    gain: dict[tuple[int, int], int]
    gained: tuple[int, ...]
    nights: dict[tuple[int, int], int]
    averted: int


def check_record(record: Mapping[str, Any]) -> None:
    """Verify that a plan record is sound and that its plan is an optimum.

    Costs add up, everyone is placed once or unplaced, places suffice, and the objective is that of the assignments;
    then the most people per tier are counted by maximum matchings and the least cost is found by a minimum-weight
    full matching, which share nothing with the solvers of this package.

    Which of several optima the lot chose is not checked, only that it says which lot it was; a record from before there
    were lots has none.

    Raises
    ------
    RecordError
        Saying where the record is malformed or differs from what follows from the rest of it.
    """
    plan = _read(record)
    _check_lot(record)
    _check_people(plan)
    for person, facility in plan.fixed.items():
        _same(f"assignments[{person}]", plan.placed.get(person), facility)
    load = Counter(plan.placed.values())
    for facility, count in load.items():
        _same(f"assignments[facility {facility}]", count, min(count, len(plan.spread[facility])))
    tiers = Counter(plan.tier[person] for person in plan.placed)
    _same("objective.placed_by_tier", plan.placed_by_tier, {tier: tiers[tier] for tier in (1, 2, 3)})
    gains = count_gains([plan.gain[pair] for pair in plan.placed.items()], [plan.tier[one] for one in plan.placed])
    _same("objective.gained", plan.gained, gains)
    _same("objective.nights", plan.averted, sum(plan.nights[pair] for pair in plan.placed.items()))
    spent = sum(plan.cost[pair] for pair in plan.placed.items())
    spent += sum(sum(plan.spread[facility][:count]) for facility, count in load.items())
    _same("objective.cost", plan.total, spent)
    _check_optimum(plan)


def _check_lot(record: Mapping[str, Any]) -> None:
    lot = record.get("lot", {"draw": 1, "seed": "#1", "method": METHOD})
    if not isinstance(lot, Mapping):
        raise RecordError("record.malformed", where="lot", value=repr(lot))
    draw = _whole(lot, "lot", "draw", 1, MOST_DRAWS)
    _same("lot.seed", str(lot.get("seed")).rpartition("#")[2], str(draw))
    _same("lot.method", lot.get("method"), METHOD)


def _check_people(plan: _Record) -> None:
    _same("assignments + unplaced", sorted([*plan.placed, *plan.reason]), sorted(plan.tier))
    hopeful = {person for person, _ in plan.cost}
    for person, reason in plan.reason.items():
        allowed = ("places_taken",) if person in hopeful else ("no_consent", "no_eligible_facility", "forbidden")
        if reason not in allowed:
            raise RecordError("record.differs", where=f"unplaced[{person}]", value=reason, expected=" / ".join(allowed))


def _check_optimum(plan: _Record) -> None:
    people = sorted(plan.tier)
    # Whoever is fixed comes before all tiers, and has no other edge than the one they are fixed at.
    tier = np.array([0 if person in plan.fixed else plan.tier[person] for person in people], dtype=np.int64)
    before = tier.tolist().count(0)
    fixed_tiers = Counter(plan.tier[person] for person in plan.fixed)
    rows, columns, weights, gain, nights = _places(plan, people)
    slots = sum(map(len, plan.spread.values()))
    worth = _check_gains(plan, people, tier, (rows, columns, gain), slots)
    for last in (1, 2, 3) if not (worth.any() or nights.any()) else ():
        kept = tier[rows] <= last
        graph = csr_array((np.ones(kept.sum()), (rows[kept], columns[kept])), shape=(len(people), slots))
        most = int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
        placed = before + sum(plan.placed_by_tier[number] - fixed_tiers[number] for number in range(1, last + 1))
        _same(f"objective.placed_by_tier[1-{last}]", placed, most)
    reward = int(weights.max(initial=0)) * len(people) + 1
    stake = worth * (4 * reward * len(people) + 1)
    # What is averted comes first: each unit less than the most costs more than all who could be placed.
    most = int(nights.max(initial=0))
    night = 4 * reward * len(people) + 1 if most else 0
    must = stake.max(initial=0) * 2 + most * night * len(people) + night
    left_out = (4 - tier) * reward + most * night + np.where(tier == 0, must, stake)
    if int(left_out.max(initial=0)) * len(people) >= EXACT:
        raise RecordError("record.malformed", where="candidates.cost", value=int(weights.max()))
    lost = np.where(gain == 0, stake[rows], 0) + (most - nights) * night
    # A stand-in for being unplaced makes a full matching exist; its weight keeps the counts just checked.
    own = np.arange(len(people))
    graph = csr_array(
        (
            # SciPy takes a weight of 0 for a missing edge, so every weight is raised by one.
            np.concatenate([weights + lost, left_out]).astype(np.float64) + 1,
            (np.concatenate([rows, own]), np.concatenate([columns, slots + own])),
        ),
        shape=(len(people), slots + len(people)),
    )
    row, column = min_weight_full_bipartite_matching(graph) if people else (own, own)
    least = int(graph[row, column].sum()) - len(people)
    spent = plan.total + sum(int(left_out[index]) for index, person in enumerate(people) if person in plan.reason)
    spent += sum((most - plan.nights[pair]) * night for pair in plan.placed.items())
    placed_without = [person for person, place in plan.placed.items() if not plan.gain[person, place]]
    spent += sum(int(stake[people.index(person)]) for person in placed_without)
    _same("objective", spent, least)


def _check_gains(
    plan: _Record, people: list[int], tier: npt.NDArray[np.int64], edges: tuple[npt.NDArray[np.int64], ...], slots: int
) -> npt.NDArray[np.int64]:
    """Check how many gain emergency options, most important first; return the rungs each person's gain is worth."""
    rows, columns, gain = edges
    best = np.zeros(len(people), dtype=np.int64)
    np.maximum.at(best, rows, gain)
    fixed = np.array([person in plan.fixed for person in people], dtype=np.bool_)
    worth = np.where((best > 0) & ~fixed, len(GAINS) + 1 - tier - 3 * (best - 1), 0)
    if not worth.any():
        return worth
    # Whoever is fixed has one edge, which is theirs: the others share the places that are left.
    taken = np.isin(rows, np.flatnonzero(fixed))
    by_fixed = count_gains([plan.gain[pair] for pair in plan.fixed.items()], [plan.tier[one] for one in plan.fixed])
    for last in range(1, len(GAINS) + 1):
        counts = taken | ((gain > 0) & (worth[rows] > len(GAINS) - last))
        graph = csr_array((np.ones(counts.sum()), (rows[counts], columns[counts])), shape=(len(people), slots))
        most = int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum()) - int(fixed.sum())
        _same(f"objective.gained[1-{last}]", sum(plan.gained[:last]), most + sum(by_fixed[:last]))
    return worth


def _places(plan: _Record, people: list[int]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return an edge for each candidate and single place: person's row, place's column, cost with spreading, gain, nights."""
    row = {person: index for index, person in enumerate(people)}
    first = dict(zip(plan.spread, np.cumsum([0, *map(len, plan.spread.values())]).tolist(), strict=False))
    edges = [
        (row[person], first[facility] + place, cost + extra, plan.gain[person, facility], plan.nights[person, facility])
        for (person, facility), cost in plan.cost.items()
        if plan.fixed.get(person, facility) == facility
        for place, extra in enumerate(plan.spread[facility])
    ]
    return tuple(np.array(edges, dtype=np.int64).reshape(-1, 5).T)


def _read(record: Mapping[str, Any]) -> _Record:
    if not isinstance(record, Mapping) or record.get("format") != FORMAT:
        named = record.get("format") if isinstance(record, Mapping) else type(record).__name__
        raise RecordError("record.format", value=str(named), allowed=FORMAT)
    tier = {_whole(row, "people", "id"): _whole(row, "people", "tier", 1, 3) for row in _rows(record, "people")}
    spread = {_whole(row, "facilities", "id"): _spread(row) for row in _rows(record, "facilities")}
    cost = {_pair(row, "candidates", tier, spread): _cost(row) for row in _rows(record, "candidates")}
    gain = {
        _pair(row, "candidates", tier, spread): _whole({"gain": 0, **row}, "candidates", "gain", 0, 2)
        for row in _rows(record, "candidates")
    }
    nights = {
        _pair(row, "candidates", tier, spread): _whole({"nights": 0, **row}, "candidates", "nights")
        for row in _rows(record, "candidates")
    }
    placed = {}
    for row in _rows(record, "assignments"):
        person, facility = _pair(row, "assignments", tier, spread)
        _same(f"assignments[{person}].cost", row.get("cost"), cost.get((person, facility)))
        placed[person] = facility
    unplaced = _rows(record, "unplaced")
    reason = {_whole(row, "unplaced", "person"): str(row.get("reason")) for row in unplaced}
    # Records of plans in which nothing was fixed may lack the list.
    fixed = dict(_pair(row, "fixed", tier, spread) for row in _rows({"fixed": [], **record}, "fixed"))
    for name, kept in (("people", tier), ("facilities", spread), ("candidates", cost), ("assignments", placed)):
        _same(f"{name} (distinct)", len(kept), len(_rows(record, name)))
    _same("unplaced (distinct)", len(reason), len(unplaced))
    objective = record.get("objective")
    counts = objective.get("placed_by_tier") if isinstance(objective, Mapping) else None
    if not isinstance(objective, Mapping) or not isinstance(counts, Mapping):
        raise RecordError("record.malformed", where="objective", value=repr(objective))
    placed_by_tier = {number: _whole(counts, "objective.placed_by_tier", str(number)) for number in (1, 2, 3)}
    total = _whole(objective, "objective", "cost")
    # Plans that do not aim at nights averted say nothing of them.
    averted = _whole({"nights": 0, **objective}, "objective", "nights")
    gained = _gained(objective)
    return _Record(tier, spread, cost, placed, reason, placed_by_tier, total, fixed, gain, gained, nights, averted)


def _gained(objective: Mapping[str, Any]) -> tuple[int, ...]:
    # Plans that do not aim at readiness say nothing of gains.
    gained = objective.get("gained", {name: dict.fromkeys("123", 0) for name in GAIN_NAMES.values()})
    if not isinstance(gained, Mapping) or not all(
        isinstance(gained.get(name), Mapping) for name in GAIN_NAMES.values()
    ):
        raise RecordError("record.malformed", where="objective.gained", value=repr(gained))
    named = [(GAIN_NAMES[kind], tier) for kind, tier in GAINS]
    return tuple(_whole(gained[name], f"objective.gained.{name}", str(tier)) for name, tier in named)


def _rows(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = record.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise RecordError("record.malformed", where=name, value=type(rows).__name__)
    return rows


def _whole(row: Mapping[str, Any], where: str, key: str, least: int = 0, most: int = EXACT) -> int:
    value = row.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RecordError("record.malformed", where=f"{where}.{key}", value=repr(value))
    return value


def _pair(row: Mapping[str, Any], where: str, tier: dict[int, int], spread: dict[int, list[int]]) -> tuple[int, int]:
    person, facility = _whole(row, where, "person"), _whole(row, where, "facility")
    if person not in tier or facility not in spread:
        raise RecordError("record.malformed", where=where, value=f"{person} - {facility}")
    return person, facility


def _cost(row: Mapping[str, Any]) -> int:
    terms = row.get("terms")
    if not isinstance(terms, Mapping):
        raise RecordError("record.malformed", where="candidates.terms", value=repr(terms))
    cost = _whole(row, "candidates", "cost")
    _same("candidates.cost", cost, sum(_whole(terms, "candidates.terms", name) for name in terms))
    return cost


def _spread(row: Mapping[str, Any]) -> list[int]:
    costs = row.get("spread_costs")
    if not isinstance(costs, list):
        raise RecordError("record.malformed", where="facilities.spread_costs", value=repr(costs))
    numbered = {str(place): cost for place, cost in enumerate(costs)}
    checked = [_whole(numbered, "facilities.spread_costs", place) for place in numbered]
    _same("facilities.spread_costs", checked, sorted(checked))
    _same("facilities.places", _whole(row, "facilities", "places"), len(checked))
    return checked


def _same(where: str, value: object, expected: object) -> None:
    if value != expected:
        raise RecordError("record.differs", where=where, value=str(value), expected=str(expected))
