"""The exact plan: the most people placed tier by tier, then the least total cost, proven each time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.arrays import Indices, Ints
from matching.errors import SolverError
from matching.solving.network import TIERS, Lot, Network, build_network
from matching.solving.residual import canonical, lower_bound, prove, total_cost
from matching.solving.successive_paths import solve_successive_paths


@dataclass(frozen=True, eq=False)
class Solution:
    """The plan chosen among all optima.

    Attributes
    ----------
    assigned
        Facility index of each person; `network.facilities` for the unplaced.
    prices
        Price of a place at each facility, the proof of the optimum (see `matching.solving.residual.prove`).
    placed_by_tier
        Number of people placed, by tier; those who come before all tiers (0) are not among them.
    cost
        Edge costs of the network plus the costs of the slots used.
    """

    assigned: Indices
    prices: Ints
    placed_by_tier: dict[int, int]
    cost: int


FEW = 0.4
"""Up to so many places a person, and again from one place a person, successive shortest paths are faster."""
Method = Callable[[Network, npt.NDArray[np.int8]], Indices]
"""What a solver is: network and tiers in, facility index of each person out."""


def solve(
    network: Network, tier: npt.NDArray[np.int8], method: Method | None = None, lot: Lot | None = None
) -> Solution:
    """Solve, prove, and choose the canonical optimum, so that every solver gives the same plan.

    Parameters
    ----------
    network
        From `build_network` with the same tiers.
    tier
        1 to 3, one a person; 0 for somebody who comes before all tiers.
    method
        The solver; None for the one that is faster at this ratio of places to people.
    lot
        Who chooses among the optimal plans; None for the order of the indices.

    Raises
    ------
    SolverError
        The solver failed, or the certificate does not hold.
    """
    if method is None and not _crowded(network):
        optimum, prices = solve_successive_paths(network, tier)
    else:
        optimum = (method or solve_ortools)(network, tier)
        prices = prove(network, optimum)
    return proven(network, optimum, prices, tier, lot)


def load_solver() -> None:
    """Load the solver's machine code, for which the first plan of a process would else wait a third of a second."""
    solve(smallest(), np.ones(1, dtype=np.int8))


def smallest() -> Network:
    """Return a network of one person and one place, of the types that a plan's network has."""
    none, nights = np.zeros(1, dtype=np.int8), np.zeros(1, dtype=np.int64)
    tier, cost = np.ones(1, dtype=np.int8), np.ones(1, dtype=np.int64)
    return build_network(np.array([0, 1]), np.zeros(1, dtype=np.intp), cost, tier, [[0]], 1, none, nights)


def proven(
    network: Network, optimum: Indices, prices: Ints, tier: npt.NDArray[np.int8], lot: Lot | None = None
) -> Solution:
    """Check the proof of an optimum and choose the canonical one among its equals.

    Parameters
    ----------
    network
        From `build_network`.
    optimum
        Facility index of each person; `network.facilities` for the unplaced.
    prices
        Price of a place at each facility.
    tier, lot
        As for `solve`.

    Raises
    ------
    SolverError
        The certificate does not hold.
    """
    total = total_cost(network, optimum)
    if lower_bound(network, prices) != total:
        raise SolverError("solver.not_optimal")
    assigned = canonical(network, optimum, prices, lot)
    placed = assigned < network.facilities
    return Solution(
        assigned=assigned,
        prices=prices,
        placed_by_tier={t: int(np.count_nonzero(placed & (tier == t))) for t in TIERS},
        cost=total - int(network.unplaced[~placed].sum()),
    )


def _crowded(network: Network) -> bool:
    """Tell whether somewhat fewer places than people are to be had.

    Then every place is fought over by many, the ways of `matching.solving.successive_paths` grow long, and OR-Tools is faster;
    benchmarks/scale.py measures it.
    """
    places = len(network.slot_cost)
    return FEW * network.people < places < network.people


def solve_ortools(network: Network, tier: npt.NDArray[np.int8]) -> Indices:
    """Return an optimal plan by one min-cost flow; the tiers are in the costs of being unplaced.

    Every person sends one unit to the sink, through a facility and one of its unit slots or directly, unplaced. OR-Tools
    multiplies costs by nodes, and refuses a network where that leaves 64 bits; our own solver does not, and takes it.

    Raises
    ------
    SolverError
        OR-Tools gives no optimum; the status is its own.
    """
    people, facilities, edges = network.people, network.facilities, len(network.cost)
    sink = people + facilities
    person = np.arange(people, dtype=np.int32)
    slot_owner = np.repeat(np.arange(people, sink, dtype=np.int32), network.places)
    tails = np.concatenate([np.repeat(person, np.diff(network.start)), slot_owner, person])
    heads = np.full(len(tails), sink, dtype=np.int32)
    heads[:edges] = network.facility + people
    costs = np.concatenate([network.cost, network.slot_cost, network.unplaced])
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones(len(tails), dtype=np.int64), costs)
    flow.set_nodes_supplies(np.append(person, np.int32(sink)), np.append(np.ones(people, dtype=np.int64), -people))
    status = flow.solve()
    if status == flow.BAD_COST_RANGE:
        return solve_successive_paths(network, tier)[0]
    if status != flow.OPTIMAL:
        raise SolverError("solver.failed", solver="ortools", status=str(status))
    used = np.flatnonzero(flow.flows(np.arange(edges, dtype=np.int32)))
    assigned = np.full(people, facilities, dtype=np.intp)
    assigned[tails[used]] = network.facility[used]
    return assigned
