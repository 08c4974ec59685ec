"""Proof and choice: prices that prove a plan optimal, and the one plan that is chosen among all optima.

Moving a person from facility a to facility b is an arc a -> b of the residual network, with the difference of the
two costs; one more node, `outside`, stands for being unplaced and for every empty place. A plan is optimal exactly
when this network has no negative cycle, and then shortest distances in it are prices of the places [1]_.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, sections 5.4 and 9.3.
"""

from typing import NamedTuple

import numpy as np

from matching.arrays import Flags, Indices, Ints, compiled
from matching.errors import SolverError
from matching.solving.network import Lot, Network, in_order

NOBODY = -1


class _Waiting(NamedTuple):
    """Nodes waiting to be looked at: a ring buffer, where it starts and how many it holds, and who is in it."""

    ring: Indices
    span: Indices
    inside: Flags


class Guests(NamedTuple):
    """The people at each node as linked lists: the first of each node, and who follows each person."""

    first: Indices
    after: Indices


class _Moves(NamedTuple):
    """The nodes where each person can be in an optimum as far as prices tell, the best first, as sliced by `start`."""

    start: Ints
    node: Indices


class _Trail(NamedTuple):
    """How a search came by each node: for whom it last did, from which node, and who would move (or nobody)."""

    seen: Indices
    came_from: Indices
    mover: Indices


def total_cost(network: Network, assigned: Indices) -> int:
    """Return the cost of a plan: edges, slots used, and what the unplaced cost.

    Parameters
    ----------
    network
        The placement problem.
    assigned
        Facility index of each person; `network.facilities` for the unplaced.

    Raises
    ------
    SolverError
        An edge is used that does not exist, or a facility has more guests than places.
    """
    paid, load = edges_paid(network, assigned), count_load(network, assigned)
    if (paid < 0).any():
        raise SolverError("solver.no_such_edge", index=int(np.argmax(paid < 0)))
    over = load[:-1] > network.places
    if over.any():
        raise SolverError("solver.over_capacity", index=int(np.argmax(over)))
    return int(paid.sum()) + int(_slots_paid(network, load))


def lower_bound(network: Network, prices: Ints) -> int:
    """Return a cost that no plan undercuts, whatever the prices (weak duality).

    Each person pays at least the best of being unplaced and cost plus price of a facility; each place gives back at
    most what its price exceeds its own cost by.
    """
    return int(_bound(network, prices))


def prove(network: Network, assigned: Indices) -> Ints:
    """Return prices of the facilities' places that prove a plan optimal: its cost equals `lower_bound`.

    Raises
    ------
    SolverError
        The plan is not possible, or not optimal.
    """
    total = total_cost(network, assigned)
    prices, proven = _prices(network, assigned)
    if not proven or lower_bound(network, prices) != total:
        raise SolverError("solver.not_optimal")
    return prices


def canonical(network: Network, assigned: Indices, prices: Ints, lot: Lot | None = None) -> Indices:
    """Return the optimal plan in which everybody, in the order of a lot, has what costs least of what is left to them.

    Whoever comes first has the choice among all optimal plans, the next among those that are left, and so on. Being
    placed comes before being unplaced, and where the costs of a person's pairs are equal the lot ranks the facilities.
    All optimal plans differ only by arcs that cost nothing under the prices, so the choice depends neither on the
    solver nor on the plan it found. It is serial dictatorship [1]_ within the optimal plans.

    Parameters
    ----------
    network
        The placement problem.
    assigned
        An optimal plan.
    prices
        Its proof, from `prove`.
    lot
        None for the order of the indices.

    References
    ----------
    .. [1] A. Abdulkadiroğlu and T. Sönmez, "Random serial dictatorship and the core from random endowments in house
       allocation problems", Econometrica 66, 1998.
    """
    chosen = assigned.copy()
    _settle(network, chosen, np.append(prices, 0), lot or in_order(network))
    return chosen


@compiled
def edges_paid(network: Network, assigned: Indices) -> Ints:
    """Return the edge cost of each person, -1 where there is no such edge."""
    outside = len(network.slot_start) - 1
    paid = np.full(len(assigned), -1)
    for person in range(len(assigned)):
        if assigned[person] == outside:
            paid[person] = network.unplaced[person]
            continue
        low, high = network.start[person], network.start[person + 1]
        while low < high:
            middle = (low + high) // 2
            if network.facility[middle] < assigned[person]:
                low = middle + 1
            else:
                high = middle
        if low < network.start[person + 1] and network.facility[low] == assigned[person]:
            paid[person] = network.cost[low]
    return paid


@compiled
def count_load(network: Network, assigned: Indices) -> Ints:
    """Count the people at each node; the last is `outside`."""
    load = np.zeros(len(network.slot_start), dtype=np.int64)
    for node in assigned:
        load[node] += 1
    return load


@compiled
def _slots_paid(network: Network, load: Ints) -> int:
    total = 0
    for facility in range(len(load) - 1):
        for slot in range(network.slot_start[facility], network.slot_start[facility] + load[facility]):
            total += network.slot_cost[slot]
    return total


@compiled
def _bound(network: Network, prices: Ints) -> int:
    bound = 0
    for person in range(len(network.unplaced)):
        best = network.unplaced[person]
        for edge in range(network.start[person], network.start[person + 1]):
            best = min(best, network.cost[edge] + prices[network.facility[edge]])
        bound += best
    for facility in range(len(prices)):
        for slot in range(network.slot_start[facility], network.slot_start[facility + 1]):
            bound -= max(0, prices[facility] - network.slot_cost[slot])
            if bound < 0:
                return -1  # no plan costs less than nothing; further down the sums would leave 64 bits
    return bound


@compiled
def next_slot(network: Network, load: Ints, facility: int) -> int:
    """Return the slot that one more guest would take, or -1 when the facility is full."""
    slot = network.slot_start[facility] + load[facility]
    return slot if slot < network.slot_start[facility + 1] else -1


@compiled
def last_slot(network: Network, load: Ints, facility: int) -> int:
    """Return the slot that would be given up first, or -1 when the facility is empty."""
    return network.slot_start[facility] + load[facility] - 1 if load[facility] else -1


@compiled
def list_guests(assigned: Indices, nodes: int) -> Guests:
    """Link the people at each node."""
    guests = Guests(np.full(nodes, NOBODY), np.full(len(assigned), NOBODY))
    for person in range(len(assigned) - 1, -1, -1):
        add_guest(guests, person, assigned[person])
    return guests


@compiled
def add_guest(guests: Guests, person: int, node: int) -> None:
    """Put a person at the head of a node's list."""
    guests.after[person] = guests.first[node]
    guests.first[node] = person


@compiled
def remove_guest(guests: Guests, person: int, node: int) -> None:
    """Take a person out of the list of the node where they are."""
    if guests.first[node] == person:
        guests.first[node] = guests.after[person]
        return
    other = guests.first[node]
    while guests.after[other] != person:
        other = guests.after[other]
    guests.after[other] = guests.after[person]


@compiled
def _prices(network: Network, assigned: Indices) -> tuple[Ints, bool]:
    """Find shortest distances in the residual network by label correcting with a queue; False on a negative cycle."""
    start, reachable, cost, unplaced = network.start, network.facility, network.cost, network.unplaced
    slot_cost = network.slot_cost
    outside = len(network.slot_start) - 1
    nodes = outside + 1
    paid, load = edges_paid(network, assigned), count_load(network, assigned)
    first, after = list_guests(assigned, nodes)
    distance = np.zeros(nodes, dtype=np.int64)
    visits = np.zeros(nodes, dtype=np.int64)
    waiting = _Waiting(np.arange(nodes)[::-1].copy(), np.array([0, nodes]), np.ones(nodes, dtype=np.bool_))
    while waiting.span[1]:
        node = _next(waiting)
        visits[node] += 1
        if visits[node] > nodes:
            return distance[:outside], False
        person = first[node]
        while person != NOBODY:
            base = distance[node] - paid[person]
            # Compared here, not in the call: handing over arrays would cost more than all the rest of this loop.
            for edge in range(start[person], start[person + 1]):
                if base + cost[edge] < distance[reachable[edge]]:
                    _lower(distance, waiting, reachable[edge], base + cost[edge])
            if base + unplaced[person] < distance[outside]:
                _lower(distance, waiting, outside, base + unplaced[person])
            person = after[person]
        if node != outside:
            slot = next_slot(network, load, node)
            if slot >= 0 and distance[node] + slot_cost[slot] < distance[outside]:
                _lower(distance, waiting, outside, distance[node] + slot_cost[slot])
        else:
            for facility in range(outside):
                slot = last_slot(network, load, facility)
                if slot >= 0 and distance[outside] - slot_cost[slot] < distance[facility]:
                    _lower(distance, waiting, facility, distance[outside] - slot_cost[slot])
    return distance[outside] - distance[:outside], True


@compiled
def _next(waiting: _Waiting) -> int:
    node: int = waiting.ring[waiting.span[0]]
    waiting.span[0] = (waiting.span[0] + 1) % len(waiting.ring)
    waiting.span[1] -= 1
    waiting.inside[node] = False
    return node


@compiled
def _lower(distance: Ints, waiting: _Waiting, node: int, value: int) -> None:
    """Take a shorter distance, and queue the node if it does not wait already."""
    distance[node] = value
    if not waiting.inside[node]:
        waiting.inside[node] = True
        waiting.ring[(waiting.span[0] + waiting.span[1]) % len(waiting.ring)] = node
        waiting.span[1] += 1


@compiled
def _free_moves(network: Network, assigned: Indices, prices: Ints, rank: Indices) -> _Moves:
    outside = len(prices) - 1
    paid = edges_paid(network, assigned)
    moves = _Moves(
        np.zeros(len(assigned) + 1, dtype=np.int64), np.empty(len(network.cost) + len(assigned), dtype=np.int64)
    )
    count = 0
    for person in range(len(assigned)):
        best = paid[person] + prices[assigned[person]]
        for edge in range(network.start[person], network.start[person + 1]):
            node = network.facility[edge]
            if network.cost[edge] + prices[node] != best:
                continue
            # What is free costs as much more as its place is cheaper: the dearest place is the person's cheapest pair.
            at = count
            while at > moves.start[person]:
                other = moves.node[at - 1]
                if prices[other] > prices[node] or (prices[other] == prices[node] and rank[other] < rank[node]):
                    break
                moves.node[at] = other
                at -= 1
            moves.node[at] = node
            count += 1
        if network.unplaced[person] == best:
            moves.node[count] = outside
            count += 1
        moves.start[person + 1] = count
    return moves


@compiled
def _settle(network: Network, assigned: Indices, prices: Ints, lot: Lot) -> None:
    """Fix people one by one, each at the best node that rerouting those after them along free moves allows."""
    nodes = len(prices)
    load = count_load(network, assigned)
    moves = _free_moves(network, assigned, prices, lot.rank)
    guests = list_guests(assigned, nodes)
    trail = _Trail(np.full(nodes, NOBODY), np.full(nodes, NOBODY), np.full(nodes, NOBODY))
    for person in lot.turns:
        home = assigned[person]
        for option in range(moves.start[person], moves.start[person + 1]):
            target = moves.node[option]
            if target == home:
                break
            if trail.seen[target] == person:
                continue  # a search for this person passed here, and from here there was no way home
            if _reach(network, load, prices, moves, guests, trail, person, target, home):
                node = home
                while node != target:
                    if trail.mover[node] != NOBODY:
                        _move(assigned, load, guests, trail.mover[node], node)
                    node = trail.came_from[node]
                _move(assigned, load, guests, person, target)
                break
        remove_guest(guests, person, assigned[person])


@compiled
def _reach(
    network: Network,
    load: Ints,
    prices: Ints,
    moves: _Moves,
    guests: Guests,
    trail: _Trail,
    stamp: int,
    source: int,
    home: int,
) -> bool:
    """Search a way of free moves from `source` to `home`, leaving a trail."""
    outside = len(prices) - 1
    stack = np.empty(len(prices), dtype=np.int64)
    stack[0], height = source, 1
    trail.seen[source] = stamp
    while height:
        height -= 1
        node = stack[height]
        if node == home:
            return True
        person = guests.first[node]
        while person != NOBODY:
            for option in range(moves.start[person], moves.start[person + 1]):
                height = _visit(trail, stack, height, stamp, moves.node[option], node, person)
            person = guests.after[person]
        if node != outside:
            slot = next_slot(network, load, node)
            if slot >= 0 and network.slot_cost[slot] == prices[node]:
                height = _visit(trail, stack, height, stamp, outside, node, NOBODY)
        else:
            for facility in range(outside):
                slot = last_slot(network, load, facility)
                if slot >= 0 and network.slot_cost[slot] == prices[facility]:
                    height = _visit(trail, stack, height, stamp, facility, node, NOBODY)
    return False


@compiled
def _visit(trail: _Trail, stack: Indices, height: int, stamp: int, node: int, source: int, mover: int) -> int:
    """Put a node on the stack unless this search has seen it; return the new height."""
    if trail.seen[node] == stamp:
        return height
    trail.seen[node] = stamp
    trail.came_from[node] = source
    trail.mover[node] = mover
    stack[height] = node
    return height + 1


@compiled
def _move(assigned: Indices, load: Ints, guests: Guests, person: int, node: int) -> None:
    remove_guest(guests, person, assigned[person])
    add_guest(guests, person, node)
    load[assigned[person]] -= 1
    load[node] += 1
    assigned[person] = node
