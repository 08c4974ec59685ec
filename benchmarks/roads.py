"""Time of the shortest ways between towns and facilities on a road network, against NetworkX on a part of them.

    python benchmarks/roads.py [--towns 949] [--facilities 300] [--edges 100000] [--json]

A grid of streets with a tenth of them one-way and some left out. NetworkX searches from a sample of the facilities
(its time grows with their number); the ways found there must be equal. The second call, as a page makes it, finds the
facilities' rows kept.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

from geodata.roads import RoadNetwork, read_roads

SAMPLE = 10


def streets(edges: int, folder: Path) -> Path:
    """Write a list of roads with about so many directed edges, and its junctions, as read_roads reads it."""
    side = round((edges / 4) ** 0.5 * 1.06)
    chance = np.random.default_rng(edges)
    node = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        [
            np.column_stack([node[:, :-1].ravel(), node[:, 1:].ravel()]),
            np.column_stack([node[:-1].ravel(), node[1:].ravel()]),
        ]
    )
    pairs = pairs[chance.random(len(pairs)) < 0.95]
    metres = chance.uniform(60, 240, len(pairs)).round(2)
    roads = pd.DataFrame(
        {
            "u": pairs[:, 0],
            "v": pairs[:, 1],
            "metres": metres,
            "seconds": (metres / chance.choice([5.6, 8.3, 11.1], len(pairs))).round(2),
            "oneway": chance.random(len(pairs)) < 0.1,
        }
    )
    lat, lon = np.divmod(np.arange(side * side), side)
    nodes = pd.DataFrame({"id": np.arange(side * side), "lon": 140.7 + lon * 0.0011, "lat": 38.1 + lat * 0.0009})
    roads.to_parquet(folder / "roads.parquet")
    nodes.to_parquet(folder / "roads_nodes.parquet")
    return folder / "roads.parquet"


def networkx_ways(path: Path, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return metres from every start to every end, one search against the streets for each end."""
    frame = pd.read_parquet(path)
    graph: nx.DiGraph[int] = nx.DiGraph()
    for tail, head, metres, oneway in frame[["u", "v", "metres", "oneway"]].itertuples(index=False):
        graph.add_edge(head, tail, weight=metres)
        if not oneway:
            graph.add_edge(tail, head, weight=metres)
    began = time.perf_counter()
    columns = []
    for end in ends.tolist():
        lengths = nx.single_source_dijkstra_path_length(graph, end)
        columns.append([lengths.get(start, np.inf) for start in starts.tolist()])
    networkx_ways.seconds = time.perf_counter() - began  # type: ignore[attr-defined]
    return np.array(columns).T


def timed(network: RoadNetwork, *points: np.ndarray) -> tuple[np.ndarray, float]:
    began = time.perf_counter()
    found = network(*points)
    return found, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in (("towns", 949), ("facilities", 300), ("edges", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = streets(asked.edges, Path(folder))
        began = time.perf_counter()
        network = read_roads(path)
        reading = time.perf_counter() - began
        chance = np.random.default_rng(1)
        towns, sites = (
            chance.choice(len(network.lonlat), count, replace=False) for count in (asked.towns, asked.facilities)
        )
        metres, first = timed(network, network.lonlat[towns], network.lonlat[sites])
        _, again = timed(network, network.lonlat[towns], network.lonlat[sites])
        began = time.perf_counter()
        network.seconds(network.lonlat[towns], network.lonlat[sites])
        seconds = time.perf_counter() - began
        sample = networkx_ways(path, towns, sites[:SAMPLE])
    ours = metres[:, :SAMPLE].astype(float)
    ours[ours < 0] = np.inf
    if not (np.isinf(ours) == np.isinf(sample)).all() or np.nanmax(np.abs(ours - sample)[np.isfinite(ours)]) > 0.51:
        raise SystemExit("the ways differ from those of NetworkX")
    peer = networkx_ways.seconds * asked.facilities / SAMPLE  # type: ignore[attr-defined]
    found = {
        "junctions": len(network.lonlat),
        "edges": int(network._metres.graph.nnz),  # noqa: SLF001
        "reading_s": round(reading, 2),
        "metres_s": round(first, 2),
        "again_s": round(again, 3),
        "seconds_s": round(seconds, 2),
        "networkx_s_by_sample": round(peer, 1),
        "ratio": round(peer / first, 1),
        "unreachable": int((metres < 0).sum()),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if asked.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:>22}  {value}")


if __name__ == "__main__":
    main()
