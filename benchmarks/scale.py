"""The solver at the size of a city, a prefecture and a nation, beside bare OR-Tools on the same arrays.

    python benchmarks/scale.py [--nation] [--rounds N] [--json]

People and facilities lie in a square; a pair is a candidate when the facility is among those within a radius that
holds about fifty. "Loose" has 1.2 places a person, "short" 0.7, "tight" 0.1. "Candidates" is the time from people,
facilities and points to pairs judged by all rules and priced by all terms. "Solve" is all a plan goes through: optimum, certificate, choice of the canonical optimum. "Bare"
is OR-Tools' SimpleMinCostFlow alone, from adding the arcs to reading the flows. "Replan" is the median over some
people of fixing, and of forbidding, one pair, to the canonical optimum. Peak memory is that of a process of its own.
"""

import argparse
import datetime as dt
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import chain, product
from pathlib import Path

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.spatial import cKDTree
from warm_start import Solved, fix_pair, forbid_pair

from matching.pairs import Candidates, SparseProblem, find_sparse_candidates
from matching.policy import load_policy
from matching.problem import DISABILITY_KINDS, SEXES, Facility, PastUse, Person
from matching.solving import Network, Solution, build_network, proven, routes_to, solve

SIZES = {"city": (3_000, 1_000, 45), "prefecture": (20_000, 4_000, 50), "nation": (200_000, 25_000, 50)}
PLACES = {"loose": 1.2, "short": 0.7, "tight": 0.1}
START, LAST_YEAR = dt.date(2027, 1, 1), dt.date(2026, 1, 1)
METRES = 5_000
"""The radius."""


def residents(people: int, facilities: int) -> tuple[tuple[Person, ...], tuple[Facility, ...], tuple[PastUse, ...]]:
    """Return people and facilities whom hardly any rule keeps apart, with attributes that every rule has to read."""
    chance = np.random.default_rng(people + 1)
    ward, age = chance.integers(0, 20, people).tolist(), chance.integers(18, 80, people).tolist()
    kind, level = chance.integers(0, 6, people).tolist(), chance.integers(1, 7, people).tolist()
    tier = chance.choice([1, 2, 3], people, p=[0.2, 0.3, 0.5]).tolist()
    who = tuple(
        Person(
            id=row + 1,
            tier=tier[row],
            consent=True,
            ward=str(ward[row]),
            age=age[row],
            sex=SEXES[row % 2],
            disability_kinds=frozenset({DISABILITY_KINDS[kind[row]]}),
            support_scale="adult",
            support_level=level[row],
            medical_care=frozenset({"suction"} if row % 10 == 0 else ()),
            severe_behaviour=row % 25 == 0,
            wheelchair=row % 8 == 0,
        )
        for row in range(people)
    )
    every = frozenset(range(1, 7))
    where = tuple(
        Facility(
            id=column + 1,
            service_code="24",
            ward=str(column % 20),
            offers_trial=True,
            disability_kinds=dict.fromkeys(DISABILITY_KINDS, True),
            support_levels_adult=every,
            medical_care={"suction": True} if column % 3 else {},
            wheelchair=True,
            sexes="any",
            age_min=18,
            vacancy=(None, "free", "few")[column % 3],
        )
        for column in range(facilities)
    )
    guests, hosts = (
        chance.integers(0, people, people // 2).tolist(),
        chance.integers(0, facilities, people // 2).tolist(),
    )
    stays = tuple(
        PastUse(p + 1, f + 1, "trial", LAST_YEAR, outcome="went_well") for p, f in zip(guests, hosts, strict=True)
    )
    return who, where, stays


def candidates(people: int, facilities: int, near: int) -> tuple[Candidates, np.ndarray, float]:
    """Return the candidates among the facilities within a radius, the tiers, and the seconds it took.

    The time is from people, facilities and points to judged and priced pairs; making people up is not in it.
    """
    chance = np.random.default_rng(people)
    homes, days = chance.random((people, 2)), chance.random((people, 2))
    sites = chance.random((facilities, 2))
    who, where, stays = residents(people, facilities)
    policy = load_policy()
    before = time.perf_counter()
    radius = (near / facilities / np.pi) ** 0.5
    lists = cKDTree(sites).query_ball_point(homes, radius, return_sorted=True)
    person = np.repeat(np.arange(people), np.fromiter(map(len, lists), np.int64, people))
    facility = np.fromiter(chain.from_iterable(lists), np.int64, len(person))
    home_metres, day_metres = (
        (METRES * np.hypot(*(of[person] - sites[facility]).T) / radius).astype(np.int32) for of in (homes, days)
    )
    problem = SparseProblem(who, where, stays, person, facility, home_metres, day_metres, {}, START, policy)
    found = find_sparse_candidates(problem)
    took = time.perf_counter() - before
    return found, np.array([one.tier for one in who], dtype=np.int8), took


def network_of(size: str, kind: str) -> tuple[Network, np.ndarray, float]:
    """Return an instance, its tiers, and the seconds that its candidates took."""
    people, facilities, near = SIZES[size]
    found, tier, took = candidates(people, facilities, near)
    chance = np.random.default_rng(7)
    places = chance.poisson(PLACES[kind] * people / facilities, facilities)
    slots = [[40 * rank for rank in range(most)] for most in places.tolist()]
    return build_network(found.start, found.facility, found.cost, tier, slots), tier, took


def bare_ortools(network: Network) -> int:
    people, sink = network.people, network.people + network.facilities
    person = np.arange(people, dtype=np.int32)
    owner = np.repeat(np.arange(people, sink, dtype=np.int32), network.places)
    tails = np.concatenate([np.repeat(person, np.diff(network.start)), owner, person])
    heads = np.full(len(tails), sink, dtype=np.int32)
    heads[: len(network.cost)] = network.facility + people
    costs = np.concatenate([network.cost, network.slot_cost, network.unplaced])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones(len(tails), dtype=np.int64), costs)
    flow.set_nodes_supplies(np.append(person, np.int32(sink)), np.append(np.ones(people, dtype=np.int64), -people))
    if flow.solve() != flow.OPTIMAL:
        raise SystemExit("OR-Tools found no optimum")
    flow.flows(arcs)
    return int(flow.optimal_cost())


def most_kib() -> int:
    """Return the peak memory of this process (Linux); `resource` would count that of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def peak(paths: list[str], whom: str, answers: "multiprocessing.Queue[tuple[int, float, int]]") -> None:
    """Run one solver once, after a small warm-up, and tell its optimum, seconds and extra peak memory."""
    solve(*read_network(paths[0]))
    network, tier = read_network(paths[1])
    floor = most_kib()
    before = time.perf_counter()
    if whom == "bare":
        total = bare_ortools(network)
    else:
        solution = solve(network, tier)
        total = solution.cost + int(network.unplaced[solution.assigned == network.facilities].sum())
    took = time.perf_counter() - before
    answers.put((total, took, most_kib() - floor))


def write_network(path: str, network: Network, tier: np.ndarray) -> None:
    np.savez(path, tier, *network)


def read_network(path: str) -> tuple[Network, np.ndarray]:
    """Read a network from a file: making its candidates anew would hide the memory that a solver needs."""
    with np.load(path) as arrays:
        tier, *parts = (arrays[name] for name in arrays.files)
    return Network(*parts), tier


def alone(paths: list[str], whom: str) -> tuple[int, float, int]:
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=peak, args=(paths, whom, answers))
    process.start()
    answer: tuple[int, float, int] = answers.get()
    process.join()
    return answer


def median_ms(jobs: list[Callable[[], object]]) -> float:
    times = []
    for job in jobs:
        before = time.perf_counter()
        job()
        times.append(time.perf_counter() - before)
    return round(1000 * statistics.median(times), 2)


def _fixed(solved: Solved, tier: np.ndarray, person: int, facility: int) -> Solution:
    return proven(*fix_pair(solved, person, facility, int(tier[person])), tier)


def _forbidden(solved: Solved, tier: np.ndarray, person: int, facility: int) -> Solution:
    return proven(*forbid_pair(solved, person, facility), tier)


def changes(network: Network, tier: np.ndarray, solution: Solution) -> dict[str, float]:
    solved = Solved(network, solution.assigned, solution.prices)
    people = np.flatnonzero(solution.assigned < network.facilities)[:: max(1, network.people // 20)][:9].tolist()
    fix: list[Callable[[], object]] = []
    forbid: list[Callable[[], object]] = []
    ask: list[Callable[[], object]] = []
    for person in people:
        home = int(solution.assigned[person])
        own = network.facility[network.start[person] : network.start[person + 1]]
        there = next(one for one in own.tolist() if one != home and network.places[one])
        fix.append(partial(_fixed, solved, tier, person, there))
        forbid.append(partial(_forbidden, solved, tier, person, home))
        ask.append(partial(routes_to, network, solution.assigned, solution.prices, home))
    fix[0](), forbid[0](), ask[0]()
    return {
        "fix_pair_ms": median_ms(fix),
        "forbid_pair_ms": median_ms(forbid),
        "all_alternatives_of_one_ms": median_ms(ask),
    }


def compare(size: str, kind: str, rounds: int) -> dict[str, object]:
    network, tier, took = network_of(size, kind)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{name}.npz" for name in ("small", "own")]
        write_network(paths[0], *network_of("city", kind)[:2])
        write_network(paths[1], network, tier)
        for _ in range(rounds):
            ours.append(alone(paths, "ours"))
            theirs.append(alone(paths, "bare"))
    if {one[0] for one in ours} != {one[0] for one in theirs}:
        raise SystemExit("the optima differ")
    solution = solve(network, tier)
    ms, bare_ms = (1000 * statistics.median(one[1] for one in runs) for runs in (ours, theirs))
    row: dict[str, object] = {
        "size": f"{network.people} x {network.facilities} {kind}",
        "edges": len(network.cost),
        "candidates_ms": round(took * 1000),
        "solve_ms": round(ms, 1),
        "candidates_to_solve": round(1000 * took / ms, 2),
        "bare_ortools_ms": round(bare_ms, 1),
        "solve_to_bare": round(ms / bare_ms, 2),
        "solve_extra_mb": round(max(one[2] for one in ours) / 1024),
        "bare_extra_mb": round(max(one[2] for one in theirs) / 1024),
        **changes(network, tier, solution),
    }
    row["solve_to_fix_pair"] = round(ms / float(str(row["fix_pair_ms"])))
    row["solve_to_forbid_pair"] = round(ms / float(str(row["forbid_pair_ms"])))
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nation", action="store_true", help="also 200,000 people and 25,000 facilities (minutes)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    sizes = [size for size in SIZES if size != "nation" or options.nation]
    rows = []
    for size, kind in product(sizes, PLACES):
        rows.append(compare(size, kind, options.rounds))
        if not options.json:
            print("  ".join(f"{name}={value}" for name, value in rows[-1].items()), flush=True)
    if options.json:
        print(json.dumps({"rows": rows}))


if __name__ == "__main__":
    main()
