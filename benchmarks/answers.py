"""What answers that may be no cost: the expected plan's time, and calls per trial over simulated years.

    python benchmarks/answers.py [--years 1000] [--people 40] [--facilities 48] [--asks 8] [--strength 1] [--least 3]
        [--no-plan] [--json]

The expected plan of 300 people × 120 facilities is timed with its bound and proof; peers in the same run are the plan
itself and a greedy order by chance without bound.

A year is four quarters of a city like the demonstration's. Every facility has a hidden rate of yes, drawn from a Beta
distribution with mean 1/4 (`--strength` is the sum of its parameters: at 1 facilities mostly cannot and some nearly
always can, the larger the more they are alike); rates stay for the year. In each quarter the plan is made for those
who had no trial yet, and facilities are asked in rounds until all lists end: each person at most `--asks` times a quarter, places held while asked. "Plan's order" asks the
suggestion, then the alternatives by regret. "Ours" asks by expected gain per call, with the chances estimated anew
after every round, and no more where a yes has become too unlikely (`--least`). Both meet the same answers (drawn by a
hash of year, quarter, person and facility).
"""

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from plan import TODAY, make_casebook
from solver import city

from desk.period import coming_quarter
from desk.plan import plan_trials
from matching.answers import (
    MILLION,
    asking,
    by_regret,
    chances,
    drawn,
    expected_plan,
    lists_by,
    next_rows,
    option_kinds,
    pair_gains,
    willing,
)
from matching.answers.runs import simulated
from matching.arrays import Ints
from matching.policy import load_policy
from matching.problem import Answer, Problem
from matching.trials import TrialPlan, make_plan

SEED = 20270101
QUARTERS = 4
MEAN = 0.25
TARGET_SECONDS = 10.0


def town(people: int, facilities: int) -> Problem:
    """Return the problem of a casebook like the demonstration's."""
    with tempfile.TemporaryDirectory() as folder:
        book = make_casebook(f"sqlite:///{Path(folder) / 'sonae.db'}", people, facilities)
        return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY).plan.problem


def year_of(problem: Problem, year: int, strength: float, *, learning: bool) -> tuple[int, int]:
    """Return trials and calls of one simulated year."""
    luck = random.Random(f"{SEED}:{year}")  # noqa: S311
    rate = {
        one.id: round(MILLION * luck.betavariate(MEAN * strength, (1 - MEAN) * strength)) for one in problem.facilities
    }
    served: frozenset[int] = frozenset()
    answers: list[Answer] = []
    for quarter in range(QUARTERS):
        plan, in_order, kinds = planned(problem, served)
        given = asking(plan, np.full(len(plan.candidates), MILLION // 2, dtype=np.int64), {})
        done = np.zeros(len(given), dtype=np.bool_)
        asked = np.zeros(len(given.tier), dtype=np.int64)
        free, waits, worth = given.free, given.open.copy(), in_order
        while True:
            if learning:
                told = replace(plan.problem, answers=tuple(answers))
                given = replace(given, chance=chances(told, plan.candidates))
                worth = pair_gains(given, kinds)
                free = np.where(willing(told), free, 0)
            rows = next_rows(given, worth, waits & (asked < given.most), done, free)
            if not rows:
                break
            for row in rows:
                person, site = int(given.person[row]), int(given.facility[row])
                who, where = int(given.person_id[person]), int(given.facility_id[site])
                yes = drawn(SEED, QUARTERS * year + quarter, who, where, rate[where])
                answers.append(Answer(who, where, yes))
                done[row] = True
                asked[person] += 1
                if yes:
                    waits[person], free[site] = False, free[site] - 1
                    served |= {who}
    return len(served), len(answers)


@lru_cache(maxsize=4)
def planned(problem: Problem, served: frozenset[int]) -> tuple[TrialPlan, Ints, npt.NDArray[np.int8]]:
    """Return the plan of those who had no trial, its order as a worth of each pair, and what each pair would bring."""
    rows = [row for row, one in enumerate(problem.people) if one.id not in served]
    left = replace(
        problem,
        people=tuple(problem.people[row] for row in rows),
        home_metres=problem.home_metres[rows],
        day_metres=problem.day_metres[rows],
    )
    plan = make_plan(left)
    tier = np.array([one.tier for one in plan.problem.people], dtype=np.int64)
    # Tier by tier, and within it everybody's first before anybody's second.
    worth = by_regret(plan).astype(np.int64) - 1000 * tier[plan.candidates.person]
    return plan, worth, option_kinds(plan.problem, plan.candidates)


def interval(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> tuple[float, float]:
    """Return between what the ratio of calls per trial lies with 95 %, by resampling whole years."""
    luck = np.random.default_rng(SEED)
    one, other = np.array(ours), np.array(theirs)
    ratios = []
    for _ in range(1_000):
        years = luck.integers(0, len(one), len(one))
        (trials, calls), (their_trials, their_calls) = one[years].sum(axis=0), other[years].sum(axis=0)
        ratios.append((calls / trials) / (their_calls / their_trials))
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(high)


def years(problem: Problem, count: int, strength: float) -> dict[str, object]:
    """Return calls per trial over many years, in the plan's order and in ours."""
    theirs = [year_of(problem, year, strength, learning=False) for year in range(count)]
    ours = [year_of(problem, year, strength, learning=True) for year in range(count)]
    low, high = interval(ours, theirs)
    per_trial = [sum(calls for _, calls in one) / sum(trials for trials, _ in one) for one in (theirs, ours)]
    return {
        "years": count,
        "people": len(problem.people),
        "facilities": len(problem.facilities),
        "strength": strength,
        "least_chance_percent": problem.policy.scope.least_chance_percent,
        "asks_per_person": problem.policy.scope.asks_per_person,
        "calls_per_trial_plan_order": round(per_trial[0], 3),
        "calls_per_trial_ours": round(per_trial[1], 3),
        "fewer_percent": round(100 * (1 - per_trial[1] / per_trial[0]), 1),
        "fewer_percent_95": [round(100 * (1 - high), 1), round(100 * (1 - low), 1)],
        "trials_a_year_plan_order": round(statistics.mean(trials for trials, _ in theirs), 2),
        "trials_a_year_ours": round(statistics.mean(trials for trials, _ in ours), 2),
        "calls_a_year_plan_order": round(statistics.mean(calls for _, calls in theirs), 1),
        "calls_a_year_ours": round(statistics.mean(calls for _, calls in ours), 1),
    }


def expected_figures(people: int, facilities: int, runs: int) -> dict[str, object]:
    """Time the expected plan of a large city against the plan itself and against a greedy order without a bound."""
    problem = city(people, facilities)
    luck = random.Random(SEED)  # noqa: S311
    rate = {one.id: luck.betavariate(MEAN, 1 - MEAN) for one in problem.facilities}
    asked = [(luck.randint(1, people), luck.choice(list(rate))) for _ in range(people)]
    answers = tuple(Answer(who, where, luck.random() < rate[where]) for who, where in asked)
    problem = replace(problem, answers=answers)
    plan = make_plan(problem)
    chance = chances(plan.problem, plan.candidates)
    expected_plan(plan, chance)
    times, cpu, plans, greedy = [], [], [], []
    for _ in range(runs):
        begun = time.perf_counter()
        make_plan(replace(problem))
        plans.append(time.perf_counter() - begun)
        begun, busy = time.perf_counter(), time.process_time()
        found = expected_plan(plan, chances(plan.problem, plan.candidates))
        times.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - busy)
        begun = time.perf_counter()
        by_chance = simulated(found.asking, lists_by(found.asking, chance), 1_000, 1)
        greedy.append(time.perf_counter() - begun)
    seconds = statistics.median(times)
    return {
        "people": people,
        "facilities": facilities,
        "pairs": len(plan.candidates),
        "seconds": round(seconds, 2),
        "processor_seconds": round(statistics.median(cpu), 2),
        "target_seconds": TARGET_SECONDS,
        "ratio_to_plan": round(seconds / statistics.median(plans), 1),
        "ratio_to_greedy": round(seconds / statistics.median(greedy), 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "trials_by_tier": [round(one / MILLION, 2) for one in found.expected.trials],
        "trials_by_tier_greedy": [round(one / MILLION, 2) for one in by_chance.trials],
        "trials_by_tier_plan_order": [round(one / MILLION, 2) for one in found.in_plan_order.trials],
        "trials_by_tier_present_plan": [round(one / MILLION, 2) for one in found.present.trials],
        "bounds": [round(one.trials / MILLION, 2) for one in found.bounds],
        "gaps": [round(one / MILLION, 2) for one in found.gaps],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=1000)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--facilities", type=int, default=48)
    parser.add_argument("--asks", type=int, default=8, help="most asks for one person in a quarter; 0 for no bound")
    parser.add_argument("--strength", type=float, default=1.0, help="how alike facilities are; their mean is 1/4")
    parser.add_argument("--least", type=int, help="percent below which nobody is called; default: the policy's")
    parser.add_argument("--no-plan", action="store_true", help="only the years")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows: dict[str, dict[str, object]] = {}
    if not given.no_plan:
        rows["expected_plan"] = expected_figures(300, 120, 3)
    if given.years:
        problem = town(given.people, given.facilities)
        scope = replace(problem.policy.scope, asks_per_person=given.asks)
        scope = scope if given.least is None else replace(scope, least_chance_percent=given.least)
        rows["years"] = years(
            replace(problem, policy=replace(problem.policy, scope=scope)), given.years, given.strength
        )
    if given.json:
        print(json.dumps(rows))
        return
    for name, row in rows.items():
        print(name)
        for key, value in row.items():
            print(f"  {key}: {value}")


if __name__ == "__main__":
    main()
