"""NetworkX as the second solver, written to be followed."""

import networkx as nx
import numpy as np
import numpy.typing as npt

from matching.arrays import Indices
from matching.solving.network import LEVELS, Network

PERSON, FACILITY, SINK = "person", "facility", "sink"


def solve_networkx(network: Network, tier: npt.NDArray[np.int8]) -> Indices:
    """Return an optimal plan in two steps that follow the text of the priorities.

    First the counts: everyone who must be placed, the most people of tier 1 that can be placed together, of tiers 1 and 2, of all, each a maximum
    flow. Then, with exactly those counts, the least cost by the network simplex algorithm. Unlike
    `matching.solving.flow.solve_ortools` it uses no price for being unplaced, which makes it an independent check.

    Returns
    -------
    assigned
        Facility index of each person; `network.facilities` for the unplaced.
    """
    totals = [0, *(_most_placed(network, tier <= last) for last in LEVELS)]
    graph = _flow_graph(network)
    for number in LEVELS:
        graph.add_node(("tier", number), demand=totals[number] - totals[number + 1])
    for person, number in enumerate(tier.tolist()):
        graph.add_edge(("tier", number), (PERSON, person), capacity=1, weight=0)
    graph.add_node(SINK, demand=totals[-1])
    _, flow = nx.network_simplex(graph)
    assigned = np.full(network.people, network.facilities, dtype=np.intp)
    for person in range(network.people):
        for (_, facility), by_key in flow[PERSON, person].items():
            if any(by_key.values()):
                assigned[person] = facility
    return assigned


def _most_placed(network: Network, included: npt.NDArray[np.bool_]) -> int:
    """Return how many of these people can be placed together."""
    graph = nx.DiGraph(_flow_graph(network))
    for facility, places in enumerate(network.places.tolist()):
        graph.add_edge((FACILITY, facility), SINK, capacity=places)
    graph.add_node("source")
    for person in np.flatnonzero(included).tolist():
        graph.add_edge("source", (PERSON, person), capacity=1)
    return int(nx.maximum_flow_value(graph, "source", SINK))


def _flow_graph(network: Network) -> "nx.MultiDiGraph[object]":
    """Return people -> facilities -> sink; one parallel arc a place, each dearer than the one before."""
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
