"""Shortest ways through the residual network: what it takes to move one guest of any facility somewhere else.

The network is that of `matching.residual`: a person who could move from node a to node b is an arc a -> b, and
`outside` stands for being unplaced and for every place. One search by Dijkstra's algorithm under the prices of the
plan, which make every arc non-negative, gives the ways from all nodes to one [1]_.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, section 9.7.
"""

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.columns import Indices, Ints
from matching.compiled import compiled
from matching.network import Network
from matching.residual import NOBODY, _last_slot, _load, _next_slot, _paid

NO_WAY = np.iinfo(np.int64).max


class Routes(NamedTuple):
    """The cheapest way from every node to one target.

    Attributes
    ----------
    target
        A facility index, or the number of facilities for `outside`.
    length
        Reduced length from each node, not below 0; `NO_WAY` where no way leads.
    cost
        Real cost of the way, 0 where no way leads.
    after
        The next node on the way.
    mover
        Who moves from the node to the next, or `NOBODY` where only a place is taken or given up.
    """

    target: int
    length: Ints
    cost: Ints
    after: Indices
    mover: Indices

    def reaches(self, node: int) -> bool:
        """Tell whether a way leads from a node."""
        return bool(self.length[node] != NO_WAY)

    def steps(self, node: int) -> list[tuple[int, int, int]]:
        """Return the moves on the way from a node as (person, from node, to node), first move first."""
        moves = []
        while node != self.target:
            if self.mover[node] != NOBODY:
                moves.append((int(self.mover[node]), node, int(self.after[node])))
            node = int(self.after[node])
        return moves


class _Wanted(NamedTuple):
    """The edges by facility: those of facility f are `start[f]` to `start[f + 1]`."""

    start: Ints
    person: Indices
    cost: Ints


class _Labels(NamedTuple):
    length: Ints
    after: Indices
    mover: Indices
    settled: npt.NDArray[np.bool_]


def routes_to(network: Network, assigned: Indices, prices: Ints, target: int) -> Routes:
    """Find the cheapest way from every node of the residual network of an optimal plan to one.

    Parameters
    ----------
    network
        The placement problem.
    assigned
        An optimal plan: facility index of each person, `network.facilities` for the unplaced.
    prices
        Its proof, from `matching.residual.prove`.
    target
        Where the ways lead.
    """
    full = np.append(prices, 0)
    labels = _search(network, assigned, full, target)
    reached = labels.length != NO_WAY
    cost = np.where(reached, labels.length, 0) + np.where(reached, full - full[target], 0)
    return Routes(target, labels.length, cost, labels.after, labels.mover)


@compiled
def _by_facility(network: Network) -> _Wanted:
    facilities = len(network.slot_start) - 1
    start = np.zeros(facilities + 1, dtype=np.int64)
    for facility in network.facility:
        start[facility + 1] += 1
    for facility in range(facilities):
        start[facility + 1] += start[facility]
    fill = start[:-1].copy()
    wanted = _Wanted(start, np.empty(len(network.cost), dtype=np.int64), np.empty(len(network.cost), dtype=np.int64))
    for person in range(len(network.unplaced)):
        for edge in range(network.start[person], network.start[person + 1]):
            at = fill[network.facility[edge]]
            wanted.person[at], wanted.cost[at] = person, network.cost[edge]
            fill[network.facility[edge]] = at + 1
    return wanted


@compiled
def _search(network: Network, assigned: Indices, prices: Ints, target: int) -> _Labels:
    """Run Dijkstra's algorithm backwards from the target."""
    outside = len(prices) - 1
    start, wanting, wanted_cost = _by_facility(network)
    paid, load = _paid(network, assigned), _load(network, assigned)
    best = np.empty(len(assigned), dtype=np.int64)
    for person in range(len(assigned)):
        best[person] = paid[person] + prices[assigned[person]]
    nodes = outside + 1
    labels = _Labels(
        np.full(nodes, NO_WAY), np.full(nodes, NOBODY), np.full(nodes, NOBODY), np.zeros(nodes, dtype=np.bool_)
    )
    length, settled = labels.length, labels.settled
    length[target] = 0
    heap = [(0, target)]
    while heap:
        reached, node = heapq.heappop(heap)
        if settled[node]:
            continue
        settled[node] = True
        if node == outside:
            for person in range(len(assigned)):
                longer = reached + network.unplaced[person] - best[person]
                if longer < length[assigned[person]]:
                    _label(labels, heap, assigned[person], longer, node, person)
            for facility in range(outside):
                slot = _next_slot(network, load, facility)
                if slot >= 0:
                    longer = reached + network.slot_cost[slot] - prices[facility]
                    if longer < length[facility]:
                        _label(labels, heap, facility, longer, node, NOBODY)
            continue
        for at in range(start[node], start[node + 1]):
            person = wanting[at]
            longer = reached + wanted_cost[at] + prices[node] - best[person]
            if longer < length[assigned[person]]:
                _label(labels, heap, assigned[person], longer, node, person)
        slot = _last_slot(network, load, node)
        if slot >= 0 and reached + prices[node] - network.slot_cost[slot] < length[outside]:
            _label(labels, heap, outside, reached + prices[node] - network.slot_cost[slot], node, NOBODY)
    return labels


@compiled
def _label(labels: _Labels, heap: list[tuple[int, int]], node: int, length: int, after: int, mover: int) -> None:
    labels.length[node], labels.after[node], labels.mover[node] = length, after, mover
    heapq.heappush(heap, (length, node))
