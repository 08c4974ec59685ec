"""How firm a plan is, against OR-Tools asked again for each suggestion: slack, next best plans, ranges of weights.

    python benchmarks/firmness.py [--people 300] [--facilities 120] [--rounds 5] [--json]

The peer forbids each suggestion in turn and solves anew, which is what the least regret of each is, and the first step
of ranking plans as Murty does; the costs of both are held equal.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from solver import arcs, bare_ortools, city

from matching.trials import TrialPlan, make_plan
from matching.why import firmness, near_best, plan_range
from matching.why.firmness import LeastCycles

WEIGHTS = ("travel_home_per_km", "ward_other", "unconfirmed", "spread_step")


def seconds(call: Callable[[], object], rounds: int) -> float:
    def once() -> float:
        before = time.perf_counter()
        call()
        return time.perf_counter() - before

    return statistics.median(once() for _ in range(rounds))


def asked_anew(plan: TrialPlan) -> dict[int, int]:
    """Return what forbidding each suggestion costs, by person index, by solving anew each time."""
    network, assigned = plan.network, plan.solution.assigned
    tails, heads, capacities, costs, nodes, supplies = arcs(network)
    optimum = bare_ortools((tails, heads, capacities, costs, nodes, supplies))
    lost = {}
    for person in np.flatnonzero(assigned < network.facilities).tolist():
        first, last = int(network.start[person]), int(network.start[person + 1])
        edge = first + int(np.searchsorted(network.facility[first:last], assigned[person]))
        without = capacities.copy()
        without[edge] = 0
        lost[person] = bare_ortools((tails, heads, without, costs, nodes, supplies)) - optimum
    return lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--facilities", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    plan = make_plan(city(options.people, options.facilities))
    cycles = LeastCycles(plan.network, plan.solution.assigned, plan.solution.prices)
    anew = asked_anew(plan)
    if anew != {person: cycles.length(person) for person in anew}:
        raise SystemExit("OR-Tools disagrees")
    own, peer = seconds(lambda: firmness(plan), options.rounds), seconds(lambda: asked_anew(plan), 1)
    near = seconds(lambda: near_best(plan), options.rounds)
    told: dict[str, object] = {
        "size": f"{options.people} x {options.facilities}",
        "suggestions": len(anew),
        "firmness_ms": round(own * 1000),
        "asked_anew_ms": round(peer * 1000),
        "anew_to_firmness": round(peer / own, 1),
        "three_next_best_ms": round(near * 1000),
        "anew_to_next_best": round(3 * peer / near, 1),
        **{f"range_{name}_ms": round(1000 * seconds(partial(plan_range, plan, name), 1)) for name in WEIGHTS},
    }
    print(json.dumps(told) if options.json else "  ".join(f"{name}={value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
