"""Successive shortest paths: people are placed one after another, each by the cheapest way to make room.

After each person the plan of all so far is optimal, and the prices that prove it come with it [1]_. Where places
suffice most ways are short, and the whole costs a fraction of a general flow algorithm.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, section 9.7.
"""

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices, Ints, compiled
from matching.solving.network import Network
from matching.solving.residual import NOBODY, Guests, add_guest, next_slot, remove_guest

NO_WAY = np.iinfo(np.int64).max


class _State(NamedTuple):
    """The plan so far.

    `paid` is the cost of each person's edge, or of being unplaced; `load` counts the people at each node, and `guests`
    lists them; the last node is `outside`.
    """

    assigned: Indices
    paid: Ints
    load: Ints
    prices: Ints
    guests: Guests


class _Search(NamedTuple):
    """Labels of one search; `touched` lists the nodes to clean up, `size` how many."""

    length: Ints
    link: Indices
    mover: Indices
    edge_cost: Ints
    settled: Flags
    touched: Indices
    size: Ints


def solve_successive_paths(network: Network, tier: npt.NDArray[np.int8]) -> tuple[Indices, Ints]:
    """Return an optimal plan and the prices that prove it.

    Parameters
    ----------
    network
        The placement problem.
    tier
        0 to 3, one a person; the most urgent are placed first, so that few are moved out again.

    Returns
    -------
    assigned, prices
        Facility index of each person, `network.facilities` for the unplaced, and the price of a place at each.
    """
    assigned, prices = _place_all(network, np.argsort(tier, kind="stable"), int(network.unplaced.max(initial=0)))
    return assigned, prices[:-1]


@compiled
def _place_all(network: Network, order: Indices, dearest: int) -> tuple[Indices, Ints]:
    outside, people = len(network.slot_start) - 1, len(network.unplaced)
    nodes = outside + 1
    prices = np.zeros(nodes, dtype=np.int64)
    for facility in range(outside):
        slot = network.slot_start[facility]
        # Without any place a facility is dearer than leaving anybody out.
        full = slot == network.slot_start[facility + 1]
        prices[facility] = dearest if full else network.slot_cost[slot]
    state = _State(
        np.full(people, outside),
        network.unplaced.copy(),
        np.zeros(nodes, dtype=np.int64),
        prices,
        Guests(np.full(nodes, NOBODY), np.full(people, NOBODY)),
    )
    search = _Search(
        np.full(nodes, NO_WAY),
        np.full(nodes, NOBODY),
        np.full(nodes, NOBODY),
        np.zeros(nodes, dtype=np.int64),
        np.zeros(nodes, dtype=np.bool_),
        np.zeros(nodes, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
    )
    for person in order:
        _place(network, state, search, person)
    return state.assigned, state.prices


@compiled
def _place(network: Network, state: _State, search: _Search, person: int) -> None:
    """Find the cheapest way from one more person to `outside`, take it, and let the prices follow."""
    prices, length, settled = state.prices, search.length, search.settled
    outside = len(prices) - 1
    heap = [(0, 0) for _ in range(0)]
    base = network.unplaced[person]
    for edge in range(network.start[person], network.start[person + 1]):
        base = min(base, network.cost[edge] + prices[network.facility[edge]])
    _label(search, outside, network.unplaced[person] - base, NOBODY, person, network.unplaced[person])
    for edge in range(network.start[person], network.start[person + 1]):
        facility = network.facility[edge]
        longer = network.cost[edge] + prices[facility] - base
        if longer < length[facility] and longer < length[outside]:
            _label(search, facility, longer, NOBODY, person, network.cost[edge])
            heapq.heappush(heap, (longer, facility))
    while heap:
        reached, node = heapq.heappop(heap)
        if reached >= length[outside]:
            break
        if settled[node]:
            continue
        settled[node] = True
        slot = next_slot(network, state.load, node)
        if slot >= 0 and reached + network.slot_cost[slot] - prices[node] < length[outside]:
            _label(search, outside, reached + network.slot_cost[slot] - prices[node], node, NOBODY, 0)
        _scan(network, state, search, heap, node)
    _take(state, search)


@compiled
def _scan(network: Network, state: _State, search: _Search, heap: list[tuple[int, int]], node: int) -> None:
    """Look where the guests of a facility could go instead."""
    prices, paid, after = state.prices, state.paid, state.guests.after
    length, link, mover, edge_cost = search.length, search.link, search.mover, search.edge_cost
    start, reachable, cost, unplaced = network.start, network.facility, network.cost, network.unplaced
    outside = len(prices) - 1
    farthest = length[outside]
    here = length[node] - prices[node]
    guest = state.guests.first[node]
    while guest != NOBODY:
        base = here - paid[guest]
        if base + unplaced[guest] < farthest:
            _label(search, outside, base + unplaced[guest], node, guest, unplaced[guest])
            farthest = base + unplaced[guest]
        # Compared and written here, not in a call: handing over arrays would cost more than the rest of the loop.
        for edge in range(start[guest], start[guest + 1]):
            facility = reachable[edge]
            longer = base + cost[edge] + prices[facility]
            if longer < farthest and longer < length[facility]:
                if length[facility] == NO_WAY:
                    search.touched[search.size[0]] = facility
                    search.size[0] += 1
                length[facility], link[facility], mover[facility] = longer, node, guest
                edge_cost[facility] = cost[edge]
                heapq.heappush(heap, (longer, facility))
        guest = after[guest]


@compiled
def _take(state: _State, search: _Search) -> None:
    """Move everybody on the way to `outside`, raise the prices of what was nearer, and clean up."""
    outside = len(state.prices) - 1
    reached = search.length[outside]
    for at in range(search.size[0]):
        node = search.touched[at]
        if search.length[node] < reached:
            state.prices[node] += reached - search.length[node]
    node = outside
    while node != NOBODY:
        link, mover = search.link[node], search.mover[node]
        if mover != NOBODY:
            if link != NOBODY:
                remove_guest(state.guests, mover, link)
                state.load[link] -= 1
            state.assigned[mover] = node
            state.paid[mover] = search.edge_cost[node]
            if node != outside:
                add_guest(state.guests, mover, node)
                state.load[node] += 1
        node = link
    for at in range(search.size[0]):
        node = search.touched[at]
        search.length[node] = NO_WAY
        search.settled[node] = False
    search.size[0] = 0


@compiled
def _label(search: _Search, node: int, length: int, link: int, mover: int, edge_cost: int) -> None:
    if search.length[node] == NO_WAY:
        search.touched[search.size[0]] = node
        search.size[0] += 1
    search.length[node], search.link[node], search.mover[node] = length, link, mover
    search.edge_cost[node] = edge_cost
