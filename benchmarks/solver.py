"""Time of the full solve against bare OR-Tools and NetworkX on the same arrays, and of a plan from data to reasons.

    python benchmarks/solver.py [--large] [--networkx-large] [--json]

"Full" is what every plan goes through: min-cost flow, certificate and the choice of the canonical optimum. "Bare" is
OR-Tools' SimpleMinCostFlow alone on arrays that are ready, from adding the arcs to reading the flows. All figures are
medians of runs taken in turn in this one process.
"""

import argparse
import datetime as dt
import json
import random
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable

import networkx as nx
import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.policy import load_policy
from matching.problem import DISABILITY_KINDS, Facility, PastUse, Person, Problem
from matching.solving import Network, build_network, solve
from matching.trials import make_plan
from matching.why import explain

EDGES_A_PERSON = 45


def random_network(people: int, facilities: int, *, tight: bool) -> tuple[Network, np.ndarray]:
    """Points in a square, cost by distance; tight means far fewer places than people."""
    chance = np.random.default_rng(people + tight)
    near = chance.random((people, facilities)) < EDGES_A_PERSON / facilities
    homes, sites = chance.random((people, 2)), chance.random((facilities, 2))
    cost = (2000 * np.linalg.norm(homes[:, None] - sites, axis=2)).astype(np.int64)[near]
    places = chance.integers(0, 2, facilities) if tight else chance.integers(1, 7, facilities)
    tier = chance.choice([1, 2, 3], people, p=[0.2, 0.3, 0.5]).astype(np.int8)
    start = np.concatenate([[0], near.sum(axis=1).cumsum()]).astype(np.int64)
    slots = [[40 * rank for rank in range(most)] for most in places.tolist()]
    return build_network(start, np.nonzero(near)[1], cost, tier, slots), tier


def arcs(network: Network) -> tuple[np.ndarray, ...]:
    """Return tails, heads, capacities, costs, nodes and supplies of the plain flow problem."""
    people, sink = network.people, network.people + network.facilities
    person = np.arange(people, dtype=np.int32)
    owner = np.repeat(np.arange(people, sink, dtype=np.int32), network.places)
    tails = np.concatenate([np.repeat(person, np.diff(network.start)), owner, person])
    heads = np.full(len(tails), sink, dtype=np.int32)
    heads[: len(network.cost)] = network.facility + people
    costs = np.concatenate([network.cost, network.slot_cost, network.unplaced])
    supplies = np.append(np.ones(people, dtype=np.int64), -people)
    return tails, heads, np.ones(len(tails), dtype=np.int64), costs, np.append(person, np.int32(sink)), supplies


def bare_ortools(given: tuple[np.ndarray, ...]) -> int:
    tails, heads, capacities, costs, nodes, supplies = given
    flow = SimpleMinCostFlow()
    added = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_nodes_supplies(nodes, supplies)
    if flow.solve() != flow.OPTIMAL:
        raise SystemExit("OR-Tools found no optimum")
    flow.flows(added)
    return int(flow.optimal_cost())


def networkx_graph(given: tuple[np.ndarray, ...]) -> "nx.MultiDiGraph[int]":
    tails, heads, capacities, costs, nodes, supplies = (column.tolist() for column in given)
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from((node, {"demand": -supply}) for node, supply in zip(nodes, supplies, strict=True))
    for tail, head, capacity, cost in zip(tails, heads, capacities, costs, strict=True):
        graph.add_edge(tail, head, capacity=capacity, weight=cost)
    return graph


def city(people: int, facilities: int) -> Problem:
    """Return a problem as the desk hands it over, with unknowns and past stays."""
    chance = random.Random(7)  # noqa: S311
    wards = ("A", "B", "C", "D", "E")

    def kinds() -> list[str]:
        return chance.sample(DISABILITY_KINDS, chance.randint(1, 3))

    who = tuple(
        Person(
            id=1 + index,
            tier=chance.choice((1, 2, 2, 3, 3, 3)),
            consent=chance.random() < 0.95,
            ward=chance.choice(wards),
            age=chance.randint(18, 70),
            sex=chance.choice(("female", "male")),
            disability_kinds=frozenset(kinds()),
            support_scale="adult",
            support_level=chance.randint(2, 6),
            medical_care=frozenset(),
            severe_behaviour=chance.random() < 0.1,
            wheelchair=chance.random() < 0.2,
        )
        for index in range(people)
    )
    where = tuple(
        Facility(
            id=1000 + index,
            service_code=chance.choice(("24", "24", "33", "34")),
            ward=chance.choice(wards),
            offers_trial=chance.choice((None, True, True, False)),
            places=chance.choice((None, 0, 1, 2, 4)),
            disability_kinds={kind: chance.random() < 0.8 for kind in kinds()},
            sexes=chance.choice((None, "any", "any", "female", "male")),
            vacancy=chance.choice((None, "free", "few", "full")),
        )
        for index in range(facilities)
    )
    begin = dt.date(2027, 1, 1)
    stays = tuple(
        PastUse(
            chance.randint(1, people),
            1000 + chance.randrange(facilities),
            "trial",
            begin - dt.timedelta(days=chance.randint(1, 1500)),
            outcome=chance.choice((None, "went_well", "mixed", "broken_off")),
        )
        for _ in range(people)
    )
    metres = np.random.default_rng(7).integers(0, 25_000, (2, people, facilities)).astype(np.int32)
    return Problem(who, where, stays, metres[0], metres[1], {"A": frozenset("BC")}, begin, load_policy())


def seconds(job: Callable[[], object]) -> float:
    before = time.perf_counter()
    job()
    return time.perf_counter() - before


def compare(people: int, facilities: int, *, tight: bool, rounds: int, with_networkx: bool) -> dict[str, object]:
    """Time all solvers on one instance, and hold their optima equal."""
    network, tier = random_network(people, facilities, tight=tight)
    given = arcs(network)
    solution = solve(network, tier)
    left_out = network.unplaced[solution.assigned == network.facilities].sum()
    optimum = solution.cost + int(left_out)
    if bare_ortools(given) != optimum:
        raise SystemExit("OR-Tools disagrees")
    runs = [(seconds(lambda: solve(network, tier)), seconds(lambda: bare_ortools(given))) for _ in range(rounds)]
    full, bare = (statistics.median(column) for column in zip(*runs, strict=True))
    row: dict[str, object] = {
        "size": f"{people} x {facilities} {'tight' if tight else 'loose'}",
        "edges": len(network.cost),
        "full_ms": round(full * 1000, 2),
        "bare_ortools_ms": round(bare * 1000, 2),
        "full_to_bare": round(full / bare, 2),
    }
    if with_networkx:
        graph = networkx_graph(given)
        times = []
        for _ in range(3 if people < 1000 else 1):
            before = time.perf_counter()
            cost, _flow = nx.network_simplex(graph)
            times.append(time.perf_counter() - before)
            if cost != optimum:
                raise SystemExit("NetworkX disagrees")
        row["networkx_ms"] = round(statistics.median(times) * 1000, 1)
        row["networkx_to_full"] = round(statistics.median(times) / full, 1)
    tracemalloc.start()
    solve(network, tier)
    row["python_peak_mb"] = round(tracemalloc.get_traced_memory()[1] / 1e6, 1)
    tracemalloc.stop()
    return row


def whole_plan(rounds: int) -> dict[str, object]:
    """Time a plan of 300 people and 120 facilities from data to sentences."""
    problem = city(300, 120)
    first = seconds(lambda: explain(make_plan(problem)))
    median = statistics.median(seconds(lambda: explain(make_plan(problem))) for _ in range(rounds))
    return {
        "size": "300 x 120 from problem to explained plan",
        "first_ms": round(first * 1000, 1),
        "median_ms": round(median * 1000, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 3,000 people and 1,000 facilities")
    parser.add_argument("--networkx-large", action="store_true", help="NetworkX there too (about 12 s a run)")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    rows = [whole_plan(options.rounds)]
    small = {"rounds": options.rounds, "with_networkx": True}
    rows += [compare(300, 120, tight=tight, **small) for tight in (False, True)]
    if options.large or options.networkx_large:
        large = {"rounds": options.rounds, "with_networkx": options.networkx_large}
        rows += [compare(3000, 1000, tight=tight, **large) for tight in (False, True)]
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if options.json:
        print(json.dumps({"rows": rows, "process_peak_mb": peak}))
        return
    for row in rows:
        print("  ".join(f"{name}={value}" for name, value in row.items()))
    print(f"process_peak_mb={peak}")


if __name__ == "__main__":
    main()
