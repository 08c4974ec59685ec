"""All eligible pairs as columns, with their cost terms, and what kept every other pair out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices, Ints
from matching.pairs.costs import Priced, cost_terms
from matching.pairs.rules import CONFIRM, NO, RULE_CODES, RULES, failed_alone, judge
from matching.pairs.whole import judge_whole
from matching.problem import (
    UNKNOWN,
    Pairs,
    Parts,
    Problem,
    Traits,
    build_history,
    build_similar,
    columns_of,
    learnt_terms,
    once_a_problem,
)

if TYPE_CHECKING:
    import networkx as nx

PAIRS_AT_ONCE = 1 << 16
"""Listed pairs judged in one go; bounds memory, whatever the size of the problem."""
Judged = tuple[Pairs, npt.NDArray[np.uint32]]
"""Eligible pairs, and of each which rules are to be confirmed: bit n for `RULES[n]`."""
PERSON, FACILITY = "person", "facility"


class Terms(Mapping[str, Ints]):
    """Columns of points by term, held in as few bytes as they fit into and handed out as 64-bit integers."""

    def __init__(self, columns: Mapping[str, npt.NDArray[np.signedinteger[Any]]]) -> None:
        self._columns = {name: small(column) for name, column in columns.items()}

    def __getitem__(self, name: str) -> Ints:
        return self._columns[name].astype(np.int64)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def at(self, row: int) -> dict[str, int]:
        """Return the points of one pair."""
        return {name: int(column[row]) for name, column in self._columns.items()}

    def take(self, rows: Indices | Flags) -> "Terms":
        """Return the columns of some pairs."""
        return Terms({name: column[rows] for name, column in self._columns.items()})

    def having(self, name: str, column: Ints) -> "Terms":
        """Return the same with one more column."""
        return Terms({**self._columns, name: column})


def small(column: npt.NDArray[np.signedinteger[Any]]) -> npt.NDArray[np.signedinteger[Any]]:
    """Return whole numbers in the narrowest integers that hold them all."""
    least, most = int(column.min(initial=0)), int(column.max(initial=0))
    fits = next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if max(most, -1 - least) <= np.iinfo(kind).max)
    return column.astype(fits, copy=False)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Every eligible pair of consenting people and facilities; nothing is pruned.

    Rows are ordered by person, then facility, as in the problem.

    Attributes
    ----------
    person, facility
        Indices into `problem.people` and `problem.facilities`, one value a pair.
    terms
        Cost term -> int64 points, one value a pair; made anew at each look, `Terms.at` gives those of one pair.
    cost
        Sum of the terms.
    confirm
        Bit n set: `RULES[n]` is to be confirmed.
    start
        The pairs of person p are rows `start[p]` to `start[p + 1]`.
    removed
        How many facilities each rule refused each person, shape (people, rules); one facility may fall to several.
    gain
        What a trial would bring for an emergency: 1 the person's first option, 2 the second, 0 nothing; all 0 unless
        the plan aims at readiness (see `matching.emergency.options.with_gains`).
    nights
        Hundredths of nights a year in the base's emergency rooms that a trial would avert; all 0 unless the plan aims at
        that (see `matching.emergency.nights.with_nights`).
    """

    person: Indices
    facility: Indices
    terms: Terms
    cost: Ints
    confirm: npt.NDArray[np.uint32]
    start: Ints
    removed: npt.NDArray[np.int32]
    gain: npt.NDArray[np.int8]
    nights: Ints

    def __len__(self) -> int:
        return len(self.person)

    def row(self, person: int, facility: int) -> int:
        """Return the row of a pair that is known to be eligible."""
        first, last = self.start[person], self.start[person + 1]
        return int(first + np.searchsorted(self.facility[first:last], facility))


@dataclass(frozen=True)
class Miss:
    """A facility that only one rule kept out; `metres` from home is None when unknown."""

    facility_id: int
    rule: str
    metres: int | None


@once_a_problem
def find_candidates(problem: Problem) -> Candidates:
    """Judge all pairs by all rules, and price those that pass.

    People without consent are not looked at: they have no pairs, and nothing is counted for them.
    """
    columns = columns_of(problem)
    removed = np.zeros((len(problem.people), len(RULES)), dtype=np.int32)
    consent = np.array([person.consent for person in problem.people], dtype=np.bool_)

    def eligible() -> Iterator[Judged]:
        for block in judge_whole(columns):
            for bit in range(len(RULES)):
                removed[block.rows, bit] = np.count_nonzero(block.refused & np.uint32(1 << bit), axis=1)
            person, facility = np.nonzero((block.refused == 0) & consent[block.rows, np.newaxis])
            yield columns.pairs(person + block.rows.start, facility), block.confirm[person, facility]
        removed[~consent] = 0

    return _priced(problem, columns, eligible(), removed)


def judge_and_price(problem: Parts, traits: Traits, blocks: Iterable[Pairs]) -> Candidates:
    """Judge pairs that come in blocks by all rules, and price those that pass.

    Beyond what is returned no more memory is needed than for one block and one column.

    Parameters
    ----------
    blocks
        Together ordered by person, then facility, without repetitions.
    """
    removed = np.zeros((len(problem.people), len(RULES)), dtype=np.int32)

    def eligible() -> Iterator[Judged]:
        for pairs in blocks:
            verdicts = judge(pairs)
            refused = verdicts == NO
            _count_refused(removed, pairs.person, refused)
            kept = np.flatnonzero(~refused.any(axis=0))
            yield pairs.take(kept), _bits(verdicts[:, kept] == CONFIRM)

    return _priced(problem, traits, eligible(), removed)


def _priced(problem: Parts, traits: Traits, eligible: Iterable[Judged], removed: npt.NDArray[np.int32]) -> Candidates:
    """Price eligible pairs, which come in blocks with what is to be confirmed of them."""
    history = build_history(problem)
    similar = build_similar(traits.people, history)
    gathered: dict[str, list[npt.NDArray[Any]]] = {}
    none = np.zeros(0, dtype=np.intp)
    far = np.zeros(0, dtype=np.int32)
    # An empty block makes every column exist even where there is no pair.
    for kept, confirm in chain(
        [(Pairs(traits, none, none, far, far), _bits(np.zeros((0, 0), dtype=np.bool_)))], eligible
    ):
        count = np.bitwise_count(confirm).astype(np.int64)
        terms = cost_terms(Priced(kept, count, history, similar, problem.policy))
        parts: dict[str, npt.NDArray[Any]] = {
            "person": kept.person,
            "facility": kept.facility,
            "confirm": confirm,
            **{name: small(term) for name, term in terms.items()},
        }
        for name, part in parts.items():
            gathered.setdefault(name, []).append(part)
    person, facility, confirm = (np.concatenate(gathered.pop(name)) for name in ("person", "facility", "confirm"))
    columns = {name: np.concatenate(gathered.pop(name)) for name in tuple(gathered)}
    columns |= {name: small(term) for name, term in learnt_terms(problem, person, facility).items()}
    cost = np.zeros(len(person), dtype=np.int64)
    for points in columns.values():
        cost += points
    return Candidates(
        person=person,
        facility=facility,
        terms=Terms(columns),
        cost=cost,
        confirm=confirm,
        start=np.searchsorted(person, np.arange(len(problem.people) + 1)).astype(np.int64),
        removed=removed,
        gain=np.zeros(len(person), dtype=np.int8),
        nights=np.zeros(len(person), dtype=np.int64),
    )


def _count_refused(removed: npt.NDArray[np.int32], person: Indices, refused: Flags) -> None:
    """Add the refusals of a block, shape (rules, pairs), to those of its people."""
    if not len(person):
        return
    first, last = int(person[0]), int(person[-1]) + 1
    rule, pair = np.nonzero(refused)
    counts = np.bincount((person[pair] - first) * len(RULES) + rule, minlength=(last - first) * len(RULES))
    removed[first:last] += counts.reshape(-1, len(RULES)).astype(np.int32)


def confirm_codes(bits: int) -> tuple[str, ...]:
    """Return the codes of the rules whose bits are set."""
    return tuple(code for index, code in enumerate(RULE_CODES) if bits >> index & 1)


def nearest_misses(problem: Problem, person: int, limit: int = 3) -> tuple[Miss, ...]:
    """Return the facilities that one negotiable rule alone keeps from a person, nearest to home first.

    A private place is never among them: its rule is not negotiable.
    """
    columns, width = columns_of(problem), len(problem.facilities)
    pairs = columns.pairs(np.full(width, person, dtype=np.intp), np.arange(width))
    if not width:
        return ()
    alone = failed_alone(judge(pairs))
    negotiable = np.array([rule.negotiable for rule in RULES])
    near = np.flatnonzero((alone >= 0) & negotiable[alone])
    metres = columns.home_metres[person, near].astype(np.int64)
    ids = np.array([problem.facilities[index].id for index in near], dtype=np.int64)
    order = np.lexsort((ids, metres, metres == UNKNOWN))[:limit]
    return tuple(
        Miss(
            int(ids[index]),
            RULE_CODES[alone[near[index]]],
            None if metres[index] == UNKNOWN else int(metres[index]),
        )
        for index in order
    )


def _bits(flags: Flags) -> npt.NDArray[np.uint32]:
    bits = np.zeros(flags.shape[1], dtype=np.uint32)
    for index, flag in enumerate(flags):
        bits |= flag.astype(np.uint32) << np.uint32(index)
    return bits


def candidate_graph(problem: Problem, candidates: Candidates) -> "nx.Graph[tuple[str, int]]":
    """Return the eligible pairs as a bipartite graph.

    Nodes are `("person", id)` with `bipartite=0` and `tier`, and `("facility", id)` with `bipartite=1` and `places`
    (None when unknown). Edges carry `cost`, one attribute for each cost term, and `to_confirm`, a tuple of rule codes.
    It is a view for a city: a national problem is better read from the columns.
    """
    import networkx as nx

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for person in problem.people:
        graph.add_node((PERSON, person.id), bipartite=0, tier=person.tier)
    for facility in problem.facilities:
        graph.add_node((FACILITY, facility.id), bipartite=1, places=facility.places)
    columns = {name: column.tolist() for name, column in candidates.terms.items()}
    costs, confirm = candidates.cost.tolist(), candidates.confirm.tolist()
    pairs = zip(candidates.person.tolist(), candidates.facility.tolist(), strict=True)
    for row, (person_index, facility_index) in enumerate(pairs):
        graph.add_edge(
            (PERSON, problem.people[person_index].id),
            (FACILITY, problem.facilities[facility_index].id),
            cost=costs[row],
            to_confirm=confirm_codes(confirm[row]),
            **{name: column[row] for name, column in columns.items()},
        )
    return graph
