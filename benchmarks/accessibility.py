"""E2SFCA beside PySAL `access`, on the same people, places and pairs in the same run.

    python benchmarks/accessibility.py [--rounds N] [--json]

"City" is 949 towns by 300 facilities, every pair; "nation" 200,000 demand points by 25,000 facilities, each with its
50 nearest. Times are the median of the rounds, from arrays (ours) or a ready model (the peer's) to values; the peer
runs once at the large size. Peak memory is that of a process of its own, and what its pairs alone take.
"""

import argparse
import json
import logging
import multiprocessing
import resource
import statistics
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geodata.access import Pairs, enhanced_two_step, stepped

SIZES = {"city": (949, 300, 300), "nation": (200_000, 25_000, 50)}
BREAKS, WEIGHTS = (3_000, 6_000, 10_000), (1.0, 0.68, 0.22)
DECAY = stepped(BREAKS, WEIGHTS)
Measured = tuple[float, float, float, np.ndarray]
"""Seconds, megabytes before and at the peak, values."""


def country(origins: int, destinations: int, near: int) -> tuple[np.ndarray, np.ndarray, Pairs]:
    """Return people, places, and the pairs of each demand point with its nearest facilities, on a square of metres."""
    chance = np.random.default_rng(origins)
    side = 10_000 * np.sqrt(destinations / 100)
    homes, sites = chance.uniform(0, side, (origins, 2)), chance.uniform(0, side, (destinations, 2))
    metres, nearest = cKDTree(sites).query(homes, k=near)
    pairs = Pairs(np.repeat(np.arange(origins), near), nearest.ravel(), metres.ravel(), origins, destinations)
    people = chance.integers(1, 3_000, origins).astype(np.float64)
    return people, chance.integers(1, 20, destinations).astype(np.float64), pairs


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure_ours(size: str, rounds: int) -> Measured:
    people, places, pairs = country(*SIZES[size])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = median_seconds(lambda: enhanced_two_step(people, places, pairs, DECAY), rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, before / 1024, peak / 1024, enhanced_two_step(people, places, pairs, DECAY)


def measure_peer(size: str, rounds: int) -> Measured:
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    from access import Access
    from access.access import weights

    people, places, pairs = country(*SIZES[size])
    model = Access(
        demand_df=pd.DataFrame({"id": np.arange(len(people)), "people": people}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": np.arange(len(places)), "places": places}),
        supply_index="id",
        supply_value="places",
        cost_df=pd.DataFrame({"origin": pairs.origin, "dest": pairs.destination, "cost": pairs.cost}),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    weigh = weights.step_fn(dict(zip(BREAKS, WEIGHTS, strict=True)))
    seconds = median_seconds(lambda: model.enhanced_two_stage_fca(name="its", weight_fn=weigh), rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = model.access_df["its_places"].reindex(np.arange(len(people))).fillna(0.0).to_numpy()
    return seconds, before / 1024, peak / 1024, found


def in_a_process(work: Callable[[str, int], Measured], size: str, rounds: int) -> Measured:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, size, rounds).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = []
    for size, (origins, destinations, near) in SIZES.items():
        ours, before, peak, values = in_a_process(measure_ours, size, asked.rounds)
        peer, peer_before, peer_peak, its = in_a_process(measure_peer, size, asked.rounds if size == "city" else 1)
        apart = np.abs(values - its).max() / np.abs(its).max()
        rows.append(
            {
                "size": size,
                "pairs": origins * near,
                "points": [origins, destinations],
                "seconds": ours,
                "peer_seconds": peer,
                "ratio": peer / ours,
                "apart": apart,
                "peak_mb": peak,
                "pairs_mb": before,
                "peer_peak_mb": peer_peak,
                "peer_pairs_mb": peer_before,
            }
        )
        if not asked.json:
            print(
                f"{size}: {origins:,} x {destinations:,}, {origins * near:,} pairs: {ours:.4f} s, "
                f"PySAL {peer:.2f} s, {peer / ours:.0f} times; apart by {apart:.1e}; "
                f"peak {peak:.0f} MB (of it {before:.0f} before), PySAL {peer_peak:.0f} MB ({peer_before:.0f})"
            )
        if apart > 1e-9:
            raise SystemExit("the values differ")
    if asked.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
