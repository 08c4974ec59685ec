"""Shortest ways through the residual network: what it takes to move one guest of any facility somewhere else.

The network is that of `matching.solving.residual`: a person who could move from node a to node b is an arc a -> b, and
`outside` stands for being unplaced and for every place. One search by Dijkstra's algorithm under the prices of the
plan, which make every arc non-negative, gives the ways from all nodes to one [1]_.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, section 9.7.
"""

import heapq
from typing import NamedTuple

import numpy as np

from matching.arrays import Flags, Indices, Ints, compiled
from matching.solving.network import Network
from matching.solving.residual import NOBODY, count_load, edges_paid, last_slot, list_guests, next_slot

NO_WAY = np.iinfo(np.int64).max


class Routes(NamedTuple):
    """The cheapest ways between every node and a root; all lead to it, or all from it.

    Attributes
    ----------
    outward
        Whether the ways lead from a root.
    length
        Reduced length of the way of each node, not below 0; `NO_WAY` where there is none.
    cost
        Real cost of the way, 0 where there is none.
    link
        The next node towards the root, `NOBODY` for a root and where there is no way.
    mover
        Who moves between the node and the next, or `NOBODY` where only a place is taken or given up.
    """

    outward: bool
    length: Ints
    cost: Ints
    link: Indices
    mover: Indices

    def reaches(self, node: int) -> bool:
        """Tell whether there is a way between a node and a root."""
        return bool(self.length[node] != NO_WAY)

    def root(self, node: int) -> int:
        """Return the other end of a node's way."""
        while self.link[node] != NOBODY:
            node = int(self.link[node])
        return node

    def steps(self, node: int) -> list[tuple[int, int, int]]:
        """Return the moves on the way as (person, from node, to node), in its order; none where there is no way."""
        moves = []
        while self.link[node] != NOBODY:
            link, mover = int(self.link[node]), int(self.mover[node])
            if mover != NOBODY:
                moves.append((mover, link, node) if self.outward else (mover, node, link))
            node = link
        return moves[::-1] if self.outward else moves


class Entries(NamedTuple):
    """Where a search begins: nodes, and how long the way to each is already, not below 0."""

    node: Indices
    length: Ints


class _Wanted(NamedTuple):
    """The edges by facility: those of facility f are `start[f]` to `start[f + 1]`."""

    start: Ints
    person: Indices
    cost: Ints


class _Labels(NamedTuple):
    length: Ints
    link: Indices
    mover: Indices
    settled: Flags


def routes_to(network: Network, assigned: Indices, prices: Ints, target: int) -> Routes:
    """Find the cheapest way from every node of the residual network of an optimal plan to one.

    Parameters
    ----------
    network
        The placement problem.
    assigned
        An optimal plan: facility index of each person, `network.facilities` for the unplaced.
    prices
        Its proof, from `matching.solving.residual.prove`.
    target
        Where the ways lead.
    """
    full = np.append(prices, 0)
    labels = _search_back(network, assigned, full, target)
    cost = np.where(labels.length == NO_WAY, 0, labels.length + full - full[target])
    return Routes(False, labels.length, cost, labels.link, labels.mover)


def routes_from(network: Network, assigned: Indices, prices: Ints, source: int) -> Routes:
    """Find the cheapest way from one node of the residual network to every other; see `routes_to`."""
    full = np.append(prices, 0)
    entries = Entries(np.array([source]), np.zeros(1, dtype=np.int64))
    labels = _search_on(network, assigned, full, entries, NOBODY, NO_WAY)
    cost = np.where(labels.length == NO_WAY, 0, labels.length + full[source] - full)
    return Routes(True, labels.length, cost, labels.link, labels.mover)


class Lifted(NamedTuple):
    """A cheapest way to one node, and prices under which it has no slack.

    Attributes
    ----------
    length
        Reduced length of the way, at most the limit of the search.
    routes
        The search; only what is nearer than the target is final, and real costs are not worked out.
    prices
        The prices of all facilities after the search, those of `outside` being 0.
    """

    length: int
    routes: Routes
    prices: Ints


def way_to(
    network: Network, assigned: Indices, prices: Ints, entries: Entries, target: int, limit: int = NO_WAY
) -> Lifted:
    """Find the cheapest way from some entries to one node, and look no further than that.

    Parameters
    ----------
    network, assigned, prices
        As for `routes_to`.
    entries
        Where the way may begin.
    target
        Where it ends.
    limit
        Give up at this reduced length.
    """
    full = np.append(prices, 0)
    labels = _search_on(network, assigned, full, entries, target, limit)
    length = min(int(labels.length[target]), limit)
    lifted = full - np.minimum(labels.length, length)
    routes = Routes(True, labels.length, labels.length, labels.link, labels.mover)
    return Lifted(length, routes, lifted[:-1] - lifted[-1])


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
def _search_back(network: Network, assigned: Indices, prices: Ints, target: int) -> _Labels:
    """Run Dijkstra's algorithm backwards from the target."""
    outside = len(prices) - 1
    start, wanting, wanted_cost = _by_facility(network)
    paid, load = edges_paid(network, assigned), count_load(network, assigned)
    best = np.empty(len(assigned), dtype=np.int64)
    for person in range(len(assigned)):
        best[person] = paid[person] + prices[assigned[person]]
    nodes = outside + 1
    labels = _no_labels(nodes)
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
                slot = next_slot(network, load, facility)
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
        slot = last_slot(network, load, node)
        if slot >= 0 and reached + prices[node] - network.slot_cost[slot] < length[outside]:
            _label(labels, heap, outside, reached + prices[node] - network.slot_cost[slot], node, NOBODY)
    return labels


@compiled
def _search_on(network: Network, assigned: Indices, prices: Ints, entries: Entries, target: int, limit: int) -> _Labels:
    """Run Dijkstra's algorithm forwards from the entries until the target or the limit is reached."""
    outside = len(prices) - 1
    paid, load = edges_paid(network, assigned), count_load(network, assigned)
    first, after = list_guests(assigned, outside + 1)
    labels = _no_labels(outside + 1)
    length, settled = labels.length, labels.settled
    heap = [(0, 0) for _ in range(0)]
    for at in range(len(entries.node)):
        if entries.length[at] < length[entries.node[at]]:
            _label(labels, heap, entries.node[at], entries.length[at], NOBODY, NOBODY)
    while heap:
        reached, node = heapq.heappop(heap)
        if node == target or reached >= limit:
            break
        if settled[node]:
            continue
        settled[node] = True
        person = first[node]
        while person != NOBODY:
            base = reached - paid[person] - prices[node]
            for edge in range(network.start[person], network.start[person + 1]):
                facility = network.facility[edge]
                longer = base + network.cost[edge] + prices[facility]
                if longer < length[facility]:
                    _label(labels, heap, facility, longer, node, person)
            if base + network.unplaced[person] < length[outside]:
                _label(labels, heap, outside, base + network.unplaced[person], node, person)
            person = after[person]
        if node != outside:
            slot = next_slot(network, load, node)
            if slot >= 0 and reached + network.slot_cost[slot] - prices[node] < length[outside]:
                _label(labels, heap, outside, reached + network.slot_cost[slot] - prices[node], node, NOBODY)
            continue
        for facility in range(outside):
            slot = last_slot(network, load, facility)
            if slot >= 0 and reached + prices[facility] - network.slot_cost[slot] < length[facility]:
                longer = reached + prices[facility] - network.slot_cost[slot]
                _label(labels, heap, facility, longer, node, NOBODY)
    return labels


@compiled
def _no_labels(nodes: int) -> _Labels:
    return _Labels(
        np.full(nodes, NO_WAY), np.full(nodes, NOBODY), np.full(nodes, NOBODY), np.zeros(nodes, dtype=np.bool_)
    )


@compiled
def _label(labels: _Labels, heap: list[tuple[int, int]], node: int, length: int, link: int, mover: int) -> None:
    labels.length[node], labels.link[node], labels.mover[node] = length, link, mover
    heapq.heappush(heap, (length, node))
