"""NetworkX as the second solver, written to be followed."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Indices
from matching.solving.network import Network

if TYPE_CHECKING:
    import networkx as nx

PERSON, FACILITY, SINK = "person", "facility", "sink"


def solve_networkx(network: Network, tier: npt.NDArray[np.int8]) -> Indices:
    """Return an optimal plan in two steps that follow the text of the priorities.

    First the counts: everyone who must be placed, the most people of tier 1 that can be placed together, of tiers 1
    and 2, of all, each a maximum flow. Then, with exactly those counts, the least cost by the network simplex
    algorithm. Unlike `matching.solving.flow.solve_ortools` it uses no price for being unplaced, which makes it an
    independent check. Where emergency options or nights averted come before the counts the prices decide here, too: who
    gains an option and who has a place are then two counts of the same people, which no flow can keep at once.

    Returns
    -------
    assigned
        Facility index of each person; `network.facilities` for the unplaced.
    """
    import networkx as nx

    graph = _priced_graph(network) if network.stake.any() or network.night else _counted_graph(network, tier)
    _, flow = nx.network_simplex(graph)
    assigned = np.full(network.people, network.facilities, dtype=np.intp)
    for person in range(network.people):
        for head, by_key in flow[PERSON, person].items():
            if head != SINK and any(by_key.values()):
                assigned[person] = head[1]
    return assigned


def _counted_graph(network: Network, tier: npt.NDArray[np.int8]) -> "nx.MultiDiGraph[object]":
    """Return the flow graph in which exactly the most people are placed, tier by tier."""
    levels = np.unique(tier).tolist()
    totals = [0, *(_most_placed(network, tier <= last) for last in levels)]
    graph = _flow_graph(network)
    for number, before, total in zip(levels, totals, totals[1:], strict=False):
        graph.add_node(("tier", number), demand=before - total)
    for person, number in enumerate(tier.tolist()):
        graph.add_edge(("tier", number), (PERSON, person), capacity=1, weight=0)
    graph.add_node(SINK, demand=totals[-1])
    return graph


def _priced_graph(network: Network) -> "nx.MultiDiGraph[object]":
    """Return the flow graph in which everybody is placed or pays for being left out."""
    graph = _flow_graph(network)
    for person, price in enumerate(network.unplaced.tolist()):
        graph.add_node((PERSON, person), demand=-1)
        graph.add_edge((PERSON, person), SINK, capacity=1, weight=price)
    graph.add_node(SINK, demand=network.people)
    return graph


def _most_placed(network: Network, included: Flags) -> int:
    """Return how many of these people can be placed together."""
    import networkx as nx

    graph = nx.DiGraph(_flow_graph(network))
    for facility, places in enumerate(network.places.tolist()):
        graph.add_edge((FACILITY, facility), SINK, capacity=places)
    graph.add_node("source")
    for person in np.flatnonzero(included).tolist():
        graph.add_edge("source", (PERSON, person), capacity=1)
    return int(nx.maximum_flow_value(graph, "source", SINK))


def _flow_graph(network: Network) -> "nx.MultiDiGraph[object]":
    """Return people -> facilities -> sink; one parallel arc a place, each dearer than the one before."""
    import networkx as nx

    graph: nx.MultiDiGraph[object] = nx.MultiDiGraph()
    graph.add_nodes_from((PERSON, person) for person in range(network.people))
    graph.add_nodes_from((FACILITY, facility) for facility in range(network.facilities))
    graph.add_node(SINK)
    person_of_edge = np.repeat(np.arange(network.people), np.diff(network.start)).tolist()
    edges = zip(person_of_edge, network.facility.tolist(), network.cost.tolist(), strict=True)
    for person, facility, cost in edges:
        graph.add_edge((PERSON, person), (FACILITY, facility), capacity=1, weight=cost)
    owners = np.repeat(np.arange(network.facilities), network.places).tolist()
    for facility, cost in zip(owners, network.slot_cost.tolist(), strict=True):
        graph.add_edge((FACILITY, facility), SINK, capacity=1, weight=cost)
    return graph
