"""Time of a dated plan against the plan without dates and against one big CP-SAT model of the whole.

    python benchmarks/schedule.py [--people 300] [--facilities 120] [--limit 30] [--no-peer] [--json]

Scenes: "roomy" (most nights free, most nights suit), "usual" (half of the facilities give a calendar with a bed on a
third of the nights; people name part of the quarter), "scarce" (every facility beds on few nights, wishes narrow) and
"long" (a calendar everywhere, stays of 5 to 7 nights). The peer gets everything at once: one literal for each person, facility and
night of arrival, with the same exact objective, and the same limit in seconds.
"""

import argparse
import datetime as dt
import json
import random
import resource
import statistics
import time
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model
from solver import city

from matching.dated import DatedPlan, FreeBeds, Horizon, Objective, Wishes, build_calendar, schedule_plan, set_bits
from matching.problem import Problem
from matching.solving import TIERS
from matching.trials import TrialPlan, make_plan

QUARTER = Horizon(dt.date(2027, 1, 1), dt.date(2027, 3, 31))
HOLIDAYS = frozenset({dt.date(2027, 1, 1), dt.date(2027, 1, 11), dt.date(2027, 2, 11), dt.date(2027, 2, 23)})


@dataclass(frozen=True)
class Scene:
    """How scarce nights are: chances in percent."""

    calendars: int
    bed: int
    lengths: tuple[int, ...]
    weeks_wished: int
    weekdays: tuple[int, ...]


SCENES = {
    "roomy": Scene(50, 80, (1, 1, 2, 3), 12, (0, 1, 2, 3, 4, 5, 6)),
    "usual": Scene(50, 35, (1, 1, 2, 2, 3, 4, 7), 4, (0, 1, 2, 3, 4)),
    "scarce": Scene(100, 12, (1, 2, 3, 4), 2, (0, 1, 2, 3, 4)),
    "long": Scene(100, 85, (5, 6, 7), 4, (0, 1, 2, 3, 4, 5, 6)),
}


def given(problem: Problem, scene: Scene) -> tuple[list[FreeBeds], list[Wishes]]:
    """Return seeded calendars and wishes for a problem."""
    chance = random.Random(11)  # noqa: S311
    nights = [QUARTER.start + dt.timedelta(days=n) for n in range((QUARTER.end - QUARTER.start).days + 1)]
    beds = [
        FreeBeds(
            facility.id,
            by_night=(
                {night: chance.choice((1, 1, 2)) for night in nights if chance.randrange(100) < scene.bed}
                if chance.randrange(100) < scene.calendars
                else {}
            ),
            arrival_weekdays=frozenset(scene.weekdays),
            holiday_arrivals=chance.choice((None, True, False)),
            longest=chance.choice((None, 7)),
        )
        for facility in problem.facilities
    ]
    wishes = []
    for person in problem.people:
        weeks = chance.sample(range(13), scene.weeks_wished)
        suits = frozenset(night for n, night in enumerate(nights) if n // 7 in weeks)
        wishes.append(
            Wishes(person.id, chance.choice(scene.lengths), suits if scene.weeks_wished < 12 else frozenset())
        )
    return beds, wishes


def whole_model(plan: TrialPlan, beds: list[FreeBeds], wishes: list[Wishes], limit: float) -> tuple[str, Objective]:
    """Solve everything as one model; return the status and what was found."""
    problem, candidates = plan.problem, plan.candidates
    calendar = build_calendar(QUARTER, beds, wishes, HOLIDAYS)
    model = cp_model.CpModel()
    goes: dict[tuple[int, int], cp_model.IntVar] = {}
    present: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    of_person: list[list[cp_model.IntVar]] = [[] for _ in problem.people]
    of_facility: list[list[cp_model.IntVar]] = [[] for _ in problem.facilities]
    cost: dict[tuple[int, int], int] = {}
    pairs = zip(candidates.person.tolist(), candidates.facility.tolist(), candidates.cost.tolist(), strict=True)
    for person, facility, points in pairs:
        person_id, facility_id = problem.people[person].id, problem.facilities[facility].id
        starts = calendar.starts(person_id, facility_id)
        if not starts:
            continue
        goes[person, facility] = model.new_bool_var("")
        cost[person, facility] = points
        of_person[person].append(goes[person, facility])
        of_facility[facility].append(goes[person, facility])
        if calendar.beds(facility_id, len(plan.spread[facility])) is None:
            continue
        begins = {start: model.new_bool_var("") for start in set_bits(starts)}
        model.add(sum(begins.values()) == goes[person, facility])
        for start, begin in begins.items():
            for night in range(start, start + calendar.nights_of(person_id)):
                present.setdefault((facility, night), []).append(begin)
    for (facility, night), literals in present.items():
        free = calendar.beds(problem.facilities[facility].id, len(plan.spread[facility]))
        if free is not None and len(literals) > free[night]:
            model.add(sum(literals) <= free[night])
    for literals in of_person:
        model.add_at_most_one(literals)
    slots = [[model.new_bool_var("") for _ in costs] for costs in plan.spread]
    for literals, used in zip(of_facility, slots, strict=True):
        model.add(sum(literals) == sum(used))
    tier = np.array([person.tier for person in problem.people])
    reward, by_tier = 1 + len(problem.people) * (max(cost.values()) + max(map(max, filter(None, plan.spread)))), {}
    for number in reversed(TIERS):
        by_tier[number] = reward
        reward *= int((tier == number).sum()) + 1
    spread = sum(
        c * u for costs, used in zip(plan.spread, slots, strict=True) for c, u in zip(costs, used, strict=True)
    )
    spent = spread + sum(points * goes[pair] for pair, points in cost.items())
    model.minimize(spent - sum(by_tier[int(tier[person])] * literal for (person, _), literal in goes.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return solver.status_name(status), Objective((0, 0, 0), 0)
    there = [person for (person, _), literal in goes.items() if solver.boolean_value(literal)]
    counts = tuple(int((tier[there] == number).sum()) for number in TIERS)
    return solver.status_name(status), Objective(counts, solver.value(spent))


def timed(scene: str, problem: Problem, limit: float, rounds: int) -> tuple[dict[str, object], DatedPlan]:
    """Measure one scene."""
    beds, wishes = given(problem, SCENES[scene])
    undated, dated = [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        plan = make_plan(problem)
        middle = time.perf_counter()
        result = schedule_plan(plan, QUARTER, beds, wishes, limit, HOLIDAYS)
        undated.append(middle - begin)
        dated.append(time.perf_counter() - middle)
    row: dict[str, object] = {
        "scene": scene,
        "pairs": len(plan.candidates),
        "undated_s": round(statistics.median(undated), 3),
        "dated_s": round(statistics.median(dated), 2),
        "dated_to_undated": round(statistics.median(dated) / statistics.median(undated), 1),
        "placed_undated": tuple(plan.placed_by_tier.values()),
        "placed_dated": result.objective.placed_by_tier,
        "cost": result.objective.cost,
        "proven": result.proven,
        "in_turn": result.in_turn,
        "bound": tuple(result.bound),
        "rounds": result.rounds,
        "cuts": len(result.cuts),
        "peak_mb": _peak(),
    }
    return row, result


def against_peer(row: dict[str, object], ours: DatedPlan, problem: Problem, limit: float) -> None:
    """Add the peer's figures to a row; its optimum, where it proves one, must be ours."""
    beds, wishes = given(problem, SCENES[str(row["scene"])])
    begin = time.perf_counter()
    status, objective = whole_model(ours.plan, beds, wishes, limit)
    took = time.perf_counter() - begin
    row["peer"] = f"{status} {tuple(objective)}"
    row["peer_s"] = round(took, 2)
    row["peer_to_dated"] = round(took / float(str(row["dated_s"])), 1)
    row["peak_mb_with_peer"] = _peak()
    if status == "OPTIMAL" and ours.proven and objective != ours.objective:
        raise SystemExit("the peer disagrees")


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--facilities", type=int, default=120)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for the dated plan, and for the peer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scene", choices=SCENES, help="only this one")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    problem = city(options.people, options.facilities)
    # Every facility that takes trials has a place or two more than the nights allow, so that nights decide.
    problem = replace(
        problem,
        facilities=tuple(
            replace(one, places=None if one.places is None else one.places + 2) for one in problem.facilities
        ),
    )
    make_plan(problem)
    # All of ours first: the peak of memory is that of the process so far, and the peer's would hide ours.
    scenes = [options.scene] if options.scene else list(SCENES)
    found = [timed(scene, problem, options.limit, options.rounds) for scene in scenes]
    if not options.no_peer:
        for row, ours in found:
            against_peer(row, ours, problem, options.limit)
    rows = [row for row, _ in found]
    if options.json:
        print(json.dumps({"rows": rows}))
        return
    for row in rows:
        print("  ".join(f"{name}={value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
