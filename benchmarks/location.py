"""Time of location models from data to answer against PySAL's spopt (PuLP with CBC) in the same run.

    python benchmarks/location.py [--points 3000] [--sites 1000] [--new 40] [--radius 500] [--rounds 3] [--json]

Maximal covering on random points of a square of 10 km, the same optimum from both; then the median and the centre of a
city's 949 towns among themselves, which spopt cannot build in the time. Peaks are those of each job's own process.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np

from matching.location import Location, mclp, p_centre, p_median, ways


def city(points: int, sites: int) -> tuple[np.ndarray, np.ndarray]:
    """Return people at each point, and metres to each site."""
    chance = np.random.default_rng(1)
    ends, places = chance.random((points, 2)), chance.random((sites, 2))
    people = chance.integers(1, 100, points)
    return people, np.rint(10_000 * np.linalg.norm(ends[:, np.newaxis] - places, axis=2)).astype(np.int32)


def ours(points: int, sites: int, new: int, radius: int) -> tuple[int, float, int]:
    people, metres = city(points, sites)
    mclp(people[:50], ways(metres[:50]), radius, 2)  # compiled before the clock starts
    return timed(lambda: proven(mclp(people, ways(metres), radius, new)))


def peer(points: int, sites: int, new: int, radius: int) -> tuple[int, float, int]:
    import pulp
    from spopt.locate import MCLP

    people, metres = city(points, sites)

    def job() -> int:
        model = MCLP.from_cost_matrix(metres, people, radius, new).solve(pulp.PULP_CBC_CMD(msg=False))
        covered: float = pulp.value(model.problem.objective)
        return round(covered)

    return timed(job)


def towns(model: str) -> tuple[int, float, int]:
    people, metres = city(949, 949)
    choose = {"p_median": p_median, "p_centre": p_centre}[model]
    choose(people[:50], ways(metres[:50]), 2)
    return timed(lambda: proven(choose(people, ways(metres), 5)))


def proven(found: Location) -> int:
    if not found.proven:
        raise SystemExit("not proven")
    return found.value


def timed(job: Callable[[], int]) -> tuple[int, float, int]:
    """Return the answer, the seconds it took and the peak of this process in MB."""
    before = time.perf_counter()
    value = job()
    return value, time.perf_counter() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(job: Callable[..., tuple[int, float, int]], *given: object) -> tuple[int, float, int]:
    """Run a job in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(job, given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=3000)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--new", type=int, default=40)
    parser.add_argument("--radius", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    given = (options.points, options.sites, options.new, options.radius)
    fast = [apart(ours, *given) for _ in range(options.rounds)]
    slow = apart(peer, *given)
    if {value for value, _, _ in fast} != {slow[0]}:
        raise SystemExit("spopt disagrees")
    seconds = statistics.median(took for _, took, _ in fast)
    rows = [
        {
            "case": f"mclp {options.points} x {options.sites}, {options.new} new, {options.radius} m",
            "covered": slow[0],
            "ours_s": round(seconds, 3),
            "ours_peak_mb": max(peak for _, _, peak in fast),
            "spopt_s": round(slow[1], 2),
            "spopt_peak_mb": slow[2],
            "spopt_to_ours": round(slow[1] / seconds, 1),
        }
    ]
    for model in ("p_median", "p_centre"):
        value, took, peak = apart(towns, model)
        case = f"{model} 949 x 949, 5 new"
        rows.append({"case": case, "value": value, "ours_s": round(took, 2), "ours_peak_mb": peak})
    if options.json:
        print(json.dumps({"rows": rows}))
        return
    for row in rows:
        print("  ".join(f"{name}={value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
